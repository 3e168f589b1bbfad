"""deploy/: the units, the container and its compose file, as far as they can be tried without their machines."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.__main__ import parser
from bot.settings import NAMES, ROOT
from tests.confined import lines_of, values_of

DEPLOY = ROOT / "deploy"
UNITS = (DEPLOY / "gilbeot.service", DEPLOY / "gilbeot@.service")
EXPOSURE = 1.1
"""What systemd-analyze says of both units, of 10: network and unix sockets are what is left, and the bot needs both."""
OVERWRITING = {
    "PYTHONMALLOC": "malloc",
    "MALLOC_PERTURB_": "165",
    "MALLOC_ARENA_MAX": "1",
    "GLIBC_TUNABLES": "glibc.malloc.tcache_count=0:glibc.malloc.mxfast=0",
}

needs_systemd = pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd-analyze: make system")


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A root file system with systemd's own units, ours, and a program where they expect it."""
    root = tmp_path_factory.mktemp("host")
    shutil.copytree("/lib/systemd/system", root / "lib" / "systemd" / "system", symlinks=True)
    (root / "etc" / "systemd" / "system").mkdir(parents=True)
    for unit in UNITS:
        shutil.copy(unit, root / "etc" / "systemd" / "system")
    (root / "opt" / "gilbeot" / "bin").mkdir(parents=True)
    shutil.copy("/bin/true", root / "opt" / "gilbeot" / "bin" / "gilbeot")
    return root


@needs_systemd
@pytest.mark.parametrize("name", ["gilbeot.service", "gilbeot@publish.service"])
def test_systemd_understands_every_line_and_finds_little_exposed(host: Path, name: str) -> None:
    verified = subprocess.run(
        ["systemd-analyze", "verify", f"--root={host}", "--man=no", "--recursive-errors=no", name],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (verified.returncode, verified.stderr) == (0, "")
    said = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", f"--root={host}", name], capture_output=True, text=True, check=True
    ).stdout
    exposure = re.search(r"exposure level for \S+: ([0-9.]+)", said)
    assert exposure
    assert float(exposure[1]) <= EXPOSURE, said


def test_both_units_live_in_the_same_sandbox() -> None:
    of_one, of_the_other = ({line for line in lines_of(unit) if line[0] not in NOT_THE_SANDBOX} for unit in UNITS)
    assert of_one == of_the_other
    assert {"DynamicUser", "ProtectSystem", "SystemCallFilter", "LimitCORE", "MemorySwapMax"} <= {name for name, _ in of_one}


NOT_THE_SANDBOX = {
    *("Description", "Wants", "After", "StartLimitIntervalSec", "WantedBy", "Type", "NotifyAccess", "ExecStart", "EnvironmentFile"),
    *("LoadCredential", "Environment", "Restart", "RestartSec", "TimeoutStartSec", "TimeoutStopSec", "WatchdogSec", "RuntimeMaxSec"),
    *("SocketBindAllow", "MemoryMax", "TasksMax", "LimitNOFILE", "Nice"),
}


def test_the_bot_is_restarted_watched_and_given_time_to_finish() -> None:
    bot = dict(lines_of(UNITS[0]))
    wanted = {"Type": "notify", "WatchdogSec": "60", "Restart": "always", "RuntimeMaxSec": "1d", "TimeoutStopSec": "15"}
    assert wanted.items() <= bot.items()


def of_the_unit(unit: Path) -> dict[str, str]:
    return dict(one.split("=", 1) for value in values_of(unit, "Environment") for one in value.split())


def test_the_token_comes_as_a_file_and_freed_memory_is_overwritten() -> None:
    assert ("LoadCredential", "token:/etc/gilbeot/token") in lines_of(UNITS[0])
    environment = of_the_unit(UNITS[0])
    assert environment["TELEGRAM_TOKEN_FILE"] == "%d/token"
    assert environment.items() >= OVERWRITING.items()
    image = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    for name, value in OVERWRITING.items():
        assert f"{name}={value}" in image


def test_whatever_is_set_in_deploy_is_a_setting() -> None:
    others = {*OVERWRITING, "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "STATE_DIRECTORY"}
    for path in DEPLOY.iterdir():
        text = path.read_text(encoding="utf-8")
        named = set(re.findall(r"\b([A-Z][A-Z_]{5,})\s?[=:]", text)) - others
        assert named <= {*NAMES}, path.name


def test_every_verb_that_the_unit_names_is_one() -> None:
    verbs = parser().format_help()
    first = UNITS[1].read_text(encoding="utf-8").partition("[Unit]")[0]
    named = re.search(r"\(([a-z, ]+)\)", first)
    assert named
    for verb in named[1].split(", "):
        assert re.search(rf"^    {verb}\b", verbs, re.MULTILINE), verb


@pytest.fixture
def service() -> dict[str, Any]:
    """The one service of the compose file."""
    whole = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    assert set(whole) == {"services", "secrets", "volumes"}
    (service,) = whole["services"].values()
    return dict(service)


def test_the_container_can_write_its_volume_only_and_gain_nothing(service: dict[str, Any]) -> None:
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert service["volumes"] == ["state:/var/lib/gilbeot"]
    assert service["ulimits"]["core"] == 0
    assert service["mem_limit"] == service["memswap_limit"], "the difference would be swap"
    assert all("noexec" in one for one in service["tmpfs"])
    assert "privileged" not in service
    assert "ports" not in service, "polling needs none"
    assert service["environment"]["TELEGRAM_TOKEN_FILE"] == "/run/secrets/token"


def test_the_image_takes_the_lock_and_the_wheel_and_runs_as_nobody_in_particular() -> None:
    image = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    assert "--require-hashes --only-binary :all:" in image
    assert re.search(r"^USER [1-9][0-9]*:[1-9][0-9]*$", image, re.MULTILINE)
    copied = re.findall(r"^COPY (?!--from)(\S+)", image, re.MULTILINE)
    shown = [line.removeprefix("!") for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines() if line.startswith("!")]
    assert copied == shown == ["requirements.lock", "dist/gilbeot-*.whl"]
