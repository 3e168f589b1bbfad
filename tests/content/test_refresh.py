"""Translation files follow the English, and never lose or invent a translation."""

from pathlib import Path

import polib
import pytest

from bot.content.catalogues import DOMAINS
from bot.content.problem import BrokenContent
from bot.content.refresh import refreshed_files
from bot.settings import ROOT
from tests.small_project import SmallProject

ANSWER, NEW_ENGLISH = "Go to a clinic with the paper you have.", "Go to any clinic."


def po_files(root: Path) -> list[Path]:
    return sorted((root / "locales").glob("*/LC_MESSAGES/*.po"))


def state(project: SmallProject) -> dict[str, bytes]:
    return {path.relative_to(project.root).as_posix(): path.read_bytes() for path in (project.root / "locales").rglob("*.po*")}


def test_every_language_has_every_domain(pristine: SmallProject) -> None:
    expected = {f"locales/{language}/LC_MESSAGES/{domain}.po" for language in ("en", "ko", "zh_Hans") for domain in DOMAINS}
    assert state(pristine).keys() == expected | {f"locales/{domain}.pot" for domain in DOMAINS}


def test_doing_it_twice_changes_nothing(project: SmallProject) -> None:
    project.change("knowledge/daily.toml", ANSWER, NEW_ENGLISH)
    assert project.refresh()
    after = state(project)
    assert project.refresh() == []
    assert state(project) == after


def test_a_changed_english_text_keeps_its_translation_as_fuzzy_with_the_text_it_was_made_from(project: SmallProject) -> None:
    before = project.message("ko", "see-a-doctor.answer")
    project.change("knowledge/daily.toml", ANSWER, NEW_ENGLISH)
    changed = project.refresh()
    after = project.message("ko", "see-a-doctor.answer")
    assert after.fuzzy
    assert after.msgstr == before.msgstr
    assert after.previous_msgid == before.msgid
    assert after.msgid == before.msgid.replace(ANSWER, NEW_ENGLISH)
    assert changed == ["locales/answers.pot", *(f"locales/{one}/LC_MESSAGES/answers.po" for one in ("en", "ko", "zh_Hans"))]


def test_a_text_rewritten_from_scratch_keeps_its_translation_too(project: SmallProject) -> None:
    before = project.message("zh_Hans", "school-for-children.answer")
    project.change("knowledge/daily.toml", "Yes. Ask at the nearest school; a teacher fills in the form with you.", "Write a letter.")
    project.refresh()
    after = project.message("zh_Hans", "school-for-children.answer")
    assert (after.msgid, after.msgstr, after.fuzzy, after.previous_msgid) == ("Write a letter.", before.msgstr, True, before.msgid)


def test_a_second_change_still_shows_the_text_the_translation_was_made_from(project: SmallProject) -> None:
    first = project.message("ko", "see-a-doctor.answer").msgid
    project.change("knowledge/daily.toml", ANSWER, NEW_ENGLISH)
    project.refresh()
    project.change("knowledge/daily.toml", NEW_ENGLISH, "Go to a doctor.")
    project.refresh()
    assert project.message("ko", "see-a-doctor.answer").previous_msgid == first


def test_no_other_message_turns_fuzzy(project: SmallProject) -> None:
    project.change("knowledge/daily.toml", ANSWER, NEW_ENGLISH)
    project.refresh()
    fuzzy = {(path.parts[-3], one.msgctxt) for path in po_files(project.root) for one in polib.pofile(str(path)) if one.fuzzy}
    assert fuzzy == {("ko", "see-a-doctor.answer"), ("zh_Hans", "see-a-doctor.answer")}


def test_a_translator_who_clears_the_flag_is_believed(project: SmallProject) -> None:
    project.change("knowledge/daily.toml", ANSWER, NEW_ENGLISH)
    project.refresh()
    project.translate("ko", "see-a-doctor.answer", "아무 진료소에나 가십시오.")
    project.edit("ko", "see-a-doctor.answer", lambda message: setattr(message, "previous_msgid", None))
    project.refresh()
    message = project.message("ko", "see-a-doctor.answer")
    assert (message.msgstr, message.fuzzy, message.previous_msgid) == ("아무 진료소에나 가십시오.", False, None)


def test_a_new_entry_is_never_prefilled_however_like_another_it_is(project: SmallProject) -> None:
    text = project.read("knowledge/daily.toml")
    start, end = text.index('[[entry]]\nid = "see-a-doctor"'), text.index('[[entry]]\nid = "school-for-children"')
    twin = text[start:end].replace("see-a-doctor", "see-a-dentist").replace("a doctor?", "a dentist?")
    project.add("knowledge/daily.toml", twin)
    project.refresh()
    for domain, kinds in {"answers": ("question", "answer", "TH.answer"), "phrasings": ("phrasings",)}.items():
        for kind in kinds:
            for language in ("ko", "zh_Hans"):
                message = project.message(language, f"see-a-dentist.{kind}", domain)
                assert (message.msgstr, message.fuzzy, message.previous_msgid) == ("", False, None)
                assert project.message(language, f"see-a-doctor.{kind}", domain).msgstr != ""


def test_the_entries_of_two_ids_that_change_places_keep_their_translations(project: SmallProject) -> None:
    before = {id: project.message("ko", f"{id}.answer").msgstr for id in ("see-a-doctor", "school-for-children")}
    text = project.read("knowledge/daily.toml")
    one, two = (text.index(f'[[entry]]\nid = "{id}"') for id in ("see-a-doctor", "school-for-children"))
    end = text.index('[[entry]]\nid = "thai-visa"')
    project.write("knowledge/daily.toml", text[:one] + text[two:end] + text[one:two] + text[end:])
    assert project.refresh()
    assert {id: project.message("ko", f"{id}.answer").msgstr for id in before} == before
    assert not any(one.fuzzy for path in po_files(project.root) for one in polib.pofile(str(path)))


def test_translations_keep_the_comments_of_their_translators(project: SmallProject) -> None:
    for identity in ("see-a-doctor.answer", "lost-passport.answer"):
        project.edit("ko", identity, lambda message: setattr(message, "tcomment", "의사 = 선생님?\n물어볼 것"))
    project.change("knowledge/daily.toml", ANSWER, NEW_ENGLISH)
    project.refresh()
    for identity in ("see-a-doctor.answer", "lost-passport.answer"):
        assert project.message("ko", identity).tcomment == "의사 = 선생님?\n물어볼 것"


def test_the_head_of_a_file_is_its_translators(project: SmallProject) -> None:
    file = "locales/ko/LC_MESSAGES/answers.po"
    project.change(file, '"Language: ko\\n"', '"Last-Translator: Kim\\n"\n"Language: ko\\n"')
    project.change("knowledge/daily.toml", ANSWER, NEW_ENGLISH)
    project.refresh()
    assert polib.pofile(str(project.root / file)).metadata["Last-Translator"] == "Kim"


def test_english_that_overrules_an_older_text_is_flagged_as_any_other_and_so_hides_no_repair(project: SmallProject) -> None:
    project.translate("en", "see-a-doctor.answer", "Any clinic will do.")
    before = project.message("en", "see-a-doctor.answer").msgid
    project.change("knowledge/daily.toml", ANSWER, NEW_ENGLISH)
    project.refresh()
    message = project.message("en", "see-a-doctor.answer")
    assert (message.msgstr, message.fuzzy, message.previous_msgid) == ("Any clinic will do.", True, before)


def test_a_flag_set_by_hand_is_kept_in_every_language_and_names_no_former_text(project: SmallProject) -> None:
    for language in ("en", "ko"):
        project.translate(language, "see-a-doctor.answer", "?", fuzzy=True)
    project.change("knowledge/daily.toml", "I lost my passport", "I have lost my passport")
    project.refresh()
    for language in ("en", "ko"):
        message = project.message(language, "see-a-doctor.answer")
        assert (message.msgstr, message.fuzzy, message.previous_msgid) == ("?", True, None)


def test_ways_to_ask_do_not_turn_stale_when_the_question_changes(project: SmallProject) -> None:
    project.change("knowledge/daily.toml", "Can my child go to school?", "May my child go to school?")
    project.refresh()
    assert project.message("ko", "school-for-children.question").fuzzy
    assert not project.message("ko", "school-for-children.phrasings", "phrasings").fuzzy


def test_an_obsolete_message_does_not_hide_the_current_one(project: SmallProject) -> None:
    current = project.message("ko", "see-a-doctor.answer").msgstr
    project.add("locales/ko/LC_MESSAGES/answers.po", '#~ msgctxt "see-a-doctor.answer"\n#~ msgid "Old."\n#~ msgstr "옛날 말."')
    project.refresh()
    message = project.message("ko", "see-a-doctor.answer")
    assert (message.msgstr, message.fuzzy) == (current, False)


def test_a_removed_entry_leaves_the_files(project: SmallProject) -> None:
    text = project.read("knowledge/daily.toml")
    project.write("knowledge/daily.toml", text[: text.index('[[entry]]\nid = "thai-visa"')])
    project.refresh()
    assert not any("thai-visa" in content.decode() for content in state(project).values())


def test_the_words_of_the_code_come_with_its_notes_for_translators(project: SmallProject) -> None:
    project.add("bot/words.py", '# Translators: on a button\nBACK = _("Back to {place}")\n# not for them\nOUT = _("Out")')
    (project.root / "bot/more.py").write_text('_ = str\nAGAIN = _("Back to {place}")\n', encoding="utf-8")
    assert "locales/interface.pot" in project.refresh()
    back, out = (project.message("ko", text, "interface") for text in ("Back to {place}", "Out"))
    assert (back.comment, out.comment) == ("on a button", "")
    assert [file for file, _ in back.occurrences] == ["bot/more.py", "bot/words.py"]


def test_gettext_is_told_to_guard_the_contacts_in_a_text(pristine: SmallProject) -> None:
    flagged = {one.msgctxt for one in polib.pofile(str(pristine.root / "locales/ko/LC_MESSAGES/answers.po")) if one.flags}
    with_contact = {
        "stopped-by-police",
        "stopped-by-police.TH",
        "emergency-contacts",
        "emergency-contacts.CN",
        "south-embassy",
        "see-a-doctor.TH",
    }
    assert flagged == {f"{id}.answer" for id in with_contact}
    assert pristine.message("ko", "south-embassy.answer").flags == ["python-brace-format"]


def test_a_language_a_translator_has_begun_is_refreshed_too(project: SmallProject) -> None:
    (project.root / "locales/ru/LC_MESSAGES").mkdir(parents=True)
    assert project.refresh() == [f"locales/ru/LC_MESSAGES/{domain}.po" for domain in DOMAINS]
    assert {one.msgstr for domain in DOMAINS for one in polib.pofile(str(project.root / f"locales/ru/LC_MESSAGES/{domain}.po"))} == {""}


def test_files_that_cannot_be_read_are_named_and_nothing_is_written(project: SmallProject) -> None:
    project.write("locales/ko/LC_MESSAGES/answers.po", "rubbish\n")
    project.change("knowledge/daily.toml", ANSWER, NEW_ENGLISH)
    with pytest.raises(BrokenContent) as broken:
        project.refresh()
    assert broken.value.problems[0].file == "locales/ko/LC_MESSAGES/answers.po"
    assert project.read("locales/ko/LC_MESSAGES/answers.po") == "rubbish\n"
    project.write("knowledge/daily.toml", "title = ")
    with pytest.raises(BrokenContent) as broken:
        project.refresh()
    assert broken.value.problems[0].file == "knowledge/daily.toml"


def test_the_files_of_this_project_are_up_to_date() -> None:
    assert [path for path, text in refreshed_files(ROOT) if path.read_text(encoding="utf-8") != text] == [], "run: python -m bot refresh"
