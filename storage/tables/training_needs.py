"""What a desk's numbers say that its people could learn, what is not needed, and what came after trainings."""

from sqlalchemy import JSON, Column, Float, String

from bot.rules.reports import Metric
from bot.rules.training.effects import TrainingKind
from storage.columns import count, instant, number, slack_id, table, text, word

# The weeks by whose end a desk's needs were found, also those in which there are none.
training_needs_weeks = table(
    "training_needs_weeks",
    slack_id("desk_id", required=True),
    Column("week", String(8), nullable=False),
    key=("desk_id", "week"),
)

# The needs of a week as they were found, in order. `person_id` is empty for those of everybody.
training_needs = table(
    "training_needs",
    slack_id("desk_id", required=True),
    Column("week", String(8), nullable=False),
    count("place"),
    slack_id("category", required=True),
    word("metric", Metric),
    slack_id("person_id", required=True),
    Column("tickets", Float, nullable=False),
    Column("comparisons", JSON, nullable=False),
    key=("desk_id", "week", "place"),
)

# Needs that somebody called not needed. `hidden_from` is the person who did so of their own; empty: everybody.
training_needs_hidden = table(
    "training_needs_hidden",
    slack_id("desk_id", required=True),
    slack_id("category", required=True),
    word("metric", Metric),
    slack_id("person_id", required=True),
    slack_id("hidden_from", required=True),
    slack_id("by", required=True),
    instant("at", required=True),
    instant("until", required=True),
    key=("desk_id", "category", "metric", "person_id", "hidden_from"),
)

# What came after a training in a category, counted once. `at` is when it was.
training_effects = table(
    "training_effects",
    slack_id("desk_id", required=True),
    word("kind", TrainingKind),
    number("training_id", required=True),
    slack_id("category", required=True),
    instant("at", required=True),
    text("title"),
    count("people"),
    Column("changes", JSON, nullable=False),
    Column("week", String(8), nullable=False),
    key=("desk_id", "kind", "training_id", "category", "at"),
)
