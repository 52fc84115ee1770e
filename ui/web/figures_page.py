"""The figures page as HTML: a form that narrows, a sorted table, a page of it at a time, and the way to the exports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from index.records import FigureOrder
from ingest.amounts import UNITS, print_yuan
from ingest.model import Figure
from ui.plain_answer import place_text
from ui.web.evidence import proof_badge
from ui.web.markup import NOTHING, Markup, esc, join, tag
from ui.web.scope import organizations, years
from ui.web.text import Words

if TYPE_CHECKING:
    from index import DocumentRecord

PAGE: Final = 50
SORTS: Final[tuple[FigureOrder, ...]] = ("printed", "largest", "smallest", "name")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a visitor asked to see, as the address has it; what is empty does not narrow."""

    document: str = ""
    org: str = ""
    year: str = ""
    table: str = ""
    label: str = ""
    code: str = ""
    measure: str = ""
    proof: str = ""
    sort: str = "printed"
    page: str = "1"

    def query(self, *leave: str) -> str:
        """The address's query, without what is empty or as it always is."""
        said = {f.name: getattr(self, f.name) for f in fields(self) if f.name not in leave}
        return urlencode(
            {
                name: value
                for name, value in said.items()
                if value and value != Wanted.__dataclass_fields__[name].default
            }
        )


def page_number(asked: str, total: int) -> int:
    """The page that an address asks for, from 1; the nearest there is where it asks for none or one beyond."""
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 1
    return min(max(number, 1), max(-(-total // PAGE), 1))


def figures_html(
    wanted: Wanted, shown: Sequence[Figure], total: int, records: Sequence[DocumentRecord], problem: str, said: Words
) -> Markup:
    """The page: the form, then the figures `shown` of the `total` that fit, or the `problem` with the choice."""
    if not records:
        link = tag("a", esc(said["empty_store_how"]), href="documents")
        return tag("p", Markup(esc(said["empty_store"]) + " " + link), class_="card")
    parts = [_form(wanted, records, said)]
    if problem:
        parts.append(tag("p", esc(problem), class_="card problem", role="alert"))
    elif not shown:
        parts.append(tag("p", esc(said["no_figures"]), class_="card"))
    else:
        parts.append(_results(wanted, shown, total, said))
    return join(parts)


def _form(wanted: Wanted, records: Sequence[DocumentRecord], said: Words) -> Markup:
    every = ("", said["all"])
    chosen = [
        _select("document", said["document"], [every, *((r.name, r.name) for r in records)], wanted.document),
        _select("org", said["organization"], [every, *((o, o) for o in organizations(records))], wanted.org),
        _select("year", said["year"], [every, *((str(y), str(y)) for y in years(records))], wanted.year),
        _text("label", said["item"], wanted.label),
        _text("measure", said["column"], wanted.measure),
        _text("table", said["table"], wanted.table),
        _text("code", said["code"], wanted.code, hint="204*"),
        _select("proof", said["proof"], [every, *((p, said[p]) for p in ("proven", "unproven", "contested"))], wanted.proof),
        _select("sort", said["sort"], [(s, said[f"sort_{s}"]) for s in SORTS], wanted.sort),
    ]  # fmt: skip
    buttons = Markup(
        tag("button", esc(said["show"]), type="submit", class_="primary")
        + tag("a", esc(said["reset"]), href="figures", class_="plain")
    )
    return tag(
        "form",
        Markup(join(chosen) + tag("div", buttons, class_="buttons")),
        class_="card filters",
        method="get",
        action="figures",
        role="search",
    )


def _select(name: str, label: str, choices: Sequence[tuple[str, str]], chosen: str) -> Markup:
    options = [tag("option", esc(shown), value=value, selected=value == chosen) for value, shown in choices]
    field = tag("select", join(options), name=name)
    return tag("label", Markup(tag("span", esc(label)) + field))


def _text(name: str, label: str, value: str, hint: str = "") -> Markup:
    field = tag(
        "input", type="text", name=name, value=value, placeholder=hint or None, maxlength=200, autocomplete="off"
    )
    return tag("label", Markup(tag("span", esc(label)) + field))


def _results(wanted: Wanted, shown: Sequence[Figure], total: int, said: Words) -> Markup:
    last = -(-total // PAGE)
    number = page_number(wanted.page, total)
    query = wanted.query("page")
    exports = [
        tag(
            "a",
            esc(said[f"export_{form}"]),
            href=f"api/figures?{query}{'&' if query else ''}format={form}",
            download=f"figures.{form}",
            class_="plain",
        )
        for form in ("csv", "xlsx")
    ]
    count = tag("h2", esc(said["figures_found"].format(n=f"{total:,}")))
    heads = ("item", "column", "printed", "amount_yuan", "proof", "table", "place")
    head = tag(
        "tr",
        join(
            [
                tag("th", esc(said[h]), scope="col", class_="number" if h in ("printed", "amount_yuan") else None)
                for h in heads
            ]
        ),
    )
    rows = [_row(figure, said) for figure in shown]
    table = tag(
        "table", Markup(tag("thead", head) + tag("tbody", join(rows))), class_="list", aria_label=said["go_figures"]
    )
    turn = _turner(wanted, number, last, said) if last > 1 else NOTHING
    return Markup(
        tag("div", Markup(count + tag("p", join(exports, " "), class_="tools")), class_="above")
        + tag("div", table, class_="card flush")
        + turn
    )


def _row(figure: Figure, said: Words) -> Markup:
    above = " › ".join(figure.path[:-1])
    item = tag("a", esc(figure.label or said["unnamed"]), href=f"figure?{urlencode({'id': figure.id})}")
    details = " · ".join(part for part in (figure.code or "", above) if part)
    whose = " · ".join(str(p) for p in (figure.organization, figure.fiscal_year) if p)
    money = figure.amount is not None and figure.unit in UNITS
    cells = [
        ("item", Markup(item + (tag("div", esc(details), class_="quiet") if details else "")), None),
        ("column", esc(" › ".join(figure.measure_path)), None),
        ("printed", esc(f"{figure.text.strip()} {figure.unit}".strip()), "number"),
        (
            "amount_yuan",
            esc(print_yuan(figure.amount) if money and figure.amount is not None else said["none_short"]),
            "number",
        ),
        ("proof", proof_badge(figure.proof, said), None),
        ("table", esc(figure.table or said["sentence"]), None),
        (
            "place",
            Markup(
                esc(place_text(figure.page, figure.line, said))
                + tag("div", esc(whose or figure.document), class_="quiet")
            ),
            None,
        ),
    ]
    return tag(
        "tr", join([tag("td", tag("div", content), data_name=said[name], class_=kind) for name, content, kind in cells])
    )


def _turner(wanted: Wanted, number: int, last: int, said: Words) -> Markup:
    def link(to: int, word: str, relation: str) -> Markup:
        if not 1 <= to <= last:
            return tag("span", esc(said[word]), class_="plain off", aria_disabled="true")
        return tag(
            "a", esc(said[word]), href=f"figures?{replace(wanted, page=str(to)).query()}", rel=relation, class_="plain"
        )

    here = esc(said["page_of"].format(n=number, last=last))
    return tag(
        "nav",
        Markup(link(number - 1, "previous", "prev") + " " + here + " " + link(number + 1, "next", "next")),
        class_="turner",
        aria_label=said["pages"],
    )
