"""What a file is, from its bytes alone; and Office archives that must not be unpacked."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import ReadError
from ingest.readers import sniff as module
from ingest.readers.docx import read_docx
from ingest.readers.sniff import check_archive, sniff
from ingest.readers.xlsx import read_xlsx

SHARED = Path(__file__).resolve().parents[3] / "shared" / "disclosures"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def archive(parts: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def workbook() -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["项目", "预算数"])
    book.active.append(["教育支出", 1])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def container(*streams: str) -> bytes:
    """The head of an OLE container whose directory lists streams in this order."""
    entries = b""
    for stream in streams:
        raw = stream.encode("utf-16-le") + b"\0\0"
        entries += raw.ljust(64, b"\0") + len(raw).to_bytes(2, "little") + b"\x02" + bytes(61)
    return OLE.ljust(512, b"\0") + entries


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"\n\xef\xbb\xbf junk %PDF-1.4\n", "pdf"),
        (b"<!DOCTYPE html><p>%PDF-1.7</p>", "html"),
        ("\ufeff<html><body>预算</body></html>".encode(), "html"),
        ("<html><body>预算</body></html>".encode("utf-16"), "html"),
        (b"<!-- saved -->\n<?xml version='1.0'?>\n<html xmlns='x'></html>", "html"),
        (b"<table border=1><tr><td>1</td></tr></table>", "html"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x", "html"),
        ("部门收支总表\n项目\t预算数\n".encode(), "text"),
        ("# 预算\n<b>单位</b>：万元\n".encode(), "text"),
        ("收支总表".encode("gb18030"), "text"),
        (container("Workbook"), "xls"),
        (container("Book", "WordDocument"), "xls"),
        (b"\x09\x08\x10\x00\x00\x06\x05\x00", "xls"),
        (archive({"[Content_Types].xml": b"", "word/document.xml": b""}), "docx"),
        (archive({"[Content_Types].xml": b"", "xl/workbook.xml": b""}), "xlsx"),
    ],
)
def test_content_decides(data: bytes, kind: str) -> None:
    assert sniff(data, "2026年部门预算.pdf") == kind


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (archive({"一.pdf": b"x"}), "ZIP archive"),
        (archive({"mimetype": b"", "content.xml": b""}), "OpenDocument"),
        (archive({"xl/workbook.bin": b""}), "xlsb"),
        # Named, because a test's own name must not hold the time at which its archive was made.
        pytest.param(archive({"xl/workbook.xml": b"x" * 3000})[:60], "cut off", id="cut-off workbook"),
        (container("WordDocument", "Workbook"), ".docx"),
        (container("EncryptedPackage"), "password"),
        (OLE + bytes(600), "not known"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"{\\rtf1 }", "RTF"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "Excel 2003"),
    ],
)
def test_what_no_reader_knows_is_refused_with_the_way_out(data: bytes, says: str) -> None:
    with pytest.raises(ReadError, match=says) as caught:
        sniff(data, "预算.xlsx")
    assert str(caught.value).startswith("预算.xlsx: ")


@given(st.binary(max_size=300))
def test_any_bytes_have_a_kind_or_a_clear_refusal(data: bytes) -> None:
    try:
        assert sniff(data, "f") in {"pdf", "xlsx", "xls", "docx", "html", "text"}
    except ReadError as error:
        assert str(error).startswith("f: ")


def test_an_honest_workbook_passes() -> None:
    check_archive(workbook(), "预算.xlsx")


@pytest.mark.parametrize("read", [read_xlsx, read_docx])
def test_a_zip_bomb_is_refused_before_it_is_unpacked(read: object) -> None:
    bomb = archive({"xl/worksheets/sheet1.xml": bytes(30_000_000), "word/document.xml": b""})
    assert len(bomb) < 100_000
    with pytest.raises(ReadError, match="ZIP bomb"):
        read(bomb, "bomb")  # type: ignore[operator]


def test_an_archive_that_lies_about_its_size_is_caught_by_counting() -> None:
    honest = archive({"xl/worksheets/sheet1.xml": bytes(30_000_000)})
    size = (30_000_000).to_bytes(4, "little")
    assert honest.count(size) == 2  # in the part's own head and in the directory
    with pytest.raises(ReadError):
        check_archive(honest.replace(size, (1000).to_bytes(4, "little")), "bomb.xlsx")


def test_the_absolute_limit_holds_whatever_the_ratio(monkeypatch: pytest.MonkeyPatch) -> None:
    data = workbook()
    monkeypatch.setattr(module, "MAX_UNPACKED", 500)
    with pytest.raises(ReadError, match="unpacks to more than"):
        check_archive(data, "预算.xlsx")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_declared_entities_are_refused(encoding: str) -> None:
    laughs = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'.encode(encoding)
    with pytest.raises(ReadError, match="entities"):
        check_archive(archive({"xl/workbook.xml": laughs}), "预算.xlsx")


def test_a_merge_over_the_whole_sheet_is_refused() -> None:
    sheet = b'<worksheet><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
    with pytest.raises(ReadError, match="merged cells"):
        check_archive(archive({"xl/worksheets/sheet1.xml": sheet}), "预算.xlsx")
    check_archive(archive({"xl/worksheets/sheet1.xml": sheet.replace(b"XFD1048576", b"XFD2")}), "预算.xlsx")


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("chongqing_html_named_pdf.pdf", "html"),
        ("kunming_2026_budget.html", "html"),
        ("tianbao_budget_template.xls", "xls"),
        ("tianbao_unit_budget_template.xlsx", "xlsx"),
        ("lhasa_criminal_police_2024_budget.txt", "text"),
        ("shanghai_audit_2026_budget.pdf", "pdf"),
    ],
)
def test_real_files(name: str, kind: str) -> None:
    if not (SHARED / name).is_file():
        pytest.skip("../shared/disclosures is missing: real documents are not part of the repository")
    assert sniff((SHARED / name).read_bytes(), "wrong.name") == kind
