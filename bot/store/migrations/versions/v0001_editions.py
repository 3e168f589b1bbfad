"""Editions, each with all it holds in one piece, and which of them is active."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """As the first program made it."""
    op.create_table(
        "editions",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("published", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "active",
        sa.Column("one", sa.Integer, primary_key=True),
        sa.Column("edition", sa.Integer, sa.ForeignKey("editions.number"), nullable=False),
        sa.CheckConstraint("one = 1", name="only_one_is_active"),
    )
