"""Reports and answers made by hand, so that the page is tested alone."""

import re
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from reportqa.errors import IndexDamaged
from reportqa.types import (
    Answer,
    Citation,
    Confidence,
    Filter,
    Passage,
    Refusal,
    Report,
    Response,
    Scores,
    Section,
    SeriesPoint,
)

_REPORTS = Path(__file__).parents[2] / "reports"
_HEADING = re.compile(r"^(?:[一二三]、.*$|（[一二三四五六七八九]）[^。\n]*。)", re.MULTILINE)

HOSTILE_TEXT = (
    "敌意报告</title>\n"
    "一、<script>window.hacked = 1</script>\n"
    '甲<img src=x onerror="window.hacked = 2">乙 $x^2$ \\(y\\) **粗** {{value}} ${value} &amp; 丙\n'
    "𠮷林𠀀省👩‍👩‍👧共有𪚥家庭12.3万户😀，比上年增长5%。\n"
    "末尾\x00空\x07铃\u202e反向\u202c。"
)
HOSTILE_QUESTION = (
    "<script>window.hacked = 3</script><img src=x onerror='window.hacked=4'>"
    "{{7*7}} ${7*7} $x$ **b**"
)


def shipped() -> Report:
    """The shipped report, with the sections that its headings make."""
    text = (_REPORTS / "urumqi-2020.txt").read_text(encoding="utf-8").lstrip("\ufeff")
    heads = list(_HEADING.finditer(text))
    sections: list[Section] = []
    top = ""
    for i, head in enumerate(heads):
        is_top = not head[0].startswith("（")
        top = head[0] if is_top else top
        path = (top,) if is_top else (top, head[0].rstrip("。"))
        later = heads[i + 1 :]
        end = next((h.start() for h in later if not (is_top and h[0].startswith("（"))), len(text))
        body = head.end() if is_top else head.start()
        sections.append(Section(path, head.start(), body, end))
    return Report(
        id="urumqi-2020",
        title="乌鲁木齐市人民政府2020年度法治政府建设情况报告",
        issuer="乌鲁木齐市人民政府",
        year=2020,
        source="urumqi-2020.txt",
        sha256="0" * 64,
        text=text,
        sections=tuple(sections),
    )


def hostile() -> Report:
    """A report full of markup, characters beyond U+FFFF and control characters."""
    start = HOSTILE_TEXT.index("一、")
    body = HOSTILE_TEXT.index("\n", start)
    section = Section((HOSTILE_TEXT[start:body],), start, body, len(HOSTILE_TEXT))
    return Report(
        id="敌意/../<b>&\"'",
        title="敌意报告</title><script>window.hacked = 5</script>",
        issuer="<i>某局</i>",
        year=None,
        source="x/<u>敌意</u>.txt",
        sha256="1" * 64,
        text=HOSTILE_TEXT,
        sections=(section,),
    )


def cite(report: Report, start: int, end: int) -> Citation:
    section = report.section_at(start)
    stop = report.text.find("\n", start)
    before = report.text[: stop if stop >= 0 else None]
    paragraph = sum(1 for line in before.split("\n") if line.strip())
    return Citation(
        report_id=report.id,
        title=report.title,
        issuer=report.issuer,
        year=report.year,
        source=report.source,
        section=section.path if section else (),
        paragraph=paragraph,
        start=start,
        end=end,
        page=None,
        label=f"《{report.title}》第{paragraph}段",
    )


def sentence(report: Report, words: str) -> tuple[int, int]:
    """The span of the sentence in which `words` first stand."""
    at = report.text.index(words)
    start = max(report.text.rfind(mark, 0, at) for mark in "。\n；") + 1
    return start, report.text.index("。", at) + 1


def passages(report: Report, wanted: Sequence[str]) -> tuple[Passage, ...]:
    spans = [sentence(report, words) for words in wanted]
    return tuple(
        Passage(i, report.text[a:b], cite(report, a, b), Scores(1.0 / i, 0.8, 3.0))
        for i, (a, b) in enumerate(spans, 1)
    )


def answer_with(
    report: Report,
    words: Sequence[str],
    probability: float = 0.97,
    confidence: Confidence = "high",
    series: tuple[SeriesPoint, ...] | None = None,
) -> Answer:
    start, end = sentence(report, words[0])
    spans = tuple((at, at + len(w)) for w in words for at in [report.text.index(w, start)])
    return Answer(
        text=words[0],
        quote=report.text[start:end],
        probability=probability,
        answerable_probability=0.99,
        confidence=confidence,
        citation=cite(report, start, end),
        highlights=spans,
        series=series,
    )


NO_FILTER = Filter()


def ask(question: str, only: Filter = NO_FILTER) -> Response:
    """Answers by what the question contains; see the branches."""
    report = shipped()
    if not only.admits(report):
        return Response(question, None, Refusal("not_in_reports", "所选的报告里没有。"), ())
    near = passages(report, ["745次", "1010人次", "28.4万人次", "35万余人次", "24次"])
    if "学法" in question:
        found = answer_with(report, ["745次"])
        near = (
            Passage(1, found.quote, found.citation, Scores(1.0, 0.9, 9.0)),
            *near[1:],
        )
        return Response(question, found, None, near)
    if "述法" in question:
        found = answer_with(report, ["1010人次"], 0.31, "low")
        other = (2018, 2019) if "哪年" in question else ()
        return Response(question, replace(found, other_years=other), None, near[:2])
    if "历年" in question:
        points = tuple(
            SeriesPoint(
                2019 + i,
                words,
                p.text,
                p.citation,
                ((at := p.citation.start + p.text.index(words), at + len(words)),),
            )
            for i, (words, p) in enumerate(zip(["745次", "1010人次"], near, strict=False))
        )
        found = answer_with(report, ["745次"], 0.7, "medium", points)
        return Response(question, found, None, near)
    if "敌意" in question or "<script" in question:
        bad = hostile()
        found = answer_with(bad, ["12.3万户😀"])
        return Response(question, found, None, passages(bad, ["onerror", "空\x07铃"]))
    if "慢" in question:
        time.sleep(1.5)
    if "坏索引" in question:
        raise IndexDamaged("索引文件 <vectors.bin> 已损坏：请运行 reportqa build 重建")
    if "崩溃" in question:
        raise RuntimeError("secret internal detail")
    refusal = Refusal("not_in_reports", f"报告里没有与“{question}”对应的内容。")
    return Response(question, None, refusal, near)


@contextmanager
def running(app: Any) -> Iterator[str]:
    """The address of `app`, served by uvicorn in a thread."""
    import uvicorn

    config = uvicorn.Config(
        app, host="127.0.0.1", port=0, log_config=None, timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 60
    while not server.started:
        assert thread.is_alive()
        assert time.monotonic() < deadline, "the server did not start"
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(20)
