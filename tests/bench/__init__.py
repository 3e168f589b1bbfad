"""How well, and how fast, questions are matched on public intent sets, beside simpler engines: `python -m tests.bench`.

    intents   what was asked, and what is known: `*.jsonl` in the folder that INTENT_SETS names
    slips     the same questions, mistyped
    engines   our own, and what else one could take
    measures  from answers to figures: right, rejected, fast
    report    figures as one table

The sets are read where they lie and are no part of the project: their licences differ.
"""

import bot as bot  # before numpy: it keeps BLAS to one thread, as when questions are answered
