"""What the commands' options have in common."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from reportqa.cli.printing import one_line

REPORTS = Path("reports")
_INDEX = Path("index")

Run = Callable[[argparse.Namespace, "Parser"], int | None]
"""Carries a command out; returns the exit status if it is not 0."""


class Parser(argparse.ArgumentParser):
    """Complains in one line."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, and exit with status 2."""
        self.exit(2, f"{self.prog}: {one_line(message)}。用法见 {self.prog} --help\n")


def add_command(commands: Any, name: str, summary: str, examples: str, run: Run) -> Parser:
    """A command of this name; `examples` stand at the end of its help."""
    parser: Parser = commands.add_parser(
        name,
        help=summary,
        description=summary,
        epilog=examples,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(run=run)
    return parser


def add_index(parser: Parser) -> None:
    """Where the index is."""
    parser.add_argument(
        "--index", type=Path, default=_INDEX, metavar="DIR", help="索引目录，默认 index/"
    )


def add_model(parser: Parser) -> None:
    """Which embedding model to use."""
    parser.add_argument(
        "--model", metavar="NAME", help="sentence-transformers 模型的名称或路径，默认用内置模型"
    )


def add_json(parser: Parser) -> None:
    """Output for programs."""
    parser.add_argument("--json", action="store_true", help="标准输出只有 JSON")


def add_config(parser: Parser) -> None:
    """The settings to build with."""
    parser.add_argument(
        "--config", type=Path, metavar="FILE", help="设置文件，默认 reportqa.toml（若有）"
    )
