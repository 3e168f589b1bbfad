"""A limit of memory is read as the kernel tells it, and is never only said to be there."""

from pathlib import Path

import pytest

from tests.bench.small_server import CannotLimit, Group, limited

NAMES = ("limit", "most", "events")


@pytest.mark.parametrize("events", ["7\n", "low 0\nhigh 0\nmax 7\noom 0\noom_kill 0\n"], ids=["first version", "second version"])
def test_what_was_used_and_how_often_more_was_wanted_is_read_of_both_kinds_of_groups(tmp_path: Path, events: str) -> None:
    (tmp_path / "most").write_text("414000000\n")
    (tmp_path / "events").write_text(events)
    group = Group(tmp_path, NAMES)
    assert (group.most, group.pressed) == (414.0, 7)


def test_where_memory_cannot_be_limited_nothing_is_measured(tmp_path: Path) -> None:
    with pytest.raises(CannotLimit, match="needs root"), limited(512, tmp_path / "no such hierarchy"):
        pytest.fail("it measured without a limit")
