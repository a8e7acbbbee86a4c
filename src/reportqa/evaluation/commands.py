"""The command lines of the measurements that are run as modules."""

import argparse


def parser_of(module: str, doc: str | None) -> argparse.ArgumentParser:
    """A parser for `python -m reportqa.evaluation.MODULE`, whose help is the module's docstring."""
    return argparse.ArgumentParser(
        prog=f"python -m reportqa.evaluation.{module}",
        description=doc,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
