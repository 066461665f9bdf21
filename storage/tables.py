"""The tables. Every one begins with the workspace, and so does every key."""

from sqlalchemy import JSON, Column, Index, String, UniqueConstraint
from sqlalchemy import text as sql

from bot.rules import vocabulary as words
from storage.columns import count, instant, metadata, number, slack_id, table, text, word, yes_no
from storage.escalation_table import escalations
from storage.sign_table import signs

__all__ = ["escalations", "metadata", "signs"]

workspaces = table(
    "workspaces",
    Column("name", String(255), nullable=False),
    Column("url", String(255), nullable=False),
    slack_id("bot_user_id", required=True),
    key=(),
)

people = table(
    "people",
    slack_id("id", required=True),
    Column("name", String(255), nullable=False),
    Column("locale", String(16), nullable=False),
    Column("timezone", String(64), nullable=False),
    yes_no("is_admin"),
    yes_no("is_bot"),
    yes_no("is_deleted"),
    slack_id("dm"),
    instant("home_opened_at"),
    instant("refreshed_at"),
    Index("ix_people_home", "workspace_id", "home_opened_at"),
    key=("id",),
)

desks = table(
    "desks",
    slack_id("id", required=True),
    Column("name", String(80), nullable=False),
    Column("settings", JSON, nullable=False),
    count("position"),
    count("last_number"),
    key=("id",),
)

desk_channels = table(
    "desk_channels",
    slack_id("channel_id", required=True),
    slack_id("desk_id", required=True),
    word("purpose", words.ChannelPurpose),
    word("mode", words.IntakeMode, required=False),
    key=("channel_id",),
)

desk_members = table(
    "desk_members",
    slack_id("desk_id", required=True),
    slack_id("person_id", required=True),
    word("role", words.Role),
    key=("desk_id", "person_id"),
)

categories = table(
    "categories",
    slack_id("desk_id", required=True),
    slack_id("key", required=True),
    Column("name", String(75), nullable=False),
    count("position"),
    key=("desk_id", "key"),
)

tickets = table(
    "tickets",
    number("id", required=True),
    slack_id("desk_id", required=True),
    Column("key", String(48), nullable=False),
    text("subject"),
    text("description"),
    word("status", words.Status),
    word("priority", words.Priority),
    text("priority_reason"),
    slack_id("category"),
    slack_id("requester_id", required=True),
    slack_id("opened_by", required=True),
    slack_id("assignee_id"),
    yes_no("is_private"),
    word("intake", words.Intake),
    slack_id("origin_channel"),
    slack_id("origin_ts"),
    slack_id("channel"),
    slack_id("thread_ts"),
    instant("created_at", required=True),
    instant("updated_at", required=True),
    instant("claimed_at"),
    instant("first_response_at"),
    instant("waiting_since"),
    count("public_replies"),
    instant("first_solved_at"),
    instant("solved_at"),
    count("times_solved"),
    slack_id("solved_by"),
    slack_id("assignee_at_solving"),
    text("hold_reason"),
    instant("closed_at"),
    word("closure", words.Closure, required=False),
    number("merged_into"),
    UniqueConstraint("workspace_id", "key", name="uq_tickets_key"),
    Index("ix_tickets_requester", "workspace_id", "requester_id", "created_at"),
    Index("ix_tickets_assignee", "workspace_id", "assignee_id", "status"),
    Index("ix_tickets_desk", "workspace_id", "desk_id", "status", "created_at"),
    Index("ix_tickets_merged", "workspace_id", "merged_into"),
    key=("id",),
)

# The natural key of everything that makes a ticket: the second time finds the first one's ticket.
ticket_sources = table(
    "ticket_sources",
    Column("source", String(128), nullable=False),
    number("ticket_id", required=True),
    key=("source",),
)

threads = table(
    "threads",
    slack_id("channel", required=True),
    slack_id("ts", required=True),
    number("ticket_id", required=True),
    word("side", words.Side),
    Index("ix_threads_ticket", "workspace_id", "ticket_id"),
    key=("channel", "ts"),
)

messages = table(
    "messages",
    number("id", required=True),
    number("ticket_id", required=True),
    Column("source", String(128), nullable=False),
    slack_id("author_id", required=True),
    word("visibility", words.Visibility),
    word("side", words.Side),
    slack_id("channel"),
    slack_id("ts"),
    yes_no("is_opening"),
    text("text"),
    Column("files", JSON, nullable=False),
    instant("created_at", required=True),
    instant("edited_at"),
    instant("deleted_at"),
    UniqueConstraint("workspace_id", "source", name="uq_messages_source"),
    Index("ix_messages_ticket", "workspace_id", "ticket_id", "id"),
    key=("id",),
)

history = table(
    "history",
    number("id", required=True),
    number("ticket_id", required=True),
    instant("at", required=True),
    slack_id("by"),
    word("what", words.Happening),
    text("before"),
    text("after"),
    text("why"),
    Index("ix_history_ticket", "workspace_id", "ticket_id", "id"),
    key=("id",),
)

followers = table(
    "followers",
    number("ticket_id", required=True),
    slack_id("person_id", required=True),
    Index("ix_followers_person", "workspace_id", "person_id"),
    key=("ticket_id", "person_id"),
)

tags = table(
    "tags",
    number("ticket_id", required=True),
    Column("tag", String(50), nullable=False),
    key=("ticket_id", "tag"),
)

links = table(
    "links",
    number("ticket_id", required=True),
    word("kind", words.LinkKind),
    number("other_id", required=True),
    Index("ix_links_other", "workspace_id", "other_id"),
    key=("ticket_id", "kind", "other_id"),
)

drafts = table(
    "drafts",
    number("id", required=True),
    slack_id("person_id", required=True),
    slack_id("channel"),
    slack_id("ts"),
    slack_id("thread_ts"),
    text("text"),
    Column("files", JSON, nullable=False),
    instant("created_at", required=True),
    UniqueConstraint("workspace_id", "channel", "ts", name="uq_drafts_message"),
    Index("ix_drafts_age", "workspace_id", "created_at"),
    key=("id",),
)

surveys = table(
    "surveys",
    number("id", required=True),
    number("ticket_id", required=True),
    count("cycle"),
    slack_id("person_id", required=True),
    slack_id("assignee_id"),
    Column("scale", JSON, nullable=False),
    instant("asked_at", required=True),
    slack_id("channel"),
    slack_id("ts"),
    instant("withdrawn_at"),
    UniqueConstraint("workspace_id", "ticket_id", "cycle", name="uq_surveys_cycle"),
    Index("ix_surveys_place", "workspace_id", "channel", "ts"),
    key=("id",),
)

# Every reaction that rated, kept when it is taken away again: the latest that still stands is the rating.
ratings = table(
    "ratings",
    number("id", required=True),
    number("survey_id", required=True),
    count("score"),
    instant("rated_at", required=True),
    instant("removed_at"),
    Index("ix_ratings_survey", "workspace_id", "survey_id", "id"),
    key=("id",),
)

outbox = table(
    "outbox",
    number("id", required=True),
    Column("key", String(128), nullable=False),
    Column("lane", String(64), nullable=False),
    word("kind", words.NoticeKind),
    Column("params", JSON, nullable=False),
    number("ticket_id"),
    Column("under", String(128)),
    slack_id("thread_channel"),
    slack_id("thread_ts"),
    word("state", words.NoticeState),
    count("owed"),
    count("shown"),
    count("attempts"),
    number("position", required=True),  # its turn in the lane
    instant("next_at", required=True),
    instant("leased_until"),
    instant("called_at"),
    slack_id("channel"),
    slack_id("ts"),
    text("error"),
    UniqueConstraint("workspace_id", "key", name="uq_outbox_key"),
    Index("ix_outbox_lane", "workspace_id", "state", "lane", "position"),
    Index("ix_outbox_due", "workspace_id", "state", "next_at"),
    Index("ix_outbox_ticket", "workspace_id", "ticket_id"),
    Index("ix_outbox_place", "workspace_id", "channel", "ts"),
    Index("ix_outbox_latest", "workspace_id", "lane", "id"),
    key=("id",),
)

# What will still happen, in its order: of any number that fall due in the same instant, the first is found at once.
STANDS = sql("fired_at IS NULL")

deadlines = table(
    "deadlines",
    number("id", required=True),
    word("kind", words.DeadlineKind),
    Column("key", String(128), nullable=False),
    number("ticket_id", required=True),
    slack_id("person_id"),
    instant("due_at", required=True),
    text("note"),
    instant("fired_at"),
    UniqueConstraint("workspace_id", "key", name="uq_deadlines_key"),
    Index("ix_deadlines_due", "workspace_id", "due_at", "id", sqlite_where=STANDS, postgresql_where=STANDS),
    Index("ix_deadlines_ticket", "workspace_id", "ticket_id"),
    key=("id",),
)

# Agents who were not there, and since when, until when: kept, since work is counted against the hours of being there.
absences = table(
    "absences",
    number("id", required=True),
    slack_id("person_id", required=True),
    word("presence", words.Presence),
    instant("since", required=True),
    instant("until"),
    instant("ended_at"),
    Index("ix_absences_person", "workspace_id", "person_id", "id"),
    key=("id",),
)

# When each agent last got a ticket.
turns = table(
    "turns",
    slack_id("person_id", required=True),
    instant("given_at", required=True),
    key=("person_id",),
)

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

# Saved replies as they are now; every change is kept as a version beside them. `held_by` is the person or the desk that
# a reply belongs to, and empty for the workspace's; `words` is what a search looks through.
saved_replies = table(
    "saved_replies",
    number("id", required=True),
    word("scope", words.Scope),
    Column("held_by", String(32), nullable=False),
    slack_id("owner_id", required=True),
    Column("key", String(32), nullable=False),
    text("title"),
    text("body"),
    slack_id("category"),
    Column("language", String(8), nullable=False),
    count("version"),
    text("words"),
    count("times_used"),
    instant("last_used_at"),
    instant("retired_at"),
    instant("created_at", required=True),
    instant("changed_at", required=True),
    slack_id("changed_by", required=True),
    UniqueConstraint("workspace_id", "scope", "held_by", "key", name="uq_saved_replies_key"),
    key=("id",),
)

saved_reply_versions = table(
    "saved_reply_versions",
    number("reply_id", required=True),
    count("version"),
    Column("key", String(32), nullable=False),
    text("title"),
    text("body"),
    slack_id("category"),
    Column("language", String(8), nullable=False),
    instant("at", required=True),
    slack_id("by", required=True),
    key=("reply_id", "version"),
)

saved_reply_uses = table(
    "saved_reply_uses",
    number("message_id", required=True),
    number("reply_id", required=True),
    count("version"),
    number("ticket_id", required=True),
    instant("at", required=True),
    slack_id("by", required=True),
    Index("ix_saved_reply_uses_reply", "workspace_id", "reply_id", "at"),
    key=("message_id", "reply_id"),
)
