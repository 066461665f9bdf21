"""Deadlines, and the latest messages of a lane, in order"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

STANDS = sa.text("fired_at IS NULL")


def upgrade() -> None:
    op.drop_index("ix_deadlines_due", table_name="deadlines")
    op.create_index(
        "ix_deadlines_due",
        "deadlines",
        ["workspace_id", "due_at", "id"],
        sqlite_where=STANDS,
        postgresql_where=STANDS,
    )
    op.create_index("ix_outbox_latest", "outbox", ["workspace_id", "lane", "id"])


def downgrade() -> None:
    op.drop_index("ix_outbox_latest", table_name="outbox")
    op.drop_index("ix_deadlines_due", table_name="deadlines")
    op.create_index("ix_deadlines_due", "deadlines", ["workspace_id", "fired_at", "due_at"])
