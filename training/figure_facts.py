"""Questions for figures: 多少, 百分之几, 几, with the figure and its unit as the answer."""

import re
from collections.abc import Iterator

from reportqa.answering.figures import Figure, find_figures
from training.facts import Fact, clauses

VERBS = (
    "新增|完成|实现|投入|建成|新建|改造|培育|引进|受理|办理|审结|查处|化解|排查|培训|发放|减免|争取|安排|落实|开展|举办|举行|组织|"
    "召开|印发|制定|出台|修订|清理|取消|下放|承接|保留|调整|签订|签约|利用|接待|吸引|带动|帮助|救助|资助|解决|安置|转移|整治|"
    "关闭|淘汰|拆除|治理|植树|绿化|改建|修建|开工|竣工|启动|实施|创建|评选|表彰|奖励|获得|荣获|申请|授权|登记|注册|备案|审查|"
    "检查|抽查|立案|抓获|破获|调解|处置|处理|答复|公开|发布|征集|收到|收集|征求|提出|编制|设立|建立|成立|组建|配备|选派|聘请|招录|"
    "覆盖|惠及|涉及|节约|减少|增加|压缩|拨付|筹集|募集|支出|收缴|追回|挽回|外派|派出|参加|参与|走访|慰问|服务|援助|指派"
)
_FILLER = re.compile(
    r"(?:累计|总共|共计|合计|一共|全年共|分别|大约|约|近|已经|已|达到了|达到|达|超过了|超过|突破了?|为|有|是|共|高达|多达|仅|只|均|"
    r"增加到|增长到|提高到|上升到|扩大到|增至|升至|降至|降到|减少到|下降到|降低到|缩短到|缩短至|压缩到|以上|了)+$"
)
_TO = re.compile(r"(增加到|增长到|提高到|上升到|增至|升至|降至|降到|减少到|下降到|缩短到|压缩到)$")
_CHANGE = re.compile(
    r"(?P<than>(?:比|较)[^，]{1,8}?|同比|年均|平均每年|环比|年平均)?(?:分别|又|约|再|净)?(?P<way>增长|提高|下降|上升|减少|降低|增加|"
    r"回落|提升|缩小|扩大)(?:了|约|近|到)?$"
)
_SHARE = re.compile(
    r"占(?:到|了)?(?P<whole>[^，占]{2,14}?)(?:的)?(?:比重|比例|总数|总量)?(?:为|达到|达|的)?$"
)
_VERB = re.compile(rf"^(?P<lead>.*?)(?P<verb>{VERBS})(?:了)?(?P<object>.*)$")
_TRAIL = re.compile(
    r"(?:年均|平均每年|五年|由|从|分别|上|完成|实现|将|要|可|每年|全年|比重|比例|又|再|新)+$"
)
_SOUND = re.compile(r"^[一-鿿“”、（）()A-Za-zＡ-Ｚ0-9]{2,30}$")
_UNSOUND = re.compile(
    r"[0-9０-９]{3}|^(?:的|和|及|与|在|是|以|这|那|比|较|与|希望|人类)|“[^”]*$|^[^“]*”|[（(][^）)]*$"
)
_AFTER = re.compile(r"^[一-鿿“”]{2,10}$")
_COUNTED = re.compile("[0-9０-９]|百分之|成$|翻")
_MONEY = re.compile("元$")


def figure_facts(text: str) -> Iterator[Fact]:
    """A fact for each figure that is no year and has something to be about."""
    figures = [
        figure
        for figure in find_figures(text)
        if not figure.is_year and figure.unit and _COUNTED.search(text[figure.start : figure.end])
    ]
    subject = ""
    for start, end in clauses(text):
        inside = [figure for figure in figures if start <= figure.start and figure.end <= end]
        for figure in inside:
            if figure.unit in {"年", "月", "日", "五", "世", "岁"} or text[figure.start] in "第":
                continue
            before = text[start : figure.start]
            if sum(other.start < figure.start for other in inside) > 1:
                continue
            own = _subject(before)
            about = own if len(own) >= 2 else subject
            forms = _forms(text, before, figure, end, about)
            if own != subject and len(own) >= 2 and 3 <= len(subject) <= 14:
                # People say what a figure belongs to, which the clause itself leaves out.
                forms += [
                    f"{subject}{'' if own[0] in '占比' else '的'}{form}" for form in forms[:4]
                ]
            known = len(re.sub("全[市省国县区年]|我[市省国]|[为在到由于对]", "", about)) >= 3
            if forms and known and _SOUND.match(about) and not _UNSOUND.search(about):
                yield Fact(
                    figure.start,
                    figure.end,
                    "rate" if figure.is_rate else "figure",
                    about,
                    tuple(dict.fromkeys(forms)),
                )
        named = _subject(text[start : inside[0].start]) if inside else ""
        if len(named) >= 3:
            subject = named


def _subject(before: str) -> str:
    change = _CHANGE.search(before)
    about = before[: change.start()] if change else _FILLER.sub("", before)
    about = _SHARE.sub("", about)
    return _TRAIL.sub("", _FILLER.sub("", about)).strip("的、 　")


def _forms(text: str, before: str, figure: Figure, end: int, about: str) -> list[str]:
    if not about or len(about) > 30:
        return []
    after = text[figure.end : end]
    unit = figure.unit
    change = _CHANGE.search(before)
    if change and not _TO.search(before):
        return _change_forms(about, change["than"] or "", change["way"], figure.is_rate, unit)
    if figure.is_rate:
        return _rate_forms(about, before)
    return _count_forms(about, before, unit, after)


def _change_forms(about: str, than: str, way: str, rate: bool, unit: str) -> list[str]:
    if than in {"分别"}:
        than = ""
    common = [
        f"{about}{than}{way}了多少",
        f"{about}{than}{way}多少",
        f"{about}{than}{way}幅度有多大",
    ]
    if not rate:
        return [f"{about}{than}{way}了多少{unit}", f"{about}{way}了多少{unit}", *common[:2]]
    speed = "增速" if way in {"增长", "提高", "上升", "增加", "提升"} else "降幅"
    return [
        *common,
        f"{about}{than}{way}了百分之几",
        f"{about}{than}{way}百分之多少",
        f"{about}的{speed}是多少",
        f"{about}{speed}有多大",
        f"和上一年比，{about}{way}了几个百分点" if "百分点" in unit else f"{about}{way}率是多少",
        f"{about}涨了百分之几" if speed == "增速" else f"{about}降了百分之几",
    ]


def _rate_forms(about: str, before: str) -> list[str]:
    share = _SHARE.search(before)
    if share:
        whole = share["whole"]
        return [
            f"{about}占{whole}的百分之几",
            f"{about}占{whole}的比例是多少",
            f"{about}占{whole}的比重有多大",
            f"{about}在{whole}里占多大比例",
            f"{about}占了{whole}的几成",
            f"{about}占比多少",
        ]
    return [
        f"{about}是多少",
        f"{about}达到多少",
        f"{about}有多高",
        f"{about}达到百分之几",
        f"{about}是百分之多少",
        f"{about}达到了多高的水平",
    ]


def _count_forms(about: str, before: str, unit: str, after: str) -> list[str]:
    how_many = ["多少" + unit]
    if len(unit) == 1:
        how_many.append("几" + unit)
    if _MONEY.search(unit):
        how_many += ["多少钱", "多少资金"]
    tail = after if _AFTER.match(after) else ""
    verb = _VERB.match(about)
    forms = []
    for many in how_many:
        forms += [f"{about}{many}{tail}", f"{about}{many}{tail}"]
        if verb and len(verb["object"]) >= 2:
            lead, did, what = verb["lead"], verb["verb"], verb["object"]
            forms += [
                f"{lead}{did}了{many}{what}",
                f"{what}{did}了{many}",
                f"{lead}{did}的{what}有{many}",
                f"{lead}一共{did}{what}{many}",
            ]
        elif verb and tail:
            lead, did = verb["lead"], verb["verb"]
            forms += [
                f"{lead}{did}了{many}{tail}",
                f"{lead}{did}{tail}{many}",
                f"{did}的{tail}有{many}",
                f"{lead}有{many}{tail}",
            ]
        elif not tail:
            forms += [f"{about}有{many}", f"{about}一共{many}", f"{about}达到{many}"]
    if not tail and not verb:
        forms += [
            f"{about}是多少",
            f"{about}达到多少",
            f"{about}的总数是多少",
            f"{about}规模有多大",
        ]
    elif verb and verb["object"]:
        forms += [f"{verb['object']}的数量", f"{verb['object']}{verb['verb']}量是多少"]
    return forms
