"""Looking back over generations, and going back to one."""

import shutil
import threading
from pathlib import Path

import pytest

from reportqa.errors import IndexDamaged, IndexMissing, UsageError
from reportqa.index import Index
from reportqa.index.building import add, build, remove
from reportqa.index.generations import current, generations, locked
from reportqa.index.upkeep import Generation, history, rollback
from toys import REPORTS, ToyEncoder, write_reports

_DATA, _LAW, _NOTES = REPORTS
_NEW = "新.txt"


def _build(folder: Path) -> str:
    return build([folder / "reports"], folder / "index", encoder=ToyEncoder()).generation


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three generations: the toys; one more and one changed; one less."""
    write_reports(tmp_path)
    _build(tmp_path)
    (tmp_path / "reports" / _NEW).write_text("新增的一份。", encoding="utf-8")
    (tmp_path / "reports" / _NOTES).write_text("河道巡查记录。水位13.1米。", encoding="utf-8")
    _build(tmp_path)
    (tmp_path / "reports" / _DATA).unlink()
    _build(tmp_path)
    return tmp_path


def _sources(folder: Path) -> tuple[str, ...]:
    return Index.load(folder / "index", encoder=ToyEncoder()).sources


def test_history_tells_what_came_and_went(folder: Path) -> None:
    told = history(folder / "index")
    names = [path.name for path in generations(folder / "index")][::-1]
    created = [generation.created for generation in told]
    assert created == sorted(created, reverse=True)
    assert told == [
        Generation(names[0], created[0], 3, 10 - 3 + 1, True, (), (), (_DATA,), None),
        Generation(names[1], created[1], 4, 10 + 1, False, (_NEW,), (_NOTES,), (), None),
        Generation(names[2], created[2], 3, 10, False, (), (), (), None),
    ]


def test_a_corrected_report_counts_as_changed(tmp_path: Path) -> None:
    write_reports(tmp_path)
    _build(tmp_path)
    (tmp_path / "reports" / f"{_NOTES}.toml").write_text('place = "云溪市"', encoding="utf-8")
    _build(tmp_path)
    assert history(tmp_path / "index")[0].changed == (_NOTES,)


def test_a_damaged_generation_is_listed_with_its_problem(folder: Path) -> None:
    newest, middle, oldest = (g.name for g in history(folder / "index"))
    manifest = folder / "index/generations" / middle / "manifest.json"
    manifest.write_text("{", encoding="utf-8")
    told = history(folder / "index")
    assert [generation.name for generation in told] == [newest, middle, oldest]
    problem = "清单缺失或已损坏"
    assert told[1] == Generation(middle, "", 0, 0, False, (), (), (), problem)
    # The newest is told against the last that can be read.
    assert (told[0].added, told[0].changed, told[0].removed) == ((_NEW,), (_NOTES,), (_DATA,))


def test_no_index_has_no_history(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing):
        history(tmp_path)
    with pytest.raises(IndexMissing):
        rollback(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_rolling_back_goes_one_generation_back_at_a_time(folder: Path) -> None:
    newest, middle, oldest = (g.name for g in history(folder / "index"))
    assert rollback(folder / "index") == middle
    assert _sources(folder) == tuple(sorted([*REPORTS, _NEW]))
    assert [g.name for g in history(folder / "index") if g.is_live] == [middle]
    assert rollback(folder / "index") == oldest
    assert _sources(folder) == tuple(REPORTS)
    with pytest.raises(UsageError, match="没有更早的一代可以回退。可用 reportqa history"):
        rollback(folder / "index")
    assert rollback(folder / "index", newest) == newest
    assert _sources(folder) == (_NEW, _LAW, _NOTES)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("20990101T000000.000000Z", "没有 20990101T000000.000000Z 这一代。可用 reportqa history"),
        ("", "没有  这一代"),
        ("..", r"没有 \.\. 这一代"),
        ("live", "就是现用的一代，不用回退"),
    ],
)
def test_what_cannot_be_rolled_back_to_is_told(folder: Path, name: str, message: str) -> None:
    live = current(folder / "index")
    with pytest.raises(UsageError, match=message):
        rollback(folder / "index", live.name if name == "live" else name)
    assert current(folder / "index") == live


@pytest.mark.parametrize(
    "file", ["manifest.json", "segment-0/vectors.faiss", "segment-0/reports.jsonl"]
)
def test_a_damaged_generation_is_not_gone_back_to(folder: Path, file: str) -> None:
    live, middle, oldest = (g.name for g in history(folder / "index"))
    path = folder / "index/generations" / middle / file
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(IndexDamaged, match=r"这一代不完整（.*），没有换上。请用 reportqa history"):
        rollback(folder / "index")
    assert current(folder / "index").name == live
    assert rollback(folder / "index", oldest) == oldest


@pytest.mark.parametrize("pointer", [None, b"", b"gone\n", b"\xff\xfe"])
def test_a_lost_pointer_is_mended_by_rolling_back(folder: Path, pointer: bytes | None) -> None:
    newest = current(folder / "index").name
    if pointer is None:
        (folder / "index/current").unlink()
    else:
        (folder / "index/current").write_bytes(pointer)
    assert [g.is_live for g in history(folder / "index")] == [False] * 3
    assert rollback(folder / "index") == newest
    assert _sources(folder) == (_NEW, _LAW, _NOTES)


def test_builds_go_on_from_where_it_was_rolled_back_to(folder: Path) -> None:
    rollback(folder / "index", history(folder / "index")[-1].name)
    encoder = ToyEncoder()
    result = remove([_NOTES], folder / "index", encoder=encoder)
    assert (result.removed, encoder.passages) == ((_NOTES,), [])
    assert _sources(folder) == (_DATA, _LAW)
    result = add(
        [folder / "reports" / _NEW],
        folder / "index",
        below=folder / "reports",
        encoder=encoder,
    )
    assert (result.added, len(encoder.passages)) == ((_NEW,), 2)  # its title and its one chunk
    assert len(generations(folder / "index")) == 3


def test_originals_stay_as_long_as_a_generation_needs_them(folder: Path) -> None:
    def originals() -> int:
        return len(list((folder / "index/originals").iterdir()))

    assert originals() == 5  # the toys, the changed notes, the new one
    (folder / "index/generations/@eaDir").mkdir()  # without a manifest, since it is none of ours
    for _ in range(2):  # what changes nothing drives nothing out
        _build(folder)
        assert originals() == 5
    for left in (4, 3):
        shutil.rmtree(folder / "index/generations" / history(folder / "index")[-1].name)
        _build(folder)
        assert originals() == left


def test_a_rollback_waits_for_a_build(folder: Path) -> None:
    waited = threading.Event()
    before = current(folder / "index")
    with locked(folder / "index"):
        thread = threading.Thread(
            target=rollback, args=(folder / "index",), kwargs={"waiting": waited.set}
        )
        thread.start()
        assert waited.wait(10)
        assert current(folder / "index") == before
    thread.join(10)
    assert current(folder / "index") != before
