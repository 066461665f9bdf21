"""Samples of what shows resources and required reading, at their extremes."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from bot.i18n import Reader
from bot.rules.records import Place
from bot.rules.training.reading import Asked, Readers, Requirement, When
from bot.rules.training.resource_pictures import (
    LibraryPicture,
    ReaderLine,
    ReadersPicture,
    RequirementFormPicture,
    ResourceFormPicture,
    ResourceLine,
    ResourcePicture,
)
from bot.rules.training.resources import LINK, MOST_MINUTES, TEXT, TITLE, Content, Resource, ResourceId, Upkeep, Vote
from bot.rules.vocabulary import CategoryKey, ChannelId, DeskId, MessageTs
from bot.views.blocks import Message
from bot.views.training import reading, resource_news, resources
from bot.views.training.reading import MOST, Standing
from tests.tickets import RAISED_AT
from tests.views.extremes import DANA, ELI, TEXTS, URL, categories, desks, long

Samples = Iterator[tuple[str, Message | dict[str, Any]]]
ID = ResourceId(2**62)
ADDRESS = long("https://wiki.example/" + "a" * LINK, LINK)
ASKED = Asked(ID, DANA, 2, RAISED_AT, RAISED_AT, RAISED_AT, 1)
REQUIRED = Requirement(ID, DeskId("IT"), Readers.AGENTS, CategoryKey("category-0"), RAISED_AT, RAISED_AT, ELI, None)
DAY = date(2026, 3, 1)


def written(text: str) -> Resource:
    """A resource whose texts are as long as they may be."""
    return Resource(
        id=ID,
        source="view:V1",
        desk_id=DeskId("IT"),
        title=long(text, TITLE) or "Title",
        link=ADDRESS,
        text=long(text, TEXT),
        minutes=MOST_MINUTES,
        owner_id=DANA,
        channel=None,
        ts=None,
        version=12,
        read_from=2,
        review_by=RAISED_AT,
        link_dead_at=RAISED_AT,
        link_dead_by=ELI,
        retired_at=None,
        done=1234,
        useful=1234,
        not_useful=1,
        created_at=RAISED_AT,
        changed_at=RAISED_AT,
        changed_by=DANA,
    )


def pictures() -> Iterator[tuple[str, ResourcePicture]]:
    """Resources as people read them."""
    for name, text in TEXTS.items():
        full = ResourcePicture(
            resource=written(text),
            desk=long(text, 75),
            categories=(long(text, 75),) * 100,
            owner=long(text, 80),
            link_dead_by=long(text, 80),
            message_url=URL,
            read=None,
            vote=Vote.USEFUL,
            asked=ASKED,
            requirement=REQUIRED,
            knows=long(text, 75),
            may_require=True,
        )
        yield f"{name}, asked", full
        first = replace(full, asked=replace(ASKED, version=1), vote=Vote.NOT_USEFUL)
        fine = replace(written(text), link_dead_at=None, minutes=None, done=0, useful=0, not_useful=0)
        yield f"{name}, fine", replace(first, resource=fine, link_dead_by="")
        yield f"{name}, for a lead", replace(full, asked=None, read=12, vote=None)
        bare = replace(fine, link="", minutes=1, done=1, useful=1)
        yield f"{name}, a text", replace(first, resource=bare, may_require=False, message_url=None, categories=())
        yield f"{name}, a link", replace(full, resource=replace(fine, text=""), requirement=None)
        yield f"{name}, retired", replace(full, resource=replace(written(text), retired_at=RAISED_AT))


def read(reader: Reader) -> Samples:
    """One to read."""
    for name, shown in pictures():
        yield name, resources.resource(shown, reader)
        yield f"{name}, saved", resources.resource(shown, reader, is_saved=True)


def lists(reader: Reader) -> Samples:
    """The list: full, short, empty, in the middle of many pages."""
    for name, text in TEXTS.items():
        lines, typed = tuple(_line(text, number) for number in range(20)), long(text, 100)
        for page in (1, 2, 3):
            yield f"{name}, page {page}", resources.listing(LibraryPicture(lines, 60, page, 3, typed), reader)
        yield f"{name}, nothing found", resources.listing(LibraryPicture((), 0, 1, 1, typed), reader)
        yield f"{name}, all", resources.listing(LibraryPicture(lines, 20, 1, 1, ""), reader)
    yield "nothing", resources.listing(LibraryPicture((), 0, 1, 1, ""), reader)


def _line(text: str, number: int) -> ResourceLine:
    """A line of the list, in one of its many states."""
    states: tuple[dict[str, Any], ...] = ({}, {"link_dead_at": None, "text": ""}, {"retired_at": RAISED_AT})
    return ResourceLine(
        resource=replace(written(text), id=ResourceId(ID - number), **states[number % 3]),
        desk=long(text, 75) if number % 2 else "",
        categories=(long(text, 75),) * (number % 5),
        is_read=number % 3 == 0,
        asked=ASKED if number % 4 == 0 else None,
        may_require=number % 2 == 0,
        is_required=number % 5 == 0,
        is_due=number % 7 == 0,
    )


def forms(reader: Reader) -> Samples:
    """The form: new and known, of a message, of nothing."""
    for name, text in TEXTS.items():
        keys = tuple(category.key for category in categories(text))
        content = Content(long(text, TITLE), ADDRESS, long(text, TEXT), MOST_MINUTES, keys)
        many = ResourceFormPicture(None, content, Upkeep(DANA, DAY), desks(text, 90), categories(text))
        yield f"{name}, new", resources.form(many, reader, f"list:12:{long(text, 100)}")
        known = replace(many, resource=written(text), desks=desks(text, 1))
        yield f"{name}, to change", resources.form(known, reader, "read")
    place = Place(ChannelId("C0123456789"), MessageTs("1764000000.000100"))
    bare = ResourceFormPicture(None, Content("", "", ""), Upkeep(), desks("x", 1), (), place)
    yield "empty", resources.form(bare, reader)


def reviews(reader: Reader) -> Samples:
    """That one is to be looked at again."""
    for name, shown in pictures():
        for is_open in (True, False):
            yield f"{name}, open: {is_open}", resource_news.review(shown, reader, is_open=is_open)


def dead_links(reader: Reader) -> Samples:
    """That the link of one is dead."""
    for name, shown in pictures():
        for is_open in (True, False):
            yield f"{name}, open: {is_open}", resource_news.link_dead(shown, reader, is_open=is_open)


def asked(reader: Reader) -> Samples:
    """Somebody is asked to read one."""
    for name, shown in pictures():
        for standing in _standings(shown):
            yield f"{name}, {standing}", reading.asked(shown, reader, standing)


def reminders(reader: Reader) -> Samples:
    """Somebody is reminded of one."""
    for name, shown in pictures():
        for standing in _standings(shown):
            for when in When:
                yield f"{name}, {standing}, {when}", reading.reminder(shown, reader, standing, when)


def requirement_forms(reader: Reader) -> Samples:
    """Who has to read one, and until when."""
    for name, text in TEXTS.items():
        for requirement in (None, REQUIRED):
            shown = RequirementFormPicture(written(text), requirement, categories(text), DAY)
            yield f"{name}, {requirement is None}", reading.form(shown, reader, f"list:12:{long(text, 100)}")
    yield "no category", reading.form(RequirementFormPicture(written("x"), None, (), DAY), reader)


def readers(reader: Reader) -> Samples:
    """Who has read one."""
    for name, text in TEXTS.items():
        states = ((None, True), (None, False), (12, False))
        people = [ReaderLine(long(text, 80), DAY, *states[number % 3]) for number in range(MOST + 50)]
        full = ReadersPicture(written(text), REQUIRED, long(text, 75), tuple(people), 400)
        yield f"{name}, many", reading.readers(full, reader)
        yield f"{name}, all", reading.readers(replace(full, lines=tuple(people[2:3]), open=0, knows=""), reader)
        yield f"{name}, nobody", reading.readers(replace(full, lines=(), open=0), reader)
        yield f"{name}, not required", reading.readers(replace(full, requirement=None, lines=(), open=0), reader)


def _standings(shown: ResourcePicture) -> list[Standing]:
    """What can be said of one: who is asked nothing, is told nothing that is open."""
    return [one for one in Standing if one is not Standing.OPEN or shown.asked is not None]


SAMPLES: Mapping[str, Callable[[Reader], Samples]] = {
    "resources.resource": read,
    "resources.listing": lists,
    "resources.form": forms,
    "resource_news.review": reviews,
    "resource_news.link_dead": dead_links,
    "reading.asked": asked,
    "reading.reminder": reminders,
    "reading.form": requirement_forms,
    "reading.readers": readers,
}
PARTS = {"resources.done_by", "resources.minutes", "resources.title", "resources.useful"}
ABOUT_NONE = ("resource_news.review", "resource_news.link_dead", "reading.asked", "reading.reminder")
WITHOUT_KEY: Mapping[str, str] = dict.fromkeys(ABOUT_NONE, "it is about something to learn from")
