"""Questions for lists, actors, means, reasons, times and names, found by the words around them."""

import re
from collections.abc import Iterator
from itertools import pairwise

from training.facts import Fact, clauses
from training.figure_facts import VERBS

_DOING = (
    VERBS + "|推进|加快|完善|深化|加强|健全|强化|优化|提升|提高|推动|促进|发展|打造|扩大|坚持|"
    "抓好|做好|巩固|规范|保障|支持|鼓励|"
    "引导|构建|搭建|形成|突出|围绕|涵盖|包括|突破|推广|普及|改善|建设|壮大|拓展|加大|严格|严厉打击|打击|严肃查处"
)
_ITEM = r"(?:《[^》]{2,40}》|“[^”]{2,20}”|[^，,。；;：:、！？!?《》“”\n等]{2,14})"
_LIST = re.compile(
    rf"(?P<before>[^，,。；;：:、！？\n]{{0,16}}?)(?P<verb>{_DOING})(?:了|好)?(?P<items>{_ITEM}(?:、{_ITEM}){{2,}}"
    rf"(?:[和及与以]及?{_ITEM})?)(?P<rest>等)?(?P<tail>[^，,。；;：:、\n]{{0,14}})"
)
_BOOKS = re.compile(r"(?:《[^》\n]{3,40}》、?(?:和|及)?){2,}")
_BOOK = re.compile(
    rf"(?P<verb>{_DOING}|公布|颁布|施行|通过)(?:了|并[^，《]{{1,4}})?(?P<name>《[^》]{{3,40}}》)"
)
_QUOTED = re.compile(r"(?P<verb>[一-鿿]{2,6}?)(?P<name>“[^”]{3,20}”)(?P<what>[一-鿿]{2,6})")
_ACTOR = re.compile(
    r"^(?:由)?(?P<who>[一-鿿、]{0,14}?(?:部门|委员会|政府|国务院|法院|检察院|办公室|领导小组|小组|局|厅|银行|协会|公司|集团|大学|中心|"
    r"机关|单位|联合会|工会|企业|市委|省委|党中央|代表大会|常委会|区|县|镇))(?P<did>(?:负责|牵头|"
    + _DOING
    + r"|决定|批准|宣布|同意|认真|积极|率先|成为|被|组织|进入|跻身|入选|要求|提出)[^，。；]{3,30})$"
)
_BY = re.compile(
    r"由(?P<who>[一-鿿、]{2,12}?)(?P<did>负责|牵头|组织|主持|承担|担任|审批|审核|管理|提出)(?P<what>[^，。；]{0,16})"
)
_MEANS = re.compile(
    r"(?:^|[，。；：\n])\s*(?:[一-鿿]{0,8})?(?P<sign>通过|采取|采用|运用|依托|借助|利用|坚持|按照|以)(?P<how>[^。；：\n]{4,40}?)"
    r"(?P<form>等方式|的方式|方式|等措施|等途径|等办法|的办法|等形式|的形式|等手段)?，(?P<what>(?:[^，。；：\n]{4,26}))"
)
_AIM = re.compile(
    r"(?P<sign>为了|旨在|以便|从而|以确保|(?<![成作认称分定以行变转列授评因视较更最颇极尤])为)(?P<why>[^，。；：\n]{5,40})"
    r"(?P<stop>[，。；])(?P<what>[^，。；：\n]{4,30})?"
)
_SERVES = re.compile(
    r"(?:把|将)(?P<what>[^，。；：\n]{2,24})作为(?P<why>[^，。；：\n]{4,24})的(?:重要|有力|有效|主要|关键)?"
    r"(?:抓手|举措|手段|途径|保障|突破口)"
)
_CAUSE = re.compile(
    r"(?:(?<=[，。；\n])|^)(?P<sign>由于|因为|受|因)(?P<why>[^，。；：\n]{4,40}?)(?:的?影响)?，(?P<what>[^，。；：\n]{4,30})"
)
_TIME = re.compile(
    r"(?<![比较与和到至自从按规离据])(?P<time>(?:(?:19|20)\d{2}年)?\d{1,2}月(?:\d{1,2}日)?|(?:19|20)\d{2}年(?:底|末|初|上半年|下半年)?|“[一二三四五六七八九十]+五”(?:时期|期间|末)(?!规划|计划))"
    r"(?:，|以前|之前|前|以来|起)?(?P<what>[^，。；：\n]{5,36})"
)
_AS = re.compile(
    r"以(?P<what>[^，。；为]{3,24})为(?P<role>重点|核心|主线|抓手|目标|导向|龙头|载体|契机|突破口|主体|基础|中心|依托|动力|根本|统领|引领)"
)
_TITLE = re.compile(
    r"(?P<who>[一-鿿]{0,12})(?:荣获|获得|被评为|被授予|获评|被命名为|被列为)(?:了)?(?P<name>[^，。；：\n]{4,40}?)(?P<what>称号|奖|荣誉|城市|试点|示范区)"
)
_WEAK = re.compile(
    r"^(?:的|了|和|及|与|等|在|是|以|并|就|也|但|而|则|这|那|其|为|不能|必须|我们|还)|(?:的|和|及|与|在|是|以|中|上|下|时|后)$|[《“][^》”]*$"
)
_NO_ACTOR = re.compile(
    "城镇|老区|主产区|灌区|片区|乡镇|地区|^(?:搞好|做好|把|逐步|进一步|加强|促进|重视|新增|对|为|在)|的"
)

_BEFORE_ACTOR = re.compile(
    rf"^.*(?:充分发挥|发挥|依托|根据|按照|经过|会同|配合|协同|{VERBS}|推动|促进|加强|支持|引导|组织|督促|指导|"
    "由|经|被|为|报|与|通过|对|以|向|将|把|让|使|同时|并|了)(?=..)"
)

_TREATED = re.compile(
    r"对(?P<whom>[^，。；：\n]{3,24})，(?:要|将|均|一律|都)?(?P<how>[^。；：\n]{4,40})"
)
_ADVERB = (
    "(?:要|将|应|坚决|切实|积极|大力|全面|深入|进一步|继续|着力|扎实|严格|认真|持续|不断|稳步|"
    "加快|有效|广泛|自觉|均|努力){0,3}"
)
_DEED = re.compile(rf"{_ADVERB}(?:{_DOING})")
_EFFECT = re.compile(
    rf"{_ADVERB}(?:确保|促进|推动|实现|提升|提高|形成|增强|满足|保障|维护|防止|避免|缓解|改善|优化|营造|带动|激发|释放|巩固|"
    "解决|让|使|为[^，]{2,20}(?:奠定|提供|打下|作出|做出|创造|营造))"
)
_STATED = re.compile(
    rf"{_ADVERB}(?P<deed>(?:{_DOING}|接受|公开|执行|遵守|履行|尊重|关心|重视|听取|邀请)(?P<what>[一-鿿“”、]{{4,24}}))$"
)


def clause_facts(text: str) -> Iterator[Fact]:
    """All facts of a passage but figures."""
    for finder in _FINDERS:
        for fact in finder(text):
            if 2 <= fact.end - fact.start <= 120 and len(fact.subject) >= 2:
                yield fact


def _fact(found: re.Match[str], group: str, kind: str, subject: str, forms: list[str]) -> Fact:
    start, end = found.span(group)
    return Fact(start, end, kind, subject, tuple(dict.fromkeys(forms)))


def _lists(text: str) -> Iterator[Fact]:
    for found in _LIST.finditer(text):
        verb, tail, before = found["verb"], found["tail"].strip("的"), found["before"].strip()
        if found["rest"] and len(tail) >= 2:
            yield _fact(
                found,
                "items",
                "list",
                f"{verb}{tail}",
                [
                    f"{before}{verb}了哪些{tail}",
                    f"{before}{verb}哪些{tail}",
                    f"{verb}的{tail}有哪些",
                    f"{tail}包括哪些",
                    f"{tail}具体有哪些，请列全",
                    f"把{verb}的{tail}都列出来",
                    f"{before}{verb}的{tail}分别是什么",
                    f"{before}{verb}了哪几{'项' if len(tail) > 3 else '个'}{tail}",
                ],
            )
        elif not tail and len(before) >= 3 and not _WEAK.search(before):
            yield _fact(
                found,
                "items",
                "list",
                f"{before}{verb}",
                [
                    f"{before}{verb}了哪些方面",
                    f"{before}{verb}了什么",
                    f"{before}在哪些方面{verb}",
                    f"{before}要{verb}哪些内容",
                    f"{before}{verb}的有哪些",
                ],
            )


def _books(text: str) -> Iterator[Fact]:
    for found in _BOOKS.finditer(text):
        start, end = found.span()
        while text[end - 1] in "、和及":
            end -= 1
        lead = re.search(rf"({_DOING}|公布|颁布)(?:了|实施)?$", text[:start])
        if lead:
            verb = lead[1]
            forms = [
                f"{verb}了哪些文件",
                f"{verb}了哪几部法规文件",
                f"都{verb}了什么文件，请列出名称",
            ]
            yield Fact(start, end, "list", f"{verb}文件", tuple(forms))
    for found in _BOOK.finditer(text):
        verb, name = found["verb"], found["name"]
        what = re.search(
            r"(条例|办法|规定|意见|方案|规划|法|纲要|细则|决定|通知|计划)[》（(]", name + "》"
        )
        kind = what[1] if what else "文件"
        topic = name[1:-1].replace(kind, "")[-8:]
        forms = [
            f"{verb}的{kind}全称是什么",
            f"{verb}了哪个{kind}",
            f"{verb}了什么{kind}",
            f"关于{topic}{verb}了哪份{kind}",
            f"{topic}方面{verb}的{kind}叫什么名字",
        ]
        yield _fact(found, "name", "name", f"{verb}{topic}", forms)


def _actors(text: str) -> Iterator[Fact]:
    for start, end in clauses(text):
        found = _ACTOR.match(text[start:end])
        if found and len(found["who"]) >= 2 and not _NO_ACTOR.search(found["who"]):
            who, did = found["who"], found["did"]
            shift = led.end() if (led := _BEFORE_ACTOR.match(who)) else 0
            who = who[shift:]
            if len(who) < 2:
                continue
            area = who[-1] in "区县镇"
            forms = (
                [f"哪个{who[-1]}{did}", f"{did}的是哪个{who[-1]}", f"哪里{did}"]
                if area
                else [
                    f"谁{did}",
                    f"哪个部门{did}",
                    f"哪个机构{did}",
                    f"{did}的是谁",
                    f"{did}是由谁来做的",
                ]
            )
            low, high = found.span("who")
            low += shift
            yield Fact(start + low, start + high, "actor", did, tuple(forms))
    for found in _BY.finditer(text):
        did, what = found["did"], found["what"]
        if _NO_ACTOR.search(found["who"]):
            continue
        forms = [f"由谁{did}{what}", f"{what}由谁{did}", f"{what}由哪个部门{did}", f"谁{did}{what}"]
        yield _fact(found, "who", "actor", f"{did}{what}", forms)


def _means(text: str) -> Iterator[Fact]:
    for found in _MEANS.finditer(text):
        what = found["what"]
        if _WEAK.search(what) or "为" in found["how"][-6:]:
            continue
        forms = [
            f"如何{what}",
            f"怎么{what}",
            f"怎样{what}",
            f"靠什么{what}",
            f"通过什么方式{what}",
            f"{what}用的是什么办法",
            f"采取了什么措施{what}",
            f"{what}是怎么做到的",
        ]
        yield _fact(found, "how", "manner", what, forms)


def _reasons(text: str) -> Iterator[Fact]:
    for found in _AIM.finditer(text):
        before = text[: found.start()]
        clause = clauses(before)[-1:] if before and before[-1] in "，" else []
        behind = found["stop"] == "，" and found["what"]
        if found["sign"] in {"为", "为了"} and behind and not clause:
            what = found["what"]
        elif clause and found["sign"] != "为":
            what = before[clause[0][0] : clause[0][1]]
        else:
            continue
        if _WEAK.search(what) or "，" in what:
            continue
        forms = [
            f"为什么{what}",
            f"{what}是为了什么",
            f"{what}的目的是什么",
            f"为何要{what}",
            f"为啥{what}",
            f"{what}有什么意义",
            f"{what}图的是什么",
        ]
        yield _fact(found, "why", "reason", what, forms)
    for found in _SERVES.finditer(text):
        what = found["what"]
        forms = [f"为什么重视{what}", f"抓{what}是为了什么", f"把{what}看得很重是为什么"]
        yield _fact(found, "why", "reason", what, forms)
    for found in _CAUSE.finditer(text):
        what = found["what"]
        forms = [f"为什么{what}", f"{what}是什么原因", f"{what}的原因是什么", f"什么原因导致{what}"]
        yield _fact(found, "why", "reason", what, forms)


def _times(text: str) -> Iterator[Fact]:
    for found in _TIME.finditer(text):
        what = found["what"]
        if re.match(
            "^(?:的|是|至|到|度|底|末|，|政府|提高|增加|分别|规划|计划|关于|工作)", what
        ) or not re.search("[一-鿿]{4}", what):
            continue
        time = found["time"]
        if time.startswith("“"):
            asked = ["哪个五年规划时期", "什么时期"]
        elif "月" in time:
            asked = ["什么时候", "何时", "哪个月", "几月", "哪一天"]
        else:
            asked = ["哪年", "哪一年", "何时", "什么时候"]
        forms = [f"{when}{what}" for when in asked]
        forms += [f"{what}是{when}" for when in asked] + [f"{what}是在{asked[0]}"]
        yield _fact(found, "time", "time", what, forms)


def _names(text: str) -> Iterator[Fact]:
    for found in _QUOTED.finditer(text):
        verb, what = found["verb"], found["what"]
        if _WEAK.search(verb) or _WEAK.search(what):
            continue
        forms = [
            f"{verb}什么{what}",
            f"{verb}了哪个{what}",
            f"{verb}的{what}叫什么",
            f"{verb}的{what}叫什么名字",
            f"{what}的名称是什么",
        ]
        yield _fact(found, "name", "name", f"{verb}{what}", forms)
    for found in _TITLE.finditer(text):
        who, what = found["who"], found["what"]
        if found["name"].count("“") != found["name"].count("”"):
            continue
        forms = [
            f"{who}获得了什么{what}",
            f"{who}拿到了哪些{what}",
            f"{who}被评为什么",
            f"{who}荣获什么{what}",
        ]
        yield _fact(found, "name", "name", f"{who}{what}", forms)


def _roles(text: str) -> Iterator[Fact]:
    for found in _AS.finditer(text):
        role = found["role"]
        if text[found.end() : found.end() + 1] not in "，；":
            continue
        rest = clauses(text[found.end() :])[:1]
        what = text[found.end() + rest[0][0] : found.end() + rest[0][1]] if rest else ""
        if not 4 <= len(what) <= 26:
            continue
        forms = [f"{what}以什么为{role}", f"{what}的{role}是什么", f"以什么为{role}{what}"]
        yield _fact(found, "what", "other", f"{role}{what}", forms)


def _treated(text: str) -> Iterator[Fact]:
    for found in _TREATED.finditer(text):
        whom = found["whom"].removesuffix("的")
        if _WEAK.search(whom) or re.search("以来|来说|而言|方面", whom):
            continue
        forms = [
            f"对{whom}怎么处理",
            f"{whom}怎么办",
            f"对{whom}采取什么办法",
            f"对{whom}有什么措施",
            f"{whom}会怎么样",
            f"对{whom}是怎么规定的",
        ]
        yield _fact(found, "how", "manner", f"对{whom}", forms)


def _linked(text: str) -> Iterator[Fact]:
    """Two clauses of which the second tells what the first is for."""
    spans = clauses(text)
    for (first, middle), (last, end) in pairwise(spans):
        deed, effect = text[first:middle], text[last:end]
        if text[middle:last].strip() != "，" or not 6 <= len(deed) <= 40 or len(effect) < 6:
            continue
        if not _DEED.match(deed) or not _EFFECT.match(effect) or _WEAK.search(deed):
            continue
        whys = [
            f"为什么{deed}",
            f"{deed}是为了什么",
            f"{deed}有什么意义",
            f"{deed}的目的是什么",
            f"{deed}有什么作用",
            f"{deed}图的是什么",
            f"{deed}取得了什么效果",
        ]
        yield Fact(last, end, "reason", deed, tuple(whys))
        if not _WEAK.search(effect) and len(effect) <= 24:
            hows = [
                f"如何{effect}",
                f"怎么{effect}",
                f"靠什么{effect}",
                f"{effect}是怎么做到的",
                f"要{effect}，采取了什么办法",
                f"用什么方式{effect}",
            ]
            yield Fact(first, middle, "manner", effect, tuple(hows))


def _stated(text: str) -> Iterator[Fact]:
    """Whether something is done: the clause that says so answers."""
    for start, end in clauses(text):
        clause = text[start:end]
        found = _STATED.match(clause)
        if not found or not 6 <= len(clause) <= 36 or _WEAK.search(clause):
            continue
        deed = found["deed"]
        forms = [
            f"是否{deed}",
            f"有没有{deed}",
            f"{deed}了吗",
            f"{deed}了没有",
            f"会不会{deed}",
            f"要不要{deed}",
            f"{deed}这件事做了吗",
            f"{found['what']}方面有什么举措",
            f"在{found['what']}上做了什么",
            f"{found['what']}要怎么做",
            f"怎样对待{found['what']}",
        ]
        yield Fact(start, end, "stated", deed, tuple(forms))


_FINDERS = (
    *(_lists, _books, _actors, _means, _reasons, _times, _names, _roles),
    *(_treated, _linked, _stated),
)
