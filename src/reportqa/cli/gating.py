"""The gate of `reportqa build` and `add`: its options, and how its verdict is shown."""

import argparse
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from reportqa.cli.measuring import show_comparison
from reportqa.cli.parsing import Parser, a_file
from reportqa.cli.printing import figure, say
from reportqa.evaluation.gate_defaults import METRIC, TOLERANCE

if TYPE_CHECKING:
    from reportqa.evaluation.gating import Gate, Verdict


def add_gate(parser: Parser) -> None:
    """The options that ask for a gate."""
    gate = parser.add_argument_group("把关（换上新索引之前用题集评测）")
    gate.add_argument("--gate", type=a_file, metavar="FILE.jsonl", help="题集")
    gate.add_argument(
        "--gate-metric",
        action="append",
        metavar="NAME",
        help=f"不许下降的指标，可给出多次，默认 {METRIC}",
    )
    gate.add_argument(
        "--gate-tolerance",
        type=_share,
        metavar="X",
        help=f"容许下降多少（0 到 1），默认 {TOLERANCE}",
    )
    gate.add_argument("--gate-split", metavar="PART", help="只用题集的这一部分，如 dev")
    gate.add_argument(
        "--gate-against", type=a_file, metavar="OLD.json", help="与先前保存的结果比，不评测旧索引"
    )


def _share(value: str) -> float:
    try:
        number = float(value)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        raise argparse.ArgumentTypeError(f"应是 0 到 1 之间的数，不能是“{value}”")
    return number


def gate_of(
    options: argparse.Namespace, parser: Parser, verdicts: "list[Verdict]"
) -> "Gate | None":
    """The gate that the options ask for; it leaves its verdict in `verdicts`."""
    if options.gate is None:
        for name in ("metric", "tolerance", "split", "against"):
            if getattr(options, f"gate_{name}") is not None:
                parser.error(f"--gate-{name} 需要同时给出 --gate")
        return None
    from reportqa.evaluation.comparing import load_result
    from reportqa.evaluation.gating import METRICS, Gate
    from reportqa.evaluation.question_sets import QuestionSet

    metrics = tuple(options.gate_metric or (METRIC,))
    for name in metrics:
        if name not in METRICS:
            parser.error(f"--gate-metric {name}：可用的是 {'、'.join(METRICS)}")

    return Gate(
        questions=QuestionSet.load(options.gate, options.gate_split),
        metrics=metrics,
        tolerance=TOLERANCE if options.gate_tolerance is None else options.gate_tolerance,
        saved=load_result(options.gate_against) if options.gate_against else None,
        tell=verdicts.append,
    )


def show_verdict(verdict: "Verdict") -> None:
    """Metric by metric and question by question."""
    if verdict.comparison is None:
        say("没有可比的旧索引；新索引的成绩：")
        for name in verdict.metrics:
            say(f"  {name:<26}{figure(verdict.result[name]):>8}")
        return
    say("新索引与旧索引比较：")
    show_comparison(verdict.comparison)


def verdict_to_json(verdict: "Verdict") -> dict[str, Any]:
    """The verdict for programs."""
    return {
        "open": not verdict.fallen,
        "fallen": list(verdict.fallen),
        "result": {name: verdict.result[name] for name in verdict.metrics},
        "comparison": asdict(verdict.comparison) if verdict.comparison else None,
    }
