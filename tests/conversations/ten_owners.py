"""What ten owners write to make a profile; what starts with > is a button that is pressed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Script:
    """One owner: how they are, what they write, and what the profile must then tell.

    `refuses` is for whoever wants none.
    """

    name: str
    about: str
    lines: tuple[str, ...]
    tells: tuple[str, ...] = ()
    refuses: bool = False


OWNERS = (
    Script(
        "talkative",
        "tells a whole life at the first question",
        (
            "I want to register my business",
            "Oh where do I start love. I was a dinner lady for twenty two years at the school up the road, then "
            "my knees went, so me and my sister started doing buffets from home in Alum Rock, weddings mostly, "
            "samosas, jollof, you name it, and now we have a proper kitchen and we would take anything up to "
            "about 5 grand",
            "oh not far, 10 miles tops, she does the driving and she hates the motorway",
            "Two Sisters Kitchen, our nephew thought of it",
        ),
        ("buffet", "based in: Alum Rock", "up to 10 miles", "up to £5,000", "2 people"),
    ),
    Script(
        "terse",
        "answers in single words",
        ("register", "roofing", "B11", "15", "20k", "KD Roofing"),
        ("roofing", "B11", "up to 15 miles", "up to £20,000", "KD Roofing"),
    ),
    Script(
        "correcting",
        "puts right what was just said, twice",
        (
            "sign me up",
            "catering",
            "no, cleaning",
            "B8",
            "sorry I meant B9",
            "5 miles",
            "up to 10k",
            "Bright & Clean",
        ),
        ("trade: cleaning", "based in: B9", "up to 5 miles", "up to £10,000", "Bright & Clean"),
    ),
    Script(
        "refusing",
        "wants to tell nothing, and is left in peace",
        (
            "register me",
            "why do you want to know that",
            "none of your business",
            "rather not say",
            "leave it",
        ),
        (),
        refuses=True,
    ),
    Script(
        "wandering",
        "asks other things between the answers",
        (
            "put my business on here",
            "what is a framework?",
            "we do gardening for schools",
            "do I have to pay for this?",
            "Stechford",
            "half an hour in the van",
            "when do councils pay?",
            "anything really",
            "Green Shoots",
        ),
        ("gardening", "Stechford", "30 minutes", "of any size", "Green Shoots"),
    ),
    Script(
        "second language",
        "writes English as it comes",
        (
            "i want make profile for my company",
            "me and husband we cleaning office and stairs every day",
            "we live in Small Heath",
            "20 minute by car is ok",
            "not more than 3000 pound",
            "name is Sprzątanie Kowalska",
        ),
        ("cleaning", "Small Heath", "20 minutes", "up to £3,000", "Sprzątanie Kowalska"),
    ),
    Script(
        "dictating",
        "speaks into the telephone, without stops",
        (
            "hi yeah can you set me up a profile",
            "um so we are plasterers we do plastering and a bit of rendering",
            "we are based in um Tyseley",
            "um I would say about ten miles maybe",
            "er jobs from five hundred up to say eight thousand pounds",
            "it's called Smooth Walls limited",
        ),
        ("plastering", "Tyseley", "up to 10 miles", "£500 to £8,000", "Smooth Walls limited"),
    ),
    Script(
        "several trades",
        "does more than one thing, and adds another later",
        (
            "register my firm",
            "plumbing and tiling",
            "B33",
            "all over Birmingham",
            "up to 25k",
            "A1 Bathrooms",
            "I do electrical work now too",
        ),
        ("plumbing", "tiling", "electrical", "B33", "up to £25,000", "A1 Bathrooms"),
    ),
    Script(
        "without a postcode",
        "has no place of business",
        (
            "can I go on your books",
            "I am a mobile hairdresser for care homes",
            "no fixed address, I work out of my car",
            "anywhere",
            "couple of hundred quid",
            "no name yet",
        ),
        ("hairdress", "anywhere", "up to £200"),
    ),
    Script(
        "changing their mind",
        "takes everything back, one thing after the other",
        (
            "make me a profile",
            "painting and decorating",
            "Saltley",
            "> 5 miles",
            "5",
            "> Up to £5,000",
            "Moore Decor",
            "we moved to B9",
            "undo",
            "call us Moore & Daughters",
        ),
        ("decorating", "based in: Saltley", "up to £5,000", "Moore & Daughters"),
    ),
)
