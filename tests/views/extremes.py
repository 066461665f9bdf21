"""Records at their shortest, longest and nastiest, for views to draw."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from datetime import datetime, timedelta

from bot.rules import triage
from bot.rules.escalation import Escalation, State
from bot.rules.happenings import Happening
from bot.rules.pictures import MessagePicture, Related, Relation, TicketPicture
from bot.rules.problems import Named, Problem
from bot.rules.records import (
    Category,
    Desk,
    DeskSettings,
    Draft,
    HistoryEntry,
    Message,
    SharedFile,
    Ticket,
    TicketClock,
)
from bot.rules.vocabulary import (
    CategoryKey,
    ChannelId,
    Closure,
    DeskId,
    Intake,
    MessageId,
    MessageTs,
    PersonId,
    Priority,
    Side,
    Speaker,
    Status,
    Target,
    TicketId,
    Visibility,
)
from tests.tickets import RAISED_AT, TICKET

KEY = "ABCDEFGHIJKLMNOP-1000000"  # the longest a desk's key may be, and its millionth ticket
OTHER_KEY = "ABCDEFGHIJKLMNOP-1000001"
URL = "https://a-company-with-a-long-name.slack.com/archives/C0123456789/p1764000000000100"
ANA, DANA, ELI = PersonId("UANA"), PersonId("UDANA"), PersonId("UELI")

TEXTS: Mapping[str, str] = {  # as Slack hands them over; each is made as long as its place allows
    "plain": "The printer on the third floor is jammed. ",
    "hostile": "<!channel> <!here> @here <@UEVIL> <#CEVIL> <https://evil.example|free> *_~`&gt; :tada: ",
    "hostile characters": "&lt;!channel&gt; &lt;@UEVIL&gt; &lt;https://evil.example|free&gt; ",
    "broken markup": "<@UEVIL <!channel <<<>>> <> *a _b ~c `d ```e ",
    "entities": "&amp;&lt;&gt;",
    "right to left": "המדפסת בקומה השלישית תקועה \u202e\u2067 ",
    "emoji": ":smile::thumbsup::skin-tone-4: 😀👩\u200d🚀 ",
    "control": "a\x00b\x07\x1b[31m c\r\n",
    "one word": "x",
    "nothing": "",
}


def long(text: str, length: int) -> str:
    """A text repeated up to a length."""
    return (text * (length // max(len(text), 1) + 1))[:length]


def desk(text: str = "IT help", key: str = "IT") -> Desk:
    """A desk whose name is as long as it may be."""
    return Desk(DeskId(key), long(text, 75) or "IT", DeskSettings())


def desks(text: str, count: int) -> tuple[Desk, ...]:
    """Several of them."""
    return tuple(desk(text, f"DESK{n}") for n in range(count))


def categories(text: str, count: int = 100) -> tuple[Category, ...]:
    """As many as a desk may have."""
    name = long(text, 75) or "Hardware"
    return tuple(Category(DeskId("IT"), CategoryKey(f"category-{n}"), name, n) for n in range(count))


def ticket(text: str) -> Ticket:
    """A ticket with this text in every place that people write in."""
    return replace(
        TICKET,
        id=TicketId(2**62),
        key=KEY,
        subject=long(text, 120),
        description=long(text, 40_000),
        priority_reason=long(text, 500),
        hold_reason=long(text, 500),
    )


def clock(target: Target = Target.FIRST_RESPONSE) -> TicketClock:
    """A clock that runs."""
    return TicketClock(
        ticket_id=TICKET.id,
        target=target,
        cycle=0,
        schedule_id="x",
        in_calendar_time=False,
        seconds=366 * 24 * 3600,
        began_at=RAISED_AT,
        ended_at=None,
        spent=None,
        due_at=RAISED_AT + timedelta(days=366),
        breached_at=None,
        fired=0,
    )


def clocks() -> Iterator[TicketClock]:
    """Clocks in every state."""
    for target in Target:
        runs, later = clock(target), RAISED_AT + timedelta(hours=9)
        yield from (runs, replace(runs, fired=50), replace(runs, fired=75), replace(runs, in_calendar_time=True))
        yield replace(runs, fired=100, seconds=60, breached_at=runs.due_at)
        yield replace(runs, fired=90, due_at=None)  # it stands still
        yield replace(runs, fired=90, seconds=None, due_at=None)
        yield replace(runs, fired=90, ended_at=later, spent=3600)
        yield replace(runs, fired=90, ended_at=later)
        yield replace(runs, fired=100, ended_at=later, spent=3600, seconds=1800, breached_at=later)


def lives() -> Iterator[tuple[str, Ticket]]:
    """A ticket in every state of its life, private and not, raised by the requester and for them."""
    plain = ticket(TEXTS["plain"])
    for status in Status:
        yield status, replace(plain, status=status, closure=Closure.COMPLETED if status is Status.CLOSED else None)
        yield f"{status}, assigned", replace(plain, status=status, assignee_id=DANA, priority=Priority.URGENT)
    for closure in Closure:
        yield f"closed: {closure}", replace(plain, status=Status.CLOSED, closure=closure)
    yield "private", replace(plain, is_private=True, opened_by=DANA)
    for intake in Intake:
        yield f"by {intake}", replace(plain, intake=intake)
    for solver in (None, ANA, DANA):
        yield f"solved by {solver}", replace(plain, status=Status.SOLVED, solved_by=solver, times_solved=1)


def bare(shown: Ticket) -> TicketPicture:
    """A picture with nothing but the ticket: nobody's name is known, nothing stands in Slack yet."""
    return TicketPicture(
        ticket=shown,
        desk=desk(),
        names={},
        category=None,
        tags=(),
        followers=(),
        request_url=None,
        card_url=None,
        merged_into=None,
    )


def full(shown: Ticket, text: str = TEXTS["plain"]) -> TicketPicture:
    """A picture with everything that can be in one."""
    followers = tuple(PersonId(f"U{n}") for n in range(100))
    return TicketPicture(
        ticket=shown,
        desk=desk(text),
        names={person: long(text, 80) for person in (ANA, DANA, ELI, *followers)},
        category=categories(text, 1)[0],
        tags=tuple(f"{n}{long(text, triage.TAG - 1)}" for n in range(triage.TAGS)),
        followers=followers,
        request_url=URL,
        card_url=URL,
        merged_into=OTHER_KEY,
        related=tuple(Related(relation, OTHER_KEY, url) for relation in Relation for url in (URL, None)),
        can_move=True,
        thread_url=URL,
        last_joined=MessageId(2**62),
        is_request_deleted=True,
        clocks=tuple(clocks()),
        escalation=raised(text),
        may_rise=True,
        problem=Problem(Named(OTHER_KEY, URL), 12),
    )


def raised(text: str, state: State = State.RAISED) -> Escalation:
    """An escalation in which people wrote as much as they may."""
    is_over = state in (State.HANDED_BACK, State.REJECTED, State.PASSED_ON, State.SETTLED)
    return Escalation(
        id=2**62,
        ticket_id=TicketId(2**62),
        cause="by:view:V1",
        level=3,
        skill=None,
        state=state,
        raised_by=DANA,
        from_person=DANA,
        reason=long(text, 1000),
        tried=long(text, 1000),
        raised_at=RAISED_AT,
        acknowledge_by=RAISED_AT + timedelta(hours=1) if state is State.RAISED else None,
        acknowledged_at=None if state is State.RAISED else RAISED_AT,
        acknowledged_by=None if state is State.RAISED else ELI,
        asked_by=ELI if state is State.ASKED_BACK else None,
        question=long(text, 1000),
        asks_back=999 if state is State.ASKED_BACK else 0,
        ended_at=RAISED_AT if is_over else None,
        ended_by=ELI if is_over else None,
        end_note=long(text, 1000) if is_over else "",
    )


def pictures() -> Iterator[tuple[str, TicketPicture]]:
    """Tickets in every state, and in one state with every text; each with everything and with nothing around it."""
    for name, shown in [*lives(), *((name, ticket(text)) for name, text in TEXTS.items())]:
        text = TEXTS.get(name, TEXTS["plain"])
        yield f"{name}, full", full(shown, text)
        yield f"{name}, bare", bare(shown)


def messages() -> Iterator[tuple[str, MessagePicture]]:
    """What people wrote, with every text, for everybody and for the desk, edited, deleted, with and without files."""
    for name, text in TEXTS.items():
        for speaker in Speaker:
            yield f"{name} by {speaker}", message(text, speaker=speaker)
        yield f"{name}, short", message(text, length=50, files=0)
        yield f"{name}, without a word", message(text, length=0)
    plain = message(TEXTS["plain"])
    yield "note", replace(plain, message=replace(plain.message, visibility=Visibility.INTERNAL))
    yield "edited", replace(plain, message=replace(plain.message, edited_at=RAISED_AT), url=None)
    yield "deleted", replace(plain, message=replace(plain.message, deleted_at=RAISED_AT))


def message(text: str, *, length: int = 40_000, files: int = 10, speaker: Speaker = Speaker.AGENT) -> MessagePicture:
    """A message of a conversation."""
    attached = [asdict(SharedFile(f"F{n}", long(text, 255) or "photo.jpg", 1000, URL)) for n in range(files)]
    written = Message(
        id=MessageId(2**62),
        ticket_id=TICKET.id,
        source="message:C1:1764000000.000100",
        author_id=DANA,
        speaker=speaker,
        visibility=Visibility.PUBLIC,
        side=Side.CARD,
        channel=ChannelId("C1"),
        ts=MessageTs("1764000000.000100"),
        is_opening=False,
        text=long(text, length),
        files=attached,
        created_at=RAISED_AT,
        edited_at=None,
        deleted_at=None,
    )
    return MessagePicture(written, ticket(text), desk(text), speaker, {DANA: long(text, 80)}, URL)


def draft(text: str) -> Draft:
    """Something that is no ticket yet."""
    place = ChannelId("C1"), MessageTs("1764000000.000100")
    return Draft(2**62, ANA, *place, None, long(text, 40_000), [], RAISED_AT)


def entries(text: str) -> Iterator[HistoryEntry]:
    """Every happening, by a person and by a rule, with the values that history writes."""
    before_after: Mapping[Happening, tuple[str, str]] = {
        Happening.OPENED: ("", Intake.CHANNEL),
        Happening.MESSAGE_ADDED: ("", Visibility.INTERNAL),
        Happening.REPLY_USED: ("", "vpn:12"),
        Happening.CLAIMED: ("", DANA),
        Happening.SAME_PROBLEM: ("", OTHER_KEY),
        Happening.HAS_IT_TOO: ("", ""),
        Happening.LEFT_PROBLEM: ("", OTHER_KEY),
        Happening.ASSIGNED: (DANA, ELI),
        Happening.UNASSIGNED: (ELI, ""),
        Happening.TAKE_OVER_ASKED: ("", ELI),
        Happening.FOLLOWED: ("", ELI),
        Happening.UNFOLLOWED: (ELI, ""),
        Happening.STATUS_CHANGED: (Status.NEW, Status.ON_HOLD),
        Happening.REOPENED: (Status.SOLVED, Status.OPEN),
        Happening.PRIORITY_CHANGED: (Priority.LOW, Priority.URGENT),
        Happening.CATEGORY_CHANGED: ("", "category-0"),
        Happening.MOVED: ("IT", "GONE"),
        Happening.TARGET_MISSED: ("", Target.RESOLUTION),
        Happening.REMINDER_SET: ("", "2026-01-05T10:00:00+00:00"),
        Happening.ESCALATED: ("", "skill:category-0"),
        Happening.ACKNOWLEDGED: ("", "2"),
        Happening.UNACKNOWLEDGED: ("3", ""),
    }
    for what in Happening:
        for by in (DANA, None):
            before, after = before_after.get(what, (long(text, 3_000), long(text, 149)))
            yield HistoryEntry(1, TICKET.id, RAISED_AT, by, what, before, after, long(text, 500 if by else 100))


LATER: datetime = RAISED_AT + timedelta(days=99, hours=23)
