"""What the bot says of itself before anybody writes to it: name, descriptions and menu, per language."""

import json
from collections.abc import Awaitable, Callable

from tests.telegram.calls import Json, Refusal
from tests.telegram.world import World

Handler = Callable[[World, Json], Awaitable[object]]

MOST_COMMANDS = 100
LONGEST = {"name": 64, "description": 512, "short_description": 120}


async def set_my_commands(world: World, p: Json) -> bool:
    """Set the menu for a scope and language."""
    if len(p["commands"]) > MOST_COMMANDS:
        raise Refusal(400, "Bad Request: BOT_COMMANDS_TOO_MUCH")
    for item in p["commands"]:
        name, description = item["command"].removeprefix("/"), item["description"]
        if not 1 <= len(name) <= 32 or not all(c.isascii() and (c.islower() or c.isdigit() or c == "_") for c in name):
            raise Refusal(400, "Bad Request: BOT_COMMAND_INVALID")
        if not 1 <= len(description) <= 256:
            raise Refusal(400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")
    world.commands[_menu(p)] = p["commands"]
    return True


async def get_my_commands(world: World, p: Json) -> list[Json]:
    """The menu of exactly this scope and language."""
    return world.commands.get(_menu(p), [])


async def delete_my_commands(world: World, p: Json) -> bool:
    """Take a menu away."""
    world.commands.pop(_menu(p), None)
    return True


def _setter(field: str) -> Handler:
    async def set_text(world: World, p: Json) -> bool:
        if len(p.get(field, "")) > LONGEST[field]:
            raise Refusal(400, f"Bad Request: the bot's {field} may have {LONGEST[field]} characters")
        world.texts[field, _language(p)] = p.get(field, "")
        return True

    return set_text


def _getter(field: str) -> Handler:
    async def get_text(world: World, p: Json) -> Json:
        return {field: world.texts.get((field, _language(p)), "")}

    return get_text


def _menu(p: Json) -> tuple[str, str]:
    return json.dumps(p.get("scope", {"type": "default"}), sort_keys=True), _language(p)


def _language(p: Json) -> str:
    """Two letters of ISO 639-1, or none: no script and no country."""
    code = str(p.get("language_code", ""))
    if code and not (len(code) == 2 and code.isascii() and code.islower()):
        raise Refusal(400, "Bad Request: invalid language code specified")
    return code


PROFILE: dict[str, Handler] = {
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setMyName": _setter("name"),
    "getMyName": _getter("name"),
    "setMyDescription": _setter("description"),
    "getMyDescription": _getter("description"),
    "setMyShortDescription": _setter("short_description"),
    "getMyShortDescription": _getter("short_description"),
}
