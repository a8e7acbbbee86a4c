"""The page's own words, Chinese first, with their English; `{n}` and the like are filled in."""

from typing import Final, Literal

Language = Literal["zh", "en"]

MAX_QUESTION_CHARACTERS: Final = 500

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "app": ("报告问答", "Report Q&A"),
    "tagline": (
        "只用报告原文回答，句句有出处",
        "Answers in the report's own words, every one cited",
    ),
    "skip": ("跳到提问框", "Skip to the question box"),
    "switch": ("English", "中文"),
    "switch_hint": ("Switch to English", "切换到中文"),
    "clear": ("清空对话", "Clear chat"),
    "cleared": ("对话已清空", "Chat cleared"),
    "chat": ("对话", "Chat"),
    "welcome": ("想从报告里查什么？", "What would you like to find in the reports?"),
    "welcome_more": (
        "用平常的话提问即可。答案是报告里的原句，点出处可在原文中查看；报告没写的，会直接告诉您。",
        "Ask in everyday words. Answers are sentences from the report; open a source to see it "
        "in place. What the reports do not say, you are told so.",
    ),
    "examples": ("可以这样问", "For example"),
    "you": ("您的问题", "Your question"),
    "searching": ("正在报告中查找…", "Searching the reports…"),
    "question": ("您的问题", "Your question"),
    "placeholder": ("请输入问题", "Ask a question about the reports"),
    "send": ("提问", "Ask"),
    "keys": ("Enter 发送，Shift + Enter 换行", "Enter sends, Shift + Enter starts a new line"),
    "too_long": (
        "问题最多 {max} 个字，现在有 {n} 个，请精简后再问。内容已保留。",
        "A question has at most {max} characters; this one has {n}. Please shorten it. "
        "Your text is kept.",
    ),
    "source": ("出处", "Source"),
    "confidence": ("把握", "Confidence"),
    "high": ("高", "high"),
    "medium": ("中", "medium"),
    "low": ("低", "low"),
    "low_hint": ("把握不大，请对照原文核实", "Not certain: please check it against the report"),
    "copy": ("复制原文和出处", "Copy quote and source"),
    "copy_short": ("复制", "Copy"),
    "copied": ("已复制", "Copied"),
    "copy_failed": ("未能复制，请手动选取", "Could not copy; please select the text by hand"),
    "more": ("其他相关原文（{n} 处）", "Further passages ({n})"),
    "nearest": ("最接近的原文（{n} 处），供参考", "The {n} nearest passages, for reference"),
    "rest": ("其余 {n} 处", "{n} more"),
    "refused": ("没有找到答案", "No answer found"),
    "failed": ("没有成功", "That did not work"),
    "years": ("历年数据", "Year by year"),
    "year": ("年份", "Year"),
    "figure": ("数据", "Figure"),
    "report": ("报告原文", "The report"),
    "choose": ("选择报告", "Choose a report"),
    "outline": ("目录", "Contents"),
    "reported": ("{n}年度", "{n}"),
    "link": ("复制此处链接", "Copy a link to this place"),
    "unmark": ("取消标记", "Remove highlight"),
    "back": ("返回对话", "Back to chat"),
    "read": ("看报告", "Read the report"),
    "marked": ("已在报告原文中标出", "Highlighted in the report"),
    "loading": ("正在打开报告…", "Opening the report…"),
    "no_reports": (
        "还没有报告。请先运行 reportqa build 建立索引，再刷新本页。",
        "There are no reports yet. Run reportqa build, then reload this page.",
    ),
    "unknown_report": (
        "当前没有这份报告，可能已从索引中移除。",
        "This report is not here; it may have been removed from the index.",
    ),
    "offline": (
        "连不上服务，请确认它仍在运行，再试一次。您的问题已放回提问框。",
        "The server cannot be reached. Check that it is running and try again. "
        "Your question is back in the box.",
    ),
    "not_opened": (
        "连不上服务，报告没有打开。请确认它仍在运行，再点一次。",
        "The server cannot be reached, so the report was not opened. Check that it is running "
        "and try again.",
    ),
    "busy": (
        "现在提问的人较多，请稍后再试。您的问题已放回提问框。",
        "Many people are asking right now. Please try again shortly. "
        "Your question is back in the box.",
    ),
    "unexpected": (
        "出了点意外，这个问题没有答成。请再试一次，或换个说法。",
        "Something unexpected happened and this question was not answered. "
        "Please try again or rephrase it.",
    ),
}


def text(key: str, language: Language = "zh", **values: object) -> str:
    """The words for `key`, with its `{name}` places filled from `values`."""
    words = TEXTS[key][0 if language == "zh" else 1]
    for name, value in values.items():
        words = words.replace("{" + name + "}", str(value))
    return words


def catalogue() -> dict[Language, dict[str, str]]:
    """All words by language, for the page to switch between without a reload."""
    return {
        "zh": {key: words[0] for key, words in TEXTS.items()},
        "en": {key: words[1] for key, words in TEXTS.items()},
    }
