"""A bot with the small project's content and the project's own words, in all languages: quick to make, and it talks as the real one."""

import shutil
from collections.abc import AsyncIterator
from dataclasses import replace
from functools import partial

import pytest

from bot.chat.handlers import Voice
from bot.chat.rendering import Operator, Renderer
from bot.content.catalogues import po_file
from bot.content.compiling import Compiler
from bot.core.answering import Responder
from bot.core.edition import Edition
from bot.core.languages import WRITTEN
from bot.core.matching.semantic import Encoder
from bot.settings import ROOT
from tests.running import RunningBot, running
from tests.small_project import TODAY, SmallProject, copied
from tests.telegram.emulator import Emulator


@pytest.fixture(scope="session")
def worded_edition(pristine: SmallProject, small_edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """The edition of the small project with the project's own interface words."""
    project = copied(pristine, tmp_path_factory.mktemp("worded") / "project")
    for language in WRITTEN:
        shutil.copy(po_file(ROOT / "locales", language, "interface"), po_file(project.root / "locales", language, "interface"))
    content = project.content()
    return replace(small_edition, interface=Compiler(content.written, content.translations).interface())


@pytest.fixture(scope="session")
def worded_voice(worded_edition: Edition, encoder: Encoder) -> Voice:
    return Voice(Responder(worded_edition, encoder), Renderer(worded_edition, lambda: TODAY, Operator(), asks_if_helped=True))


@pytest.fixture
def small_bot(worded_voice: Voice) -> RunningBot:
    """`async with small_bot() as telegram`: a bot with the small project's content."""
    return partial(running, lambda: worded_voice)


@pytest.fixture
async def chat(small_bot: RunningBot) -> AsyncIterator[Emulator]:
    """An emulator with that bot polling it."""
    async with small_bot() as emulator:
        yield emulator
