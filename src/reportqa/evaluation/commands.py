"""The command lines of the measurements that are run as modules."""

import argparse
import sys
from collections.abc import Callable, Sequence

from reportqa.errors import ReportqaError


def parser_of(module: str, doc: str | None) -> argparse.ArgumentParser:
    """A parser for `python -m reportqa.evaluation.MODULE`, whose help is the module's docstring."""
    return argparse.ArgumentParser(
        prog=f"python -m reportqa.evaluation.{module}",
        description=doc,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def run(main: Callable[[Sequence[str]], None]) -> None:
    """Run a measurement; an error of ours ends it with its one line, a key with none."""
    try:
        main(sys.argv[1:])
    except ReportqaError as error:
        sys.exit(f"{error}")
    except KeyboardInterrupt:
        sys.exit(130)
