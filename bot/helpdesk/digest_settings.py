"""When and where a desk's digest is told, as desk files say it."""

from collections.abc import Collection
from dataclasses import asdict
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BeforeValidator, field_validator, model_validator

from bot.helpdesk.documents import SlackChannel, Strict
from bot.rules.digest_settings import WeeklyPlan
from bot.rules.vocabulary import ChannelId
from bot.rules.working_days import wall_clock

AT_FIRST = WeeklyPlan()


def _time(told: Any) -> str:
    """A time of day; off is none: whoever wants no digest says so of the whole."""
    at = wall_clock(told)
    if at is None:
        raise ValueError("this should be a time of day, such as 09:00")
    return at


class DigestChoice(Strict):
    """A desk's digest."""

    channel: SlackChannel | None = None
    to_leads: bool = AT_FIRST.to_leads
    day: Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"] = "mon"
    at: Annotated[str, BeforeValidator(_time)] = AT_FIRST.at
    timezone: str | None = AT_FIRST.timezone

    @field_validator("timezone")
    @classmethod
    def _is_known(cls, name: str | None) -> str | None:
        try:
            return name if name is None else ZoneInfo(name).key
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError(f"there is no time zone called {name}") from None

    @model_validator(mode="after")
    def _goes_somewhere(self) -> Self:
        if self.channel is None and not self.to_leads:
            raise ValueError("it goes nowhere: say its channel, or to_leads: true for direct messages")
        return self

    def plan(self) -> WeeklyPlan:
        """The same as a rule reads it."""
        channel = None if self.channel is None else ChannelId(self.channel)
        return WeeklyPlan(channel, self.to_leads, self.day, self.at, self.timezone)

    def refuse_public(self, asked_in: Collection[str]) -> None:
        """Refuse a channel in which everybody asks."""
        if self.channel in asked_in:
            raise ValueError(f"digest.channel: people ask in {self.channel}; say a channel of the desk's leads")


def off(told: Any) -> Any:
    """A word for no digest. YAML reads off as false."""
    return None if told is False or told == "off" else told


def written(plan: WeeklyPlan | None) -> dict[str, Any] | None:
    """The document of a plan."""
    return None if plan is None else asdict(plan)


Weekly = Annotated[DigestChoice | None, BeforeValidator(off)]
