"""Known vulnerabilities of what the runtime lock pins: `make audit`.

pip-audit says nothing was found also where nothing could be looked up. Here that is unknown, is counted, and is no success.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.supply.lock import RUNTIME


def verdict(found: Iterable[dict[str, Any]]) -> tuple[list[str], bool]:
    """Lines about each distribution that is not known to be sound, a sum, and whether all are sound."""
    found = list(found)
    flawed = [one for one in found if one.get("vulns")]
    unknown = [one for one in found if "skip_reason" in one]
    lines = [f"{one['name']} {one['version']}: {', '.join(flaw['id'] for flaw in one['vulns'])}" for one in flawed]
    lines += [f"{one['name']}: unknown ({one['skip_reason'].partition(':')[0]})" for one in unknown]
    sound = len(found) - len(flawed) - len(unknown)
    lines.append(f"{len(found)} distributions: {sound} without known vulnerabilities, {len(flawed)} with, {len(unknown)} unknown")
    return lines, bool(found) and sound == len(found)


def main() -> int:
    """Ask pip-audit; the exit code is 0 only if every distribution was looked up and is sound."""
    program = shutil.which("pip-audit", path=str(Path(sys.executable).parent)) or "pip-audit"
    command = [program, "--require-hashes", "--disable-pip", "--format", "json", "--progress-spinner", "off", "-r", str(RUNTIME)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        found = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        print(f"pip-audit gave no answer; all is unknown.\n{done.stderr.strip()[-500:]}")
        return 1
    lines, sound = verdict(found)
    print("\n".join(lines))
    return 0 if sound else 1


if __name__ == "__main__":
    sys.exit(main())
