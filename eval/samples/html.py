"""A disclosure as one HTML page with real merged cells.

Does: escape every text, mark headings and header cells, keep amounts as printed. Does not: load anything from outside.
"""

from __future__ import annotations

from html import escape

from eval.samples.layout import Placed, lay_out
from eval.samples.spec import DisclosureSpec, TableSpec
from eval.samples.text import unit_line

_STYLE = """body { font-family: sans-serif; margin: 2em auto; max-width: 70em; padding: 0 1em; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid #555; padding: .2em .4em; vertical-align: middle; }
th { background: #eee; font-weight: normal; }
td.amount { text-align: right; white-space: nowrap; }
tr.total { font-weight: bold; }
p.unit { text-align: right; margin: 0; }
.scroll { overflow-x: auto; }"""


def render_html(spec: DisclosureSpec) -> bytes:
    """The page as UTF-8 bytes."""
    cover = spec.cover
    parts = [
        "<!DOCTYPE html>",
        '<html lang="zh-CN">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(cover.organization)} {escape(cover.title)}</title>",
        f"<style>\n{_STYLE}\n</style>",
        "</head>",
        "<body>",
        f"<h1>{escape(cover.title)}</h1>",
        f"<p>{escape(cover.printed_organization)}</p>",
        f"<p>{escape(cover.printed_date)}</p>",
    ]
    for table in spec.printed_tables:
        parts += _table(table)
    if spec.narrative and spec.narrative_title:
        parts.append(f"<h2>{escape(spec.narrative_title)}</h2>")
    for section in spec.narrative:
        parts.append(f"<h3>{escape(section.heading)}</h3>")
        parts += [f"<p>{escape(paragraph)}</p>" for paragraph in section.paragraphs]
    parts += ["</body>", "</html>", ""]
    return "\n".join(parts).encode()


def _table(table: TableSpec) -> list[str]:
    layout = lay_out(table)
    rows: list[list[Placed]] = [[] for _ in range(layout.height)]
    for item in layout.placed:
        rows[item.row].append(item)
    parts = [f"<h2>{escape(table.title)}</h2>", f'<p class="unit">{escape(unit_line(table.unit))}</p>']
    parts += ['<div class="scroll">', "<table>", "<thead>"]
    parts += [_row(row, table, header=True) for row in rows[: layout.header_rows]]
    parts += ["</thead>", "<tbody>"]
    parts += [_row(row, table, header=False) for row in rows[layout.header_rows :]]
    parts += ["</tbody>", "</table>", "</div>"]
    return [*parts, f"<p>{escape(table.note)}</p>"] if table.note else parts


def _row(row: list[Placed], table: TableSpec, *, header: bool) -> str:
    number = row[0].row - len(table.header) if row else 0
    total = ' class="total"' if not header and row and table.rows[number].bold else ""
    return f"<tr{total}>" + "".join(_cell(item, table, header=header) for item in row) + "</tr>"


def _cell(item: Placed, table: TableSpec, *, header: bool) -> str:
    name = "th" if header else "td"
    kind = ' class="amount"' if not header and table.columns[item.column] == "amount" else ""
    across = f' colspan="{item.cell.across}"' if item.cell.across > 1 else ""
    down = f' rowspan="{item.cell.down}"' if item.cell.down > 1 else ""
    return f"<{name}{kind}{across}{down}>{escape(item.cell.text)}</{name}>"
