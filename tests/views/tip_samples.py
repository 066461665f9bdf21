"""Samples of what shows tips, and what is similar to a ticket, at their extremes."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from bot.i18n import Reader
from bot.rules.records import Place
from bot.rules.search import Audience, DocumentKind
from bot.rules.suggestions import AT_MOST, Suggestion
from bot.rules.tip_pictures import (
    HelpedLine,
    HelpedPicture,
    SuggestedLine,
    SuggestionsPicture,
    TipFormPicture,
    TipLine,
    TipPicture,
    TipsPicture,
)
from bot.rules.tips import CAUSE, FROM_NOWHERE, ISSUE, REASON, RESOLUTION, Kept, Origin, Tip, TipWording
from bot.rules.vocabulary import CategoryKey, ChannelId, DeskId, MessageTs, TicketId, TipId
from bot.views import suggestions, tip_news, tips
from bot.views.blocks import Message
from tests.tickets import RAISED_AT
from tests.views.extremes import DANA, ELI, KEY, TEXTS, URL, categories, desks, long, ticket

Samples = Iterator[tuple[str, Message | dict[str, Any]]]
ID = TipId(2**62)


def written(text: str, audience: Audience = Audience.DESK) -> Tip:
    """A tip whose texts are as long as they may be."""
    return Tip(
        id=ID,
        source="view:V1",
        desk_id=DeskId("IT"),
        audience=audience,
        issue=long(text, ISSUE) or "Issue",
        cause=long(text, CAUSE),
        resolution=long(text, RESOLUTION) or "Resolution",
        category=CategoryKey("category-0"),
        language="pt",
        owner_id=DANA,
        ticket_id=TicketId(1),
        channel=None,
        ts=None,
        version=12,
        review_by=RAISED_AT,
        flagged_at=RAISED_AT,
        flagged_by=ELI,
        flag_reason=long(text, REASON),
        merged_into=None,
        retired_at=None,
        times_helped=1234,
        shown_at=None,
        created_at=RAISED_AT,
        changed_at=RAISED_AT,
        changed_by=DANA,
    )


def pictures() -> Iterator[tuple[str, TipPicture]]:
    """Tips as people read them."""
    for name, text in TEXTS.items():
        full = TipPicture(
            tip=written(text),
            desk=long(text, 75),
            category=long(text, 75),
            owner=long(text, 80),
            flagged_by=long(text, 80),
            is_for_desk=True,
            ticket_key=KEY,
            ticket_url=URL,
            message_url=URL,
        )
        yield f"{name}, flagged", full
        fine = replace(full, tip=replace(written(text), flagged_at=None, times_helped=0, cause=""), ticket_url=None)
        yield f"{name}, fine", fine
        retired = replace(written(text), retired_at=RAISED_AT)
        yield f"{name}, retired", replace(full, tip=retired)
        yield f"{name}, merged", replace(full, tip=retired, into=long(text, 120))
        bare = replace(full, tip=written(text, Audience.PUBLIC), is_for_desk=False, ticket_key="", message_url=None)
        yield f"{name}, for an employee", bare


def read(reader: Reader) -> Samples:
    """One to read."""
    for name, shown in pictures():
        yield name, tips.tip(shown, reader)
        yield f"{name}, saved", tips.tip(shown, reader, is_saved=True)


def lists(reader: Reader) -> Samples:
    """The list: full, short, empty, in the middle of many pages."""
    for name, text in TEXTS.items():
        states: tuple[dict[str, Any], ...] = (
            {},
            {"flagged_at": None},
            {"flagged_at": None, "times_helped": 0},
            {"retired_at": RAISED_AT},
        )
        lines = tuple(
            TipLine(replace(written(text), id=TipId(ID - n), **state), long(text, 75), keep, flag, due)
            for n, (state, keep, flag, due) in enumerate(
                (state, keep, state.get("flagged_at", 0) is None, due)
                for state in states
                for keep in (True, False)
                for due in (True, False)
            )
        )
        for page in (1, 2, 3):
            yield f"{name}, page {page}", tips.listing(TipsPicture(lines, 60, page, 3, long(text, 100)), reader)
        yield f"{name}, nothing found", tips.listing(TipsPicture((), 0, 1, 1, long(text, 100)), reader)
    yield "nothing", tips.listing(TipsPicture((), 0, 1, 1, ""), reader)


def forms(reader: Reader) -> Samples:
    """The form for a tip: new and known, of a ticket, of a message, of nothing."""
    for name, text in TEXTS.items():
        wording = replace(written(text, Audience.PUBLIC).wording, language="xx")
        many = TipFormPicture(None, wording, Kept(DANA), FROM_NOWHERE, desks(text, 90), categories(text))
        yield f"{name}, new", tips.form(many, reader, f"list:12:{long(text, 100)}")
        of_ticket = replace(many, origin=Origin(TicketId(ID)), is_from_private=True, ticket_key=KEY)
        yield f"{name}, of a private ticket", tips.form(replace(of_ticket, desks=desks(text, 1)), reader)
        known = replace(many, tip=written(text), kept=Kept(DANA, date(2026, 3, 1)))
        yield f"{name}, to change", tips.form(known, reader, "read")
    place = Place(ChannelId("C0123456789"), MessageTs("1764000000.000100"))
    bare = TipFormPicture(None, TipWording("", "", ""), Kept(), Origin(place=place), desks("x", 1), ())
    yield "empty", tips.form(bare, reader)


def flag_forms(reader: Reader) -> Samples:
    """What is wrong with one."""
    for name, text in TEXTS.items():
        yield name, tips.flag_form(written(text), reader, f"list:12:{long(text, 100)}")


def merge_forms(reader: Reader) -> Samples:
    """Which one it becomes part of."""
    for name, text in TEXTS.items():
        yield name, tips.merge_form(written(text), reader, f"list:12:{long(text, 100)}")


def flagged(reader: Reader) -> Samples:
    """That one is called outdated."""
    for name, shown in pictures():
        for is_open in (True, False):
            yield f"{name}, open: {is_open}", tip_news.flagged(shown, reader, is_open=is_open)


def reviews(reader: Reader) -> Samples:
    """That one is to be looked at again."""
    for name, shown in pictures():
        for is_open in (True, False):
            yield f"{name}, open: {is_open}", tip_news.review(shown, reader, is_open=is_open)


def helped(reader: Reader) -> Samples:
    """Where somebody's tips helped."""
    for name, text in TEXTS.items():
        one = HelpedLine(long(text, 120), ((KEY, URL), (KEY, None)), 0)
        yield f"{name}, one", tip_news.helped(HelpedPicture((one,), 1), reader)
        many = HelpedLine(long(text, 120), ((KEY, URL),) * 30, 3)
        yield f"{name}, many", tip_news.helped(HelpedPicture((many,) * 40, 1234), reader)


def of_the_day(reader: Reader) -> Samples:
    """The tip of the day."""
    for name, shown in pictures():
        yield name, tip_news.of_the_day(shown, reader)


def similar(reader: Reader) -> Samples:
    """What is similar to a ticket."""
    for name, text in TEXTS.items():
        for answered in (None, True, False):
            lines = tuple(_suggested(text, number, answered=answered) for number in range(AT_MOST))
            yield f"{name}, {answered}", suggestions.suggestions(SuggestionsPicture(ticket(text), lines), reader)


def _suggested(text: str, number: int, *, answered: bool | None) -> SuggestedLine:
    one = Suggestion(
        ticket_id=TicketId(2**62),
        kind=DocumentKind.TICKET if number == 1 else DocumentKind.TIP,
        other_id=2**62 - number,
        position=number,
        why="\n".join([long(text, 64)] * 5),
        suggested_at=RAISED_AT,
        helped=bool(answered),
        answered_at=None if answered is None else RAISED_AT,
        answered_by=None if answered is None else ELI,
    )
    opening = "" if number == 2 else long(text, RESOLUTION)
    key, url = (KEY, URL) if number == 1 else ("", None)
    return SuggestedLine(one, long(text, 120), opening, key, url, is_flagged=number == 2, answered_by=long(text, 80))


SAMPLES: Mapping[str, Callable[[Reader], Samples]] = {
    "tips.tip": read,
    "tips.listing": lists,
    "tips.form": forms,
    "tips.flag_form": flag_forms,
    "tips.merge_form": merge_forms,
    "tip_news.flagged": flagged,
    "tip_news.review": reviews,
    "tip_news.helped": helped,
    "tip_news.of_the_day": of_the_day,
    "suggestions.suggestions": similar,
}
WITHOUT_KEY: Mapping[str, str] = {
    "tip_news.flagged": "it is about a tip",
    "tip_news.review": "it is about a tip",
    "tip_news.helped": "it is about tips",
    "tip_news.of_the_day": "it is about a tip, which may come from no ticket",
}
