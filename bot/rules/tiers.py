"""Whom a desk escalates to, and what makes it do so by itself: its settings, as rules read them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.rules import rota
from bot.rules.rota import Rota
from bot.rules.vocabulary import ChannelId, PersonId, Priority, Target

TOP = 3  # the highest level; the first is where every ticket begins
MINUTES_TO_ACKNOWLEDGE = 30


class Trigger(StrEnum):
    """What may escalate a ticket though nobody asked for it."""

    BREACH = "breach"  # a target was missed
    WARNING = "warning"  # so many percent of a target have passed
    REOPENED = "reopened"  # so many times, by whomever
    STILL_BROKEN = "still_broken"  # so many times, by the requester


@dataclass(frozen=True, slots=True)
class Tier:
    """Who helps when the level below can't, and where they read of it."""

    level: int  # 1 to 3
    channel: ChannelId
    people: tuple[PersonId, ...] = ()
    group: str | None = None  # a Slack user group, S…
    acknowledge_seconds: int = MINUTES_TO_ACKNOWLEDGE * 60
    rota: Rota | None = None

    @property
    def named(self) -> frozenset[PersonId]:
        """Everybody whom the tier names; of a group, only Slack knows who is in it."""
        return frozenset(self.people) | (rota.everybody(self.rota) if self.rota else frozenset())

    def on_call(self, at: datetime) -> PersonId | None:
        """Who is on call at an instant; None without a rota, and in its gaps."""
        return None if self.rota is None else rota.on_call(self.rota, at)


@dataclass(frozen=True, slots=True)
class AutomaticRule:
    """Escalate when this happens; the first that matches counts."""

    when: Trigger
    priorities: tuple[Priority, ...] = ()  # none: all
    targets: tuple[Target, ...] = ()  # none: all; of breaches and warnings
    percent: int = 90  # of warnings
    times: int = 2  # of reopening and "still broken"
    to: int | None = None  # None: the next level


@dataclass(frozen=True, slots=True)
class Occurrence:
    """What has happened to a ticket that may escalate it."""

    trigger: Trigger
    priority: Priority
    target: Target | None = None
    cycle: int = 0  # of the target's clock
    count: int = 0  # percent of a target, or times

    @property
    def cause(self) -> str:
        """What escalations by it are known by: each level once for each cause."""
        subject = f"{self.target}:{self.cycle}:{self.count}" if self.target else str(self.count)
        return f"{self.trigger}:{subject}"


def rule_for(rules: Iterable[AutomaticRule], happened: Occurrence) -> AutomaticRule | None:
    """The first rule that an occurrence calls for."""
    return next((rule for rule in rules if _matches(rule, happened)), None)


def tier_at(tiers: Iterable[Tier], level: int) -> Tier | None:
    """The tier of a level."""
    return next((tier for tier in tiers if tier.level == level), None)


def above(tiers: Iterable[Tier], level: int) -> Sequence[Tier]:
    """The tiers above a level, the next one first."""
    return sorted((tier for tier in tiers if tier.level > level), key=lambda tier: tier.level)


def destination(tiers: Iterable[Tier], level: int, rule: AutomaticRule) -> Tier | None:
    """Where a rule sends a ticket that is at a level: never down, never to where it is. None when nobody is above."""
    higher = above(tiers, level)
    return next((tier for tier in higher if rule.to is None or tier.level >= rule.to), None)


def to_ask(tier: Tier, at: datetime, gone: Collection[PersonId], away: Collection[PersonId]) -> tuple[PersonId, ...]:
    """Who of a tier is asked at an instant: whoever is on call; while they are away, everybody who is not.

    They are asked though away when everybody is. With nobody on call all are asked, but who is `gone` from the
    workspace never is.
    """
    on_call = tier.on_call(at)
    if on_call is None or on_call in gone:
        return tuple(person for person in tier.people or sorted(tier.named) if person not in gone)
    if on_call not in away:
        return (on_call,)
    everybody = (*tier.people, *sorted(tier.named.difference(tier.people)))
    here = tuple(person for person in everybody if person not in gone and person not in away)
    return here or (on_call,)


def _matches(rule: AutomaticRule, happened: Occurrence) -> bool:
    if rule.when is not happened.trigger:
        return False
    if rule.priorities and happened.priority not in rule.priorities:
        return False
    if rule.when in (Trigger.BREACH, Trigger.WARNING):
        fits_target = not rule.targets or happened.target in rule.targets
        return fits_target and (rule.when is Trigger.BREACH or happened.count >= rule.percent)
    return happened.count >= rule.times
