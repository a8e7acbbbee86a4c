"""The library panel, the filter and uploads, as a person uses them in a real Chromium."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from reportqa.index.building import build
from reportqa.index.live import LiveIndex
from reportqa.types import Filter, Refusal, Report, Response
from reportqa.web import create_app
from reportqa.web.shelf import Shelf
from toys import REPORTS, ToyEncoder, write_reports

from . import fakes
from .person import CONTRAST, NEEDS_CHROMIUM, PHONE, Person
from .test_shelf import NEW

pytestmark = NEEDS_CHROMIUM

LAW, DATA, NOTES = "法治/2021.txt", "数字经济2022.txt", "记录.txt"
OPEN, DIALOG = ".rq-top [data-do=library]", ".rq-library"


def answering(reports: Callable[[], tuple[Report, ...]]) -> Callable[[str, Filter], Response]:
    """Answers with the first sentence of the first report that the filter admits."""

    def ask(question: str, only: Filter) -> Response:
        found = [report for report in reports() if only.admits(report)]
        if not found:
            return Response(question, None, Refusal("not_in_reports", "所选的报告里没有。"), ())
        answer = fakes.answer_with(found[0], [found[0].text.strip()[-6:-2]])
        return Response(question, answer, None, ())

    return ask


@pytest.fixture
def come(chromium: Any, tmp_path: Path) -> Iterator[Callable[..., Person]]:
    """Visits to a library of the three toy reports, which may be changed."""
    encoder = ToyEncoder()
    folder = write_reports(tmp_path)
    build([folder], tmp_path / "index", encoder=encoder)
    live = LiveIndex(tmp_path / "index", encoder=encoder)
    shelf = Shelf(tmp_path / "index", live.get, folder, folder / "uploads")
    people: list[Person] = []

    def reports() -> tuple[Report, ...]:
        return live.get().reports

    app = create_app(answering(reports), reports, library=shelf)
    with fakes.running(app) as address:

        def visit(**options: Any) -> Person:
            people.append(Person(chromium, address, "", options))
            return people[-1]

        yield visit
        for person in people:
            person.context.close()
            assert all(url.startswith((address, "data:", "blob:")) for url in person.requests)
            assert person.complaints == []


def sources(person: Person) -> list[str]:
    return person.texts(".rq-report-name .rq-label bdi:last-child")


def file(name: str, text: str) -> dict[str, Any]:
    return {"name": name, "mimeType": "text/plain", "buffer": text.encode()}


def test_the_panel_lists_sorts_and_finds(come: Callable[..., Person]) -> None:
    person = come()
    person.page.click(OPEN)
    assert person.text(".rq-library-count") == "共 3 份"
    assert sorted(sources(person)) == sorted(REPORTS)
    heads = person.texts(".rq-reports thead .rq-sort-by")
    assert heads == [
        "标题",
        "地点",
        "回顾年份",
        "计划年份",
        "段落数",
    ]  # no dates, no pages: no column

    person.page.click("[data-sort=looks_back]")
    assert sources(person) == [DATA, LAW, NOTES]  # the newest first, the unknown last
    person.page.click("[data-sort=looks_back]")
    assert sources(person) == [LAW, DATA, NOTES]
    assert person.page.get_attribute("th:has([data-sort=looks_back])", "aria-sort") == "ascending"

    person.page.fill(".rq-search", "云溪 2021")
    assert sources(person) == [LAW]
    assert person.text(".rq-library-count") == "找到 1 份"
    person.page.fill(".rq-search", "没有这个")
    assert "换个词" in person.text(".rq-table .rq-empty")
    person.page.fill(".rq-search", "记录")
    person.page.click(".rq-report-name button")
    assert not person.page.is_visible(DIALOG)
    person.page.wait_for_selector(".rq-line:has-text('今日水位')")


def test_a_filter_is_on_show_holds_and_can_be_taken_back(come: Callable[..., Person]) -> None:
    person = come()
    assert person.text(".rq-scope .rq-chips") == "全部 3 份报告"
    person.page.click(OPEN)
    person.page.click(".rq-facet[data-kind=years] .rq-chip:text-is('2021')")
    assert sources(person) == [LAW]
    assert person.text(".rq-library-scope") == "提问范围: 1 份报告"
    person.page.click(".rq-library-foot [data-do=close]")
    assert person.texts(".rq-scope .rq-on") == ["2021年"]

    for _ in range(2):
        person.ask("说了什么？")
        assert person.text(".rq-turn:last-child .rq-asked-of") == "只在这里找：2021年"
        assert "report=" in str(person.page.get_attribute(".rq-turn:last-child .rq-cite", "href"))
        assert "法治政府" in person.text(".rq-report-title")

    person.page.click(".rq-scope .rq-on")
    assert person.texts(".rq-scope .rq-on") == []
    person.ask("说了什么？")
    assert person.page.locator(".rq-turn:last-child .rq-asked-of").count() == 0
    assert "数字经济" in person.text(".rq-report-title")

    # One report by its box; the box stays where it is, and so does the focus.
    person.page.click(OPEN)
    person.page.check(f"tr:has-text('{NOTES}') input")
    assert len(sources(person)) == 3
    person.page.keyboard.press("Escape")
    person.ask("说了什么？")
    assert "今日水位" in person.text(".rq-turn:last-child .rq-quote")
    person.page.click(".rq-scope [data-do=unfilter]")
    assert person.text(".rq-scope .rq-chips") == "全部 3 份报告"


def test_a_filter_that_nothing_meets_says_so(come: Callable[..., Person]) -> None:
    person = come()
    person.page.click(OPEN)
    person.page.check(f"tr:has-text('{NOTES}') input")
    person.page.click(".rq-facet[data-kind=years] .rq-chip:text-is('2021')")
    assert "没有报告同时符合" in person.text(".rq-library-scope")
    person.page.click(".rq-library-foot [data-do=unfilter]")
    assert person.text(".rq-library-scope") == "提问范围: 全部 3 份报告"


def test_files_are_added_after_a_look_at_what_was_recognised(come: Callable[..., Person]) -> None:
    person, other = come(), come()
    person.page.click(OPEN)
    person.page.click(".rq-add")
    assert ".docx" in person.text(".rq-limits")
    person.page.set_input_files(
        ".rq-upload input[type=file]",
        [
            file("海东.txt", NEW),
            file("<img src=x onerror=alert(1)>.txt", "没有地点和年份。\n一些正文。"),
            file("坏.docx", "PK"),
            file("程序.exe", "MZ"),
            file("空.txt", ""),
            file("一批.zip", "PK"),
            file("旧.DOC", "a"),
        ],
    )
    person.page.wait_for_selector(".rq-file:nth-child(2) form")
    person.page.wait_for_selector(".rq-failed:nth-child(3)")
    statuses = person.texts(".rq-file-status")
    assert statuses[0] == "已识别，请核对"
    assert statuses[1] == "有几项没有认出，请补充"
    assert statuses[2].startswith("不是 .docx 文件")
    assert statuses[3].startswith("不支持这种文件")
    assert statuses[4] == "文件是空的。"
    assert statuses[5] == "是压缩包，请先解压，再添加里面的文件。"
    assert statuses[6] == "不支持这种文件，请用 Word 或 WPS 另存为 .docx 后再添加。"
    assert person.texts(".rq-file summary") == [
        "海东市2014年政府工作报告海东市20132014",
        "_img src=x onerror=alert(1)_",
    ]
    assert not person.page.is_visible(".rq-file:nth-child(1) form")
    assert person.page.is_visible(".rq-file:nth-child(2) form")

    person.page.fill(".rq-file:nth-child(2) [name=place]", "<b>甲</b>市")
    person.page.fill(".rq-file:nth-child(2) [name=year]", "13")
    person.page.click("[data-do=accept]")
    assert person.texts(".rq-added:visible") == []  # 13 is no year
    person.page.fill(".rq-file:nth-child(2) [name=year]", "2013")
    assert person.text("[data-do=accept]") == "收入报告库（2 份）"
    person.page.click("[data-do=accept]")
    person.page.wait_for_selector(".rq-added:has-text('已收入 2 份报告')")
    assert person.text(".rq-library-count") == "共 5 份"
    assert person.page.locator(".rq-file").count() == 5
    chips = person.texts(".rq-facet[data-kind=places] .rq-chip")
    assert {"海东市", "<b>甲</b>市"} <= set(chips)
    assert person.page.locator("#rq img").count() == 0

    # It can be asked about and read at once, and others find it without reloading.
    person.page.click(".rq-facet[data-kind=places] .rq-chip:text-is('海东市')")
    person.page.keyboard.press("Escape")
    person.ask("说了什么？")
    person.page.wait_for_selector(".rq-report-title:has-text('海东')")
    other.page.click(OPEN)
    other.page.wait_for_selector(".rq-library-count:has-text('共 5 份')")


def test_files_can_be_dropped_anywhere(come: Callable[..., Person]) -> None:
    person = come()
    person.page.evaluate(
        """text => {
            const data = new DataTransfer();
            data.items.add(new File([text], '海东.txt'));
            const fire = (type, target) => target.dispatchEvent(
                new DragEvent(type, {dataTransfer: data, bubbles: true, cancelable: true}));
            fire('dragenter', document.querySelector('.rq-log'));
            fire('drop', document.querySelector('.rq-drop'));
        }""",
        NEW,
    )
    person.page.wait_for_selector(".rq-file form")
    assert person.page.is_visible(DIALOG)
    person.page.click(".rq-file .rq-quiet")
    assert person.page.locator(".rq-file").count() == 0
    assert not person.page.is_visible("[data-do=accept]")


def test_the_reports_below_a_folder_can_be_dropped(
    come: Callable[..., Person], tmp_path: Path
) -> None:
    person = come()
    (tmp_path / "报告/子目录/.git").mkdir(parents=True)
    (tmp_path / "空").mkdir()
    for name in ("海东.txt", "~$海东.docx", "表.xlsx", ".git/a.txt"):
        (tmp_path / "报告/子目录" / name).write_text(NEW, "utf-8")
    _drop(person, tmp_path / "空")
    person.page.wait_for_selector(".rq-refused-files:has-text('文件夹里没有可读的报告')")
    _drop(person, tmp_path / "报告")
    person.page.wait_for_selector(".rq-file form")
    assert person.texts(".rq-file-name") == ["海东.txt"]
    assert not person.page.is_visible(".rq-refused-files")
    person.page.click(".rq-file .rq-quiet")


def _drop(person: Person, path: Path) -> None:
    """Drop what lies there on the page, as a file manager does."""
    devtools = person.context.new_cdp_session(person.page)
    for kind in ("dragEnter", "dragOver", "drop"):
        devtools.send(
            "Input.dispatchDragEvent",
            {
                **{"type": kind, "x": 400, "y": 200},
                "data": {"items": [], "files": [str(path)], "dragOperationsMask": 1},
            },
        )


def test_a_file_of_the_same_name_is_replaced_only_if_asked(come: Callable[..., Person]) -> None:
    person = come()
    person.page.click(OPEN)
    person.page.click(".rq-add")
    for text, choice in ((NEW, None), (NEW + "再版。", "both"), (NEW + "三版。", "replace")):
        person.page.set_input_files(".rq-upload input[type=file]", [file("海东.txt", text)])
        person.page.wait_for_selector(".rq-file form", state="attached")
        assert person.page.locator(".rq-taken").count() == (choice is not None)
        if choice == "replace":
            person.page.check(".rq-taken input[value=replace]")
        person.page.click("[data-do=accept]")
        person.page.wait_for_selector(".rq-added:visible")
    assert sorted(s for s in sources(person) if s.startswith("uploads/")) == [
        "uploads/海东 (2).txt",
        "uploads/海东.txt",
    ]


def test_facts_are_corrected_and_the_reader_follows(come: Callable[..., Person]) -> None:
    person = come()
    person.page.click(OPEN)
    person.page.click(f"tr:has-text('{NOTES}') .rq-report-name button")
    person.page.wait_for_selector(".rq-line:has-text('今日水位')")
    person.page.click(OPEN)
    person.page.click(f"tr:has-text('{NOTES}') .rq-row-actions button:has-text('更正')")
    assert person.page.evaluate("document.activeElement.name") == "title"
    person.page.fill(".rq-below [name=title]", "巡查<i>记录</i>")
    person.page.fill(".rq-below [name=year]", "2023")
    person.page.keyboard.press("Enter")
    person.page.wait_for_selector(".rq-report-name button:text-is('巡查<i>记录</i>')")
    assert person.page.locator(".rq-below").count() == 0
    person.page.keyboard.press("Escape")
    person.page.wait_for_selector(".rq-report-title:text-is('巡查<i>记录</i>')")
    assert "2023年度" in person.text(".rq-report-facts")
    assert "巡查<i>记录</i>" in person.text(".rq-choose")


def test_removing_asks_first_and_the_reader_moves_on(come: Callable[..., Person]) -> None:
    person = come()
    person.page.click(OPEN)
    person.page.check(f"tr:has-text('{DATA}') input")
    remove = f"tr:has-text('{DATA}') .rq-row-actions button:has-text('移除')"
    person.page.click(remove)
    assert "reportqa build" in person.text(".rq-confirm-more")
    assert person.page.evaluate("document.activeElement.dataset.do") == "keep"
    person.page.keyboard.press("Escape")
    assert person.page.is_visible(DIALOG)
    assert len(sources(person)) == 3
    person.page.click(remove)
    person.page.click(".rq-confirm [data-do=remove]")
    person.page.wait_for_selector(".rq-library-count:has-text('共 2 份')")
    assert DATA not in sources(person)
    # The filter named it; what nobody can see must not go on filtering.
    assert person.text(".rq-library-scope") == "提问范围: 全部 2 份报告"
    person.page.keyboard.press("Escape")
    person.page.wait_for_selector(".rq-report-title:has-text('法治政府')")


def test_a_report_that_somebody_else_has_added_can_be_chosen(come: Callable[..., Person]) -> None:
    person, other = come(), come()
    other.page.click(OPEN)
    other.page.click(".rq-add")
    added = "清源县2023年政府工作报告"
    text = f"{added}\n\n一、工作回顾\n全县新建公路36公里。\n"
    other.page.set_input_files(".rq-upload input[type=file]", file("0.txt", text))
    other.page.click("[data-do=accept]")
    other.page.wait_for_selector(".rq-library-count:has-text('共 4 份')")
    choose = ".rq-choose select"
    assert person.page.locator(f"{choose} option").count() == 3
    person.ask("新建公路多少公里？")
    person.page.click(".rq-turn:last-child .rq-cite")
    person.page.wait_for_selector(f"{choose} option >> nth=3", state="attached")
    assert person.text(".rq-report-title") == added
    shown = "select => select.selectedOptions[0]?.text"
    assert person.page.eval_on_selector(choose, shown) == added


def test_a_server_that_is_gone_is_said(come: Callable[..., Person]) -> None:
    person = come()
    person.page.click(OPEN)
    person.page.click(f"tr:has-text('{NOTES}') .rq-row-actions button:has-text('移除')")
    person.context.set_offline(True)
    person.page.click(".rq-confirm [data-do=remove]")
    person.page.wait_for_selector(".rq-confirm .rq-error:has-text('没有改动')")
    person.context.set_offline(False)
    person.complaints = [c for c in person.complaints if "ERR_INTERNET_DISCONNECTED" not in c]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_a_phone_and_can_be_read(come: Callable[..., Person], scheme: str) -> None:
    person = come(viewport=PHONE, has_touch=True, is_mobile=True, color_scheme=scheme)
    person.page.tap(OPEN)
    person.page.tap(".rq-add")
    person.page.set_input_files(
        ".rq-upload input[type=file]", [file("无.txt", "无题。\n正文。"), file("x.exe", "MZ")]
    )
    person.page.wait_for_selector(".rq-file form")
    widest = """() => Math.max(...[...document.querySelectorAll('.rq-library *')].filter(
        e => e.checkVisibility() && !e.closest('.rq-unseen, .rq-status, thead, .rq-facet'))
        .map(e => e.getBoundingClientRect().right))"""
    assert person.page.evaluate(widest) <= PHONE["width"]
    person.page.tap(f"tr:has-text('{NOTES}') .rq-row-actions button:has-text('更正')")
    assert person.page.evaluate(widest) <= PHONE["width"]
    assert person.page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    assert person.page.evaluate(CONTRAST) == []
    person.page.tap(".rq-below .rq-button")
    person.page.tap(".rq-facet[data-kind=years] .rq-chip >> nth=0")
    person.page.tap(".rq-library-foot [data-do=close]")
    assert person.page.is_visible(".rq-scope .rq-on")
    assert person.page.evaluate(CONTRAST) == []


def test_the_keyboard_alone_is_enough(come: Callable[..., Person]) -> None:
    person = come()
    person.page.focus(OPEN)
    person.page.keyboard.press("Enter")
    assert person.focused() == "rq-library-title"
    for _ in range(40):
        person.page.keyboard.press("Tab")
        inside = (
            "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
        )
        assert person.page.evaluate(inside)
    person.page.focus(".rq-facet[data-kind=years] .rq-chip >> nth=0")
    person.page.keyboard.press("Space")
    focused = "document.activeElement.getAttribute('aria-pressed')"
    assert person.page.evaluate(focused) == "true"
    person.page.keyboard.press("Escape")
    assert not person.page.is_visible(DIALOG)
    assert person.page.evaluate("document.activeElement.dataset.do") == "library"
    person.page.focus(".rq-scope .rq-on")
    person.page.keyboard.press("Enter")
    assert person.page.evaluate("document.activeElement.dataset.do") == "library"


def test_english_reaches_the_panel(come: Callable[..., Person]) -> None:
    person = come()
    person.page.click("[data-do=language]")
    person.page.click(OPEN)
    assert person.text(".rq-library-count") == "3 in all"
    person.page.click(".rq-add")
    chinese = person.page.evaluate(
        """() => [...document.querySelectorAll('[data-t]')]
            .filter(e => /[一-鿿]/.test(e.textContent)).map(e => e.dataset.t)"""
    )
    assert chinese == ["switch"]
