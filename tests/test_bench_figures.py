"""The figures of `make bench` are what they say: ratios of the same round, targets that can fail, and a queue that obeys its own laws."""

import json
import re
from contextlib import AsyncExitStack
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.settings import ROOT
from tests.bench import arrivals, install
from tests.bench.arrivals import Fleet, Waited, answered, sent, simulated
from tests.bench.asking import Open, burst, latencies
from tests.bench.figures import Figure, Spread, Target, as_json, change, from_json, line
from tests.bench.generated import phrasings
from tests.bench.kinds import ECHO_POLLING, ECHO_WEBHOOK, Kind
from tests.bench.processes import cpu_seconds, memory
from tests.bench.results import FILE, committed, read, written

MOMENTS = st.lists(st.floats(0, 100), min_size=1, max_size=40).map(lambda times: np.sort(np.array(times)))
POSITIVE = st.floats(0.01, 1000)


@given(st.lists(st.tuples(POSITIVE, POSITIVE), min_size=1, max_size=9))
def test_a_ratio_is_of_the_same_round_and_survives_a_machine_that_is_slow_in_some(pairs: list[tuple[float, float]]) -> None:
    ours, echo = ([pair[at] for pair in pairs] for at in (0, 1))
    slow = [1.0 + number for number in range(len(pairs))]
    calm = Figure.of("burst", "s", ours, (), "echo bot", echo).ratio
    busy = Figure.of(
        "burst",
        "s",
        [one * by for one, by in zip(ours, slow, strict=True)],
        (),
        "echo bot",
        [one * by for one, by in zip(echo, slow, strict=True)],
    ).ratio
    assert calm is not None
    assert busy is not None
    assert (busy.least, busy.middle, busy.most) == pytest.approx((calm.least, calm.middle, calm.most))


def test_rounds_that_do_not_belong_together_are_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        Figure.of("burst", "s", [1.0, 2.0], (), "echo bot", [1.0])


@pytest.mark.parametrize(
    ("target", "reached"),
    [
        (Target(2.0), True),
        (Target(1.9), False),
        (Target(2.0, at_least=True), True),
        (Target(2.1, at_least=True), False),
        (Target(0.5, of_ratio=True), True),
        (Target(0.4, of_ratio=True), False),
        (Target(0.6, of_ratio=True, at_least=True), False),
    ],
)
def test_a_target_holds_for_the_median_and_all_of_them_must_be_reached(target: Target, reached: bool) -> None:
    figure = Figure.of("burst", "s", [1.0, 2.0, 9.0], (target,), "echo bot", [4.0, 4.0, 4.0])
    assert figure.reached is reached
    assert ("| yes |" if reached else "| NO |") in line(figure, None)
    assert Figure.of("burst", "s", [2.0], (Target(5.0), Target(1.0))).reached is False


def test_a_ratio_that_was_not_measured_reaches_no_target() -> None:
    assert Figure.of("burst", "s", [1.0], (Target(5.0, of_ratio=True),)).reached is False
    assert Figure.of("burst", "s", [1.0]).reached is None


def test_what_a_figure_was_is_told_by_ratios_where_there_are_some() -> None:
    before, now = (Figure.of("burst", "s", [one], (), "echo bot", [2.0]) for one in (1.0, 3.0))
    assert change(now, before) == "was 0.50 ×, now 1.50 ×"
    assert change(Figure.of("burst", "s", [3.0]), before) == "was 1.00, now 3.00"
    assert change(now, None) == "new"


@given(st.lists(POSITIVE, min_size=1, max_size=5))
def test_a_figure_comes_back_from_its_file_as_it_was(values: list[float]) -> None:
    figure = Figure.of("burst", "s", values, (Target(1.0),), "echo bot", values)
    (found,) = read(written([figure], {"rounds": 1}, date(2026, 11, 26))).values()
    assert (found.what, found.unit, found.beside) == ("burst", "s", "echo bot")
    assert found.measured.middle == pytest.approx(figure.measured.middle, abs=1e-4)
    assert found.ratio == Spread(1.0, 1.0, 1.0)
    assert from_json(as_json(found)) == found


def test_the_results_in_the_repository_are_of_every_part_on_a_named_day_and_machine_and_name_no_place() -> None:
    text = FILE.read_text(encoding="utf-8")
    run = json.loads(text)
    assert date(2026, 11, 25) < date.fromisoformat(run["date"])
    assert run["machine"]["cores"] >= 1
    assert run["machine"]["python"].startswith("3.")
    assert run["run"]["parts"] == ["matching", "whole", "replicas", "starts", "install", "growth"]
    assert not re.search(r'://|"/', text)
    found = read(text).values()
    assert {one.beside for one in found if one.ratio} >= {"ms, rapidfuzz WRatio", "echo bot"}
    for spread in (spread for one in found for spread in (one.measured, one.reference, one.ratio) if spread):
        assert spread.least <= spread.middle <= spread.most


def test_what_was_never_committed_is_new(tmp_path: Path) -> None:
    assert committed(tmp_path / "results.json") == {}


@given(MOMENTS, st.integers(1, 5))
def test_a_queue_answers_nobody_too_early_and_never_more_at_once_than_there_are_replicas(moments: arrivals.Seconds, replicas: int) -> None:
    costs = np.full(len(moments), 2.0)
    done = answered(moments, costs, replicas)
    assert (done >= moments + costs - 1e-9).all()
    began = done - costs
    for moment in began:
        assert ((began <= moment + 1e-9) & (done > moment + 1e-6)).sum() <= replicas
    assert answered(moments, costs, len(moments)) == pytest.approx(moments + costs)


@given(MOMENTS, st.floats(0.5, 50))
def test_pages_are_sent_in_order_no_faster_than_allowed_and_none_waits_for_nothing(ready: arrivals.Seconds, rate: float) -> None:
    out = sent(ready, rate)
    assert (out >= ready - 1e-6).all()
    assert (np.diff(out) >= 1 / rate - 1e-6).all()
    waits_for_one_before = np.append(False, np.diff(out) <= 1 / rate + 1e-6)
    assert (waits_for_one_before | (out <= ready + 1e-6)).all()


def test_more_replicas_do_not_help_a_token_that_telegram_slows_down_but_more_tokens_do() -> None:
    one, many, tokens = (simulated(fleet, alarm=False) for fleet in (Fleet(1, 2), Fleet(1, 8), Fleet(4, 2)))
    assert many.middle == pytest.approx(one.middle, rel=0.01)
    assert tokens.slow < 1 < one.middle


def test_the_page_about_limits_shows_the_simulation_as_it_is() -> None:
    assert "\n".join(arrivals.table()) in (ROOT / "docs" / "limits.md").read_text(encoding="utf-8"), "Run: python -m tests.bench.arrivals"


def test_waits_are_summed_up_by_the_half_the_slow_and_the_soon() -> None:
    assert Waited.of(np.array([0.1] * 98 + [30.0, 400.0])).soon == pytest.approx(0.98)
    assert str(Waited(0.1, 30.0, 0.98)) == "100 ms / 30 s / 98%"


def test_the_runtime_is_larger_than_the_library_alone_which_is_counted_with_what_it_needs() -> None:
    (figure,) = install.figures()
    assert {one.metadata["Name"] for one in install.with_needs("python-telegram-bot")} >= {"python-telegram-bot", "httpx", "httpcore"}
    assert figure.ratio is not None
    assert figure.ratio.middle > 1


def test_generated_knowledge_is_the_same_in_every_run_and_as_large_as_asked_for() -> None:
    assert phrasings(20) == phrasings(20)
    assert len(phrasings(20)) == 20


@pytest.mark.parametrize("kind", [ECHO_POLLING, ECHO_WEBHOOK], ids=lambda kind: kind.name)
async def test_a_burst_and_a_steady_rate_are_measured_on_a_real_process(kind: Kind, tmp_path: Path) -> None:
    (tmp_path / "none").touch()
    async with AsyncExitStack() as stack:
        house = await kind.house(stack, tmp_path / "bot", tmp_path / "none")
        bot = await stack.enter_async_context(house.bot())
        place = Open(house.telegram, (bot,))
        found = await burst(place, 40, 10)
        delays = await latencies(place, 50.0, 0.4)
        assert found.answers == 40
        assert found.calls >= 1
        assert found.by_clock > 1
        assert 0 < place.computed <= cpu_seconds(bot.process.pid)
        assert len(delays) == 20
        assert min(delays) > 0
        assert memory(bot.process.pid).resident > 10
        assert house.telegram.complaints == []
