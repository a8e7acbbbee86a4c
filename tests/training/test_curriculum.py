"""What is drawn how often."""

from training.curriculum import evened


def test_the_form_of_a_question_tells_less_of_its_answer() -> None:
    asked = [
        ("有多少户？", True),
        ("有多少家？", True),
        ("有几座？", False),
        ("谁来办？", False),
        ("在哪里？", True),
    ]
    found = evened(asked, lambda one: one[0], lambda one: one[1])
    assert found == [*asked, ("有多少户？", True), ("谁来办？", False)]
