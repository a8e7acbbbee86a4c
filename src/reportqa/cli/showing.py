"""`reportqa list` and `show`: what an index holds."""

import argparse
from typing import TYPE_CHECKING, Any, Final

from reportqa.cli.parsing import Parser, a_source, add_command, add_index, add_json
from reportqa.cli.printing import one_line, print_json, print_table, say

if TYPE_CHECKING:
    from reportqa.index.holding import Holding
    from reportqa.types import Report, Section

ABOUT: Final = {
    "title": "标题",
    "issuer": "发文机关",
    "place": "地区",
    "kind": "种类",
    "date": "日期",
    "year": "回顾年份",
    "plan_year": "计划年份",
}
"""What a report is about, by the names of a sidecar, in the user's words."""

_UNTOLD = "没能认出"
_LIST_EXAMPLES = """\
示例：
  reportqa list
  reportqa list --index 我的索引 --json
"""
_SHOW_EXAMPLES = """\
示例：
  reportqa show hailar/2014.txt           名称见 reportqa list
  reportqa show urumqi-2020.txt --json
"""


def add_commands(commands: Any) -> None:
    """`list` and `show`."""
    listing = add_command(commands, "list", "列出索引里的报告", _LIST_EXAMPLES, _list)
    add_index(listing)
    add_json(listing)

    show = add_command(
        commands, "show", "查看一份报告：来历、认出了什么、目录", _SHOW_EXAMPLES, _show
    )
    show.add_argument("source", type=a_source, metavar="SOURCE", help="报告的名称")
    add_index(show)
    add_json(show)


def about(report: "Report") -> dict[str, Any]:
    """What is recognised of a report, None where it could not be told."""
    return {name: getattr(report, name) for name in ABOUT}


def _list(options: argparse.Namespace, _parser: Parser) -> None:
    from reportqa.index.holding import holdings

    held = holdings(options.index)
    if options.json:
        print_json(
            [
                {"source": item.report.source}
                | about(item.report)
                | {"pages": len(item.report.pages) or None, "chunks": item.entry.chunks}
                for item in held
            ]
        )
        return
    print_table(
        ("名称", "标题", "地区", "回顾", "计划", "种类", "日期", "段落"),
        [
            (
                item.report.source,
                item.report.title,
                *(
                    str(getattr(item.report, name) or "–")
                    for name in ("place", "year", "plan_year", "kind", "date")
                ),
                str(item.entry.chunks),
            )
            for item in held
        ],
    )


def _show(options: argparse.Namespace, _parser: Parser) -> None:
    from reportqa.index.holding import holding_of

    held = holding_of(options.index, options.source)
    if options.json:
        print_json(_to_json(held))
        return
    report = held.report
    for name, value in about(report).items():
        say(f"{ABOUT[name]}：{_UNTOLD if value is None else value}")
    say(f"名称：{one_line(report.source)}")
    say(f"编号：{report.id}")
    say(f"字数：{len(report.text)}　段落：{held.entry.chunks}" + _pages(report))
    say(f"原文件：{held.original or '没有保存'}")
    say(f"SHA-256：{report.sha256}")
    if held.entry.corrections_sha256:
        say("有更正文件。")
    say("目录：" if report.sections else "目录：没有认出标题")
    for section in report.sections:
        indent = "  " * len(section.path)
        say(f"{indent}{one_line(section.path[-1])}　[{section.start}–{section.end}]")


def _pages(report: "Report") -> str:
    return f"　页数：{len(report.pages)}" if report.pages else ""


def _to_json(held: "Holding") -> dict[str, Any]:
    report = held.report
    return {
        "source": report.source,
        "report_id": report.id,
        **about(report),
        "sha256": report.sha256,
        "corrected": bool(held.entry.corrections_sha256),
        "original": str(held.original) if held.original else None,
        "characters": len(report.text),
        "chunks": held.entry.chunks,
        "pages": len(report.pages) or None,
        "sections": [_section(section) for section in report.sections],
    }


def _section(section: "Section") -> dict[str, Any]:
    return {"path": list(section.path), "start": section.start, "end": section.end}
