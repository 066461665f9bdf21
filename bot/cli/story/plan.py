"""What happens when: chance, seeded, lays sixty days of tickets out over people's working days."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar

from bot.cli.story import cast, problems, routes, weak_spot
from bot.cli.story.cast import PEOPLE_DESK, Cast
from bot.cli.story.chance import seeded
from bot.cli.story.play import Play, Script, WayIn
from bot.cli.story.problems import Problem
from bot.cli.story.stage import Stage
from bot.rules.vocabulary import DeskId

T = TypeVar("T")

DAYS = 60
ON_A_DAY = (6, 6, 5, 5, 4, 1, 0)  # tickets from Monday to Sunday, less or more by one
HOURS = (1, 5, 9, 8, 5, 3, 6, 7, 6, 3, 1)  # how often in which hour from 8 on, where people live
EARLY = dict.fromkeys(
    ("ana", "tom"), (6, 9, 8, 6, 3, 1, 1, 1, 1, 0, 0)
)  # while somebody is still there to answer in Europe
APART = timedelta(minutes=6)  # two messages within two minutes would be one request

ASKING = {
    cast.IT: {"ana": 22, "jonas": 20, "hana": 10, "rosa": 6, "nils": 16, "priya": 16, "tom": 10},
    PEOPLE_DESK: {"ana": 14, "jonas": 14, "dana": 12, "eli": 12, "lea": 8, "nils": 16, "priya": 14, "tom": 10},
}
WORKING = {"dana": 44, "eli": 40, "lea": 16}  # at IT
WAYS = {
    cast.IT: {WayIn.CHANNEL: 62, WayIn.DIRECT: 15, WayIn.FORM: 13, WayIn.SLASH: 10},
    PEOPLE_DESK: {WayIn.CHANNEL: 55, WayIn.FORM: 30, WayIn.SLASH: 15},
}
AT_IT = 0.79
QUIET = timedelta(hours=4)  # before the end: what is open then is in `today`
OTHER = {cast.IT: PEOPLE_DESK, PEOPLE_DESK: cast.IT}
ASTRAY, GOES_ASTRAY = ("ana", "jonas"), 0.05  # who asks the wrong desk, and how often


@dataclass(frozen=True, slots=True)
class Beginning:
    """A script and when it begins."""

    at: datetime
    script: Script
    asked_by: str = ""  # who raises a ticket by it

    def is_apart(self, other: "Beginning") -> bool:
        """Whether what both begin with cannot become one request."""
        return self.asked_by != other.asked_by or abs(self.at - other.at) >= APART


@dataclass(slots=True)
class Topics:
    """Problems in words that nobody has used yet; each turns up again once all the others of its desk have."""

    chance: random.Random
    of_desk: Mapping[DeskId, Sequence[Problem]]
    _waiting: dict[DeskId, list[tuple[Problem, str]]]

    @classmethod
    def mixed(cls, chance: random.Random) -> "Topics":
        """Every problem of both desks, in an order of chance."""
        of_desk = {cast.IT: problems.IT, PEOPLE_DESK: problems.PEOPLE}
        waiting = {desk: _in_rounds(chance, known) for desk, known in of_desk.items()}
        return cls(chance, of_desk, waiting)

    def next(self, desk: DeskId, requester: str, *, in_public: bool = False) -> tuple[Problem, str]:
        """The next problem that this person can have, and if wanted speak about in public."""
        waiting = self._waiting[desk]
        for place, (problem, _) in enumerate(waiting):
            if problem.who in ("", requester) and not (in_public and problem.is_private):
                return waiting.pop(place)
        waiting += _in_rounds(self.chance, self.of_desk[desk])
        return self.next(desk, requester, in_public=in_public)


def everyday(stage: Stage, begins: date, ends: datetime) -> Iterator[Beginning]:
    """The tickets of ordinary days, from the first day on until the end."""
    chance = seeded()
    topics = Topics.mixed(chance)
    number = 0
    for day in range((ends.date() - begins).days + 1):
        for at, desk, requester in _asked_on(chance, stage.cast, begins + timedelta(days=day)):
            number += 1
            is_astray = requester in ASTRAY and chance.random() < GOES_ASTRAY
            problem, ask = topics.next(OTHER[desk] if is_astray else desk, requester, in_public=is_astray)
            play = _play(stage, number, desk, requester, problem, ask)
            if at <= ends - QUIET:
                is_bad = weak_spot.is_mended_badly(play, ends - at)
                route = routes.moved if is_astray else routes.mended_badly if is_bad else _route(play)
                yield Beginning(at, route(play), requester)


def _in_rounds(chance: random.Random, known: Sequence[Problem]) -> list[tuple[Problem, str]]:
    """Each problem once in a round, in the next one in other words."""
    rounds = []
    for words in range(max(len(problem.asks) for problem in known)):
        one = [(problem, problem.asks[words]) for problem in known if len(problem.asks) > words]
        chance.shuffle(one)
        rounds += one
    return rounds


def _asked_on(chance: random.Random, people: Cast, day: date) -> list[tuple[datetime, DeskId, str]]:
    usual = ON_A_DAY[day.weekday()]
    asked: list[tuple[datetime, DeskId, str]] = []
    for _ in range(max(0, usual + chance.choice((-1, 0, 0, 1)))):
        desk = cast.IT if chance.random() < AT_IT else PEOPLE_DESK
        requester = _one_of(chance, ASKING[desk])
        hour = chance.choices(range(8, 8 + len(HOURS)), EARLY.get(requester, HOURS))[0]
        minute, second = chance.randrange(60), chance.randrange(60)
        local = datetime.combine(day, time(hour, minute, second), people.zone(requester))
        asked.append((local.astimezone(UTC), desk, requester))
    asked.sort()
    return [one for before, one in zip([None, *asked], asked, strict=False) if before is None or _apart(before, one)]


def _apart(one: tuple[datetime, DeskId, str], other: tuple[datetime, DeskId, str]) -> bool:
    return one[2] != other[2] or other[0] - one[0] >= APART


def _play(stage: Stage, number: int, desk: DeskId, requester: str, problem: Problem, ask: str) -> Play:
    chance = seeded(number)  # its own: what happens in one play changes no other
    way_in = WayIn.FORM if problem.is_private else _one_of(chance, WAYS[desk])
    agent = "hana" if desk == PEOPLE_DESK else problem.agent or _one_of(chance, WORKING)
    return Play(stage, chance, number, problem, ask, requester, agent, way_in, desk)


def _route(play: Play) -> routes.Route:
    return _one_of(play.chance, {route: often for route, often in routes.ROUTES.items() if routes.fits(route, play)})


def _one_of(chance: random.Random, weights: Mapping[T, int]) -> T:
    return chance.choices(list(weights), list(weights.values()))[0]
