"""What counts as right, refused, wrong and wrong figure; which numbers nobody vouches for; where times are cut."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.questions import Expectation, Question, Value, parse_question
from eval.report import by_document, enough, summary, to_json, to_text, unread
from eval.score import (
    Known,
    Score,
    failed,
    is_cited,
    is_wrong_figure,
    judge,
    median,
    percent,
    percentile,
    same,
    score,
    unverified,
)

STORE = Known(frozenset({"测试局2024年预算.txt", "测试局"}), frozenset({2024}))


def figure(value: str, unit: str = "CNY", text: str = "", **more: Any) -> dict[str, Any]:
    return {"value": value, "unit": unit, "kind": "disclosed", "text": text, "verified": True, "citations": [1], **more}


def answer(*figures: dict[str, Any], status: str = "answered", text: str = "", **more: Any) -> dict[str, Any]:
    return {"status": status, "answer": text, "figures": list(figures), "citations": [], "candidates": [], **more}


def expecting(*values: str, mode: str = "all", **more: Any) -> Expectation:
    """`expecting("20.00 CNY")`: the values as 'number unit'."""
    parsed = tuple(Value(Decimal(number), unit) for number, unit in (value.split() for value in values))
    return Expectation("answered", parsed, mode, **more)  # type: ignore[arg-type]


def asked(expect: Expectation, **more: Any) -> Question:
    return Question(
        **{"id": "q", "question": "办公费多少", "type": "lookup", "language": "zh", "expect": expect, **more}
    )


REFUSAL = Expectation("refused")
BLANK = Expectation("answered", accept_refused=True)


# -- outcomes ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expect", "given_answer", "outcome"),
    [
        (expecting("500000.00 CNY"), answer(figure("500000.00")), "right"),
        (expecting("500000.00 CNY"), answer(figure("500000")), "right"),
        (expecting("500000.00 CNY"), answer(figure("500000.01")), "wrong"),
        (expecting("500000.00 CNY"), answer(), "wrong"),
        (expecting("500000.00 CNY"), answer(status="refused"), "refused"),
        (expecting("500000.00 CNY"), answer(status="clarify"), "wrong"),
        # The same number of another unit is another thing.
        (expecting("92.00 %"), answer(figure("92.00")), "wrong"),
        (expecting("8 count"), answer(figure("8", "%")), "wrong"),
        # Among several figures the expected one is enough; a list needs all of its rows.
        (expecting("5.00 %"), answer(figure("7.00"), figure("5.00", "%")), "right"),
        (expecting("1.00 CNY", "2.00 CNY"), answer(figure("2.00"), figure("1.00")), "right"),
        (expecting("1.00 CNY", "2.00 CNY"), answer(figure("1.00")), "wrong"),
        (expecting("1.00 CNY", "2.00 CNY", mode="any"), answer(figure("2.00")), "right"),
        (expecting("1.00 CNY", "2.00 CNY", mode="any"), answer(figure("3.00")), "wrong"),
        # An answer that is refused gives nothing, whatever figures it mentions by the way.
        (expecting("1.00 CNY"), answer(figure("1.00"), status="refused"), "refused"),
    ],
)
def test_an_answer_is_right_when_the_expected_figures_are_among_its_own(
    expect: Expectation, given_answer: dict[str, Any], outcome: str
) -> None:
    assert judge(expect, given_answer)[0] == outcome


@pytest.mark.parametrize(
    ("given_answer", "outcome"),
    [
        (answer(status="refused"), "right"),
        (answer(figure("698000.00"), status="refused", text="印出的是"), "right"),
        (answer(status="clarify"), "right"),
        (answer(), "wrong"),
        (answer(figure("1.00")), "wrong"),
    ],
)
def test_what_must_be_refused_is_right_when_it_is_not_answered(given_answer: dict[str, Any], outcome: str) -> None:
    assert judge(REFUSAL, given_answer)[0] == outcome


@pytest.mark.parametrize(
    ("given_answer", "outcome"),
    [
        (answer(status="refused"), "right"),
        (answer(text="未列金额"), "right"),
        (answer(figure("0.00")), "right"),
        (answer(figure("12.00", "%")), "right"),
        (answer(figure("1000000.00")), "wrong"),
        (answer(figure("0.00"), figure("0.01")), "wrong"),
        (answer(status="clarify"), "wrong"),
    ],
)
def test_a_blank_is_refused_or_answered_without_an_amount(given_answer: dict[str, Any], outcome: str) -> None:
    assert judge(BLANK, given_answer)[0] == outcome


def test_a_reason_says_what_was_expected_and_what_was_given() -> None:
    outcome, reason = judge(expecting("1.00 CNY", "2.00 CNY"), answer(figure("1.00"), figure("9.00")))
    assert outcome == "wrong"
    assert reason == "without 2.00 CNY, given 1.00 CNY, 9.00 CNY"
    assert judge(expecting("1.00 CNY"), answer(figure("1.00"))) == ("right", "")


# -- when two values are the same ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wanted", "got", "words", "agree"),
    [
        ("-48.96 %", "-48.96 %", "", True),
        ("-48.96 %", "48.96 %", "fell by 48.96%", True),
        ("-48.96 %", "48.96 %", "2026年比2025年下降 48.96%", True),
        ("-48.96 %", "48.96 %", "增长 48.96%", False),
        ("-48.96 %", "48.96 %", "没有下降，增长 48.96%", False),
        ("-48.96 %", "48.96 %", "It did not fall by 48.96%", False),
        ("-100000.00 CNY", "100000.00 CNY", "减少 100,000元", True),
        # A rise told as a fall is wrong, whatever the words.
        ("48.96 %", "-48.96 %", "fell by 48.96%", False),
        ("-8 count", "8 count", "下降", False),
        ("3.49 %", "3.494 %", "", True),
        ("3.49 %", "3.496 %", "", False),
        ("8 count", "8.0 count", "", True),
        ("8 count", "8.004 count", "", False),
        ("0.00 CNY", "-0.00 CNY", "", True),
    ],
)
def test_values_agree_to_the_fen_and_fall_only_in_words(wanted: str, got: str, words: str, agree: bool) -> None:
    a, b = (Value(Decimal(number), unit) for number, unit in (wanted.split(), got.split()))
    assert same(a, b, words) is agree


def test_an_indicators_own_unit_counts_as_a_count() -> None:
    assert judge(expecting("10 count"), answer(figure("10", "元/人·次")))[0] == "right"
    assert judge(expecting("10.00 CNY"), answer(figure("10", "元/人·次")))[0] == "wrong"


AMOUNTS = st.decimals(min_value=-(10**12), max_value=10**12, places=2, allow_nan=False)


@given(AMOUNTS, AMOUNTS)
def test_without_words_only_the_very_amount_agrees(a: Decimal, b: Decimal) -> None:
    assert same(Value(a, "CNY"), Value(b, "CNY")) is (a == b)


@given(st.lists(AMOUNTS, min_size=1, max_size=5), st.lists(AMOUNTS, max_size=3), st.randoms())
def test_neither_order_nor_further_figures_matter(values: list[Decimal], more: list[Decimal], random: Any) -> None:
    figures = [figure(str(value)) for value in values + more]
    random.shuffle(figures)
    expect = expecting(*(f"{value} CNY" for value in values))
    assert judge(expect, answer(*figures))[0] == "right"
    assert is_wrong_figure(expect, answer(*figures)) is False


# -- wrong figures ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expect", "given_answer", "wrong"),
    [
        (expecting("1.00 CNY"), answer(figure("9.00")), True),
        (expecting("1.00 CNY"), answer(figure("1.00"), figure("9.00")), False),
        # A row missing from a list makes no figure false.
        (expecting("1.00 CNY", "2.00 CNY"), answer(figure("1.00")), False),
        (expecting("1.00 CNY", "2.00 CNY"), answer(figure("3.00")), True),
        # Nothing given, nothing false.
        (expecting("1.00 CNY"), answer(), False),
        (expecting("1.00 CNY"), answer(figure("9.00"), status="refused"), False),
        (expecting("1.00 CNY"), answer(figure("9.00"), status="clarify"), False),
        (REFUSAL, answer(figure("9.00")), True),
        (REFUSAL, answer(), False),
        (BLANK, answer(figure("9.00")), True),
        (BLANK, answer(figure("0.00")), False),
        (Expectation("answered", (Value(Decimal(0), "CNY"),), accept_refused=True), answer(figure("0"), figure("9")), True),
    ],
)  # fmt: skip
def test_a_wrong_figure_is_given_where_nothing_expected_is(
    expect: Expectation, given_answer: dict[str, Any], wrong: bool
) -> None:
    assert is_wrong_figure(expect, given_answer) is wrong


# -- unverified numbers -------------------------------------------------------------------------------------------------


CITATION = {
    "id": 1, "document": "测试局2024年预算.txt", "organization": "测试局", "fiscal_year": 2024, "table": "支出表",
    "page": None, "line": 12, "path": ["公安", "执法办案"], "code": "2040220", "measure_path": ["2023年预算数"],
    "text": "100.00", "unit": "万元",
}  # fmt: skip
CITED = {"citations": [CITATION]}


@pytest.mark.parametrize(
    ("text", "loose"),
    [
        ("测试局2024年预算中，执法办案（2040220）为 1,000,000元（100.00万元） [1]。", []),
        ("2023年预算数为 1,000,000元 [1]，与2023年相同。", []),
        ("公安（20402）下：执法办案 100万元 [1]", []),
        ("Under public security (公安, 20402): 1,000,000 yuan [1]", []),
        ("没有印出“办公费”的金额。", []),
        ("为 1,000,001元 [1]。", ["1,000,001"]),
        ("约 101万元 [1]。", ["101"]),
        ("执法办案 204元 [1]", ["204"]),
        ("2020年为 1,000,000元 [1]", ["2020"]),
        ("共“12”项", ["12"]),
    ],
)
def test_numbers_in_the_text_are_those_of_its_figures(text: str, loose: list[str]) -> None:
    given_answer = answer(figure("1000000.00", text="100.00"), text=text, **CITED)
    assert unverified(asked(expecting("1000000.00 CNY")), given_answer, STORE) == loose


def test_a_figure_not_marked_verified_is_unverified() -> None:
    doubtful = answer(figure("1000000.00", text="100.00", verified=False), text="", **CITED)
    assert unverified(asked(BLANK), doubtful, STORE) == ["figure 1000000.00"]
    unmarked = {key: value for key, value in figure("1.00").items() if key != "verified"}
    assert unverified(asked(BLANK), answer(unmarked), STORE) == ["figure 1.00"]


def test_the_printed_amount_of_a_citation_vouches_for_nothing() -> None:
    """What a cell prints may stand in the text only if it is among the answer's figures."""
    assert unverified(asked(BLANK), answer(text="为 100.00万元 [1]", **CITED), STORE) == ["100.00"]


def test_what_the_asker_said_is_quoted_freely_but_not_claimed() -> None:
    question = asked(REFUSAL, question="科目2050201在2019年花的28万元买了什么", history=())
    assert unverified(question, answer(status="refused", text="没有印出“28万元买了什么”的金额。"), STORE) == []
    assert unverified(question, answer(status="refused", text="没有2019年的数据。科目2050201没有印出。"), STORE) == []
    assert unverified(question, answer(status="refused", text="花了 28万元。"), STORE) == ["28"]


def test_a_percentage_may_drop_the_sign_of_its_fall() -> None:
    fallen = answer(figure("-14.47", "%", "-14.47%"), text="下降 14.47%")
    assert unverified(asked(expecting("-14.47 %")), fallen, STORE) == []
    assert unverified(asked(expecting("-14.47 %")), {**fallen, "answer": "下降 14.5%"}, STORE) == ["14.5"]


@given(AMOUNTS)
def test_any_number_without_a_figure_is_seen(amount: Decimal) -> None:
    told = answer(text=f"为 {amount:,f} 元")
    assert unverified(asked(BLANK), told, Known()) == [f"{amount:,f}"]
    assert unverified(asked(BLANK), {**told, "figures": [figure(str(amount))]}, Known()) == []


# -- citations ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expect", "citations", "cited"),
    [
        (expecting("1 CNY", lines=(12,)), [CITATION], True),
        (expecting("1 CNY", lines=(11, 12)), [{**CITATION, "line": 99}, CITATION], True),
        (expecting("1 CNY", lines=(13,)), [CITATION], False),
        (expecting("1 CNY", lines=(12,)), [], False),
        (expecting("1 CNY", pages=(12,)), [CITATION], False),
        (expecting("1 CNY", pages=(3,)), [{**CITATION, "page": 3, "line": None}], True),
        # The same line of another document is another place.
        (expecting("1 CNY", lines=(12,)), [{**CITATION, "document": "别的.txt"}], False),
        (expecting("1 CNY"), [CITATION], None),
        (Expectation("refused", lines=(12,)), [CITATION], None),
    ],
)
def test_a_citation_counts_when_it_stands_where_the_figure_does(
    expect: Expectation, citations: list[dict[str, Any]], cited: bool | None
) -> None:
    question = asked(expect, documents=("测试局2024年预算.txt",))
    assert is_cited(question, answer(figure("1"), citations=citations)) is cited
    assert is_cited(question, answer(citations=citations, status="refused")) is None


# -- summing up ---------------------------------------------------------------------------------------------------------


def test_the_median_and_the_95th_percentile_are_times_that_were_measured() -> None:
    assert median([3.0, 1.0, 2.0]) == 2.0
    assert median([1.0, 2.0]) == 1.5
    assert percentile([float(n) for n in range(1, 101)], 0.95) == 95.0
    assert percentile([5.0, 1.0], 0.95) == 5.0
    assert median([]) is None
    assert percentile([], 0.95) is None


@given(st.lists(st.floats(min_value=0, max_value=100), min_size=1, max_size=50), st.floats(min_value=0.01, max_value=1))
def test_a_percentile_has_its_share_within_it(seconds: list[float], share: float) -> None:
    cut = percentile(seconds, share)
    assert cut in seconds
    assert sum(s <= cut for s in seconds) >= share * len(seconds)


def test_percentages_are_rounded_down() -> None:
    assert percent(1999, 2000) == Decimal("99.9")
    assert percent(2000, 2000) == Decimal("100")
    assert percent(0, 0) == Decimal(0)


def scored(identifier: str, expect: Expectation, given_answer: dict[str, Any], *documents: str) -> Score:
    question = asked(expect, id=identifier, documents=documents)
    return score(question, given_answer, 0.25, Known())


SCORES = [
    scored("a", expecting("1.00 CNY"), answer(figure("1.00")), "甲.txt"),
    scored("b", expecting("1.00 CNY"), answer(figure("2.00"), text="为 7元"), "甲.txt", "乙.txt"),
    scored("c", expecting("1.00 CNY"), answer(status="refused"), "乙.txt"),
    failed(asked(REFUSAL, id="d"), RuntimeError("out of ink"), 0.5),
]


def test_a_summary_counts_questions_by_outcome() -> None:
    whole = summary(SCORES)
    assert (whole["asked"], whole["right"], whole["wrong"], whole["refused"]) == (4, 1, 2, 1)
    assert (whole["wrong_figures"], whole["unverified"], whole["errors"]) == (1, 1, 1)
    assert whole["right_percent"] == 25.0
    assert whole["seconds"] == {"median": 0.25, "p95": 0.5}
    assert whole["citations"] == {"judged": 0, "cited": 0, "percent": None}


def test_a_crash_is_no_refusal() -> None:
    """A question to be refused is not right because the engine fell over it."""
    assert SCORES[3].outcome == "wrong"
    assert "out of ink" in SCORES[3].reason


def test_a_question_over_two_documents_counts_under_both() -> None:
    groups = by_document(SCORES)
    assert {name: group["asked"] for name, group in groups.items()} == {"甲.txt": 2, "乙.txt": 2, "(none)": 1}


def test_right_answers_about_documents_that_are_not_there_are_counted_apart() -> None:
    documents = [
        {"document": "甲.txt", "status": "refused", "reason": "empty"},
        {"document": "乙.txt", "status": "stored", "reason": None},
    ]
    assert unread(SCORES, documents) == {"questions": 2, "right": 1}
    text = to_text(SCORES, documents)
    assert "not there: 甲.txt: empty" in text
    assert "乙.txt:" not in text
    assert to_json(SCORES, documents)["summary"]["unread"] == {"questions": 2, "right": 1}


def test_fail_under_compares_exact_shares() -> None:
    three = [SCORES[0], SCORES[0], SCORES[2]]
    assert enough(three, Decimal("66.66"))
    assert not enough(three, Decimal("66.67"))
    assert enough(SCORES, Decimal(25))
    assert not enough(SCORES, Decimal("25.01"))


def test_a_person_sees_failures_when_asked_and_loose_numbers_always() -> None:
    quiet, full = to_text(SCORES, []), to_text(SCORES, [], verbose=True)
    assert "unverified: 7" in quiet
    assert "out of ink" in quiet
    assert "c lookup zh refused" not in quiet
    assert "c lookup zh refused" in full
    assert "a lookup zh" not in full


# -- questions ----------------------------------------------------------------------------------------------------------


LINE = {
    "id": "q1", "documents": ["甲.txt"], "context_documents": [], "history": [], "language": "zh", "type": "lookup",
    "question": "办公费多少", "expect": {"status": "answered", "values": [{"value": "1.00", "unit": "CNY"}], "lines": [3]},
}  # fmt: skip


def test_a_line_becomes_a_question() -> None:
    question = parse_question(LINE)
    assert question.expect == expecting("1.00 CNY", lines=(3,))
    assert question.documents == ("甲.txt",)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"question": " "}, "question"),
        ({"id": 7}, "id"),
        ({"language": "fr"}, "language"),
        ({"history": "earlier"}, "history"),
        ({"documents": ["../甲.txt"]}, "no file name"),
        ({"expect": None}, "expect"),
        ({"expect": {"status": "perhaps"}}, "status"),
        ({"expect": {"status": "answered", "values": []}}, "neither"),
        ({"expect": {"status": "refused", "values": [{"value": "1", "unit": "CNY"}]}}, "to be refused"),
        ({"expect": {"status": "answered", "values": [{"value": 1.0, "unit": "CNY"}]}}, "no value"),
        ({"expect": {"status": "answered", "values": [{"value": "1", "unit": "万元"}]}}, "unit"),
        ({"expect": {"status": "answered", "values": [{"value": "NaN", "unit": "CNY"}]}}, "no number"),
        ({"expect": {"status": "answered", "values": [{"value": "1.5", "unit": "count"}]}}, "not whole"),
        ({"expect": {**LINE["expect"], "mode": "most"}}, "mode"),  # type: ignore[dict-item]
        ({"expect": {**LINE["expect"], "lines": [0]}}, "lines"),  # type: ignore[dict-item]
    ],
)
def test_a_line_that_cannot_be_scored_says_why(change: dict[str, Any], fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        parse_question({**LINE, **change})
