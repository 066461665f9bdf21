"""Samples of what shows levels of skill, at their extremes."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from bot.i18n import Reader
from bot.rules.refusals import Refusal
from bot.rules.skills import ALONE, TEACHES, Skills
from bot.rules.training import refusals as because
from bot.rules.training.matrix import Choosing, Ending, Line, Matrix, Own, OwnLine, Setting, SkillHistory, Told
from bot.rules.training.skills import Change, SkillChange, SkillLevel
from bot.rules.vocabulary import CategoryKey, DeskId, PersonId
from bot.views.blocks import Message
from bot.views.training import skill_news, skills
from bot.views.training.skills import EVIDENCE
from tests.tickets import RAISED_AT
from tests.views.extremes import DANA, ELI, TEXTS, categories, desks, long

Shown = Message | dict[str, Any] | str
Samples = Iterator[tuple[str, Shown]]

DAY, ID = date(2026, 12, 31), 2**62
KEYS = ("ABCDEFGHIJKLMNOP",) * 30


def people(text: str, count: int) -> dict[PersonId, str]:
    """So many of them, whose names are as long as a menu takes."""
    return {PersonId(f"U{number}"): long(text, 75) or "x" for number in range(count)}


def matrix(text: str, team: int, kinds: int) -> Matrix:
    """A desk where somebody knows everything, and levels are required that nobody has."""
    somebody, here = PersonId("U0"), people(text, team)
    found = categories(text, kinds)
    learned = {person: {one.key: number % 5 for one in found} for number, person in enumerate(here)}
    known = Skills(learned, {}, {one.key: TEACHES for one in found})
    drawn = [Line(one, TEACHES, (somebody,) * (place % 3) if team else (), 1234) for place, one in enumerate(found)]
    expiring = {(person, one.key): DAY for person in here for one in found}
    return Matrix(desks(text, 1)[0], drawn, here, known, expiring, KEYS)


def matrices(reader: Reader) -> Samples:
    for name, text in TEXTS.items():
        for team, kinds in ((120, 100), (5, 3), (1, 1), (3, 0), (0, 3)):
            yield f"{name}, {team} people, {kinds} categories", skills.matrix(matrix(text, team, kinds), reader)
    quiet = replace(matrix("x", 5, 2), lines=[], others=())
    yield "nothing", skills.matrix(quiet, reader)
    nothing_lacks = replace(matrix("x", 5, 2), others=(), expiring={})
    lines = [replace(line, required=None, knowing=()) for line in nothing_lacks.lines]
    yield "nothing lacks", skills.matrix(replace(nothing_lacks, lines=lines), reader)


def owned(reader: Reader) -> Samples:
    for name, text in TEXTS.items():
        whole = matrix(text, 30, 100)
        lines = [OwnLine(replace(line, knowing=tuple(whole.people)), ALONE, DAY) for line in whole.lines]
        own = Own(whole.desk, PersonId("U0"), lines, whole.people, KEYS)
        yield name, skills.own(own, reader)
        yield f"{name}, nothing", skills.own(replace(own, lines=[], others=()), reader)
        little = OwnLine(replace(whole.lines[0], knowing=(), required=None), 0, None)
        yield f"{name}, little", skills.own(replace(own, lines=[little], others=()), reader)


def choices(reader: Reader) -> Samples:
    for name, text in TEXTS.items():
        desk = desks(text, 1)[0]
        yield name, skills.choosing(Choosing(desk, people(text, 120), categories(text)), reader)
        yield f"{name}, nothing", skills.choosing(Choosing(desk, {}, ()), reader)


def level(text: str) -> SkillLevel:
    """One that ends, with as much evidence as fits."""
    key = CategoryKey("category-0")
    return SkillLevel(DeskId("IT"), key, DANA, TEACHES, long(text, EVIDENCE), DAY, ALONE, 12, RAISED_AT, ELI)


def told(text: str, what: Change) -> Told:
    """A change with all that can be said of it."""
    evidence, key = long(text, EVIDENCE), CategoryKey("category-0")
    change = SkillChange(ID, DeskId("IT"), key, DANA, what, 1, 4, evidence, DAY, RAISED_AT, ELI)
    return Told(change, long(text, 75), long(text, 80), long(text, 80))


def settings(reader: Reader) -> Samples:
    for name, text in TEXTS.items():
        lines, desk = [told(text, what) for what in Change], desks(text, 1)[0]
        what = (categories(text)[0], DANA, long(text, 80), TEACHES, level(text), TEACHES)
        one = Setting(desk, *what, is_assigned=True, lines=lines)
        yield name, skills.setting(one, reader)
        yield f"{name}, claimed", skills.setting(replace(one, is_assigned=False), reader)
        yield f"{name}, new", skills.setting(replace(one, learned=None, required=None, now=0, lines=[]), reader)


def histories(reader: Reader) -> Samples:
    for name, text in TEXTS.items():
        lines, desk = [told(text, what) for what in Change] * 30, desks(text, 1)[0]
        for is_own in (True, False):
            shown = SkillHistory(desk, DANA, long(text, 80), lines, is_own=is_own)
            yield f"{name}, own: {is_own}", skill_news.history(shown, reader)
            yield f"{name}, own: {is_own}, nothing", skill_news.history(replace(shown, lines=[]), reader)


def news(reader: Reader) -> Samples:
    for name, text in TEXTS.items():
        for what in Change:
            for is_own in (True, False):
                said = skill_news.news(told(text, what), long(text, 75), reader, is_own=is_own)
                yield f"{name}, {what}, own: {is_own}", said
        stays = replace(told(text, Change.SET), change=replace(told(text, Change.SET).change, before=4))
        yield f"{name}, stays", skill_news.news(stays, long(text, 75), reader, is_own=True)


def endings(reader: Reader) -> Samples:
    for name, text in TEXTS.items():
        whole = Ending(
            desk=desks(text, 1)[0],
            category=long(text, 75),
            name=long(text, 80),
            level=level(text),
            last_day=DAY,
            falls_to=2,
            is_own=True,
            may_renew=False,
            is_open=True,
        )
        yield name, skill_news.ending(whole, reader)
        yield f"{name}, lead", skill_news.ending(replace(whole, is_own=False, may_renew=True), reader)
        yield f"{name}, renewed", skill_news.ending(replace(whole, is_open=False), reader)
        fallen = replace(whole, is_open=False, level=replace(level(text), expires_on=None))
        yield f"{name}, fallen", skill_news.ending(fallen, reader)


SAMPLES: Mapping[str, Callable[[Reader], Samples]] = {
    "skills.matrix": matrices,
    "skills.own": owned,
    "skills.sent": lambda reader: iter([("the only one", skills.sent(reader))]),
    "skills.choosing": choices,
    "skills.setting": settings,
    "skill_news.history": histories,
    "skill_news.news": news,
    "skill_news.ending": endings,
}
WITHOUT_KEY = dict.fromkeys(SAMPLES, "it is about people, not about a ticket")
PARTS = {"skill_news.level", "skill_news.told"}
REFUSALS: tuple[Refusal, ...] = (
    because.NoSuchLevel(4),
    because.NotALaterDay(10),
    because.NotADayFromToday(366),
    because.NoEvidence(),
    because.SkillChanged(long(TEXTS["hostile"], 80), long(TEXTS["hostile characters"], 75)),
    because.ListedInFile(long(TEXTS["hostile"], 80), long(TEXTS["hostile characters"], 75), 3),
)
