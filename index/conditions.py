"""What a filter asks for, as conditions of SQL. Pure functions: every value is a bound parameter, every column one of ours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, or_
from sqlalchemy.sql.elements import ColumnElement

from index.records import FigureFilter, IndicatorFilter
from index.schema import documents, figures, indicators


def figure_conditions(wanted: FigureFilter) -> list[ColumnElement[bool]]:
    c = figures.c
    found = _any_of(
        (c.document, wanted.documents),
        (c.organization, wanted.organizations),
        (c.fiscal_year, wanted.years),
        (c.label, wanted.labels),
        (c.code, wanted.codes),
        (c.proof, wanted.proofs),
        (c.source, wanted.sources),
    )
    if wanted.tables:
        titles = [c.table_title.icontains(text, autoescape=True) for text in wanted.tables]
        found.append(or_(c.table_kind.in_(wanted.tables), *titles))
    if wanted.label_contains:
        found.append(c.label.icontains(wanted.label_contains, autoescape=True))
    if wanted.code_prefix:
        found.append(c.code.startswith(wanted.code_prefix, autoescape=True))
    if wanted.measure_contains:
        found.append(c.measure_words.icontains(wanted.measure_contains, autoescape=True))
    return found


def indicator_conditions(wanted: IndicatorFilter) -> list[ColumnElement[bool]]:
    c = indicators.c
    found = _any_of(
        (c.document, wanted.documents),
        (documents.c.organization, wanted.organizations),
        (documents.c.fiscal_year, wanted.years),
        (c.project, wanted.projects),
        (c.project_code, wanted.project_codes),
        (c.attribution, wanted.attributions),
    )
    if wanted.project_contains:
        found.append(c.project.icontains(wanted.project_contains, autoescape=True))
    if wanted.label_contains:
        found.append(c.level3.icontains(wanted.label_contains, autoescape=True))
    return found


def _any_of(*pairs: tuple[ColumnElement[Any], Sequence[Any]]) -> list[ColumnElement[bool]]:
    return [and_(column.in_(values)) for column, values in pairs if values]
