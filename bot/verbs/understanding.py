"""`ask` and `evaluate`: what would be answered, why, and how well questions are understood."""

import argparse
import json
from pathlib import Path

from bot import answer_changes, evaluation, reliability
from bot.content.editions import digest_of
from bot.core.answering import Question
from bot.core.languages import language_of_code
from bot.explanation import explained
from bot.settings import Settings
from bot.verbs.answering import voice_of
from bot.verbs.command_line import AddVerb, Wrong, write


def add(verb: AddVerb) -> None:
    """Declare the verbs."""
    ask_options = verb("ask", ask)
    ask_options.add_argument("--lang", help="language of the asker's Telegram: en, ko, zh, zh-hant")
    ask_options.add_argument("--json", action="store_true", help="one line of JSON")
    ask_options.add_argument("text", nargs="+")
    evaluate_options = verb("evaluate", evaluate)
    evaluate_options.add_argument("file", type=Path, nargs="?", help="questions as .jsonl, or as in tests/questions")
    evaluate_options.add_argument("--json", type=Path, metavar="OUT", help="write one line of JSON per question")
    evaluate_options.add_argument("--against", type=Path, metavar="BEFORE", help="what changed since a file that --json wrote")


def ask(settings: Settings, options: argparse.Namespace) -> None:
    """Show what would be answered to one question, and why."""
    language = None
    if options.lang and (language := language_of_code(options.lang)) is None:
        raise Wrong(f"--lang {options.lang}: no such language. Use en, ko, zh or zh-hant.")
    voice = voice_of(settings)
    decision = voice.responder.decide(Question(" ".join(options.text), language))
    if options.json:
        print(json.dumps({"text": " ".join(options.text), **evaluation.result_of(decision), "why": decision.why}, ensure_ascii=False))
    else:
        edition = voice.responder.edition
        if digest_of(settings.root) != edition.digest:
            print("The files on disk differ from the edition that answers here. To ask them: python -m bot publish\n")
        print(explained(decision, edition))
        print("\n" + voice.renderer.render(decision.reply).plain)


def evaluate(settings: Settings, options: argparse.Namespace) -> None:
    """Measure questions from a file; without one, how far probabilities can be believed (leave-one-out on the phrasings)."""
    if options.file is None:
        print(reliability.report(voice_of(settings).responder.edition))
        return
    questions = evaluation.read_questions(options.file)
    before = answer_changes.read_results(options.against) if options.against else {}
    results = list(evaluation.evaluate(voice_of(settings).responder, questions))
    if options.json:
        lines = [json.dumps(result, ensure_ascii=False) for _, result in results]
        write(options.json, "\n".join(lines) + "\n")
    print(f"{evaluation.table(evaluation.figures(results))}\n\n{evaluation.LEGEND}")
    if options.against:
        compared = sum((asked.text, asked.lang) in before for asked, _ in results)
        print("\n" + "\n".join(answer_changes.table(answer_changes.changes(before, results), len(results), compared)))
