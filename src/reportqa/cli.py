"""The command line: parse, call, show. Every command imports only what it needs."""

import argparse
import io
import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from reportqa.errors import IndexMissing, ReportqaError

if TYPE_CHECKING:
    from reportqa.evaluation.comparing import Comparison
    from reportqa.index.building import Progress
    from reportqa.types import Response

_EXIT_MISTAKE = 1
_EXIT_INTERRUPTED = 130
_MOST_PASSAGES = 100
_REPORTS = Path("reports")
_INDEX = Path("index")

_BUILD_EXAMPLES = """\
示例：
  reportqa build                          读取 reports/，写入 index/
  reportqa build 报告/ 年报.txt --index 我的索引
  reportqa build --json                   只输出一个 JSON 对象
"""
_ASK_EXAMPLES = """\
示例：
  reportqa ask "2020年全市受理了多少件行政复议案件？"
  reportqa ask "调解成功率是多少" --top-k 3 --json
  reportqa ask --questions 问题.jsonl --json    每行一个问题，每行一个回答
"""
_EVAL_EXAMPLES = """\
示例：
  reportqa eval eval/urumqi-2020.jsonl --split test
  reportqa eval eval/urumqi-2020.jsonl --json > 新结果.json
  reportqa eval eval/urumqi-2020.jsonl --compare 旧结果.json
  reportqa eval --squad dev.json --json         只测阅读器（SQuAD 2.0 格式）
"""
_SERVE_EXAMPLES = """\
示例：
  reportqa serve                          打开 http://127.0.0.1:7860
  reportqa serve --host 0.0.0.0 --port 8000
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status is 0, 1 for the user's mistake, 2 for wrong usage."""
    _never_fail_to_print()
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        options.run(options, parser)
    except ReportqaError as error:
        _complain(str(error))
        return _EXIT_MISTAKE
    except KeyboardInterrupt:
        _complain("已中断；原有索引未变。")
        return _EXIT_INTERRUPTED
    except BrokenPipeError:
        # The reader of our output went away; keep the interpreter from complaining on exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _EXIT_MISTAKE
    return 0


def _never_fail_to_print() -> None:
    """Print ? for what a terminal lacks, and for half a surrogate pair in a question."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Say what is wrong in one line."""
        self.exit(2, f"{self.prog}: {_one_line(message)}。用法见 {self.prog} --help\n")


def _parser() -> _Parser:
    parser = _Parser(
        prog="reportqa",
        description="用报告的原话回答问题：原文、出处，或如实说明报告里没有。全程离线。",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="命令", title="命令")

    build = _command(commands, "build", "建立或更新索引", _BUILD_EXAMPLES)
    build.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH", help="文件或目录，默认 reports/"
    )
    _add_index(build)
    build.add_argument("--json", action="store_true", help="标准输出只有 JSON")
    build.set_defaults(run=_build)

    ask = _command(commands, "ask", "提问", _ASK_EXAMPLES)
    ask.add_argument("question", nargs="?", metavar="QUESTION", help="问题")
    ask.add_argument(
        "--questions", type=Path, metavar="FILE.jsonl", help="逐行提问的文件（需 --json）"
    )
    ask.add_argument(
        "--top-k", type=_top_k, default=None, metavar="N", help="给出几个段落（1 到 100）"
    )
    _add_index(ask)
    ask.add_argument("--json", action="store_true", help="标准输出只有 JSON")
    ask.set_defaults(run=_ask)

    evaluate = _command(commands, "eval", "用题集评测", _EVAL_EXAMPLES)
    evaluate.add_argument("questions", nargs="?", type=Path, metavar="FILE.jsonl", help="题集")
    evaluate.add_argument("--split", metavar="PART", help="只用题集的这一部分，如 dev、test")
    evaluate.add_argument("--compare", type=Path, metavar="OLD.json", help="与先前的结果比较")
    evaluate.add_argument("--squad", type=Path, metavar="FILE.json", help="只测阅读器")
    _add_index(evaluate)
    evaluate.add_argument("--json", action="store_true", help="标准输出只有 JSON")
    evaluate.set_defaults(run=_eval)

    serve = _command(commands, "serve", "打开网页", _SERVE_EXAMPLES)
    _add_index(serve)
    serve.add_argument("--host", default="127.0.0.1", metavar="H", help="监听地址，默认只限本机")
    serve.add_argument("--port", type=int, default=7860, metavar="P", help="端口，默认 7860")
    serve.set_defaults(run=_serve)
    return parser


def _command(commands: Any, name: str, summary: str, examples: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(
        name,
        help=summary,
        description=summary,
        epilog=examples,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    return parser


def _add_index(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--index", type=Path, default=_INDEX, metavar="DIR", help="索引目录，默认 index/"
    )
    parser.add_argument(
        "--model", metavar="NAME", help="sentence-transformers 模型的名称或路径，默认用内置模型"
    )


def _top_k(value: str) -> int:
    if not value.isdecimal() or not 1 <= int(value) <= _MOST_PASSAGES:
        raise argparse.ArgumentTypeError(f"{value}：应是 1 到 {_MOST_PASSAGES} 的整数")
    return int(value)


def _build(options: argparse.Namespace, _parser: _Parser) -> None:
    result = _build_index(options.paths or [_REPORTS], options.index, options.model)
    for source, message in result["failed"].items():
        _complain(f"已跳过 {source}：{message}")
    if options.json:
        _print_json(result)
        return
    for source in result["removed"]:
        _say(f"已移出索引：{source}")
    _say(
        f"索引已就绪：{result['reports']} 份报告，{result['chunks']} 个段落"
        f"（新算 {result['embedded']} 个，沿用 {result['reused']} 个）→ {result['index']}"
    )


def _build_index(paths: Sequence[Path], index: Path, model: str | None) -> dict[str, Any]:
    from reportqa.index.building import build

    with _progress() as progress:
        result = build(paths, index, model=model, progress=progress)
    return {
        name: getattr(result, name)
        for name in (
            "generation",
            "reports",
            "chunks",
            "characters",
            "embedded",
            "reused",
            "failed",
        )
    } | {"index": str(result.index), "removed": list(result.removed)}


def _ask(options: argparse.Namespace, parser: _Parser) -> None:
    if (options.question is None) == (options.questions is None):
        parser.error("请给出一个问题，或用 --questions 给出一个文件")
    if options.questions and not options.json:
        parser.error("--questions 需要同时给出 --json")
    from reportqa.answering import TOP_K, ask
    from reportqa.evaluation.question_sets import read_json_lines
    from reportqa.index import Index

    rows = read_json_lines(options.questions) if options.questions else []
    with _progress() as progress:
        index = Index.load(options.index, options.model, notify=_notify(progress))
    questions = [row["question"] for _, row in rows] if options.questions else [options.question]
    for question in questions:
        response = ask(index, question, options.top_k or TOP_K)
        if options.json:
            from reportqa.wire import response_to_json

            _print_json(response_to_json(response), one_line=bool(options.questions))
        else:
            _show_response(response)


def _show_response(response: "Response") -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    if response.answer:
        answer = response.answer
        quote = Text(answer.quote)
        for start, end in answer.highlights:
            offset = answer.citation.start
            quote.stylize("bold reverse", start - offset, end - offset)
        confidence = {"high": "高", "medium": "中", "low": "低"}[answer.confidence]
        console.print(Text(answer.text, style="bold"))
        console.print(quote)
        console.print(Text(f"——{answer.citation.label}（把握：{confidence}）", style="dim"))
    elif response.refusal:
        console.print(Text(response.refusal.message, style="bold"))
    for passage in response.passages[:3] if response.answer else response.passages[:5]:
        console.print(Text(f"\n[{passage.rank}] {passage.citation.label}", style="dim"))
        console.print(Text(passage.text))


def _eval(options: argparse.Namespace, parser: _Parser) -> None:
    if (options.questions is None) == (options.squad is None):
        parser.error("请给出一个题集，或用 --squad 给出一个 SQuAD 2.0 格式的文件")
    if options.squad:
        _print_figures(_eval_reader(options.squad, options.model), options.json)
        return
    from reportqa.evaluation.comparing import compare, load_result
    from reportqa.evaluation.question_sets import QuestionSet
    from reportqa.evaluation.running import evaluate
    from reportqa.index import Index

    questions = QuestionSet.load(options.questions, options.split)
    old = load_result(options.compare) if options.compare else None
    with _progress() as progress:
        index = Index.load(options.index, options.model, notify=_notify(progress))
        done = iter(range(1, len(questions.questions) + 1))
        result = evaluate(
            index, questions, lambda _: progress("评测", next(done), len(questions.questions))
        )
    comparison = compare(old, result) if old else None
    if options.json:
        if comparison:
            from dataclasses import asdict

            result["comparison"] = asdict(comparison)
        _print_json(result)
        return
    _show_result(result)
    if comparison:
        _show_comparison(comparison)


def _eval_reader(path: Path, model: str | None) -> dict[str, Any]:
    from reportqa.embedding import load_encoder
    from reportqa.evaluation.squad import evaluate_reader

    with _progress() as progress:
        encoder = load_encoder(model, notify=_notify(progress))
        return evaluate_reader(encoder, path, lambda done, total: progress("评测", done, total))


def _show_result(result: dict[str, Any]) -> None:
    from reportqa.evaluation.running import failures

    for failed in failures(result):
        _say(f"✗ {failed['id']} [{failed['type']}] {failed['question']}")
        _say(f"    {'；'.join(failed['problems'])}")
    columns = ("hit@1", "hit@5", "mrr", "answer_exact", "answer_f1", "refusal_recall")
    _say("\n类型".ljust(15) + "n".rjust(5) + "".join(name.rjust(16) for name in columns))
    for name, figures in result["by_type"].items():
        values = "".join(_figure(figures[column]).rjust(16) for column in columns)
        _say(f"{name:<14}{figures['n']:>5}{values}")
    _say("")
    plain = {key: value for key, value in result.items() if not isinstance(value, dict | list)}
    _print_figures(plain, as_json=False)


def _show_comparison(comparison: "Comparison") -> None:
    _say("\n与先前结果比较：")
    for name, (old, new) in comparison.metrics.items():
        _say(f"  {name:<26}{_figure(old):>8} → {_figure(new):>8}")
    for title, changes in (("变好", comparison.better), ("变差", comparison.worse)):
        _say(f"{title}（{len(changes)}）")
        for change in changes:
            _say(f"  {change.id} {change.question}\n    {change.before} → {change.after}")


def _serve(options: argparse.Namespace, _parser: _Parser) -> None:
    from reportqa.answering import ask
    from reportqa.index.generations import current
    from reportqa.index.live import LiveIndex
    from reportqa.web import serve
    from reportqa.web.examples import example_questions

    try:
        current(options.index)
    except IndexMissing:
        if not _REPORTS.is_dir():
            raise
        _complain(f"第一次使用：正在用 {_REPORTS}/ 建立索引……")
        _build_index([_REPORTS], options.index, options.model)
    with _progress() as progress:
        live = LiveIndex(options.index, options.model, notify=_notify(progress))
        examples = example_questions(live.get().reports)
    serve(
        lambda question: ask(live.get(), question),
        lambda: live.get().reports,
        examples,
        host=options.host,
        port=options.port,
        announce=lambda address: _say(f"网页已就绪：{address}（按 Ctrl-C 结束）"),
    )


@contextmanager
def _progress() -> "Iterator[Progress]":
    """Bars on stderr, one a stage; nothing is drawn until there is something to show.

    Where stderr is no terminal there are none: a file of errors should hold errors alone.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    bars = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        disable=not console.is_terminal,
    )
    tasks: dict[str, Any] = {}

    def show(stage: str, done: int, total: int) -> None:
        if stage not in tasks:
            bars.start()
            tasks[stage] = bars.add_task(stage)
        bars.update(tasks[stage], completed=done, total=total or None)

    try:
        yield show
    finally:
        if tasks:
            bars.stop()


def _notify(progress: "Progress") -> Any:
    return lambda stage, fraction: progress(stage, round(fraction * 100), 100)


def _print_figures(figures: dict[str, Any], as_json: bool) -> None:
    if as_json:
        _print_json(figures)
        return
    for name, value in figures.items():
        _say(f"{name:<32}{_figure(value)}")


def _figure(value: Any) -> str:
    if value is None:
        return "–"
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def _print_json(value: Any, one_line: bool = False) -> None:
    # JSON has escapes for the characters that a terminal lacks.
    plain = (sys.stdout.encoding or "").lower() not in {"utf-8", "utf8"}
    _say(json.dumps(value, ensure_ascii=plain, indent=None if one_line else 2))


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _complain(line: str) -> None:
    sys.stderr.write(f"reportqa: {_one_line(line)}\n")


def _one_line(text: str) -> str:
    """A path or an argument may hold line ends."""
    return " ".join(text.splitlines())


if __name__ == "__main__":
    sys.exit(main())
