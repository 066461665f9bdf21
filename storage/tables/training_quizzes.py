"""Quizzes, who has taken them, and who is asked a question a week."""

from collections.abc import Sequence

from sqlalchemy import Column, Index, String, UniqueConstraint

from bot.rules.training.quizzes import Question, read, written
from storage.columns import Document, count, instant, number, numbers, slack_id, table, text, yes_no

QUESTIONS = Document[Sequence[Question]](written, read)
ANSWERS = Document[Sequence[tuple[int, ...]]](list, lambda document: tuple(tuple(places) for places in document))

# Quizzes as they are now; what they asked after each change is kept as a version beside them. `source` is the form that
# made it; `attempts` 0 is any number; `size` is how many questions there are.
training_quizzes = table(
    "training_quizzes",
    number("id", required=True),
    Column("source", String(255), nullable=False),
    slack_id("desk_id", required=True),
    text("title"),
    slack_id("category"),
    count("pass_mark"),
    count("attempts"),
    Column("questions", QUESTIONS, nullable=False),
    count("size"),
    slack_id("owner_id", required=True),
    count("version"),
    instant("retired_at"),
    instant("created_at", required=True),
    instant("changed_at", required=True),
    slack_id("changed_by", required=True),
    UniqueConstraint("workspace_id", "source", name="uq_training_quizzes_source"),
    Index("ix_training_quizzes_desk", "workspace_id", "desk_id"),
    key=("id",),
)

training_quiz_versions = table(
    "training_quiz_versions",
    number("quiz_id", required=True),
    count("version"),
    text("title"),
    count("pass_mark"),
    Column("questions", QUESTIONS, nullable=False),
    instant("at", required=True),
    slack_id("by", required=True),
    key=("quiz_id", "version"),
)

# Somebody took a quiz: once for each form that was sent, and for each time that all weekly questions were answered.
training_quiz_attempts = table(
    "training_quiz_attempts",
    number("id", required=True),
    Column("source", String(255), nullable=False),
    number("quiz_id", required=True),
    slack_id("person_id", required=True),
    count("number"),
    count("version"),
    Column("answers", ANSWERS, nullable=False),
    count("right"),
    count("questions"),
    yes_no("is_passed"),
    yes_no("is_weekly"),
    instant("at", required=True),
    UniqueConstraint("workspace_id", "source", name="uq_training_quiz_attempts_source"),
    UniqueConstraint("workspace_id", "quiz_id", "person_id", "number", name="uq_training_quiz_attempts_number"),
    Index("ix_training_quiz_attempts_person", "workspace_id", "person_id"),
    key=("id",),
)

# Whoever was asked to take a quiz by somebody who leads the desk, who hears whether they passed.
training_quiz_asks = table(
    "training_quiz_asks",
    number("quiz_id", required=True),
    slack_id("person_id", required=True),
    slack_id("by", required=True),
    instant("at", required=True),
    instant("passed_at"),
    key=("quiz_id", "person_id"),
)

# Whoever is asked one question a week; of several times, the last one.
training_quiz_courses = table(
    "training_quiz_courses",
    number("quiz_id", required=True),
    slack_id("person_id", required=True),
    count("number"),
    count("version"),
    slack_id("asked_by", required=True),
    instant("started_at", required=True),
    count("asked"),
    instant("ended_at"),
    Index("ix_training_quiz_courses_person", "workspace_id", "person_id"),
    key=("quiz_id", "person_id"),
)

# What somebody answered to a weekly question: once, and for good.
training_quiz_answers = table(
    "training_quiz_answers",
    number("quiz_id", required=True),
    slack_id("person_id", required=True),
    count("number"),
    count("question"),
    numbers("chosen"),
    instant("at", required=True),
    key=("quiz_id", "person_id", "number", "question"),
)
