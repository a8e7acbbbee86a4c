"""The commands that keep a library: what they print, where, and how they end."""

import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reportqa.cli import main
from reportqa.index.building import build
from reportqa.index.generations import current, generations, locked
from reportqa.index.holding import holding_of, holdings
from toys import LAW, REPORTS, ToyEncoder, write_reports

_DATA, _LAW, _NOTES = REPORTS
_CASES = {
    "id": "a-1",
    "question": "全年受理行政复议案件多少件？",
    "type": "figure",
    "answerable": True,
    "evidence": ["受理行政复议案件128件"],
    "answer": "128件",
    "split": "dev",
}
_UNTOLD = dict.fromkeys(("issuer", "place", "kind", "date", "year", "plan_year"))
_HINT = "认错了或没能认出的，可写在报告旁的 FILE.toml 里（如 2014.docx.toml）更正，再构建一次。"

Run = Callable[..., tuple[int | str | None, str, str]]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with reports/ and their index/; a toy stands for the built-in model."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("reportqa.embedding.builtin.load_builtin", lambda _notify: ToyEncoder())
    build([write_reports(tmp_path)], tmp_path / "index", encoder=ToyEncoder())
    return tmp_path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Exit status, stdout and stderr of one command."""

    def run_it(*arguments: str) -> tuple[int | str | None, str, str]:
        status: int | str | None
        try:
            status = main(arguments)
        except SystemExit as stopped:
            status = stopped.code
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return run_it


def _write(path: str, text: str) -> str:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, encoding="utf-8")
    return path


def _sources() -> list[str]:
    return [held.report.source for held in holdings("index")]


class TestAdd:
    def test_it_tells_what_was_recognised(self, run: Run) -> None:
        _write("reports/法治/2022.txt", LAW.replace("2021", "2022"))
        status, out, err = run("add", "reports/法治/2022.txt", "--below", "reports")
        assert (status, err) == (0, "")
        assert out.splitlines() == [
            "新增 法治/2022.txt《云溪市人民政府2022年度法治政府建设工作报告》",
            "    发文机关 云溪市人民政府 · 地区 云溪市 · 种类 法治政府建设工作报告 · 回顾年份 2022"
            " · 计划年份 2022 · 没能认出：日期",
            _HINT,
            "索引已就绪：4 份报告，16 个段落（新算 6 个，沿用 10 个）→ index",
        ]
        assert run("add", "reports/法治/2022.txt", "--below", "reports")[1] == (
            "索引已就绪：4 份报告，16 个段落（新算 0 个，沿用 16 个）→ index\n"
        )

    def test_a_corrected_report_is_shown_as_updated(self, run: Run) -> None:
        _write("reports/记录.txt.toml", 'place = "云溪市"\nkind = "记录"')
        status, out, _ = run("add", "reports/记录.txt")
        assert status == 0
        assert out.splitlines()[:2] == [
            "更新 记录.txt《记录》",
            "    地区 云溪市 · 种类 记录 · 没能认出：发文机关、日期、回顾年份、计划年份",
        ]

    def test_json_is_one_object_and_nothing_else(self, run: Run) -> None:
        _write("new/新.txt", "新增的一份。")
        Path("new/坏.txt").write_bytes(b"\x00\x01")
        status, out, err = run("add", "new", "--json")
        told = json.loads(out)
        assert status == 0
        assert told == {
            "index": "index",
            "generation": current(Path("index")).name,
            "reports": 4,
            "chunks": 11,
            "characters": sum(map(len, REPORTS.values())) + 6,
            "embedded": 1,
            "reused": 10,
            "added": ["新.txt"],
            "changed": [],
            "removed": [],
            "failed": {"坏.txt": told["failed"]["坏.txt"]},
            "recognised": [{"source": "新.txt", "is_new": True, "title": "新", **_UNTOLD}],
        }
        assert err.startswith("reportqa: 已跳过 坏.txt：")

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (("没有.txt",), "没有.txt：没有这个文件或目录。请检查路径。"),
            (("reports", "--below", "index"), "reports：不在 index 之下。请改正 --below"),
            (("reports", "--index", "没有"), "没有：这里还没有索引。请先运行 reportqa build"),
        ],
    )
    def test_a_mistake_is_one_line_and_status_1(
        self, run: Run, arguments: tuple[str, ...], words: str
    ) -> None:
        status, out, err = run("add", *arguments)
        assert (status, out, err.count("\n")) == (1, "", 1)
        assert words in err


class TestRemove:
    def test_where_nobody_can_be_asked_it_just_does_it(self, run: Run) -> None:
        status, out, err = run("remove", _NOTES)
        assert (status, err) == (0, "")
        assert out.splitlines() == [
            "已移出索引：记录.txt",
            "索引已就绪：2 份报告，9 个段落（新算 0 个，沿用 9 个）→ index",
        ]
        assert Path("reports/记录.txt").is_file()

    @pytest.mark.parametrize(
        ("reply", "status"), [("y\n", 0), ("是\n", 0), ("\n", 1), ("", 1), ("no\n", 1)]
    )
    def test_on_a_terminal_it_asks(
        self, run: Run, monkeypatch: pytest.MonkeyPatch, reply: str, status: int
    ) -> None:
        class Terminal:
            def isatty(self) -> bool:
                return True

            def readline(self) -> str:
                return reply

        monkeypatch.setattr("sys.stdin", Terminal())
        told, out, err = run("remove", _NOTES, _DATA, "--json")
        assert told == status
        question = "要从索引中移出 2 份报告：记录.txt、数字经济2022.txt。继续吗？[y/N] "
        assert err == question + ("" if status == 0 else "reportqa: 没有移出任何报告。\n")
        assert _sources() == ([_LAW] if status == 0 else list(REPORTS))
        if status == 0:
            assert json.loads(out)["removed"] == [_DATA, _NOTES]

    def test_yes_is_not_asked(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
        assert run("remove", _NOTES, "--yes")[0] == 0

    def test_what_is_not_there_is_told(self, run: Run) -> None:
        status, out, err = run("remove", "甲.txt")
        assert (status, out) == (1, "")
        assert err == "reportqa: 索引里没有 甲.txt。可用 reportqa list 查看都有哪些。\n"
        assert len(generations(Path("index"))) == 1


class TestList:
    def test_a_table_is_for_people(self, run: Run) -> None:
        status, out, err = run("list")
        assert (status, err) == (0, "")
        assert [line.split() for line in out.splitlines()] == [
            ["名称", "标题", "地区", "回顾", "计划", "种类", "日期", "段落"],
            [_DATA, "云溪市数字经济发展2022年工作总结", "云溪市", "2022", "–", "–", "–", "3"],
            [
                _LAW,
                "云溪市人民政府2021年度法治政府建设工作报告",
                "云溪市",
                "2021",
                "2021",
                "法治政府建设工作报告",
                "–",
                "6",
            ],
            [_NOTES, "记录", "–", "–", "–", "–", "–", "1"],
        ]

    def test_json_is_for_programs(self, run: Run) -> None:
        status, out, _ = run("list", "--json")
        told = json.loads(out)
        assert (status, [one["source"] for one in told]) == (0, list(REPORTS))
        assert told[2] == {
            "source": _NOTES,
            "title": "记录",
            **_UNTOLD,
            "pages": None,
            "chunks": 1,
        }

    def test_it_needs_no_model(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("reportqa.embedding.builtin.load_builtin", None)
        assert run("list")[0] == run("show", _LAW)[0] == run("history")[0] == 0


class TestShow:
    def test_all_that_is_known_is_told(self, run: Run) -> None:
        status, out, err = run("show", _LAW)
        held = holding_of("index", _LAW)
        assert (status, err) == (0, "")
        assert out.splitlines() == [
            "标题：云溪市人民政府2021年度法治政府建设工作报告",
            "发文机关：云溪市人民政府",
            "地区：云溪市",
            "种类：法治政府建设工作报告",
            "日期：没能认出",
            "回顾年份：2021",
            "计划年份：2021",
            "名称：法治/2021.txt",
            f"编号：{held.report.id}",
            f"字数：{len(LAW)}　段落：6",
            f"原文件：{held.original}",
            f"SHA-256：{held.report.sha256}",
            "目录：",
            *(
                "  " * len(section.path) + f"{section.path[-1]}　[{section.start}–{section.end}]"
                for section in held.report.sections
            ),
        ]
        assert out.count("\n  一、主要成效　[") == 1

    def test_json_is_the_same_for_programs(self, run: Run) -> None:
        status, out, _ = run("show", _NOTES, "--json")
        held = holding_of("index", _NOTES)
        assert status == 0
        assert json.loads(out) == {
            "source": _NOTES,
            "report_id": held.report.id,
            "title": "记录",
            **_UNTOLD,
            "sha256": held.report.sha256,
            "corrected": False,
            "original": str(held.original),
            "characters": len(REPORTS[_NOTES]),
            "chunks": 1,
            "pages": None,
            "sections": [],
        }

    def test_what_is_missing_is_said(self, run: Run) -> None:
        _write("reports/记录.txt.toml", 'place = "云溪市"')
        run("build")
        original = holding_of("index", _NOTES).original
        assert original
        original.unlink()
        out = run("show", _NOTES)[1]
        assert "\n原文件：没有保存\n" in out
        assert "\n有更正文件。\n" in out
        assert out.endswith("\n目录：没有认出标题\n")

    def test_an_unknown_source_is_told(self, run: Run) -> None:
        status, out, err = run("show", "2021.txt")
        assert (status, out) == (1, "")
        assert err == "reportqa: 索引里没有 2021.txt。可用 reportqa list 查看都有哪些。\n"


class TestHistoryAndRollback:
    def test_generations_are_listed_newest_first(self, run: Run) -> None:
        _write("reports/新.txt", "新增的一份。")
        _write("reports/记录.txt", "河道巡查记录。")
        run("build")
        run("remove", _DATA)
        newest, middle, oldest = (path.name for path in generations(Path("index"))[::-1])
        status, out, err = run("history")
        assert (status, err) == (0, "")
        assert out.splitlines() == [
            f"{newest}（现用）　3 份报告，8 个段落",
            f"    移出 1：{_DATA}",
            f"{middle}　4 份报告，11 个段落",
            "    新增 1：新.txt",
            f"    更新 1：{_NOTES}",
            f"{oldest}　3 份报告，10 个段落",
        ]
        told = json.loads(run("history", "--json")[1])
        assert [one["name"] for one in told] == [newest, middle, oldest]
        assert told[1] == {
            "name": middle,
            "created": told[1]["created"],
            "reports": 4,
            "chunks": 11,
            "is_live": False,
            "added": ["新.txt"],
            "changed": [_NOTES],
            "removed": [],
            "problem": None,
        }

    def test_a_damaged_generation_is_listed_with_its_problem(self, run: Run) -> None:
        run("build")
        old = generations(Path("index"))[0]
        (old / "manifest.json").write_bytes(b"")
        last = run("history")[1].splitlines()[-1]
        assert last.startswith(f"{old.name}　{old / 'manifest.json'}：清单缺失或已损坏。")

    def test_rolling_back_answers_from_before(self, run: Run) -> None:
        run("remove", _NOTES)
        old, live = (path.name for path in generations(Path("index")))
        assert run("rollback") == (0, f"现用的一代是 {old}。\n", "")
        assert _sources() == list(REPORTS)
        status, out, _ = run("rollback", live, "--json")
        assert (status, json.loads(out)) == (0, {"generation": live})
        assert _sources() == [_DATA, _LAW]

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            ((), "没有更早的一代可以回退。可用 reportqa history 查看都有哪些。"),
            (("x",), "没有 x 这一代。可用 reportqa history 查看都有哪些。"),
            (("--index", "没有"), "没有：这里还没有索引。请先运行 reportqa build"),
        ],
    )
    def test_a_mistake_is_one_line_and_status_1(
        self, run: Run, arguments: tuple[str, ...], words: str
    ) -> None:
        status, out, err = run("rollback", *arguments)
        assert (status, out, err.count("\n")) == (1, "", 1)
        assert words in err
        assert not Path("没有").exists()


class TestDoctor:
    def test_a_whole_index_is_said_to_be(self, run: Run) -> None:
        assert run("doctor") == (0, "索引完好。\n", "")
        assert json.loads(run("doctor", "--json")[1]) == {"healthy": True, "findings": []}

    def test_errors_name_the_mending_command_and_end_with_1(self, run: Run) -> None:
        vectors = current(Path("index")) / "segment-0/vectors.faiss"
        vectors.write_bytes(vectors.read_bytes() + b"x")
        problem = "与清单的校验值不符，可能写了一半或被改动"
        assert run("doctor") == (
            1,
            f"错误：{vectors}：{problem}\n    修复：reportqa build\n",
            "",
        )
        status, out, _ = run("doctor", "--json")
        assert (status, json.loads(out)) == (
            1,
            {
                "healthy": False,
                "findings": [
                    {
                        "is_error": True,
                        "where": str(vectors),
                        "problem": problem,
                        "mend": "reportqa build",
                    }
                ],
            },
        )
        assert run("build")[0] == run("doctor")[0] == 0

    def test_leftovers_are_no_errors(self, run: Run) -> None:
        Path("index/generations/.tmp-x").mkdir()
        status, out, _ = run("doctor")
        assert status == 0
        assert out.startswith("提醒：index/generations/.tmp-x：中断的构建留下的")
        assert out.endswith("\n索引完好。\n")

    def test_no_index_is_a_mistake(self, run: Run) -> None:
        status, out, err = run("doctor", "--index", "没有")
        assert (status, out) == (1, "")
        assert "没有：这里还没有索引。" in err


class TestGate:
    @pytest.fixture(autouse=True)
    def spoilt(self) -> None:
        _write("set.jsonl", json.dumps(_CASES))
        _write("reports/法治/2021.txt", LAW.replace("行政复议案件128件", "行政复议案件一批"))

    def test_a_fall_is_told_question_by_question_and_keeps_the_old_index(self, run: Run) -> None:
        before = current(Path("index"))
        status, out, err = run("build", "--gate", "set.jsonl", "--gate-split", "dev")
        assert status == 1
        assert err == (
            "reportqa: hit@1 由 1.000 降到 0.000，超过容许的 0.02，保留原有索引。"
            "请查看变差的题目；要照样换上，请去掉 --gate 或放宽 --gate-tolerance。\n"
        )
        lines = out.splitlines()
        assert lines[0] == "新索引与旧索引比较："
        assert lines[1].split() == ["hit@1", "1.000", "→", "0.000"]
        worse = lines.index("变差（1）")
        assert lines[worse + 1] == f"  a-1 {_CASES['question']}"
        assert lines[worse + 2].startswith("    答“128件”，证据在第1段 → ")
        assert lines[worse + 3 :] == []
        assert current(Path("index")) == before

    def test_json_tells_the_same(self, run: Run) -> None:
        gated = ("--gate", "set.jsonl", "--gate-metric", "mrr", "--json")
        status, out, _ = run("build", *gated)
        told = json.loads(out)["gate"]
        assert (status, told["open"], told["fallen"]) == (1, False, ["mrr"])
        assert told["result"] == {"mrr": 0.0}
        assert told["comparison"]["metrics"]["hit@1"] == [1.0, 0.0]
        assert [change["id"] for change in told["comparison"]["worse"]] == ["a-1"]
        status, out, _ = run("build", *gated, "--gate-tolerance", "1")
        told = json.loads(out)
        assert (status, told["gate"]["open"], told["changed"]) == (0, True, [_LAW])

    def test_a_pass_is_told_before_the_rest(self, run: Run) -> None:
        status, out, _ = run("build", "--gate", "set.jsonl", "--gate-tolerance", "1")
        assert status == 0
        assert out.startswith("新索引与旧索引比较：\n")
        assert out.splitlines()[-1].startswith("索引已就绪：3 份报告")

    def test_a_first_index_has_nothing_to_be_compared_with(self, run: Run) -> None:
        status, out, _ = run("build", "--index", "other", "--gate", "set.jsonl")
        assert status == 0
        assert out.splitlines()[0] == "没有可比的旧索引；新索引的成绩："
        assert out.splitlines()[1].split() == ["hit@1", "0.000"]

    def test_a_saved_result_stands_for_the_old_index(self, run: Run) -> None:
        saved = json.loads(run("eval", "set.jsonl", "--json")[1])
        _write("old.json", json.dumps(saved))
        gated = ("--gate", "set.jsonl", "--gate-against", "old.json")
        assert run("add", "reports", *gated)[0] == 1
        _write("old.json", json.dumps(saved | {"questions": []}))
        status, out, err = run("add", "reports", *gated)
        assert (status, out) == (1, "")
        assert "不是同一套题，无法把关" in err

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (("--gate-metric", "hit@1"), "--gate-metric 需要同时给出 --gate"),
            (("--gate-tolerance", "0"), "--gate-tolerance 需要同时给出 --gate"),
            (("--gate", "set.jsonl", "--gate-metric", "x"), "--gate-metric x：可用的是 hit@1、"),
            (("--gate", "set.jsonl", "--gate-tolerance", "2"), "2：应是 0 到 1 之间的数"),
            (("--gate", "set.jsonl", "--gate-tolerance", "nan"), "nan：应是 0 到 1 之间的数"),
            (("--gate", "set.jsonl", "--gate-tolerance", "少"), "少：应是 0 到 1 之间的数"),
        ],
    )
    def test_wrong_usage_is_one_line_and_status_2(
        self, run: Run, arguments: tuple[str, ...], words: str
    ) -> None:
        for command in (("build",), ("add", "reports")):
            status, out, err = run(*command, *arguments)
            assert (status, out, err.count("\n")) == (2, "", 1)
            assert words in err

    def test_a_set_that_cannot_be_read_stops_before_the_build(self, run: Run) -> None:
        status, out, err = run("build", "--gate", "没有.jsonl")
        assert (status, out) == (1, "")
        assert "没有.jsonl：题目文件读不出来" in err
        assert len(generations(Path("index"))) == 1


class TestBuild:
    def test_fresh_uses_nothing_again(self, run: Run) -> None:
        told = json.loads(run("build", "--fresh", "--json")[1])
        assert (told["embedded"], told["reused"]) == (10, 0)

    def test_another_build_under_way_is_waited_for_and_told(self, run: Run) -> None:
        # The first build lets go of the index once the second has said that it waits.
        done = threading.Event()
        held = threading.Event()

        def hold() -> None:
            with locked(Path("index")):
                held.set()
                done.wait(1)

        thread = threading.Thread(target=hold)
        thread.start()
        held.wait(10)
        status, _, err = run("build")
        done.set()
        thread.join(10)
        assert (status, err) == (0, "reportqa: 另一个构建正在进行，等它结束……\n")


class TestConfig:
    def _settings(self) -> dict[str, Any]:
        manifest = json.loads((current(Path("index")) / "manifest.json").read_text("utf-8"))
        settings: dict[str, Any] = manifest["settings"]
        return settings

    def test_a_file_in_the_working_folder_counts(self, run: Run) -> None:
        _write(
            "reportqa.toml",
            "\ufeffchunk_size_characters = 60\nkeyword_weight = 1\nkept_generations = 2\n",
        )
        for _ in range(3):
            assert run("build")[0] == 0
        assert self._settings() == {
            "chunk_size_characters": 60,
            "keyword_weight": 1,
            "kept_generations": 2,
        }
        assert len(generations(Path("index"))) == 2

    def test_a_file_that_is_named_counts_instead(self, run: Run) -> None:
        _write("reportqa.toml", "kept_generations = 2\n")
        _write("别的.toml", "keyword_weight = 0.25\n")
        assert run("build", "--config", "别的.toml")[0] == 0
        assert self._settings() == {
            "chunk_size_characters": 200,
            "keyword_weight": 0.25,
            "kept_generations": 3,
        }

    def test_an_empty_file_changes_nothing(self, run: Run) -> None:
        _write("reportqa.toml", "")
        assert json.loads(run("build", "--json")[1])["embedded"] == 0

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("chunk_size = 60", "c.toml：未知的设置：chunk_size。请删去后再试。"),
            ("kept_generations = 0", "c.toml：设置 kept_generations = 0：应在 1 与 100 之间。"),
            ("kept_generations = 2.5", "c.toml：设置 kept_generations = 2.5：应是整数。"),
            ("kept_generations = true", "c.toml：设置 kept_generations = True：应是整数。"),
            ('keyword_weight = "大"', "c.toml：设置 keyword_weight = '大'：应是数。"),
            ("keyword_weight = false", "c.toml：设置 keyword_weight = False：应是数。"),
            ("keyword_weight = nan", "c.toml：设置 keyword_weight = nan：应在 0 与 1 之间。"),
            ("keyword_weight", "c.toml：设置文件读不出来（"),
            ("[index]\nkept = 1", "c.toml：未知的设置：index。"),
        ],
    )
    def test_a_wrong_setting_is_one_line_and_status_1(
        self, run: Run, text: str, words: str
    ) -> None:
        _write("c.toml", text)
        status, out, err = run("build", "--config", "c.toml")
        assert (status, out, err.count("\n")) == (1, "", 1)
        assert words in err
        assert len(generations(Path("index"))) == 1

    def test_a_file_that_is_not_there_or_no_text_is_told(self, run: Run) -> None:
        for path in ("没有.toml", "bad.toml", "reports"):
            Path("bad.toml").write_bytes(b"\xff")
            status, out, err = run("build", "--config", path)
            assert (status, out, err.count("\n")) == (1, "", 1)
            assert f"{path}：设置文件读不出来（" in err


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("build", ["--fresh", "--config", "--gate ", "--gate-metric", "--gate-against"]),
        ("add", ["PATH", "--below", "--gate", "reportqa add 2015.docx"]),
        ("remove", ["SOURCE", "--yes", "reportqa remove hailar/2014.txt"]),
        ("list", ["reportqa list --index 我的索引 --json"]),
        ("show", ["SOURCE", "reportqa show hailar/2014.txt"]),
        ("history", ["reportqa history --json"]),
        ("rollback", ["GENERATION", "reportqa rollback 2026"]),
        ("doctor", ["--model", "reportqa doctor --index 我的索引 --json"]),
        ("serve", ["--config"]),
    ],
)
def test_every_commands_help_has_its_options_and_examples(
    run: Run, command: str, words: list[str]
) -> None:
    status, out, err = run(command, "--help")
    assert (status, err) == (0, "")
    assert "示例：\n" in out
    assert [word for word in [*words, "--index"] if word not in out] == []
    assert f"\n    {command} " in run("--help")[1]
