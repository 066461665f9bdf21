"""Tickets that find somebody, and whoever is there for them: for their views to draw."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, TypeAlias

from bot.i18n import Reader
from bot.rules.assignment import Ground, Grounds, Reply
from bot.rules.pictures import OfferPicture, TeammatePicture, TeamPicture, TicketPicture
from bot.rules.records import Absence
from bot.rules.vocabulary import CategoryKey, Presence, TicketId
from bot.views import assignment, availability, distribution, handing_on
from bot.views.blocks import Message
from tests.tickets import RAISED_AT
from tests.views.extremes import DANA, LATER, TEXTS, URL, desks, full, long, ticket

Samples: TypeAlias = Iterator[tuple[str, Message | dict[str, Any] | str]]


def assigned(reader: Reader) -> Samples:
    """To whoever was given a ticket: by whom, why, and what they said."""
    for name, shown in _pictures():
        for reply in Reply:
            for yours in (True, False):
                by_hand = assignment.assigned_to_you(shown, DANA, None, reply, reader, is_yours=yours)
                yield f"{name}, {reply or 'unanswered'}, yours: {yours}", by_hand
        for ground in Ground:
            why = Grounds(ground, 1234, 1000, CategoryKey("vpn"))
            for one in (why, replace(why, level=4)):
                told = assignment.assigned_to_you(shown, None, one, Reply.NONE, reader, is_yours=True)
                yield f"{name}, {ground}, level {one.level}", told


def waiting(reader: Reader) -> Samples:
    """To the desk."""
    for name, text in TEXTS.items():
        for count in (0, 1, 1234):
            for at in (None, LATER):
                yield f"{name}, {count}, {at}", distribution.nobody_there(long(text, 75), count, at, reader)
        lacking = [(long(text, 75), 4)] * 10
        yield f"{name}, levels", distribution.nobody_there(long(text, 75), 1234, LATER, reader, lacking)


def later(reader: Reader) -> Samples:
    """To the requester."""
    return ((name, distribution.somebody_later(shown, LATER, reader)) for name, shown in _pictures())


def urgent(reader: Reader) -> Samples:
    """To whoever is on call."""
    for name, shown in _pictures():
        yield name, distribution.urgent_waits(shown, reader)
        taken = replace(shown, ticket=replace(shown.ticket, assignee_id=DANA), card_url=None)
        yield f"{name}, taken", distribution.urgent_waits(taken, reader)


def returned(reader: Reader) -> Samples:
    """To the desk of somebody who has left."""
    for name, text in TEXTS.items():
        for count in (1, 1000):
            keys = [ticket(text).key] * count
            yield f"{name}, {count}", distribution.returned(long(text, 255), keys, reader)


def absences(reader: Reader) -> Samples:
    """To whoever is not here."""
    return ((name, availability.absent(absence, reader)) for name, absence in _absences())


def offers(reader: Reader) -> Samples:
    """To whoever is away and has tickets."""
    for name, text in TEXTS.items():
        some = tuple(replace(ticket(text), id=TicketId(n)) for n in range(30))
        urls = {one.id: URL for one in some}
        for is_open in (True, False):
            shown = OfferPicture(some, some[:12], urls, 2**62, is_open=is_open)
            yield f"{name}, open: {is_open}", availability.offer(shown, reader)
            yield f"{name}, one, open: {is_open}", availability.offer(replace(shown, held=some[:1], gone=()), reader)
        over = OfferPicture(some, some[:2], urls, 1, is_open=False, is_over=True)
        yield f"{name}, over", availability.offer(over, reader)
        urgent_ones = OfferPicture((), some[:2], urls, 1, is_open=True)
        yield f"{name}, only urgent ones", availability.offer(urgent_ones, reader)


def no_offer(reader: Reader) -> Samples:
    """Nothing is left to say."""
    yield "nothing", availability.offer(OfferPicture((), (), {}, 1, is_open=True), reader)


def teams(reader: Reader) -> Samples:
    """Of desks with long names, and many people."""
    for name, text in TEXTS.items():
        mates = tuple(
            TeammatePicture(long(text, 255), 1234, n % 3, 1000, [*Presence][n % 3], n % 2 == 0, (None, LATER)[n % 2])
            for n in range(40)
        )
        said = replace(mates[1], presence=Presence.AVAILABLE)
        quiet = (replace(said, is_quiet=True), replace(said, is_away_in_slack=True))
        yield f"{name}, quiet", availability.team([TeamPicture(desks(text, 1)[0], quiet, 1)], reader)
        yield name, availability.team([TeamPicture(desk, mates, 1) for desk in desks(text, 30)], reader)
        yield f"{name}, nobody", availability.team([TeamPicture(desks(text, 1)[0], (), 1234)], reader)


def declining(reader: Reader) -> Samples:
    """Decline…"""
    return ((name, handing_on.decline_form(shown, reader)) for name, shown in _pictures())


def handing(reader: Reader) -> Samples:
    """Hand on…"""
    return ((name, handing_on.form(shown, reader)) for name, shown in _pictures())


def handing_all(reader: Reader) -> Samples:
    """Hand on all…"""
    return ((f"{count}", handing_on.form_for_all(count, reader)) for count in (1, 1234))


def away() -> Absence:
    """Until then."""
    return Absence(1, DANA, Presence.AWAY, RAISED_AT, LATER, None)


def _pictures() -> Iterator[tuple[str, TicketPicture]]:
    return ((name, full(ticket(text), text)) for name, text in TEXTS.items())


def _absences() -> Iterator[tuple[str, Absence]]:
    for presence in (Presence.AWAY, Presence.OUT):
        for until in (None, LATER):
            yield f"{presence}, {until}", Absence(1, DANA, presence, RAISED_AT, until, None)
