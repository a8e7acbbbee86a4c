"""The command line: parse, call, show. Every command imports only what it needs."""

import sys
from collections.abc import Sequence

_EXIT_INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status is 0, 1 for the user's mistake, 2 for wrong usage."""
    try:
        # It takes a tenth of a second, in which somebody may think better of it.
        from reportqa.cli.running import run

        return run(arguments)
    except KeyboardInterrupt:
        if sys.stderr:
            sys.stderr.write("reportqa: 已中断；原有索引未变。\n")
        return _EXIT_INTERRUPTED
