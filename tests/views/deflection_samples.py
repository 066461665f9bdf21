"""Samples of what is shown before there is a ticket, at its extremes."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

from bot.i18n import Reader
from bot.rules.deflection import Answer, Held, HeldPicture, Ref, Settled
from bot.rules.problems import EXACT, OpenProblem
from bot.rules.search import DocumentKind
from bot.rules.vocabulary import DeskId
from bot.views import deflection
from bot.views.blocks import Message
from tests.tickets import RAISED_AT
from tests.views.extremes import ANA, TEXTS, desk, long, ticket

Samples: TypeAlias = Iterator[tuple[str, Message | dict[str, Any]]]
ID = 2**62
COUNTS = (1, EXACT, EXACT + 1)


def answers(text: str) -> tuple[Answer, ...]:
    """A tip and a saved reply whose texts are as long as they may be."""
    kinds = (DocumentKind.TIP, DocumentKind.REPLY)
    return tuple(Answer(Ref(kind, ID), long(text, 120) or "Title", long(text, 3000)) for kind in kinds)


def pictures() -> Iterator[tuple[str, HeldPicture]]:
    """Requests by command and by form, for which something was found, or is there no more."""
    for name, text in TEXTS.items():
        for how, request in (("command", {"text": long(text, 40_000)}), ("form", {"subject": long(text, 120)})):
            held = Held(
                id=ID,
                source="view:V1",
                desk_id=DeskId("IT"),
                person_id=ANA,
                request=request,
                shown=(),
                problem_id=None,
                shown_at=RAISED_AT,
                outcome=None,
                settled_at=None,
                kind=None,
                other_id=None,
            )
            yield f"{name}, {how}", HeldPicture(held, answers(text), problem(text, EXACT))
            yield f"{name}, {how}, no problem", HeldPicture(held, answers(text)[:1], None)
            yield f"{name}, {how}, problem alone", HeldPicture(held, (), problem(text, 1))
            yield f"{name}, {how}, nothing left", HeldPicture(held, (), None)


def problem(text: str, count: int) -> OpenProblem:
    """What others report."""
    return OpenProblem(ticket(text), desk(text), count)


def suggested(reader: Reader) -> Samples:
    """The answer to a command."""
    return ((name, deflection.suggested(shown, reader)) for name, shown in pictures())


def in_modals(reader: Reader) -> Samples:
    """In place of the form."""
    return ((name, deflection.in_modal(shown, reader)) for name, shown in pictures())


def whole(reader: Reader) -> Samples:
    """One answer as a whole."""
    for name, text in TEXTS.items():
        for answer in answers(text):
            yield f"{name}, {answer.ref.kind}", deflection.whole(answer, reader)


def settled(reader: Reader) -> Samples:
    """What has come of what was pressed."""
    return ((name, deflection.settled(shown, reader)) for name, shown in outcomes())


def settled_in_modal(reader: Reader) -> Samples:
    """The same in a modal."""
    return ((name, deflection.settled_in_modal(shown, reader)) for name, shown in outcomes())


def outcomes() -> Iterator[tuple[str, Settled]]:
    """An answer that helped, a problem that was joined, and a ticket that was there first."""
    yield "helped", Settled(ID, None)
    for name, text in TEXTS.items():
        yield f"joined, {name}", Settled(ID, None, problem(text, max(COUNTS)))
        yield f"too late, {name}", Settled(ID, ticket(text))


def helped(reader: Reader) -> Samples:
    """One of them helped."""
    yield "the only one", deflection.helped(ID, reader)


def helped_in_modal(reader: Reader) -> Samples:
    """The same in a modal."""
    yield "the only one", deflection.helped_in_modal(ID, reader)


def joined(reader: Reader) -> Samples:
    """A problem was joined."""
    for name, text in TEXTS.items():
        for count in COUNTS:
            yield f"{name}, {count}", deflection.joined(problem(text, count), reader)


def there_is(reader: Reader) -> Samples:
    """It is a ticket by now."""
    return ((name, deflection.there_is(ticket(text), reader)) for name, text in TEXTS.items())


SAMPLES: Mapping[str, Callable[[Reader], Samples]] = {
    "deflection.suggested": suggested,
    "deflection.in_modal": in_modals,
    "deflection.whole": whole,
    "deflection.settled": settled,
    "deflection.settled_in_modal": settled_in_modal,
    "deflection.helped": helped,
    "deflection.helped_in_modal": helped_in_modal,
    "deflection.joined": joined,
    "deflection.there_is": there_is,
}
WITHOUT_KEY: Mapping[str, str] = {
    "deflection.suggested": "there is no ticket yet",
    "deflection.settled": "there may be no ticket",
    "deflection.helped": "there is no ticket",
}
