"""The tables, all of them."""

from sqlalchemy import CheckConstraint, Column, DateTime, ForeignKey, Integer, LargeBinary, MetaData, String, Table

metadata = MetaData()

editions = Table(
    "editions",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("digest", String(64), nullable=False),
    Column("published", DateTime(timezone=True), nullable=False),
    Column("content", LargeBinary, nullable=False),
    sqlite_autoincrement=True,  # a number is never used twice, even after the newest edition was pruned
)

active = Table(
    "active",
    metadata,
    Column("one", Integer, primary_key=True, default=1),
    Column("edition", Integer, ForeignKey("editions.number"), nullable=False),
    CheckConstraint("one = 1", name="only_one_is_active"),
)
