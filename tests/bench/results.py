"""The figures of a run as a file, and those of the last committed run."""

import json
import os
import platform
import subprocess
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from bot.settings import ROOT
from tests.bench.figures import Figure, as_json, from_json

FILE = ROOT / "bench" / "results.json"


def machine() -> dict[str, Any]:
    """What the figures depend on; no name of a host."""
    return {"cores": os.cpu_count(), "processor": platform.machine(), "system": platform.system(), "python": platform.python_version()}


def written(figures: Sequence[Figure], run: Mapping[str, Any], today: date) -> str:
    """A run as JSON.

    Args:
        figures: in the order of the table.
        run: how it was measured: numbers of questions, repetitions …
        today: when.
    """
    found = {"date": today.isoformat(), "machine": machine(), "run": dict(run), "figures": [as_json(one) for one in figures]}
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def read(text: str) -> dict[str, Figure]:
    """The figures of a run by name."""
    return {one["what"]: from_json(one) for one in json.loads(text)["figures"]}


def committed(file: Path = FILE) -> dict[str, Figure]:
    """Those of the last commit; none where there is no repository, or the file is not in it."""
    command = ["git", "show", f"HEAD:./{file.name}"]
    try:
        shown = subprocess.run(command, cwd=file.parent, capture_output=True, text=True, encoding="utf-8", check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return {}
    return read(shown)
