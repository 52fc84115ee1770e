"""Derivations are parsed and given to the calculators; what is no arithmetic is said to be none."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from eval.tatqa import execute
from eval.tatqa_command import measure

REAL = Path(__file__).resolve().parents[2].parent / "shared" / "external" / "tatqa_dataset_dev.json"


@pytest.mark.parametrize(
    ("derivation", "answer", "scale", "calculators"),
    [
        ("44.1-56.7", "-12.6", "million", ("difference",)),
        ("(680-774)/774", "-12.14", "percent", ("growth",)),
        ("[(166+178)/2] - [(57+44)/2]", "121.5", "million", ("mean", "mean", "difference")),
        ("2,664/909", "2.93", "", ("share",)),
        ("$1,200+300", "1500", "", ("sum",)),
        ("3 + (13) + 26", "16", "", ("sum",)),
        ("1,027/11%", "9336.36", "", ("share",)),
        ("4.00% - 1.90%", "2.1", "percent", ("difference",)),
        ("60.3 million + 32,137 thousand", "92437", "thousand", ("sum",)),
    ],
)
def test_derivations(derivation: str, answer: str, scale: str, calculators: tuple[str, ...]) -> None:
    outcome = execute("?", derivation, answer, scale)
    assert outcome.right, outcome.reason
    assert outcome.calculators == calculators


def test_a_wrong_answer_is_told_with_what_comes_out() -> None:
    outcome = execute("?", "10-4", "7")
    assert (outcome.right, outcome.value) == (False, Decimal(6))
    assert "10-4 is 6.0000, printed is 7" in outcome.reason


@pytest.mark.parametrize("text", ["", "a+b", "__import__('os')", "1/0", "5-5/0", "(1", "2**9", "1;2"])
def test_what_is_no_arithmetic_is_never_run(text: str) -> None:
    outcome = execute("?", text, "1")
    assert not outcome.right and outcome.value is None and outcome.reason


@pytest.mark.shared
@pytest.mark.skipif(not REAL.is_file(), reason=f"the data set is not at {REAL}")
def test_the_real_derivations_come_out() -> None:
    told = measure(REAL)
    assert told["derivations"] == 718 and told["right"] >= 0.98 * 718
