"""The questions by which texts about work are asked for: what work, if unknown, and how often."""

from __future__ import annotations

from bot.domain.conversation import ConversationId, Reply
from bot.domain.heard import Heard
from bot.domain.interview import Interview, Option, Question, Taken, Unclear
from bot.domain.rhythm_words import day_meant, often_meant
from bot.domain.subscription import MONDAY, Often, Subscription
from bot.ports import Phrases
from bot.services.subscribe import Chosen, Subscribe
from bot.services.tell_subscription import TellSubscription
from bot.services.tell_wish import TellWish

WORK, OFTEN, DAY = "work", "often", "day"


class AlertsFlow:
    """The Flow of asking for texts; what is chosen begins only with a YES from the number."""

    name = "alerts"

    def __init__(
        self, phrases: Phrases, subscribe: Subscribe, tell: TellSubscription, wish: TellWish
    ) -> None:
        self._say = phrases.say
        self._subscribe = subscribe
        self._tell = tell
        self._wish = wish

    @property
    def title(self) -> str:
        """What it is, as owners read it."""
        return self._say("subscribe.title")

    def question(self, interview: Interview) -> Question | None:
        """What work, where nothing is known of it; then how often."""
        match interview.next_of((WORK, OFTEN)):
            case "work":
                return self._asked(WORK, takes_any_words=True)
            case "often":
                options = tuple(
                    Option(one.value, self._say(f"choice.subscribe.{one}")) for one in Often
                )
                return self._asked(OFTEN, options)
        return None

    def is_answer(self, interview: Interview, heard: Heard) -> bool:
        """Any words that ask nothing are work; how often is known by its words."""
        if interview.next_of((WORK, OFTEN)) == WORK:
            return not heard.asks and any(c.isalpha() for c in heard.text)
        return often_meant(heard.text) is not None

    def take(self, interview: Interview, heard: Heard) -> Taken | Unclear:
        """The work in the owner's words; or how often, and on which day."""
        if interview.next_of((WORK, OFTEN)) == WORK:
            return Taken({WORK: heard.text.strip()})
        often = Often(heard.option) if heard.option else often_meant(heard.text)
        if often is None:
            return Unclear(self._say("subscribe.often.unclear"))
        day = day_meant(heard.text)
        return Taken({OFTEN: often.value, DAY: MONDAY if day is None else day})

    def finish(self, interview: Interview) -> Reply:
        """The subscription begun, and the text sent that asks for a YES."""
        answers = interview.answers
        chosen = Chosen(Often(answers.get(OFTEN, Often.AT_ONCE)), answers.get(DAY, MONDAY))
        begun = self._subscribe.begin(interview.conversation, answers[WORK], chosen)
        if begun is None:
            return Reply(self._say("subscribe.no_number"))
        wish = self._wish.reply(interview.conversation)
        rules = self._tell.rules(begun)
        return Reply(self._say("subscribe.done", rules=rules, wish=wish.text), (), wish.choices)

    def leave(self, interview: Interview) -> Reply:
        """That it can be done another time."""
        del interview
        return Reply(self._say("subscribe.left"))

    def known(self, conversation: ConversationId) -> dict[str, str | int]:
        """What need not be asked."""
        work = self._subscribe.known_work(conversation)
        return {WORK: work} if work else {}

    def chosen(self, standing: Subscription) -> dict[str, str | int]:
        """What was chosen before, as answers."""
        return {OFTEN: standing.rhythm.often.value, DAY: standing.rhythm.weekday}

    def _asked(
        self, key: str, options: tuple[Option, ...] = (), *, takes_any_words: bool = False
    ) -> Question:
        return Question(
            key=key,
            words=self._say(f"subscribe.{key}"),
            short=self._say(f"subscribe.{key}.short"),
            why=self._say(f"subscribe.{key}.why"),
            options=options,
            may_skip=key == OFTEN,
            takes_any_words=takes_any_words,
        )
