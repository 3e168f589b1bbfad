"""Gilbeot: short, sourced answers for people who left North Korea, and nothing kept about them.

The way of a question:

    Telegram update or terminal line      ids end here, in the adapter
    core.languages  -> language           script of the text > button > client's language > English
    core.text       -> normalised text
    core.matching   -> ranked entries     words and meaning, fused; contrast guard
    core.answering  -> Reply              risk and urgency decide
    chat.rendering  -> Page               html and buttons

What else there is, by what it is for:

    the parts                 `core` is pure; `content` reads what people write (knowledge/, locales/) and compiles an edition; `store`
                              keeps editions and weekly counts; `chat` is Telegram, `terminal` the other adapter
    the command line          `verbs` puts the parts together, one group of commands a module; `settings`, `operator`, `folders`,
                              `mendable` (errors that say what to do), `hints` (did you mean …)
    editions                  `publishing` writes a new one, `publication_dates` says when, `switching` follows it in a running bot
    counts                    `flushing` writes what was counted, `report` shows it
    understanding             `explanation` of one answer; `evaluation` of many, `answer_changes` between two, `reliability` of scores
    pages of what is on disk  `unpublished` compiles them; `preview` for reviewers, `leaflet` for paper; `templating`, `look`
    a running process         `warming` loads the `encoder`, `pulse` and `health` say whether it is well, `systemd` is told, `serving` and
                              `listening` take what a proxy brings, `ending` stops it
    nothing is kept           `memory` overwrites what is freed, `dumps` forbids core dumps, `logs` tames every logger
"""

import os as _os
import sys as _sys

# Before numpy is imported anywhere: a question is too small to share between cores (2 BLAS threads on a busy machine made 200
# questions take 15 s instead of 2); only `publish` has work for several.
if _sys.argv[1:2] != ["publish"]:
    _os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
