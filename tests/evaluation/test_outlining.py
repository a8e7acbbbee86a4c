"""The headings of every report are printed, and counted."""

from reportqa.evaluation.outlining import told
from reportqa.index import Index


def test_headings_are_told_with_their_numbers(toy_index: Index) -> None:
    lines = list(told(toy_index.reports))
    law = lines.index("法治/2021.txt  云溪市人民政府2021年度法治政府建设工作报告")
    assert lines[law + 1 : law + 12] == [
        "  contents: 一、主要成效",
        "  contents: （一）依法行政水平提升",
        "  contents: （二）普法宣传有声有色",
        "  contents: 二、存在的问题",
        "  contents: 三、下一步安排",
        "  contents: 1.完善立法",
        "  contents: 2.强化监督",
        "  done: （一）依法行政水平提升",
        "  done: （二）普法宣传有声有色",
        "  to come: 1.完善立法",
        "  to come: 2.强化监督",
    ]
    assert lines[-3:] == ["contents  2 of 3", "done      1 of 3", "to come   1 of 3"]
