"""The page's own words, Chinese first, with their English; `{n}` and the like are filled in."""

from typing import Final, Literal

from reportqa.answering.explaining import NOT_COMPARED, SIGNAL_NAMES
from reportqa.web.refusing import REFUSING

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
    "unsure": ("没有找到确定的答案", "No certain answer found"),
    "try_asking": ("报告能回答的相近问题：", "The reports do answer: "),
    "expanded_year": (
        "“{word}”按“{official}”查找。",
        "“{word}” is looked up as “{official}”.",
    ),
    "expanded": (
        "报告里没有“{word}”这个词，按“{official}”查找。",
        "No report has the word “{word}”; looked up as “{official}”.",
    ),
    "why": ("为什么是这个答案", "Why this answer"),
    "why_answerable": ("报告里有答案的可能：{n}%", "Chance that the reports answer: {n}%"),
    "why_signals": ("把握由这些合成（正数支持，负数反对）", "What the confidence is made of"),
    "why_scores": ("各段得分", "How the passages scored"),
    "met": ("有：", "Has:"),
    "missed": ("没有：", "Lacks:"),
    "dense_rank": ("意思第{n}", "meaning: no. {n}"),
    "keyword_rank": ("用词第{n}", "words: no. {n}"),
    "reader_score": ("阅读器", "reader"),
    "place_agrees": ("地点相符", "place agrees"),
    "place_differs": ("地点不符", "another place"),
    "year_agrees": ("年份相符", "year agrees"),
    "year_differs": ("年份不符", "another year"),
    "signal_bias": (SIGNAL_NAMES["bias"], "to begin with"),
    "signal_part_cosine": (SIGNAL_NAMES["part_cosine"], "the sentence means the like"),
    "signal_passage_cosine": (SIGNAL_NAMES["passage_cosine"], "the passage means the like"),
    "signal_coverage": (SIGNAL_NAMES["coverage"], "words of the question met"),
    "signal_agrees": (SIGNAL_NAMES["agrees"], "place and year agree"),
    "signal_fits": (SIGNAL_NAMES["fits"], "holds the kind of words asked for"),
    "signal_margin": (SIGNAL_NAMES["margin"], "the reader is sure of these words"),
    "signal_answers": (SIGNAL_NAMES["answers"], "the reader holds the passage to answer"),
    "signal_clear": (SIGNAL_NAMES["clear"], "no other words look as much like the answer"),
    "signal_edges": (SIGNAL_NAMES["edges"], "it is plain where the answer begins and ends"),
    "signal_plain": (SIGNAL_NAMES["plain"], "what is asked for has clear edges"),
    "failed": ("没有成功", "That did not work"),
    "outline_of": ("报告的标题，点开可看原文：", "Headings of the report; open one to read it:"),
    "column": ("表格栏目", "Column"),
    "years": ("历年数据", "Year by year"),
    "year": ("年份", "Year"),
    "figure": ("数据", "Figure"),
    "by_place": ("各地数据", "Place by place"),
    "not_compared": (
        NOT_COMPARED,
        "Nothing is compared or reckoned here; these are the figures that the reports give.",
    ),
    "missing_year": ("报告里没有查到", "Not found in the reports"),
    "chart": ("历年数据图", "Chart of the figures by year"),
    "page_n": ("第{n}页", "page {n}"),
    "year_n": ("{n}年", "{n}"),
    "this_year": ("这是{n}年的情况；", "This is about {n}. "),
    "also_years": ("另有", "Also: "),
    "report": ("报告原文", "The report"),
    "choose": ("选择报告", "Choose a report"),
    "outline": ("目录", "Contents"),
    "reported": ("{n}年度", "{n}"),
    "planned": ("计划 {n}年", "plans for {n}"),
    "pages": ("共{n}页", "{n} pages"),
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
    "library": ("报告库", "Library"),
    "close": ("关闭", "Close"),
    "cancel": ("取消", "Cancel"),
    "scope": ("提问范围", "Scope"),
    "scope_on": ("只在这些报告里找", "Only these reports are searched"),
    "scope_all": ("全部 {n} 份报告", "all {n} reports"),
    "scope_n": ("{n} 份报告", "{n} reports"),
    "scope_one": ("1 份报告", "1 report"),
    "scope_none": (
        "没有报告同时符合这些条件",
        "no report meets all of these",
    ),
    "asked_of": ("只在这里找：", "Searched only: "),
    "unfilter": ("恢复全部", "Search all"),
    "drop_filter": ("去掉筛选：{n}", "Remove filter: {n}"),
    "go_ask": ("去提问", "Ask"),
    "library_count": ("共 {n} 份", "{n} in all"),
    "library_found": ("找到 {n} 份", "{n} found"),
    "search": ("按标题、地点、种类查找", "Search by title, place or kind"),
    "sort": ("排序", "Sort by"),
    "none_found": ("没有找到，换个词试试。", "Nothing found. Try other words."),
    "only_this": ("只问这份", "Ask only this one"),
    "title": ("标题", "Title"),
    "issuer": ("发布机关", "Issuer"),
    "place": ("地点", "Place"),
    "kind": ("种类", "Kind"),
    "date": ("日期", "Date"),
    "looks_back": ("回顾年份", "Year looked back on"),
    "plans_for": ("计划年份", "Year planned for"),
    "pages_head": ("页数", "Pages"),
    "chunks_head": ("段落数", "Passages"),
    "actions": ("操作", "Actions"),
    "unknown": ("没有认出", "not recognised"),
    "correct": ("更正", "Correct"),
    "save": ("保存更正", "Save"),
    "saving": ("正在保存…", "Saving…"),
    "saved": ("已更正", "Corrected"),
    "remove": ("移除", "Remove"),
    "removing": ("正在移除…", "Removing…"),
    "removed": ("已移除", "Removed"),
    "remove_title": ("移除这份报告？", "Remove this report?"),
    "remove_uploaded": (
        "它不再参与回答，上传的文件也一并删除。",
        "It will no longer be searched, and the uploaded file is deleted.",
    ),
    "remove_listed": (
        "它不再参与回答。原文件留在报告目录里，下次运行 reportqa build 时会重新收入。",
        "It will no longer be searched. Its file stays in the folder of reports, and the next "
        "reportqa build takes it in again.",
    ),
    "upload": ("添加报告", "Add reports"),
    "pick": ("选择文件", "Choose files"),
    "drop": ("或把文件、文件夹拖到这里", "or drop files or folders here"),
    "limits": (
        "支持 {kinds}；一次最多 {most} 个，每个不超过 {size} MB",
        "{kinds}; up to {most} at a time, each at most {size} MB",
    ),
    "too_many": (
        "一次最多 {most} 个文件，现在有 {n} 个，请分几次添加。",
        "Up to {most} files at a time; these are {n}. Please add them in parts.",
    ),
    "wrong_kind": (
        "不支持这种文件，可用的是 {kinds}。",
        "This kind of file cannot be read; {kinds} can.",
    ),
    "mend_unpack": (
        "是压缩包，请先解压，再添加里面的文件。",
        "This is an archive. Please unpack it and add the files inside.",
    ),
    "mend_docx": (
        "不支持这种文件，请用 Word 或 WPS 另存为 .docx 后再添加。",
        "This kind of file cannot be read. Please save it as .docx with Word or WPS.",
    ),
    "mend_pdf": (
        "不支持这种文件，请另存或导出为 PDF 后再添加。",
        "This kind of file cannot be read. Please save or export it as PDF.",
    ),
    "empty_folder": (
        "文件夹里没有可读的报告，可用的是 {kinds}。",
        "There is nothing to read in the folder; {kinds} can be read.",
    ),
    "too_large": (
        "文件有 {n} MB，每个不超过 {size} MB。请拆成几个文件后再添加。",
        "The file has {n} MB; at most {size} MB can be read. Please split it.",
    ),
    "empty_file": ("文件是空的。", "The file is empty."),
    "queued": ("排队中", "Waiting"),
    "uploading": ("正在上传 {n}%", "Uploading {n}%"),
    "recognising": ("正在识别…", "Reading…"),
    "recognised": ("已识别，请核对", "Read; please check"),
    "incomplete": ("有几项没有认出，请补充", "Some facts were not recognised; please add them"),
    "taken": ("库中已有同名文件：", "The library has a file of this name:"),
    "replace": ("替换它", "replace it"),
    "keep_both": ("两份都保留", "keep both"),
    "discard": ("不要了", "Discard"),
    "dismiss": ("知道了", "Dismiss"),
    "accept_n": ("收入报告库（{n} 份）", "Add to the library ({n})"),
    "accept_hint": ("收入后即可提问", "They can be asked about as soon as they are in"),
    "accepting": ("正在收入", "Adding"),
    "accepted": ("已收入 {n} 份报告", "{n} added"),
    "not_changed": (
        "连不上服务，没有改动。请确认它仍在运行，再试一次。",
        "The server cannot be reached; nothing was changed. Check that it is running and try "
        "again.",
    ),
    "not_done": (
        "出了点意外，没有办成。请再试一次。",
        "Something unexpected happened and this was not done. Please try again.",
    ),
    "not_writable": (
        "没有开放上传：请用 reportqa serve --allow-upload 启动。",
        "Changes are off: start with reportqa serve --allow-upload.",
    ),
    "not_from_here": (
        "这个请求不是本页发出的。请刷新本页后再试。",
        "This request did not come from this page. Please reload and try again.",
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
    **REFUSING,
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
