"""What the store keeps, finds and refuses; that a save happens whole or not at all."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import URL, create_engine, event, insert, make_url, text, update

from index import schema
from index.records import FigureFilter, IndicatorFilter
from index.store import Store
from ingest.errors import StoreError, UsageError
from tests.index.builders import ITEMS, PROJECTS, disclosure

# Set to run the same tests on a PostgreSQL server: its tables are dropped first.
POSTGRES = os.environ.get("TEST_POSTGRES_URL")


@pytest.fixture(
    params=[
        "sqlite",
        pytest.param(
            "postgresql", marks=pytest.mark.skipif(not POSTGRES, reason="TEST_POSTGRES_URL names no PostgreSQL server")
        ),
    ]
)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/store.db"
    return _postgres_of_this_worker(make_url(POSTGRES or ""))


def _postgres_of_this_worker(server: URL) -> str:
    """The address of an empty database; tests that run side by side have one each."""
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker:
        name = f"budgetqa_test_{worker}"
        engine = create_engine(server, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            if not connection.execute(text("SELECT 1 FROM pg_database WHERE datname = :name"), {"name": name}).scalar():
                connection.execute(text(f"CREATE DATABASE {name}"))
        engine.dispose()
        server = server.set(database=name)
    engine = create_engine(server)
    schema.metadata.drop_all(engine)
    engine.dispose()
    return server.render_as_string(hide_password=False)


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    opened = Store(url)
    yield opened
    opened.close()


def everything(store: Store) -> object:
    names = [record.name for record in store.documents()]
    return (
        store.documents(),
        store.figures(blanks=True),
        store.indicators(),
        store.passages(),
        store.labels(),
        [store.tables(name) for name in names],
        [store.checks(name) for name in names],
        store.revision(),
    )


def test_what_is_saved_is_found_again(store: Store):
    saved = disclosure()
    assert store.save(saved, source="a/预算.txt") == "stored"
    assert store.figures(blanks=True) == list(saved.figures)
    assert store.indicators() == list(saved.indicators)
    assert store.passages() == list(saved.passages)
    assert store.tables(saved.document) == list(saved.tables)
    assert store.table(saved.document, 2) == saved.tables[1]
    assert store.checks(saved.document) == list(saved.checks)
    assert store.figure(saved.figures[1].id) == saved.figures[1]


def test_document_record_is_the_contracts(store: Store):
    store.save(disclosure(), source="a/预算.txt")
    (record,) = store.documents()
    assert record.to_json() == {
        "document": "刑警支队预算.txt",
        "organization": "某市刑警支队",
        "level": "unit",
        "fiscal_year": 2024,
        "basis": "budget",
        "pages": None,
        "tables": 2,
        "figures": 5,
        "indicators": 2,
        "proven_share": 0.6,
        "warnings": ["第 1 表的一行已对齐"],
    }
    assert record.source == "a/预算.txt"
    assert record.proven_share == Decimal("0.6")


def test_blank_cells_are_left_out_unless_asked_for(store: Store):
    store.save(disclosure(), source="a")
    assert [f.label for f in store.figures(blanks=True) if f.amount is None] == ["公务接待费"]
    assert all(f.amount is not None for f in store.figures())


@pytest.mark.parametrize(
    ("wanted", "labels"),
    [
        (FigureFilter(labels=("住房公积金", "执法办案")), ["执法办案", "住房公积金"]),
        (FigureFilter(label_contains="dna"), ["DNA检验数据耗材经费"]),
        (FigureFilter(codes=("2080505",)), ["机关事业单位基本养老保险缴费支出"]),
        (FigureFilter(code_prefix="2"), ["执法办案", "机关事业单位基本养老保险缴费支出", "住房公积金"]),
        (FigureFilter(tables=("project_performance",)), ["DNA检验数据耗材经费", "嫌疑人押送经费"]),
        (FigureFilter(tables=("绩效",)), ["DNA检验数据耗材经费", "嫌疑人押送经费"]),
        (FigureFilter(tables=("general_public",)), []),
        (FigureFilter(measure_contains="项目支出", labels=("住房公积金",)), ["住房公积金"]),
        (FigureFilter(measure_contains="2024年", tables=("绩效",)), ["DNA检验数据耗材经费", "嫌疑人押送经费"]),
        (FigureFilter(proofs=("proven",), label_contains="住房"), ["住房公积金"]),
        (FigureFilter(proofs=("contested",)), []),
        (FigureFilter(sources=("narrative",)), []),
        (FigureFilter(years=(2023,)), []),
        (FigureFilter(organizations=("某市刑警支队",), years=(2024,), label_contains="押送"), ["嫌疑人押送经费"]),
        (FigureFilter(documents=("别的.txt",)), []),
        (FigureFilter(label_contains="%"), []),
        (FigureFilter(label_contains="_"), []),
        (FigureFilter(label_contains="' OR 1=1 --"), []),
    ],
)
def test_figures_by_filter(store: Store, wanted: FigureFilter, labels: list[str]):
    store.save(disclosure(), source="a")
    assert [figure.label for figure in store.figures(wanted)] == labels


def test_indicators_by_filter(store: Store):
    store.save(disclosure(), source="a")
    assert [x.project for x in store.indicators(IndicatorFilter(project_contains="DNA"))] == ["DNA检验数据耗材经费"]
    assert [x.project_code for x in store.indicators(IndicatorFilter(project_codes=("P2",), years=(2024,)))] == ["P2"]
    assert store.indicators(IndicatorFilter(attributions=("unattributed",))) == []
    assert store.indicators(IndicatorFilter(organizations=("别的单位",))) == []


@pytest.mark.parametrize("amount", ["0.01", "99999999999999999.99", "-12.345678", "0.1"])
def test_amounts_stay_exact(store: Store, amount: str):
    saved = disclosure()
    figures = (replace(saved.figures[0], amount=Decimal(amount)), *saved.figures[1:])
    store.save(replace(saved, figures=figures), source="a")
    found = store.figure(figures[0].id)
    assert found is not None
    assert found.amount == Decimal(amount)


def test_same_file_twice_changes_nothing(store: Store):
    store.save(disclosure(), source="a/预算.txt")
    before = everything(store)
    assert store.save(disclosure(), source="a/预算.txt") == "unchanged"
    assert everything(store) == before


def test_same_content_from_another_folder_changes_nothing(store: Store):
    store.save(disclosure(), source="2023/刑警支队预算.txt")
    before = everything(store)
    assert store.save(disclosure(), source="2024/刑警支队预算.txt") == "unchanged"
    assert everything(store) == before


def test_changed_file_replaces_what_it_said(store: Store):
    store.save(disclosure(), source="a")
    changed = disclosure(content="v2", items=ITEMS[:1], projects=PROJECTS[:1])
    assert store.save(changed, source="a") == "replaced"
    assert store.figures(blanks=True) == list(changed.figures)
    assert store.passages() == list(changed.passages)
    assert [record.sha256 for record in store.documents()] == [changed.sha256]
    assert not [label for label in store.labels() if label.text in {"住房公积金", "嫌疑人押送经费"}]


@pytest.mark.parametrize("same_ids", [False, True])
def test_two_folders_with_files_of_one_name_stand_side_by_side(store: Store, same_ids: bool):
    first, second, third = (disclosure(content=f"v{i}", year=2022 + i, same_ids=same_ids) for i in range(3))
    assert store.save(first, source="2022/刑警支队预算.txt") == "stored"
    assert store.save(second, source="x/2023/刑警支队预算.txt") == "stored"
    assert store.save(third, source="y/2023/刑警支队预算.txt") == "stored"
    names = ["2023/刑警支队预算 (2).txt", "2023/刑警支队预算.txt", "刑警支队预算.txt"]
    assert [record.name for record in store.documents()] == names
    for name, year in zip(names, (2024, 2023, 2022), strict=True):
        figures = store.figures(FigureFilter(documents=(name,)), blanks=True)
        assert {figure.fiscal_year for figure in figures} == {year}
        ids = {figure.id for figure in figures}
        (check,) = store.checks(name)
        assert {check.total, *check.parts} <= ids
        assert {passage.document for passage in store.passages(documents=[name])} == {name}
    assert len({figure.id for figure in store.figures(blanks=True)}) == 3 * 6
    # Each is still known by where it came from.
    assert store.save(second, source="x/2023/刑警支队预算.txt") == "unchanged"
    assert store.save(replace(second, sha256="new"), source="x/2023/刑警支队预算.txt") == "replaced"
    assert [record.name for record in store.documents()] == names


def test_a_corrected_version_lives_beside_the_first(store: Store):
    """Same organisation, year, basis and level, published again under another name."""
    first = disclosure("预算.txt")
    corrected = disclosure("预算（更正）.txt", content="v2", items=(("2040220", "执法办案", "120.00"),))
    assert first.facts == corrected.facts
    assert [store.save(d, source=f"a/{d.document}") for d in (first, corrected)] == ["stored", "stored"]
    printed = {f.document: f.text for f in store.figures() if f.label == "执法办案"}
    assert printed == {"预算.txt": "100.00", "预算（更正）.txt": "120.00"}
    store.remove("预算.txt")
    assert [record.name for record in store.documents()] == ["预算（更正）.txt"]


def test_department_and_unit_of_one_organisation_stay_apart(store: Store):
    unit = disclosure("单位预算.txt")
    department = disclosure("部门预算.txt", content="v2")
    department = replace(department, facts=replace(department.facts, level="department"))
    for each in (unit, department):
        store.save(each, source=f"a/{each.document}")
    assert {record.name: record.to_json()["level"] for record in store.documents()} == {
        "单位预算.txt": "unit",
        "部门预算.txt": "department",
    }


def test_different_names_with_the_same_ids_do_not_collide(store: Store):
    store.save(disclosure("a.txt", same_ids=True), source="a.txt")
    store.save(disclosure("b.txt", content="v2", same_ids=True), source="b.txt")
    assert len({figure.id for figure in store.figures(blanks=True)}) == 12


@pytest.mark.parametrize("table", ["tables", "figures", "indicators", "passages", "checks", "labels", "label_uses"])
@pytest.mark.parametrize("kind", ["new", "replacing"])
def test_failure_at_any_table_leaves_the_store_as_it_was(store: Store, table: str, kind: str):
    store.save(disclosure(), source="a")
    before = everything(store)

    def fail(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith(f"INSERT INTO {table} "):
            raise KeyboardInterrupt

    event.listen(store._engine, "before_cursor_execute", fail)
    coming = disclosure("b.txt" if kind == "new" else "刑警支队预算.txt", content="v2", items=(("9", "新科目", "1"),))
    with pytest.raises(KeyboardInterrupt):
        store.save(coming, source="b" if kind == "new" else "a")
    event.remove(store._engine, "before_cursor_execute", fail)
    assert everything(store) == before
    assert store.save(coming, source="b" if kind == "new" else "a") == ("stored" if kind == "new" else "replaced")


def test_failure_before_the_commit_leaves_the_store_as_it_was(store: Store):
    before = everything(store)

    def fail(_change: object) -> None:
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        store.write(disclosure(), source="a", before_commit=fail)
    assert everything(store) == before


def test_removed_document_leaves_nothing_behind(store: Store):
    empty = everything(store)[:-1]  # type: ignore[index]
    store.save(disclosure(), source="a")
    store.remove("刑警支队预算.txt")
    assert everything(store)[:-1] == empty  # type: ignore[index]


def test_removing_keeps_the_names_others_still_print(store: Store):
    store.save(disclosure("a.txt", content="a"), source="a.txt")
    store.save(disclosure("b.txt", content="b", items=ITEMS[:1]), source="b.txt")
    store.remove("a.txt")
    items = {label.text: label.uses for label in store.labels() if label.kind == "item"}
    assert items["执法办案"] == 1
    assert "住房公积金" not in items


def test_unknown_document_or_table_is_named(store: Store):
    store.save(disclosure(), source="a")
    with pytest.raises(StoreError, match=r"no document 'x.txt'.*刑警支队预算"):
        store.remove("x.txt")
    with pytest.raises(StoreError, match=r"table 9 of a document '刑警支队预算.txt'"):
        store.table("刑警支队预算.txt", 9)
    assert store.figure("nowhere") is None
    assert store.tables("x.txt") == []


def test_labels_are_distinct_and_counted_by_document(store: Store):
    store.save(disclosure("a.txt", content="a"), source="a.txt")
    store.save(disclosure("b.txt", content="b", items=(("2210201", "住房公积金", "1"),)), source="b.txt")
    uses = {(label.kind, label.text): label.uses for label in store.labels()}
    assert uses["item", "住房公积金"] == 2
    assert uses["table", "一般公共预算支出表"] == 2
    assert uses["indicator", "保障DNA检次数"] == 2
    assert uses["project", "嫌疑人押送经费"] > 0
    assert ("measure", "项目支出") in uses
    assert ("item", "执法办案") not in {(label.kind, label.text) for label in store.labels(["b.txt"])}
    assert store.labels([]) == []


def test_twenty_readers_and_a_writer_at_once(store: Store):
    store.save(disclosure(), source="a")

    def read(_: int) -> int:
        return len(store.figures(FigureFilter(documents=("刑警支队预算.txt",)), blanks=True))

    def write(i: int) -> str:
        return store.save(disclosure(f"{i}.txt", content=str(i)), source=f"{i}.txt")

    with ThreadPoolExecutor(24) as pool:
        written = [pool.submit(write, i) for i in range(4)]
        assert set(pool.map(read, range(60))) == {6}
        assert [job.result() for job in written] == ["stored"] * 4


def test_store_of_another_schema_is_refused(url: str):
    store = Store(url)
    with store._engine.begin() as connection:
        connection.execute(update(schema.store_info).values(version=schema.SCHEMA_VERSION + 1))
    store.close()
    with pytest.raises(StoreError, match="newer budgetqa"):
        Store(url)


def test_another_programs_database_is_refused_and_left_alone(tmp_path: Path):
    with sqlite3.connect(tmp_path / "other.db") as connection:
        connection.execute("CREATE TABLE documents (mine TEXT)")
    with pytest.raises(StoreError, match="another program's"):
        Store(f"sqlite:///{tmp_path}/other.db")
    with sqlite3.connect(tmp_path / "other.db") as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("documents",)]


def test_file_that_is_no_database_is_refused(tmp_path: Path):
    (tmp_path / "x.db").write_bytes(b"not a database at all" * 100)
    with pytest.raises(StoreError, match="not a database"):
        Store(f"sqlite:///{tmp_path}/x.db")


@pytest.mark.parametrize("address", ["nonsense", "mysql://host/db", "sqlite://"])
def test_address_that_cannot_be_is_refused(address: str):
    with pytest.raises(UsageError, match="database_url"):
        Store(address)


def test_store_keeps_its_promises_to_the_database(tmp_path: Path):
    store = Store(f"sqlite:///{tmp_path}/new/folder/store.db")
    with store._engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    with pytest.raises(Exception, match="FOREIGN KEY"), store._engine.begin() as connection:
        connection.execute(insert(schema.tables).values(document="nobody", number=1, title="", kind="", body={}))
    store.close()


def test_many_can_open_a_new_store_at_once(url: str):
    with ThreadPoolExecutor(8) as pool:
        stores = list(pool.map(lambda _: Store(url), range(8)))
    assert stores[0].save(disclosure(), source="a") == "stored"
    assert {len(store.documents()) for store in stores} == {1}
    for store in stores:
        store.close()
