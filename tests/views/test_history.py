"""History on paper: complete, in pages that Slack takes."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.i18n import Reader
from bot.rules.happenings import Happening
from bot.rules.pictures import HistoryPicture
from bot.rules.records import HistoryEntry
from bot.rules.vocabulary import PersonId
from bot.sandbox import problems
from bot.views import history, ids
from tests.tickets import TICKET
from tests.views.any_text import CHARACTERS

MONDAY = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
ENGLISH = Reader()
TEXTS = (Happening.MESSAGE_EDITED, Happening.OPENING_EDITED, Happening.TAGGED, Happening.MERGED)
entries = st.builds(
    HistoryEntry,
    id=st.just(1),
    ticket_id=st.just(TICKET.id),
    at=st.just(MONDAY),
    by=st.one_of(st.none(), st.just(PersonId("UDANA"))),
    what=st.sampled_from(TEXTS),
    before=st.text(CHARACTERS, max_size=200),
    after=st.text(CHARACTERS, max_size=200),
    why=st.text(CHARACTERS, max_size=200),
)
LONG = st.sampled_from(
    ["x" * 40_000, "<!channel> &amp; " * 2400, "\n" * 9000, "😀" * 20_000, "&lt;" * 10_000, "1 " * 9999]
)


def picture(lines: list[HistoryEntry]) -> HistoryPicture:
    return HistoryPicture(TICKET, tuple(lines), desks={}, categories={}, names={})


@settings(deadline=None)
@given(st.lists(entries, max_size=60), st.integers(0, 3), st.data())
def test_slack_takes_every_page(short: list[HistoryEntry], count: int, data: st.DataObject) -> None:
    long = data.draw(LONG)
    lines = short + [replace(line(long), what=Happening.MESSAGE_EDITED, before=long)] * count
    page, shown = 1, history.history(picture(lines), ENGLISH, 1)
    while ids.LATER in str(shown):
        assert is_taken(shown)
        page += 1
        shown = history.history(picture(lines), ENGLISH, page)
    assert is_taken(shown)
    assert "'text': '<!channel>" not in str([block for block in shown["blocks"] if block["type"] == "section"])


def is_taken(view: dict[str, Any]) -> bool:
    return problems(view, "modal") == [] and len(json.dumps(view)) <= 250_000


def test_every_happening_has_its_words() -> None:
    assert history.WHAT.keys() == set(Happening)


def test_without_a_number_the_newest_page_is_shown_and_numbers_beyond_show_the_ends() -> None:
    lines = [line(f"tag{number}") for number in range(100)]
    newest = history.history(picture(lines), ENGLISH)
    assert history.history(picture(lines), ENGLISH, 3) == newest
    assert history.history(picture(lines), ENGLISH, 2**62) == newest
    assert history.history(picture(lines), ENGLISH, 0) == history.history(picture(lines), ENGLISH, 1)


def test_pages_follow_one_another_without_a_gap() -> None:
    pages = [history.history(picture([line(f"tag{n}") for n in range(100)]), ENGLISH, page) for page in (1, 2, 3)]
    words = [int(block["text"]["text"].rpartition("tag")[2]) for page in pages for block in page["blocks"][1:-2]]
    assert all(after == before + 1 for before, after in pairwise(words))
    assert (words[0], words[-1]) == (0, 99)


def test_a_ticket_without_history_shows_that_it_has_none() -> None:
    assert problems(history.history(picture([]), ENGLISH), "modal") == []


def line(tag: str) -> HistoryEntry:
    return HistoryEntry(1, TICKET.id, MONDAY, PersonId("UDANA"), Happening.TAGGED, "", tag, "")


def says(what: Happening, *, by: str | None, before: str = "", after: str = "") -> str:
    told = replace(line(""), what=what, by=PersonId(by) if by else None, before=before, after=after)
    told_in = history.history(picture([told]), ENGLISH)["blocks"][1]["text"]["text"]
    return str(told_in).split("·  ", 1)[1]


def test_a_line_names_everybody_it_is_about_and_nobody_twice() -> None:
    assert says(Happening.FOLLOWED, by="UDANA", after="UDANA") == "<@UDANA>  ·  Follows it from now on"
    assert says(Happening.FOLLOWED, by=None, after="UANA") == "The helpdesk  ·  Follower added: <@UANA>"
    assert says(Happening.ASSIGNED, by="ULEA", before="UDANA", after="ULEA").endswith("Assigned: <@UDANA> → <@ULEA>")
    assert says(Happening.CLAIMED, by="UDANA", after="UDANA") == "<@UDANA>  ·  Claimed"
    assert says(Happening.DECLINED, by="UDANA", before="UDANA") == "<@UDANA>  ·  Declined"
    assert says(Happening.UNASSIGNED, by="ULEA", before="UDANA") == "<@ULEA>  ·  Unassigned: <@UDANA>"
