"""Makes the page of results, its ratios and its chart out of the figures of the sections."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.running import Figures
from bench.systems import TITLES

Measured = dict[str, Figures]

_NONE = "–"
_MANY_CHUNKS = 450_000


@dataclass(frozen=True, slots=True)
class Floor:
    """A ratio that must not be worse than a bound; `at_least` says on which side it is good."""

    what: str
    ratio: float | None
    bound: float
    at_least: bool

    @property
    def holds(self) -> bool | None:
        """Whether it does, None if it was not measured."""
        if self.ratio is None:
            return None
        return self.ratio >= self.bound if self.at_least else self.ratio <= self.bound

    def row(self) -> list[str]:
        """What is wanted, what was measured, and whether that is enough."""
        sign = "≥" if self.at_least else "≤"
        verdict = {True: "yes", False: "**no**", None: "not measured"}[self.holds]
        return [self.what, f"{sign} {self.bound:g}", _number(self.ratio), verdict]


def write_results(measured: Measured, page: Path) -> list[str]:
    """Write the page, and beside it the chart where matplotlib is there.

    Returns:
        The ratios, a line each.
    """
    found = floors(measured)
    chart = page.with_suffix(".svg")
    drawn = _draw(measured, chart)
    page.write_text("\n".join(_page(measured, found, chart.name if drawn else None)), "utf-8")
    return [" | ".join(floor.row()) for floor in found] + [f"written: {page}"]


def floors(measured: Measured) -> list[Floor]:
    """What the benchmark is judged by, as far as it was measured."""
    build = _ratio(measured, "building", "characters_per_s", "reportqa", "langchain")
    memory = _ratio(measured, "building", "peak_mb", "reportqa", "langchain")
    alone = _at(measured, "building", "encoder", "share_of_it_that_a_build_reaches")
    search = _ratio(measured, "asking", "p50_ms", "reportqa", "langchain")
    start = _ratio(measured, "starting", "seconds", "reportqa", "langchain")
    crowded = next(
        (row for row in _rows(measured, "serving") if row["people"] == 64),
        {},  # the new questions
    )
    errors = crowded.get("errors")
    return [
        Floor("building: characters/s, against LangChain + FAISS", build, 3.0, True),
        Floor("building: peak memory, against LangChain + FAISS", memory, 0.6, False),
        Floor("building: tokens/s, against the encoder alone", alone, 0.85, True),
        Floor("warm search: p50, against similarity_search", search, 0.4, False),
        Floor("cold start to first answer, against LangChain", start, 0.2, False),
        Floor("64 people for a minute: p95, against that of one", _crowd_p95(crowded), 64.0, False),
        Floor(
            "64 people for a minute: errors", None if errors is None else float(errors), 0, False
        ),
        *_floors_of_size(measured),
    ]


def _floors_of_size(measured: Measured) -> Iterator[Floor]:
    """Those of the largest library; absolute figures, not ratios."""
    large = next(
        (row for row in _rows(measured, "growth") if row.get("chunks", 0) >= _MANY_CHUNKS), {}
    )
    for key, what, bound, at_least in (
        ("search_p95_ms", "search p95, ms", 60.0, False),
        ("recall_at_10", "recall@10 against exact search", 0.98, True),
        ("peak_mb_answering", "peak memory, MB", 4096.0, False),
        ("add_one_s", "adding one report, s", 5.0, False),
        ("open_s", "opening, s", 2.0, False),
    ):
        value = large.get(key)
        yield Floor(
            f"500,000 chunks: {what}", None if value is None else float(value), bound, at_least
        )


def _crowd_p95(row: Figures) -> float | None:
    value = row.get("p95_over_p95_of_one")
    return None if value is None else float(value)


def _page(measured: Measured, found: Sequence[Floor], chart: str | None) -> Iterator[str]:
    yield "# What was measured\n"
    yield (
        "Written by `make bench` and `make bench-large`; do not edit. Ratios count, absolute "
        "figures are those of this machine. The same texts (the shipped report, varied), the same "
        "model and the same machine for all; systems take turns, figures are medians.\n"
    )
    yield from _machine(measured.get("machine", {}))
    yield from _when(measured)
    yield "## Against the floors\n"
    yield from _table(["what", "floor", "measured", "holds"], [floor.row() for floor in found])
    if chart:
        yield f"![The systems beside each other]({chart})\n"
    for name, title, columns in _SYSTEM_TABLES:
        if name in measured:
            yield f"## {title}\n"
            yield from _problem(measured[name])
            yield from _systems_table(measured[name], columns)
            yield from _EXTRAS.get(name, _nothing)(measured[name])
    for name, write in _OTHERS.items():
        if name in measured:
            yield from write(measured[name])


_SYSTEM_TABLES: list[tuple[str, str, dict[str, str]]] = [
    (
        "building",
        "Building an index",
        {
            "characters_per_s": "characters/s",
            "seconds": "seconds",
            "peak_mb": "peak MB",
            "load_s": "loading the model, s",
        },
    ),
    ("adding", "Adding one report to many", {"seconds": "seconds"}),
    ("starting", "From a cold start to the first answer", {"seconds": "seconds"}),
    (
        "asking",
        "Warm, one question after another",
        {"p50_ms": "p50 ms", "p95_ms": "p95 ms", "p99_ms": "p99 ms", "peak_mb": "peak MB"},
    ),
]


def _systems_table(figures: Figures, columns: dict[str, str]) -> Iterator[str]:
    rows = []
    for name, values in figures.get("systems", {}).items():
        title = TITLES.get(name, name)
        if values.get("missing"):
            rows.append([title, f"not measured: {_plain(values['missing'])}"])
        else:
            rows.append([title, *(_number(values.get(key)) for key in columns)])
    yield from _table(["", *columns.values()], rows)


def _encoder(figures: Figures) -> Iterator[str]:
    encoder = figures.get("encoder", {})
    yield (
        f"{figures.get('reports')} reports, {_number(encoder.get('tokens'))} tokens. The encoder "
        f"alone, everything tokenised beforehand: {_number(encoder.get('tokens_per_s'))} tokens/s "
        "at its best batch (the median of the rounds; the table is of the first, and the share "
        "above is the median of the rounds' own).\n"
    )
    rows = [[name, _number(rate)] for name, rate in (encoder.get("batches") or {}).items()]
    yield from _table(["engine, tokens a batch", "tokens/s"], rows)


def _nothing(_: Figures) -> Iterator[str]:
    yield from ()


def _machine(figures: Figures) -> Iterator[str]:
    parts = [str(figures[key]) for key in ("processor", "system") if figures.get(key)]
    if figures.get("cores"):
        parts.append(f"{figures['cores']} cores")
    if figures.get("load_at_start") is not None:
        parts.append(f"load {figures['load_at_start']:.1f} at the start")
    if parts:
        yield f"{', '.join(parts)}\n"


def _when(measured: Measured) -> Iterator[str]:
    """When each section was measured, since some may be of later code than others."""
    told = [f"{name} {figures['when']}" for name, figures in measured.items() if "when" in figures]
    if told:
        yield f"Measured at: {', '.join(told)}.\n"


def _limits(figures: Figures) -> Iterator[str]:
    yield "## What the machine could do\n"
    yield from _problem(figures)
    product, memory, queries = (figures.get(name, {}) for name in ("product", "memory", "queries"))
    rates = product.get("flop_per_s", {})
    rows = [
        [f"matrix product, {kind}: GFLOP/s", _number(rate / 1e9)] for kind, rate in rates.items()
    ]
    rows.append(["that many FLOP as tokens/s of the encoder", _number(product.get("tokens_per_s"))])
    for key, label in (
        ("read_bytes_per_s", "reading memory: GB/s"),
        ("scan_bytes_per_s", "exact vector scan, one question: GB/s"),
        ("scan_16_bytes_per_s", "exact vector scan, 16 questions together: GB/s"),
    ):
        rows.append([label, _number(memory[key] / 1e9 if key in memory else None)])
    for key, label in (
        ("alone_s", "embedding a question alone: ms"),
        ("together_s", "embedding a question among 16: ms"),
    ):
        rows.append([label, _number(queries[key] * 1000 if key in queries else None)])
    yield from _table(["", ""], rows)


def _serving(figures: Figures) -> Iterator[str]:
    yield "## Many people at once, over HTTP\n"
    yield from _problem(figures)
    columns = {
        "questions": "questions",
        "people": "people",
        "answers": "answers",
        "per_s": "answers/s",
        "p50_ms": "p50 ms",
        "p95_ms": "p95 ms",
        "p95_over_p95_of_one": "p95 / p95 of one",
        "p95_over_p50_of_one": "p95 / p50 of one",
        "errors": "errors",
    }
    yield from _table(
        list(columns.values()),
        [[_number(row.get(key)) for key in columns] for row in figures.get("rows", [])],
    )
    yield f"Peak memory of the server: {_number(figures.get('peak_mb'))} MB.\n"


def _growth(figures: Figures) -> Iterator[str]:
    yield "## Growth with the library\n"
    yield from _problem(figures)
    for line in figures.get("made", []):
        yield f"- {_plain(line)}"
    yield ""
    rows = figures.get("rows", [])
    plain = (str, int, float, bool, type(None))
    names = dict.fromkeys(
        key for row in rows for key, value in row.items() if isinstance(value, plain)
    )
    yield from _table(list(names), [[_number(row.get(name)) for name in names] for row in rows])


_EXTRAS: dict[str, Callable[[Figures], Iterator[str]]] = {"building": _encoder}
_OTHERS: dict[str, Callable[[Figures], Iterator[str]]] = {
    "serving": _serving,
    "growth": _growth,
    "limits": _limits,
}


def _problem(figures: Figures) -> Iterator[str]:
    if "failed" in figures:
        yield f"Not measured: {_plain(figures['failed'])}\n"


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    if not rows:
        return
    yield f"| {' | '.join(headings)} |"
    yield f"|{'---|' * len(headings)}"
    for row in rows:
        yield f"| {' | '.join([*row, *[''] * (len(headings) - len(row))])} |"
    yield ""


def _number(value: Any) -> str:
    """A figure as people read it: three digits that count."""
    if value is None:
        return _NONE
    if isinstance(value, bool) or not isinstance(value, int | float):
        return _plain(value)
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.3g}"


def _plain(value: Any) -> str:
    return " ".join(str(value).split()).replace("|", "/")


def _at(measured: Measured, *path: str) -> float | None:
    value: Any = measured
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return float(value) if isinstance(value, int | float) else None


def _ratio(measured: Measured, section: str, figure: str, one: str, other: str) -> float | None:
    mine = _at(measured, section, "systems", one, figure)
    its = _at(measured, section, "systems", other, figure)
    return mine / its if mine is not None and its else None


def _rows(measured: Measured, section: str) -> list[Figures]:
    rows: list[Figures] = measured.get(section, {}).get("rows", [])
    return rows


def _draw(measured: Measured, chart: Path) -> bool:
    """Bars of each system for what all were measured in; False where there is nothing to draw."""
    panels = [
        ("building", "characters_per_s", "building: characters/s (more is better)"),
        ("building", "peak_mb", "building: peak MB"),
        ("starting", "seconds", "cold start to first answer: s"),
        ("asking", "p50_ms", "warm search: p50 ms"),
    ]
    bars = {}
    for section, figure, title in panels:
        values = {
            label: value
            for name, label in TITLES.items()
            if (value := _at(measured, section, "systems", name, figure)) is not None
        }
        if values:
            bars[title] = values
    try:
        import matplotlib as mpl
    except ImportError:
        return False
    if not bars:
        return False
    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "reportqa"  # the same figures make the same file
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(len(bars), 1, figsize=(8, 1.9 * len(bars)), squeeze=False)
    for axis, (title, values) in zip(axes[:, 0], bars.items(), strict=True):
        names = list(values)[::-1]
        colours = ["#9c2b23" if name == TITLES["reportqa"] else "#8a8f98" for name in names]
        drawn = axis.barh(names, [values[name] for name in names], color=colours)
        axis.bar_label(drawn, labels=[_number(values[name]) for name in names], padding=3)
        axis.set_title(title, loc="left", fontsize=10)
        axis.spines[["top", "right"]].set_visible(False)
        axis.margins(x=0.12)
    figure.tight_layout()
    figure.savefig(chart, metadata={"Date": None})
    pyplot.close(figure)
    return True
