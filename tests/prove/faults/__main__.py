"""All faults, or those named: `python -m tests.prove` with nothing but them."""

import sys

from tests.prove.__main__ import main
from tests.prove.faults.known import PROOFS

if __name__ == "__main__":
    names = [proof.name for proof in PROOFS]
    chosen = sys.argv[1:]
    sys.exit(main(chosen if set(chosen) & set(names) else [*names, *chosen]))
