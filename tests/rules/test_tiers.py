"""Whom a desk escalates to, and what makes it do so by itself."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.rules.rota import Override, Rota
from bot.rules.tiers import AutomaticRule, Occurrence, Tier, Trigger, above, destination, rule_for, tier_at, to_ask
from bot.rules.vocabulary import ChannelId, PersonId, Priority, Target

DANA, ELI, LEA = (PersonId(name) for name in ("UDANA", "UELI", "ULEA"))
SECOND = Tier(2, ChannelId("C2"), (ELI,))
THIRD = Tier(3, ChannelId("C3"), group="S3")
MISSED = Occurrence(Trigger.BREACH, Priority.HIGH, Target.RESOLUTION)


@pytest.mark.parametrize(
    ("rule", "happened", "fires"),
    [
        (AutomaticRule(Trigger.BREACH), MISSED, True),
        (AutomaticRule(Trigger.BREACH, priorities=(Priority.URGENT,)), MISSED, False),
        (AutomaticRule(Trigger.BREACH, priorities=(Priority.URGENT, Priority.HIGH)), MISSED, True),
        (AutomaticRule(Trigger.BREACH, targets=(Target.FIRST_RESPONSE,)), MISSED, False),
        (AutomaticRule(Trigger.BREACH, targets=(Target.RESOLUTION,)), MISSED, True),
        (AutomaticRule(Trigger.WARNING), MISSED, False),
        (AutomaticRule(Trigger.WARNING), replace(MISSED, trigger=Trigger.WARNING, count=75), False),
        (AutomaticRule(Trigger.WARNING), replace(MISSED, trigger=Trigger.WARNING, count=90), True),
        (AutomaticRule(Trigger.REOPENED), Occurrence(Trigger.REOPENED, Priority.LOW, count=1), False),
        (AutomaticRule(Trigger.REOPENED), Occurrence(Trigger.REOPENED, Priority.LOW, count=2), True),
        (AutomaticRule(Trigger.REOPENED, times=1), Occurrence(Trigger.REOPENED, Priority.LOW, count=1), True),
        (AutomaticRule(Trigger.STILL_BROKEN), Occurrence(Trigger.REOPENED, Priority.LOW, count=2), False),
        (AutomaticRule(Trigger.STILL_BROKEN), Occurrence(Trigger.STILL_BROKEN, Priority.LOW, count=2), True),
    ],
)
def test_a_rule_fires_when_its_time_has_come(rule: AutomaticRule, happened: Occurrence, *, fires: bool):
    assert (rule_for([rule], happened) == rule) is fires


def test_the_first_rule_that_matches_counts():
    to_third = AutomaticRule(Trigger.BREACH, priorities=(Priority.HIGH,), to=3)
    assert rule_for([to_third, AutomaticRule(Trigger.BREACH)], MISSED) == to_third
    assert rule_for([], MISSED) is None


def test_tickets_go_up_and_never_down_nor_to_where_they_are():
    tiers, any_next, to_third = (THIRD, SECOND), AutomaticRule(Trigger.BREACH), AutomaticRule(Trigger.BREACH, to=3)
    assert above(tiers, 1) == [SECOND, THIRD]
    assert [destination(tiers, level, any_next) for level in (0, 1, 2, 3)] == [SECOND, SECOND, THIRD, None]
    assert [destination(tiers, level, to_third) for level in (0, 1, 2, 3)] == [THIRD, THIRD, THIRD, None]
    assert (tier_at(tiers, 2), tier_at(tiers, 1)) == (SECOND, None)


def test_causes_differ_where_each_may_escalate_once():
    causes = {
        MISSED.cause,
        replace(MISSED, cycle=1).cause,
        replace(MISSED, target=Target.FIRST_RESPONSE).cause,
        replace(MISSED, trigger=Trigger.WARNING, count=90).cause,
        Occurrence(Trigger.REOPENED, Priority.LOW, count=2).cause,
        Occurrence(Trigger.REOPENED, Priority.LOW, count=3).cause,
        Occurrence(Trigger.STILL_BROKEN, Priority.LOW, count=2).cause,
    }
    assert len(causes) == 7
    assert replace(MISSED, priority=Priority.LOW).cause == MISSED.cause


def test_a_tier_knows_everybody_whom_it_names_and_who_is_on_call():
    rota = Rota("UTC", "2026-01-05 09:00", (DANA,), (Override("2026-01-06 09:00", "2026-01-07 09:00", LEA),))
    tier = replace(SECOND, rota=rota)
    assert tier.named == {DANA, ELI, LEA}
    assert tier.on_call(datetime(2026, 1, 5, 12, tzinfo=UTC)) == DANA
    assert tier.on_call(datetime(2026, 1, 4, 12, tzinfo=UTC)) is None
    assert SECOND.on_call(datetime(2026, 1, 5, 12, tzinfo=UTC)) is None


@pytest.mark.parametrize(
    ("gone", "away", "asked"),
    [
        ((), (), (ELI,)),
        ((), (DANA,), (ELI,)),
        ((), (ELI,), (DANA, LEA)),
        ((), (ELI, DANA), (LEA,)),
        ((DANA,), (ELI,), (LEA,)),
        ((), (ELI, DANA, LEA), (ELI,)),
        ((DANA, LEA), (ELI,), (ELI,)),
        ((ELI,), (DANA,), (DANA,)),
    ],
)
def test_whoever_is_on_call_is_asked_and_others_of_the_tier_while_they_are_away(
    gone: tuple[PersonId, ...], away: tuple[PersonId, ...], asked: tuple[PersonId, ...]
):
    tier = replace(SECOND, people=(DANA,), rota=Rota("UTC", "2026-01-05 09:00", (ELI, LEA)))
    assert to_ask(tier, datetime(2026, 1, 5, 12, tzinfo=UTC), gone, away) == asked
