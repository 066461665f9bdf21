"""Samples of what shows saved replies, at their extremes."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from bot.i18n import Reader
from bot.rules.deeds import Deed, Hindrance
from bot.rules.metrics import Share
from bot.rules.pictures import RepliesPicture, ReplyFormPicture, ReplyLine, ReplyPicture, ReviewPicture, TicketPicture
from bot.rules.replies import BODY, KEY, TITLE, SavedReply, Use, Wording
from bot.rules.reply_actions import ME, ReplyActions
from bot.rules.reply_use import Among, Fares, Reason
from bot.rules.vocabulary import CategoryKey, PersonId, Priority, ReplyId, Scope, Status
from bot.views import replies, reply_form, replying, reviewing
from bot.views.blocks import Message
from tests.tickets import RAISED_AT
from tests.views.extremes import DANA, TEXTS, categories, desks, long

Shown = dict[str, Any]
ID = ReplyId(2**62)
DOES = ReplyActions(
    assign=DANA,
    priority=Priority.NORMAL,
    tags=tuple(f"{number}{'x' * 49}" for number in range(10)),
    status=Status.PENDING,
)
FARES = Fares(Share(3, 99), Share(98, 99))


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
        translations=dict.fromkeys(("de", "en", "es", "fr", "it"), long(text, BODY)),
        actions=DOES,
        is_public=True,
        version=12,
        times_used=1234,
        last_used_at=RAISED_AT,
        retired_at=None,
        review_by=RAISED_AT.date(),
        created_at=RAISED_AT,
        changed_at=RAISED_AT,
        changed_by=DANA,
    )


def answer_forms(shown: TicketPicture, text: str, reader: Reader) -> Iterator[tuple[str, Shown]]:
    """The form for an answer, empty and filled."""
    empty = ReplyPicture(shown, has_replies=False)
    yield "none saved", replying.form(empty, reader)
    yield "empty", replying.form(replace(empty, has_replies=True), reader)
    placeholders = tuple(f"{{{{{number} {long(text, 100)}|{long(text, 90)}}}}}" for number in range(20))
    full = ReplyPicture(
        shown=shown,
        has_replies=True,
        text=long(text, 4000),
        is_longer=True,
        uses=(Use(ID, 123_456),) * 50,
        chosen=saved(text),
        open=placeholders,
        actions=DOES,
        given_to=long(text, 80),
    )
    yield "full", replying.form(full, reader, "1764000000.000100")
    mine = replace(DOES, assign=PersonId(ME))
    for why in Hindrance:
        hindered = replace(full, actions=mine, hindered=dict.fromkeys(Deed, why), open=("{{" + "x" * 300 + "}}",))
        yield f"nothing can be done: {why}", replying.form(hindered, reader, "1764000000.000100")


def lists(reader: Reader) -> Iterator[tuple[str, Shown]]:
    """The list: full, short, empty, in the middle of many pages."""
    for name, text in TEXTS.items():
        lines = tuple(
            ReplyLine(
                replace(saved(text, scope), id=ReplyId(ID - n), retired_at=retired_at),
                long(text, 75),
                may_change,
                FARES,
                () if retired_at else tuple(Reason),
                {DANA: long(text, 80)},
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
        for among in Among:
            yield f"{name}, {among}", replies.listing(RepliesPicture(lines, 60, 1, 3, "", among, 12345), reader)
        yield f"{name}, nothing found", replies.listing(RepliesPicture((), 0, 1, 1, long(text, 100)), reader)
    fresh = replace(saved("x"), times_used=0)
    yield "not used", replies.listing(RepliesPicture((ReplyLine(fresh, "IT", may_change=True),), 1, 1, 1, ""), reader)
    yield "nothing", replies.listing(RepliesPicture((), 0, 1, 1, ""), reader)
    yield "nothing to review", replies.listing(RepliesPicture((), 0, 1, 1, "", Among.TO_REVIEW), reader)


def forms(reader: Reader) -> Iterator[tuple[str, Shown]]:
    """The form for a reply: for those who may choose much, and for those who may not."""
    for name, text in TEXTS.items():
        wording = replace(saved(text).wording, key=long(text, KEY))
        many = ReplyFormPicture(None, wording, desks(text, 90), in_workspace=True, categories=categories(text))
        colleagues = {DANA: long(text, 75), **{PersonId(f"U{n}"): long(text, 75) for n in range(120)}}
        many = replace(many, colleagues=colleagues, is_copy=True)
        yield f"{name}, new", reply_form.form(many, reader)
        came_from = f"12:{Among.TO_REVIEW}:{long(text, 100)}"
        yield f"{name}, to change", reply_form.form(replace(many, reply=saved(text)), reader, came_from)
    few = ReplyFormPicture(None, Wording("", "", language="xx"), (), in_workspace=True, categories=())
    yield "an admin without a desk", reply_form.form(few, reader)


def questions(reader: Reader) -> Iterator[tuple[str, Shown | Message]]:
    """Whether a reply is still right: asked, answered, taken out of use."""
    for name, text in TEXTS.items():
        line = ReplyLine(saved(text), long(text, 75), may_change=True, fares=FARES, reasons=tuple(Reason))
        for is_owner in (True, False):
            for is_open in (True, False):
                shown = ReviewPicture(line, is_owner=is_owner, is_open=is_open)
                yield f"{name}, owner: {is_owner}, open: {is_open}", reviewing.question(shown, reader)
        for changes in ({"review_by": None}, {"retired_at": RAISED_AT}):
            settled = replace(line, reply=replace(line.reply, **changes))
            yield f"{name}, {changes}", reviewing.question(ReviewPicture(settled, is_owner=True, is_open=False), reader)


def last_words(reader: Reader) -> Iterator[tuple[str, str]]:
    """That a reply is saved, where there is no list."""
    for name, text in TEXTS.items():
        yield name, reply_form.saved(saved(text), reader)


def summaries(reader: Reader) -> Iterator[tuple[str, str]]:
    """A reply in a few lines."""
    for name, text in TEXTS.items():
        line = ReplyLine(saved(text), long(text, 75), may_change=True, fares=FARES, reasons=tuple(Reason))
        yield name, replies.summary(line, reader)


SAMPLES: Mapping[str, Callable[[Reader], Iterator[tuple[str, Any]]]] = {
    "replies.listing": lists,
    "replies.summary": summaries,
    "reply_form.form": forms,
    "reply_form.saved": last_words,
    "reviewing.question": questions,
}
WITHOUT_KEY: Mapping[str, str] = dict.fromkeys(
    ("replies.summary", "reply_form.saved", "reviewing.question"), "it is about a reply"
)
