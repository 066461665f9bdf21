"""Levels as they change: what one falls to, when notice is due, what a desk lacks."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.rules.records import Category, Desk, DeskSettings
from bot.rules.refusals import NotPossibleNow
from bot.rules.skills import ALONE, LEARNING, TEACHES, WITH_HELP, Skills
from bot.rules.training.matrix import Line, Matrix, lines
from bot.rules.training.refusals import NoSuchLevel, NotALaterDay
from bot.rules.training.skills import (
    Skill,
    SkillLevel,
    Wish,
    days_of_notice,
    falls_to,
    next_look,
    possible,
    renewed_until,
)
from bot.rules.vocabulary import CategoryKey, DeskId, PersonId
from tests.tickets import RAISED_AT

IT, VPN, DANA = DeskId("IT"), CategoryKey("vpn"), PersonId("UDANA")
TODAY, JUNE = date(2026, 1, 5), date(2026, 6, 30)
STAYS = SkillLevel(IT, VPN, DANA, WITH_HELP, "Passed", None, 0, 1, RAISED_AT, None)
ENDS = replace(STAYS, level=ALONE, expires_on=JUNE, falls_to=WITH_HELP)


@pytest.mark.parametrize("level", [-1, 5, 100])
def test_there_is_no_level_below_0_or_above_4(level: int):
    with pytest.raises(NoSuchLevel):
        possible(Wish(level, "x"), TODAY)


@pytest.mark.parametrize("day", [date(2020, 1, 1), TODAY, date(2040, 1, 1), date.max])
def test_a_last_day_is_neither_past_nor_today_nor_further_than_ten_years(day: date):
    with pytest.raises(NotALaterDay):
        possible(Wish(3, "x", day), TODAY)
    possible(Wish(3, "x", TODAY + timedelta(days=1)), TODAY)


def test_a_level_falls_to_what_it_was_before():
    assert falls_to(STAYS, WITH_HELP, ALONE) == WITH_HELP
    assert falls_to(None, 0, TEACHES) == 0


def test_a_level_that_did_not_rise_falls_by_one():
    assert falls_to(STAYS, WITH_HELP, WITH_HELP) == LEARNING
    assert falls_to(replace(STAYS, level=TEACHES), TEACHES, ALONE) == WITH_HELP


def test_a_level_on_top_of_one_that_ends_falls_to_the_last_that_stays():
    assert falls_to(ENDS, ALONE, TEACHES) == WITH_HELP


def test_a_level_is_renewed_for_as_long_as_it_was_given():
    assert renewed_until(JUNE, timedelta(days=90)) == JUNE + timedelta(days=90)
    assert renewed_until(JUNE, timedelta()) == JUNE + timedelta(days=1)


@pytest.mark.parametrize(("left", "days"), [(31, None), (30, 30), (8, 30), (7, 7), (0, 7)])
def test_of_two_notices_the_last_is_due_that_has_come(left: int, days: int | None):
    assert days_of_notice(JUNE, JUNE - timedelta(days=left)) == days


@pytest.mark.parametrize(("left", "next_in"), [(100, 70), (31, 1), (30, 23), (8, 1), (7, 8), (0, 1)])
def test_a_level_is_looked_at_on_each_day_of_notice_and_after_its_last(left: int, next_in: int):
    today = JUNE - timedelta(days=left)
    assert next_look(JUNE, today) == today + timedelta(days=next_in)


def test_whose_level_it_is_comes_back_from_one_word_and_nothing_else_does():
    skill = Skill(IT, VPN, DANA)
    assert Skill.read(skill.written()) == skill
    for word in ("", "IT:vpn", "IT:vpn:UDANA:more"):
        with pytest.raises(NotPossibleNow):
            Skill.read(word)


def matrix(skills: Skills, team: int, **tickets: int) -> Matrix:
    people = {PersonId(f"U{number}"): f"Agent {number}" for number in range(team)}
    categories = [Category(IT, CategoryKey(key), key, place) for place, key in enumerate(("vpn", "mail", "payroll"))]
    counted = {CategoryKey(key): count for key, count in tickets.items()}
    found = lines(categories, skills, people, counted)
    return Matrix(Desk(IT, "IT help", DeskSettings()), found, people, skills, {})


def keys(found: Sequence[Line]) -> list[str]:
    return [line.category.key for line in found]


def test_the_categories_that_are_asked_for_most_come_first():
    assert keys(matrix(Skills(), 3, mail=5, payroll=9).lines) == ["payroll", "mail", "vpn"]


def test_a_required_level_that_nobody_reaches_is_a_gap_and_few_of_many_are_one():
    known = {PersonId("U0"): {CategoryKey("mail"): ALONE}, PersonId("U1"): {CategoryKey("mail"): ALONE}}
    required = {CategoryKey("vpn"): TEACHES, CategoryKey("mail"): ALONE}
    assert keys(matrix(Skills(known, {}, required), 5).gaps()) == ["vpn", "mail"]
    assert keys(matrix(Skills(known, {}, required), 4).gaps()) == ["vpn"]
    assert keys(matrix(Skills(known), 5).gaps()) == []


def test_what_one_person_alone_knows_is_named_whether_a_level_is_required_or_not():
    known = {PersonId("U0"): {CategoryKey("payroll"): ALONE, CategoryKey("vpn"): ALONE}}
    found = matrix(Skills(known, {}, {CategoryKey("vpn"): ALONE}), 3, payroll=9)
    assert keys(found.single()) == ["payroll", "vpn"]
    assert keys(found.gaps()) == []
    assert keys(matrix(Skills(known), 1).single()) == []


def test_whoever_has_left_knows_nothing_for_the_desk():
    known = {PersonId("gone"): {CategoryKey("payroll"): ALONE}}
    assert keys(matrix(Skills(known), 3).single()) == []
