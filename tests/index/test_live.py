"""A server goes on answering while the index under it changes."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportqa.answering import ask
from reportqa.errors import IndexMissing
from reportqa.index import Index, live
from reportqa.index.building import build
from reportqa.index.generations import current
from reportqa.index.live import LiveIndex
from reportqa.index.manifest import Manifest
from toys import REPORTS, ToyEncoder, write_reports

_NEW = "新写的一份记录。今日水位13.1米，全年受理128件。"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    build([write_reports(tmp_path)], tmp_path / "index", encoder=ToyEncoder())
    return tmp_path


def _build_another(folder: Path) -> None:
    (folder / "reports" / "新.txt").write_text(_NEW, encoding="utf-8")
    build([folder / "reports"], folder / "index", encoder=ToyEncoder())


def _retry_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "_RETRY_S", 0.0)


def test_a_new_generation_is_picked_up_and_the_old_one_stays_usable(folder: Path) -> None:
    encoder = ToyEncoder()
    served = LiveIndex(folder / "index", encoder=encoder)
    first = served.get()
    assert served.get() is first
    _build_another(folder)
    second = served.get()
    assert served.get() is second is not first
    assert second.folder == current(folder / "index")
    assert second.encoder is first.encoder is encoder
    assert first.sources == tuple(REPORTS)
    assert second.sources == tuple(sorted([*REPORTS, "新.txt"]))
    assert served.problem is None
    assert ask(first, "受理行政复议案件多少件？").passages


def test_an_old_generation_answers_after_it_was_cleaned_away(folder: Path) -> None:
    first = LiveIndex(folder / "index", encoder=ToyEncoder()).get()
    for _ in range(4):
        build([folder / "reports"], folder / "index", encoder=ToyEncoder())
    assert not first.folder.exists()
    assert ask(first, "受理行政复议案件多少件？").passages


def test_a_generation_that_is_cleaned_away_while_it_is_opened_gives_way_to_the_next(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check = Manifest.check_files
    first = current(folder / "index")

    def cleaned_away_meanwhile(manifest: Manifest, generation: Path, *, whole: bool) -> None:
        if generation == first and first.exists():
            monkeypatch.undo()
            _build_another(folder)
            shutil.rmtree(first)
        check(manifest, generation, whole=whole)

    monkeypatch.setattr(Manifest, "check_files", cleaned_away_meanwhile)
    opened = Index.load(folder / "index", encoder=ToyEncoder())
    assert opened.folder == current(folder / "index") != first
    assert set(opened.sources) == {*REPORTS, "新.txt"}


def test_no_index_is_an_error_until_there_is_one(tmp_path: Path) -> None:
    served = LiveIndex(tmp_path / "index", encoder=ToyEncoder())
    for _ in range(2):
        with pytest.raises(IndexMissing):
            served.get()
    build([write_reports(tmp_path)], tmp_path / "index", encoder=ToyEncoder())
    assert len(served.get().reports) == 3


def test_a_generation_that_cannot_be_opened_leaves_the_old_one_in_use(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _retry_at_once(monkeypatch)
    served = LiveIndex(folder / "index", encoder=ToyEncoder())
    first = served.get()
    _build_another(folder)
    vectors = current(folder / "index") / "segment-0/vectors.faiss"
    whole = vectors.read_bytes()
    vectors.write_bytes(whole[:-1])
    assert served.get() is first
    assert served.problem == (
        f"{vectors}：索引文件与清单的校验值不符，可能写了一半或被改动。"
        "请运行 reportqa build 重建索引。"
    )
    vectors.write_bytes(whole)
    assert served.get() is not first
    assert served.problem is None


def test_a_generation_that_cannot_be_opened_is_not_tried_at_every_call(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [100.0]
    monkeypatch.setattr("time.monotonic", lambda: clock[0])
    served = LiveIndex(folder / "index", encoder=ToyEncoder())
    first = served.get()
    _build_another(folder)
    manifest = current(folder / "index") / "manifest.json"
    whole = manifest.read_bytes()
    manifest.write_bytes(b"{")
    assert served.get() is first
    manifest.write_bytes(whole)
    clock[0] += 4.9
    assert served.get() is first
    assert served.problem
    clock[0] += 0.2
    assert served.get() is not first
    assert served.problem is None


def test_a_lost_pointer_is_a_problem_not_an_outage(folder: Path) -> None:
    served = LiveIndex(folder / "index", encoder=ToyEncoder())
    first = served.get()
    pointer = folder / "index" / "current"
    name = pointer.read_bytes()
    pointer.unlink()
    assert served.get() is first
    assert served.problem
    assert "这里还没有索引" in served.problem
    pointer.write_bytes(name)
    assert served.get() is first
    assert served.problem is None


def test_another_model_is_loaded_where_none_was_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _retry_at_once(monkeypatch)
    loaded: list[str | None] = []

    def load(model: str | None, notify: object = None) -> ToyEncoder:
        loaded.append(model)
        return ToyEncoder(f"toy@{len(loaded)}")

    monkeypatch.setattr("reportqa.index.load_encoder", load)
    served = LiveIndex(folder / "index")
    named = LiveIndex(folder / "index", encoder=ToyEncoder("toy@1"))
    first = served.get()
    kept = named.get()
    assert loaded == ["builtin"]
    build([folder / "reports"], folder / "index", encoder=ToyEncoder("toy@2"))
    assert served.get().encoder.identity == "toy@2"
    assert first.encoder.identity == "toy@1"
    assert loaded == ["builtin", "builtin"]
    assert named.get() is kept
    assert named.problem
    assert "索引由模型 toy@2 建成，现在的模型是 toy@1" in named.problem


@pytest.fixture
def slow_opening(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[threading.Event, list[int]]]:
    """Opening an index waits for the event; the list grows by one with each opening."""
    go_on = threading.Event()
    opened: list[int] = []
    load = Index.load.__func__  # type: ignore[attr-defined]

    def slow(*arguments: object, **named: object) -> Index:
        opened.append(1)
        go_on.wait(10)
        index: Index = load(Index, *arguments, **named)
        return index

    monkeypatch.setattr(Index, "load", slow)
    yield go_on, opened
    go_on.set()


def test_threads_open_once_and_never_wait_for_a_new_generation(
    folder: Path, slow_opening: tuple[threading.Event, list[int]]
) -> None:
    go_on, opened = slow_opening
    served = LiveIndex(folder / "index", encoder=ToyEncoder())
    got: list[Index] = []
    threads = [threading.Thread(target=lambda: got.append(served.get())) for _ in range(4)]
    for thread in threads:
        thread.start()
    go_on.set()
    for thread in threads:
        thread.join(10)
    assert (len(got), len(set(map(id, got))), len(opened)) == (4, 1, 1)
    _build_another(folder)
    go_on.clear()
    opened.clear()
    opener = threading.Thread(target=lambda: got.append(served.get()))
    opener.start()
    while not opened:
        pass
    assert served.get() is got[0]  # at once, while the other thread is opening
    go_on.set()
    opener.join(10)
    assert got[-1] is served.get() is not got[0]
    assert len(opened) == 1
