"""Building and loading as a whole, with an encoder that keeps count."""

import json
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from reportqa.chunking import chunk_report
from reportqa.config import Settings
from reportqa.errors import IndexForeign, IndexMissing, ReadError, UsageError
from reportqa.index import Index
from reportqa.index.building import BuildResult, build
from reportqa.index.generations import current
from reportqa.index.searched import embed_chunks, embedded_texts, searched_text
from reportqa.normalising import normalise
from reportqa.reading import find_files, read_report
from toys import HEADERS, REPORTS, ToyEncoder

_DATA, _LAW, _NOTES = REPORTS


def _build(
    folder: Path, encoder: ToyEncoder | None = None, settings: Settings | None = None
) -> BuildResult:
    index = folder.parent / "index"
    return build([folder], index, encoder=encoder or ToyEncoder(), settings=settings)


def _load(folder: Path) -> Index:
    return Index.load(folder.parent / "index", encoder=ToyEncoder())


def test_a_model_in_a_folder_is_found_from_everywhere(
    report_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "model").mkdir()
    (tmp_path / "builtin").mkdir()
    monkeypatch.chdir(tmp_path)
    kept = {}
    named = ("some/name", "builtin", "~no-such-user/m", "m" * 300)
    for model in ("./model", *named):
        build([report_folder], tmp_path / "i", model=model, encoder=ToyEncoder())
        kept[model] = Index.load(tmp_path / "i", encoder=ToyEncoder()).manifest.model
    absolute = str((tmp_path / "model").resolve())
    assert kept == {"./model": absolute} | {name: name for name in named}


class _Expecting(ToyEncoder):
    """Notes how many texts it has embedded when many are expected, and when no more."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[int] = []

    @contextmanager
    def expecting_many(self) -> Iterator[None]:
        self.told.append(len(self.passages))
        yield
        self.told.append(len(self.passages))


def test_an_encoder_is_told_of_much_that_is_to_come(report_folder: Path) -> None:
    few, many, again = _Expecting(), _Expecting(), _Expecting()
    _build(report_folder, few)
    assert few.told == []
    shutil.rmtree(report_folder.parent / "index")
    (report_folder / "长篇.txt").write_text("全年办结案件三件。\n" * 5_000, "utf-8")
    _build(report_folder, many)
    assert many.told == [0, len(many.passages)]
    _build(report_folder, again)
    assert (again.told, again.passages) == ([], [])


def test_what_is_built_is_what_is_loaded(report_folder: Path, toy_encoder: ToyEncoder) -> None:
    result = _build(report_folder, toy_encoder)
    index = _load(report_folder)
    reports = tuple(read_report(file) for file in find_files([report_folder]))
    chunks = [chunk for report in reports for chunk in chunk_report(report, 200)]
    assert index.reports == reports
    assert reports == index.reports
    assert {report.source: report.text for report in index.reports} == REPORTS
    assert list(index.chunks) == chunks
    texts = [embedded_texts(index.report(chunk.report_id), chunk) for chunk in chunks]
    titles = dict.fromkeys(title for title, _ in texts)
    assert toy_encoder.passages == [*titles, *(words for _, words in texts)]
    stored = index.vectors.at(np.arange(len(chunks)))
    assert np.array_equal(stored, embed_chunks(toy_encoder, texts))
    assert index.folder == current(report_folder.parent / "index")
    manifest = index.manifest
    assert (manifest.model, manifest.identity, manifest.dimension) == ("builtin", "toy@1", 62)
    assert manifest.settings == Settings()
    assert manifest.chunks == len(chunks)
    assert manifest.characters == sum(map(len, REPORTS.values()))
    assert [(entry.source, entry.sha256, entry.report_id) for entry in manifest.sources] == [
        (report.source, report.sha256, report.id) for report in reports
    ]
    assert sum(entry.chunks for entry in manifest.sources) == len(chunks)
    on_disk = {path.relative_to(index.folder).as_posix() for path in index.folder.rglob("*.*")}
    assert set(manifest.files) == on_disk - {"manifest.json"}
    assert result == BuildResult(
        index=report_folder.parent / "index",
        generation=index.folder.name,
        reports=3,
        chunks=len(chunks),
        characters=manifest.characters,
        embedded=len(chunks),
        reused=0,
        added=tuple(REPORTS),
        changed=(),
        removed=(),
        failed={},
    )


def test_an_index_among_the_reports_is_none_of_them(report_folder: Path) -> None:
    for _ in range(2):
        result = build([report_folder], report_folder / "索引", encoder=ToyEncoder())
        assert (result.reports, result.failed) == (3, {})


def test_what_is_searched_has_its_context_and_is_normalised(report_folder: Path) -> None:
    _build(report_folder)
    index = _load(report_folder)
    for chunk in index.chunks:
        report = index.report(chunk.report_id)
        searched = searched_text(report, chunk)
        assert searched == normalise(searched)
        assert searched.endswith(normalise(report.text[chunk.start : chunk.end]))
        assert normalise(report.title) in searched


def test_a_renamed_report_is_not_embedded_again(
    report_folder: Path, toy_encoder: ToyEncoder
) -> None:
    first = _build(report_folder)
    before = _load(report_folder)
    (report_folder / "旧档").mkdir()
    (report_folder / "法治" / "2021.txt").rename(report_folder / "旧档" / "法治2021.txt")
    second = _build(report_folder, toy_encoder)
    after = _load(report_folder)
    assert toy_encoder.passages == []
    assert (second.embedded, second.reused) == (0, first.chunks)
    assert (second.added, second.removed) == (("旧档/法治2021.txt",), ("法治/2021.txt",))
    moved = _vectors_by_words(after)
    assert moved == _vectors_by_words(before)
    assert len(moved) == first.chunks
    # Under a name that says another year, another title is embedded, and so with a correction.
    (report_folder / "旧档" / "法治2021.txt").rename(report_folder / "法治2021.txt")
    (report_folder / "法治2021.txt.toml").write_text('title = "别的题目"', encoding="utf-8")
    third = _build(report_folder, toy_encoder)
    assert third.embedded == sum(
        entry.chunks
        for entry in _load(report_folder).manifest.sources
        if entry.source == "法治2021.txt"
    )


def _vectors_by_words(index: Index) -> dict[str, bytes]:
    vectors = index.vectors.at(np.arange(len(index.chunks)))
    return {
        searched_text(index.report(chunk.report_id), chunk): vector.tobytes()
        for chunk, vector in zip(index.chunks, vectors, strict=True)
    }


def test_a_second_build_embeds_nothing(report_folder: Path, toy_encoder: ToyEncoder) -> None:
    first = _build(report_folder)
    before = _load(report_folder)
    second = _build(report_folder, toy_encoder)
    after = _load(report_folder)
    assert toy_encoder.passages == []
    assert (second.embedded, second.reused) == (0, first.chunks)
    assert second.generation > first.generation
    assert (after.reports, *after.chunks) == (before.reports, *before.chunks)
    count = len(after.chunks)
    rows = np.arange(count)
    assert np.array_equal(after.vectors.at(rows), before.vectors.at(rows))
    assert after.keywords.scores("行政").tolist() == before.keywords.scores("行政").tolist()


def test_only_a_changed_report_is_embedded_again(
    report_folder: Path, toy_encoder: ToyEncoder
) -> None:
    first = _build(report_folder)
    (report_folder / _NOTES).write_text("河道巡查记录。今日水位13.1米。", encoding="utf-8")
    (report_folder / "新.txt").write_text("新增的一份。", encoding="utf-8")
    result = _build(report_folder, toy_encoder)
    assert toy_encoder.passages[-2:] == ["新增的一份。", "河道巡查记录。今日水位13.1米。"]
    assert (result.embedded, result.reused, result.reports) == (2, first.chunks - 1, 4)
    index = _load(report_folder)
    texts = [embedded_texts(index.report(chunk.report_id), chunk) for chunk in index.chunks]
    stored = index.vectors.at(np.arange(len(texts)))
    assert np.array_equal(stored, embed_chunks(ToyEncoder(), texts))


def test_a_removed_report_is_gone(report_folder: Path, toy_encoder: ToyEncoder) -> None:
    _build(report_folder)
    (report_folder / _DATA).unlink()
    result = _build(report_folder, toy_encoder)
    assert (result.removed, result.reports, result.embedded) == ((_DATA,), 2, 0)
    assert [report.source for report in _load(report_folder).reports] == [_LAW, _NOTES]
    assert toy_encoder.passages == []


def test_a_file_of_form_feeds_holds_no_report_and_costs_no_index(report_folder: Path) -> None:
    _build(report_folder)
    scan = report_folder.parent / "scan.txt"
    scan.write_text("\f\f\f\n", encoding="utf-8")
    with pytest.raises(ReadError, match="文件里没有文字"):
        build([scan], report_folder.parent / "index", encoder=ToyEncoder())
    assert len(_load(report_folder).reports) == len(REPORTS)


def test_what_leaves_an_index_of_another_format_is_told_too(report_folder: Path) -> None:
    _build(report_folder)
    manifest = current(report_folder.parent / "index") / "manifest.json"
    told = json.loads(manifest.read_text("utf-8")) | {"format_version": 1}
    manifest.write_text(json.dumps(told), encoding="utf-8")
    (report_folder / _DATA).unlink()
    leaving: list[tuple[str, ...]] = []
    result = build(
        [report_folder],
        report_folder.parent / "index",
        encoder=ToyEncoder(),
        leaving=leaving.append,
    )
    assert leaving == [(_DATA,)]
    assert (result.removed, result.added, result.changed) == ((_DATA,), (), ())
    assert result.embedded == result.chunks


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"7", b'{"sources": [3]}', b"[" * 100_000])
def test_a_manifest_that_tells_nothing_holds_up_no_build(
    report_folder: Path, content: bytes
) -> None:
    _build(report_folder)
    (current(report_folder.parent / "index") / "manifest.json").write_bytes(content)
    assert _build(report_folder).added == tuple(REPORTS)


def test_another_chunk_size_embeds_everything_again(
    report_folder: Path, toy_encoder: ToyEncoder
) -> None:
    first = _build(report_folder)
    smaller = Settings(chunk_size_characters=60)
    result = _build(report_folder, toy_encoder, smaller)
    assert result.chunks > first.chunks
    assert result.embedded == result.chunks == len(toy_encoder.passages) - HEADERS
    assert _load(report_folder).manifest.settings == smaller
    heavier = Settings(chunk_size_characters=60, keyword_weight=0.2)
    assert _build(report_folder, settings=heavier).embedded == 0
    assert _load(report_folder).manifest.settings == heavier


def test_another_model_embeds_everything_again(report_folder: Path) -> None:
    first = _build(report_folder)
    other = ToyEncoder("toy@2")
    assert _build(report_folder, other).embedded == first.chunks
    assert Index.load(report_folder.parent / "index", encoder=other).manifest.identity == "toy@2"


def test_a_bad_file_among_good_ones_is_told_and_left_out(report_folder: Path) -> None:
    (report_folder / "坏.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    (report_folder / "空.txt").write_bytes(b"")
    (report_folder / "只有标题.txt").write_text("一、总则\n二、分则\n", encoding="utf-8")
    result = _build(report_folder)
    assert list(result.failed) == ["坏.txt", "空.txt"]
    for source, message in result.failed.items():
        assert message.startswith(f"{report_folder / source}：")
        assert "\n" not in message
    # Headings with nothing under them are all that this one says.
    assert [report.source for report in _load(report_folder).reports] == ["只有标题.txt", *REPORTS]


def test_a_report_that_turns_bad_is_told_and_leaves_the_index(report_folder: Path) -> None:
    _build(report_folder)
    (report_folder / _NOTES).write_bytes(b"")
    result = _build(report_folder)
    assert list(result.failed) == list(result.removed) == [_NOTES]
    assert [report.source for report in _load(report_folder).reports] == [_DATA, _LAW]


def test_nothing_readable_is_an_error_and_changes_nothing(report_folder: Path) -> None:
    _build(report_folder)
    before = _load(report_folder).folder
    bad = report_folder.parent / "bad"
    bad.mkdir()
    (bad / "a.txt").write_bytes(b"")
    with pytest.raises(ReadError, match=r"^\S*a\.txt：文件里没有文字。"):
        build([bad], report_folder.parent / "index", encoder=ToyEncoder())
    (bad / "b.txt").write_bytes(b"\x00\x01")
    with pytest.raises(
        ReadError, match=r"^2 个文件都读不出来，第一个是：\S*a\.txt：文件里没有文字。"
    ):
        build([bad], report_folder.parent / "index", encoder=ToyEncoder())
    with pytest.raises(UsageError, match="没有给出要读的报告。请至少给出一个文件或目录。"):
        build([], report_folder.parent / "index", encoder=ToyEncoder())
    with pytest.raises(UsageError, match="没有这个文件或目录"):
        build([bad / "c.txt"], report_folder.parent / "index", encoder=ToyEncoder())
    assert _load(report_folder).folder == before


def test_an_index_of_another_model_says_so(report_folder: Path) -> None:
    _build(report_folder)
    with pytest.raises(
        IndexForeign,
        match=r"索引由模型 toy@1 建成，现在的模型是 toy@2。请用 --model .*，或运行 reportqa build",
    ):
        Index.load(report_folder.parent / "index", encoder=ToyEncoder("toy@2"))


def test_no_index_says_so(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="请先运行 reportqa build"):
        Index.load(tmp_path / "index", encoder=ToyEncoder())


def test_strings_serve_as_paths(report_folder: Path) -> None:
    index = str(report_folder.parent / "index")
    result = build([str(report_folder)], index, encoder=ToyEncoder())
    assert result.index == Path(index)
    assert len(Index.load(index, encoder=ToyEncoder()).reports) == 3


def test_an_index_moves_with_its_folder(report_folder: Path) -> None:
    _build(report_folder)
    moved = report_folder.parent / "搬走 了"
    shutil.move(report_folder.parent / "index", moved)
    assert len(Index.load(moved, encoder=ToyEncoder()).reports) == 3


def test_progress_goes_up_to_its_total_in_every_stage(report_folder: Path) -> None:
    told: dict[str, list[tuple[int, int]]] = {}
    result = build(
        [report_folder],
        report_folder.parent / "index",
        encoder=ToyEncoder(),
        progress=lambda stage, done, total: told.setdefault(stage, []).append((done, total)),
    )
    totals = {"读取报告": 3, "计算向量": result.chunks, "建立关键词索引": result.chunks}
    assert list(told) == list(totals)
    for stage, total in totals.items():
        assert all(one[0] < other[0] for one, other in pairwise(told[stage]))
        assert told[stage][-1] == (total, total)


def test_two_builds_at_once_take_turns(report_folder: Path) -> None:
    stages: list[str] = []
    results: list[BuildResult] = []
    start = threading.Barrier(2)

    def one() -> None:
        start.wait()
        results.append(
            build(
                [report_folder],
                report_folder.parent / "index",
                encoder=ToyEncoder(seconds_per_text=0.02),
                progress=lambda stage, _done, _total: stages.append(stage),
            )
        )

    threads = [threading.Thread(target=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    first, second = results
    assert stages.count("等待另一个构建结束") == 1
    assert (first.embedded, second.embedded) == (first.chunks, 0)
    assert first.generation < second.generation == _load(report_folder).folder.name
