"""What the people of a desk learn from, who has read it, and who has to."""

from sqlalchemy import Column, Index, Integer, String, UniqueConstraint

from bot.rules.training.reading import Readers
from bot.rules.training.resources import Vote
from storage.columns import count, instant, number, slack_id, table, text, word, yes_no

# Resources as they are now; every change of what one says is kept as a version beside it. `source` is the form that
# made it. `read_from` is the oldest version that counts as read; the three counts are of people.
training_resources = table(
    "training_resources",
    number("id", required=True),
    Column("source", String(255), nullable=False),
    slack_id("desk_id", required=True),
    text("title"),
    text("link"),
    text("text"),
    Column("minutes", Integer, nullable=True),
    slack_id("owner_id", required=True),
    slack_id("channel"),
    slack_id("ts"),
    count("version"),
    count("read_from"),
    instant("review_by"),
    instant("link_dead_at"),
    slack_id("link_dead_by"),
    instant("retired_at"),
    count("done"),
    count("useful"),
    count("not_useful"),
    instant("created_at", required=True),
    instant("changed_at", required=True),
    slack_id("changed_by", required=True),
    UniqueConstraint("workspace_id", "source", name="uq_training_resources_source"),
    Index("ix_training_resources_desk", "workspace_id", "desk_id"),
    key=("id",),
)

training_resource_versions = table(
    "training_resource_versions",
    number("resource_id", required=True),
    count("version"),
    text("title"),
    text("link"),
    text("text"),
    yes_no("asks_again"),
    instant("at", required=True),
    slack_id("by", required=True),
    key=("resource_id", "version"),
)

training_resource_categories = table(
    "training_resource_categories",
    number("resource_id", required=True),
    slack_id("category", required=True),
    Index("ix_training_resource_categories_category", "workspace_id", "category"),
    key=("resource_id", "category"),
)

# Somebody says that they have read a version of a resource: once, and for good.
training_acknowledgements = table(
    "training_acknowledgements",
    number("resource_id", required=True),
    slack_id("person_id", required=True),
    count("version"),
    instant("at", required=True),
    Index("ix_training_acknowledgements_person", "workspace_id", "person_id"),
    key=("resource_id", "person_id", "version"),
)

# What somebody says of a resource last.
training_votes = table(
    "training_votes",
    number("resource_id", required=True),
    slack_id("person_id", required=True),
    word("vote", Vote),
    instant("at", required=True),
    key=("resource_id", "person_id"),
)

# A resource that has to be read, by whom, and until when.
training_readings = table(
    "training_readings",
    number("resource_id", required=True),
    slack_id("desk_id", required=True),
    word("readers", Readers),
    slack_id("category"),
    instant("due_by", required=True),
    instant("since", required=True),
    slack_id("by", required=True),
    instant("ended_at"),
    Index("ix_training_readings_desk", "workspace_id", "desk_id"),
    key=("resource_id",),
)

# The days by which a resource had to be read, before it was required anew. `due_by` is noon of the day, in UTC.
training_readings_past = table(
    "training_readings_past",
    number("resource_id", required=True),
    slack_id("desk_id", required=True),
    instant("due_by", required=True),
    Index("ix_training_readings_past_desk", "workspace_id", "desk_id"),
    key=("resource_id", "due_by"),
)

# Whoever was asked to read it, and which version last.
training_readers = table(
    "training_readers",
    number("resource_id", required=True),
    slack_id("person_id", required=True),
    count("version"),
    instant("due_by", required=True),
    instant("asked_at", required=True),
    instant("told_at"),
    count("reminded"),
    Index("ix_training_readers_person", "workspace_id", "person_id"),
    key=("resource_id", "person_id"),
)
