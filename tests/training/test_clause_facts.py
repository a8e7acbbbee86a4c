import pytest
from training.clause_facts import clause_facts


@pytest.mark.parametrize(
    ("text", "kind", "answer", "question"),
    [
        (
            "重点整治占道经营、乱搭乱建、噪声扰民等突出问题。",
            "list",
            "占道经营、乱搭乱建、噪声扰民",
            "整治的突出问题有哪些",
        ),
        ("县司法局负责考核的实施。", "actor", "县司法局", "谁负责考核的实施"),
        ("通过送课下乡，提升种植技术。", "manner", "送课下乡", "怎么提升种植技术"),
        ("为了方便老人看病，开通了巴士专线。", "reason", "方便老人看病", "为什么开通了巴士专线"),
        ("6月15日，新馆正式开放。", "time", "6月15日", "新馆正式开放是什么时候"),
        ("印发《河道采砂管理办法》。", "name", "《河道采砂管理办法》", "印发了哪个办法"),
        ("公开收费的标准。", "stated", "公开收费的标准", "是否公开收费的标准"),
    ],
)
def test_the_words_around_tell_what_can_be_asked(
    text: str, kind: str, answer: str, question: str
) -> None:
    facts = [fact for fact in clause_facts(text) if fact.kind == kind]
    asked = {text[fact.start : fact.end]: fact.questions for fact in facts}
    assert question in asked[answer]


def test_the_second_clause_tells_what_the_first_is_for() -> None:
    text = "建设村级养老驿站，满足老人日常照料需要。"
    asked = {(fact.kind, text[fact.start : fact.end]) for fact in clause_facts(text)}
    assert ("reason", "满足老人日常照料需要") in asked
    assert ("manner", "建设村级养老驿站") in asked


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("充分发挥县水利局负责河道治理的作用。", "县水利局"),
        ("被省政府授予先进单位，经市财政局批准实施改造。", "市财政局"),
    ],
)
def test_an_actor_goes_without_the_words_before_it(text: str, actor: str) -> None:
    assert actor in {text[f.start : f.end] for f in clause_facts(text) if f.kind == "actor"}


def test_what_something_serves_as_tells_why_it_matters() -> None:
    text = "坚持将夜校作为提升技能的重要抓手，常年开班。"
    asked = {(f.kind, text[f.start : f.end]) for f in clause_facts(text)}
    assert ("reason", "提升技能") in asked
