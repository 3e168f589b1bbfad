"""How several processes share the tests (`make test`): file by file; the project's own model is learnt by one more, for all of them."""

import os

import pytest
from xdist.workermanage import WorkerController

from bot.core.edition import Edition
from tests.real import Compiling

_COMPILING = pytest.StashKey[Compiling]()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: WorkerController) -> None:
    """Tell a process that runs tests who compiles."""
    node.workerinput["compiling"] = os.getpid()


@pytest.hookimpl(tryfirst=True)  # before it is told that everything is collected
def pytest_collection_finish(session: pytest.Session) -> None:
    """Compile beside the tests, or say that it is wanted."""
    if session.config.option.collectonly or not any(test.get_closest_marker("model") for test in session.items):
        return
    compiling = _compiling(session.config)
    if hasattr(session.config, "workerinput"):
        compiling.want()
    else:
        session.config.stash[_COMPILING] = compiling.begun()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_node_collection_finished(node: WorkerController) -> None:
    """Compile when a process that runs tests wants it, once."""
    compiling = _compiling(node.config)
    if _COMPILING not in node.config.stash and compiling.is_wanted():
        node.config.stash[_COMPILING] = compiling.begun()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Leave no process behind."""
    if compiling := session.config.stash.get(_COMPILING, None):
        compiling.stop()


@pytest.fixture(scope="session")
def real_edition(pytestconfig: pytest.Config) -> Edition:
    """The edition of the project's own content."""
    return _compiling(pytestconfig).edition()


def _compiling(config: pytest.Config) -> Compiling:
    run = getattr(config, "workerinput", {}).get("compiling", os.getpid())
    return Compiling(config.cache.mkdir("editions"), run)
