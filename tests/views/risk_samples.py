"""Lists of what is due next, at their fullest, for the view of risks to draw."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeAlias

from bot.i18n import Reader
from bot.rules.queue import Line
from bot.rules.risks import SHOWN, Helper, Risks
from bot.rules.vocabulary import DeskId, PersonId, Target, TicketId
from bot.views import risks
from bot.views.blocks import Message
from tests.views.extremes import DANA, LATER, TEXTS, URL, clock, long, ticket

Samples: TypeAlias = Iterator[tuple[str, Message]]


def lists(reader: Reader) -> Samples:
    """Each text, on the first page, one in the middle, and the last."""
    for name, text in TEXTS.items():
        for page in (1, 2, 3):
            yield f"{name}, page {page}", risks.risks(_page(text, page), reader)
        yield f"{name}, alone", risks.risks(replace(_page(text, 1, count=1), total=1, pages=1), reader)
        lonely = replace(_page(text, 1), helpers={DeskId("IT"): ()})
        yield f"{name}, nobody else", risks.risks(lonely, reader)


def empty(reader: Reader) -> Samples:
    """Nothing is due."""
    yield "nothing", risks.risks(replace(_page("x", 1, count=0), total=0, pages=1), reader)


def _page(text: str, page: int, *, count: int = SHOWN) -> Risks:
    assigned = (
        replace(ticket(text), id=TicketId(2**62 - n), assignee_id=DANA if n % 2 else None) for n in range(count)
    )
    due = clock(Target.RESOLUTION)
    return Risks(
        lines=tuple(Line(one, long(text, 80), URL, is_followed=False, due=due) for one in assigned),
        total=3 * SHOWN,
        page=page,
        pages=3,
        names={DANA: long(text, 80)},
        helpers={DeskId("IT"): tuple(_helpers(text))},
        as_of=LATER,
    )


def _helpers(text: str) -> Iterator[Helper]:
    for n in range(150):
        yield Helper(PersonId(f"U{n}"), f"{n} {long(text, 20)}", 999, 1000, is_here=n % 2 == 0)
