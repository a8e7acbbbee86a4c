"""Official documents as the reader will meet them: passages with what stands above them."""

import hashlib
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reportqa.chunking import chunk_report
from reportqa.reading import find_files, read_report

PLACES = (
    "金华", "绍兴", "黄山", "安庆", "株洲", "衡阳", "宜昌", "襄阳", "洛阳", "开封",
    "德州", "潍坊", "保定", "沧州", "大同", "运城", "包头", "赤峰", "锦州", "鞍山",
    "吉林", "四平", "大庆", "牡丹江", "盐城", "宿迁", "温州", "台州", "泉州", "漳州",
    "赣州", "九江", "汕头", "湛江", "桂林", "柳州", "绵阳", "宜宾", "遵义", "六盘水",
    "曲靖", "大理", "宝鸡", "咸阳", "天水", "酒泉", "海东", "吴忠", "喀什", "克拉玛依",
    "三亚", "儋州",
)  # fmt: skip
_CHUNK_SIZES = (120, 200, 320)
_SHORTEST = 30
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年")
_TAG = re.compile(r"<[^>]{1,200}>|&[a-z]+;")
_TITLES = (
    "{place}市{year}年政府工作报告",
    "{place}市人民政府{year}年工作报告",
    "政府工作报告（{year}年） {place}市",
    "{year}年{place}市法治政府建设情况报告",
    "{place}市{year}年工作总结和{next}年工作安排",
    "{place}市人民政府关于{year}年度工作情况的报告",
)


@dataclass(frozen=True, slots=True)
class Page:
    """A passage of a document; `title` is what the document might be called.

    `place` and `year` are those of the title, `document` names the file.
    """

    text: str
    title: str
    place: str
    year: int
    document: str


def load_pages(folders: Sequence[Path]) -> list[Page]:
    """The passages of all documents below these folders, cut in several sizes.

    Most documents say only “全市”, so each is given a place and a title, the same in every run.
    """
    pages = []
    for file in find_files(folders):
        report = read_report(file)
        draw = random.Random(hashlib.sha256(file.source.encode()).hexdigest())
        years = [int(year) for year in _YEAR.findall(report.text)] or [2010]
        year = report.year or max(set(years), key=years.count)
        place = draw.choice(PLACES)
        form = draw.choice(_TITLES)
        title = report.title if "工作报告" in report.title else ""
        for number, size in enumerate(_CHUNK_SIZES):
            for chunk in chunk_report(report, size):
                text = report.text[chunk.start : chunk.end]
                # Each passage once; every size gives other passages of the same sentences.
                kept = int(hashlib.sha256(text[:20].encode()).hexdigest()[:4], 16) % 3 == number
                if len(text) >= _SHORTEST and kept and not _TAG.search(text):
                    made = title or form.format(place=place, year=year, next=year + 1)
                    pages.append(Page(text, made, place, year, file.source))
    return pages
