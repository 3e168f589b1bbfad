"""Runs a program in the sandbox of a systemd unit, as far as that goes without systemd.

bwrap gives it the file system, the user and the capabilities that the unit says; then this module, started inside, takes the system
calls and writable code away as systemd would (`python -m tests.confined UNIT COMMAND …`) and becomes the program.
"""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

_PR_SET_MDWE, _REFUSE_EXEC_GAIN = 65, 1
_NOBODY = "65534"


def lines_of(unit: Path) -> list[tuple[str, str]]:
    """Settings of a unit in their order, without its comments and sections."""
    lines = (line.strip() for line in unit.read_text(encoding="utf-8").splitlines())
    return [(name, value) for line in lines if line and line[0] not in "#[" for name, _, value in [line.partition("=")]]


def values_of(unit: Path, name: str) -> list[str]:
    """All values of one setting."""
    return [value for one, value in lines_of(unit) if one == name]


def usable() -> bool:
    """Whether bwrap and the kernel of this machine can do it."""
    return bool(shutil.which("bwrap")) and subprocess.run(["bwrap", "--ro-bind", "/", "/", "true"], check=False).returncode == 0


def command(unit: Path, program: Sequence[str], *, credentials: Path, state: Path, root: Path) -> list[str]:
    """What starts a program in the sandbox of a unit: only its state can be written, there is no home and nothing in /tmp."""
    settings = dict(lines_of(unit))
    asked = ("ProtectSystem", "ProtectHome", "PrivateTmp", "PrivateDevices", "NoNewPrivileges", "MemoryDenyWriteExecute", "PrivateUsers")
    assert settings["ProtectSystem"] == "strict"
    assert all(settings[name] == "yes" for name in asked[1:])
    assert settings["CapabilityBoundingSet"] == ""
    return [
        *("bwrap", "--die-with-parent", "--new-session", "--unshare-all", "--share-net", "--uid", _NOBODY, "--gid", _NOBODY),
        *("--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc", "--cap-drop", "ALL"),
        *("--tmpfs", "/root", "--tmpfs", "/home", "--tmpfs", "/run", "--tmpfs", "/tmp"),
        *(word for folder in _hidden_python() for word in ("--ro-bind", folder, folder)),
        *("--ro-bind", str(root), "/run/checkout", "--ro-bind", str(credentials), "/run/credentials", "--bind", str(state), "/run/state"),
        *("--remount-ro", "/tmp", "--remount-ro", "/root", "--remount-ro", "/home"),
        *("--chdir", "/run/checkout"),
        *(sys.executable, "-m", "tests.confined", unit.relative_to(root).as_posix(), *program),
    ]


def innermost(process: int) -> int:
    """The number of the program itself, which bwrap started: a signal to bwrap would not reach it."""
    while children := Path(f"/proc/{process}/task/{process}/children").read_text(encoding="utf-8").split():
        process = int(children[0])
    return process


def _hidden_python() -> list[str]:
    """Folders of Python that lie where the sandbox shows nothing."""
    folders = {os.path.realpath(folder) for folder in (sys.base_prefix, sys.prefix)}
    return sorted(folder for folder in folders if folder.startswith(("/root/", "/home/", "/tmp/", "/run/")))


def allowed_calls(unit: Path) -> set[str]:
    """The system calls that a unit's filters leave, as systemd-analyze names them."""
    calls: set[str] = set()
    for number, value in enumerate(values_of(unit, "SystemCallFilter")):
        named = set().union(*map(_calls_in, value.removeprefix("~").split()))
        assert number or not value.startswith("~"), "a first line that forbids would allow all others"
        calls = calls - named if value.startswith("~") else calls | named
    return calls


def _calls_in(group: str) -> set[str]:
    if not group.startswith("@"):
        return {group}
    listed = subprocess.run(["systemd-analyze", "syscall-filter", group], capture_output=True, text=True, check=True).stdout
    words = (line.strip() for line in listed.splitlines()[1:])
    return set().union(*(_calls_in(word) for word in words if word and not word.startswith("#")))


def _confine(calls: set[str]) -> None:
    import pyseccomp

    filter = pyseccomp.SyscallFilter(pyseccomp.ERRNO(1))
    for call in sorted(calls):
        try:
            filter.add_rule(pyseccomp.ALLOW, call)
        except (RuntimeError, ValueError, OSError):  # a call of another processor, or newer than this libseccomp
            continue
    if ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_MDWE, _REFUSE_EXEC_GAIN, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "the kernel does not forbid writable code")
    filter.load()


if __name__ == "__main__":
    _confine(allowed_calls(Path(sys.argv[1])))
    os.execvp(sys.argv[2], sys.argv[2:])
