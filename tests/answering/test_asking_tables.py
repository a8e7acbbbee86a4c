"""Questions that only the cells of a table answer."""

from typing import TYPE_CHECKING

import pytest

from reportqa.answering import ask
from reportqa.index import Index
from reportqa.index.building import build
from reportqa.wire import response_to_json

if TYPE_CHECKING:
    from reportqa.embedding.openvino_encoder import OpenVinoEncoder

TEXT = """云溪市2022年法治政府建设年度报告

一、总体情况
2022年，云溪市坚持以公开促落实，全年主动公开信息15230条，受理依申请公开312件。

二、行政执法情况
单位 | 行政处罚（件） | 行政检查（次） | 行政强制（件） | 罚没金额（万元）
市生态环境局 | 132 | 2410 | 8 | 986.5
市市场监督管理局 | 845 | 5620 | 31 | 1203.7
市交通运输局 | 2210 | 1388 | 65 | 754.2
市应急管理局 | 96 | 1875 | 12 | 310
市农业农村局 | 58 | 932 | 0 | 41.6
合计 | 3341 | 12225 | 116 | 3296

三、主要农产品产量
指标 | 单位 | 2021年 | 2022年 | 增长
粮食产量 | 万吨 | 52.3 | 54.1 | 3.4%
蔬菜产量 | 万吨 | 118.6 | 121.9 | 2.8%
"""


@pytest.fixture(scope="module")
def tabled(builtin_encoder: "OpenVinoEncoder", tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder = tmp_path_factory.mktemp("tabled")
    (folder / "云溪.txt").write_text(TEXT, encoding="utf-8")
    build([folder / "云溪.txt"], folder / "index", encoder=builtin_encoder)
    return Index.load(folder / "index", encoder=builtin_encoder)


@pytest.mark.parametrize(
    ("question", "words", "column", "row"),
    [
        ("市生态环境局作出行政处罚多少件？", "132", "行政处罚（件）", "市生态环境局"),
        ("市交通运输局开展行政检查多少次？", "1388", "行政检查（次）", "市交通运输局"),
        ("市农业农村局的罚没金额是多少？", "41.6", "罚没金额（万元）", "市农业农村局"),
        ("全市行政处罚一共多少件？", "3341", "行政处罚（件）", "合计"),
        ("2022年粮食产量是多少？", "54.1", "2022年", "粮食产量"),
        ("粮食产量增长多少？", "3.4%", "增长", "粮食产量"),
    ],
)
def test_a_cell_answers_with_its_row_and_its_column(
    tabled: Index, question: str, words: str, column: str, row: str
) -> None:
    answer = ask(tabled, question).answer
    assert answer
    assert (answer.text, answer.column) == (words, column)
    assert answer.quote == next(line for line in TEXT.splitlines() if line.startswith(row))
    ((start, end),) = answer.highlights
    (report,) = tabled.reports
    assert report.text[start:end] == words
    assert answer.citation.start <= start < end <= answer.citation.end


@pytest.mark.parametrize(
    "question",
    ["市水务局作出行政处罚多少件？", "2020年粮食产量是多少？", "市应急管理局办理行政许可多少件？"],
)
def test_what_no_cell_tells_is_refused(tabled: Index, question: str) -> None:
    response = ask(tabled, question)
    assert response.answer is None
    assert response.passages


def test_prose_beside_tables_has_no_column(tabled: Index) -> None:
    response = ask(tabled, "全年受理依申请公开多少件？")
    assert response.answer
    assert (response.answer.text, response.answer.column) == ("312件", None)
    assert response_to_json(response)["answer"]["column"] is None


ENDED = "（按年度统计口径，不含重复来访的）"
LONG = (
    "云溪市2022年信访工作年度报告\n\n一、办理情况\n"
    + "".join(f"全年办理第{at}类信访事项，调解和仲裁都按期结案并移交。\n" for at in range(3, 90))
    + "二、统计表\n来访 | 经过调解的 |  | 经过仲裁的 |  | 直接移交的 | \n"
    + "总件数 | "
    + " | ".join(f"{end}信访事项件数{ENDED}" for _ in range(3) for end in ("结案", "未结"))
    + "\n70 | 71 | 72 | 73 | 74 | 75 | 76\n"
)


@pytest.fixture(scope="module")
def long_headed(
    builtin_encoder: "OpenVinoEncoder", tmp_path_factory: pytest.TempPathFactory
) -> Index:
    folder = tmp_path_factory.mktemp("headed")
    (folder / "信访.txt").write_text(LONG, encoding="utf-8")
    build([folder / "信访.txt"], folder / "index", encoder=builtin_encoder)
    return Index.load(folder / "index", encoder=builtin_encoder)


@pytest.mark.parametrize(
    ("question", "words"),
    [("经过仲裁的结案信访事项件数是多少？", "73"), ("直接移交的未结信访事项件数是多少？", "76")],
)
def test_a_row_is_found_by_what_its_columns_are_called(
    long_headed: Index, question: str, words: str
) -> None:
    response = ask(long_headed, question)
    assert response.answer
    assert response.answer.text == words
    assert response.answer.quote == LONG.splitlines()[-1]
    assert response.passages[0].text == response.answer.quote
    assert len({(one.citation.start, one.citation.end) for one in response.passages}) == 10


def test_no_row_is_found_for_a_column_that_no_table_has(long_headed: Index) -> None:
    response = ask(long_headed, "经过诉讼的结案信访事项件数是多少？")
    assert response.answer is None or response.answer.column is None
