"""Wrong usage, and help."""

from importlib.metadata import version
from typing import NoReturn

import pytest

from .commands import Run, one_line


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "命令"),
        (("forget",), "forget"),
        (("ask",), "请给出一个问题，或用 --questions 给出一个文件"),
        (("ask", "甲", "--questions", "q.jsonl"), "问题和 --questions 只能给出一个。"),
        (("ask", "--questions", "q.jsonl"), "--questions 需要同时给出 --json"),
        (("ask", "甲", "--top-k", "0"), "--top-k：应是 1 到 100 的整数，不能是“0”"),
        (("ask", "甲", "--top-k", "101"), "--top-k：应是 1 到 100 的整数，不能是“101”"),
        (("ask", "甲", "--top-k", "-1"), "--top-k"),
        (("ask", "甲", "--top-k", "三"), "--top-k：应是 1 到 100 的整数，不能是“三”"),
        (("ask", "甲", "乙\n丙"), "乙 丙"),
        (("build", "--nothing"), "--nothing"),
        (("eval",), "请给出一个题集，或用 --squad"),
        (("eval",), "格式的文件。用法见 reportqa eval --help"),
        (("eval", "set.jsonl", "--squad", "dev.json"), "请给出一个题集，或用 --squad"),
        (("eval", "set.jsonl", "--plot", "图.png"), "图.png：只能画成 SVG"),
        (("eval", "set.jsonl", "--plot", "没有/图.svg"), "没有/图.svg：没有这个目录，请先建立它"),
        (("eval", "--squad", "dev.json", "--plot", "图.svg"), "--plot 只用于题集"),
        (("eval", "--squad", "dev.json", "--split", "test"), "--split 只用于题集"),
        (("eval", "--squad", "dev.json", "--compare", "旧.json"), "--compare 只用于题集"),
        (("serve", "--port", "x"), "--port：“x”不是整数"),
        (("forget",), "命令：没有“forget”。"),
        (("show",), "还缺 SOURCE。"),
        (("list", "--index"), "--index：后面要写一个值。"),
        (("build", "--index", ""), "--index：后面要写一个目录，不能是空的。"),
        (("build", ""), "PATH：要写一个文件或目录，不能是空的。"),
        (("add", "报告.txt", ""), "PATH：要写一个文件或目录，不能是空的。"),
        (("add", "报告.txt", "--below", ""), "--below：后面要写一个目录，不能是空的。"),
        (("ask", "--questions", "", "--json"), "--questions：后面要写一个文件，不能是空的。"),
        (("build", "--config", ""), "--config：后面要写一个文件，不能是空的。"),
        (("show", ""), "SOURCE：要写一份报告的名称，不能是空的。"),
        (("remove", "甲.txt", ""), "SOURCE：要写一份报告的名称，不能是空的。"),
        (("list", "--nothing"), "不认识 --nothing。"),
        (("list", "甲\x1b[2J"), "甲\u241b[2J"),
    ],
)
def test_wrong_usage_is_one_line_and_status_2(
    run: Run, arguments: tuple[str, ...], words: str
) -> None:
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert words in one_line(err)
    assert "--help" in err


def test_want_of_memory_is_told_in_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def lacking(_: object) -> NoReturn:
        raise MemoryError

    monkeypatch.setattr("reportqa.index.holding.holdings", lacking)
    status, out, err = run("list")
    assert (status, out) == (1, "")
    assert one_line(err).startswith("reportqa: 内存不够。请关闭别的程序，")


def test_the_version_is_told(run: Run) -> None:
    assert run("--version") == (0, f"reportqa {version('reportqa')}\n", "")


def test_help_lists_the_commands(run: Run) -> None:
    status, out, err = run("--help")
    assert (status, err) == (0, "")
    assert out.startswith("用法：reportqa ")
    assert "显示这份说明" in out
    for english in ("usage", "options", "show this"):
        assert english not in out
    for command in ("build", "ask", "eval", "serve"):
        assert f"\n    {command} " in out
    assert "\n命令：\n" in out


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("build", ["PATH", "--index", "--json", "reportqa build --json"]),
        ("ask", ["QUESTION", "--questions", "--explain", "--top-k", "--json", 'reportqa ask "']),
        ("ask", ["终端上有答案时", "个、没有时", "不找相近问题，要找请加 --explain"]),
        (
            "eval",
            [
                "--squad",
                "--compare",
                "--split",
                "--plot",
                "--index",
                "--json",
                "reportqa eval --squad",
            ],
        ),
        ("serve", ["--host", "--port", "--index", "reportqa serve --host"]),
    ],
)
def test_every_commands_help_has_its_options_and_examples(
    run: Run, command: str, words: list[str]
) -> None:
    status, out, err = run(command, "--help")
    assert (status, err) == (0, "")
    assert "示例：\n" in out
    assert [word for word in words if word not in out] == []


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (
            "build",
            [
                "--fresh",
                "--config",
                "用题集评测）：\n",
                "--gate ",
                "--gate-metric",
                "--gate-against",
            ],
        ),
        ("add", ["PATH", "--below", "--gate", "reportqa add 2015.docx"]),
        (
            "remove",
            ["SOURCE", "--yes", "不在终端里运行时本来就不问", "reportqa remove hailar/2014.txt"],
        ),
        ("list", ["reportqa list --index 我的索引 --json"]),
        ("show", ["SOURCE", "reportqa show hailar/2014.txt"]),
        ("history", ["reportqa history --json"]),
        ("rollback", ["GENERATION", "reportqa rollback 2026"]),
        ("doctor", ["--model", "reportqa doctor --index 我的索引 --json"]),
        ("serve", ["--config"]),
    ],
)
def test_every_library_commands_help_has_its_options_and_examples(
    run: Run, command: str, words: list[str]
) -> None:
    status, out, err = run(command, "--help")
    assert (status, err) == (0, "")
    assert "示例：\n" in out
    assert [word for word in [*words, "--index"] if word not in out] == []
    assert f"\n    {command} " in run("--help")[1]
