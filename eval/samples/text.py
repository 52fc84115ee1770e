"""A disclosure as a tab-separated text export, laid out as budget systems export theirs.

Does: print the title, the date, each table under its title and unit, and the narrative. Does not: damage anything
(see `eval.samples.damage`).
"""

from __future__ import annotations

from eval.samples.layout import lay_out
from eval.samples.spec import DisclosureSpec, TableSpec


def unit_line(unit: str) -> str:
    """The line above a table that names its unit."""
    return f"金额单位：{unit}"


def render_text(spec: DisclosureSpec) -> bytes:
    """The export as UTF-8 bytes with one line feed a line. A merged cell prints at its top left, blanks elsewhere."""
    lines = [f"# {spec.cover.title}", "", spec.cover.printed_date, ""]
    for table in spec.printed_tables:
        lines += _table_lines(table)
    if spec.narrative:
        lines += [f"## {spec.narrative_title}", ""] if spec.narrative_title else []
        for section in spec.narrative:
            lines += [f"### {section.heading}", ""]
            for paragraph in section.paragraphs:
                lines += [paragraph, ""]
    return ("\n".join(lines).rstrip("\n") + "\n").encode()


def _table_lines(table: TableSpec) -> list[str]:
    rows = ["\t".join(row) for row in lay_out(table).texts()]
    note = [table.note, ""] if table.note else []
    return [f"## {table.title}", "", unit_line(table.unit), "", *rows, "", *note]
