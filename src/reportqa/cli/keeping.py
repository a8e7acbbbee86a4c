"""`reportqa history`, `rollback` and `doctor`: the generations of an index and their health."""

import argparse
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from reportqa.cli.parsing import (
    Parser,
    add_command,
    add_index,
    add_json,
    add_model,
    of_index,
)
from reportqa.cli.printing import complain, notify, one_line, print_json, progress_bars, say

if TYPE_CHECKING:
    from reportqa.index.upkeep import Generation

_HISTORY_EXAMPLES = """\
示例：
  reportqa history                        最近几代索引，每一代增减了哪些报告
  reportqa history --json
"""
_ROLLBACK_EXAMPLES = """\
示例：
  reportqa rollback                       回到前一代
  reportqa rollback 20260101T080000.123456Z
                                          回到（或换到）这一代，名称见 reportqa history
"""
_DOCTOR_EXAMPLES = """\
示例：
  reportqa doctor                         有错误时退出码为 1，并给出修复的命令
  reportqa doctor --index 我的索引 --json
"""


def add_commands(commands: Any) -> None:
    """`history`, `rollback` and `doctor`."""
    history = add_command(commands, "history", "列出保留的各代索引", _HISTORY_EXAMPLES, _history)
    add_index(history)
    add_json(history)

    rollback = add_command(
        commands, "rollback", "回到先前的一代索引", _ROLLBACK_EXAMPLES, _rollback
    )
    rollback.add_argument(
        "generation", nargs="?", metavar="GENERATION", help="哪一代，默认是现用的前一代"
    )
    add_index(rollback)
    add_json(rollback)

    doctor = add_command(commands, "doctor", "检查索引", _DOCTOR_EXAMPLES, _doctor)
    add_index(doctor)
    add_model(doctor)
    add_json(doctor)


def _history(options: argparse.Namespace, _parser: Parser) -> None:
    from reportqa.index.upkeep import history

    generations = history(options.index)
    if options.json:
        print_json([asdict(generation) for generation in generations])
        return
    for generation in generations:
        _show_generation(generation)


def _show_generation(generation: "Generation") -> None:
    live = "（现用）" if generation.is_live else ""
    if generation.problem:
        say(f"{generation.name}{live}　{generation.problem}")
        return
    say(f"{generation.name}{live}　{generation.reports} 份报告，{generation.chunks} 个段落")
    for word, sources in (
        ("新增", generation.added),
        ("更新", generation.changed),
        ("移出", generation.removed),
    ):
        if sources:
            say(f"    {word} {len(sources)}：{one_line('、'.join(sources))}")


def _rollback(options: argparse.Namespace, _parser: Parser) -> None:
    from reportqa.index.upkeep import rollback

    name = rollback(
        options.index,
        options.generation,
        waiting=lambda: complain("另一个构建正在进行，等它结束……"),
    )
    if options.json:
        print_json({"generation": name})
    else:
        say(f"现用的一代是 {name}。")


def _doctor(options: argparse.Namespace, _parser: Parser) -> int:
    from reportqa.index.examining import doctor

    with progress_bars() as progress:
        findings = [
            replace(finding, mend=of_index(finding.mend, options.index))
            for finding in doctor(options.index, options.model, notify=notify(progress))
        ]
    has_errors = any(finding.is_error for finding in findings)
    if options.json:
        print_json(
            {
                "healthy": not has_errors,
                "findings": [
                    asdict(finding) | {"where": str(finding.where)} for finding in findings
                ],
            }
        )
        return int(has_errors)
    for finding in findings:
        sign = "错误" if finding.is_error else "提醒"
        say(f"{sign}：{one_line(f'{finding.where}：{finding.problem}')}")
        say(f"    修复：{one_line(finding.mend)}")
    if not has_errors:
        say("索引完好。")
    return int(has_errors)
