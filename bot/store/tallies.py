"""Weekly counts as they are kept: with noise in each, never exact, and nothing finer."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.database import Store, reading, writing_alone
from bot.store.schema import tallies


@dataclass(frozen=True, slots=True)
class Tally:
    """A row: how often something came of a question in a week."""

    week: str
    language: str
    subject: str
    outcome: str
    count: int


class Tallies(Store):
    """The counts in a database. Every method raises `StoreUnavailable` when it cannot be used."""

    def add(self, some: Sequence[Tally]) -> None:
        """Add to what is there, in the order given, all or nothing.

        One process at a time: rows in random order, taken by two at once, would lock each other out for ever.

        Raises:
            StoreUnavailable: nothing was added, or the connection broke at the very end and all was.
        """
        if not some:
            return
        with writing_alone(self._engine) as connection:
            connection.execute(_UPSERTS[connection.dialect.name], [asdict(one) for one in some])

    def since(self, week: str) -> list[Tally]:
        """Every row of a week and those after it."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(tallies).where(tallies.c.week >= week).order_by(*tallies.primary_key))
            return [Tally(*row) for row in rows]


def _upsert(dialect: type[sqlite.Insert] | type[postgresql.Insert]) -> sqlite.Insert | postgresql.Insert:
    insert = dialect(tallies)
    return insert.on_conflict_do_update(index_elements=[*tallies.primary_key], set_={"count": tallies.c.count + insert.excluded.count})


_UPSERTS = {"sqlite": _upsert(sqlite.Insert), "postgresql": _upsert(postgresql.Insert)}
