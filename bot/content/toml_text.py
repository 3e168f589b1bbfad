"""TOML, parsed once: rules and translation domains read the same files, and a run of `refresh` or `check` would parse each three times."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from typing import Any


@lru_cache(maxsize=64)
def parsed_toml(text: str) -> Mapping[str, Any]:
    """What a text says; remembered by the text itself, so that a changed file is another one.

    Raises:
        tomllib.TOMLDecodeError: it is no TOML.
    """
    return tomllib.loads(text)
