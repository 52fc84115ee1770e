"""The honest files that a fuzz run damages: the sample disclosure in every format, and those of a folder."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from eval.samples import SHIPPED_SPEC, generate, load
from eval.samples.layout import lay_out
from eval.samples.spec import DisclosureSpec
from ingest.errors import BudgetQAError

MAX_SEED: Final = 1_500_000
"""Largest file of a folder that is taken, in bytes: a thousand mutants of a larger one would take a day."""
_SAMPLE_PDF: Final = Path(__file__).resolve().parents[2] / "ui" / "samples" / "criminal_police_2024_sample.pdf"


@dataclass(frozen=True, slots=True)
class Seed:
    """A file's name and bytes; its ending tells which mutations fit."""

    name: str
    data: bytes

    @property
    def kind(self) -> str:
        """What the bytes are made of: pdf, zip (XLSX, DOCX), ole (XLS) or text (HTML and text exports)."""
        if self.data[:1024].lstrip().startswith(b"%PDF-"):
            return "pdf"
        if self.data.startswith(b"PK"):
            return "zip"
        return "ole" if self.data.startswith(b"\xd0\xcf\x11\xe0") else "text"


def own_seeds() -> list[Seed]:
    """The sample disclosure as text (three encodings), Markdown, HTML, XLSX, DOCX, PDF and, with xlwt there, XLS."""
    spec = load(SHIPPED_SPEC)
    text = generate(spec, "text")
    seeds = [
        Seed("sample.txt", text),
        Seed("sample_gbk.txt", text.decode().encode("gb18030")),
        Seed("sample_utf16.txt", text.decode().encode("utf-16")),
        Seed("sample.md", text.decode().replace("\t", " | ").encode()),
        Seed("sample.html", generate(spec, "html")),
        Seed("sample.xlsx", generate(spec, "xlsx")),
        Seed("sample.docx", _docx(spec)),
    ]
    if _SAMPLE_PDF.is_file():
        seeds.append(Seed("sample.pdf", _SAMPLE_PDF.read_bytes()))
    xls = _xls(spec)
    return [*seeds, Seed("sample.xls", xls)] if xls else seeds


def folder_seeds(folder: Path) -> list[Seed]:
    """The files of a folder (not those below it) that are not too large, by name."""
    found = sorted(path for path in folder.iterdir() if path.is_file() and path.stat().st_size <= MAX_SEED)
    if not found:
        raise BudgetQAError(f"no file of up to {MAX_SEED:,} bytes in {folder}; give a folder with some")
    return [Seed(path.name, path.read_bytes()) for path in found]


def archive_of(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """A ZIP of the given parts, the same bytes whatever the clock says."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of names used twice, which may be the point
        for name, body in parts:
            archive.writestr(zipfile.ZipInfo(name), body, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _docx(spec: DisclosureSpec) -> bytes:
    from docx import Document

    made: Any = Document()
    made.core_properties.created = made.core_properties.modified = datetime(2024, 2, 1, tzinfo=UTC)
    made.add_heading(spec.cover.title, 0)
    for printed in spec.printed_tables:
        made.add_heading(printed.title, 2)
        made.add_paragraph(f"金额单位：{printed.unit}")
        rows = lay_out(printed).texts()
        table = made.add_table(len(rows), max(map(len, rows)))
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, words in zip(row.cells, texts, strict=False):
                cell.text = words
    for section in spec.narrative:
        made.add_heading(section.heading, 3)
        for paragraph in section.paragraphs:
            made.add_paragraph(paragraph)
    out = BytesIO()
    made.save(out)
    with zipfile.ZipFile(out) as archive:
        return archive_of([(entry.filename, archive.read(entry)) for entry in archive.infolist()])


def _xls(spec: DisclosureSpec) -> bytes | None:
    try:
        import xlwt
    except ImportError:
        return None
    book: Any = xlwt.Workbook(encoding="utf-8")
    for number, printed in enumerate(spec.printed_tables, start=1):
        sheet = book.add_sheet(f"表{number}")
        sheet.write(0, 0, printed.title)
        sheet.write(1, 0, f"金额单位：{printed.unit}")
        for y, texts in enumerate(lay_out(printed).texts(), start=2):
            for x, words in enumerate(texts):
                sheet.write(y, x, words)
    out = BytesIO()
    book.save(out)
    return out.getvalue()
