"""Figures, each beside a reference measured in the same run: `make bench`, or `python -m tests.bench [PART …]`.

    matching   an answer's computing, beside a plain search by rapidfuzz
    whole      the bot as a process beside a bare echo bot: bursts, a steady rate, memory; polling and webhook
    replicas   two behind nginx beside one
    starts     from the start of a process to its first answer
    install    size on a disk
    growth     up to 10,000 entries, generated

    figures    medians with their noise, ratios, targets; results: the file of a run, and the last committed one
    arrivals   a million people's questions against N replicas, simulated: the table of docs/limits.md
    editions   publishing and switching: `python -m tests.bench.editions`, not in `make bench`

How well questions are matched on public intent sets, beside simpler engines, is `python -m tests.bench.sets`:

    intents    what was asked, and what is known: `*.jsonl` in the folder that INTENT_SETS names
    slips      the same questions, mistyped
    engines    our own, and what else one could take
    measures   from answers to figures: right, rejected, fast
    report     figures as one table

The sets are read where they lie and are no part of the project: their licences differ.
"""

import bot as bot  # before numpy: it keeps BLAS to one thread, as when questions are answered
