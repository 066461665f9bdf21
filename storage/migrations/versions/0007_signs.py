"""What Slack says of agents"""

import sqlalchemy as sa
from alembic import op

from storage.columns import Instant

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "signs",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("quiet_since", Instant(timezone=True), nullable=True),
        sa.Column("quiet_until", Instant(timezone=True), nullable=True),
        sa.Column("read_at", Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "person_id", name="pk_signs"),
    )


def downgrade() -> None:
    op.drop_table("signs")
