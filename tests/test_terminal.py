"""The bot in a terminal."""

import io

import pytest

from bot.chat.handlers import Voice
from bot.chat.rendering import Operator, Renderer
from bot.core.answering import Responder
from bot.core.edition import Edition
from bot.core.matching.semantic import Encoder
from bot.terminal import Terminal
from tests.small_project import TODAY


@pytest.fixture(scope="module")
def small_voice(small_edition: Edition, encoder: Encoder) -> Voice:
    return Voice(Responder(small_edition, encoder), Renderer(small_edition, lambda: TODAY, Operator()))


def _said(voice: Voice, *lines: str, prompt: bool = False) -> str:
    out = io.StringIO()
    Terminal(voice.responder, voice.renderer, lines, out).run(prompt=prompt)
    return out.getvalue()


def test_each_line_is_answered_with_numbered_buttons(small_voice: Voice) -> None:
    said = _said(small_voice, "where is the south korean embassy\n", "\n", "여권을 잃어버렸어요\n")
    assert said.count("> ") == 2
    assert "[1] " in said
    assert "Sources" in said


def test_a_number_presses_the_button_of_the_last_page(small_voice: Voice) -> None:
    said = _said(small_voice, "where is the south korean embassy\n", "1\n")
    assert "Urgent help" in said.split("> 1\n")[1]


@pytest.mark.parametrize(
    "line", ["x" * 4096, "🌊", "﷽" * 4096, "\x00\x1b[2J", "9999999999999999999999", "00019", "e.en.gone", "'; DROP TABLE"]
)
def test_no_line_ends_the_conversation(small_voice: Voice, line: str) -> None:
    assert "Urgent help" in _said(small_voice, "hello\n", f"{line}\n", "hello\n")


def test_a_person_at_the_keyboard_is_greeted(small_voice: Voice) -> None:
    assert "Hello" in _said(small_voice, prompt=True)
