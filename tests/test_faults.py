"""The faults of `python -m tests.prove` that need processes of their own, with smaller numbers."""

from pathlib import Path

import pytest

from bot.core.edition import Edition
from tests.prove.bars import Measured
from tests.prove.faults import ends, intruders, replicas
from tests.prove.faults.bots import published
from tests.store.conftest import Server


@pytest.fixture(scope="module")
def database(small_edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the small project's edition."""
    return published(small_edition, tmp_path_factory.mktemp("faults"))


def _is_reached(measured: Measured) -> None:
    assert measured.reached, measured.figure


@pytest.mark.parametrize("by_webhook", [False, True], ids=["polling", "webhook"])
async def test_nothing_is_lost_when_the_bot_is_killed(database: Path, tmp_path: Path, by_webhook: bool) -> None:
    _is_reached(await ends.killed(database, tmp_path / "house", by_webhook=by_webhook, times=1, waiting=40))


async def test_forged_updates_have_no_effect_on_the_real_process(database: Path, tmp_path: Path) -> None:
    _is_reached(await intruders.forged(database, tmp_path / "house", number=100))


async def test_of_two_replicas_behind_nginx_one_may_die(database: Path, tmp_path: Path, server: Server) -> None:
    _is_reached(await replicas.one_killed(database, tmp_path / "house", server, waiting=40))
