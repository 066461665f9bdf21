"""What reports read: indexes that hold all that is counted, how targets came out, and tags beside what is counted

What is counted of tickets that are there already is counted again while the program runs.
"""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

BEFORE = {
    "ix_ticket_facts_created": "created_at",
    "ix_ticket_facts_responded": "first_response_at",
    "ix_ticket_facts_solved": "solved_at",
    "ix_ticket_facts_rated": "rated_at",
}
DIMENSIONS = ("agent_id", "category", "priority", "tier", "intake", "tags")
PACKED = ("packed_response", "packed_first", "packed_whole")
LIVED = ("ticket_id", "created_at", "first_response_at", "first_solved_at")
AFTER = {
    "ix_ticket_facts_created": ("created_at",),
    "ix_ticket_facts_responded": ("first_response_at", "packed_response"),
    "ix_ticket_facts_first_solved": ("first_solved_at", "packed_first"),
    "ix_ticket_facts_solved": ("solved_at", *LIVED, "packed_whole"),
    "ix_ticket_facts_long": ("full_resolution", *LIVED, "solved_at"),
    "ix_ticket_facts_unsolved": (*LIVED[1:], "ticket_id"),
    "ix_ticket_facts_surveyed": ("surveyed_at", "rating"),
    "ix_ticket_facts_rated": ("rated_at", "rated_agent_id", "rating"),
}
WHERE = {
    "ix_ticket_facts_long": "full_resolution > 2592000",
    "ix_ticket_facts_unsolved": "solved_at IS NULL",
}
ALWAYS_THERE = ("created_at", "answered_at", "at")


def upgrade() -> None:
    op.execute(sa.text("DELETE FROM next_responses"))
    op.execute(sa.text("DELETE FROM ticket_facts"))
    for name in BEFORE:
        op.drop_index(name, table_name="ticket_facts")
    op.drop_index("ix_next_responses_at", table_name="next_responses")
    with op.batch_alter_table("ticket_facts") as table:
        table.add_column(sa.Column("tags", sa.Text(), nullable=False))
        table.add_column(sa.Column("is_linked", sa.Boolean(), nullable=False))
        for name in PACKED:
            table.add_column(sa.Column(name, sa.String(length=96), nullable=False))
    with op.batch_alter_table("next_responses") as table:
        for column in _dimensions():
            table.add_column(column)
        table.add_column(sa.Column("packed", sa.String(length=96), nullable=False))
    op.create_table(
        "verdicts",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("target", sa.String(length=32), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        *_dimensions(),
        sa.Column("at", storage.columns.Instant(timezone=True), nullable=False),
        sa.Column("is_met", sa.Boolean(), nullable=False),
        sa.Column("letter", sa.String(length=1), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "ticket_id", "target", "cycle", name="pk_verdicts"),
    )
    for name, (at, *more) in AFTER.items():
        _index(name, "ticket_facts", at, *more)
    _index("ix_next_responses_at", "next_responses", "answered_at", "packed")
    _index("ix_verdicts_at", "verdicts", "at", "letter")


def _dimensions() -> list[sa.Column[object]]:
    return [
        sa.Column("desk_id", sa.String(length=32), nullable=False),
        sa.Column("agent_id", sa.String(length=32), nullable=True),
        sa.Column("category", sa.String(length=32), nullable=True),
        sa.Column("priority", sa.String(length=32), nullable=False),
        sa.Column("tier", sa.Integer(), nullable=False),
        sa.Column("intake", sa.String(length=32), nullable=False),
        sa.Column("tags", sa.Text(), nullable=False),
        sa.Column("is_counted", sa.Boolean(), nullable=False),
    ]


def _index(name: str, table: str, at: str, *more: str) -> None:
    where = WHERE.get(name, None if at in ALWAYS_THERE else f"{at} IS NOT NULL")
    only = None if where is None else sa.text(where)
    columns = ["workspace_id", "desk_id", "is_counted", at, *DIMENSIONS, *more]
    op.create_index(name, table, columns, sqlite_where=only, postgresql_where=only)


def downgrade() -> None:
    op.drop_table("verdicts")
    op.drop_index("ix_next_responses_at", table_name="next_responses")
    op.create_index("ix_next_responses_at", "next_responses", ["workspace_id", "answered_at"])
    for name in AFTER:
        op.drop_index(name, table_name="ticket_facts")
    with op.batch_alter_table("next_responses") as table:
        for column in _dimensions():
            table.drop_column(column.name)
        table.drop_column("packed")
    with op.batch_alter_table("ticket_facts") as table:
        for name in ("tags", "is_linked", *PACKED):
            table.drop_column(name)
    for name, at in BEFORE.items():
        op.create_index(name, "ticket_facts", ["workspace_id", "desk_id", at])
