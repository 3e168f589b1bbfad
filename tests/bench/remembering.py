"""Our bot without the memory settings that overwrite what is freed: `python -m tests.bench.remembering run`, to see what they cost."""

import sys

from bot import memory
from bot.__main__ import main

if __name__ == "__main__":
    memory.overwrite_what_is_freed = lambda: None
    sys.exit(main())
