"""For any plan over any store: every number given is disclosed or worked out, and no sum counts anything twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.library import Library
from ingest.amounts import UNITS, convert
from ingest.model import Figure
from qa.answer import Draft
from qa.compose import compose
from qa.composer import Composer
from qa.engine import LONGEST, Engine
from qa.finder import Finder
from qa.holding import Holdings
from qa.plan import Item, Plan
from qa.terms import loose_term, official_term
from tests.qa.town import library_of

QUIET = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
NAMES = (
    "一般公共服务支出", "审计事务", "审计业务", "行政运行", "住房保障支出", "住房公积金", "购房补贴", "工资福利支出", "基本工资", "办公费", "水费",
    "差旅费", "培训费", "人员经费", "公用经费", "基本支出", "项目支出", "三公经费", "公务接待费", "政府采购", "信息化建设", "无人机", "合计", "支出",
)  # fmt: skip
INTENTS = (
    "lookup", "share", "growth", "change", "difference", "sum", "average", "list", "rank", "count", "compare", "cause",
    "opinion",
)  # fmt: skip
terms = st.sampled_from(NAMES).map(lambda name: (official_term if len(name) % 2 else loose_term)(name))
items = st.builds(
    Item,
    text=st.sampled_from(NAMES),
    terms=st.lists(terms, max_size=2).map(tuple),
    code=st.sampled_from([None, None, None, "201", "2010804", "30113", "999"]),
    whole=st.sampled_from([None, None, "expenditure", "income"]),
    projects=st.booleans(),
    sense=st.sampled_from([None, None, "function", "economic"]),
    year=st.sampled_from([None, None, 2024, 2025, 2019]),
    organization=st.sampled_from([None, None, "海州市审计局", "海州市财政局（本级）"]),
    parts=st.booleans(),
)
plans = st.builds(
    Plan,
    question=st.sampled_from(["多少", "比去年少多少", "前三是哪些", "how much more than last year", "各是多少"]),
    language=st.sampled_from(["zh", "en"]),
    intent=st.sampled_from(INTENTS),
    items=st.lists(items, max_size=3).map(tuple),
    base=st.none() | items,
    under=st.none() | items,
    organizations=st.sampled_from([(), ("海州市审计局",), ("海州市审计局", "海州市财政局（本级）")]),
    years=st.sampled_from([(), (2025,), (2025, 2024), (2019,)]),
    basis=st.sampled_from([None, "budget", "final_accounts"]),
    kind=st.sampled_from([None, "money", "count", "percent", "target"]),
    unit=st.sampled_from([None, "元", "万元", "亿元"]),
    top=st.integers(0, 4),
    ascending=st.booleans(),
    depth=st.sampled_from([None, 1, 2, 3]),
    by_unit=st.booleans(),
    per_head=st.booleans(),
    rest=st.booleans(),
    premise=st.sampled_from([(), (Decimal(1000000),)]),
)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with library_of(tmp_path_factory.mktemp("town")) as library:
        yield library


def answered(library: Library, plan: Plan) -> dict[str, Any]:
    """What is composed for a plan; `Draft.finish` raises where the text holds a number that no figure accounts for."""
    holdings = Holdings(library).of(library.documents())
    draft = Draft(plan.question, plan.language, plan.unit)
    for holding in holdings:
        draft.name(holding.record.name, holding.record.facts.organization)
        draft.year(holding.record.facts.fiscal_year)
    status, text, candidates = compose(Composer(draft, plan, Finder(holdings, plan)))
    return draft.finish(status, text, candidates=candidates)


def check(answer: dict[str, Any], stored: dict[str, Figure]) -> None:
    cited = {citation["id"]: stored.get(citation["figure"] or "") for citation in answer["citations"]}
    for figure in answer["figures"]:
        value = Decimal(figure["value"])
        if figure["kind"] == "disclosed":
            source = cited[figure["citations"][0]]
            assert source is not None and source.amount is not None
            assert abs(value) == abs(source.amount)
            continue
        derivation = figure["derivation"]
        operands = [Decimal(operand["value"]) for operand in derivation["operands"]]
        sources = [cited[operand["citation"]] for operand in derivation["operands"]]
        for operand, source in zip(operands, sources, strict=True):
            assert source is not None and operand == source.amount
        assert worked_out(derivation["formula"], operands) == value
        if re.fullmatch(r"\w+(?: \+ \w+)+", derivation["formula"]):
            assert_none_holds_another([source for source in sources if source is not None])


def worked_out(formula: str, operands: list[Decimal]) -> Decimal:
    """The formula over a, b, … worked out anew, rounded as per cents and means are."""
    if formula == "count":
        return Decimal(len(operands))
    names = {chr(97 + i % 26) + (str(i // 26) if i >= 26 else ""): value for i, value in enumerate(operands)}
    written = re.sub(r"\b\d+\b", lambda m: f"D({m.group(0)!r})", formula.replace("×", "*"))
    value = eval(written, {"__builtins__": {}}, {**names, "D": Decimal})
    exact = "/" not in formula
    return Decimal(value) if exact else Decimal(value).quantize(Decimal("0.01"), ROUND_HALF_UP)


def assert_none_holds_another(summands: list[Figure]) -> None:
    for one in summands:
        for other in summands:
            if one.id == other.id or (one.document, one.table_number, one.column) != (
                other.document,
                other.table_number,
                other.column,
            ):
                continue
            assert one.path[: len(other.path)] != other.path or one.path == other.path


def stored_figures(library: Library) -> dict[str, Figure]:
    return {figure.id: figure for figure in library.figures(blanks=True)}


@given(plan=plans)
@settings(max_examples=250, deadline=None, suppress_health_check=QUIET)
def test_every_number_is_disclosed_or_worked_out_whatever_the_plan(town: Library, plan: Plan) -> None:
    check(answered(town, plan), stored_figures(town))


amounts = st.decimals(min_value=0, max_value=99999, places=2, allow_nan=False)


@st.composite
def disclosures(draw: st.DrawFn) -> str:
    """A budget with one table: some classes with some items, amounts of any size, here and there an empty cell."""
    unit = draw(st.sampled_from(["元", "万元"]))
    lines: list[str] = []
    total = Decimal(0)
    for number in range(draw(st.integers(1, 3))):
        own = draw(st.lists(st.none() | amounts, min_size=1, max_size=3))
        added = sum((amount for amount in own if amount is not None), Decimal(0))
        total += added
        lines.append(f"20{number + 1}\t{NAMES[number]}类\t{added:,.2f}")
        for place, amount in enumerate(own):
            lines.append(
                f"20{number + 1}0{place + 1}\t{NAMES[4 + 3 * number + place]}\t{'' if amount is None else f'{amount:,.2f}'}"
            )
    head = f"# 海州市审计局2025年部门预算\n\n## 支出总表\n\n金额单位：{unit}\n\n科目编码\t科目名称\t合计\n"
    return head + f"\t合计\t{total:,.2f}\n" + "\n".join(lines) + "\n"


@given(text=disclosures(), some=st.lists(plans, min_size=8, max_size=8))
@settings(max_examples=8, deadline=None, suppress_health_check=QUIET)
def test_so_it_is_over_any_store(tmp_path_factory: pytest.TempPathFactory, text: str, some: list[Plan]) -> None:
    folder: Path = tmp_path_factory.mktemp("any")
    with library_of(folder, {"审计局2025.txt": text}) as library:
        for plan in some:
            check(answered(library, plan), stored_figures(library))


@given(yuan=st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**13), max_value=10**13), unit=st.sampled_from(sorted(UNITS)))  # fmt: skip
def test_a_unit_and_back_changes_nothing(yuan: Decimal, unit: str) -> None:
    assert convert(yuan, unit) * UNITS[unit] == yuan
    assert convert(convert(yuan, unit) * UNITS[unit], "元") == yuan


@pytest.mark.parametrize(
    "question",
    ["审计局总支出和审计业务一共多少", "审计局审计事务和审计业务加起来多少", "审计局工资福利支出加上基本工资是多少"],
)
def test_a_heading_and_its_part_are_never_added(town: Library, question: str) -> None:
    answer = Engine(town).ask(question)
    assert (answer["status"], answer["figures"]) == ("refused", [])
    assert "重复" in answer["answer"]


@pytest.mark.parametrize(
    ("question", "word"), [("办公费" * 2000, "太长"), ("how much is office expense " * 200, "too long")]
)
def test_a_question_beyond_all_length_is_told_so(town: Library, question: str, word: str) -> None:
    answer = Engine(town).ask(question)
    assert answer["status"] == "refused" and word in answer["answer"] and str(LONGEST) in answer["answer"]


def test_a_long_text_in_the_history_is_passed_over(town: Library) -> None:
    answer = Engine(town).ask("2024年呢", history=["海州审计局2025年审计业务多少", "啊" * 5000])
    assert answer["figures"][0]["value"] == "350000.00"
