"""Stores of an earlier schema are brought up to date when they are opened, whole or not at all. Nothing is read from the files again."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Final

from sqlalchemy import Connection, Engine, bindparam, select, text, update

from index import schema
from index.rows import amount_key
from index.schema import figures, store_info

_CHUNK: Final = 5000


def _to_4(connection: Connection) -> None:
    """Amounts get the text they are sorted by."""
    if connection.dialect.name == "postgresql":
        connection.execute(text('ALTER TABLE figures ADD COLUMN amount_key TEXT COLLATE "C"'))
        for name in ("label", "measure"):
            connection.execute(text(f'ALTER TABLE figures ALTER COLUMN {name} TYPE TEXT COLLATE "C"'))
    else:
        connection.execute(text("ALTER TABLE figures ADD COLUMN amount_key TEXT"))
    found = connection.execute(select(figures.c.id, figures.c.amount, figures.c.unit)).all()
    keys = [
        {"of": identity, "key": key}
        for identity, amount, unit in found
        if (key := amount_key(None if amount is None else Decimal(amount), unit)) is not None
    ]
    change = update(figures).where(figures.c.id == bindparam("of")).values(amount_key=bindparam("key"))
    for start in range(0, len(keys), _CHUNK):
        connection.execute(change, keys[start : start + _CHUNK])
    for index in schema.BY_AMOUNT:
        index.create(connection)


UPGRADES: Final[dict[int, Callable[[Connection], None]]] = {3: _to_4}
"""From each schema that can still be read to the next."""


def upgrade(engine: Engine, version: int, **options: bool) -> int:
    """Bring a store from a schema of `UPGRADES` to the newest one that leads from it; the version it then has."""
    with engine.connect().execution_options(**options) as connection, connection.begin():
        # Whoever comes second finds it done.
        version = int(connection.execute(select(store_info.c.version).with_for_update()).scalar_one())
        while version in UPGRADES:
            UPGRADES[version](connection)
            version += 1
            connection.execute(update(store_info).values(version=version))
    return version
