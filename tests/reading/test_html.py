"""HTML: the words of the page, without what surrounds them."""

import pytest

from reportqa.errors import ReadError
from reportqa.reading.extracted import Extracted
from reportqa.reading.formats import extract

PAGE = """\
<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html><head><meta charset="{charset}"><title>云溪市人民政府门户网站</title>
<meta name="ArticleTitle" content="云溪市2021年工作报告">
<style>p { color: red }</style></head>
<body>
<header><ul><li><a href="/">首页</a></li><li><a>政务公开</a></li><li><a>办事</a></li></ul></header>
<div class="topNav"><a>登录</a></div>
<div>当前位置：首页 &gt; 政府信息公开</div>
<form><div class="article-content" id="zoom">
<p>　　各位代表：</p>
<h2>一、<b>主要</b>成效</h2>
<p>全年受理行政复议案件
   128件，办结121件。<br>办结率&nbsp;94.5%，见 Annual
   Report 第3页<sup>①</sup>。</p>
<!-- 编辑：张三 -->
<ol start="3"><li>完善立法。</li><li>强化监督。</li></ol>
<ol><li>1、已有编号。</li></ol>
<table><caption>表1</caption>
<tr><th>指标</th><th>2020年</th><th>2021年</th></tr>
<tr><td>产值</td><td><p>98.7</p><p>亿元</p></td><td></td></tr>
<tr><td></td><td></td><td></td></tr></table>
<table><tr><td><p>排版用的表格。</p><table><tr><td>里层</td><td>两格</td></tr></table></td></tr>
</table>
<p style="display: none">看不见</p>
<pre>第一行
  第二行</pre>
结尾。<script>document.write("<p>脚本</p>")</script>
<textarea>留言</textarea><button>提交</button>
</div></form>
<ul><li><a>甲县</a></li><li><a>乙县</a></li><li><a>丙县</a></li></ul>
<p>主办：云溪市人民政府办公室　沪ICP备12345678号-1</p>
<footer>版权所有</footer>
</body></html>
"""

TEXT = """\
云溪市2021年工作报告
各位代表：
一、主要成效
全年受理行政复议案件128件，办结121件。
办结率\u00a094.5%，见 Annual Report 第3页①。
3. 完善立法。
4. 强化监督。
1、已有编号。
表1
指标 | 2020年 | 2021年
产值 | 98.7 亿元 |\x20
排版用的表格。
里层 | 两格
第一行
第二行
结尾。
"""


def _text(source: str | bytes) -> str:
    data = source if isinstance(source, bytes) else source.encode()
    extracted = extract(data, ".html", "页.html")
    assert extracted.pages == ()
    return extracted.text


def test_a_page_gives_its_words_alone() -> None:
    assert _text(PAGE.replace("{charset}", "utf-8")) == TEXT


@pytest.mark.parametrize(
    ("charset", "codec"),
    [
        ("gb2312", "gb18030"),
        ("GBK", "gb18030"),
        ("utf-8", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-8", "gb18030"),
        ("unheard-of", "gb18030"),
    ],
)
def test_every_encoding_gives_the_same_text(charset: str, codec: str) -> None:
    assert _text(PAGE.replace("{charset}", charset).encode(codec)) == TEXT


def test_big5_is_read_where_it_is_declared() -> None:
    page = '<meta http-equiv="Content-Type" content="text/html; charset=big5"><p>雲溪市工作報告</p>'
    assert _text(page.encode("big5")) == "雲溪市工作報告\n"
    assert _text(page) == "雲溪市工作報告\n"


def test_a_bad_byte_costs_one_character() -> None:
    page = '<meta charset="utf-8"><p>云溪市'.encode() + b"\xff" + "报告</p>".encode()
    assert _text(page) == "云溪市\ufffd报告\n"


def test_the_title_is_not_said_twice() -> None:
    text = "<h2>云溪市2021年工作报告</h2>正文。"
    page = f"<h1>云溪市 2021年\n工作报告</h1><article>{text}</article>"
    assert _text(page) == "云溪市2021年工作报告\n正文。\n"


def test_a_heading_outside_the_article_is_its_title() -> None:
    page = "<h1>工作报告</h1><p>来源：办公室</p><main><p>全年办结128件。</p><p>很好。</p></main>"
    assert _text(page) == "工作报告\n全年办结128件。\n很好。\n"


WORDS = "<p>全年办结行政复议案件一百二十八件。</p>"
LINE = "全年办结行政复议案件一百二十八件。\n"


@pytest.mark.parametrize(
    ("page", "text"),
    [
        (
            f"<article><h2>一、成效</h2>{WORDS * 3}</article>"
            f"<article><h2>二、安排</h2>{WORDS}</article><div>欢迎访问</div>",
            f"一、成效\n{LINE * 3}二、安排\n{LINE}",
        ),
        (
            f"<article>{WORDS * 3}</article><div><h2>附件</h2><table><tr><td>产值</td>"
            "<td>500亿元</td></tr></table></div><nav>首页</nav>",
            f"{LINE * 3}附件\n产值 | 500亿元\n",
        ),
        (
            f"<div role='main'>{WORDS * 3}</div><p>注：为初步核算数。</p>",
            f"{LINE * 3}注：为初步核算数。\n",
        ),
        (
            f"<main><article>{WORDS * 3}</article><p>编辑</p></main><p>欢迎访问</p>"
            "<p>版权所有。</p><nav><article>下一篇。</article></nav>",
            f"{LINE * 3}编辑\n",
        ),
        (f"<article>公告</article>{WORDS}", f"公告\n{LINE}"),
    ],
    ids=["two articles", "a table beside", "a note beside", "no word beside", "a small article"],
)
def test_what_is_told_beside_the_article_is_text_too(page: str, text: str) -> None:
    assert _text(f"<body>{page}</body>") == text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (
            "<pre>各位代表：<br>一、成效<br/>很好。\n 二、安排</pre>尾",
            "各位代表：\n一、成效\n很好。\n二、安排\n尾\n",
        ),
        ("<pre><p>报告</p><div>正<b>文</b></div>尾</pre>", "报告\n正文\n尾\n"),
        ("<pre>甲<b>乙</b>\n丙<i hidden>丁</i>戊</pre>", "甲乙\n丙戊\n"),
    ],
)
def test_lines_set_by_hand_stay_lines(source: str, text: str) -> None:
    assert _text(source) == text


@pytest.mark.parametrize(
    ("declared", "opening", "first"),
    [
        ('<meta name="ArticleTitle" content=" ">', "<h1>云溪市公报</h1>", ["云溪市公报"]),
        (
            '<meta name="ArticleTitle" content=""><meta property="og:title" content="云溪市公报">',
            "<p>云溪市</p>",
            ["云溪市公报", "云溪市"],
        ),
        (
            '<meta property="og:title" content="云溪市公报 - 云溪市人民政府门户网站">',
            "<h1>云溪市公报</h1>",
            ["云溪市公报"],
        ),
        (
            '<meta property="og:title" content="云溪市公报_云溪市人民政府">',
            "<p>云溪市</p><p>2023年3月1日</p>",
            ["云溪市公报_云溪市人民政府", "云溪市", "2023年3月1日"],
        ),
        (
            '<meta name="ArticleTitle" content="云溪市公报">',
            "<p>云溪市<br>公报</p>",
            ["云溪市", "公报"],
        ),
        (
            '<meta name="ArticleTitle" content="公报">',
            "<p>云溪市公报（全文）</p>",
            ["云溪市公报（全文）"],
        ),
    ],
    ids=["empty", "the next", "site", "place alone", "two lines", "longer line"],
)
def test_the_title_stands_first_and_once(declared: str, opening: str, first: list[str]) -> None:
    page = f"<html><head>{declared}</head><body>{opening}<p>正文。</p></body></html>"
    assert _text(page) == "".join(f"{line}\n" for line in [*first, "正文。"])


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        (
            "<tr><th>地区<th>年份<th>产值<tr><td rowspan=2>东区<td>2021<td>10<tr><td>2022<td>12"
            "<tr><td>西区<td>2021<td>9",
            "地区 | 年份 | 产值\n东区 | 2021 | 10\n| 2022 | 12\n西区 | 2021 | 9\n",
        ),
        (
            "<tr><th>地区<th colspan=2>2021<th>2022<tr><td>东区<td>10<td>11<td>12"
            "<tr><td colspan=4>一、合计",
            "地区 | 2021 |  | 2022\n东区 | 10 | 11 | 12\n一、合计\n",
        ),
        (
            "<tr><td>地区<td>产值<tr hidden><td>某区<td>8<tr><td>东<b>一<i>二</i></b>区"
            "<td><span style='display:none'>99</span>10",
            "地区 | 产值\n东一二区 | 10\n",
        ),
    ],
    ids=["down", "across", "hidden"],
)
def test_the_columns_of_a_table_stay_in_step(rows: str, text: str) -> None:
    told = _text(f"<p>说明。</p><table>{rows}</table>").splitlines()
    assert "".join(f"{line.strip()}\n" for line in told) == f"说明。\n{text}"


def test_what_holds_most_of_the_words_is_the_text_whatever_its_name() -> None:
    page = '<div class="search header"><p>全年办结128件。</p></div><div class="nav">首页</div>'
    assert _text(page) == "全年办结128件。\n"


def test_a_page_of_links_gives_its_links() -> None:
    page = "<nav><a>第一章 总则</a><a>第二章 附则</a></nav>"
    assert _text(f"<body>{page}</body>") == "第一章 总则第二章 附则\n"


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("<p>全年\n  办结\n</p>", "全年办结"),
        ("<p>GDP\n growth\n增长</p>", "GDP growth增长"),
        ("<p>全年 办结</p>", "全年 办结"),
        ("<p>&emsp;&ensp;一、总体&emsp;要求&emsp;</p>", "一、总体\u2003要求"),
    ],
)
def test_a_line_break_beside_chinese_is_nothing(source: str, line: str) -> None:
    assert _text(source) == f"{line}\n"


def test_text_without_a_tag_is_a_page_too() -> None:
    assert _text("全年办结128件。") == "全年办结128件。\n"


def test_entities_are_characters_and_markup_in_them_is_text() -> None:
    assert _text("<p>甲&lt;p&gt;&#x4e59;&#55296;&amp;</p>") == "甲<p>乙\ufffd&\n"


@pytest.mark.parametrize(
    "source",
    [b"", b"<!-- -->", b"<html><body></body></html>", b"<script>var a</script>", b"<p>&nbsp;</p>"],
)
def test_a_page_without_words_is_refused(source: bytes) -> None:
    with pytest.raises(ReadError, match=r"页\.html：文件里没有文字。请换一个有正文的文件。$"):
        _text(source)


@pytest.mark.parametrize(
    "source",
    [
        "<div>" * 100_000 + "深",
        "<table><tr><td>" * 3000 + "深",
        "<ol>" + "<li>项" * 3000,
        "<a>" * 5000 + "链",
        "<!ENTITY a 'a'><p>" + "&a;" * 1000,
        "<div>" + " \n" * 200_000 + "</div><p>正文。</p>",
        "<p>" + "正 \n" * 100_000,
        "<table>" + "<tr><td rowspan=9999 colspan=9999>格<td colspan=9999>格" * 3000,
        "<article>文。" * 200 + "</article><article>文。" * 10_000,
    ],
    ids=["deep", "tables", "list", "links", "entities", "blanks", "breaks", "spans", "articles"],
)
def test_hostile_pages_end_soon_in_text_or_a_refusal(source: str) -> None:
    try:
        refusal, text = "", _text(source)
    except ReadError as error:
        refusal, text = str(error), ""
    assert text.strip() or "页.html：文件里没有文字。" in refusal


def test_the_pieces_of_a_page_are_a_line_each() -> None:
    assert extract(b"<p>a<p>b<div>c<span>d</span></div>", ".htm", "x") == Extracted("a\nb\ncd\n")


def test_items_are_numbered_as_a_browser_does() -> None:
    page = (
        "<ol><li>甲<ol start=3><li>乙</li><li>丙</li></ol></li><li>1. 丁</li><li>戊</li></ol>"
        "<ol><li>己</li></ol>"
    )
    assert extract(page.encode(), ".html", "页.html").text == (
        "1. 甲\n3. 乙\n4. 丙\n1. 丁\n3. 戊\n1. 己\n"
    )


def test_characters_given_as_references_do_not_act_either() -> None:
    page = b"<p>\xe7\x94\xb2&#27;[2J&#1;\xe4\xb9\x99</p>"
    assert extract(page, ".html", "页.html").text == "甲[2J乙\n"


def test_a_script_in_the_title_is_no_part_of_it() -> None:
    page = "<h1>甲县<script>alert(1)</script>总结</h1><style>a</style><p>话。</p>"
    assert _text(page) == "甲县总结\n话。\n"


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        (
            "发布时间：2022-03-20 来源：区统计局 浏览次数：<b>12</b>次 "
            "【字体：<a>大</a> <a>中</a> <a>小</a>】",
            "发布时间：2022-03-20 来源：区统计局\n",
        ),
        ("来源：局 字号：[大][中][小] [打印本页] 作者：甲", "来源：局 作者：甲\n"),
        ("阅读量： 点击数：9", ""),
        ("网站浏览量：9次。", "网站浏览量：9次。\n"),
        ("公文字体：大标宋", "公文字体：大标宋\n"),
    ],
)
def test_the_tools_of_a_page_are_no_part_of_its_text(line: str, kept: str) -> None:
    assert _text(f"<h1>甲</h1><div>{line}</div><p>话。</p>") == f"甲\n{kept}话。\n"
