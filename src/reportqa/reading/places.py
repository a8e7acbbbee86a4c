"""Which place a report is about, and how places are named in questions."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from reportqa.normalising import CJK
from reportqa.reading.gazetteer import (
    known_cities,
    known_counties,
    known_places,
    latin_names,
    longest_county,
    provinces,
)

NATION = "全国"
_NATION = re.compile("国务院|中华人民共和国")
_KIND = "(?:特别行政区|自治区|自治州|自治县|自治旗|地区|省|市|县|区|州|盟|旗)"
_PLACE = rf"[{CJK}]{{2,10}}?{_KIND}"
_OPENING = 1500
# Each of these words shuts the place's name in on the left.
_CONTEXTS = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        rf"代表(?P<place>{_PLACE})(?:第[{CJK}]{{1,4}}届)?人民政府",
        rf"在(?P<place>{_PLACE})第[{CJK}\d]{{1,5}}届\s*人民代表大会",
        rf"中共(?P<place>{_PLACE})(?:委员会|委(?![{CJK}]{{0,2}}员会))",
        rf"[《〈](?P<place>{_PLACE})(?:国民经济|人民政府|城市总体规划)",
        rf"^[\s\u3000]*(?P<place>{_PLACE})(?:代)?(?:市长|省长|县长|区长|州长|旗长|人民政府)",
    )
)
_LEADING = re.compile(rf"^(?:关于)?(?:\d{{4}}年度?)?(?P<place>{_PLACE})")
_NOT_A_PLACE = re.compile(rf"^[我全各本该市省县区]|[我全各本]{_KIND}$|^.(?:{_KIND})$")
_OWN = re.compile("我([省市县区州盟旗])")
_SUFFIX = re.compile(rf"{_KIND}$")
_SHORTEST_STEM = 2
_FEWEST_MENTIONS = 3
# 河西区域 and 高新市场 end otherwise than 河西区 and 高新市 do.
_COUNTY_END = re.compile("[县区市旗](?![域块间场民价值划级舰帜])")
# Names that stand in other words, or across two of them (推|广安|全).
_NO_PLACES = re.compile(
    "长治久安|[医社]保定点|中卫生|大理论|大理想|新乡[村镇贤]|[出入]海口|海口岸|来宾(?!市)|大庆[祝典]|[沟疏]通化解"
    "|美丽水|平衡水|定西部|巩固原|综合肥|内江河|推广安|南通道|河源头|朝阳产业|[经运]营口|三明[治确]|公安庆"
)
_APOSTROPHE = re.compile("(?<=[a-z])['’](?=[aeo])")  # of Xi'an
_NATION_NAMES = ("国务院", "全国", "中央", "我国", "中国", "国家")


def recognise_place(title: str, issuer: str | None, source: str, text: str) -> str | None:
    """The place in the form its report uses (海拉尔区), "全国" for the nation, None if untold."""
    for name in (issuer or "", title, *reversed(source.split("/"))):
        if _NATION.search(name):
            return NATION
        found = _LEADING.match(name)
        if found and not _NOT_A_PLACE.search(found["place"]):
            return found["place"]
    opening = text[:_OPENING]
    if "代表国务院" in opening:
        return NATION
    own_kind = _own_kind(text)
    for pattern in _CONTEXTS:
        names = Counter(
            found["place"]
            for found in pattern.finditer(text)
            if not _NOT_A_PLACE.search(found["place"]) and found["place"].endswith(own_kind)
        )
        if names:
            return names.most_common(1)[0][0]
    return _mentioned_most(text, own_kind)


def _mentioned_most(text: str, own_kind: str) -> str | None:
    """A city that its report names in passing, but clearly more often than any other.

    Its province, which it may name more often, is no rival where it says 我市. Where it does not,
    it has to say 全市, and to name no province as often: a province's report names its cities too.
    """
    if own_kind != "市" and (own_kind or "全市" not in text):
        return None
    cities = Counter({name: text.count(name) for name in known_cities() if name in text})
    (first, most), (_, second) = [*cities.most_common(2), ("", 0), ("", 0)][:2]
    province = 0 if own_kind else max(text.count(name) for name in provinces())
    if most >= max(_FEWEST_MENTIONS, 2 * second, province + 1):
        return f"{first}市"
    return None


def _own_kind(text: str) -> str:
    """The kind of place that a text calls its own (我市): it may name its province as well."""
    kinds = Counter(_OWN.findall(text))
    return kinds.most_common(1)[0][0] if kinds else ""


def other_places(question: str, places: Iterable[str]) -> tuple[str, ...]:
    """The places named in a normalised question that are none of these, longest names first."""
    known = [name for place in places for name in place_names(place)]
    rest = question
    for name in sorted(known, key=len, reverse=True):
        rest = rest.replace(name, " ")
    rest = _NO_PLACES.sub(" ", rest)
    found = {name for name in known_places() if name in rest} | _counties(rest)
    return tuple(
        name
        for name in sorted(found, key=lambda name: (-len(name), rest.index(name)))
        if not any(name in other for other in (*known, *(found - {name})))
    )


def with_chinese_names(question: str, places: Iterable[str]) -> str:
    """A normalised question in English with the places that it names put in Chinese.

    Of two with the same name (苏州 and 宿州) that one which is among `places`.
    """
    held = {name for place in places for name in place_names(place)}

    def chinese(found: re.Match[str]) -> str:
        meant = latin_names()[found[0]]
        return next((name for name in meant if name in held), meant[0])

    return _latin().sub(chinese, _APOSTROPHE.sub("", question.lower()))


@cache
def _latin() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(latin_names(), key=len, reverse=True))})\b")


def _counties(text: str) -> set[str]:
    """The counties, districts, banners and county-level cities that a text names in full."""
    found = set()
    for end in (match.start() + 1 for match in _COUNTY_END.finditer(text)):
        lengths = range(min(end, longest_county()), 1, -1)
        names = (text[end - length : end] for length in lengths)
        found |= {next((name for name in names if name in known_counties()), "")}
    return found - {""}


def shared_places(places: Iterable[tuple[str, str | None]]) -> dict[str, str]:
    """The folders (of sources) of which at least two reports tell a place, and all the same."""
    told: dict[str, list[str]] = {}
    for source, place in places:
        if place:
            told.setdefault(source.rpartition("/")[0], []).append(place)
    return {
        folder: names[0]
        for folder, names in told.items()
        if len(names) > 1 and len(set(names)) == 1
    }


def calls_itself(text: str, place: str) -> bool:
    """Whether a text speaks of a place of this kind as its own: 我区 or 全区 for 海拉尔区."""
    kind = place[-1]
    return f"我{kind}" in text or f"全{kind}" in text


def place_names(place: str) -> tuple[str, ...]:
    """The forms by which a question may name a place: 金华市 and 金华; 全国 and 国务院."""
    if place == NATION:
        return _NATION_NAMES
    stem = _SUFFIX.sub("", place)
    return (place, stem) if len(stem) >= _SHORTEST_STEM else (place,)
