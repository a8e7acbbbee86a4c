"""Which place a report is about, and how places are named in questions."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from reportqa.normalising import CJK, normalise
from reportqa.reading.gazetteer import (
    counties,
    divisions,
    known_cities,
    known_counties,
    known_places,
    latin_names,
    longest_county,
    peoples,
    provinces,
)

NATION = "全国"
_NATION = re.compile("国务院|中华人民共和国")
_KIND = "(?:特别行政区|自治区|自治州|自治县|自治旗|地区|省|市|县|区|州|盟|旗)"
_PLACE = rf"[{CJK}]{{2,20}}?{_KIND}"
_OPENING = 1500
# Each of these words shuts the place's name in on the left.
_CONTEXTS = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        rf"代表(?P<place>{_PLACE})(?:第[{CJK}]{{1,4}}届)?人民政府",
        rf"在(?P<place>{_PLACE})第[{CJK}\d]{{1,5}}届\s*人民代表大会",
        rf"中共(?P<place>{_PLACE})(?:委员会|委(?![{CJK}]{{0,2}}员会))",
        rf"[《〈](?P<place>{_PLACE})(?:国民经济|人民政府|城市总体规划)",
        rf"^[ \t\u3000]*(?P<place>{_PLACE})(?:代)?(?:市长|省长|县长|区长|州长|旗长|人民政府)",
    )
)
_LEADING = re.compile(r"^(?:关于|中共|[\d〇○零一二三四五六七八九]{4}年度?)+")
# 河西区域 and 高新市场 end otherwise than 河西区 and 高新市 do; 贵州地区生产总值 is of 贵州.
_NO_MORE = "(?![域块间场价划舰帜]|(?<=地区)生产)"
_UNKNOWN = re.compile(
    rf"(?P<place>(?:(?![省市县区局厅委院府的与及于])[{CJK}]){{2,8}}?{_KIND}){_NO_MORE}"
)
# Words of titles that a name of a place neither opens nor ends with.
_NOT_A_PLACE = re.compile(
    "^(?:[我全各本该]|加[强快大]|推[进动]|支持|促进|进一步|深[入化]|做好|完善|健全|优化|提[高升]|印发|批转|转发|同意|表彰"
    "|建设|发展|实施|落实|贯彻|依法|重点|国家|中国|中央)"
    f"|(?:[我全各本强范型困贫扶大]|(?<!自)治){_KIND}$|[城都超股楼夜]市$|[联同东]盟$|[红国党军]旗$"
    "|[城社园小景灾片山校辖库林矿牧特郊街农地业户税聚能政心胜范验护燃养制置]区$"
    "|^(?:经济|技术|高新|产业|工业|农业|国家级|省级)*(?:开发|高新)区$"
)
# What shows that a word such as 城区 or 老城区 is the name of a county.
_OF_AUTHORITY = rf"(?=\d|人民|政府|[{CJK}]{{2,10}}[局委办院]|$)"
_OWN = re.compile("我([省市县区州盟旗])")
_SUFFIX = re.compile(rf"{_KIND}$")
_SHORTEST_STEM = 2
_FEWEST_LISTED = 2
_AND = "(?:[、,和与跟及]|以及|还有)"
_ALL_OF_THEM = "[两二三四五六七八九十](?:[个座]?(?:城市|地方)|个?[地市省区县州旗盟])"
# What two places have together is no figure of either.
_NOT_OF_ALL = f"(?!(?:{_ALL_OF_THEM})?(?:之间|间|交界|联合|合作|共同))"
_FEWEST_MENTIONS = 3
# Places whose names are known without normalising them anew for each report and chunk.
_REMEMBERED = 2**16
# Where everyone has an office, or goes to invite investors.
_EVERYWHERE = frozenset({"北京", "上海", "深圳", "广州", "香港", "澳门", "台湾"})
# 滨州铁路 and 北京路 run elsewhere.
_NO_WAY = "(?!公铁|铁路|高铁|高速|公路|机场|大[道桥]|[路街桥线])"
_COUNTY_END = re.compile("[县区市旗](?![域块间场民价值划级舰帜])")
# 成县 and the like stand in other words, as do names without their kind, but hardly here.
_OPENING_COUNTY = re.compile(
    rf"(?:^|(?<= ))(?:请问)?(?P<name>[{CJK}]{{2,4}}?)(?=(?:19|20)\d{{2}}年)"
)
# Names that stand in other words, or across two of them (推|广安|全).
_NO_PLACES = re.compile(
    "长治久安|[医社]保定点|中卫生|大理论|大理想|新乡[村镇贤]|[出入]海口|海口岸|来宾(?!市)|大庆[祝典]|[沟疏]通化解"
    "|美丽水|[平均]衡水|定西部|巩固原|[综复混]合肥|内江河|推广安|南通道|河源头|朝阳产业|[经运]营口|三明[治确]|公安庆"
    "|哈密瓜|大理石|低保定|确保山|[河湖林]长治理|日常德|河南岸|湖[南北]岸|大连[接片续锁]|四平[方米]|公开封|和田(?:间|园|地(?!区))"
    "|建成都"
)
# Short names of counties and zones that are words by themselves.
_WORDS = frozenset({"公安", "平安", "大安", "高新", "开发"})
_APOSTROPHE = re.compile("(?<=[a-z])['’](?=[aeo])")  # of Xi'an
_NATION_NAMES = ("国务院", "全国", "中央", "我国", "中国", "国家")


def recognise_place(title: str, issuer: str | None, source: str, text: str) -> str | None:
    """The place in the form its report uses (海拉尔区), "全国" for the nation, None if untold."""
    for name in (issuer or "", title, *reversed(source.split("/"))):
        if _NATION.search(name):
            return NATION
        if place := _leading_place(name):
            return place
    opening = text[:_OPENING]
    if "代表国务院" in opening:
        return NATION
    own_kind = _own_kind(text)
    for pattern in _CONTEXTS:
        names = Counter(
            place
            for found in pattern.finditer(text)
            if (place := _leading_place(found["place"]))
            and found["place"].endswith(place)
            and place.endswith(own_kind)
        )
        if names:
            return names.most_common(1)[0][0]
    return _mentioned_most(text, own_kind)


def _leading_place(name: str) -> str | None:
    """The innermost of the places that a name opens with: 西湖区 of 杭州市西湖区人民政府."""
    name = _LEADING.sub("", name)
    place, end = None, 0
    while found := _place_at(name, end):
        place, end = found["place"], found.end()
    return place


def _place_at(name: str, start: int) -> re.Match[str] | None:
    if known := _known().match(name, start):
        return known
    found = _UNKNOWN.match(name, start)
    return found if found and not _NOT_A_PLACE.search(found["place"]) else None


@cache
def _known() -> re.Pattern[str]:
    """The full name of a place that the gazetteer has, after that of a larger one cut short."""
    short = _any_of(divisions())
    common = _any_of(counties() - known_counties())
    return re.compile(
        rf"(?:{short})?(?P<place>(?:{_any_of(known_counties())}){_NO_MORE}|(?:{common}){_OF_AUTHORITY}"
        rf"|(?:{short})(?:{_any_of(peoples())})*{_KIND}{_NO_MORE})"
    )


def _any_of(names: Iterable[str]) -> str:
    return "|".join(sorted(names, key=len, reverse=True))


def _mentioned_most(text: str, own_kind: str) -> str | None:
    """A city that its report names in passing, but clearly more often than any other.

    Its province, which it may name more often, is no rival where it says 我市. Where it does not,
    it has to say 全市, and to name no province as often: a province's report names its cities too.
    """
    if own_kind != "市" and (own_kind or "全市" not in text):
        return None
    cities = Counter(
        {name: len(re.findall(f"{name}{_NO_WAY}", text)) for name in known_cities() if name in text}
    )
    first, most = max(cities.items(), key=lambda item: item[1], default=("", 0))
    second = max((cities[name] for name in cities if name not in {first, *_EVERYWHERE}), default=0)
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
    places = sorted(set(places), key=len, reverse=True)
    known = [name for place in places for name in place_names(place)]
    rest = _NO_PLACES.sub(" ", question)
    for place in places:
        if place == NATION or place_names(place)[-1] in rest:
            rest = _naming(place).sub(" ", rest)
    found = {name for name in known_places() if name in rest} | _counties(rest)
    found |= {name for opening in _OPENING_COUNTY.finditer(rest) if (name := _opening(opening))}
    return tuple(
        name
        for name in sorted(found, key=lambda name: (-len(name), rest.index(name)))
        if not any(name in other for other in (*known, *(found - {name})))
    )


def named_places(question: str, places: Iterable[str]) -> tuple[str, ...]:
    """Those of these places that a normalised question names."""
    text = _NO_PLACES.sub(" ", question)
    # The last of a place's names stands in every other.
    near = (place for place in places if place == NATION or place_names(place)[-1] in text)
    return tuple(place for place in near if _naming(place).search(text))


def listed_places(question: str, places: Sequence[str]) -> tuple[str, ...]:
    """Those of these places that a normalised question names side by side: 金华、衢州和丽水."""
    listed = listing_of(places).search(question) if len(places) >= _FEWEST_LISTED else None
    if listed is None:
        return ()
    names = {name: place for place in reversed(places) for name in place_names(place)}
    found = re.findall(_any_of(map(re.escape, names)), listed[0])
    several = tuple(dict.fromkeys(names[name] for name in found))
    return several if len(several) >= _FEWEST_LISTED else ()


def listing_of(places: Iterable[str]) -> re.Pattern[str]:
    """What names at least two of these places side by side."""
    names = (re.escape(name) for place in places for name in place_names(place))
    one = f"(?:{_any_of(names)}){_KIND}?"
    return re.compile(f"{one}(?:{_AND}{one})+(?:{_ALL_OF_THEM})?{_NOT_OF_ALL}")


@lru_cache(_REMEMBERED)
def _naming(place: str) -> re.Pattern[str]:
    """What names a place: 乌鲁木齐, but not in 乌鲁木齐县; not 公安 alone, which is a word."""
    names = [re.escape(name) for name in place_names(place)]
    if place == NATION:
        return re.compile(_any_of(names))
    word = place in counties() - known_counties() or names[-1] in _WORDS
    short = [] if word or len(names) == 1 else [f"{names[-1]}(?!{_KIND}{_NO_MORE})"]
    return re.compile("|".join([names[0], *short]))


def without_place(question: str, place: str) -> str:
    """A normalised question without the names of a place; as it is if that is the nation."""
    if place == NATION:
        return question
    return _named_or_not(place).sub(lambda found: found["word"] or "", question)


@lru_cache(_REMEMBERED)
def _named_or_not(place: str) -> re.Pattern[str]:
    """What names a place, or a `word` in which its name stands and does not."""
    return re.compile(f"(?P<word>{_NO_PLACES.pattern})|(?:{_naming(place).pattern})的?")


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
    return re.compile(rf"\b(?:{_any_of(latin_names())})\b")


def _counties(text: str) -> set[str]:
    """The counties, districts, banners and county-level cities that a text names in full."""
    found = set()
    for end in (match.start() + 1 for match in _COUNTY_END.finditer(text)):
        lengths = range(min(end, longest_county()), 1, -1)
        names = (text[end - length : end] for length in lengths)
        found |= {next((name for name in names if name in known_counties()), "")}
    return found - {""}


def _opening(found: re.Match[str]) -> str:
    """The county that a question, or what stands behind its city, opens with; "" if none."""
    name = found["name"]
    return name if name in counties() or name in _county_stems() else ""


@cache
def _county_stems() -> frozenset[str]:
    """What stands before the kind in the names of counties, two characters at least."""
    stems = {_SUFFIX.sub("", name) for name in known_counties()}
    return frozenset(stem for stem in stems if len(stem) >= _SHORTEST_STEM) - _WORDS


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


@lru_cache(_REMEMBERED)
def place_names(place: str) -> tuple[str, ...]:
    """The forms by which a normalised question may name a place.

    金华市 and 金华, 新疆维吾尔自治区 and 新疆, 全国 and 国务院.
    """
    if place == NATION:
        return _NATION_NAMES
    name = normalise(place)
    stems = (suffix.sub("", name) for suffix in (_autonomous(), _SUFFIX))
    stem = next((stem for stem in stems if _SHORTEST_STEM <= len(stem) < len(name)), None)
    return (name, stem) if stem else (name,)


@cache
def _autonomous() -> re.Pattern[str]:
    return re.compile(f"(?:{_any_of(peoples())})+自治[区州县旗]$")
