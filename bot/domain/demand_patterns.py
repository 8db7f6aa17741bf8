"""How notices word what they ask of a firm; each pattern is shaped on sentences that were read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Asked(StrEnum):
    """What sort of thing is asked for."""

    INSURANCE = "insurance"
    CHECK = "check"
    STAFF_TRANSFER = "staff_transfer"
    VISIT = "visit"
    VISIT_OFFERED = "visit_offered"
    PAPERS = "papers"
    BOND = "bond"
    ROUND_THE_CLOCK = "round_the_clock"
    WAGE = "wage"


@dataclass(frozen=True, slots=True)
class Pattern:
    """Words that ask for something, or only name it (`needs_asking`: its sentence must ask).

    `in_clause`: they are quoted with the clause that they stand in, for alone they say too little.
    `unless` is what shows that the sentence is about something else.
    """

    kind: Asked
    words: re.Pattern[str]
    needs_asking: bool = True
    unless: re.Pattern[str] | None = None
    in_clause: bool = False


def _any(*words: str) -> re.Pattern[str]:
    """One of these whole words or phrases, in whatever case; a space is white space of one line."""
    spaced = "|".join(words).replace(" ?", r"[^\S\n]*").replace("[- ]", r"(?:-|[^\S\n]+)")
    joined = spaced.replace(" ", r"[^\S\n]+")
    return re.compile(rf"(?<!\w)(?:{joined})", re.IGNORECASE)


ASKING = _any(
    r"must\b", r"requir\w+", r"need(?:s|ed)?\b", r"ask(?:s|ed)? (?:for|to see|you|us)\b",
    r"should (?:be|have|hold)\b", r"shall\b", r"minimum\b", r"essential\b", r"at least\b",
    r"mandatory\b", r"necessary\b", r"(?:evidence|proof) of\b", r"cop(?:y|ies) of\b",
    r"certificat\w+", r"appropriate\b", r"qualified\b", r"seek(?:s|ing)?\b", r"appoint\b",
    r"employ\b", r"provi(?:de|ded|sion)\b", r"enough\b", r"ensure\b", r"carry\b", r"member of\b",
)  # fmt: skip
"""What shows that a sentence asks for what it names."""

WISHED = _any(
    r"ideally\b", r"desirable\b", r"prefer(?:red|ably|able|ence)?\b", r"advantage(?:ous)?\b",
    r"welcome\b", r"encourag\w+", r"would be (?:good|useful|helpful)\b",
)  # fmt: skip
"""What shows that it is only wished for."""

_OF_ONE_CLAUSE = r"[^,:()]"
_APOSTROPHE = r"['\u2019]"
DENIED_BEFORE = re.compile(
    r"\b(?:no|not|without|never|neither|nor|excluding|n['\u2019]t)\b"
    rf"(?!\s(?:less|later|fewer|only)\b){_OF_ONE_CLAUSE}*$",
    re.IGNORECASE,
)
"""What, before a find, says that it is not asked for."""

DENIED_AFTER = re.compile(
    rf"{_OF_ONE_CLAUSE}{{0,30}}?\b(?:"
    r"(?:is|are|was|were|will|does|do|shall|should|would|may|need)(?:\snot|n['\u2019]t)"
    r"|not\s(?:needed|required|necessary|applicable|asked)|n/a)\b",
    re.IGNORECASE,
)
"""What, after a find, says that it is not asked for."""

_NUMBER = r"(?:\d+|one|two|three|four|five|six)"
_SUM = r"(?:£|GBP) ?[\d,.]*\d(?: ?(?:million|m|k)\b)?"
_EMPLOYERS = rf"employer{_APOSTROPHE}?s?{_APOSTROPHE}?"
_PARTY = rf"(?:public|products?|professional|{_EMPLOYERS})"
_LIABILITY = rf"{_PARTY}(?: (?:and|&|/) {_PARTY})? (?:liability|indemnity)"
_COVER = rf"(?:{_LIABILITY}|goods in transit|PI)\b"
_INSURED = r"(?: insurances?)?(?: (?:cover|policy))?"
_UPTO_SUM = r"(?:,? (?:of|to|for|with|a|at|cover|least|minimum|not|less|than|value)){0,6}"
_GIVES = r"(?:registered|registration|accredited|accreditation|approved|certified|qualified)"
_WHO = r"(?:engineers?|contractors?|electricians?|installers?|personnel|members?|membership|firms?)"
_HOLDS = rf"(?:[- ]{_GIVES}(?: {_WHO})?|[- ]{_WHO})"

_INSURANCE = (
    Pattern(Asked.INSURANCE, _any(rf"{_COVER}{_INSURED}{_UPTO_SUM} {_SUM}"), needs_asking=False),
    Pattern(Asked.INSURANCE, _any(rf"{_SUM}(?: of| \w+)? {_COVER}{_INSURED}"), needs_asking=False),
    Pattern(Asked.INSURANCE, _any(rf"{_COVER} insurances?(?: cover)?\b")),
    Pattern(Asked.INSURANCE, _any(r"public liability(?= must be (?:held|produced))")),
    Pattern(
        Asked.INSURANCE,
        _any(
            r"(?:proof|evidence|cop(?:y|ies)|certificates?) of (?:your |valid )?insurances?\b",
            r"(?:appropriate|adequate|suitable|usual|valid|relevant|necessary) insurances?\b",
        ),
    ),
)  # fmt: skip

_SCHEMES = r"(?:NICEIC|NAPIT|OFTEC|TrustMark|MCS|F[- ]?Gas|SEQOHS|UKAS)"
_COMMISSION = r"(?:the )?(?:CQC|Care Quality Commission|Ofsted)\b"
_ANOTHERS = _any(r"its operator", rf"council{_APOSTROPHE}s operator")
_CHECKS = (
    r"(?:enhanced|basic|standard)[- ](?:level )?DBS(?: with barred list)?(?: check(?:s|ed)?)?\b",
    r"DBS[- ](?:check(?:s|ed)?|clear(?:ed|ance)|certificates?)\b",
    rf"Gas ?Safe{_HOLDS}\b",
    rf"registered (?:\w+ ){{0,5}}with {_COMMISSION}",
    r"(?:CQC|Ofsted)[- ]registered\b",
    rf"{_SCHEMES}{_HOLDS}\b",
    r"SIA[- ](?:licen[cs]\w+|badges?|approved|registered)\b",
    r"food hygiene rating(?: of(?: at least)? \d(?: (?:or|to) (?:\d|above|higher))?)?\b",
    rf"waste carrier{_APOSTROPHE}?s?{_APOSTROPHE}? licen[cs]e\b",
    rf"operator{_APOSTROPHE}?s?{_APOSTROPHE}? licen[cs]es?(?: or permits?)?\b",
    r"CSCS(?:/ECS)? (?:cards?|certification)\b",
    r"Cyber ?Essentials(?: Plus)?\b",
    *(rf"ISO ?:?{number}\b" for number in (9001, 14001, 45001, 27001)),
    r"PAS ?2030(?:/2035)?[- ](?:certified|accredited|registered)\b",
    r"Common Assessment Standard\b",
    r"FORS (?:bronze|silver|gold|accredit\w+|member\w*)\b",
)
_CLUBS = (
    r"Construction ?line(?: ?\(?(?:gold|silver|bronze|platinum)\b\)?)?",
    r"CHAS(?: (?:elite|advanced|standard))?\b",
    r"Safe ?Contractor\b",
    r"SSIP\b(?: accredit\w+| member\w*)?",
)
_ONLY_NAMED = _any(r"advertised on\b", r"platform\b", r"portal\b", r"via constructionline\b")

_REFERENCES = r"references\b"
_SORT = r"(?: (?:relevant|recent|school|client|written|satisfactory|work))*"
_ACCOUNTS = rf"{_NUMBER} years{_APOSTROPHE}? (?:of )?(?:audited |published |filed )?accounts\b"
_TURNOVER = (
    r"(?:minimum|annual|yearly)(?: \w+){0,2} turnover\b",
    r"turnover (?:levels?|thresholds?|of at least)\b",
)
_PAPERS = (
    Pattern(
        Asked.PAPERS, _any(rf"(?:at least )?{_NUMBER}{_SORT} {_REFERENCES}"), needs_asking=False
    ),
    Pattern(Asked.PAPERS, _any(rf"{_REFERENCES} from\b"), needs_asking=False, in_clause=True),
    Pattern(Asked.PAPERS, _any(_ACCOUNTS)),
    Pattern(Asked.PAPERS, _any(*_TURNOVER)),
)

_TUPE_DOES = r"(?:may|will|is|shall|does|applies|transfer|regulations)"
_TRANSFERS = (
    rf"TUPE(?:{_APOSTROPHE}d\b|(?= {_TUPE_DOES}\b)|(?= ?(?:[.,;()\n]|$)))",
    r"transfer of undertakings\b",
)
_MUST_SEE = (
    r"(?:mandatory|compulsory) (?:site )?(?:visit|viewing)\b",
    r"must (?:attend a |first )?(?:site )?visit(?: the)?(?: site)?\b",
    r"required to (?:attend|undertake|make) (?:a|an) (?:mandatory )?(?:site )?(?:visit|viewing)\b",
    r"(?:please )?visit (?:\w+ ){1,4}before you (?:quote|tender|bid|offer)\b",
    r"visit one site\b",
)
_CAN = r"(?:is|are|can|may|should|will)"
_MAY_SEE = (
    rf"site (?:visit|visits) {_CAN} (?:be )?(?:available|arranged|encouraged|held)\b",
    r"to arrange a (?:site visit|viewing)\b",
    r"arrange for a viewing\b",
    r"(?:offer and )?facilitate site visits\b",
    r"recommended that a site visit is carried out\b",
)
_ALL_HOURS = (
    r"(?<![\d/])24/7(?: for 365 days)?\b",
    r"24 ?x ?7\b",
    r"24[- ]hours? (?:a day|cover|call[- ]?outs?|service|response|support|emergency)\b",
    r"365 days (?:a|per) year,? (?:and )?24 hours(?: a day)?\b",
    r"out[- ]of[- ]hours (?:call[- ]?outs?|work|cover|service)\b",
)
_BUYERS_HOURS = _any(
    r"our out[- ]of\b",
    r"(?:depot|building|site|park|centre|department) (?:is|offers|operates)\b",
)
_WAGES = (
    r"pa(?:id|y|ying)(?: \w+){0,4} (?:real )?living wage\b",
    r"living wage (?:employer|accredit\w+)",
)
_LAWFUL_WAGE = _any(r"national (?:minimum|living) wage\b")
_BONDS = (
    r"(?:performance|bid|retention) (?:bond|guarantee)\b",
    r"parent company guarantee\b",
)
_OTHERS = (
    Pattern(Asked.STAFF_TRANSFER, _any(*_TRANSFERS), needs_asking=False, in_clause=True),
    Pattern(Asked.VISIT, _any(*_MUST_SEE), needs_asking=False, in_clause=True),
    Pattern(Asked.VISIT_OFFERED, _any(*_MAY_SEE), needs_asking=False),
    Pattern(Asked.BOND, _any(*_BONDS)),
    Pattern(Asked.ROUND_THE_CLOCK, _any(*_ALL_HOURS), unless=_BUYERS_HOURS),
    Pattern(Asked.WAGE, _any(*_WAGES), unless=_LAWFUL_WAGE),
)

PATTERNS: tuple[Pattern, ...] = (
    *_INSURANCE,
    *(Pattern(Asked.CHECK, _any(words), unless=_ANOTHERS) for words in _CHECKS),
    *(Pattern(Asked.CHECK, _any(words), unless=_ONLY_NAMED) for words in _CLUBS),
    *_PAPERS,
    *_OTHERS,
)
"""All patterns; among those of one kind the fuller come first."""
