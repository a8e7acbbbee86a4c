"""Running one command, and telling of whatever goes wrong in it."""

import argparse
import io
import os
import sys
import threading
from collections.abc import Sequence
from functools import cache
from typing import Any, NoReturn

from reportqa.cli import asking, building, keeping, measuring, serving, showing
from reportqa.cli.parsing import Parser, of_index
from reportqa.cli.printing import complain, say
from reportqa.errors import ReportqaError
from reportqa.reasons import reason_of

_EXIT_MISTAKE = 1
_DONE = threading.Event()
"""Set when the command is done. The main thread still lives then while thread pools close."""


def run(arguments: Sequence[str] | None) -> int:
    """Run one command; see `reportqa.cli.main`."""
    _never_fail_to_print()
    _hush_threads_at_the_end()
    _DONE.clear()
    try:
        return _run(_parser().parse_args(arguments))
    finally:
        _DONE.set()


def _run(options: argparse.Namespace) -> int:
    try:
        return options.run(options, options.parser) or 0
    except ReportqaError as error:
        complain(of_index(str(error), getattr(options, "index", None)))
        return _EXIT_MISTAKE
    except BrokenPipeError:
        # The reader of our output went away; keep the interpreter from complaining on exit.
        _print_no_more()
        return _EXIT_MISTAKE
    except OSError as error:  # what our own code writes and reads has errors of its own
        _print_no_more()
        where = f"{error.filename}：" if error.filename else ""
        complain(f"{where}读写出错（{reason_of(error)}）。请检查磁盘空间和权限后重试。")
        return _EXIT_MISTAKE
    except MemoryError:
        complain("内存不够。请关闭别的程序，或到内存更大的机器上再试。")
        return _EXIT_MISTAKE


def _print_no_more() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _never_fail_to_print() -> None:
    """Print ? for what a terminal lacks, and for half a surrogate pair in a question.

    Where a stream is closed (`>&-`), Python has None for it: what is printed then goes nowhere.
    """
    sys.stdout = sys.stdout or os.fdopen(os.open(os.devnull, os.O_WRONLY), "w")
    sys.stderr = sys.stderr or os.fdopen(os.open(os.devnull, os.O_WRONLY), "w")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


@cache
def _hush_threads_at_the_end() -> None:
    """Keep threads quiet about what fails once the command is done, such as a reader not needed."""
    tell = threading.excepthook

    def tell_until_the_end(failure: threading.ExceptHookArgs) -> None:
        if not _DONE.is_set():
            tell(failure)

    threading.excepthook = tell_until_the_end


class _Version(argparse.Action):
    """Looked up only if it is asked for: that takes longer than all else that is parsed."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> NoReturn:
        from importlib.metadata import version

        say(f"reportqa {version('reportqa')}")
        parser.exit()


def _parser() -> Parser:
    parser = Parser(
        prog="reportqa",
        description="用报告的原话回答问题：原文、出处，或如实说明报告里没有。全程离线。",
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="显示版本")
    commands = parser.add_subparsers(dest="command", required=True, metavar="命令", title="命令")
    for group in (building, asking, showing, keeping, measuring, serving):
        group.add_commands(commands)
    return parser
