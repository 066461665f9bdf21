"""What is counted of tickets, what the author of a message was, and whose hours count for a ticket

The facts of tickets that are there already are counted while the program runs.
"""

import hashlib
import json

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

DURATIONS = (
    "first_response",
    "first_resolution",
    "full_resolution",
    "requester_wait",
    "agent_work",
    "agent_wait",
    "on_hold",
)
COUNTS = ("reopens", "public_replies", "escalations", "hand_backs", "reassignments")
INDEXES = {
    "ix_ticket_facts_created": "created_at",
    "ix_ticket_facts_responded": "first_response_at",
    "ix_ticket_facts_solved": "solved_at",
    "ix_ticket_facts_rated": "rated_at",
}


def upgrade() -> None:
    op.add_column("messages", sa.Column("speaker", sa.String(length=32), nullable=True))
    op.execute(sa.text(SPEAKERS))
    with op.batch_alter_table("messages") as table:
        table.alter_column("speaker", existing_type=sa.String(length=32), nullable=False)
    op.add_column("tickets", sa.Column("schedule_id", sa.String(length=32), nullable=True))
    _tell_hours()
    op.create_table(
        "ticket_facts",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("desk_id", sa.String(length=32), nullable=False),
        sa.Column("agent_id", sa.String(length=32), nullable=True),
        sa.Column("category", sa.String(length=32), nullable=True),
        sa.Column("priority", sa.String(length=32), nullable=False),
        sa.Column("intake", sa.String(length=32), nullable=False),
        sa.Column("tier", sa.Integer(), nullable=False),
        sa.Column("is_counted", sa.Boolean(), nullable=False),
        sa.Column("is_closed", sa.Boolean(), nullable=False),
        sa.Column("created_at", storage.columns.Instant(timezone=True), nullable=False),
        sa.Column("first_response_at", storage.columns.Instant(timezone=True), nullable=True),
        sa.Column("first_solved_at", storage.columns.Instant(timezone=True), nullable=True),
        sa.Column("solved_at", storage.columns.Instant(timezone=True), nullable=True),
        *(sa.Column(name, sa.Integer(), nullable=True) for one in DURATIONS for name in (one, f"{one}_business")),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in COUNTS),
        sa.Column("one_touch", sa.Boolean(), nullable=True),
        sa.Column("first_contact", sa.Boolean(), nullable=True),
        sa.Column("surveyed_at", storage.columns.Instant(timezone=True), nullable=True),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("rated_at", storage.columns.Instant(timezone=True), nullable=True),
        sa.Column("rated_agent_id", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "ticket_id", name="pk_ticket_facts"),
    )
    for name, column in INDEXES.items():
        op.create_index(name, "ticket_facts", ["workspace_id", "desk_id", column])
    op.create_table(
        "next_responses",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("answered_at", storage.columns.Instant(timezone=True), nullable=False),
        sa.Column("calendar", sa.Integer(), nullable=False),
        sa.Column("business", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "ticket_id", "cycle", name="pk_next_responses"),
    )
    op.create_index("ix_next_responses_at", "next_responses", ["workspace_id", "answered_at"])


# As the helpdesk told them apart until now: by who works the ticket's desk today.
SPEAKERS = """
UPDATE messages SET speaker = CASE
    WHEN EXISTS (
        SELECT 1 FROM tickets WHERE tickets.workspace_id = messages.workspace_id AND tickets.id = messages.ticket_id
        AND tickets.requester_id = messages.author_id
    ) THEN 'requester'
    WHEN EXISTS (
        SELECT 1 FROM tickets JOIN desk_members ON desk_members.workspace_id = tickets.workspace_id
        AND desk_members.desk_id = tickets.desk_id AND desk_members.person_id = messages.author_id
        WHERE tickets.workspace_id = messages.workspace_id AND tickets.id = messages.ticket_id
    ) THEN 'agent'
    WHEN EXISTS (
        SELECT 1 FROM tickets WHERE tickets.workspace_id = messages.workspace_id
        AND tickets.merged_into = messages.ticket_id AND tickets.requester_id = messages.author_id
    ) THEN 'requester'
    ELSE 'other'
END
"""
OF_CLOCKS = """
UPDATE tickets SET schedule_id = (
    SELECT MIN(clocks.schedule_id) FROM clocks
    WHERE clocks.workspace_id = tickets.workspace_id AND clocks.ticket_id = tickets.id
)
"""


def _tell_hours() -> None:
    """The hours that a ticket's clocks remember; else those that its desk has now."""
    op.execute(sa.text(OF_CLOCKS))
    connection = op.get_bind()
    for workspace, desk, settings in list(connection.execute(sa.text("SELECT workspace_id, id, settings FROM desks"))):
        hours = (json.loads(settings) if isinstance(settings, str) else settings).get("hours")
        if hours is not None:
            digest = hashlib.sha256(json.dumps(hours, sort_keys=True).encode()).hexdigest()[:32]
            these = {"workspace": workspace, "desk": desk, "digest": digest}
            connection.execute(sa.text(OF_DESKS), these)


OF_DESKS = """
UPDATE tickets SET schedule_id = :digest
WHERE workspace_id = :workspace AND desk_id = :desk AND schedule_id IS NULL
"""


def downgrade() -> None:
    op.drop_table("next_responses")
    op.drop_table("ticket_facts")
    op.drop_column("tickets", "schedule_id")
    op.drop_column("messages", "speaker")
