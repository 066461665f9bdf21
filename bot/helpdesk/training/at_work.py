"""When somebody who works a desk is there, so that what can wait reaches them then."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.helpdesk import people, roster
from bot.rules import availability
from bot.rules.reminders import local, zone_of
from bot.rules.training.reading import office_hours
from bot.rules.vocabulary import DeskId, PersonId
from storage import agents, desks
from storage.transaction import Transaction

UNKNOWN_ZONE = "UTC"  # what is stored of people of whom Slack tells none


def here_next(tx: Transaction, desk_id: DeskId, person: PersonId, at: datetime) -> datetime:
    """The first moment from `at` on at which somebody works and is not away.

    Who said that they are away, and not until when, is told all the same: it waits for them in their messages.
    """
    hours = roster.hours_of(desks.settings_of(tx, desk_id), person) or office_hours(zone(tx, desk_id, person))
    return availability.here_next(agents.absence(tx, person), hours, at) or hours.next_open(at) or at


def zone(tx: Transaction, desk_id: DeskId, person: PersonId) -> ZoneInfo:
    """Where somebody is; where their desk is, while nobody has described them or Slack tells no zone of theirs."""
    theirs = people.reader(tx, person).timezone
    is_known = theirs != UNKNOWN_ZONE and zone_of(theirs).key == theirs
    return zone_of(theirs if is_known else desks.settings_of(tx, desk_id).zone)


def day(tx: Transaction, desk_id: DeskId, person: PersonId, at: datetime) -> date:
    """The date that an instant is on where somebody is."""
    return at.astimezone(zone(tx, desk_id, person)).date()


def begins(tx: Transaction, desk_id: DeskId, person: PersonId, on: date) -> datetime:
    """When a date begins where somebody is."""
    return local(on, time(0), zone(tx, desk_id, person))
