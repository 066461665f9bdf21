"""The first schema"""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "categories",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("desk_id", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=75), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "desk_id", "key", name="pk_categories"),
    )
    op.create_table(
        "deadlines",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=128), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=True),
        sa.Column("due_at", storage.columns.Instant(timezone=True), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("fired_at", storage.columns.Instant(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_deadlines"),
        sa.UniqueConstraint("workspace_id", "key", name="uq_deadlines_key"),
    )
    op.create_index("ix_deadlines_due", "deadlines", ["workspace_id", "fired_at", "due_at"], unique=False)
    op.create_index("ix_deadlines_ticket", "deadlines", ["workspace_id", "ticket_id"], unique=False)
    op.create_table(
        "desk_channels",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("channel_id", sa.String(length=32), nullable=False),
        sa.Column("desk_id", sa.String(length=32), nullable=False),
        sa.Column("purpose", sa.String(length=32), nullable=False),
        sa.Column("mode", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "channel_id", name="pk_desk_channels"),
    )
    op.create_table(
        "desk_members",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("desk_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "desk_id", "person_id", name="pk_desk_members"),
    )
    op.create_table(
        "desks",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_desks"),
    )
    op.create_table(
        "drafts",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=True),
        sa.Column("ts", sa.String(length=32), nullable=True),
        sa.Column("thread_ts", sa.String(length=32), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("created_at", storage.columns.Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_drafts"),
        sa.UniqueConstraint("workspace_id", "channel", "ts", name="uq_drafts_message"),
    )
    op.create_index("ix_drafts_age", "drafts", ["workspace_id", "created_at"], unique=False)
    op.create_table(
        "followers",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "ticket_id", "person_id", name="pk_followers"),
    )
    op.create_index("ix_followers_person", "followers", ["workspace_id", "person_id"], unique=False)
    op.create_table(
        "history",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("at", storage.columns.Instant(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=True),
        sa.Column("what", sa.String(length=32), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_history"),
    )
    op.create_index("ix_history_ticket", "history", ["workspace_id", "ticket_id", "id"], unique=False)
    op.create_table(
        "links",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("other_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "ticket_id", "kind", "other_id", name="pk_links"),
    )
    op.create_index("ix_links_other", "links", ["workspace_id", "other_id"], unique=False)
    op.create_table(
        "messages",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.String(length=128), nullable=False),
        sa.Column("author_id", sa.String(length=32), nullable=False),
        sa.Column("visibility", sa.String(length=32), nullable=False),
        sa.Column("side", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=True),
        sa.Column("ts", sa.String(length=32), nullable=True),
        sa.Column("is_opening", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("created_at", storage.columns.Instant(timezone=True), nullable=False),
        sa.Column("edited_at", storage.columns.Instant(timezone=True), nullable=True),
        sa.Column("deleted_at", storage.columns.Instant(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_messages"),
        sa.UniqueConstraint("workspace_id", "source", name="uq_messages_source"),
    )
    op.create_index("ix_messages_ticket", "messages", ["workspace_id", "ticket_id", "id"], unique=False)
    op.create_table(
        "outbox",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(length=128), nullable=False),
        sa.Column("lane", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("params", sa.JSON(), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=True),
        sa.Column("under", sa.String(length=128), nullable=True),
        sa.Column("thread_channel", sa.String(length=32), nullable=True),
        sa.Column("thread_ts", sa.String(length=32), nullable=True),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("owed", sa.Integer(), nullable=False),
        sa.Column("shown", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("next_at", storage.columns.Instant(timezone=True), nullable=False),
        sa.Column("leased_until", storage.columns.Instant(timezone=True), nullable=True),
        sa.Column("called_at", storage.columns.Instant(timezone=True), nullable=True),
        sa.Column("channel", sa.String(length=32), nullable=True),
        sa.Column("ts", sa.String(length=32), nullable=True),
        sa.Column("error", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_outbox"),
        sa.UniqueConstraint("workspace_id", "key", name="uq_outbox_key"),
    )
    op.create_index("ix_outbox_due", "outbox", ["workspace_id", "state", "next_at"], unique=False)
    op.create_index("ix_outbox_lane", "outbox", ["workspace_id", "state", "lane", "position"], unique=False)
    op.create_index("ix_outbox_place", "outbox", ["workspace_id", "channel", "ts"], unique=False)
    op.create_index("ix_outbox_ticket", "outbox", ["workspace_id", "ticket_id"], unique=False)
    op.create_table(
        "people",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("locale", sa.String(length=16), nullable=False),
        sa.Column("timezone", sa.String(length=64), nullable=False),
        sa.Column("is_admin", sa.Boolean(), nullable=False),
        sa.Column("is_bot", sa.Boolean(), nullable=False),
        sa.Column("is_deleted", sa.Boolean(), nullable=False),
        sa.Column("dm", sa.String(length=32), nullable=True),
        sa.Column("home_opened_at", storage.columns.Instant(timezone=True), nullable=True),
        sa.Column("refreshed_at", storage.columns.Instant(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_people"),
    )
    op.create_index("ix_people_home", "people", ["workspace_id", "home_opened_at"], unique=False)
    op.create_table(
        "ratings",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("survey_id", sa.BigInteger(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("rated_at", storage.columns.Instant(timezone=True), nullable=False),
        sa.Column("removed_at", storage.columns.Instant(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_ratings"),
    )
    op.create_index("ix_ratings_survey", "ratings", ["workspace_id", "survey_id", "id"], unique=False)
    op.create_table(
        "surveys",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("assignee_id", sa.String(length=32), nullable=True),
        sa.Column("scale", sa.JSON(), nullable=False),
        sa.Column("asked_at", storage.columns.Instant(timezone=True), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=True),
        sa.Column("ts", sa.String(length=32), nullable=True),
        sa.Column("withdrawn_at", storage.columns.Instant(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_surveys"),
        sa.UniqueConstraint("workspace_id", "ticket_id", "cycle", name="uq_surveys_cycle"),
    )
    op.create_index("ix_surveys_place", "surveys", ["workspace_id", "channel", "ts"], unique=False)
    op.create_table(
        "tags",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("tag", sa.String(length=50), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "ticket_id", "tag", name="pk_tags"),
    )
    op.create_table(
        "threads",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("ts", sa.String(length=32), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("side", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "channel", "ts", name="pk_threads"),
    )
    op.create_index("ix_threads_ticket", "threads", ["workspace_id", "ticket_id"], unique=False)
    op.create_table(
        "ticket_sources",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("source", sa.String(length=128), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "source", name="pk_ticket_sources"),
    )
    op.create_table(
        "tickets",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("desk_id", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=48), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("priority", sa.String(length=32), nullable=False),
        sa.Column("priority_reason", sa.Text(), nullable=False),
        sa.Column("category", sa.String(length=32), nullable=True),
        sa.Column("requester_id", sa.String(length=32), nullable=False),
        sa.Column("opened_by", sa.String(length=32), nullable=False),
        sa.Column("assignee_id", sa.String(length=32), nullable=True),
        sa.Column("is_private", sa.Boolean(), nullable=False),
        sa.Column("intake", sa.String(length=32), nullable=False),
        sa.Column("origin_channel", sa.String(length=32), nullable=True),
        sa.Column("origin_ts", sa.String(length=32), nullable=True),
        sa.Column("channel", sa.String(length=32), nullable=True),
        sa.Column("thread_ts", sa.String(length=32), nullable=True),
        sa.Column("created_at", storage.columns.Instant(timezone=True), nullable=False),
        sa.Column("updated_at", storage.columns.Instant(timezone=True), nullable=False),
        sa.Column("claimed_at", storage.columns.Instant(timezone=True), nullable=True),
        sa.Column("first_response_at", storage.columns.Instant(timezone=True), nullable=True),
        sa.Column("waiting_since", storage.columns.Instant(timezone=True), nullable=True),
        sa.Column("public_replies", sa.Integer(), nullable=False),
        sa.Column("first_solved_at", storage.columns.Instant(timezone=True), nullable=True),
        sa.Column("solved_at", storage.columns.Instant(timezone=True), nullable=True),
        sa.Column("times_solved", sa.Integer(), nullable=False),
        sa.Column("solved_by", sa.String(length=32), nullable=True),
        sa.Column("assignee_at_solving", sa.String(length=32), nullable=True),
        sa.Column("hold_reason", sa.Text(), nullable=False),
        sa.Column("closed_at", storage.columns.Instant(timezone=True), nullable=True),
        sa.Column("closure", sa.String(length=32), nullable=True),
        sa.Column("merged_into", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_tickets"),
        sa.UniqueConstraint("workspace_id", "key", name="uq_tickets_key"),
    )
    op.create_index("ix_tickets_assignee", "tickets", ["workspace_id", "assignee_id", "status"], unique=False)
    op.create_index("ix_tickets_desk", "tickets", ["workspace_id", "desk_id", "status", "created_at"], unique=False)
    op.create_index("ix_tickets_merged", "tickets", ["workspace_id", "merged_into"], unique=False)
    op.create_index("ix_tickets_requester", "tickets", ["workspace_id", "requester_id", "created_at"], unique=False)
    op.create_table(
        "workspaces",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("url", sa.String(length=255), nullable=False),
        sa.Column("bot_user_id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", name="pk_workspaces"),
    )


def downgrade() -> None:
    op.drop_table("workspaces")
    op.drop_index("ix_tickets_requester", table_name="tickets")
    op.drop_index("ix_tickets_merged", table_name="tickets")
    op.drop_index("ix_tickets_desk", table_name="tickets")
    op.drop_index("ix_tickets_assignee", table_name="tickets")
    op.drop_table("tickets")
    op.drop_table("ticket_sources")
    op.drop_index("ix_threads_ticket", table_name="threads")
    op.drop_table("threads")
    op.drop_table("tags")
    op.drop_index("ix_surveys_place", table_name="surveys")
    op.drop_table("surveys")
    op.drop_index("ix_ratings_survey", table_name="ratings")
    op.drop_table("ratings")
    op.drop_index("ix_people_home", table_name="people")
    op.drop_table("people")
    op.drop_index("ix_outbox_ticket", table_name="outbox")
    op.drop_index("ix_outbox_place", table_name="outbox")
    op.drop_index("ix_outbox_lane", table_name="outbox")
    op.drop_index("ix_outbox_due", table_name="outbox")
    op.drop_table("outbox")
    op.drop_index("ix_messages_ticket", table_name="messages")
    op.drop_table("messages")
    op.drop_index("ix_links_other", table_name="links")
    op.drop_table("links")
    op.drop_index("ix_history_ticket", table_name="history")
    op.drop_table("history")
    op.drop_index("ix_followers_person", table_name="followers")
    op.drop_table("followers")
    op.drop_index("ix_drafts_age", table_name="drafts")
    op.drop_table("drafts")
    op.drop_table("desks")
    op.drop_table("desk_members")
    op.drop_table("desk_channels")
    op.drop_index("ix_deadlines_ticket", table_name="deadlines")
    op.drop_index("ix_deadlines_due", table_name="deadlines")
    op.drop_table("deadlines")
    op.drop_table("categories")
