"""A call to the Bot API, checked against api.json: what the server would refuse, and what it would silently ignore.

Values of a form arrive as text: strings as they are, everything else as JSON (a list of ids, a keyboard, `true`). So does
the real server read them, which accepts numbers and objects of a JSON body in either spelling.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

Json = dict[str, Any]

API: Json = json.loads(Path(__file__).with_name("api.json").read_text("utf-8"))
METHODS = {name.lower(): name for name in API["methods"]}
"""Methods by lower-case name: the server does not mind the case."""

_PLAIN: dict[str, type | tuple[type, ...]] = {"Integer": int, "Float": (int, float), "Boolean": bool, "String": str}


class Refusal(Exception):
    """An answer that is not ok, in Telegram's words."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        self.code, self.description, self.parameters = code, description, parameters
        super().__init__(description)


class Call(NamedTuple):
    """One call of the bot, its parameters as the values they spell."""

    method: str
    parameters: Json


@dataclass(frozen=True, slots=True)
class Upload:
    """A file in a multipart body; its bytes are not kept."""

    filename: str
    size: int


class Finding(NamedTuple):
    """Something wrong with a call; the server ignores an unknown field and refuses the rest."""

    sentence: str
    refused: bool = True


def read_call(method: str, raw: Mapping[str, object]) -> tuple[Call, list[Finding]]:
    """Read the parameters of a call and tell what is wrong with them."""
    fields = {field["name"]: field for field in API["methods"][method].get("fields", ())}
    known = {name: _meant(value, fields[name]["types"]) for name, value in raw.items() if name in fields}
    findings = [finding for name, value in known.items() for finding in misfits(value, fields[name]["types"], f"{method}.{name}")]
    attached = json.dumps(known, default=str)
    for name, value in raw.items():
        if name not in fields and not (isinstance(value, Upload) and f"attach://{name}" in attached):
            findings.append(Finding(f'{method} has no parameter "{name}"', refused=False))
    for name, field in fields.items():
        if field["required"] and name not in raw:
            findings.append(Finding(f'{method} needs the parameter "{name}"'))
    return Call(method, known), findings


def misfits(value: object, types: Sequence[str], where: str) -> list[Finding]:
    """Say why a value fits none of the types, judged by the one it fits best; empty when it fits."""
    attempts = [list(_misfits_of_type(value, name, where)) for name in types]
    return min(attempts, key=lambda attempt: (any(finding.refused for finding in attempt), len(attempt)))


def _misfits_of_type(value: object, name: str, where: str) -> Iterator[Finding]:
    if name in _PLAIN:
        if not isinstance(value, _PLAIN[name]) or (isinstance(value, bool) and name != "Boolean"):
            yield Finding(f"{where} must be of type {name}, not {value!r:.80}")
    elif name == "InputFile":
        if not isinstance(value, Upload) and not (isinstance(value, str) and value.startswith("attach://")):
            yield Finding(f"{where} must be an uploaded file")
    elif name.startswith("Array of "):
        if not isinstance(value, list):
            yield Finding(f"{where} must be an array, not {value!r:.80}")
            return
        for number, item in enumerate(value):
            yield from misfits(item, [name.removeprefix("Array of ")], f"{where}[{number}]")
    elif subtypes := API["types"][name].get("subtypes"):
        yield from misfits(value, subtypes, where)
    elif not isinstance(value, dict):
        yield Finding(f"{where} must be an object ({name}), not {value!r:.80}")
    else:
        yield from _misfits_of_fields(value, name, where)


def _misfits_of_fields(value: Json, name: str, where: str) -> Iterator[Finding]:
    fields = {field["name"]: field for field in API["types"][name].get("fields", ())}
    for key, item in value.items():
        if key in fields:
            yield from misfits(item, fields[key]["types"], f"{where}.{key}")
        else:
            yield Finding(f'{where}: {name} has no field "{key}"', refused=False)
    for key, field in fields.items():
        if field["required"] and key not in value:
            yield Finding(f'{where}: {name} needs the field "{key}"')


def _meant(value: object, types: Sequence[str]) -> object:
    others = [name for name in types if name not in ("String", "InputFile")]
    if not isinstance(value, str) or not others:
        return value
    try:
        meant: object = json.loads(value)
    except ValueError:
        return value
    return value if "String" in types and misfits(meant, others, "") else meant
