"""A desk whose tickets find somebody by themselves, for the tests of verbs."""

from typing import Any

from bot.clock import Clock as Ticker
from bot.helpdesk import intake
from bot.rules.happenings import Happening
from bot.rules.intake import Request
from bot.rules.notice_kinds import NoticeKind, NoticeState
from bot.rules.records import Ticket
from bot.rules.vocabulary import DeskId, Impact, Intake, Urgency
from storage import history, outbox
from tests.office import Office, person

DAYS = ["mon", "tue", "wed", "thu", "fri"]
NINE_TO_FIVE = {"timezone": "UTC", "weekly": {day: [["09:00", "17:00"]] for day in DAYS}}


async def automatic(office: Office, *, people: dict[str, Any] | None = None, **rest: Any) -> None:
    """Let the IT desk's tickets go to Dana and Eli."""
    told = {"lea": {"receives": False}, **(people or {})}
    special = [{"person": person(name), **facts} for name, facts in told.items()]
    desk = {name: rest.pop(name) for name in ("agents", "hours", "tiers") if name in rest}
    await office.settle(assignment={"mode": "automatic", "special": special, **rest}, **desk)


async def raised(office: Office, text: str, **facts: Any) -> Ticket:
    """A ticket of Ana's."""
    asked = Request(f"test:{text}", Intake.SLASH, person("ana"), person("ana"), text, desk_id=DeskId("IT"), **facts)
    return (await office.do(intake.open_ticket, asked)).ticket


async def urgent(office: Office, text: str) -> Ticket:
    """The same, when nobody can work."""
    return await raised(office, text, urgency=Urgency.NOW, impact=Impact.EVERYBODY)


async def tick(office: Office) -> None:
    """Let what is due happen."""
    await Ticker(office.store).tick()


async def told(office: Office, kind: NoticeKind) -> list[Any]:
    """The messages of a kind that are owed to anybody."""
    waiting = await office.see(outbox.in_state, NoticeState.PENDING, 1000)
    return [notice for notice in waiting if notice.kind is kind]


async def why(office: Office, ticket: Ticket) -> list[str]:
    """The grounds on which it was given to somebody, each time."""
    return [line.why for line in await office.see(history.of_ticket, ticket.id) if line.what is Happening.ASSIGNED]
