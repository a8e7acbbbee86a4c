"""`reportqa build`, `add` and `remove`: what changes the reports of an index."""

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportqa.cli.gating import add_gate, gate_of, show_verdict, verdict_to_json
from reportqa.cli.parsing import (
    REPORTS,
    Parser,
    a_folder,
    a_path,
    a_source,
    add_command,
    add_config,
    add_index,
    add_json,
    add_model,
)
from reportqa.cli.printing import complain, one_line, print_json, progress_bars, say
from reportqa.cli.showing import ABOUT, about
from reportqa.errors import GateClosed, NoneRead

if TYPE_CHECKING:
    from reportqa.evaluation.gating import Gate, Verdict
    from reportqa.index.building import BuildResult, Leaving, Progress

_BUILD_EXAMPLES = """\
示例：
  reportqa build                          读取 reports/，写入 index/
  reportqa build 报告/ 年报.txt --index 我的索引
  reportqa build --json                   只输出一个 JSON 对象
  reportqa build --gate 题集.jsonl --gate-metric hit@1 --gate-metric answer_exact
                                          新索引答得不如旧索引时，保留旧索引
"""
_ADD_EXAMPLES = """\
示例：
  reportqa add 2015.docx                  在原有报告之外收入这一份；同名的换成新的
  reportqa add 报告/hailar/2015.txt --below 报告
                                          名为 hailar/2015.txt，与 build 报告/ 时一致
"""
_REMOVE_EXAMPLES = """\
示例：
  reportqa remove hailar/2014.txt         名称见 reportqa list；报告文件本身不受影响
  reportqa remove 甲.txt 乙.txt --yes     不再询问
"""


def add_commands(commands: Any) -> None:
    """`build`, `add` and `remove`."""
    build = add_command(commands, "build", "建立或更新索引", _BUILD_EXAMPLES, _build)
    build.add_argument(
        "paths", nargs="*", type=a_path, metavar="PATH", help="文件或目录，默认 reports/"
    )
    build.add_argument("--fresh", action="store_true", help="不沿用旧索引，全部重新计算")
    add_index(build)
    add_model(build)
    add_config(build)
    add_json(build)
    add_gate(build)

    add = add_command(commands, "add", "在索引中加入或更换报告", _ADD_EXAMPLES, _add)
    add.add_argument("paths", nargs="+", type=a_path, metavar="PATH", help="文件或目录")
    add.add_argument("--below", type=a_folder, metavar="DIR", help="报告的名称从这个目录算起")
    add_index(add)
    add_model(add)
    add_json(add)
    add_gate(add)

    remove = add_command(commands, "remove", "从索引中移出报告", _REMOVE_EXAMPLES, _remove)
    remove.add_argument("sources", nargs="+", type=a_source, metavar="SOURCE", help="报告的名称")
    remove.add_argument("--yes", action="store_true", help="不询问；不在终端里运行时本来就不问")
    add_index(remove)
    add_model(remove)
    add_json(remove)


def build_index(
    paths: Sequence[Path], options: argparse.Namespace, gate: "Gate | None" = None
) -> "BuildResult":
    """Build as the options say; `fresh` is off where a command does not have it."""
    from reportqa.config import Settings
    from reportqa.index.building import build

    settings = Settings.load(options.config)
    with progress_bars() as progress:
        return build(
            paths,
            options.index,
            model=options.model,
            settings=settings,
            progress=_telling_of_a_wait(progress),
            leaving=_telling_what_leaves(gate),
            check=_with_bar(gate, progress),
            fresh=getattr(options, "fresh", False),
        )


def _build(options: argparse.Namespace, parser: Parser) -> None:
    paths = options.paths or [REPORTS]
    _run_gated(options, parser, lambda gate: build_index(paths, options, gate))
    _tell_unused(paths)


def _add(options: argparse.Namespace, parser: Parser) -> None:
    def run(gate: "Gate | None") -> "BuildResult":
        from reportqa.index.building import add

        with progress_bars() as progress:
            return add(
                options.paths,
                options.index,
                below=options.below,
                model=options.model,
                progress=_telling_of_a_wait(progress),
                check=_with_bar(gate, progress),
            )

    _run_gated(options, parser, run)
    _tell_unused(options.paths)


def _remove(options: argparse.Namespace, _parser: Parser) -> int:
    if sys.stdin and sys.stdin.isatty() and not options.yes and not _confirmed(options.sources):
        complain("没有移出任何报告。")
        return 1
    from reportqa.index.building import remove

    with progress_bars() as progress:
        result = remove(
            options.sources,
            options.index,
            model=options.model,
            progress=_telling_of_a_wait(progress),
        )
    _show(result, options.json, None)
    return 0


def _confirmed(sources: Sequence[str]) -> bool:
    sys.stderr.write(f"要从索引中移出 {len(sources)} 份报告：{'、'.join(sources)}。继续吗？[y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in {"y", "yes", "是"}


def _with_bar(gate: "Gate | None", progress: "Progress") -> "Gate | None":
    if gate is None:
        return None
    return replace(gate, progress=lambda done, total: progress("评测", done, total))


def _telling_of_a_wait(progress: "Progress") -> "Progress":
    """Bars are for terminals alone; that another build holds this one up is for everybody."""
    from reportqa.index.building import WAITING

    def tell(stage: str, done: int, total: int) -> None:
        if stage == WAITING:
            complain("另一个构建正在进行，等它结束……")
        else:
            progress(stage, done, total)

    return tell


def _telling_what_leaves(gate: "Gate | None") -> "Leaving":
    """Whether what leaves does leave is for a gate to say, and that has not been heard yet."""
    leaves = "通过把关就将移出索引" if gate else "将移出索引"

    def tell(sources: Sequence[str]) -> None:
        for source in sources:
            complain(f"{leaves}（这次没有读到）：{source}")

    return tell


def _tell_unused(paths: Sequence[Path]) -> None:
    """What lies in the folders and was not used, though somebody may think that it was."""
    from reportqa.reading import mendable
    from reportqa.reading.sidecar import strays

    for path, told in mendable(paths):
        complain(f"已跳过 {path}：{told}")
    for path in strays(paths):
        complain(
            f"{path}：旁边没有名为 {path.stem} 的报告，这份更正没有用上。"
            "更正文件的名称应是报告的全名加 .toml，如 2014.docx.toml。"
        )


def _run_gated(
    options: argparse.Namespace,
    parser: Parser,
    run: Callable[["Gate | None"], "BuildResult"],
) -> None:
    verdicts: list[Verdict] = []
    gate = gate_of(options, parser, verdicts)
    try:
        result = run(gate)
    except GateClosed:
        if options.json:
            print_json({"gate": verdict_to_json(verdicts[0])})
        else:
            show_verdict(verdicts[0])
        raise
    except NoneRead as error:
        _, *others = error.failed.items()  # the first is told by the error itself
        _tell_failed(others)
        raise
    if verdicts and not options.json:
        show_verdict(verdicts[0])
    _show(result, options.json, verdicts[0] if verdicts else None)


def _show(result: "BuildResult", as_json: bool, verdict: "Verdict | None") -> None:
    _tell_failed(result.failed.items())
    recognised = _recognised(result)
    if as_json:
        told = asdict(result) | {"index": str(result.index), "recognised": recognised}
        print_json(told | ({"gate": verdict_to_json(verdict)} if verdict else {}))
        return
    for one in recognised:
        _show_recognised(one)
    if recognised:
        say(
            "认错了或没能认出的，可写在报告旁的 FILE.toml 里（如 2014.docx.toml）更正，再构建一次。"
        )
    for source in result.removed:
        say(f"已移出索引：{one_line(source)}")
    say(
        f"索引已就绪：{result.reports} 份报告，{result.chunks} 个段落"
        f"（新算 {result.embedded} 个，沿用 {result.reused} 个）→ {result.index}"
    )


def _tell_failed(failed: Iterable[tuple[str, str]]) -> None:
    for source, message in failed:
        is_named = message.partition("：")[0].endswith(source)  # else by its file of corrections
        complain(f"已跳过 {message}" if is_named else f"已跳过 {source}：{message}")


def _recognised(result: "BuildResult") -> list[dict[str, Any]]:
    """What is known of each report that is new or has changed."""
    from reportqa.index.holding import holdings

    if not result.added and not result.changed:
        return []
    return [
        {"source": held.report.source, "is_new": held.report.source in result.added}
        | about(held.report)
        for held in holdings(result.index)
        if held.report.source in {*result.added, *result.changed}
    ]


def _show_recognised(one: dict[str, Any]) -> None:
    sign = "新增" if one["is_new"] else "更新"
    say(f"{sign} {one_line(one['source'])}《{one['title']}》")
    told = [f"{ABOUT[name]} {one[name]}" for name in ABOUT if name != "title" and one[name]]
    untold = [words for name, words in ABOUT.items() if not one[name]]
    if untold:
        told.append(f"没能认出：{'、'.join(untold)}")
    say(f"    {' · '.join(told)}")
