"""The same problem of many, of few and of very many, for its views to draw."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeAlias

from bot.i18n import Reader
from bot.rules.pictures import JoiningPicture, TicketPicture
from bot.rules.problems import EXACT, LISTED, Alike, JoinerPicture, Named, OpenProblem, Problem
from bot.rules.vocabulary import Status, TicketId
from bot.views import cards, intake, problems
from bot.views.blocks import Message
from tests.views.extremes import KEY, OTHER_KEY, TEXTS, URL, bare, desk, full, long, ticket

Samples: TypeAlias = Iterator[tuple[str, Message | dict[str, Any]]]
COUNTS = (1, 2, EXACT, EXACT + 1, 12_345)


def problem_cards(reader: Reader) -> Samples:
    """Cards of problems, and of what joined one."""
    return ((name, cards.card(shown, reader, edition=1)) for name, shown in _pictures())


def confirmations(reader: Reader) -> Samples:
    """What their requesters see of them."""
    return ((name, intake.confirmation(shown, reader)) for name, shown in _pictures())


def forms(reader: Reader) -> Samples:
    """With similar tickets to choose from, and without."""
    for name, text in TEXTS.items():
        shown = full(ticket(text), text)
        some = tuple(replace(ticket(text), id=TicketId(2**62 - n)) for n in range(5))
        yield name, problems.form(JoiningPicture(shown, some), reader)
        yield f"{name}, nothing similar", problems.form(JoiningPicture(shown, ()), reader)


def told(reader: Reader) -> Samples:
    """Others have the same."""
    for count in COUNTS:
        yield f"{count}", problems.told(bare(ticket("x")), count, reader)


def offers(reader: Reader) -> Samples:
    """Whether it is the same."""
    for name, text in TEXTS.items():
        for count in COUNTS:
            yield f"{name}, {count}", problems.offer(bare(ticket(text)), _open(text, count), reader)


def to_joiners(reader: Reader) -> Samples:
    """The beginning of the thread of somebody without a ticket."""
    return ((name, problems.has_it_too(shown, reader)) for name, shown in _joiners())


def solved_for_joiners(reader: Reader) -> Samples:
    """The same, once it is solved."""
    return ((name, problems.solved(shown, reader)) for name, shown in _joiners())


def alike(reader: Reader) -> Samples:
    """To the desk."""
    for name, text in TEXTS.items():
        for count in (3, 100):
            for url in (URL, None):
                some = tuple((ticket(text), url) for _ in range(count))
                for is_one in (True, False):
                    shown = Alike(ticket(text), some, count, is_one)
                    yield f"{name}, {count}, {url}, one: {is_one}", problems.alike(shown, reader)


def _pictures() -> Iterator[tuple[str, TicketPicture]]:
    plain = ticket(TEXTS["plain"])
    named = tuple(Named(OTHER_KEY, URL if n % 2 else None) for n in range(LISTED))
    for count in COUNTS:
        joined = Problem(Named(OTHER_KEY, URL), count)
        first = Problem(None, count, named, more=count)
        for name, problem in (("joined", joined), ("the problem", first), ("without tickets", Problem(None, count))):
            yield f"{name}, {count}", replace(full(plain), problem=problem)
    solved = replace(plain, status=Status.SOLVED)
    yield "waited for", replace(full(solved), problem=Problem(None, 3, named, is_waited_for=True))


def _joiners() -> Iterator[tuple[str, JoinerPicture]]:
    for name, text in TEXTS.items():
        for count in COUNTS:
            shown = JoinerPicture(_open(text, count), own=None, is_solved=True)
            yield f"{name}, {count}", shown
            yield f"{name}, {count}, open", replace(shown, is_solved=False)
            yield f"{name}, {count}, with a ticket of their own", replace(shown, own=OTHER_KEY)


def _open(text: str, count: int) -> OpenProblem:
    assert ticket(text).key == KEY
    return OpenProblem(ticket(text), desk(long(text, 75)), count)


SAMPLES: Mapping[str, Callable[[Reader], Samples]] = {
    "cards.card, of problems": problem_cards,
    "intake.confirmation, of problems": confirmations,
    "problems.form": forms,
    "problems.told": told,
    "problems.offer": offers,
    "problems.on_its_own": lambda reader: (
        (name, problems.on_its_own(ticket(text), reader)) for name, text in TEXTS.items()
    ),
    "problems.has_it_too": to_joiners,
    "problems.solved": solved_for_joiners,
    "problems.alike": alike,
}
