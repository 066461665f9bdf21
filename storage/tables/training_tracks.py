"""Tracks, those who are on one, and what they do there."""

from collections.abc import Sequence

from sqlalchemy import Column, Index, String, UniqueConstraint

from bot.rules.training.onboarding import Outcome
from bot.rules.training.tracks import Step, read, written
from storage.columns import Document, count, instant, number, numbers, slack_id, table, text, word, yes_no

STEPS = Document[Sequence[Step]](written, read)

# Tracks as they are now; what one was in every version of it is kept beside it. `source` is the form that made
# it; `level` 0 is none; `requires` are the ids of those that have to be passed before.
training_tracks = table(
    "training_tracks",
    number("id", required=True),
    Column("source", String(255), nullable=False),
    slack_id("desk_id", required=True),
    text("title"),
    text("purpose"),
    slack_id("category"),
    count("level"),
    numbers("requires"),
    Column("steps", STEPS, nullable=False),
    count("version"),
    instant("retired_at"),
    instant("created_at", required=True),
    instant("changed_at", required=True),
    slack_id("changed_by", required=True),
    UniqueConstraint("workspace_id", "source", name="uq_training_tracks_source"),
    Index("ix_training_tracks_desk", "workspace_id", "desk_id"),
    key=("id",),
)

training_track_versions = table(
    "training_track_versions",
    number("track_id", required=True),
    count("version"),
    text("title"),
    slack_id("category"),
    count("level"),
    Column("steps", STEPS, nullable=False),
    instant("at", required=True),
    slack_id("by", required=True),
    key=("track_id", "version"),
)

# Somebody on a track: once for each form that was sent, and once at a time, which `number` and the track's lock see to.
training_onboardings = table(
    "training_onboardings",
    number("id", required=True),
    Column("source", String(255), nullable=False),
    number("track_id", required=True),
    count("version"),
    slack_id("desk_id", required=True),
    slack_id("person_id", required=True),
    slack_id("mentor_id", required=True),
    count("number"),
    instant("started_at", required=True),
    slack_id("started_by", required=True),
    count("place"),
    instant("step_since", required=True),
    instant("told_at"),
    instant("paused_at"),
    instant("ended_at"),
    word("outcome", Outcome, required=False),
    UniqueConstraint("workspace_id", "source", name="uq_training_onboardings_source"),
    UniqueConstraint("workspace_id", "track_id", "person_id", "number", name="uq_training_onboardings_number"),
    Index("ix_training_onboardings_person", "workspace_id", "person_id"),
    Index("ix_training_onboardings_mentor", "workspace_id", "mentor_id"),
    Index("ix_training_onboardings_desk", "workspace_id", "desk_id", "ended_at"),
    key=("id",),
)

training_steps_done = table(
    "training_steps_done",
    number("onboarding_id", required=True),
    count("place"),
    instant("at", required=True),
    text("evidence"),
    yes_no("is_left_out"),
    key=("onboarding_id", "place"),
)

# A ticket that a learner watched: once in a step.
training_shadowed = table(
    "training_shadowed",
    number("id", required=True),
    Column("source", String(255), nullable=False),
    number("onboarding_id", required=True),
    count("place"),
    number("ticket_id", required=True),
    Column("key", String(64), nullable=False),
    text("learned"),
    instant("at", required=True),
    instant("confirmed_at"),
    slack_id("confirmed_by"),
    UniqueConstraint("workspace_id", "source", name="uq_training_shadowed_source"),
    UniqueConstraint("workspace_id", "onboarding_id", "place", "ticket_id", name="uq_training_shadowed_ticket"),
    key=("id",),
)

# An answer that is not sent before the mentor approves it; `seen` is how its ticket stood when it was written.
training_draft_answers = table(
    "training_draft_answers",
    number("id", required=True),
    Column("source", String(255), nullable=False),
    number("onboarding_id", required=True),
    count("place"),
    number("ticket_id", required=True),
    Column("key", String(64), nullable=False),
    slack_id("author_id", required=True),
    text("text"),
    count("version"),
    Column("seen", String(64), nullable=False),
    instant("written_at", required=True),
    text("comment"),
    instant("commented_at"),
    slack_id("commented_by"),
    instant("sent_at"),
    slack_id("approved_by"),
    UniqueConstraint("workspace_id", "source", name="uq_training_draft_answers_source"),
    Index("ix_training_draft_answers_onboarding", "workspace_id", "onboarding_id"),
    Index("ix_training_draft_answers_ticket", "workspace_id", "ticket_id"),
    key=("id",),
)
