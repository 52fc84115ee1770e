"""What every reader's result must be: storable text, tables of possible width; what is fine stays the very same."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from ingest.amounts import MAX_DIGITS, parse_number
from ingest.model import Cell, Grid, GridRow, Source, TextLine
from ingest.readers import sound as room
from ingest.readers.sound import sound


def test_what_cannot_be_printed_or_stored_goes_and_the_rest_stays() -> None:
    row = GridRow((Cell("公\0安"), Cell("1\x1b[31m2.00"), Cell("两\n行\t　")), line=2)
    source = Source("a", (TextLine("预\ud800算", line=1), Grid((row,)), TextLine("\0\x01", line=3)), warnings=("x\0",))
    found = sound(source)
    assert [b.text for b in found.blocks if isinstance(b, TextLine)] == ["预算"]
    assert [r.texts for b in found.blocks if isinstance(b, Grid) for r in b.rows] == [
        ("公安", "1[31m2.00", "两\n行\t　")
    ]
    assert found.warnings == ("x",)


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Z"])))
def test_printed_text_is_never_touched(text: str) -> None:
    block = Grid((GridRow((Cell(text), Cell("\t\n"))),))
    source = Source("a", (TextLine(text), block))
    assert sound(source) == source
    assert sound(source).blocks[1] is block


def test_a_row_wider_than_any_table_is_left_out_and_named() -> None:
    wide = room.MAX_COLUMNS + 1
    narrow = GridRow((Cell("公安"), Cell("1.00")), line=8)
    grid = Grid((GridRow((Cell("1"),) * wide, line=7), narrow))
    alone = Grid((GridRow((Cell("1"),) * wide, page=3),))
    found = sound(Source("a", (grid, alone)))
    assert found.blocks == (Grid((narrow,)),)
    assert found.warnings == ("line 7, page 3: rows of over 1,000 cells, not read",)
    allowed = Source("a", (Grid((GridRow((Cell("1"),) * room.MAX_COLUMNS),)),))
    assert sound(allowed) == allowed


def test_a_number_too_long_to_add_up_exactly_is_no_amount() -> None:
    assert parse_number("9" * MAX_DIGITS) == Decimal("9" * MAX_DIGITS)
    assert parse_number("9" * (MAX_DIGITS + 1)) is None
    assert parse_number("9" * 1_000_000) is None
