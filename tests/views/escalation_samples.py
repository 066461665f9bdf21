"""Escalations in every state, for their views to draw."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, TypeAlias

from bot.i18n import Reader
from bot.rules.escalation import Escalation, News, State
from bot.rules.pictures import EscalatingPicture, EscalationPicture, TicketPicture
from bot.rules.tiers import Tier, Trigger
from bot.rules.vocabulary import ChannelId, PersonId
from bot.views import escalation
from bot.views.blocks import Message
from tests.tickets import RAISED_AT
from tests.views.extremes import ANA, DANA, ELI, TEXTS, bare, categories, full, long, raised, ticket

Samples: TypeAlias = Iterator[tuple[str, Message | dict[str, Any]]]

CAUSES = ("by:view:V1", *(f"{trigger}:1" for trigger in Trigger))


def messages(reader: Reader) -> Samples:
    """To those who are asked: people, a group, nobody in particular."""
    for name, one in _pictures():
        yield name, escalation.escalation(one, reader)
    plain = _picture(full(ticket("x"), "x"), raised("x"))
    for cause in CAUSES:
        ruled = replace(plain.escalation, cause=cause, raised_by=None, reason="", tried="")
        yield cause, escalation.escalation(replace(plain, escalation=ruled), reader)
    yield "a group", escalation.escalation(replace(plain, asked=(), group="S0THIRD"), reader)
    yield "a skill", escalation.escalation(replace(plain, skill="x" * 75), reader)
    yield "nobody", escalation.escalation(replace(plain, asked=()), reader)
    yield "others are asked", escalation.escalation(replace(plain, absent=DANA), reader)
    yield "nobody else is here", escalation.escalation(replace(plain, absent=DANA, asked=(DANA,)), reader)
    late = replace(plain.escalation, acknowledge_by=None)
    yield "nobody is left to ask", escalation.escalation(replace(plain, escalation=late), reader)


def news(reader: Reader) -> Samples:
    """To those who asked, and to leads."""
    for name, text in TEXTS.items():
        for what in News:
            for state in (State.ASKED_BACK, State.RAISED, State.SETTLED):
                one = _picture(full(ticket(text), text), raised(text, state))
                yield f"{name}, {what}, {state}", escalation.news(one, what, ELI, long(text, escalation.TEXT), reader)
        yield f"{name}, by a rule", escalation.news(_picture(bare(ticket(text)), raised(text)), what, None, "", reader)


def forms(reader: Reader) -> Samples:
    """Escalate…, for tiers of people with long names, and of a group."""
    for name, text in TEXTS.items():
        people = tuple(PersonId(f"U{n}") for n in range(50))
        tiers = tuple(Tier(level, ChannelId("C1"), people) for level in (1, 2, 3))
        names = {person: long(text, 80) for person in people}
        shown = EscalatingPicture(full(ticket(text), text), tiers, categories(text, 97), names)
        yield name, escalation.form(shown, reader)
        yield f"{name}, at night", escalation.form(replace(shown, asked_from=RAISED_AT), reader)
        yield f"{name}, a group", escalation.form(replace(shown, tiers=(Tier(3, ChannelId("C1"), group="S1"),)), reader)


def asking(reader: Reader) -> Samples:
    """Ask back…"""
    return ((name, escalation.ask_form(one, reader)) for name, one in _pictures())


def answering(reader: Reader) -> Samples:
    """Answer…"""
    return ((name, escalation.answer_form(one, reader)) for name, one in _pictures())


def handing_back(reader: Reader) -> Samples:
    """Hand back…"""
    return ((name, escalation.hand_back_form(one, reader)) for name, one in _pictures())


def rejecting(reader: Reader) -> Samples:
    """Not an escalation…"""
    return ((name, escalation.reject_form(one, reader)) for name, one in _pictures())


def _pictures() -> Iterator[tuple[str, EscalationPicture]]:
    for name, text in TEXTS.items():
        for state in State:
            yield f"{name}, {state}", _picture(full(ticket(text), text), raised(text, state))
        yield f"{name}, bare", replace(_picture(bare(ticket(text)), raised(text)), names={})


def _picture(shown: TicketPicture, one: Escalation) -> EscalationPicture:
    names = {person: shown.names.get(person, person) for person in (ANA, DANA, ELI)}
    return EscalationPicture(shown, one, tuple(PersonId(f"U{n}") for n in range(50)), None, names)
