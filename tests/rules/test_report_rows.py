"""A report as CSV: a row for each group, seconds, nothing for what has not happened, and no formula of anybody's."""

import csv
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest

from bot.rules import report_rows
from bot.rules.metrics import Share, Spread
from bot.rules.reports import NOTHING, Ages, Ask, Dimension, Figures, Group, Report, Times
from bot.rules.vocabulary import DeskId

HOUR = timedelta(hours=1)
ASK = Ask(
    (DeskId("IT"), DeskId("HR")),
    datetime(2025, 12, 31, 23, tzinfo=UTC),
    datetime(2026, 1, 7, 23, tzinfo=UTC),
    "Europe/Madrid",
)
NOW = Figures(
    created=3,
    backlog=Ages(Spread(2, HOUR, HOUR), 5 * HOUR),
    first_response=Times(Spread(2, HOUR, 2 * HOUR), Spread(2, HOUR / 2, HOUR)),
    satisfied=Share(1, 2),
)


def rows(report: Report, names: dict[str, str] | None = None) -> list[dict[str, str]]:
    text = report_rows.csv_text(report, names or {})
    assert text.startswith("\ufeff")
    return list(csv.DictReader(StringIO(text.removeprefix("\ufeff"), newline="")))


def test_without_groups_there_is_one_row():
    (row,) = rows(Report(ASK, NOW, NOTHING))
    assert (row["from"], row["until"], row["desks"]) == ("2026-01-01T00:00+01:00", "2026-01-08T00:00+01:00", "IT HR")
    assert (row["created"], row["backlog"], row["backlog_oldest"]) == ("3", "2", "18000")
    assert (row["first_response_median"], row["first_response_p90"], row["first_response_n"]) == ("3600", "7200", "2")
    assert (row["first_response_business_median"], row["first_response_business_n"]) == ("1800", "2")
    assert (row["satisfied"], row["satisfied_of"]) == ("1", "2")
    assert (row["full_resolution_median"], row["full_resolution_n"]) == ("", "0")


def test_each_group_has_a_row_with_its_key_and_its_name():
    groups = (Group("U1", NOW, None), Group(None, NOTHING, None))
    found = rows(Report(replace(ASK, by=Dimension.AGENT), NOW, NOTHING, groups), {"U1": "Dana, the first"})
    assert [(row["agent"], row["name"], row["created"]) for row in found] == [
        ("U1", "Dana, the first", "3"),
        ("", "", "0"),
    ]


def test_of_no_group_there_are_only_the_columns():
    assert rows(Report(replace(ASK, by=Dimension.TAG), NOTHING, NOTHING)) == []


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_name_is_no_formula(name: str):
    report = Report(replace(ASK, by=Dimension.TAG), NOW, NOTHING, (Group("x", NOW, None),))
    (row,) = rows(report, {"x": name})
    assert row["name"] == f"'{name}"
    (row,) = rows(replace(report, groups=(Group(name, NOW, None),)))
    assert row["tag"] == f"'{name}"
