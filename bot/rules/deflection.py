"""Answers before there is a ticket: who is shown any, and what is kept of a request meanwhile.

A request that may have an answer already is held, not raised: whoever asks says *This helped* or *Create the ticket*.
Who says nothing gets the ticket by itself once HELD_FOR is over, so that no request is lost; its natural key makes it
one ticket, whatever is pressed or delivered twice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from bot.rules.intake import Request
from bot.rules.markup import escape, readable, storable
from bot.rules.problems import OpenProblem
from bot.rules.records import SharedFile, Ticket
from bot.rules.search import DocumentKind
from bot.rules.vocabulary import DeskId, Impact, Intake, PersonId, TicketId, Urgency

AT_MOST = 2  # answers
LOOKED_AT = 10  # of what a search finds: some of it may not be shown
KINDS = frozenset({DocumentKind.TIP, DocumentKind.REPLY})
HELD_FOR = timedelta(minutes=10)
PATIENCE = 0.15  # seconds for the search; then the ticket is created without
ASKED_BY = frozenset({Intake.SLASH, Intake.FORM})  # where somebody who asks for themselves is there to answer


class Outcome(StrEnum):
    """What became of a request that was held."""

    RAISED = "raised"
    HELPED = "helped"  # an answer did, and there is no ticket
    JOINED = "joined"  # a problem that others report; there is no ticket


@dataclass(frozen=True, slots=True)
class Ref:
    """A public tip or a public saved reply."""

    kind: DocumentKind
    id: int


@dataclass(frozen=True, slots=True)
class Offer:
    """What was found for a request."""

    answers: tuple[Ref, ...]  # the best first
    problem_id: TicketId | None  # that others report, too


@dataclass(frozen=True, slots=True)
class Held:
    """A request for which something was found."""

    id: int
    source: str  # natural key: the request's
    desk_id: DeskId
    person_id: PersonId
    request: Mapping[str, Any] | None  # see `packed`; None once nobody needs it any more
    shown: Sequence[Sequence[Any]]  # kind and id of each answer
    problem_id: TicketId | None
    shown_at: datetime
    outcome: Outcome | None  # None: nobody has said anything yet
    settled_at: datetime | None
    kind: DocumentKind | None  # of the answer that helped
    other_id: int | None

    @property
    def offer(self) -> Offer:
        """What was found."""
        return Offer(tuple(Ref(DocumentKind(kind), int(other_id)) for kind, other_id in self.shown), self.problem_id)


@dataclass(frozen=True, slots=True)
class Answer:
    """A tip or a saved reply, as somebody reads it who asks. Its text is mrkdwn."""

    ref: Ref
    title: str  # plain characters
    text: str


@dataclass(frozen=True, slots=True)
class HeldPicture:
    """What somebody is shown before their request becomes a ticket."""

    held: Held
    answers: tuple[Answer, ...]
    problem: OpenProblem | None


@dataclass(frozen=True, slots=True)
class Settled:
    """What somebody is told who has said that an answer helped, or that they have a problem, too."""

    held_id: int
    ticket: Ticket | None  # it is one by now: they said it too late
    problem: OpenProblem | None = None  # that they joined


def may_wait(request: Request) -> bool:
    """Whether somebody may be shown answers first: not when it is urgent, private, or another person's."""
    is_own = request.requester_id == request.opened_by
    is_pressing = request.urgency is Urgency.NOW
    return request.intake in ASKED_BY and is_own and not is_pressing and not request.is_private


def sought(request: Request) -> str:
    """What a request says, as people see it."""
    return f"{request.subject}\n{readable(request.text)}".strip()


def asked(request: Request) -> str:
    """The same as mrkdwn."""
    return f"{escape(request.subject)}\n{request.text}".strip()


def packed(request: Request) -> dict[str, Any]:
    """A request as it is kept."""
    values = {name: value for name, value in asdict(request).items() if value is not None}
    files = [{**file, "name": storable(file["name"])} for file in values["files"]]
    return values | {"files": files, "text": storable(request.text), "subject": storable(request.subject)}


def unpacked(kept: Mapping[str, Any]) -> Request:
    """The request that was kept."""
    read = {
        "intake": Intake(kept["intake"]),
        "impact": Impact(kept["impact"]),
        "urgency": Urgency(kept["urgency"]),
        "files": tuple(SharedFile(**file) for file in kept["files"]),
    }
    return Request(**{**kept, **read})
