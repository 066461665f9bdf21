"""The people of a desk as tickets find them: who is there, what they have, what they know."""

from dataclasses import dataclass
from datetime import datetime

from bot.rules import availability, hours
from bot.rules.assignment import Agent, Load
from bot.rules.business_time import ALWAYS, Schedule
from bot.rules.fairness import Fairness, fairness
from bot.rules.records import Absence, Desk, DeskSettings, Sign
from bot.rules.vocabulary import PersonId
from storage import agents, desks, people, signs
from storage.training import skills
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody who works a desk."""

    agent: Agent
    name: str
    absence: Absence | None
    schedule: Schedule | None  # None: at any time
    receives: bool  # tickets by the desk's rule
    sign: Sign | None  # what counts at the desk of that which Slack says of them

    def here_next(self, at: datetime) -> datetime | None:
        """When they are there next; `at` itself when they are."""
        return availability.here_next(self.absence, self.schedule, at, self.sign)


def of_desk(tx: Transaction, desk: Desk) -> list[Seat]:
    """Everybody who works a desk and is still in the workspace, always in the same order."""
    known = people.known(tx, {member.person_id for member in desks.members(tx, desk.id)})
    present = [person for person in known.values() if not person.is_deleted and not person.is_bot]
    ids = [person.id for person in present]
    loads, given, absences = agents.loads(tx, ids), agents.last_given(tx, ids), agents.absences(tx, ids)
    rule, learned = desk.settings.assignment, skills.learned(tx, desk.id)
    said = signs.of(tx, ids) if rule.mind_presence or rule.mind_do_not_disturb else {}
    seats = []
    for person in present:
        special, absence = rule.of(person.id), absences.get(person.id)
        schedule = hours_of(desk.settings, person.id)
        sign = availability.counting(said.get(person.id), rule, tx.now)
        agent = Agent(
            id=person.id,
            capacity=special.capacity or rule.capacity,
            load=loads.get(person.id, Load()),
            knows=frozenset(special.knows),
            levels=learned.get(person.id, {}),
            is_here=availability.is_here(absence, schedule, tx.now, sign),
            last_given_at=given.get(person.id),
        )
        seats.append(Seat(agent, person.name, absence, schedule, special.receives, sign))
    return seats


def to_give_to(tx: Transaction, desk: Desk) -> list[Seat]:
    """The same, to give them tickets of a desk that the caller holds: nobody else gives them any meanwhile.

    The desk keeps others from its people; those who work another desk, too, are kept by themselves.
    """
    for person in desks.working_elsewhere(tx, desk.id):
        people.lock(tx, person)
    return of_desk(tx, desk)


def fairness_of(tx: Transaction, desk: Desk, since: datetime) -> Fairness | None:
    """How evenly the desk's tickets went to those whom its rule gives some; None where there are too few."""
    got = agents.got_since(tx, desk.id, since)
    receiving = [seat for seat in of_desk(tx, desk) if seat.receives]
    return fairness((got.get(seat.agent.id, 0), _seconds_there(tx, seat, since)) for seat in receiving)


def hours_of(settings: DeskSettings, person: PersonId) -> Schedule | None:
    """The hours that somebody works at a desk: their own, else the desk's; None: at any time."""
    return hours.schedule(settings.assignment.of(person).hours or settings.hours)


def _seconds_there(tx: Transaction, seat: Seat, since: datetime) -> int:
    absences = agents.absences_since(tx, seat.agent.id, since)
    return availability.seconds_there(absences, seat.schedule or ALWAYS, since, tx.now)
