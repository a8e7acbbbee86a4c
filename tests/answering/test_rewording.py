"""How a question is put to one passage: without the year and place that its report settles."""

import pytest

from reportqa.answering.candidates import Candidate
from reportqa.answering.rewording import put_to
from reportqa.answering.understanding.questions import understand

_PLAIN = "全年行政应诉案件621件。"


@pytest.mark.parametrize(
    ("question", "text", "agrees", "put"),
    [
        ("2020年行政应诉案件多少件？", _PLAIN, True, "行政应诉案件多少件?"),
        ("2020年度的行政应诉案件多少件？", _PLAIN, True, "行政应诉案件多少件?"),
        # Another year or place than the report's: the reader is to see that.
        ("2019年行政应诉案件多少件？", _PLAIN, False, "2019年行政应诉案件多少件?"),
        # The passage tells years apart itself.
        ("2020年受理多少件？", "2019年受理8件，2020年受理9件。", True, "2020年受理多少件?"),
        ("2020年受理多少件？", "2020年受理9件，办结8件。", True, "受理多少件?"),
        ("2020年受理多少件？", "２０２０年受理9件，比２０１９年多。", True, "2020年受理多少件?"),
        # Of two years each tells which figure is meant.
        ("2019年和2020年各多少件？", _PLAIN, True, "2019年和2020年各多少件?"),
        ("2020年", _PLAIN, True, "2020年"),
        ("行政应诉案件多少件？", _PLAIN, True, "行政应诉案件多少件?"),
    ],
)
def test_a_year_that_the_report_settles_is_left_out(
    question: str, text: str, agrees: bool, put: str
) -> None:
    candidate = Candidate(text, "", agrees, is_of_year=True, fused=0.0, cosine=0.0)
    assert put_to(candidate, understand(question)) == put


@pytest.mark.parametrize(
    ("question", "text", "put"),
    [
        ("2020年全国案件多少件？", _PLAIN, "案件多少件?"),
        ("2020年我国的案件多少件？", _PLAIN, "案件多少件?"),
        ("2020年全国人大受理多少件？", _PLAIN, "全国人大受理多少件?"),
        ("2020年全国案件多少件？", "全国案件621件。", "全国案件多少件?"),
    ],
)
def test_the_nation_is_left_out_where_its_report_does_not_say_it(
    question: str, text: str, put: str
) -> None:
    candidate = Candidate(text, "", True, True, fused=0.0, cosine=0.0, is_of_nation=True)
    assert put_to(candidate, understand(question)) == put
    other = Candidate(text, "", False, True, fused=0.0, cosine=0.0, is_of_nation=True)
    assert put_to(other, understand(question)) == understand(question).text


@pytest.mark.parametrize(
    ("question", "text", "put"),
    [
        ("2016年至2020年案件累计多少件？", "五年案件621件。", "五年案件累计多少件?"),
        ("2016到2020年五年间案件多少件？", "案件621件。", "五年案件多少件?"),
        ("2018—2020年案件共多少件？", "案件621件。", "三年案件共多少件?"),
        ("2016年至2020年案件多少件？", "2016年5件，2020年6件。", "2016年至2020年案件多少件?"),
        ("2006年至2020年案件多少件？", "案件621件。", "2006年至2020年案件多少件?"),
    ],
)
def test_several_years_are_put_as_reports_put_them(question: str, text: str, put: str) -> None:
    candidate = Candidate(text, "", agrees=True, is_of_year=True, fused=0.0, cosine=0.0)
    assert put_to(candidate, understand(question)) == put


def test_a_year_that_a_passage_only_mentions_is_asked_about() -> None:
    # 是“十二五”的1.8倍, 由2015年的15.81亿立方米: such a passage agrees, but tells of another year.
    candidate = Candidate(_PLAIN, "", agrees=True, is_of_year=False, fused=0.0, cosine=0.0)
    question = "2015年行政应诉案件多少件?"
    assert put_to(candidate, understand(question)) == question


def test_the_name_of_a_report_that_does_not_say_its_place_is_left_out() -> None:
    asked = understand("齐齐哈尔合作社有多少个？")
    candidate = Candidate("合作社7622个。", "", True, True, 0.0, 0.0, own_names=("齐齐哈尔",))
    assert put_to(candidate, asked) == "合作社有多少个?"
    named = Candidate("齐齐哈尔合作社7622个。", "", True, True, 0.0, 0.0, own_names=("齐齐哈尔",))
    assert put_to(named, asked) == asked.text


@pytest.mark.parametrize("name", ["开发(新区", "云*区", "云[区"])
def test_a_place_may_be_called_anything_by_a_correction_beside_its_report(name: str) -> None:
    candidate = Candidate("合作社7622个。", "", True, True, 0.0, 0.0, own_names=(name,))
    assert put_to(candidate, understand(f"{name}合作社有多少个?")) == "合作社有多少个?"


@pytest.mark.parametrize(
    ("question", "text", "put"),
    [
        ("云溪市合作社有多少个？", "合作社7622个。", "合作社有多少个?"),
        ("云溪的合作社有多少个？", "合作社7622个。", "合作社有多少个?"),
        ("浙江省云溪市合作社有多少个？", "合作社7622个。", "合作社有多少个?"),
        ("新疆云溪合作社有多少个？", "合作社7622个。", "合作社有多少个?"),
        ("云溪县合作社有多少个？", "合作社7622个。", "云溪县合作社有多少个?"),
        ("云溪市场主体有多少户？", "市场主体7622户。", "市场主体有多少户?"),
        ("云溪市长会见了谁？", "会见7622人。", "云溪市长会见了谁?"),
        ("云溪经济开发区有多少家？", "开发区7622家。", "云溪经济开发区有多少家?"),
        ("云溪市合作社有多少个？", "云溪市合作社7622个。", "云溪市合作社有多少个?"),
        ("本市合作社有多少个？", "合作社7622个。", "合作社有多少个?"),
        ("请问咱们市里合作社有多少个？", "合作社7622个。", "请问合作社有多少个?"),
        ("在城市里有多少个？", "合作社7622个。", "在城市里有多少个?"),
    ],
)
def test_the_reports_own_place_is_left_out(question: str, text: str, put: str) -> None:
    names = ("云溪市", "云溪")
    candidate = Candidate(text, "", True, True, 0.0, 0.0, own_names=names)
    assert put_to(candidate, understand(question)) == put
    other = Candidate(text, "", False, True, 0.0, 0.0, own_names=names)
    assert put_to(other, understand(question)) == understand(question).text


@pytest.mark.parametrize(
    ("question", "text", "put"),
    [
        ("法治政府建设中办案多少件？", "办案7件。", "办案多少件?"),
        ("在法治政府建设工作中，办案多少件？", "办案7件。", "办案多少件?"),
        ("法治政府建设中办案多少件？", "法治政府建设办案7件。", "法治政府建设中办案多少件?"),
        ("人民调解工作中办案多少件？", "办案7件。", "人民调解工作中办案多少件?"),
        ("法治政府建设办案多少件？", "办案7件。", "法治政府建设办案多少件?"),
    ],
)
def test_what_the_report_is_on_is_left_out(question: str, text: str, put: str) -> None:
    candidate = Candidate(text, "云溪市法治政府建设报告", True, True, 0.0, 0.0)
    assert put_to(candidate, understand(question)) == put


@pytest.mark.parametrize(
    ("question", "text", "put"),
    [
        ("存款余额多少？", "存贷款余额分别为9亿元、8亿元。", "存贷款余额多少?"),
        ("乡下人收入多少？", "城乡居民收入分别为4元和2元。", "城乡收入多少?"),
        # Told of one of the two by itself, of neither, or of both at once.
        ("存款余额多少？", "存款余额9亿元，存贷款分别增长1%、2%。", "存款余额多少?"),
        ("存款余额多少？", "存贷款余额17亿元。", "存款余额多少?"),
        ("存款和贷款余额多少？", "存贷款余额分别为9亿元、8亿元。", "存款和贷款余额多少?"),
    ],
)
def test_a_passage_that_tells_of_two_in_one_word_is_asked_for_both(
    question: str, text: str, put: str
) -> None:
    candidate = Candidate(text, "", True, True, fused=0.0, cosine=0.0)
    assert put_to(candidate, understand(question)) == put
