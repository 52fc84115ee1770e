"""Whose target a row is: weights that make 100 with the execution weight decide; where they don't, nobody guesses."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.attribution import Anchor, Target, attribute

TEN = Decimal(10)


def targets(*weights: int | None) -> list[Target]:
    """Rows whose names have nothing in common with each other or with a project."""
    return [
        Target(chr(0x4E00 + 37 * n) + chr(0x6000 + 41 * n), None if w is None else Decimal(w))
        for n, w in enumerate(weights)
    ]


def project(
    row: int, name: str = "修缮", words: str = "", execution: Decimal | None = TEN, budget: int | None = None
) -> Anchor:
    return Anchor(row, execution, name, words, None if budget is None else Decimal(budget))


def verdicts(rows: list[Target], *anchors: Anchor) -> list[tuple[int | None, str]]:
    return [(verdict.project, verdict.attribution) for verdict in attribute(rows, anchors)]


NOBODY = (None, "unattributed")


def test_clean_blocks_are_certain() -> None:
    assert verdicts(targets(30, 60, 45, 45), project(0), project(2, "采购")) == [
        (0, "certain"), (0, "certain"), (1, "certain"), (1, "certain")
    ]  # fmt: skip


BLOCK = st.lists(st.integers(1, 30), min_size=1, max_size=8).filter(lambda weights: sum(weights) < 100)


@settings(deadline=None)
@given(st.lists(BLOCK, min_size=1, max_size=6))
def test_blocks_printed_under_their_projects_are_all_certain(blocks: list[list[int]]) -> None:
    anchors: list[Anchor] = []
    rows = targets(*(weight for block in blocks for weight in block))
    for number, block in enumerate(blocks):
        start = sum(map(len, blocks[:number]))
        anchors.append(project(start, f"{number}", execution=Decimal(100 - sum(block))))
    assert verdicts(rows, *anchors) == [(number, "certain") for number, block in enumerate(blocks) for _ in block]


def test_a_cell_that_drifted_to_the_middle_of_its_rows_is_inferred() -> None:
    assert verdicts(targets(30, 30, 30, 45, 45), project(1), project(3, "采购")) == [
        (0, "inferred"), (0, "inferred"), (0, "inferred"), (1, "inferred"), (1, "inferred")
    ]  # fmt: skip


def test_a_cell_that_drifted_to_the_last_of_its_rows_is_inferred() -> None:
    assert verdicts(targets(30, 30, 30), project(2)) == [(0, "inferred")] * 3


def test_two_cuts_of_the_same_cost_leave_the_rows_to_nobody() -> None:
    """The first row speaks of the project, the print says the block starts below it: both cost the same."""
    rows = [Target("修缮完成率", Decimal(30)), *targets(30, 30, 30)]
    assert verdicts(rows, project(1, "房屋修缮")) == [NOBODY] * 4
    assert verdicts(targets(30, 30, 30, 30), project(1, "房屋修缮"))[1:] == [(0, "inferred")] * 3


def test_words_of_the_project_tip_the_balance() -> None:
    rows = [Target("房屋修缮完成率", Decimal(30)), Target("房屋修缮质量", Decimal(30)), *targets(30, 30)]
    assert verdicts(rows, project(2, "房屋修缮"))[:3] == [(0, "inferred")] * 3
    assert verdicts(targets(30, 30, 30, 30), project(2, "房屋修缮"))[:3] != [(0, "inferred")] * 3


def test_a_cost_equal_to_the_budget_tips_it_too() -> None:
    rows = targets(30, 30, 30, 30)
    cost = Target(rows[0].name, Decimal(30), Decimal(500_000))
    plain = verdicts(rows, project(1, budget=500_000))
    assert plain[0] == NOBODY
    assert verdicts([cost, *rows[1:]], project(1, budget=500_000))[0] == NOBODY, "one word against one drift: a tie"
    assert verdicts([cost, cost, *rows[2:]], project(2, budget=500_000))[:3] == [(0, "inferred")] * 3


def test_a_lost_weight_is_that_of_the_same_indicator_elsewhere() -> None:
    rows = [Target("台数", Decimal(40)), Target("质量", Decimal(50)), Target("台数", None), Target("质量", Decimal(50))]
    assert verdicts(rows, project(0), project(2, "采购")) == [
        (0, "certain"), (0, "certain"), (1, "inferred"), (1, "inferred")
    ]  # fmt: skip


def test_a_lost_weight_that_nothing_tells_is_not_made_up() -> None:
    rows = [Target("台数", Decimal(40)), Target("质量", Decimal(50)), Target("数目", None), Target("质量", Decimal(50))]
    assert verdicts(rows, project(0), project(2, "采购")) == [(0, "certain"), (0, "certain"), NOBODY, NOBODY]


def test_a_project_at_the_end_without_rows_of_its_own_gets_none() -> None:
    assert verdicts(targets(40, 50), project(0), project(2, "采购")) == [(0, "certain"), (0, "certain")]


def test_a_block_of_ninety_is_taken_as_printed_and_only_inferred() -> None:
    found = attribute(targets(*[10] * 8, 90), [project(0), project(8, "采购")])
    assert [(v.project, v.attribution) for v in found] == [(0, "inferred")] * 8 + [(1, "certain")]
    assert "90" in found[0].reason


def test_rows_beyond_a_full_block_are_nobodys() -> None:
    found = verdicts(targets(40, 50, 20, 30, 45, 45), project(0), project(4, "采购"))
    assert found[:2] == [(0, "inferred")] * 2
    assert found[2:4] == [NOBODY] * 2
    assert found[4:] == [(1, "certain")] * 2


def test_a_full_block_without_a_cell_is_nobodys() -> None:
    found = verdicts(targets(40, 50, 30, 60, 45, 45), project(0), project(4, "采购"))
    assert found[2:4] == [NOBODY] * 2
    assert [p for p, _ in found] == [0, 0, None, None, 1, 1]


def test_without_any_weight_the_print_decides() -> None:
    assert verdicts(targets(None, None, None, None), project(1, execution=None), project(3, "采购", execution=None)) == [
        NOBODY, (0, "certain"), (0, "certain"), (1, "certain")
    ]  # fmt: skip


def test_without_any_project_nothing_is_attributed() -> None:
    assert verdicts(targets(45, 45)) == [NOBODY] * 2
    assert verdicts([], project(0)) == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.none(), st.integers(0, 100)), max_size=14), st.lists(st.integers(0, 14), max_size=5))
def test_every_row_gets_one_verdict_and_a_project_exactly_when_it_is_attributed(
    weights: list[int | None], cells: list[int]
) -> None:
    rows = targets(*weights)
    anchors = [project(min(row, len(rows)), f"项目{n}") for n, row in enumerate(sorted(cells))]
    found = attribute(rows, anchors)
    assert len(found) == len(rows)
    for verdict in found:
        assert (verdict.project is None) == (verdict.attribution == "unattributed")
        assert verdict.project is None or verdict.project < len(anchors)
        assert verdict.reason
    owners = [verdict.project for verdict in found if verdict.project is not None]
    assert owners == sorted(owners), "projects keep the order they are printed in"
