"""The tables, all of them, as the newest of the migrations leaves them."""

from sqlalchemy import CHAR, CheckConstraint, Column, DateTime, ForeignKey, Integer, LargeBinary, MetaData, String, Table

HEAD = "0002"
"""The newest migration: a database that stands there needs none, and Alembic is not even imported."""

metadata = MetaData()

models = Table(
    "models",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("checksum", String(64), nullable=False),  # SHA-256 of the content
    Column("content", LargeBinary, nullable=False),
)

editions = Table(
    "editions",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("digest", String(64), nullable=False),
    Column("published", DateTime(timezone=True), nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("checksum", String(64), nullable=False, server_default=""),
    Column("model", String(64), ForeignKey("models.digest")),  # null: published by a program that kept both in one
    sqlite_autoincrement=True,  # a number is never used twice, even after the newest edition was pruned
)

active = Table(
    "active",
    metadata,
    Column("one", Integer, primary_key=True, default=1),
    Column("edition", Integer, ForeignKey("editions.number"), nullable=False),
    CheckConstraint("one = 1", name="only_one_is_active"),
)

tallies = Table(
    "tallies",
    metadata,
    Column("week", CHAR(8), primary_key=True),  # 2026-W48: there is no finer time
    Column("language", String(8), primary_key=True),
    Column("subject", String(80), primary_key=True),
    Column("outcome", String(24), primary_key=True),
    Column("count", Integer, nullable=False),  # with noise, so it may be negative
)
