"""Sentences turned around: a "not" taken out or put in, in each language; and harmless rewordings, which must not be asked about.

The words here are what a person would change; they are kept apart from those that `bot.content.negations` counts.
"""

import random
import re
from collections.abc import Iterator

from bot.content.texts import Content, Text
from tests.prove.forgeries import CHINESE, ENGLISH, KOREAN, Forgery

Rewording = tuple[str, str]
"""A pattern and what is put in its place."""

FLIPS: dict[str, tuple[Rewording, ...]] = {
    ENGLISH: (
        (r"\bDo not (\w)", r"\1"),
        (r"\bdo not\b", "do"),
        (r"\bDon't\b", "Do"),
        (r"\bdon't\b", "do"),
        (r"\bcannot\b", "can"),
        (r"\bNever\b", "Always"),
        (r"\bnever\b", "always"),
        (r"\bis not\b", "is"),
        (r"\bare not\b", "are"),
        (r"\bNobody\b", "Everybody"),
        (r"\bnobody\b", "everybody"),
        (r"\bwithout\b", "with"),
        (r"\bnothing\b", "everything"),
        (r"\bno (\w)", r"\1"),
        (r"\bforbidden\b", "allowed"),
        (r"(?m)^((?:\d+\. )?)Call\b", r"\1Do not call"),
        (r"(?m)^((?:\d+\. )?)Ask\b", r"\1Do not ask"),
        (r"\bYou can\b", "You cannot"),
        (r"\bmay\b", "may not"),
    ),
    KOREAN: (
        (r"지 마십시오", "십시오"),
        (r"지 마세요", "세요"),
        (r"지 말고", "고"),
        (r"지 않습니다", "습니다"),
        (r"지 않는", "는"),
        (r"지 못합니다", "ㄹ 수 있습니다"),
        (r"없습니다", "있습니다"),
        (r"없는", "있는"),
        (r"없이", "가지고"),
        (r"안 됩니다", "됩니다"),
        (r"아닙니다", "맞습니다"),
        (r"모릅니다", "압니다"),
        (r"금지", "허용"),
        (r"하십시오", "하지 마십시오"),
        (r"할 수 있습니다", "할 수 없습니다"),
        (r"있습니다", "없습니다"),
    ),
    CHINESE: (
        (r"不要", "要"),
        (r"不能", "能"),
        (r"不会", "会"),
        (r"不可以", "可以"),
        (r"不是", "是"),
        (r"不知道", "知道"),
        (r"没有", "有"),
        (r"别(?=[说签告打跑给带碰动])", ""),
        (r"无法", "可以"),
        (r"勿", ""),
        (r"未经", "经过"),
        (r"不", ""),
        (r"禁止", "允许"),
        (r"拒绝", "接受"),
        (r"可以", "不可以"),
        (r"请(?=[打问说])", "请不要"),
        (r"会(?=[把被告])", "不会"),
    ),
}
HARMLESS: dict[str, tuple[Rewording, ...]] = {
    ENGLISH: ((r"\bphone\b", "telephone"), (r"\bCall\b", "Ring up"), (r"\bhelp\b", "support"), (r"\band\b", "and also"), (r"\.$", " .")),
    KOREAN: ((r"전화", "손전화"), (r"도움", "방조"), (r"그리고", "또한"), (r"사람", "분"), (r"\.$", " .")),
    CHINESE: ((r"电话", "通话"), (r"帮助", "协助"), (r"可能", "或许"), (r"您?你", "您"), (r"。$", " 。")),
}


def rewordings(content: Content, table: dict[str, tuple[Rewording, ...]], dice: random.Random) -> Iterator[Forgery]:
    """Texts with one place reworded, in no order."""
    texts = [one for one in content.texts if one.language in table and one.identity.endswith((".answer", ".question", ".caution"))]
    dice.shuffle(texts)
    for text in texts:
        fitting = [(old, new) for old, new in table[text.language] if re.search(old, text.text)]
        if fitting and (made := _reworded(content, text, *dice.choice(fitting), dice)):
            yield made


def _reworded(content: Content, text: Text, old: str, new: str, dice: random.Random) -> Forgery | None:
    """The text with one of the places reworded; None where an editor of the .toml would have to look which of two lines is meant."""
    at = dice.choice([found.start() for found in re.finditer(old, text.text)])
    changed = text.text[:at] + re.compile(old).sub(new, text.text[at:], count=1)
    kind = f"{text.language}: {old} -> {new or 'nothing'}"
    if text.file.endswith(".po"):
        return Forgery(kind, text.file, text.identity, text.identity, changed)
    lines = zip(text.text.splitlines(), changed.splitlines(), strict=True)
    before, after = next((one, other) for one, other in lines if one != other)
    if (content.root / text.file).read_text(encoding="utf-8").count(before) != 1:
        return None
    entry = text.identity.split(".")[1 if text.identity.startswith(("contact.", "small-talk.")) else 0]
    return Forgery(kind, text.file, text.identity, entry, after, before)
