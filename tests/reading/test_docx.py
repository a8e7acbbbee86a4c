"""Word documents: what Word shows as the text, a line a paragraph."""

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from numbering import level

from reportqa.errors import ReadError
from reportqa.reading import SourceFile, read_report
from reportqa.reading import extracted as limits
from reportqa.reading.extracted import Extracted
from reportqa.reading.formats import extract

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


OFFICIAL = (
    level(0, "chineseCounting", "%1、", '<w:suff w:val="nothing"/>')
    + level(1, "japaneseCounting", "（%2）")
    + level(2, "decimal", "%3.")
    + level(3, "bullet", "\uf0b7")
)


def _save(document: object) -> bytes:
    file = io.BytesIO()
    document.save(file)  # type: ignore[attr-defined]
    return file.getvalue()


def _number(document: object, levels: str) -> None:
    """Define numbering 77 of the document."""
    numbering = document.part.numbering_part.element  # type: ignore[attr-defined]
    family = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>'
    numbering.insert(0, parse_xml(family))
    number = f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'
    numbering.append(parse_xml(number))


def _add(document: object, text: str, level: int | None = None) -> object:
    paragraph = document.add_paragraph(text)  # type: ignore[attr-defined]
    if level is not None:
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = level
        properties.get_or_add_numId().val = 77
    return paragraph


def _text(data: bytes) -> str:
    extracted = extract(data, ".docx", "文.docx")
    assert extracted.pages == ()
    return extracted.text


def _package(body: str, **parts: str) -> bytes:
    """The smallest document of this body, with parts such as `styles` or `footnotes`."""
    relations = "".join(
        f'<Relationship Id="{kind}" Target="{kind}.xml" Type="http://x/{kind}"/>' for kind in parts
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
        )
        archive.writestr(
            "word/_rels/document.xml.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f"{relations}</Relationships>",
        )
        for kind, part in parts.items():
            archive.writestr(f"word/{kind}.xml", part)
    return file.getvalue()


def test_an_official_document_reads_as_word_shows_it(tmp_path: Path) -> None:
    document = Document()
    _number(document, OFFICIAL)
    document.sections[0].header.paragraphs[0].text = "云溪市文件"
    document.sections[0].footer.paragraphs[0].text = "- 1 -"
    document.add_heading("云溪市2021年工作报告", 0)
    _add(document, "　　各位代表：")
    _add(document, "主要成效", 0)
    _add(document, "依法行政水平提升", 1)
    _add(document, "受理行政复议案件128件，\n办结121件。", 2)
    _add(document, "培训2549人。", 2)
    _add(document, "圆点没有号", 3)
    _add(document, "普法有声有色", 1)
    _add(document, "重新从一数起。", 2)
    table = document.add_table(3, 3)
    for row, cells in zip(
        table.rows, ("指标 年份 数值", "产值 2020年 98.7亿元", "户数  1,206户"), strict=True
    ):
        for cell, text in zip(row.cells, cells.split(" "), strict=True):
            cell.text = text
    single = document.add_table(2, 1)
    single.cell(0, 0).text = "单栏的表格"
    single.cell(1, 0).text = "只是排版"
    _add(document, "下一步安排", 0)
    path = tmp_path / "云溪.docx"
    path.write_bytes(_save(document))
    report = read_report(SourceFile(path, path.name))
    assert report.text == (
        "云溪市2021年工作报告\n各位代表：\n一、主要成效\n（一）依法行政水平提升\n"
        "1. 受理行政复议案件128件，\n办结121件。\n2. 培训2549人。\n圆点没有号\n"
        "（二）普法有声有色\n1. 重新从一数起。\n"
        "指标 | 年份 | 数值\n产值 | 2020年 | 98.7亿元\n户数 |  | 1,206户\n"
        "单栏的表格\n只是排版\n二、下一步安排\n"
    )
    assert [section.path[-1] for section in report.sections] == [
        "一、主要成效",
        "（一）依法行政水平提升",
        "2. 培训2549人",
        "（二）普法有声有色",
        "1. 重新从一数起",
        "二、下一步安排",
    ]


def test_a_heading_is_numbered_by_its_style_or_its_styles_parent() -> None:
    document = Document()
    _number(document, level(0, "chineseCounting", "第%1章"))
    heading = document.styles["Heading 1"]
    properties = heading.element.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_numId().val = 77
    child = document.styles.add_style("章", 1)
    child.base_style = heading
    document.add_heading("总则", 1)
    document.add_paragraph("附则", style="章")
    document.add_paragraph("正文。")
    assert _text(_save(document)) == "第一章总则\n第二章附则\n正文。\n"


def test_what_is_not_shown_is_left_out_and_what_hangs_on_follows() -> None:
    body = """
      <w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>
      </w:sdtPr><w:sdtContent><w:p><w:r><w:t>一、目录里的标题 1</w:t></w:r></w:p>
      </w:sdtContent></w:sdt>
      <w:p><w:pPr><w:pStyle w:val="9"/></w:pPr><w:r><w:t>二、又一目录 2</w:t></w:r></w:p>
      <w:p><w:r><w:t xml:space="preserve">全年</w:t><w:tab/><w:t>办结</w:t></w:r>
        <w:ins><w:r><w:t>128</w:t></w:r></w:ins><w:del><w:r><w:delText>99</w:delText></w:r></w:del>
        <w:hyperlink><w:r><w:t>件</w:t></w:r></w:hyperlink>
        <w:r><w:rPr><w:vanish/></w:rPr><w:t>（秘密）</w:t></w:r>
        <w:r><w:rPr><w:vanish w:val="true"/></w:rPr><w:t>（也是）</w:t></w:r>
        <w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>（公开）</w:t></w:r>
        <w:r><w:instrText>PAGE</w:instrText></w:r>
        <w:r><w:footnoteReference w:id="2"/></w:r>
        <w:r><w:t>，办结率</w:t><w:noBreakHyphen/><w:br w:type="page"/><w:t>高。</w:t></w:r>
        <w:r><mc:AlternateContent xmlns:mc="http://mc"><mc:Choice><w:drawing><w:txbxContent><w:p>
        <w:r><w:t>框里的话</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict>
        <w:txbxContent><w:p><w:r><w:t>框里的话</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback>
        </mc:AlternateContent></w:r></w:p>
      <w:p><w:r><w:footnoteReference w:id="2"/><w:t>末段。</w:t></w:r></w:p>"""
    footnotes = (
        f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="2"><w:p><w:r><w:t>据统计局。</w:t></w:r>'
        "</w:p></w:footnote></w:footnotes>"
    )
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:styleId="9"><w:name w:val="TOC 1"/></w:style>'
        "</w:styles>"
    )
    assert _text(_package(body, footnotes=footnotes, styles=styles)) == (
        "全年 办结128件（公开），办结率-高。\n据统计局。\n框里的话\n末段。\n"
    )


def _words(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_footnotes_and_endnotes_have_numbers_of_their_own() -> None:
    body = (
        '<w:p><w:r><w:t>产值</w:t><w:endnoteReference w:id="2"/><w:footnoteReference w:id="2"/>'
        '<w:endnoteReference w:id="9"/><w:t>500亿元。</w:t></w:r></w:p>' + _words("末段。")
    )
    notes = {
        f"{kind}s": f'<w:{kind}s xmlns:w="{W}"><w:{kind} w:id="2">{_words(kind)}</w:{kind}>'
        f'<w:{kind} w:id="1">{_words("无人提及")}</w:{kind}></w:{kind}s>'
        for kind in ("footnote", "endnote")
    }
    assert _text(_package(body, **notes)) == "产值500亿元。\nendnote\nfootnote\n末段。\n"
    assert _text(_package(body)) == "产值500亿元。\n末段。\n"


def test_a_row_that_begins_further_to_the_right_stays_in_step() -> None:
    def row(before: str, *cells: str) -> str:
        inside = "".join(f"<w:tc>{_words(text)}</w:tc>" for text in cells)
        return f"<w:tr><w:trPr>{before}</w:trPr>{inside}</w:tr>"

    body = row("", "指标", "2019", "2020") + row('<w:gridBefore w:val="1"/>', "10", "20")
    assert _text(_package(f"<w:tbl>{body}</w:tbl>")) == "指标 | 2019 | 2020\n | 10 | 20\n"


def test_only_the_table_of_contents_goes_from_a_group_around_it() -> None:
    contents = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
        f"</w:sdtPr><w:sdtContent>{_words('一、甲 1')}</w:sdtContent></w:sdt>"
    )
    body = (
        "<w:sdt><w:sdtPr><w:group/></w:sdtPr><w:sdtContent>"
        f"{contents}{_words('正文。')}</w:sdtContent></w:sdt>"
        f"<w:sdt><w:sdtContent>{_words('末段。')}</w:sdtContent></w:sdt>"
    )
    assert _text(_package(_words("前言") + body)) == "前言\n正文。\n末段。\n"


def test_the_columns_of_a_table_stay_in_step_beside_merged_cells() -> None:
    def row(*cells: tuple[str, str]) -> str:
        inside = (f"<w:tc><w:tcPr>{how}</w:tcPr>{_words(text)}</w:tc>" for text, how in cells)
        return f"<w:tr>{''.join(inside)}</w:tr>"

    two, broken = '<w:gridSpan w:val="2"/>', '<w:gridSpan w:val="x"/>'
    body = "".join(
        (
            row(("主要指标", '<w:gridSpan w:val="4"/>')),
            row(("地区", '<w:vMerge w:val="restart"/>'), ("2021", two), ("2022", broken)),
            row(("", "<w:vMerge/>"), ("上", ""), ("下", ""), ("全年", "")),
            row(("东区", ""), ("10", ""), ("11", ""), ("12", "")),
        )
    )
    assert _text(_package(f"<w:tbl>{body}</w:tbl>")) == (
        "主要指标\n地区 | 2021 |  | 2022\n | 上 | 下 | 全年\n东区 | 10 | 11 | 12\n"
    )


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        ("报告|目 录|一、甲\t1|二、乙……12|一、甲|话 3", "报告|一、甲|话 3"),
        ("目录|说明。|一、甲 1", "目录|说明。|一、甲 1"),
        ("目录|目录|甲 1|乙", "目录|乙"),
        ("甲 1|目录", "甲 1|目录"),
    ],
)
def test_a_table_of_contents_that_was_typed_is_left_out(lines: str, kept: str) -> None:
    document = Document()
    for line in lines.split("|"):
        document.add_paragraph(line)
    assert extract(_save(document), ".docx", "a.docx").text == kept.replace("|", "\n") + "\n"


def test_headings_are_told_by_their_outline_level() -> None:
    document = Document()
    own = document.styles.add_style("Own", WD_STYLE_TYPE.PARAGRAPH)
    own.base_style = document.styles["Heading 2"]
    document.add_paragraph("标题", "Title")
    document.add_heading("甲", 1)
    document.add_paragraph("乙", "Own")
    document.add_paragraph("丙").paragraph_format.element.get_or_add_pPr().append(
        parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="2"/>')
    )
    document.add_paragraph("丁", "Heading 1")._p.get_or_add_pPr().append(
        parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="9"/>')
    )
    assert extract(_save(document), ".docx", "a.docx") == Extracted(
        "标题\n甲\n乙\n丙\n丁\n", headings=((3, 1), (5, 2), (7, 3))
    )


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", r"文\.docx：不是 \.docx 文件，或已损坏。"),
        (b"PK\x03\x04 cut short", r"文\.docx：不是 \.docx 文件，或已损坏。"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 99, r"加密文档或旧版 \.doc"),
        (_package("<w:p/>"), r"文\.docx：文件里没有文字。"),
        (_package("<w:p>"), r"文\.docx：文件已损坏，读不出来。请重新另存"),
        (_package("<w:p>" * 300 + "</w:p>" * 300), r"文\.docx：文件已损坏，读不出来"),
    ],
    ids=["empty", "cut", "old doc", "no words", "broken XML", "too deep"],
)
def test_what_cannot_be_read_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(ReadError, match=message) as refused:
        _text(data)
    assert "\n" not in str(refused.value)


def test_an_archive_of_something_else_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(ReadError, match=r"压缩包里没有 Word 正文"):
        _text(file.getvalue())


def test_entities_are_never_expanded() -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(
            "word/document.xml",
            f'<!DOCTYPE x [<!ENTITY e0 "哈"><!ENTITY f SYSTEM "file:///etc/passwd">{entities}]>'
            f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&e8;&f;</w:t></w:r></w:p></w:body>'
            "</w:document>",
        )
    with pytest.raises(ReadError, match=r"文\.docx：(?:含有文档类型声明|文件已损坏)"):
        _text(file.getvalue())


def test_an_archive_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportqa.reading.formats.docx.MAX_UNPACKED_BYTES", 2**20)
    bomb = _package("<w:p><w:r><w:t>" + "满" * 2**20 + "</w:t></w:r></w:p>")
    assert len(bomb) < 2**16
    with pytest.raises(ReadError, match=r"文\.docx：解压后超过 1 MB。"):
        _text(bomb)
    assert limits.MAX_UNPACKED_BYTES == 100 * 2**20


def test_parts_that_hold_no_words_may_be_broken() -> None:
    document = Document()
    document.add_paragraph("正文。")
    file = io.BytesIO(_save(document))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("word/media/image1.png", b"not an image")
    assert extract(file.getvalue(), ".docx", "文.docx") == Extracted("正文。\n")
