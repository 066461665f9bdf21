"""Samples of what shows saved replies, at their extremes."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from bot.i18n import Reader
from bot.rules.pictures import RepliesPicture, ReplyFormPicture, ReplyLine, ReplyPicture, TicketPicture
from bot.rules.replies import BODY, KEY, TITLE, SavedReply, Use, Wording
from bot.rules.vocabulary import CategoryKey, ReplyId, Scope
from bot.views import replies, replying
from tests.tickets import RAISED_AT
from tests.views.extremes import DANA, TEXTS, categories, desks, long

Shown = dict[str, Any]
ID = ReplyId(2**62)


def saved(text: str, scope: Scope = Scope.DESK) -> SavedReply:
    """A reply whose texts are as long as they may be."""
    return SavedReply(
        id=ID,
        scope=scope,
        held_by="IT",
        owner_id=DANA,
        key=long(text, KEY) or "key",
        title=long(text, TITLE) or "Title",
        body=long("{{" + text + "}}", BODY),
        category=CategoryKey("category-0"),
        language="pt",
        version=12,
        times_used=1234,
        last_used_at=RAISED_AT,
        retired_at=None,
        created_at=RAISED_AT,
        changed_at=RAISED_AT,
        changed_by=DANA,
    )


def answer_forms(shown: TicketPicture, text: str, reader: Reader) -> Iterator[tuple[str, Shown]]:
    """The form for an answer, empty and filled."""
    empty = ReplyPicture(shown, has_replies=False)
    yield "none saved", replying.form(empty, reader)
    yield "empty", replying.form(replace(empty, has_replies=True), reader)
    placeholders = tuple("{{" + long(text, 100) + "}}" for _ in range(20))
    full = ReplyPicture(
        shown=shown,
        has_replies=True,
        text=long(text, 4000),
        is_longer=True,
        uses=(Use(ID, 123_456),) * 50,
        chosen=saved(text),
        unknown=placeholders,
        empty=placeholders,
    )
    yield "full", replying.form(full, reader, "1764000000.000100")


def lists(reader: Reader) -> Iterator[tuple[str, Shown]]:
    """The list: full, short, empty, in the middle of many pages."""
    for name, text in TEXTS.items():
        lines = tuple(
            ReplyLine(
                replace(saved(text, scope), id=ReplyId(ID - n), retired_at=retired_at), long(text, 75), may_change
            )
            for n, (scope, retired_at, may_change) in enumerate(
                (scope, retired_at, may_change)
                for scope in Scope
                for retired_at in (None, RAISED_AT)
                for may_change in (True, False)
            )
        )
        for page in (1, 2, 3):
            yield f"{name}, page {page}", replies.listing(RepliesPicture(lines, 60, page, 3, long(text, 100)), reader)
        yield f"{name}, nothing found", replies.listing(RepliesPicture((), 0, 1, 1, long(text, 100)), reader)
    fresh = replace(saved("x"), times_used=0)
    yield "not used", replies.listing(RepliesPicture((ReplyLine(fresh, "IT", may_change=True),), 1, 1, 1, ""), reader)
    yield "nothing", replies.listing(RepliesPicture((), 0, 1, 1, ""), reader)


def forms(reader: Reader) -> Iterator[tuple[str, Shown]]:
    """The form for a reply: for those who may choose much, and for those who may not."""
    for name, text in TEXTS.items():
        wording = replace(saved(text).wording, key=long(text, KEY))
        many = ReplyFormPicture(None, wording, desks(text, 90), in_workspace=True, categories=categories(text))
        yield f"{name}, new", replies.form(many, reader)
        yield f"{name}, to change", replies.form(replace(many, reply=saved(text)), reader, f"12:{long(text, 100)}")
    few = ReplyFormPicture(None, Wording("", "", language="xx"), (), in_workspace=True, categories=())
    yield "an admin without a desk", replies.form(few, reader)
