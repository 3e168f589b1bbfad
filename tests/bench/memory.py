"""Memory of a running bot: `DATABASE_URL=… python -m tests.bench.memory` starts it on the active edition and asks in three languages.

It is the bot as deploy/gilbeot.service starts it, a process of its own with freed memory overwritten, polling the emulator.
"""

import asyncio
import os
import re
import sys
import tempfile
from pathlib import Path

from bot.settings import ROOT
from tests.confined import values_of
from tests.telegram.emulator import Emulator

TOKEN = "1234567:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"
QUESTIONS = ("여권을 잃어버렸어요 {}", "怎么办理难民身份 {}", "will they send me back {}")
PEOPLE = 300


def megabytes(process: int) -> tuple[int, int]:
    """Resident memory of a process: now, and at most since it started."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    now, most = (int(re.findall(rf"^{name}:\s+(\d+) kB", status, re.MULTILINE)[0]) // 1024 for name in ("VmRSS", "VmHWM"))
    return now, most


def environment(api_url: str, token: Path) -> dict[str, str]:
    """Settings of this process, those of the unit, and where the emulator is."""
    unit = dict(one.split("=", 1) for value in values_of(ROOT / "deploy" / "gilbeot.service", "Environment") for one in value.split())
    return {**os.environ, **unit, "TELEGRAM_TOKEN_FILE": str(token), "TELEGRAM_API_URL": api_url, "TALLIES": "off"}


async def main() -> None:
    """Measure after the first, the tenth and the last answer."""
    with tempfile.TemporaryDirectory() as folder:
        token = Path(folder) / "token"
        token.write_text(TOKEN, encoding="utf-8")
        async with Emulator(TOKEN) as telegram:
            bot = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", "run"), cwd=ROOT, env=environment(telegram.base_url.removesuffix("/bot"), token)
            )
            try:
                print("| answers | MB now | MB at most |\n|---|---|---|")
                for number in range(1, PEOPLE + 1):
                    person = telegram.user(language_code="ko")
                    await person.say(QUESTIONS[number % len(QUESTIONS)].format(number))
                    await person.wait_for(seconds=60)
                    if number in (1, 10, PEOPLE):
                        now, most = megabytes(bot.pid)
                        print(f"| {number} | {now} | {most} |", flush=True)
            finally:
                bot.terminate()
                await bot.wait()


if __name__ == "__main__":
    asyncio.run(main())
