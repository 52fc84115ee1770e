"""Errors put in on purpose: what may be changed, and that the audit names nearly all of it on a budget that balances."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from eval.mutations import KINDS, Kind, Outcome, mutate
from ingest.disclosure import build_disclosure
from ingest.model import Disclosure, Source
from ingest.readers.text import read_text
from tests.ingest.audit.budgets import WHOLE


@pytest.fixture(scope="module")
def clean() -> tuple[Source, Disclosure]:
    # Cells printed empty at the end of a row, as exports with their columns whole have them.
    text = WHOLE.replace("100.00\t100.00\n", "100.00\t100.00\t\n").replace("50.00\t50.00\n", "50.00\t50.00\t\n")
    source = read_text(text.encode(), "某局.txt")
    return source, build_disclosure(source, "0")


def run(clean: tuple[Source, Disclosure], count: int, kinds: Sequence[Kind] = KINDS) -> list[Outcome]:
    return list(mutate(*clean, count, 7, kinds))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_error_is_put_in(clean: tuple[Source, Disclosure], kind: Kind) -> None:
    assert {outcome.kind for outcome in run(clean, 4, (kind,))} == {kind}


def test_the_same_seed_draws_the_same_errors(clean: tuple[Source, Disclosure]) -> None:
    assert run(clean, 8) == run(clean, 8)


def test_nearly_all_errors_are_named_where_they_are(clean: tuple[Source, Disclosure]) -> None:
    outcomes = run(clean, 120)
    missed = [outcome for outcome in outcomes if not outcome.named]
    assert len(outcomes) == 120
    assert len(missed) <= 3, missed


def test_a_document_that_prints_nothing_testable_has_no_mutation() -> None:
    source = read_text("2025年部门预算\n支出表\n单位：万元\n科目\t预算数\n办公费\t1.00\n".encode(), "a.txt")
    assert list(mutate(source, build_disclosure(source, "0"), 5, 1)) == []
