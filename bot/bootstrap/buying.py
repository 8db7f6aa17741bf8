"""What buyers' officers work with: signing in, posting, finding firms."""

from __future__ import annotations

from dataclasses import dataclass

from bot.bootstrap.folders import CONTENT
from bot.bootstrap.parts import make_clock, make_secret
from bot.bootstrap.profile import make_statement_files
from bot.bootstrap.reaching import Reaching, make_readers
from bot.bootstrap.signing import make_signed_links
from bot.bootstrap.suppliers import make_who_can_do
from bot.clock import SystemClock
from bot.domain.code_suggestions import CodeSuggestions
from bot.domain.jargon import Term, filled_term
from bot.domain.keyed_hash import KeyedHash
from bot.domain.reaching import Means
from bot.domain.register import BuyerRegister
from bot.ports import Phrases, SignedLinks, StatementWriter, Storage
from bot.services.buyer_domains import BuyerDomains
from bot.services.buying_desk import BuyingDesk
from bot.services.check_entry import CheckEntry
from bot.services.draft_entry import DraftEntry
from bot.services.entry_by_mail import EntryByMail
from bot.services.invite_suppliers import InviteSuppliers
from bot.services.keep_officers import KeepOfficers
from bot.services.locate_place import LocatePlace
from bot.services.message_words import MessageWords
from bot.services.post_entry import PostEntry
from bot.services.prepare_work import Vocabulary
from bot.services.remind_of_notice import RemindOfNotice
from bot.services.show_repeats import ShowRepeats
from bot.services.sign_in import SignIn
from bot.services.tell_invited import TellInvited
from bot.services.word_entry import WordEntry
from bot.settings import Settings


@dataclass(frozen=True)
class Buying:
    """All that the pages for buyers stand on; what QUO and others need of entries is here too."""

    desk: BuyingDesk
    sign_in: SignIn
    officers: KeepOfficers
    drafts: DraftEntry
    check: CheckEntry
    post: PostEntry
    invite: InviteSuppliers
    invited: TellInvited
    repeats: ShowRepeats
    notice: RemindOfNotice
    by_mail: EntryByMail
    words: WordEntry
    files: StatementWriter
    links: SignedLinks


@dataclass(frozen=True)
class BuyingParts:
    """What is made for the whole service, and used here too."""

    storage: Storage
    phrases: Phrases
    register: BuyerRegister
    vocabulary: Vocabulary
    places: LocatePlace
    reaching: Reaching


def make_buying(settings: Settings, parts: BuyingParts) -> Buying:
    """All of it. Signing in goes by real time, entries by the domain's clock."""
    storage, notify = parts.storage, parts.reaching.notify
    words = MessageWords(parts.phrases, settings.operator)
    domains, links = BuyerDomains(parts.register), make_signed_links(settings)
    desk = make_buying_desk(settings, parts, domains)
    word = WordEntry(parts.phrases, settings.public_address)
    post = PostEntry(desk, word, parts.places, parts.vocabulary)
    who = make_who_can_do(settings, storage)
    sign_in = make_sign_in(settings, storage, parts, domains)
    drafts, check, mails = DraftEntry(desk), CheckEntry(desk), parts.reaching.mails
    invited = TellInvited(parts.phrases, notify, mails, links, desk.clock, settings.public_address)
    return Buying(
        desk=desk,
        sign_in=sign_in,
        officers=make_keep_officers(storage, domains),
        drafts=drafts,
        check=check,
        post=post,
        invite=InviteSuppliers(desk, post, who, invited, words, links),
        invited=invited,
        repeats=ShowRepeats(desk),
        notice=RemindOfNotice(desk, notify, mails, word),
        by_mail=EntryByMail(desk, drafts, check, sign_in, notify, mails, word),
        words=word,
        files=make_statement_files(),
        links=links,
    )


def make_buying_desk(settings: Settings, parts: BuyingParts, domains: BuyerDomains) -> BuyingDesk:
    """What the services on entries share."""
    from connectors.notices.calendar import EnglishBankHolidays
    from connectors.places.reservable_places import ContentReservablePlaces
    from connectors.text.english_stems import stem_of

    known = parts.vocabulary
    names = dict(known.code_names)
    return BuyingDesk(
        storage=parts.storage,
        clock=make_clock(settings),
        phrases=parts.phrases,
        register=domains,
        codes=CodeSuggestions(known.trades, names, stem_of),
        code_names=names,
        terms=make_jargon(),
        holidays=EnglishBankHolidays(),
        places=ContentReservablePlaces(CONTENT),
        public_address=settings.public_address,
    )


def make_jargon() -> tuple[Term, ...]:
    """Trade talk with its plain meaning, without figures, which hang on the day."""
    from connectors.text.vocabulary import load_jargon

    return tuple(filled_term(term, {}) for term in load_jargon(CONTENT))


def make_sign_in(
    settings: Settings, storage: Storage, parts: BuyingParts, domains: BuyerDomains
) -> SignIn:
    """Who may come in."""
    return SignIn(
        storage,
        parts.reaching.notify,
        parts.reaching.mails,
        parts.phrases,
        KeyedHash(make_secret(settings)),
        make_readers()[Means.MAIL],
        domains,
        SystemClock(),
        settings.public_address,
    )


def make_keep_officers(storage: Storage, domains: BuyerDomains) -> KeepOfficers:
    """Who has an account."""
    return KeepOfficers(storage, make_readers()[Means.MAIL], domains, SystemClock())
