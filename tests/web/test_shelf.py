"""Uploads on a real index: received, accepted, corrected, removed, put back where that fails."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from reportqa.errors import IndexNotWritten, ReadError, UsageError
from reportqa.index.building import build
from reportqa.index.live import LiveIndex
from reportqa.reading import SourceFile
from reportqa.web import shelf as shelf_module
from reportqa.web.library import Acceptance, Draft, Entry
from reportqa.web.shelf import Shelf
from toys import REPORTS, ToyEncoder

NEW = """\
海东市2014年政府工作报告
一、2013年工作回顾
全市粮食总产量达到12.3万吨，比上年增长5%。
二、2014年工作安排
粮食总产量力争达到13万吨。
"""


def quiet(_stage: str, _done: int, _total: int) -> None:
    pass


@pytest.fixture
def encoder() -> ToyEncoder:
    return ToyEncoder()


@pytest.fixture
def shelf(report_folder: Path, tmp_path: Path, encoder: ToyEncoder) -> Shelf:
    index = tmp_path / "index"
    build([report_folder], index, encoder=encoder)
    live = LiveIndex(index, encoder=encoder)
    return Shelf(index, live.get, report_folder, report_folder / "uploads")


def take_in(shelf: Shelf, draft: Draft, replaces: bool = False, **values: str | int) -> str | None:
    (outcome,) = shelf.accept([Acceptance(draft.id, values, replaces)], quiet)
    assert outcome.draft_id == draft.id
    return outcome.problem


def by_source(shelf: Shelf) -> dict[str, Entry]:
    return {entry.report.source: entry for entry in shelf.entries()}


def files(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def test_it_lists_what_the_index_holds(shelf: Shelf) -> None:
    entries = by_source(shelf)
    assert list(entries) == list(REPORTS)
    assert all(entry.chunks and entry.correctable for entry in entries.values())
    assert not any(entry.uploaded for entry in entries.values())


def test_an_upload_is_read_then_accepted(
    shelf: Shelf, report_folder: Path, encoder: ToyEncoder
) -> None:
    draft = shelf.receive("../海东.txt", NEW.encode(), quiet)
    report = draft.report
    assert (draft.name, draft.is_taken) == ("海东.txt", False)
    assert (report.title, report.place, report.year, report.plan_year) == (
        "海东市2014年政府工作报告",
        "海东市",
        2013,
        2014,
    )
    assert "uploads/海东.txt" not in by_source(shelf)
    embedded = len(encoder.passages)

    assert take_in(shelf, draft, title="  海东\n报告 ", year=2013, place="") is None

    entry = by_source(shelf)["uploads/海东.txt"]
    assert (entry.report.title, entry.report.place) == ("海东 报告", None)
    assert entry.uploaded
    assert entry.correctable
    assert entry.chunks == len(encoder.passages) - embedded - 2  # its title, with either year
    uploads = report_folder / "uploads"
    assert files(uploads) == ["海东.txt", "海东.txt.toml"]
    assert (uploads / "海东.txt.toml").read_text(
        encoding="utf-8"
    ) == 'title = "海东 报告"\nplace = ""\n'
    assert (uploads / "海东.txt").read_bytes() == NEW.encode()


def test_a_later_build_finds_the_same_reports(
    shelf: Shelf, report_folder: Path, tmp_path: Path, encoder: ToyEncoder
) -> None:
    take_in(shelf, shelf.receive("海东.txt", NEW.encode(), quiet), kind="年报")
    before = {source: entry.report for source, entry in by_source(shelf).items()}
    shelf.receive("别的.txt", NEW.replace("海东", "海西").encode(), quiet)  # a draft does not count
    result = build([report_folder], tmp_path / "index", encoder=encoder)
    assert (result.embedded, result.removed, result.failed) == (0, (), {})
    assert {source: entry.report for source, entry in by_source(shelf).items()} == before


def test_several_are_one_generation_and_each_fails_alone(
    shelf: Shelf, report_folder: Path, tmp_path: Path
) -> None:
    good = shelf.receive("好.txt", NEW.encode(), quiet)
    bad = shelf.receive("坏.txt", NEW.replace("海东", "海北").encode(), quiet)
    generations = len(list((tmp_path / "index" / "generations").iterdir()))
    wanted = [
        Acceptance("no such draft", {}),
        Acceptance(bad.id, {"year": 20133}),
        Acceptance(good.id, {}),
    ]
    gone, odd, fine = shelf.accept(wanted, quiet)
    assert "重新上传" in (gone.problem or "")
    assert (odd.problem or "").startswith("坏.txt：year = 20133")
    assert fine.report_id == by_source(shelf)["uploads/好.txt"].report.id
    assert len(list((tmp_path / "index" / "generations").iterdir())) == generations + 1
    assert take_in(shelf, bad, year=2013) is None
    assert files(report_folder / "uploads") == ["坏.txt", "好.txt"]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.exe", b"MZ", "a.exe：不支持这种文件"),
        ("a.docx", b"PK no", "a.docx：不是 .docx 文件"),
        ("a.txt", b" \n", "a.txt：文件里没有文字"),
        ("a.txt", REPORTS["记录.txt"].encode(), "库中已有这份文件（《"),
    ],
)
def test_what_cannot_be_read_is_one_line_and_leaves_nothing(
    shelf: Shelf, report_folder: Path, name: str, data: bytes, words: str
) -> None:
    with pytest.raises((UsageError, ReadError)) as caught:
        shelf.receive(name, data, quiet)
    assert words in str(caught.value)
    assert str(report_folder) not in str(caught.value)
    assert not (report_folder / "uploads").exists() or files(report_folder / "uploads") == []


def test_a_file_that_cannot_be_indexed_is_put_back_to_the_drafts(
    shelf: Shelf, report_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = shelf.receive("a.txt", NEW.encode(), quiet)

    def gone_bad(file: SourceFile) -> NoReturn:
        raise ReadError(f"{file.path}：读不出来。")

    monkeypatch.setattr("reportqa.index.gathering.read_report", gone_bad)
    problem = take_in(shelf, draft, title="题")
    assert problem == "a.txt：读不出来。"
    assert files(report_folder / "uploads") == [f".incoming/{draft.id}/a.txt"]
    shelf.discard(draft.id)
    shelf.discard(draft.id)
    assert files(report_folder / "uploads") == []


def test_files_none_of_which_can_be_indexed_are_told_one_by_one(
    shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("a.txt", "b.txt")
    drafts = [shelf.receive(name, f"{name}。{NEW}".encode(), quiet) for name in names]
    generations = list((tmp_path / "index" / "generations").iterdir())

    def gone_bad(file: SourceFile) -> NoReturn:
        raise ReadError(f"{file.path}：读不出来。")

    monkeypatch.setattr("reportqa.index.gathering.read_report", gone_bad)
    outcomes = shelf.accept([Acceptance(draft.id, {}) for draft in drafts], quiet)
    assert [outcome.problem for outcome in outcomes] == ["a.txt：读不出来。", "b.txt：读不出来。"]
    assert list((tmp_path / "index" / "generations").iterdir()) == generations


def test_a_name_too_long_for_a_sidecar_can_be_listed_and_removed(
    shelf: Shelf, report_folder: Path
) -> None:
    name = "长" * 83 + ".txt"
    file = report_folder / name
    file.write_text(NEW, encoding="utf-8")
    build([report_folder], report_folder.parent / "index", encoder=ToyEncoder())
    assert by_source(shelf)[name].correctable is False
    with pytest.raises(UsageError, match="无法更正"):
        shelf.correct(name, {"place": "甲市"}, quiet)
    shelf.remove(name, quiet)
    assert name not in by_source(shelf)
    assert file.is_file()


def test_the_same_name_stands_beside_or_replaces(shelf: Shelf, report_folder: Path) -> None:
    take_in(shelf, shelf.receive("a.txt", NEW.encode(), quiet), place="甲市")
    second, third = NEW.replace("12.3", "45.6"), NEW.replace("12.3", "78.9")
    draft = shelf.receive("a.txt", second.encode(), quiet)
    assert draft.is_taken
    assert take_in(shelf, draft) is None
    assert take_in(shelf, shelf.receive("a.txt", third.encode(), quiet), replaces=True) is None
    entries = by_source(shelf)
    assert entries["uploads/a (2).txt"].report.text == second
    assert entries["uploads/a.txt"].report.text == third
    assert entries["uploads/a.txt"].report.place == "海东市"  # the old corrections went, too
    assert files(report_folder / "uploads") == ["a (2).txt", "a.txt"]


def test_two_drafts_of_one_name_do_not_replace_each_other(shelf: Shelf) -> None:
    drafts = [shelf.receive("a.txt", f"{NEW}第{i}份。".encode(), quiet) for i in (1, 2)]
    outcomes = shelf.accept([Acceptance(draft.id, {}, replaces=True) for draft in drafts], quiet)
    assert [outcome.problem for outcome in outcomes] == [None, None]
    assert {"uploads/a.txt", "uploads/a (2).txt"} <= by_source(shelf).keys()


def test_an_index_that_cannot_be_written_changes_nothing(
    shelf: Shelf, report_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_in(shelf, shelf.receive("a.txt", NEW.encode(), quiet), place="甲市")
    before = {f: (report_folder / f).read_bytes() for f in files(report_folder)}
    draft = shelf.receive("a.txt", NEW.replace("5%", "6%").encode(), quiet)

    def full(*_: object, **__: object) -> None:
        raise IndexNotWritten("磁盘满了")

    monkeypatch.setattr(shelf_module, "add", full)
    monkeypatch.setattr(shelf_module, "remove", full)
    failing: list[Callable[[], object]] = [
        lambda: shelf.accept([Acceptance(draft.id, {}, replaces=True)], quiet),
        lambda: shelf.correct("uploads/a.txt", {"place": "乙市"}, quiet),
        lambda: shelf.correct("记录.txt", {"place": "乙市"}, quiet),
        lambda: shelf.remove("uploads/a.txt", quiet),
    ]
    for work in failing:
        with pytest.raises(IndexNotWritten):
            work()
    incoming = f"uploads/.incoming/{draft.id}/a.txt"
    after = {f: (report_folder / f).read_bytes() for f in files(report_folder) if f != incoming}
    assert after == before


def test_corrections_are_written_and_taken_back(shelf: Shelf, report_folder: Path) -> None:
    sidecar = report_folder / "记录.txt.toml"
    shelf.correct("记录.txt", {"place": "云溪市", "plan_year": 2024}, quiet)
    report = by_source(shelf)["记录.txt"].report
    assert (report.place, report.plan_year) == ("云溪市", 2024)
    assert sidecar.is_file()
    shelf.correct("记录.txt", {"title": "", "place": "", "plan_year": ""}, quiet)
    report = by_source(shelf)["记录.txt"].report
    assert (report.place, report.plan_year) == (None, None)
    assert not sidecar.exists()
    with pytest.raises(ReadError, match=r"^记录.txt：year"):
        shelf.correct("记录.txt", {"year": 13}, quiet)
    with pytest.raises(UsageError, match="不在库中"):
        shelf.correct("../记录.txt", {"year": 2013}, quiet)


def test_removing_deletes_an_upload_and_spares_other_files(
    shelf: Shelf, report_folder: Path
) -> None:
    take_in(shelf, shelf.receive("a.txt", NEW.encode(), quiet), place="甲市")
    shelf.remove("uploads/a.txt", quiet)
    shelf.remove("记录.txt", quiet)
    assert list(by_source(shelf)) == ["数字经济2022.txt", "法治/2021.txt"]
    assert files(report_folder / "uploads") == []
    assert (report_folder / "记录.txt").is_file()
    with pytest.raises(UsageError, match="不在库中"):
        shelf.remove("记录.txt", quiet)
    shelf.remove("数字经济2022.txt", quiet)
    with pytest.raises(UsageError, match="至少留下一份"):
        shelf.remove("法治/2021.txt", quiet)


def test_files_behind_links_are_left_alone(shelf: Shelf, report_folder: Path) -> None:
    outside = report_folder.parent / "outside.txt"
    outside.write_text(REPORTS["记录.txt"], encoding="utf-8")
    (report_folder / "记录.txt").unlink()
    (report_folder / "记录.txt").symlink_to(outside)
    assert not by_source(shelf)["记录.txt"].correctable
    with pytest.raises(UsageError, match="无法更正"):
        shelf.correct("记录.txt", {"place": "甲市"}, quiet)
    shelf.remove("记录.txt", quiet)
    assert outside.is_file()


def test_a_link_is_never_replaced(shelf: Shelf, report_folder: Path) -> None:
    outside = report_folder.parent / "outside.txt"
    outside.write_text("keep", encoding="utf-8")
    draft = shelf.receive("a.txt", NEW.encode(), quiet)
    (report_folder / "uploads" / "a.txt").symlink_to(outside)
    assert "同名的链接" in (take_in(shelf, draft, replaces=True) or "")
    assert outside.read_text(encoding="utf-8") == "keep"
    assert take_in(shelf, draft) is None
    assert "uploads/a (2).txt" in by_source(shelf)


def test_drafts_are_limited_and_not_doubled(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    left = shelf.receive("a.txt", NEW.encode(), quiet)
    again = shelf.receive("b.txt", NEW.encode(), quiet)
    assert "请重新上传" in (take_in(shelf, left) or "")
    monkeypatch.setattr(shelf_module, "MOST_DRAFTS", 1)
    with pytest.raises(UsageError, match="已有 1 份文件等待收入"):
        shelf.receive("c.txt", NEW.replace("5%", "6%").encode(), quiet)
    assert take_in(shelf, again) is None


def test_drafts_that_nobody_took_in_for_a_day_are_no_longer_counted(
    shelf: Shelf, report_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = shelf.receive("a.txt", NEW.encode(), quiet)
    (folder,) = (report_folder / "uploads" / ".incoming").iterdir()
    monkeypatch.setattr(shelf_module, "MOST_DRAFTS", 1)
    two_days_ago = time.time() - 2 * 86_400
    os.utime(folder, (two_days_ago, two_days_ago))
    new = shelf.receive("b.txt", NEW.replace("5%", "6%").encode(), quiet)
    assert not folder.exists()
    assert "请重新上传" in (take_in(shelf, left) or "")
    assert take_in(shelf, new) is None


def test_a_disk_that_fails_is_one_line(
    shelf: Shelf, report_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shelf_module, "write_new", full)
    with pytest.raises(UsageError, match=r"^a\.txt：存不下来"):
        shelf.receive("a.txt", NEW.encode(), quiet)
    assert files(report_folder / "uploads") == []


def test_without_a_folder_it_only_lists(shelf: Shelf, report_folder: Path) -> None:
    only = Shelf(shelf._index, shelf._live, report_folder)
    assert not only.is_writable
    assert not any(entry.correctable for entry in only.entries())
    with pytest.raises(UsageError, match="--allow-upload"):
        only.receive("a.txt", NEW.encode(), quiet)


def test_a_file_of_the_same_name_that_is_another_is_left_alone(
    report_folder: Path, tmp_path: Path, encoder: ToyEncoder
) -> None:
    index, other = tmp_path / "index", tmp_path / "other"
    (other / "uploads").mkdir(parents=True)
    names = ("a.txt", "uploads/b.txt")
    for name in names:
        (other / name).write_text("另一份报告\n全年新建公路128公里。\n", encoding="utf-8")
        file = report_folder / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"同名的报告\n全年修路{len(name)}公里。\n", encoding="utf-8")
    build([other], index, encoder=encoder)
    live = LiveIndex(index, encoder=encoder)
    shelf = Shelf(index, live.get, report_folder, report_folder / "uploads")
    assert not any(entry.correctable or entry.uploaded for entry in shelf.entries())
    before = files(report_folder)
    with pytest.raises(UsageError, match=r"a\.txt：原文件不在报告目录里，或已不是收入时的内容"):
        shelf.correct("a.txt", {"year": 2012}, quiet)
    shelf.remove("uploads/b.txt", quiet)
    assert list(by_source(shelf)) == ["a.txt"]
    assert files(report_folder) == before
