"""Samples of what was found by words, at their extremes."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from bot.i18n import Reader
from bot.rules.search import DocumentKind
from bot.rules.search_pictures import FoundLine, SearchPicture
from bot.rules.vocabulary import Status
from bot.views import search
from tests.views.extremes import KEY, TEXTS, URL, long

ID = 2**62


def results(reader: Reader) -> Iterator[tuple[str, dict[str, Any]]]:
    """A full page of everything, in the middle of many; nothing found, and nothing looked for."""
    for name, text in TEXTS.items():
        tip = FoundLine(DocumentKind.TIP, ID, long(text, 300), opening=long(text, 3000))
        lines = [
            *(_ticket(number, text, status) for number, status in enumerate(Status)),
            tip,
            replace(tip, kind=DocumentKind.REPLY, key="k" * 32),
            replace(tip, kind=DocumentKind.RESOURCE),
        ]
        lines += [replace(tip, id=ID + number) for number in range(1, 11 - len(lines))]
        for page in (1, 2, 100):
            yield (
                f"{name}, page {page}",
                search.results(SearchPicture(tuple(lines), 1000, page, 100, long(text, 100)), reader),
            )
        yield f"{name}, nothing", search.results(SearchPicture((), 0, 1, 1, long(text, 100)), reader)
    yield "one", search.results(SearchPicture((_ticket(1, "x", Status.NEW),), 1, 1, 1, "x"), reader)
    yield "not looked for yet", search.results(SearchPicture((), 0, 1, 1, ""), reader)


def _ticket(number: int, text: str, status: Status) -> FoundLine:
    is_own, url = bool(number % 2), URL if number % 3 else None
    return FoundLine(DocumentKind.TICKET, ID + number, long(text, 150), key=KEY, status=status, is_own=is_own, url=url)


SAMPLES: Mapping[str, Callable[[Reader], Iterator[tuple[str, dict[str, Any]]]]] = {"search.results": results}
