"""Invitations to call or write to somebody who is not in contacts.toml: numbers in words, names in messengers, "call me".

A trafficker, a broker or an agent needs one line in one translation. Numbers in digits and links are the business of `safety`; here are
the ways around that rule. Ways to ask are read too: nobody sees them, but they are public, and no place for a person's number.
"""

import re
import unicodedata
from collections.abc import Iterator

from bot.content.problem import Problem
from bot.content.shown import asked, shown
from bot.content.texts import Content, problem_at

# A pattern that is looked for in a million letters is written so that each of its ways begins with a letter, not with a boundary or a
# group: `re` then passes over all other letters at once.
_SPELT = re.compile("[공영일이삼사오육륙칠팔구〇零一二三四五六七八九幺两壹贰叁肆伍陆柒捌玖]")
_ENGLISH_DIGITS = ("zero", "oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "double", "triple")
_LONGER_DIGITS = re.compile(
    "|".join(("하나|둘|셋|넷|다섯|여섯|일곱|여덟|아홉", *(rf"{word[0]}(?<!\w.){word[1:]}\b" for word in _ENGLISH_DIGITS)))
)
_ROW = re.compile(rf"(?:[{_SPELT.pattern[1:-1]}0-9][ \-.,·/()~:*、，。]*){{5,}}")
"""Digits, and what may stand between them."""
_FEWEST_SPELT = 3
"""Digits in words from which on a row of five digits is no list, no date and no sum."""

_MESSENGER = (
    r"(?:we ?chat|wei ?xin|kakao(?: ?talk)?+|telegram|whats ?app"
    r"|line(?= ?(?:id|account|아이디|账号|帐号))|viber|signal|qq|skype|facebook|instagram|discord|messenger"
    r"|微信|威信|薇信|企鹅|카카오 ?톡|카톡|위챗|웨이신|텔레그램|라인|왓츠앱|바이버|페이스북)"
)
_ACCOUNT = r"(?:id|account|user ?name|nick ?name|number|아이디|계정|번호|대화명|号码?|账号|帐号|用户名)"
_NAME = r"(?!kakao|wechat|weixin|telegram|whats|line|viber|signal|facebook)[a-z0-9][a-z0-9._\-]{2,}"
_IS = r"(?: ?[:=：] ?| is |은 |는 |是)"


def _ways(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


_NAMES = _ways(
    rf"{_MESSENGER}[^\n]{{0,6}}?{_ACCOUNT}(?:{_IS}|(?<=[가-힣一-鿿]) ?){_NAME}",
    rf"(?<![a-z]){_MESSENGER}(?: ?[:=：#] ?|(?:으로|로|에서|에|은|는|의|上|里) ?|(?<=[가-힣一-鿿]) ?){_NAME}",
    rf"(?<![a-z])(?:id|아이디|계정|账号|帐号|用户名) ?[:=：] ?{_NAME}",
    rf"[가-힣一-鿿] ?{_MESSENGER}(?<=[a-z]) ?(?:으로|로|에서|上|里)? ?{_NAME}",
    r"(?<![a-z0-9_{])(?=[a-z0-9]*[0-9_])(?=(?:[^a-z\n ]*[a-z]){3})[a-z][a-z0-9]*[0-9_][a-z0-9_]{2,}(?![a-z0-9_}])",
    r"@ ?\w{3,}|(?<![a-z])t ?\. ?me(?![a-z])|\bwa\.me\b|\b(?:tg|weixin|kakaotalk|line|viber|skype|tel|sms|mailto):/?/?[\w+]",
    r"\w ?[\[(](?:\.|dot)[\])] ?\w|\w (?:dot|점|点) (?:com|org|net|me|kr|cn|io|컴|닷컴)\b",
)
"""What looks like a name in a messenger, or a link written so that it does not look like one."""
_NAMES_IN_OUR_WORDS = _ways(
    rf"{_MESSENGER} (?:id|user ?name|nick ?name) {_NAME}",
    rf"\b(?:add|message|text|reach|find|contact|write to|ask|call) \w+ (?:on|via|by|through) {_MESSENGER}\b",
)
"""What people may ask ("how do i contact someone on wechat"), and we have no reason to say."""


_HINTING_SIGN = re.compile(
    r"[@_0-9:=：\[(./](?:(?<=[@_])|(?<=[a-z][0-9])|(?<=[:=：]) ?[a-z0-9]|(?<=[\[(])(?:\.|dot)|(?<=\.) ?me|(?<=[a-z]:/))"
)
_HINTING_WORD = re.compile(
    r"dot|점|点|id|account|number|name|아이디|계정|번호|号"
    r"|chat|weixin|wei xin|kakao|telegram|whats|line|viber|signal|qq|skype|facebook|instagram|discord|messenger"
    r"|微信|威信|薇信|企鹅|카카오|카톡|위챗|웨이신|텔레그램|라인|왓츠앱|바이버|페이스북"
)
"""Something of this is in everything that the patterns above find: few lines have it, and those few are read closely."""


def no_number_in_words(content: Content) -> Iterator[Problem]:
    """A number to call can be written without a digit: 공일공…, 一三八…, one three eight…."""
    for one in (*shown(content), *asked(content)):
        for row in _ROW.findall(_LONGER_DIGITS.sub("九", one.text.lower())):
            if len(_SPELT.findall(row)) >= _FEWEST_SPELT:
                digits = sum(character.isalnum() for character in row)
                yield problem_at(one, f"{digits} digits, written in words, look like a number to call.", _REMEDY)


def no_name_in_a_messenger(content: Content) -> Iterator[Problem]:
    """A name in a messenger cannot be looked up, called back or withdrawn, and whoever holds it is nobody's office."""
    for texts, patterns in ((shown, (_NAMES, _NAMES_IN_OUR_WORDS)), (asked, (_NAMES,))):
        for one in texts(content):
            text = unicodedata.normalize("NFKC", one.text).lower()
            lines = "\n".join(line for line in text.splitlines() if _HINTING_WORD.search(line) or _HINTING_SIGN.search(line))
            if found := next(filter(None, (pattern.search(lines) for pattern in patterns)), None):
                yield problem_at(one, f"“{found[0].strip()}” looks like somebody's name in a messenger.", _REMEDY)


_REMEDY = "Remove it: whoever may be called stands in contacts.toml, with a source."
