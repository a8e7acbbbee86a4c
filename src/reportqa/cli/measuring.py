"""`reportqa eval`, and how its results are shown."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportqa.cli.parsing import Parser, a_file, add_command, add_index, add_json, add_model
from reportqa.cli.printing import (
    complain,
    figure,
    notify,
    print_figures,
    print_json,
    progress_bars,
    say,
)
from reportqa.errors import UsageError
from reportqa.reasons import reason_of

if TYPE_CHECKING:
    from reportqa.evaluation.comparing import Comparison

_EXAMPLES = """\
示例：
  reportqa eval eval/urumqi-2020.jsonl --split test
  reportqa eval eval/urumqi-2020.jsonl --json > 新结果.json
  reportqa eval eval/urumqi-2020.jsonl --compare 旧结果.json
  reportqa eval eval/urumqi-2020.jsonl --plot 校准.svg
  reportqa eval --squad dev.json --json         只测阅读器（SQuAD 2.0 格式）
"""

_MOST_IDS = 10
_TRUTHS = {"right": "答对", "answerable": "可答"}


def add_commands(commands: Any) -> None:
    """`eval`."""
    evaluate = add_command(commands, "eval", "用题集评测", _EXAMPLES, _eval)
    evaluate.add_argument("questions", nargs="?", type=a_file, metavar="FILE.jsonl", help="题集")
    evaluate.add_argument("--split", metavar="PART", help="只用题集的这一部分，如 dev、test")
    evaluate.add_argument("--compare", type=a_file, metavar="OLD.json", help="与先前的结果比较")
    evaluate.add_argument("--squad", type=a_file, metavar="FILE.json", help="只测阅读器")
    evaluate.add_argument(
        "--plot", type=a_file, metavar="FILE.svg", help="把校准和风险曲线画成 SVG 图"
    )
    add_index(evaluate)
    add_model(evaluate)
    add_json(evaluate)


def _eval(options: argparse.Namespace, parser: Parser) -> None:
    if (options.questions is None) == (options.squad is None):
        parser.error("请给出一个题集，或用 --squad 给出一个 SQuAD 2.0 格式的文件")
    for name in ("plot", "split", "compare"):
        if options.squad and getattr(options, name):
            parser.error(f"--{name} 只用于题集，不用于 --squad")
    if options.plot and options.plot.suffix.lower() != ".svg":
        parser.error(f"--plot {options.plot}：只能画成 SVG，文件名应以 .svg 结尾")
    if options.plot and not options.plot.parent.is_dir():
        parser.error(f"--plot {options.plot}：没有这个目录，请先建立它")
    if options.squad:
        result = _eval_reader(options.squad, options.model)
        print_figures(result if options.json else _plain(result), options.json)
        return
    from reportqa.evaluation.comparing import compare, load_result, must_be_of
    from reportqa.evaluation.question_sets import QuestionSet
    from reportqa.evaluation.running import evaluate
    from reportqa.index import Index

    questions = QuestionSet.load(options.questions, options.split)
    old = load_result(options.compare) if options.compare else None
    if old:
        must_be_of(questions, old)
    with progress_bars() as progress:
        index = Index.load(options.index, options.model, notify=notify(progress))
        done = iter(range(1, len(questions.questions) + 1))
        result = evaluate(
            index, questions, lambda _: progress("评测", next(done), len(questions.questions))
        )
    _tell_not_found(result["evidence_not_found"])
    comparison = compare(old, result) if old else None
    if options.json:
        if comparison:
            from dataclasses import asdict

            result["comparison"] = asdict(comparison)
        print_json(result)
    else:
        _show_result(result)
        if comparison:
            say("\n与先前结果比较：")
            show_comparison(comparison)
    if options.plot:  # last, since what took long is told even where this cannot be written
        _draw(result, options.plot)


def _tell_not_found(ids: Sequence[str]) -> None:
    if ids:
        more = "等" if len(ids) > _MOST_IDS else ""
        complain(
            f"有 {len(ids)} 道题的证据不在索引的报告里：{'、'.join(ids[:_MOST_IDS])}{more}。"
            "请核对题集的文字，或看看是否少了报告。"
        )


def _eval_reader(path: Path, model: str | None) -> dict[str, Any]:
    from reportqa.answering import shared_reader
    from reportqa.embedding import load_encoder
    from reportqa.evaluation.squad import evaluate_reader

    with progress_bars() as progress:
        encoder = load_encoder(model, notify=notify(progress))
        reader = shared_reader(encoder.identity)
        return evaluate_reader(
            encoder, path, reader, lambda done, total: progress("评测", done, total)
        )


def _draw(result: dict[str, Any], path: Path) -> None:
    from reportqa.evaluation.plotting import plot

    try:
        path.write_text(plot(result["calibration"]["right"], result["risk_coverage"]), "utf-8")
    except OSError as error:
        raise UsageError(
            f"{path}：图写不进去（{reason_of(error)}）。请换一个 --plot 的位置。"
        ) from error


def _plain(result: dict[str, Any]) -> dict[str, Any]:
    """The figures that fit on a line each."""
    return {key: value for key, value in result.items() if not isinstance(value, dict | list)}


def _show_result(result: dict[str, Any]) -> None:
    from reportqa.evaluation.running import failures

    for failed in failures(result):
        say(f"✗ {failed['id']} [{failed['type']}] {failed['question']}")
        say(f"    {'；'.join(failed['problems'])}")
    columns = ("hit@1", "hit@5", "mrr", "answer_exact", "answer_f1", "refusal_recall")
    say("\n类型".ljust(15) + "n".rjust(5) + "".join(name.rjust(16) for name in columns))
    for name, figures in result["by_type"].items():
        values = "".join(figure(figures[column]).rjust(16) for column in columns)
        say(f"{name:<14}{figures['n']:>5}{values}")
    say("")
    print_figures(_plain(result), as_json=False)
    for name, answers in result["by_confidence"].items():
        told = "".join(f"  {key} {figure(answers[key])}" for key in ("n", "exact", "in_quote"))
        say(f"{'answers with confidence ' + name:<32}{told.strip()}")
    _show_certainty(result)


def _show_certainty(result: dict[str, Any]) -> None:
    """How far the probabilities can be trusted."""
    for truth, told in result["calibration"].items():
        print_figures({f"{key} ({truth})": told[key] for key in ("ece", "brier")}, as_json=False)
        say(f"概率      n    平均概率    {_TRUTHS[truth]}")
        for one in told["bins"]:
            span = f"{one['low']:.1f}–{one['high']:.1f}"
            shares = "".join(figure(one[key]).rjust(10) for key in ("probability", "share"))
            say(f"{span}{one['n']:>6}{shares}")
    curve = result["risk_coverage"]
    say(f"{'aurc':<32}{figure(curve['aurc'])}")
    for risk, coverage in curve["coverage_at_risk"].items():
        say(f"{'coverage at risk ' + risk:<32}{figure(coverage)}")


def show_comparison(comparison: "Comparison") -> None:
    """Metric by metric, and question by question what got better and worse."""
    for name, (old, new) in comparison.metrics.items():
        say(f"  {name:<26}{figure(old):>8} → {figure(new):>8}")
    for title, changes in (("变好", comparison.better), ("变差", comparison.worse)):
        say(f"{title}（{len(changes)}）")
        for change in changes:
            say(f"  {change.id} {change.question}\n    {change.before} → {change.after}")
