"""Questions to click, made from what the reports are about."""

from collections.abc import Sequence

from reportqa.types import Report

_MOST = 6
# The report that comes with the project gets questions of every kind that can be asked.
_SHIPPED = "乌鲁木齐市人民政府2020年度法治政府建设情况报告"
_SHIPPED_EXAMPLES = (
    "2020年全市受理了多少件行政复议案件？",
    "人民调解的成功率是多少？",
    "法治政府建设还存在哪些问题？",
    "群众诉求受理工作领导小组的组长是谁？",
    "农民工怎么得到法律援助？",
    "2019年受理了多少件行政复议案件？",
)


def example_questions(reports: Sequence[Report]) -> tuple[str, ...]:
    """Up to six questions that fit these reports."""
    if any(report.title == _SHIPPED for report in reports):
        return _SHIPPED_EXAMPLES
    topics = [
        section.path[-1].split("、", 1)[-1].split("）", 1)[-1]
        for report in reports
        for section in report.sections
    ]
    fitting = dict.fromkeys(topic for topic in topics if 4 <= len(topic) <= 20)
    return tuple(f"“{topic}”方面做了哪些工作？" for topic in list(fitting)[:_MOST])
