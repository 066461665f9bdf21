"""The hours of desks, and the clocks of tickets."""

from sqlalchemy import JSON, Column, String

from bot.rules import vocabulary as words
from storage.columns import count, instant, number, table, word, yes_no

# What a desk's hours were at some time. The id is made of them: equal hours are one row, which nothing changes.
schedules = table(
    "schedules",
    Column("id", String(32), nullable=False),
    Column("hours", JSON, nullable=False),
    key=("id",),
)

clocks = table(
    "clocks",
    number("ticket_id", required=True),
    word("target", words.Target),
    count("cycle"),
    Column("schedule_id", String(32)),
    yes_no("in_calendar_time"),
    number("seconds"),
    instant("began_at", required=True),
    instant("ended_at"),
    number("spent"),
    instant("due_at"),
    instant("breached_at"),
    count("fired"),
    key=("ticket_id", "target", "cycle"),
)
