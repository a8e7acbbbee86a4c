"""`reportqa ask`."""

import argparse
from typing import Any

from reportqa.cli.answers import MOST_BESIDE_AN_ANSWER, MOST_WITHOUT, show_response
from reportqa.cli.parsing import Parser, a_file, add_command, add_index, add_json, add_model
from reportqa.cli.printing import notify, print_json, progress_bars

_MOST_PASSAGES = 100

_EXAMPLES = """\
示例：
  reportqa ask "2020年全市受理了多少件行政复议案件？"
  reportqa ask "调解成功率是多少" --top-k 3 --json
  reportqa ask "有多少人领低保" --explain
  reportqa ask --questions 问题.jsonl --json    每行一个问题，每行一个回答
"""


def add_commands(commands: Any) -> None:
    """`ask`."""
    ask = add_command(commands, "ask", "提问", _EXAMPLES, _ask)
    ask.add_argument("question", nargs="?", metavar="QUESTION", help="问题")
    ask.add_argument(
        "--questions",
        type=a_file,
        metavar="FILE.jsonl",
        help="逐行提问的文件（需 --json）；不找相近问题，要找请加 --explain",
    )
    ask.add_argument(
        "--top-k",
        type=_top_k,
        metavar="N",
        help=f"给出几个段落（1 到 {_MOST_PASSAGES}）；默认 --json 给出 10 个，"
        f"终端上有答案时 {MOST_BESIDE_AN_ANSWER} 个、没有时 {MOST_WITHOUT} 个",
    )
    ask.add_argument("--explain", action="store_true", help="说明为什么：各段得分和把握的由来")
    add_index(ask)
    add_model(ask)
    add_json(ask)


def _top_k(value: str) -> int:
    if not value.isdecimal() or not 1 <= int(value) <= _MOST_PASSAGES:
        raise argparse.ArgumentTypeError(f"应是 1 到 {_MOST_PASSAGES} 的整数，不能是“{value}”")
    return int(value)


def _ask(options: argparse.Namespace, parser: Parser) -> None:
    if options.question is None and options.questions is None:
        parser.error("请给出一个问题，或用 --questions 给出一个文件")
    if options.question is not None and options.questions is not None:
        parser.error("问题和 --questions 只能给出一个")
    if options.questions and not options.json:
        parser.error("--questions 需要同时给出 --json")
    from reportqa.answering import TOP_K, ask, load_reader_meanwhile
    from reportqa.evaluation.question_sets import read_json_lines
    from reportqa.index import Index

    rows = read_json_lines(options.questions) if options.questions else []
    if options.model is None:
        load_reader_meanwhile(options.index)
    with progress_bars() as progress:
        index = Index.load(options.index, options.model, notify=notify(progress))
    questions = [row["question"] for _, row in rows] if options.questions else [options.question]
    for question in questions:
        response = ask(
            index,
            question,
            options.top_k or TOP_K,
            explain=options.explain,
            # Of many questions at once nobody clicks a nearby one, and it would take its time.
            suggest=options.questions is None or options.explain,
        )
        if options.json:
            from reportqa.wire import response_to_json

            print_json(response_to_json(response), on_one_line=bool(options.questions))
        else:
            show_response(response, options.top_k)
