"""Samples of what shows training needs, at their extremes."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.i18n import Reader
from bot.rules.reports import Metric
from bot.rules.training.effects import Change, Effect, TrainingKind
from bot.rules.training.need_pictures import Fit, NeedPicture, NeedsPicture, SessionForNeed
from bot.rules.training.needs import METRICS, Against, Comparison, Hidden, Need, Subject
from bot.rules.training.session_pictures import SessionForm
from bot.rules.training.significance import Difference, Estimate
from bot.rules.vocabulary import CategoryKey, DeskId, PersonId
from bot.views.blocks import Message
from bot.views.training import needs
from tests.tickets import RAISED_AT
from tests.views.extremes import DANA, ELI, TEXTS, categories, desks, long

Shown = Message | dict[str, Any] | str
Samples = Iterator[tuple[str, Shown]]

YEAR = 366 * 24 * 3600.0
CATEGORY = CategoryKey("category-0")


def estimate(metric: Metric, share: float, n: int = 1_000_000) -> Estimate:
    scale = YEAR if metric is Metric.FULL_RESOLUTION else 1.0
    return Estimate(share * scale, share * scale / 2, min(1.0, share * 1.5) * scale, n)


def comparison(metric: Metric, against: Against) -> Comparison:
    scale = YEAR if metric is Metric.FULL_RESOLUTION else 1.0
    between = Difference(0.5 * scale, 0.25 * scale, 0.75 * scale)
    is_business = metric is Metric.FULL_RESOLUTION and against is not Against.REST
    return Comparison(against, estimate(metric, 0.6), estimate(metric, 0.1), between, is_business)


def need(text: str, metric: Metric, person: PersonId | None = None) -> NeedPicture:
    """With as much beside it as there may be."""
    against = (Against.TEAM,) if person else (Against.BEFORE, Against.REST)
    found = Need(Subject(CATEGORY, metric, person), tuple(comparison(metric, one) for one in against), 12.3)
    title = long(text, 120)
    return NeedPicture(found, Fit((title,) * 2, ((title, RAISED_AT),) * 2, (title,) * 2))


def effects(text: str) -> tuple[Effect, ...]:
    """Better, worse, unknown, and too few, of every number."""
    pairs = ((0.8, 0.1), (0.1, 0.8), (0.5, 0.5))
    said = [
        Change(metric, estimate(metric, before), estimate(metric, after), 1_000_000, 1_000_000, is_business=True)
        for metric in METRICS
        for before, after in pairs
    ]
    few = [Change(metric, None, estimate(metric, 0.1), 9, 12) for metric in METRICS]
    return tuple(
        Effect(DeskId("IT"), kind, 1, CATEGORY, long(text, 120), RAISED_AT, people, tuple(changes), "2026-W03")
        for kind, people, changes in (
            *((TrainingKind.SESSION, 120, said[place::3]) for place in range(3)),
            (TrainingKind.READING, 1, few),
        )
    )


def picture(text: str) -> NeedsPicture:
    """Everything that can be in one."""
    shown = tuple(need(text, metric, person) for metric in METRICS for person in (None, DANA, ELI))
    hidden = Hidden(Subject(CATEGORY, Metric.REOPENED), ELI, RAISED_AT + timedelta(weeks=8))
    by_self = replace(hidden, by=DANA, hidden_from=DANA)
    return NeedsPicture(
        desk_id=DeskId("ABCDEFGHIJKLMNOP"),
        desk=long(text, 75),
        begins=date(2026, 11, 30),
        ends=date(2026, 12, 28),
        reader_id=DANA,
        is_lead=True,
        categories={CATEGORY: long(text, 75)},
        names={DANA: long(text, 80), ELI: long(text, 80)},
        needs=shown,
        hidden=tuple(replace(one, hidden=who) for one, who in zip(shown, (hidden, by_self) * 6, strict=True)),
        effects=effects(text),
        page=2,
        pages=3,
        others=(DeskId("ABCDEFGHIJKLMNOP"),) * 30,
        more=7,
    )


def own(shown: NeedsPicture) -> NeedsPicture:
    """What an agent sees of it."""
    mine = tuple(_of_one_colleague(one) for one in shown.needs if one.need.subject.person_id == DANA)
    hidden = tuple(one for one in shown.hidden if one.need.subject.person_id == DANA)
    return replace(shown, is_lead=False, needs=mine, hidden=hidden, effects=())


def _of_one_colleague(one: NeedPicture) -> NeedPicture:
    """Every other one, so that both kinds of sentences are there."""
    people = len(one.need.subject.metric) % 2 * 3
    comparisons = tuple(replace(each, people=people) for each in one.need.comparisons)
    return replace(one, need=replace(one.need, comparisons=comparisons))


def letters(reader: Reader) -> Samples:
    for name, text in TEXTS.items():
        whole = picture(text)
        told = replace(whole, needs=whole.needs[:5], hidden=(), others=(), more=0)
        yield name, needs.letter(replace(told, more_effects=7), reader)
        yield f"{name}, own", needs.letter(replace(own(whole), hidden=(), others=(), more=0), reader)
        hidden = tuple(replace(one, hidden=whole.hidden[0].hidden) for one in told.needs)
        yield f"{name}, not needed", needs.letter(replace(told, needs=hidden, effects=()), reader)
        yield f"{name}, only effects", needs.letter(replace(told, needs=()), reader)


def modals(reader: Reader) -> Samples:
    for name, text in TEXTS.items():
        whole = picture(text)
        yield name, needs.needs(whole, reader)
        yield f"{name}, own", needs.needs(own(whole), reader)
        nothing = replace(whole, needs=(), hidden=(), effects=(), others=(), more=0)
        yield f"{name}, nothing", needs.needs(nothing, reader)
        yield f"{name}, nothing of their own", needs.needs(replace(nothing, is_lead=False), reader)
        yet = replace(nothing, begins=None, ends=None)
        yield f"{name}, not yet", needs.needs(yet, reader)
        yield f"{name}, off", needs.needs(replace(yet, is_on=False), reader)


def sessions(reader: Reader) -> Samples:
    for name, text in TEXTS.items():
        form = SessionForm(desks(text, 1)[0], categories(text), ELI)
        for metric in METRICS:
            about, called = Subject(CATEGORY, metric), categories(text)[0].name
            made = SessionForNeed(form, about, called, is_own=False, is_for_knowing=True)
            yield f"{name}, {metric}", needs.session(made, reader)
            personal = replace(made, subject=replace(about, person_id=DANA), is_own=True, is_for_knowing=False)
            yield f"{name}, {metric}, own", needs.session(personal, reader)


SAMPLES: Mapping[str, Callable[[Reader], Samples]] = {
    "needs.letter": letters,
    "needs.needs": modals,
    "needs.session": sessions,
}
WITHOUT_KEY = dict.fromkeys(SAMPLES, "it is about numbers, and names no ticket")
PARTS = {"need_words.title", "need_words.fitting", "need_words.not_needed", "need_words.topic", "need_words.value"}
