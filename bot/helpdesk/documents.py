"""What desk files are made of: strict parts, and the kinds of values that stand in them."""

from datetime import date, datetime, time
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer

from bot.rules.promises import seconds, written
from bot.rules.working_days import wall_clock

SlackChannel = Annotated[str, Field(pattern=r"^[CG][A-Z0-9]{2,30}$")]
SlackPerson = Annotated[str, Field(pattern=r"^[UW][A-Z0-9]{2,30}$")]
SlackGroup = Annotated[str, Field(pattern=r"^S[A-Z0-9]{2,30}$")]
Word = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,30}$")]
Days = Annotated[int, Field(ge=0, le=365)]
Promise = Annotated[int, BeforeValidator(seconds), PlainSerializer(written)]  # seconds, written as 1h 30m
TimeOfDay = Annotated[str | None, BeforeValidator(wall_clock)]  # 09:30; None: off
Percent = Annotated[int, Field(ge=1, le=99)]


class Strict(BaseModel):
    """A part of the document: unknown words are mistakes, and named."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def on_the_wall(told: Any) -> Any:
    """A wall clock's time as people and rotas write it. YAML reads some of them as dates by itself."""
    if isinstance(told, date) and not isinstance(told, datetime):
        told = datetime.combine(told, time())
    return told.isoformat(" ", "minutes") if isinstance(told, datetime) else told


WallClock = Annotated[str, BeforeValidator(on_the_wall)]
