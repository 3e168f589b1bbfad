"""The language of a message is told by its letters, then by the reader's Telegram."""

import pytest

from bot.core.languages import HANGUL_WEIGHT, OWN_NAMES, WRITTEN, Language, Script, language_of_code, script_of, written


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("안녕하세요", Script.HANGUL),
        ("\u110b\u1161\u11ab\u1102\u1167\u11bc", Script.HANGUL),  # the same word decomposed, as an iPhone may send it
        ("公安에 걸렸슴다", Script.HANGUL),
        ("passport 여권", Script.HANGUL),
        ("你好", Script.HAN),
        ("護照", Script.HAN),
        ("哈哈ㅋㅋ", Script.HAN),
        ("visa 签证", Script.HAN),
        ("hello", Script.LATIN),
        ("ＨＥＬＰ", Script.LATIN),
        ("lol ㅠㅠ", Script.LATIN),
        ("ㅠㅠ", Script.HANGUL),
        ("", Script.NONE),
        ("🙂 24!", Script.NONE),
        ("привет", Script.NONE),
    ],
)
def test_letters_tell_the_script(text: str, script: Script) -> None:
    assert script_of(text) is script


def test_one_syllable_outweighs_a_few_chinese_characters_but_not_many() -> None:
    assert script_of("人" * HANGUL_WEIGHT + "은") is Script.HANGUL
    assert script_of("人" * (HANGUL_WEIGHT + 1) + "은") is Script.HAN


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("ko", Language.KOREAN),
        ("ko-KR", Language.KOREAN),
        ("KO_kp", Language.KOREAN),
        ("en-GB", Language.ENGLISH),
        ("zh", Language.CHINESE),
        ("zh-hans", Language.CHINESE),
        ("zh-CN", Language.CHINESE),
        ("zh-Hant", Language.TRADITIONAL_CHINESE),
        ("zh_TW", Language.TRADITIONAL_CHINESE),
        ("zh-hant-HK", Language.TRADITIONAL_CHINESE),
        ("zh-MO", Language.TRADITIONAL_CHINESE),
        ("zh-HK", Language.TRADITIONAL_CHINESE),
        ("ia", None),
        ("kok", None),
        ("", None),
        (None, None),
    ],
)
def test_a_code_of_telegram_names_a_language(code: str | None, language: Language | None) -> None:
    assert language_of_code(code) is language


def test_a_language_is_named_as_its_folder_is() -> None:
    assert [language.value for language in Language] == ["en", "ko", "zh_Hans", "zh_Hant"]


def test_every_language_is_served_by_one_that_people_write_in() -> None:
    assert {written(language) for language in Language} == set(WRITTEN)
    assert all(written(language) is language for language in WRITTEN)
    assert written(Language.TRADITIONAL_CHINESE) is Language.CHINESE


def test_a_reader_finds_every_language_by_its_own_name() -> None:
    assert OWN_NAMES.keys() == set(Language)
    assert len(set(OWN_NAMES.values())) == len(Language)
    assert {script_of(OWN_NAMES[language]) for language in (Language.CHINESE, Language.TRADITIONAL_CHINESE)} == {Script.HAN}
    assert script_of(OWN_NAMES[Language.KOREAN]) is Script.HANGUL
