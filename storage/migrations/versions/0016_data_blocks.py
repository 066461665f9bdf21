"""Whether a workspace shows charts and tables of data"""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("workspaces", sa.Column("has_data_blocks", sa.Boolean(), nullable=True))
    op.add_column("workspaces", sa.Column("data_blocks_at", storage.columns.Instant(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("workspaces", "data_blocks_at")
    op.drop_column("workspaces", "has_data_blocks")
