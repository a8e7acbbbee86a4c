"""Adding and removing, what a build tells of itself, and what may stop it."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from reportqa.config import Settings
from reportqa.errors import (
    GateClosed,
    IndexDamaged,
    IndexForeign,
    IndexMissing,
    ReadError,
    UsageError,
)
from reportqa.index import Index
from reportqa.index.building import WAITING, BuildResult, add, build, remove
from reportqa.index.examining import doctor
from reportqa.index.generations import current, generations
from reportqa.index.upkeep import history
from toys import HEADERS, REPORTS, ToyEncoder, write_reports

_DATA, _LAW, _NOTES = REPORTS
_NEW_TEXT = "新增的一份。"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Reports and their index, and a file `new/新.txt` to add."""
    build([write_reports(tmp_path)], tmp_path / "index", encoder=ToyEncoder())
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "新.txt").write_text(_NEW_TEXT, encoding="utf-8")
    return tmp_path


def _texts(folder: Path) -> dict[str, str]:
    index = Index.load(folder / "index", encoder=ToyEncoder())
    return {report.source: report.text for report in index.reports}


def test_what_the_reports_say_is_known_word_for_word(folder: Path) -> None:
    text = "全年受理行政复议案件，回复意见。投资5亿元，新建G字头列车站，开通B1站。"
    (folder / "reports" / "补.txt").write_text(text, "utf-8")
    build([folder / "reports"], folder / "index", encoder=ToyEncoder())
    index = Index.load(folder / "index", encoder=ToyEncoder())
    said = {"复意": True, "行政复议": True, "5亿": True, "b1": True, "低保": False}
    # These have all their terms in the text, in other places.
    said |= dict.fromkeys(["行政复意", "复议意见", "5g", "g5", "b站"], False)
    assert {words: index.says(words) for words in said} == said
    assert index.keywords.knows("行政复意")
    there, nowhere = (np.full(index.manifest.chunks, held) for held in (True, False))
    assert [index.says("行政复议", among) for among in (there, nowhere)] == [True, False]
    assert [index.says("复意", among) for among in (there, nowhere)] == [True, False]


def test_adding_embeds_only_what_is_new(folder: Path, toy_encoder: ToyEncoder) -> None:
    before = Index.load(folder / "index", encoder=toy_encoder).manifest
    result = add([folder / "new"], folder / "index", encoder=toy_encoder)
    after = Index.load(folder / "index", encoder=toy_encoder).manifest
    assert toy_encoder.passages == ["新", _NEW_TEXT]
    assert _texts(folder) == {**REPORTS, "新.txt": _NEW_TEXT}
    assert result == BuildResult(
        index=folder / "index",
        generation=current(folder / "index").name,
        reports=4,
        chunks=before.chunks + 1,
        characters=before.characters + len(_NEW_TEXT),
        embedded=1,
        reused=before.chunks,
        added=("新.txt",),
        changed=(),
        removed=(),
        failed={},
    )
    assert set(before.sources) < set(after.sources)
    assert doctor(folder / "index", encoder=toy_encoder) == []


def test_adding_a_source_that_is_there_replaces_it(folder: Path) -> None:
    (folder / "new" / _NOTES).write_text("河道巡查记录。水位13.1米。", encoding="utf-8")
    result = add([folder / "new" / _NOTES], folder / "index", encoder=ToyEncoder())
    assert (result.added, result.changed, result.removed) == ((), (_NOTES,), ())
    assert _texts(folder) == {**REPORTS, _NOTES: "河道巡查记录。水位13.1米。"}
    assert add([folder / "new" / _NOTES], folder / "index", encoder=ToyEncoder()).changed == ()


def test_a_corrected_report_is_a_changed_one(folder: Path) -> None:
    (folder / "reports" / f"{_NOTES}.toml").write_text('place = "云溪市"', encoding="utf-8")
    result = build([folder / "reports"], folder / "index", encoder=ToyEncoder())
    assert (result.added, result.changed) == ((), (_NOTES,))


def test_sources_are_named_below_a_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    more = Path("reports/法治/2022.txt")
    more.write_text(_NEW_TEXT, encoding="utf-8")
    for path, below in (
        (more, Path("reports")),
        (more.absolute(), Path("new/../reports")),
        (Path("reports/法治"), Path("reports")),
    ):
        result = add([path], "index", below=below, encoder=ToyEncoder())
        assert set(_texts(folder)) == {*REPORTS, "法治/2022.txt"}
        assert result.removed == ()
    with pytest.raises(UsageError, match=r"^new：不在 reports 之下。请改正 --below，或去掉它。$"):
        add([Path("new")], "index", below=Path("reports"), encoder=ToyEncoder())


def test_a_link_below_a_folder_keeps_its_name(folder: Path) -> None:
    (folder / "reports" / "链接.txt").symlink_to(folder / "new" / "新.txt")
    add(
        [folder / "reports" / "链接.txt"],
        folder / "index",
        below=folder / "reports",
        encoder=ToyEncoder(),
    )
    assert set(_texts(folder)) == {*REPORTS, "链接.txt"}


def test_settings_of_the_index_stay_when_adding(tmp_path: Path) -> None:
    settings = Settings(60, 0.25, 2)
    reports = write_reports(tmp_path)
    build([reports / _NOTES], tmp_path / "index", encoder=ToyEncoder(), settings=settings)
    for _ in range(3):
        add([reports], tmp_path / "index", encoder=ToyEncoder())
    assert Index.load(tmp_path / "index", encoder=ToyEncoder()).manifest.settings == settings
    assert len(generations(tmp_path / "index")) == 2


def test_removing_takes_out_what_is_named(folder: Path, toy_encoder: ToyEncoder) -> None:
    result = remove([_DATA, _NOTES], folder / "index", encoder=toy_encoder)
    assert (result.removed, result.reports, result.embedded) == ((_DATA, _NOTES), 1, 0)
    assert toy_encoder.passages == []
    assert _texts(folder) == {_LAW: REPORTS[_LAW]}
    assert doctor(folder / "index", encoder=toy_encoder) == []
    assert (folder / "reports" / _DATA).is_file()


@pytest.mark.parametrize(
    ("sources", "message"),
    [
        (["甲.txt", _DATA, "乙.txt"], r"索引里没有 乙\.txt、甲\.txt。可用 reportqa list"),
        (list(REPORTS), "一份报告也没有了。请至少留下一份，或直接删除索引目录"),
    ],
)
def test_what_cannot_be_removed_is_told(folder: Path, sources: list[str], message: str) -> None:
    before = current(folder / "index")
    with pytest.raises(UsageError, match=message):
        remove(sources, folder / "index", encoder=ToyEncoder())
    assert current(folder / "index") == before
    assert generations(folder / "index") == [before]


_ON_AN_INDEX: list[Callable[[Path], object]] = [
    lambda folder: add([folder / "new"], folder / "index", encoder=ToyEncoder()),
    lambda folder: remove([_DATA], folder / "index", encoder=ToyEncoder()),
]


@pytest.mark.parametrize("change", _ON_AN_INDEX)
def test_an_index_that_cannot_be_used_is_not_changed(
    folder: Path, change: Callable[[Path], object]
) -> None:
    live = current(folder / "index")
    vectors = (live / "segment-0/vectors.faiss").read_bytes()
    (live / "segment-0/vectors.faiss").write_bytes(b"")
    with pytest.raises(IndexDamaged, match="请运行 reportqa build 重建索引。"):
        change(folder)
    (live / "segment-0/vectors.faiss").write_bytes(vectors)
    build([folder / "reports"], folder / "index", encoder=ToyEncoder("toy@2"))
    with pytest.raises(IndexForeign, match="索引由模型 toy@2 建成"):
        change(folder)
    (folder / "index").rename(folder / "anders")
    with pytest.raises(IndexMissing):
        change(folder)
    assert not (folder / "index").exists()


def test_what_leaves_is_told_before_anything_is_written(folder: Path) -> None:
    told: list[tuple[tuple[str, ...], int]] = []

    def leaving(sources: tuple[str, ...]) -> None:
        told.append((sources, len(generations(folder / "index"))))

    def run(settings: Settings | None = None, encoder: ToyEncoder | None = None) -> BuildResult:
        return build(
            [folder / "reports"],
            folder / "index",
            encoder=encoder or ToyEncoder(),
            settings=settings,
            leaving=leaving,
        )

    run()
    assert told == []
    (folder / "reports" / _DATA).unlink()
    assert run().removed == (_DATA,)
    (folder / "reports" / _NOTES).unlink()
    # Nothing can be used again, but what was there is known all the same.
    result = run(Settings(chunk_size_characters=60), ToyEncoder("toy@2"))
    assert (result.added, result.changed, result.removed) == ((), (), (_NOTES,))
    assert told == [((_DATA,), 2), ((_NOTES,), 3)]


def test_a_fresh_build_uses_nothing_again(folder: Path, toy_encoder: ToyEncoder) -> None:
    result = build([folder / "reports"], folder / "index", encoder=toy_encoder, fresh=True)
    assert (result.embedded, result.reused) == (result.chunks, 0)
    assert len(toy_encoder.passages) == result.chunks + HEADERS
    assert (result.added, result.changed, result.removed) == ((), (), ())


def test_the_same_reports_make_the_same_files(folder: Path) -> None:
    build([folder / "reports"], folder / "index", encoder=ToyEncoder(), fresh=True)
    script = (
        "import sys; from reportqa.index.building import build; from toys import ToyEncoder;"
        "build([sys.argv[1]], sys.argv[2], encoder=ToyEncoder())"
    )
    subprocess.run(
        [sys.executable, "-c", script, str(folder / "reports"), str(folder / "other")],
        check=True,
        env={**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": str(Path(__file__).parents[1])},
    )
    one, other = (
        {
            path.relative_to(root).as_posix(): path.read_bytes()
            for path in root.rglob("*")
            if path.is_file() and path.name != "manifest.json"
        }
        for root in (current(folder / "index"), current(folder / "other"))
    )
    assert one == other


def test_a_check_sees_both_indexes_and_may_refuse(folder: Path) -> None:
    seen: list[tuple[tuple[str, ...], tuple[str, ...]]] = []

    def check(new: Index, old: Index | None) -> None:
        seen.append((new.sources, old.sources if old else ()))
        raise GateClosed("太差")

    before = current(folder / "index")
    with pytest.raises(GateClosed, match=r"^太差$"):
        add([folder / "new"], folder / "index", encoder=ToyEncoder(), check=check)
    assert seen == [(tuple(sorted(["新.txt", *REPORTS])), tuple(REPORTS))]
    assert current(folder / "index") == before
    assert doctor(folder / "index", encoder=ToyEncoder()) == []


def test_a_check_that_prints_into_the_void_is_no_full_disk(folder: Path) -> None:
    def check(_new: Index, _old: Index | None) -> None:
        raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        build([folder / "reports"], folder / "index", encoder=ToyEncoder(), check=check)
    assert len(generations(folder / "index")) == 1


def test_a_file_that_changes_while_it_is_indexed_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    encode = ToyEncoder.encode

    def change_and_encode(self: ToyEncoder, *arguments: Any) -> Any:
        (folder / "new" / "新.txt").write_text("别的。", encoding="utf-8")
        return encode(self, *arguments)

    monkeypatch.setattr(ToyEncoder, "encode", change_and_encode)
    with pytest.raises(ReadError, match=r"新\.txt：在构建过程中被改动或移走了。请再运行一次。$"):
        add([folder / "new"], folder / "index", encoder=ToyEncoder())
    monkeypatch.undo()
    assert _texts(folder) == REPORTS
    assert doctor(folder / "index", encoder=ToyEncoder()) == []


def test_a_clock_that_is_set_back_does_not_confuse_the_order(folder: Path) -> None:
    newest = generations(folder / "index")[-1]
    later = newest.with_name("20990101T000000.000000Z")
    newest.rename(later)
    (folder / "index/current").write_text(later.name, encoding="utf-8")
    result = build([folder / "reports"], folder / "index", encoder=ToyEncoder())
    assert result.generation == "20990101T000000.000001Z"
    assert [generation.is_live for generation in history(folder / "index")] == [True, False]


def test_a_thousand_files_with_a_bad_one_among_them(tmp_path: Path) -> None:
    reports = tmp_path / "reports"
    reports.mkdir()
    for number in range(1000):
        text = f"第{number}份记录。今日水位{number}.5米，一切正常。"
        (reports / f"{number:03}.txt").write_text(text, encoding="utf-8")
    (reports / "500.txt").write_bytes(b"\x00\x01")
    first = build([reports], tmp_path / "index", encoder=ToyEncoder())
    assert (first.reports, first.embedded) == (999, 999)
    assert list(first.failed) == ["500.txt"]
    (reports / "500.txt").write_text("第500份记录。", encoding="utf-8")
    second = build([reports], tmp_path / "index", encoder=ToyEncoder())
    assert (second.reports, second.embedded, second.added) == (1000, 1, ("500.txt",))
    assert second.failed == {}


def test_additions_at_once_take_turns(folder: Path) -> None:
    stages: list[str] = []

    def one(number: int) -> None:
        path = folder / f"{number}.txt"
        path.write_text(f"第{number}份记录。", encoding="utf-8")
        add(
            [path],
            folder / "index",
            encoder=ToyEncoder(seconds_per_text=0.01),
            progress=lambda stage, _done, _total: stages.append(stage),
        )

    threads = [threading.Thread(target=one, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert set(_texts(folder)) == {*REPORTS, *(f"{number}.txt" for number in range(4))}
    assert stages.count(WAITING) <= 3


@pytest.mark.parametrize("after_s", [0.05, 0.2, 0.5])
def test_control_c_leaves_the_old_index_and_nothing_else(folder: Path, after_s: float) -> None:
    script = (
        "import os, signal, sys, threading; from reportqa.index.building import build;"
        "from toys import ToyEncoder;"
        "signal.signal(signal.SIGINT, signal.default_int_handler);"
        "threading.Timer(float(sys.argv[3]), os.kill, (os.getpid(), signal.SIGINT)).start();"
        "encoder = ToyEncoder('toy@2', seconds_per_text=0.2);"
        "build([sys.argv[1]], sys.argv[2], encoder=encoder)"
    )
    before = current(folder / "index")
    ran = subprocess.run(
        [sys.executable, "-c", script, folder / "reports", folder / "index", str(after_s)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
    )
    assert ran.returncode in {1, -signal.SIGINT}
    assert "KeyboardInterrupt" in ran.stderr
    assert current(folder / "index") == before
    assert doctor(folder / "index", encoder=ToyEncoder()) == []
