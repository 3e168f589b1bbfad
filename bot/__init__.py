"""Gilbeot: short, sourced answers for people who left North Korea, and nothing kept about them.

The way of a question:

    Telegram update or terminal line      ids end here, in the adapter
    core.languages  -> language           script of the text > button > client's language > English
    core.text       -> normalised text
    core.matching   -> ranked entries     words and meaning, fused; contrast guard
    core.answering  -> Reply              risk and urgency decide
    chat.rendering  -> Page               html and buttons

`content` reads what people write (knowledge/, locales/) and compiles an edition; `store` keeps editions and weekly counts;
`publishing` writes a new edition, `switching` follows it in a running bot; `flushing` writes what was counted, `report` shows it;
`preview` and `leaflet` make pages of what is on disk, for reviewers and for paper; `verbs` puts the parts together, one group of
commands a module.
"""

import os as _os
import sys as _sys

# Before numpy is imported anywhere: a question is too small to share between cores (2 BLAS threads on a busy machine made 200
# questions take 15 s instead of 2); only `publish` has work for several.
if _sys.argv[1:2] != ["publish"]:
    _os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
