"""Proofs that nothing about anybody is kept: `python -m tests.prove` measures every bar and prints the table (`make prove`).

    canaries    invented people whose every word and number can be found again
    forms       the ways a word or number may lie in a file, a log or memory
    scanner     finds them in bytes, files, archives, folders, processes
    process     the real bot in a process of its own, on the small project
    crowd       what the invented people do to it
    bars        what is measured, against which target, by which command

and one module for each proof. Some need strace, gdb and root; what is missing is said, and counts as not proved.
"""
