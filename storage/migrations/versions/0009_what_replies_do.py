"""What saved replies do, in which languages, for whom, and when they are looked at again"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("saved_replies", "saved_reply_versions"):
        op.add_column(name, sa.Column("actions", sa.JSON(), nullable=True))
        op.add_column(name, sa.Column("translations", sa.JSON(), nullable=True))
    op.add_column("saved_replies", sa.Column("languages", sa.String(length=80), nullable=True))
    op.add_column("saved_replies", sa.Column("is_public", sa.Boolean(), nullable=True))
    op.add_column("saved_replies", sa.Column("review_by", sa.Date(), nullable=True))
    op.execute(sa.text("UPDATE saved_replies SET languages = language, is_public = false"))
    with op.batch_alter_table("saved_replies") as table:
        table.alter_column("languages", existing_type=sa.String(length=80), nullable=False)
        table.alter_column("is_public", existing_type=sa.Boolean(), nullable=False)


def downgrade() -> None:
    for name in ("review_by", "is_public", "languages"):
        op.drop_column("saved_replies", name)
    for name in ("saved_reply_versions", "saved_replies"):
        op.drop_column(name, "translations")
        op.drop_column(name, "actions")
