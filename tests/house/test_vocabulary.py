"""Every word of the vocabulary has its row in the table that gives it a meaning."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import pytest

from bot.delivery.letters import LETTERS
from bot.rules import refusals
from bot.rules.actions import Action
from bot.rules.deadline_kinds import DeadlineKind
from bot.rules.happenings import Happening
from bot.rules.notice_kinds import NoticeKind
from bot.rules.permission import MAY
from bot.rules.vocabulary import Priority, Status
from bot.views import words
from tests.house.sources import holds, modules


def test_every_action_stands_in_the_permission_table():
    holds("bot/rules/permission.py does not say who may do this.", _missing(Action, MAY))


def test_every_action_is_asked_for_by_a_verb():
    named = _named("Action", "bot/helpdesk")
    holds("No verb asks the permission table for this action.", [one.name for one in Action if one.name not in named])


def test_every_notice_has_its_letter():
    holds("bot/delivery/letters cannot write this notice out.", _missing(NoticeKind, LETTERS))


def test_every_notice_is_owed_by_somebody():
    named = _named("NoticeKind", "bot/helpdesk", "bot/delivery", "bot/clock.py")
    holds("Nothing enqueues this notice.", [kind.name for kind in NoticeKind if kind.name not in named])


def test_every_deadline_has_its_verb():
    from bot.clock import VERBS  # noqa: PLC0415  a missing clock fails this test alone

    holds("bot/clock.py has no verb for this deadline.", _missing(DeadlineKind, VERBS))


def test_every_happening_is_recorded_somewhere():
    named = _named("Happening", "bot/helpdesk")
    holds("No verb records this in history.", [what.name for what in Happening if what.name not in named])


@pytest.mark.parametrize(
    ("closed_set", "labels"), [(Status, words.STATUS), (Priority, words.PRIORITY)], ids=["status", "priority"]
)
def test_every_word_that_people_read_has_a_label(closed_set, labels):
    holds("bot/views/words.py has no label for this.", _missing(closed_set, labels))


def test_every_refusal_has_a_sentence():
    said = {name for module in modules("bot/views") for name in module.members_named("refusals")}
    told = modules("bot/views/refusals.py")[0].text
    kinds = [kind.__name__ for kind in vars(refusals).values() if _is_refusal(kind)]
    assert kinds
    holds(
        "bot/views/refusals.py does not say what this refusal means.",
        [kind for kind in kinds if kind not in told and kind not in said],
    )


def _missing(closed_set: type[StrEnum], table: Mapping[Any, object]) -> list[str]:
    return [member.name for member in closed_set if member not in table]


def _named(owner: str, *places: str) -> set[str]:
    return {name for module in modules(*places) for name in module.members_named(owner)}


def _is_refusal(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, refusals.Refusal) and kind is not refusals.Refusal
