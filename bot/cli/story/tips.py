"""What the desks write down for the next one: tips from #it-tips and from tickets, and where they helped."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from typing import NamedTuple

from bot.cli.story import cast
from bot.cli.story.chance import seeded
from bot.cli.story.plan import Beginning
from bot.cli.story.play import Script
from bot.cli.story.stage import Stage
from bot.helpdesk import suggestions, tip_forms, tips
from bot.rules.intake import Pointed
from bot.rules.markup import typed
from bot.rules.records import Place, Ticket
from bot.rules.search import Audience
from bot.rules.suggestions import Suggestion
from bot.rules.tip_pictures import TipFormPicture
from bot.rules.tips import APART, NewTip, Tip, TipWording
from bot.rules.vocabulary import CategoryKey, ChannelId, DeskId, Intake, MessageTs, Status
from storage import tables, tickets

GREETING = re.compile(r"^(?:Hi|Hello|Hey|Hallo)\b[^,!:]{0,20}[,!:]\s*")
AGENTS = {cast.IT: ("lea", "dana", "eli"), cast.PEOPLE_DESK: ("hana", "rosa")}
ABOUT_ONE = re.compile(r"\b(?:I|ich|yours|wrote)\b", re.IGNORECASE)
"""An answer that tells what somebody has done for one person is nothing that the next one can do."""
SAYS_SOMETHING = 60  # characters
HELPED, NOT_THIS = 0.6, 0.2  # how often agents say so


class Told(NamedTuple):
    """A tip that begins as a message in #it-tips."""

    days_ago: int
    who: str
    begins: str  # the message
    category: str
    issue: str
    cause: str
    resolution: str
    audience: Audience = Audience.DESK


TOLD = (
    Told(
        33,
        "eli",
        "Hotel Wi-Fi",
        "network",
        "VPN does not connect or drops in hotels and trains",
        "The network lets only ordinary web traffic through.",
        "Choose the profile Web only in the VPN's list, then connect again.",
        Audience.PUBLIC,
    ),
    Told(
        27,
        "dana",
        "Printer 3-West",
        "hardware",
        "Printer 3-West reports a paper jam, and there is no paper",
        "The guide in the tray is on A5.",
        "Set the guide to A4 and push the tray in until it clicks.",
        Audience.PUBLIC,
    ),
    Told(
        19,
        "eli",
        "White page",
        "access",
        "White page after single sign-on",
        "An old cookie.",
        "Try a private window first. If that works, delete the cookies of the sign-on page.",
    ),
    Told(
        7,
        "dana",
        "Camera upside down",
        "hardware",
        "Camera shows the picture upside down in video calls",
        "",
        "Turn it in the camera's own settings, not in each app.",
    ),
)


def beginnings(stage: Stage, ends: datetime) -> Iterator[Beginning]:
    """Tips are written as things are found out, and used from then on."""
    for told in TOLD:
        yield Beginning(_at(ends, told.days_ago, time(15, 20)), _from_message(stage, told))
    for desk, hour in ((cast.IT, 14), (cast.PEOPLE_DESK, 13)):
        first = _at(ends, 52, time(hour, 40))
        yield Beginning(first, _from_tickets(stage, desk, ends))
    yield Beginning(_at(ends, 56, time(16, 10)), _use(stage, ends))
    yield Beginning(_at(ends, 12, time(10, 20)), _merge(stage))
    yield Beginning(ends - timedelta(hours=2), _flag(stage))


def _from_message(stage: Stage, told: Told) -> Script:
    channel = stage.cast.channel["it-tips"]
    said = [one for one in stage.workspace.messages.in_channel(channel) if one.text.startswith(told.begins)]
    for message in said[:1]:
        place = Place(ChannelId(channel), MessageTs(message.ts))
        pointed = Pointed(stage.cast.person[told.who], place, None, message.text, ())
        shown = tip_forms.from_message(stage.tx, pointed, stage.cast.person[told.who])
        category = CategoryKey(told.category)
        wording = TipWording(told.issue, told.cause, told.resolution, told.audience, category)
        _save(stage, told.who, shown, cast.IT, wording)
    yield from ()


def _from_tickets(stage: Stage, desk: DeskId, ends: datetime) -> Script:
    """Once a week somebody writes down what the last ticket has taught."""
    chance, who = seeded(f"tips {desk}"), AGENTS[desk]
    while stage.now < ends - timedelta(days=1):
        ticket = next(_taught_something(stage, desk), None)
        if ticket is not None:
            shown = tip_forms.from_ticket(stage.tx, ticket.id, stage.cast.person[who[0]])
            wording = shown.wording
            audience = chance.choice((Audience.DESK, Audience.PUBLIC))
            plain = TipWording(
                typed(wording.issue),
                "",
                typed(_last(wording.resolution)),
                audience,
                wording.category,
                wording.language,
            )
            _save(stage, chance.choice(who), shown, desk, plain)
        yield stage.now + timedelta(days=7)


def _taught_something(stage: Stage, desk: DeskId) -> Iterator[Ticket]:
    """The desk's solved tickets that were answered, and that no tip tells of, the last one first.

    What came back is left out: its last words are about the second time, and say little to anybody else.
    """
    solved = stage.tx.find_all(
        Ticket, tables.tickets, desk_id=desk, status=Status.SOLVED, is_private=False, order=("solved_at", "id")
    )
    once = (one for one in solved if one.times_solved == 1 and one.intake is not Intake.FOLLOW_UP)
    for ticket in reversed(list(once)):
        shown = tip_forms.from_ticket(stage.tx, ticket.id, stage.cast.person[AGENTS[desk][0]])
        answer = _last(shown.wording.resolution)
        if shown.tip is None and len(answer) > SAYS_SOMETHING and not ABOUT_ONE.search(answer):
            yield ticket


def _last(answers: str) -> str:
    """The last of somebody's answers, without the greeting."""
    text = GREETING.sub("", answers.rpartition(APART)[2])
    return text[:1].upper() + text[1:]


def _save(stage: Stage, who: str, shown: TipFormPicture, desk: DeskId, wording: TipWording) -> Tip:
    new = NewTip(f"view:T{int(stage.now.timestamp())}{desk}", desk, wording, shown.kept, shown.origin)
    return stage.do(tips.save, new, stage.cast.person[who])


def _use(stage: Stage, ends: datetime) -> Script:
    """Every afternoon agents say of what was suggested whether it helped; not always."""
    chance = seeded("suggestions")
    while stage.now < ends - timedelta(hours=3):
        waiting = stage.tx.find_all(Suggestion, tables.suggestions, answered_at=None, order=("ticket_id", "position"))
        for one in waiting:
            drawn, who = chance.random(), chance.random()
            ticket = tickets.get(stage.tx, one.ticket_id)
            if ticket is None or stage.now - one.suggested_at > timedelta(days=1):
                continue
            by = stage.cast.person[AGENTS[ticket.desk_id][int(who * len(AGENTS[ticket.desk_id]))]]
            if drawn < HELPED:
                stage.do(suggestions.helped, ticket.id, one.kind, one.other_id, by)
            elif drawn < HELPED + NOT_THIS:
                stage.do(suggestions.not_this, ticket.id, one.kind, one.other_id, by)
        yield stage.now + timedelta(days=1)


def _merge(stage: Stage) -> Script:
    """Lea writes down what a tip says already, and notices it an hour later."""
    shown = tip_forms.blank(stage.tx, stage.cast.person["lea"])
    wording = TipWording("VPN stops in the hotel", "", "Use the profile Web only.", category=CategoryKey("network"))
    double = _save(stage, "lea", shown, cast.IT, wording)
    yield stage.now + timedelta(hours=1)
    other = next(tip for tip in _in_use(stage) if tip.title.startswith("VPN does not connect"))
    stage.do(tips.merge, double.id, other.id, stage.cast.person["lea"])


def _flag(stage: Stage) -> Script:
    """One is outdated, and its owner hears of it."""
    old = next(tip for tip in _in_use(stage) if tip.title.startswith("White page"))
    reason = "The sign-on page has a button Forget me now, nobody needs to look for cookies."
    stage.do(tips.flag, old.id, stage.cast.person["dana"], reason)
    yield from ()


def _in_use(stage: Stage) -> list[Tip]:
    return stage.tx.find_all(Tip, tables.tips, desk_id=cast.IT, retired_at=None, order=("id",))


def _at(ends: datetime, days_ago: int, at: time) -> datetime:
    """A time of a working day, in UTC."""
    moment = datetime.combine(ends.date() - timedelta(days=days_ago), at, UTC)
    return moment - timedelta(days=max(0, moment.weekday() - 4))
