"""Branches that the tests take, by part: `make coverage`; without the tests that compile our own content, which takes minutes."""

import json
import subprocess
import sys
from pathlib import Path

from bot.settings import ROOT

WANTED = 95.0
"""Per cent of lines and branches together, in each of these parts."""
PARTS = ("core", "content", "store")
_SLOW = ("real_edition", "real_knowledge", "running_bot", "voice: Voice", "(voice", "telegram: Emulator")


def slow_files() -> list[Path]:
    """Test files that need the project's own content compiled."""
    return [path for path in sorted((ROOT / "tests").rglob("test_*.py")) if any(word in path.read_text(encoding="utf-8") for word in _SLOW)]


def main() -> int:
    """Run, and print per cent and missed lines of each file below the wanted share; the exit code is 1 if a part is."""
    run = [sys.executable, "-m", "coverage"]
    ignored = [f"--ignore={path}" for path in slow_files()]
    if code := subprocess.run([*run, "run", "-m", "pytest", *ignored], cwd=ROOT, check=False).returncode:
        return code
    subprocess.run([*run, "combine", "--quiet"], cwd=ROOT, check=True)
    said = subprocess.run([*run, "json", "--quiet", "-o", "-"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    files = json.loads(said)["files"]
    enough = True
    for part in PARTS:
        of_part = {name: one for name, one in files.items() if Path(name).parts[:2] == ("bot", part)}
        covered = _share([one["summary"] for one in of_part.values()])
        enough &= covered >= WANTED
        print(f"bot/{part}: {covered:.1f} % of lines and branches")
        for name, one in of_part.items():
            if one["summary"]["percent_covered"] < WANTED:
                branches = " ".join(f"{start}->{end}" for start, end in one["missing_branches"])
                print(f"  {name}: {one['summary']['percent_covered']:.1f} %; lines {one['missing_lines']}; branches {branches}")
    return 0 if enough else 1


def _share(files: list[dict[str, int]]) -> float:
    taken = sum(one["covered_lines"] + one["covered_branches"] for one in files)
    return 100 * taken / sum(one["num_statements"] + one["num_branches"] for one in files)


if __name__ == "__main__":
    sys.exit(main())
