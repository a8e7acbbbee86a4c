"""What the commands' options have in common."""

import argparse
import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from reportqa.cli.printing import one_line

REPORTS = Path("reports")
_INDEX = Path("index")
_MENDING = re.compile("reportqa (?:build|add|list|rollback|doctor|history)")

Run = Callable[[argparse.Namespace, "Parser"], int | None]
"""Carries a command out; returns the exit status if it is not 0."""


# What argparse says, and how it is put to people.
_IN_CHINESE = tuple(
    (re.compile(pattern), put)
    for pattern, put in (
        (r"^argument ([^:]+): invalid choice: '(.*)' \(.*$", r"\1：没有“\2”"),
        (r"^argument ([^:]+): invalid int value: '(.*)'$", r"\1：“\2”不是整数"),
        (r"^argument ([^:]+): expected one argument$", r"\1：后面要写一个值"),
        (r"^argument ([^:]+): expected at least one argument$", r"\1：后面要写至少一个值"),
        (r"^argument ([^:]+): not allowed with argument (.+)$", r"\1：不能与 \2 同用"),
        (r"^argument ([^:]+): (.*)$", r"\1：\2"),
        (r"^the following arguments are required: (.+)$", r"还缺 \1"),
        (r"^unrecognized arguments: (.+)$", r"不认识 \1"),
        (r"^ambiguous option: (\S+) could match (.+)$", r"\1：可能是 \2，请写全"),
    )
)
_HELP_IN_CHINESE = {
    "usage: ": "用法：",
    "positional arguments:": "参数：",
    "options:": "选项：",
    "show this help message and exit": "显示这份说明",
}
_TITLE = re.compile(r"(?<=[^ -~]):$", re.MULTILINE)
"""The colon behind a title of ours."""


class Parser(argparse.ArgumentParser):
    """Complains in one line, and explains, in the user's language."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, and exit with status 2."""
        line = one_line(message)
        said = next((one.sub(put, line) for one, put in _IN_CHINESE if one.search(line)), line)
        self.exit(2, f"{self.prog}: {said}。用法见 {self.prog} --help\n")

    def format_help(self) -> str:
        """The help, with what argparse itself says in it put into Chinese."""
        told = super().format_help()
        for words, put in _HELP_IN_CHINESE.items():
            told = told.replace(words, put, 1)
        return _TITLE.sub("：", told)


def add_command(commands: Any, name: str, summary: str, examples: str, run: Run) -> Parser:
    """A command of this name; `examples` stand at the end of its help."""
    parser: Parser = commands.add_parser(
        name,
        help=summary,
        description=summary,
        epilog=examples,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(run=run, parser=parser)
    return parser


def add_index(parser: Parser) -> None:
    """Where the index is."""
    parser.add_argument(
        "--index", type=a_folder, default=_INDEX, metavar="DIR", help="索引目录，默认 index/"
    )


def a_folder(value: str) -> Path:
    """What an option says of a folder."""
    return _path(value, "后面要写一个目录，不能是空的")


def a_file(value: str) -> Path:
    """What an option says of a file."""
    return _path(value, "后面要写一个文件，不能是空的")


def a_path(value: str) -> Path:
    """What a command is given to read."""
    return _path(value, "要写一个文件或目录，不能是空的")


def a_source(value: str) -> str:
    """The name of a report in an index."""
    return _given(value, "要写一份报告的名称，不能是空的")


def _path(value: str, wanted: str) -> Path:
    return Path(_given(value, wanted))  # Path takes "" for the working folder


def _given(value: str, wanted: str) -> str:
    if not value:  # as from a variable that is not set
        raise argparse.ArgumentTypeError(wanted)
    return value


def of_index(text: str, index: Path | None) -> str:
    """A message with the commands that mend for this index, where it is not the usual one."""
    if index in {None, _INDEX}:
        return text
    named = f" --index {shlex.quote(str(index))}"
    return _MENDING.sub(lambda command: command[0] + named, text)


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
        "--config", type=a_file, metavar="FILE", help="设置文件，默认 reportqa.toml（若有）"
    )
