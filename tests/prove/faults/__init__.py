"""What goes wrong, done to the real bot in processes of its own: `python -m tests.prove.faults [--long] [NAME …]` prints the table.

    bots        the processes: by polling or by webhook, on the small project
    crowds      people who ask, and how long they wait
    table       fault, target, measured

and one module for each kind of fault. The suite does the same with smaller numbers (tests/test_faults.py).
"""
