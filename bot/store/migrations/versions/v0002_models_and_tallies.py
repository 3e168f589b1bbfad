"""What takes minutes to train apart from what changes daily, checksums, and weekly counts.

The bytes of older editions stay as they are: the features of their models are others than this program's, so they are listed and
cannot be made active again.
"""

import hashlib

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add what is new; nothing is taken away."""
    op.create_table(
        "models",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("checksum", sa.String(64), nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    # as SQL: Alembic would copy the whole table in SQLite, only to name the foreign key
    op.execute("ALTER TABLE editions ADD COLUMN checksum VARCHAR(64) DEFAULT '' NOT NULL")
    op.execute("ALTER TABLE editions ADD COLUMN model VARCHAR(64) REFERENCES models (digest)")
    _sum_up()
    op.create_table(
        "tallies",
        sa.Column("week", sa.CHAR(8), primary_key=True),
        sa.Column("language", sa.String(8), primary_key=True),
        sa.Column("subject", sa.String(80), primary_key=True),
        sa.Column("outcome", sa.String(24), primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
        if_not_exists=True,
    )
    if op.get_context().dialect.name == "postgresql":  # it would try to compress 90 MB of numbers that do not get smaller
        op.execute("ALTER TABLE models ALTER COLUMN content SET STORAGE EXTERNAL")


def _sum_up() -> None:
    connection, editions = op.get_bind(), sa.table("editions", sa.column("number"), sa.column("content"), sa.column("checksum"))
    for number in connection.execute(sa.select(editions.c.number)).scalars().all():
        content = connection.execute(sa.select(editions.c.content).where(editions.c.number == number)).scalar_one()
        checksum = hashlib.sha256(bytes(content)).hexdigest()
        connection.execute(sa.update(editions).where(editions.c.number == number).values(checksum=checksum))
