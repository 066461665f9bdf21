"""The tables. Every one begins with the workspace, and so does every key."""

from storage.columns import metadata
from storage.tables.availability import absences, turns
from storage.tables.conversation import drafts, messages, threads
from storage.tables.deadlines import STANDS, deadlines
from storage.tables.deflections import deflections, searches
from storage.tables.desks import categories, desk_channels, desk_members, desks
from storage.tables.escalations import escalations
from storage.tables.facts import next_responses, ticket_facts, verdicts
from storage.tables.feedback import rating_comments, ratings, surveys, unnamed_ratings
from storage.tables.outbox import outbox
from storage.tables.people import people, workspaces
from storage.tables.problems import joined_tickets, joiners, lookalikes
from storage.tables.questions import question_people, questions
from storage.tables.replies import saved_replies, saved_reply_uses, saved_reply_versions
from storage.tables.search import search_documents, search_terms
from storage.tables.signs import signs
from storage.tables.targets import clocks, schedules
from storage.tables.tickets import followers, history, imported_tickets, links, tags, ticket_sources, tickets
from storage.tables.tips import suggestions, tip_links, tip_versions, tips
from storage.tables.training_needs import (
    training_effects,
    training_needs,
    training_needs_hidden,
    training_needs_weeks,
)
from storage.tables.training_quality import quality_choices, quality_reviews
from storage.tables.training_quizzes import (
    training_quiz_answers,
    training_quiz_asks,
    training_quiz_attempts,
    training_quiz_courses,
    training_quiz_versions,
    training_quizzes,
)
from storage.tables.training_resources import (
    training_acknowledgements,
    training_readers,
    training_readings,
    training_readings_past,
    training_resource_categories,
    training_resource_versions,
    training_resources,
    training_votes,
)
from storage.tables.training_sessions import session_answers, session_attendance, session_feedback, sessions
from storage.tables.training_skills import skill_changes, skill_levels
from storage.tables.training_tracks import (
    training_draft_answers,
    training_onboardings,
    training_shadowed,
    training_steps_done,
    training_track_versions,
    training_tracks,
)

__all__ = [
    "STANDS",
    "absences",
    "categories",
    "clocks",
    "deadlines",
    "deflections",
    "desk_channels",
    "desk_members",
    "desks",
    "drafts",
    "escalations",
    "followers",
    "history",
    "imported_tickets",
    "joined_tickets",
    "joiners",
    "links",
    "lookalikes",
    "messages",
    "metadata",
    "next_responses",
    "outbox",
    "people",
    "quality_choices",
    "quality_reviews",
    "question_people",
    "questions",
    "rating_comments",
    "ratings",
    "saved_replies",
    "saved_reply_uses",
    "saved_reply_versions",
    "schedules",
    "search_documents",
    "search_terms",
    "searches",
    "session_answers",
    "session_attendance",
    "session_feedback",
    "sessions",
    "signs",
    "skill_changes",
    "skill_levels",
    "suggestions",
    "surveys",
    "tags",
    "threads",
    "ticket_facts",
    "ticket_sources",
    "tickets",
    "tip_links",
    "tip_versions",
    "tips",
    "training_acknowledgements",
    "training_draft_answers",
    "training_effects",
    "training_needs",
    "training_needs_hidden",
    "training_needs_weeks",
    "training_onboardings",
    "training_quiz_answers",
    "training_quiz_asks",
    "training_quiz_attempts",
    "training_quiz_courses",
    "training_quiz_versions",
    "training_quizzes",
    "training_readers",
    "training_readings",
    "training_readings_past",
    "training_resource_categories",
    "training_resource_versions",
    "training_resources",
    "training_shadowed",
    "training_steps_done",
    "training_track_versions",
    "training_tracks",
    "training_votes",
    "turns",
    "unnamed_ratings",
    "verdicts",
    "workspaces",
]
