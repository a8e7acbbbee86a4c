"""Citations of reports that are called alike."""

from pathlib import Path
from typing import Any

from reportqa.answering import ask
from reportqa.index import Index
from reportqa.index.building import build
from reportqa.web import create_app
from toys import ToyEncoder

from . import fakes
from .person import NEEDS_CHROMIUM, Person

pytestmark = NEEDS_CHROMIUM

_REPORTS = {
    "a.txt": ("云溪市", 2019, "修路33公里。"),
    "b.txt": ("汐州市", 2019, "修路45公里。"),
    "c.txt": ("汐州市", 2019, "修桥6座，修路7公里。"),
}


def test_a_badge_tells_apart_only_what_the_citation_does_not(tmp_path: Path, chromium: Any) -> None:
    (tmp_path / "reports").mkdir()
    for name, (place, year, told) in _REPORTS.items():
        path = tmp_path / "reports" / name
        path.write_text(f"政府工作报告\n一、回顾\n{told}\n", encoding="utf-8")
        facts = f'title = "政府工作报告"\nplace = "{place}"\nyear = {year}\n'
        path.with_name(f"{name}.toml").write_text(facts, encoding="utf-8")
    encoder = ToyEncoder()
    build([tmp_path / "reports"], tmp_path / "index", encoder=encoder)
    index = Index.load(tmp_path / "index", encoder=encoder)
    app = create_app(lambda question, only: ask(index, question, only=only), lambda: index.reports)
    with fakes.running(app) as address:
        person = Person(chromium, address, "", {})
        person.ask("修路多少公里？")
        person.page.eval_on_selector_all(
            "details", "all => all.forEach(one => { one.open = true })"
        )
        cited = dict(
            person.page.eval_on_selector_all(
                ".rq-turn .rq-passages .rq-cite",
                """all => all.map(one => [
                    one.title.split(' ')[0],
                    [one.querySelector('.rq-cite-which')?.textContent ?? '', one.textContent],
                ])""",
            )
        )
        person.context.close()
    assert cited == {
        "a.txt": ["", "《政府工作报告》（云溪市2019年）第1段"],
        "b.txt": ["b.txt", "b.txt 《政府工作报告》（汐州市2019年）第1段"],
        "c.txt": ["c.txt", "c.txt 《政府工作报告》（汐州市2019年）第1段"],
    }


def test_a_library_of_untitled_reports_is_named_and_ordered_by_place(
    tmp_path: Path, chromium: Any
) -> None:
    (tmp_path / "reports").mkdir()
    for name, place in {"0a1b.txt": "遵义市", "2c3d.txt": "鞍山市", "4e5f.txt": ""}.items():
        path = tmp_path / "reports" / name
        path.write_text("各位代表：\n修路33公里。\n", encoding="utf-8")
        path.with_name(f"{name}.toml").write_text(
            f'place = "{place}"\nyear = 2019\n' if place else 'title = "修路纪要"\nyear = 2019\n',
            encoding="utf-8",
        )
    encoder = ToyEncoder()
    build([tmp_path / "reports"], tmp_path / "index", encoder=encoder)
    index = Index.load(tmp_path / "index", encoder=encoder)
    app = create_app(lambda question, only: ask(index, question, only=only), lambda: index.reports)
    with fakes.running(app) as address:
        person = Person(chromium, address, "", {})
        options = person.texts(".rq-choose option")
        person.page.click(".rq-top [data-do=library]")
        person.page.wait_for_selector(".rq-report-name")
        places = person.texts(".rq-facet[data-kind=places] .rq-chip")
        person.context.close()
    assert options == ["0a1b（遵义市 2019）", "2c3d（鞍山市 2019）", "修路纪要"]
    assert places == ["鞍山市", "遵义市"]
