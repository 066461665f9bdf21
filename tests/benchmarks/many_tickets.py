"""A million tickets of three years: one week is told in full, and comes again every week; what is not over is cut off.

Everything that a ticket's numbers follow from is stored with it: what was said, its history, and what is kept of it to
be counted. The largest of five desks has 40 % of them.
"""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Table, insert, literal, literal_column, select, text

from bot.rules.facts import Life, Rating, kept
from bot.rules.happenings import Happening
from bot.rules.hours import schedule
from bot.rules.records import HistoryEntry, Message
from bot.rules.verdicts import Verdict
from bot.rules.vocabulary import Intake, Priority, Side, Speaker, Status, Target, Visibility
from storage import tables
from storage.columns import MICROSECOND, Instant
from storage.facts import as_rows
from storage.store import Store
from storage.transaction import as_row, first_id
from tests.tickets import TICKET

WORKSPACE = "T1"
WEEK, WEEKS, TAIL = timedelta(days=7), 156, 8  # of the last weeks not every ticket is done
BEGINS = datetime(2023, 1, 2, tzinfo=UTC)  # a Monday
NOW = BEGINS + WEEKS * WEEK
DESKS = ["IT"] * 8 + ["HR"] * 4 + ["FIN"] * 4 + ["OPS"] * 2 + ["LAW"] * 2
CATEGORIES = ["vpn", "hardware", "access", "mail", None]
TAGS = ["laptop", "new joiner", "office", "printer", "urgent case"]
HOURS = {"timezone": "UTC", "weekly": {day: [["09:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}}
OFFICE = schedule(HOURS)
STEP = first_id(BEGINS + WEEK) - first_id(BEGINS)  # between the ids of one week and the next
Rows = dict[Table, list[dict[str, Any]]]


def fill(store: Store, tickets: int) -> None:
    """Store so many tickets, of which none is in the database yet."""
    chance = random.Random(1)
    stories = [Story(chance, number) for number in range(tickets // WEEKS)]
    with store.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA cache_size = -500000")
            connection.rollback()
        dropped = [index for table in TABLES for index in table.indexes]
        with connection.begin():
            for index in dropped:
                index.drop(connection)
            _add(connection, _rows(stories, 0))
        for table in TABLES:
            with connection.begin():
                for week in range(1, WEEKS - TAIL):
                    _again(connection, table, week)
        for week in range(WEEKS - TAIL, WEEKS):
            with connection.begin():
                _add(connection, _rows(stories, week))
        for index in dropped:
            with connection.begin():
                index.create(connection)
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if connection.dialect.name != "sqlite":
            connection.execute(text("VACUUM ANALYZE"))


class Story:
    """What happens to one ticket, from the beginning of its week on."""

    def __init__(self, chance: random.Random, number: int) -> None:
        self.number = number
        self.desk = chance.choice(DESKS)
        self.agent = f"U{self.desk}{chance.randrange(12):02}"
        self.category, self.priority = chance.choice(CATEGORIES), chance.choice(list(Priority))
        self.intake = chance.choice([Intake.SLASH, Intake.FORM, Intake.CHANNEL, Intake.DIRECT])
        self.tags = sorted(chance.sample(TAGS, chance.choice([0, 0, 1, 2])))
        self.at = timedelta(days=chance.choice([0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 6]), seconds=chance.randrange(86400))
        self.said: list[tuple[timedelta, Speaker]] = [(self.at, Speaker.REQUESTER)]
        self.steps: list[tuple[timedelta, Happening, str]] = []
        self.rated: tuple[timedelta, int] | None = None
        self.verdicts: list[tuple[Target, int, timedelta, bool]] = []
        self._tell(chance)

    def _tell(self, chance: random.Random) -> None:
        now = self.at + _hours(chance, 1.5)
        self.steps += [(now, Happening.CLAIMED, self.agent), (now, Happening.STATUS_CHANGED, Status.OPEN)]
        self.said.append((now, Speaker.AGENT))
        self.verdicts.append((Target.FIRST_RESPONSE, 0, now, chance.random() < 0.85))
        if chance.random() < 0.1:
            self.steps += [(now, Happening.ESCALATED, "2"), (now, Happening.ACKNOWLEDGED, "2")]
        for cycle in range(chance.choice([0, 0, 1, 1, 2])):
            self.steps.append((now, Happening.STATUS_CHANGED, Status.PENDING))
            now += _hours(chance, 6)
            self.said.append((now, Speaker.REQUESTER))
            self.steps.append((now, Happening.STATUS_CHANGED, Status.OPEN))
            now += _hours(chance, 2)
            self.said.append((now, Speaker.AGENT))
            self.verdicts.append((Target.NEXT_RESPONSE, cycle, now, chance.random() < 0.8))
        if chance.random() < 0.002:
            return  # never solved
        now += _hours(chance, 300 if chance.random() < 0.02 else 12)
        self.steps.append((now, Happening.STATUS_CHANGED, Status.SOLVED))
        if chance.random() < 0.08:
            now += _hours(chance, 10)
            self.steps.append((now, Happening.REOPENED, Status.OPEN))
            now += _hours(chance, 10)
            self.steps.append((now, Happening.STATUS_CHANGED, Status.SOLVED))
        self.verdicts.append((Target.RESOLUTION, 0, now, chance.random() < 0.9))
        if chance.random() < 0.3:
            self.rated = now + _hours(chance, 5), chance.choice([1, 2, 3, 4, 4, 5, 5, 5])


def _hours(chance: random.Random, mean: float) -> timedelta:
    return timedelta(seconds=30 + min(round(chance.expovariate(1 / (mean * 3600))), 20 * 86400))


def _rows(stories: list[Story], week: int) -> Rows:
    """What is stored of a week's tickets, as far as it has happened."""
    rows: Rows = {table: [] for table in TABLES}
    for story in stories:
        begins = BEGINS + week * WEEK
        ids = first_id(BEGINS) + week * STEP + story.number * 64
        for table, row in _of_story(story, begins, ids):
            rows[table].append({"workspace_id": WORKSPACE, **row})
    return rows


def _of_story(story: Story, begins: datetime, ids: int) -> Iterator[tuple[Table, dict[str, Any]]]:
    life = _life(story, begins, ids)
    row, waits = kept(life)
    yield tables.tickets, as_row(life.ticket)
    for entry in life.history:
        yield tables.history, as_row(entry)
    for message in life.said:
        yield tables.messages, as_row(message)
    judged = [
        Verdict(row.ticket_id, target, cycle, begins + at, is_met)
        for target, cycle, at, is_met in story.verdicts
        if begins + at < NOW
    ]
    for table, rows in as_rows(row, waits, judged).items():
        yield from ((table, one) for one in rows)
    for tag in story.tags:
        yield tables.tags, {"ticket_id": ids, "tag": tag}


def _life(story: Story, begins: datetime, ids: int) -> Life:
    ticket_id: Any = ids
    agent: Any = story.agent
    history = [
        HistoryEntry(ids + place, ticket_id, begins + at, agent, what, "", after, "")
        for place, (at, what, after) in enumerate(story.steps)
        if begins + at < NOW
    ]
    said: list[Any] = [
        _message(ids + place, begins + at, speaker, is_opening=not place)
        for place, (at, speaker) in enumerate(story.said)
        if begins + at < NOW
    ]
    solved = [entry.at for entry in history if entry.after == Status.SOLVED]
    statuses = [entry.after for entry in history if entry.after in set(Status)]
    is_solved = bool(statuses) and statuses[-1] == Status.SOLVED
    answers = [one.created_at for one in said if one.speaker is Speaker.AGENT]
    values: dict[str, Any] = {
        "id": ids,
        "desk_id": story.desk,
        "key": f"{story.desk}-{ids}",
        "status": Status(statuses[-1]) if statuses else Status.NEW,
        "priority": story.priority,
        "category": story.category,
        "assignee_id": story.agent if history else None,
        "intake": story.intake,
        "created_at": begins + story.at,
        "updated_at": begins + story.at,
        "first_response_at": answers[0] if answers else None,
        "waiting_since": None,
        "public_replies": len(answers),
        "first_solved_at": solved[0] if solved else None,
        "solved_at": solved[-1] if is_solved else None,
        "times_solved": len(solved),
        "assignee_at_solving": story.agent if is_solved else None,
    }
    rated = None if story.rated is None or begins + story.rated[0] >= NOW else story.rated
    return Life(
        ticket=replace(TICKET, **values),
        history=history,
        said=said,
        hours=OFFICE,
        now=NOW,
        rating=None if rated is None else Rating(rated[1], begins + rated[0], agent),
        surveyed_at=solved[-1] if is_solved else None,
        tags=story.tags,
    )


def _message(number: Any, at: datetime, speaker: Speaker, *, is_opening: bool) -> Message:
    author: Any = "UANA" if speaker is Speaker.REQUESTER else "UDANA"
    return Message(
        id=number,
        ticket_id=number >> 6 << 6,
        source=f"many:{number}",
        author_id=author,
        speaker=speaker,
        visibility=Visibility.PUBLIC,
        side=Side.REQUESTER,
        channel=None,
        ts=None,
        is_opening=is_opening,
        text="It prints nothing but stripes",
        files=[],
        created_at=at,
        edited_at=None,
        deleted_at=None,
    )


def _add(connection: Connection, rows: Rows) -> None:
    for table in TABLES:
        if rows[table]:
            connection.execute(insert(table), rows[table])


def _again(connection: Connection, table: Table, week: int) -> None:
    """The first week's rows once more, so many weeks later."""
    number = table.c["id" if "id" in table.c else "ticket_id"]
    columns = [_moved(connection, column, week) for column in table.columns]
    first = select(*columns).where(table.c.workspace_id == WORKSPACE, number < first_id(BEGINS) + STEP)
    connection.execute(insert(table).from_select([column.name for column in table.columns], first))


def _moved(connection: Connection, column: Column[Any], week: int) -> ColumnElement[Any]:
    if column.name in ("id", "ticket_id"):
        return column + week * STEP
    if column.name in ("key", "source"):
        return column + literal(f"/{week}")
    if isinstance(column.type, Instant):
        later = f"{week * WEEK // MICROSECOND}" if connection.dialect.name == "sqlite" else f"INTERVAL '{week * 168} h'"
        return literal_column(f"{column.name} + {later}")
    return column


TABLES = (
    tables.ticket_facts,
    tables.next_responses,
    tables.verdicts,
    tables.tickets,
    tables.history,
    tables.messages,
    tables.tags,
)
