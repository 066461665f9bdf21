"""Whom a desk escalates to and when it does so by itself, as a desk file says it."""

from collections.abc import Collection, Iterator, Sequence
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from bot.helpdesk.documents import Percent, Promise, SlackChannel, SlackGroup, SlackPerson, Strict, WallClock
from bot.rules import rota
from bot.rules.promises import written
from bot.rules.rota import Override, Rota
from bot.rules.tiers import MINUTES_TO_ACKNOWLEDGE, TOP, AutomaticRule, Tier, Trigger
from bot.rules.vocabulary import ChannelId, PersonId, Priority, Target

OF_TARGETS = frozenset({Trigger.BREACH, Trigger.WARNING})
Level = Annotated[int, Field(ge=1, le=TOP)]


class OverrideChoice(Strict):
    """Somebody else, or nobody, for a while."""

    since: WallClock
    until: WallClock
    person: SlackPerson | None = None


class RotaChoice(Strict):
    """A week of each person in turn."""

    timezone: str
    starts: WallClock
    people: Annotated[tuple[SlackPerson, ...], Field(max_length=50)]
    overrides: Annotated[tuple[OverrideChoice, ...], Field(max_length=200)] = ()

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        rota.check(self.rota())
        return self

    def rota(self) -> Rota:
        """The same as a rule reads it."""
        overrides = (
            Override(each.since, each.until, None if each.person is None else PersonId(each.person))
            for each in self.overrides
        )
        people = tuple(PersonId(person) for person in self.people)
        return Rota(self.timezone, self.starts, people, tuple(overrides))


class TierChoice(Strict):
    """Who helps at one level."""

    level: Level
    channel: SlackChannel
    people: Annotated[tuple[SlackPerson, ...], Field(max_length=50)] = ()
    group: SlackGroup | None = None
    acknowledge: Promise = MINUTES_TO_ACKNOWLEDGE * 60
    rota: RotaChoice | None = None

    def tier(self) -> Tier:
        """The same as a rule reads it."""
        return Tier(
            level=self.level,
            channel=ChannelId(self.channel),
            people=tuple(PersonId(person) for person in self.people),
            group=self.group,
            acknowledge_seconds=self.acknowledge,
            rota=None if self.rota is None else self.rota.rota(),
        )


class RuleChoice(Strict):
    """What escalates a ticket though nobody asked for it. What is left out takes all."""

    when: Trigger
    priority: tuple[Priority, ...] = ()
    target: tuple[Target, ...] = ()
    percent: Percent = 90
    times: Annotated[int, Field(ge=1, le=20)] = 2
    to: Level | None = None

    def rule(self) -> AutomaticRule:
        """The same as a rule reads it."""
        return AutomaticRule(self.when, self.priority, self.target, self.percent, self.times, self.to)


def refuse_unmanned(tiers: Sequence[TierChoice], at_the_desk: Collection[str]) -> None:
    """Refuse tiers in which nobody would answer. Raises ValueError, which names the field."""
    levels = [tier.level for tier in tiers]
    if len(set(levels)) < len(levels):
        raise ValueError(f"tiers: a level is given twice among {', '.join(str(level) for level in levels)}")
    for place, choice in enumerate(tiers):
        named = choice.tier().named
        if not named and choice.group is None:
            raise ValueError(f"tiers[{place}]: nobody is in it; give people, a user group or a rota")
        strangers = sorted(named - set(at_the_desk))
        if strangers:
            raise ValueError(f"tiers[{place}]: {', '.join(strangers)} is neither an agent nor a lead of the desk")


def refuse_aimless(
    rules: Sequence[RuleChoice], tiers: Sequence[TierChoice], warn_at: Collection[int], *, has_targets: bool
) -> None:
    """Refuse rules that could never escalate anything. Raises ValueError, which names the field."""
    levels = {tier.level for tier in tiers}
    for place, choice in enumerate(rules):
        where = f"escalate[{place}]"
        if not levels:
            raise ValueError(f"{where}: the desk has no tiers")
        if choice.to is not None and choice.to not in levels:
            raise ValueError(f"{where}.to: the desk has no tier of level {choice.to}")
        if choice.when in OF_TARGETS and not has_targets:
            raise ValueError(f"{where}: the desk has no targets")
        if choice.when is Trigger.WARNING and choice.percent not in warn_at:
            raise ValueError(f"{where}.percent: nobody is warned at {choice.percent} %; see warn_at")


def tiers_written(tiers: Sequence[Tier]) -> Iterator[dict[str, Any]]:
    """Tiers as the document says them."""
    for tier in tiers:
        yield {
            "level": tier.level,
            "channel": tier.channel,
            "people": tier.people,
            "group": tier.group,
            "acknowledge": written(tier.acknowledge_seconds),
            "rota": None if tier.rota is None else _rota_written(tier.rota),
        }


def rules_written(rules: Sequence[AutomaticRule]) -> Iterator[dict[str, Any]]:
    """Rules as the document says them."""
    for rule in rules:
        yield {
            "when": rule.when,
            "priority": rule.priorities,
            "target": rule.targets,
            "percent": rule.percent,
            "times": rule.times,
            "to": rule.to,
        }


def _rota_written(told: Rota) -> dict[str, Any]:
    return {
        "timezone": told.timezone,
        "starts": told.starts,
        "people": told.people,
        "overrides": [{"since": each.since, "until": each.until, "person": each.person} for each in told.overrides],
    }
