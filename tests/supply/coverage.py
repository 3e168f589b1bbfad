"""Branches that the tests take, by part: `make coverage`; without the tests that compile our own content, which takes minutes."""

import json
import subprocess
import sys
from pathlib import Path

from bot.settings import ROOT

WANTED = 95.0
"""Per cent of branches, and of lines and branches together, in each of these parts."""
LINES, BRANCHES = ("covered_lines", "num_statements"), ("covered_branches", "num_branches")
PARTS = ("core", "content", "store")


def main() -> int:
    """Run, and print per cent and missed lines of each file below the wanted share; the exit code is 1 if a part is."""
    run = [sys.executable, "-m", "coverage"]
    if code := subprocess.run([*run, "run", "-m", "pytest", "-m", "not model"], cwd=ROOT, check=False).returncode:
        return code
    subprocess.run([*run, "combine", "--quiet"], cwd=ROOT, check=True)
    said = subprocess.run([*run, "json", "--quiet", "-o", "-"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    files = json.loads(said)["files"]
    enough = True
    for part in PARTS:
        of_part = {name: one for name, one in files.items() if Path(name).parts[:2] == ("bot", part)}
        summaries = [one["summary"] for one in of_part.values()]
        branches, together = _share(summaries, BRANCHES), _share(summaries, LINES, BRANCHES)
        enough &= min(branches, together) >= WANTED
        print(f"bot/{part}: {branches:.1f} % of branches, {together:.1f} % of lines and branches")
        for name, one in of_part.items():
            if one["summary"]["percent_covered"] < WANTED:
                untaken = " ".join(f"{start}->{end}" for start, end in one["missing_branches"])
                print(f"  {name}: {one['summary']['percent_covered']:.1f} %; lines {one['missing_lines']}; branches {untaken}")
    return 0 if enough else 1


def _share(files: list[dict[str, int]], *kinds: tuple[str, str]) -> float:
    """Per cent taken of what there is, summed over kinds: the names that a summary gives both."""
    taken = sum(one[covered] for one in files for covered, _ in kinds)
    return 100 * taken / sum(one[all_of_it] for one in files for _, all_of_it in kinds)


if __name__ == "__main__":
    sys.exit(main())
