"""Long lists of figures: counted, ordered and cut by the database, the same in SQLite and PostgreSQL; older stores brought up to date."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine, text

from index import schema
from index.records import FigureFilter, FigureOrder
from index.rows import amount_key
from index.store import Store
from tests.index.builders import disclosure
from tests.index.test_store import store, url

__all__ = ["store", "url"]

MONEY = st.decimals(min_value="-1e20", max_value="1e20", allow_nan=False, allow_infinity=False, places=8)


@given(MONEY, MONEY)
def test_the_key_sorts_as_the_amount_does(one: Decimal, other: Decimal) -> None:
    first, second = amount_key(one, "元"), amount_key(other, "元")
    assert first is not None
    assert second is not None
    assert (first < second, first == second) == (one < other, one == other)


def test_a_percentage_a_blank_and_a_head_count_are_no_money() -> None:
    assert amount_key(Decimal("12.5"), "%") is None
    assert amount_key(Decimal(12), "人") is None
    assert amount_key(None, "万元") is None
    assert amount_key(Decimal("1e40"), "元") == amount_key(Decimal("1e30"), "元")


ITEMS = (
    ("1", "乙", "9.00"),
    ("2", "甲", "100.00"),
    ("3", "丙", "-5.00"),
    ("4", "丁", ""),
    ("5", "戊", "0.00"),
    ("6", "乙", "10.00"),
)


@pytest.fixture
def filled(store: Store) -> Store:
    store.save(disclosure("甲.txt", items=ITEMS, projects=()), source="甲.txt")
    store.save(disclosure("乙.txt", content="v2", organization="另一局", items=ITEMS[:2], projects=()), source="乙.txt")
    return store


@pytest.mark.parametrize(
    ("order", "texts"),
    [
        ("printed", ["9.00", "100.00", "-5.00", "0.00", "10.00"]),
        ("largest", ["100.00", "10.00", "9.00", "0.00", "-5.00"]),
        ("smallest", ["-5.00", "0.00", "9.00", "10.00", "100.00"]),
        ("name", ["-5.00", "9.00", "10.00", "0.00", "100.00"]),
    ],
)
def test_figures_come_in_the_order_asked_for_and_blanks_never(
    filled: Store, order: FigureOrder, texts: list[str]
) -> None:
    wanted = FigureFilter(documents=("甲.txt",))
    assert [f.text for f in filled.figure_page(wanted, order=order, limit=10)] == texts
    assert [f.text for f in filled.each_figure(wanted, order=order)] == texts
    assert [f.text for f in filled.figure_page(wanted, order=order, limit=2, offset=1)] == texts[1:3]
    assert filled.figure_page(wanted, order=order, limit=2, offset=9) == []


@pytest.mark.parametrize(
    ("wanted", "number"),
    [
        (None, 7),
        (FigureFilter(documents=("乙.txt",)), 2),
        (FigureFilter(documents=("none.txt",)), 0),
        (FigureFilter(label_contains="乙"), 3),
        (FigureFilter(organizations=("另一局",), label_contains="乙"), 1),
        (FigureFilter(label_contains="' OR 1=1 --"), 0),
        (FigureFilter(label_contains="%"), 0),
    ],
)
def test_as_many_are_counted_as_are_listed(filled: Store, wanted: FigureFilter | None, number: int) -> None:
    assert filled.count_figures(wanted) == number
    assert len(filled.figures(wanted)) == number
    assert len(filled.figure_page(wanted, limit=100)) == number


def test_an_empty_store_lists_nothing(store: Store) -> None:
    assert store.count_figures() == 0
    assert list(store.each_figure(order="largest")) == []


def test_a_store_of_the_schema_before_is_brought_up_to_date(url: str) -> None:
    store = Store(url)
    store.save(disclosure(items=ITEMS, projects=()), source="a")
    before = store.figure_page(order="largest", limit=10)
    store.close()
    engine = create_engine(url)
    with engine.begin() as connection:
        for index in schema.BY_AMOUNT:
            index.drop(connection, checkfirst=True)
        connection.execute(text("ALTER TABLE figures DROP COLUMN amount_key"))
        connection.execute(text("UPDATE store_info SET version = 3"))
    engine.dispose()
    for _ in range(2):
        opened = Store(url)
        assert opened.figure_page(order="largest", limit=10) == before
        opened.close()
