"""Files built to do harm: bombs, endless and absurd structures, lies about sizes. Each is made when asked for.

Does: make each file, small on disk where the harm lies in unpacking it. Does not: say what the reader should answer beyond
what holds for every file (`eval.fuzz.run`).
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable
from typing import Final

from eval.fuzz.seeds import Seed, archive_of

_TITLE: Final = "# 某市某局2024年部门预算\n\n## 部门支出总表\n\n单位：万元\n\n"
_HEAD: Final = "科目编码\t科目名称\t合计\t基本支出\t项目支出\n"
_PAGE: Final = "<html><body><h1>某市某局2024年部门预算</h1><h2>部门支出总表</h2><p>单位：万元</p>"
_W: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_S: Final = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_R: Final = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_LAUGHS: Final = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
) + "]>"  # fmt: skip


def hostile_files() -> dict[str, Callable[[], Seed]]:
    """Makers of the files, by what is wrong with them."""
    return {name: _maker(file, make) for name, file, make in _TEXTS} | {
        f"workbook: {name}": (lambda p=parts: Seed("budget.xlsx", workbook(**p))) for name, parts in _SHEETS.items()
    } | {
        f"document: {name}": (lambda b=body: Seed("budget.docx", document(b()))) for name, body in _BODIES.items()
    } | {
        f"pdf: {name}": (lambda m=make: Seed("budget.pdf", m())) for name, make in _PDFS.items()
    }  # fmt: skip


def _maker(file: str, make: Callable[[], bytes]) -> Callable[[], Seed]:
    return lambda: Seed(file, make())


def _rows(count: int) -> str:
    return "".join(f"2040{n % 1000:03}\t科目{n}\t{n}.00\t{n}.00\t0.00\n" for n in range(count))


_TEXTS: Final[tuple[tuple[str, str, Callable[[], bytes]], ...]] = (
    ("text: nothing", "a.txt", lambda: b""),
    ("text: white space only", "a.txt", lambda: b" \n\t\r\n" * 1000),
    ("text: NULs only", "a.txt", lambda: bytes(100_000)),
    ("text: NULs after the first screens", "a.txt", lambda: (_TITLE + _HEAD + _rows(3000)).encode() + bytes(5000)),
    ("text: endless rows", "a.txt", lambda: (_TITLE + _HEAD + _rows(200_000)).encode()),
    ("text: a row of a million cells", "a.txt", lambda: (_TITLE + "\t".join(["1.00"] * 1_000_000)).encode()),
    ("text: a line of 20 MB", "a.txt", lambda: (_TITLE + "办公费12.50万元，" * 1_000_000).encode()),
    ("text: 65 MB", "a.txt", lambda: b"1\t2\t3\n" * 11_000_000),
    ("text: numbers of a million digits", "a.txt", lambda: (_TITLE + _HEAD + f"204\t公安\t{'9' * 1_000_000}\t1\t2\n").encode()),
    ("text: huge exponents", "a.txt", lambda: (_TITLE + _HEAD + "204\t公安\t1E+999999999\t1e-99999999\tNaN\n").encode()),
    ("text: headings without end", "a.txt", lambda: (_TITLE + "# 一、\n（一）\n1.\n" * 50_000).encode()),
    ("text: deep indentation", "a.txt", lambda: (_TITLE + _HEAD + "".join(f"\t{'　' * n}科目{n}\t1.00\t1.00\t\n" for n in range(3000))).encode()),
    ("text: one label a thousand times", "a.txt", lambda: (_TITLE + _HEAD + "204\t公安\t1.00\t1.00\t0.00\n" * 5000).encode()),
    ("text: odd UTF-16", "a.txt", lambda: (_TITLE + _HEAD + _rows(9)).encode("utf-16")[:-1]),
    ("text: lone surrogates", "a.txt", lambda: (_TITLE + _HEAD + "204\t公\ud800安\t1.00\t1.00\t0\n").encode("utf-16", "surrogatepass")),
    ("text: unclosed brackets", "a.txt", lambda: (_TITLE + "（" * 100_000 + "12.00万元").encode()),
    ("text: numbers side by side", "a.txt", lambda: (_TITLE + "1,2" * 100_000 + "万元，比上年增加" * 1000).encode()),
    ("html: colspan of a thousand millions", "a.html", lambda: (_PAGE + "<table>" + '<tr><td colspan=1000000000 rowspan=1000000000>1.00<td>2.00' * 300).encode()),
    ("html: rowspan over everything", "a.html", lambda: (_PAGE + "<table>" + "<tr>" + "<td rowspan=65534 colspan=999>1.00" * 50 + "<tr><td>1.00" * 2000).encode()),
    ("html: nested 100,000 deep", "a.html", lambda: (_PAGE + "<div>" * 100_000 + "1.00").encode()),
    ("html: nested 240 deep", "a.html", lambda: (_PAGE + "<b><div>" * 120 + "12.00万元").encode()),
    ("html: tables in tables", "a.html", lambda: (_PAGE + "<table><tr><td>支出<td>1.00<tr><td>" * 200).encode()),
    ("html: a row of 200,000 cells", "a.html", lambda: (_PAGE + "<table><tr><td>科目<td>合计<tr>" + "<td>1.00" * 200_000).encode()),
    ("html: endless rows", "a.html", lambda: (_PAGE + "<table><tr><td>科目<td>合计" + "<tr><td>公安<td>1.00" * 100_000).encode()),
    ("html: entities", "a.html", lambda: ("<?xml version='1.0'?>" + _LAUGHS + _PAGE + "&j;<table><tr><td>&j;<td>1").encode()),
    ("html: character references to nothing", "a.html", lambda: (_PAGE + "<table><tr><td>科目&#0;&#xD800;<td>合计<tr><td>&#x110000;公安&#8;<td>1.00").encode()),
    ("html: MHTML without parts", "a.html", lambda: b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n\n--x--"),
    ("html: MHTML in MHTML", "a.html", lambda: b"".join(b"Content-Type: multipart/related; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(400))),
    ("other: a random file", "a.pdf", lambda: bytes((n * n * 31 + n) % 251 for n in range(50_000))),
    ("other: a picture", "a.pdf", lambda: b"\x89PNG\r\n\x1a\n" + bytes(1000)),
    ("other: an OLE file of nothing", "a.xls", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 4096),
    ("other: an OLE file whose sectors go round", "a.xls", lambda: _ole_loop()),
    ("other: a bare BIFF record that lies", "a.xls", lambda: b"\x09\x08\x10\x00\x00\x06\x05\x00" + b"\xff" * 3000),
    ("other: a ZIP of ZIPs", "a.xlsx", lambda: _zip({"xl/worksheets/sheet1.xml": _zip({"a": bytes(1_000_000)})})),
    ("other: a ZIP bomb", "a.xlsx", lambda: _zip({"xl/worksheets/sheet1.xml": bytes(300_000_000)})),
    ("other: a ZIP of 60,000 parts", "a.xlsx", lambda: _zip({f"xl/{n}.xml": b"" for n in range(60_000)})),
    ("other: a ZIP with no end", "a.docx", lambda: _zip({"word/document.xml": b"<x/>"})[:-30]),
)  # fmt: skip


# -- Office -----------------------------------------------------------------------------------------------------------


def _zip(parts: dict[str, bytes]) -> bytes:
    return archive_of(parts.items())


_TYPES: Final = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>{}</Types>'
)
_RELS: Final = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" Target="{}"/></Relationships>'
)


def workbook(rows: str = "", tail: str = "", declared: str = "", shared: str = "") -> bytes:
    """A workbook of one sheet: the XML of its rows, what follows them, a DOCTYPE, and shared strings."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    types = (
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/>'
    )
    return _zip(
        {
            "[Content_Types].xml": _TYPES.format(types).encode(),
            "_rels/.rels": _RELS.format("officeDocument", "xl/workbook.xml").encode(),
            "xl/workbook.xml": f'<workbook {_S} {_R}><sheets><sheet name="支出总表" sheetId="1" r:id="r1"/></sheets></workbook>'.encode(),
            "xl/_rels/workbook.xml.rels": _RELS.format("worksheet", "worksheets/sheet1.xml").encode(),
            "xl/worksheets/sheet1.xml": f"<?xml version='1.0'?>{declared}<worksheet {_S}><sheetData>{rows}</sheetData>{tail}</worksheet>".encode(),
            **({"xl/sharedStrings.xml": shared.encode()} if shared else {}),
        }
    )


def _row(number: int, cells: Iterable[tuple[str, str]]) -> str:
    made = "".join(
        f'<c r="{at}{number}" t="inlineStr"><is><t>{text}</t></is></c>'
        if not text.replace(".", "").isdigit()
        else f'<c r="{at}{number}"><v>{text}</v></c>'
        for at, text in cells
    )
    return f'<row r="{number}">{made}</row>'


_START: Final = _row(1, [("A", "2024年部门支出总表")]) + _row(2, [("A", "科目名称"), ("B", "合计（万元）")])
_SHEETS: Final[dict[str, dict[str, str]]] = {
    "a cell in the last corner": {"rows": _START + _row(1048576, [("XFD", "1.00")])},
    "a cell beyond the last corner": {"rows": _START + _row(99999999, [("ZZZZZ", "1.00")])},
    "a merge over everything": {"rows": _START, "tail": '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'},
    "merges that overlap": {"rows": _START + _row(3, [("A", "公安"), ("B", "1.00")]), "tail": "<mergeCells>" + '<mergeCell ref="A1:B3"/><mergeCell ref="B2:C9"/><mergeCell ref="C9:A1"/>' * 50 + "</mergeCells>"},
    "a merge of nothing": {"rows": _START, "tail": '<mergeCells><mergeCell ref="A0:B-1"/><mergeCell ref=""/></mergeCells>'},
    "numbers beyond measure": {"rows": _START + _row(3, [("A", "公安"), ("B", "1")]).replace("<v>1</v>", "<v>1e308</v>") + _row(4, [("A", "教育"), ("B", "1")]).replace("<v>1</v>", "<v>1e99999</v>") + _row(5, [("A", "交通"), ("B", "1")]).replace("<v>1</v>", "<v>nan</v>")},
    "formulas and markup in cells": {"rows": _START + _row(3, [("A", "=HYPERLINK(&quot;http://x.invalid&quot;)"), ("B", "2.00")]) + _row(4, [("A", "&lt;img src=x onerror=alert(1)&gt;"), ("B", "3.00")])},
    "100,000 rows": {"rows": _START + "".join(_row(n, [("A", f"科目{n}"), ("B", f"{n}.00")]) for n in range(3, 100_000))},
    "a row of every column": {"rows": _START + "<row>" + "<c><v>1</v></c>" * 16384 + "</row>"},
    "a billion laughs": {"rows": _START + _row(3, [("A", "&j;"), ("B", "1.00")]), "declared": _LAUGHS},
    "a shared string that is not there": {"rows": _START + '<row r="3"><c r="A3" t="s"><v>999999999</v></c></row>', "shared": f"<sst {_S}/>"},
    "a text of 50 MB": {"rows": _START + _row(3, [("A", "公" * 17_000_000), ("B", "1.00")])},
    "a style that is not there": {"rows": _START + '<row r="3"><c r="A3" s="99999"><v>1</v></c></row>'},
    "rows in disorder": {"rows": _row(9, [("B", "1.00")]) + _START + _row(3, [("C", "x"), ("A", "公安")])},
}  # fmt: skip


def document(body: str) -> bytes:
    """A Word document with the XML of its body."""
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return _zip(
        {
            "[Content_Types].xml": _TYPES.format(f'<Override PartName="/word/document.xml" ContentType="{kind}"/>').encode(),
            "_rels/.rels": _RELS.format("officeDocument", "word/document.xml").encode(),
            "word/document.xml": f"<?xml version='1.0'?><w:document {_W}><w:body>{body}</w:body></w:document>".encode(),
        }
    )  # fmt: skip


def _para(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def _cell(text: str, extra: str = "") -> str:
    return f"<w:tc><w:tcPr>{extra}</w:tcPr>{_para(text)}</w:tc>"


def _table(rows: str) -> str:
    return f"{_para('2024年部门支出总表')}{_para('单位：万元')}<w:tbl>{rows}</w:tbl>"


def _line(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


_BODIES: Final[dict[str, Callable[[], str]]] = {
    "gridSpan of a thousand millions": lambda: _table(_line(_cell("科目", '<w:gridSpan w:val="1000000000"/>'), _cell("合计")) + _line(_cell("公安"), _cell("1.00"))),
    "gridSpan of no number": lambda: _table(_line(_cell("科目", '<w:gridSpan w:val="x"/>'), _cell("合计", '<w:gridSpan w:val="-5"/>')) + _line(_cell("公安"), _cell("1.00"))),
    "rows that skip a million columns": lambda: _table(f'<w:tr><w:trPr><w:gridBefore w:val="99999999"/></w:trPr>{_cell("公安")}{_cell("1.00")}</w:tr>'),
    "tables in tables": lambda: "<w:tbl><w:tr><w:tc>" * 300 + _para("1.00") + "</w:tc></w:tr></w:tbl>" * 300,
    "nested 5,000 deep": lambda: "<w:sdt><w:sdtContent>" * 2500 + _para("1.00") + "</w:sdtContent></w:sdt>" * 2500,
    "vertical merges without a start": lambda: _table(_line(_cell("公安", "<w:vMerge/>"), _cell("1.00", "<w:vMerge/>")) * 500),
    "50,000 rows": lambda: _table(_line(_cell("公安"), _cell("1.00"), _cell("2.00")) * 50_000),
    "a row of 20,000 cells": lambda: _table(_line(*[_cell("1.00")] * 20_000)),
    "no cells": lambda: _table(_line() * 100),
    "nothing": lambda: "",
    "a billion laughs": lambda: f"{_para('&j;')}<!-- {_LAUGHS} -->",
}  # fmt: skip


# -- PDF --------------------------------------------------------------------------------------------------------------


def pdf(objects: dict[int, bytes], root: int = 1) -> bytes:
    """A PDF of the given objects, with a right cross-reference table."""
    out = bytearray(b"%PDF-1.5\n")
    offsets: dict[int, int] = {}
    for number, body in objects.items():
        offsets[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    size = max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 n \n" % offsets[number] if number in offsets else b"0000000000 65535 f \n"
    return bytes(out) + b"trailer <</Size %d /Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, root, start)


def _stream(body: bytes, extra: bytes = b"") -> bytes:
    return b"<</Length %d %s>>\nstream\n%s\nendstream" % (len(body), extra, body)


def _packed(body: bytes, times: int = 1) -> bytes:
    filters = b" ".join([b"/FlateDecode"] * times)
    for _ in range(times):
        body = zlib.compress(body, 9)
    return _stream(body, b"/Filter [%s]" % filters)


def _gigabyte() -> bytes:
    """A gigabyte of zeros, packed without ever being there whole."""
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(bytes(1_000_000)) for _ in range(1000)) + packer.flush()


_CATALOG: Final = b"<</Type /Catalog /Pages 2 0 R>>"
_FONT: Final = b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>"


def _one_page(content: bytes, page: bytes = b"/MediaBox [0 0 595 842]") -> bytes:
    """A PDF of one page: its content stream (an object's body) and its attributes."""
    return pdf(
        {
            1: _CATALOG,
            2: b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
            3: b"<</Type /Page /Parent 2 0 R /Contents 4 0 R /Resources <</Font <</F 5 0 R>>>> " + page + b">>",
            4: content,
            5: _FONT,
        }
    )


def _says(text: str = "2024 1.00 2.00") -> bytes:
    return f"BT /F 9 Tf 50 700 Td ({text}) Tj ET\n".encode()


def _many_pages(count: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % n for n in range(10, 10 + count))
    pages = dict.fromkeys(range(10, 10 + count), b"<</Type /Page /Parent 2 0 R /Contents 4 0 R /MediaBox [0 0 595 842] /Resources <</Font <</F 5 0 R>>>>>>")  # fmt: skip
    return pdf(
        {
            1: _CATALOG,
            2: b"<</Type /Pages /Kids [%s] /Count %d>>" % (kids, count),
            4: _stream(_says()),
            5: _FONT,
            **pages,
        }
    )


_GRID: Final = b"".join(b"%d 0 m %d 842 l S 0 %d m 595 %d l S\n" % (n, n, n, n) for n in range(0, 595, 1))
_PDFS: Final[dict[str, Callable[[], bytes]]] = {
    "a header and no more": lambda: b"%PDF-1.7\n%%EOF\n",
    "pages that hold one another": lambda: pdf({1: _CATALOG, 2: b"<</Type /Pages /Kids [2 0 R 3 0 R] /Count 2>>", 3: b"<</Type /Pages /Parent 2 0 R /Kids [2 0 R 3 0 R] /Count 9>>"}),
    "a count of a thousand millions": lambda: pdf({1: _CATALOG, 2: b"<</Type /Pages /Kids [3 0 R] /Count 1000000000>>", 3: b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources <</Font <</F 5 0 R>>>>>>", 4: _stream(_says()), 5: _FONT}),
    "one page ten thousand times": lambda: pdf({1: _CATALOG, 2: b"<</Type /Pages /Kids [%s] /Count 10000>>" % (b"3 0 R " * 10000), 3: b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources <</Font <</F 5 0 R>>>>>>", 4: _stream(_says()), 5: _FONT}),
    "10,000 pages": lambda: _many_pages(10_000),
    "a page of no size": lambda: _one_page(_stream(_says()), b"/MediaBox [0 0 0 0]"),
    "a page of a thousand kilometres": lambda: _one_page(_stream(_says()), b"/MediaBox [-1e9 -1e9 1e9 1e9]"),
    "a box of words": lambda: _one_page(_stream(_says()), b"/MediaBox [/a (b) null 3 0 R]"),
    "no box": lambda: _one_page(_stream(_says()), b""),
    "a turn of 45 degrees": lambda: _one_page(_stream(_says()), b"/MediaBox [0 0 595 842] /Rotate 45"),
    "a stream of a gigabyte": lambda: _one_page(_packed(_gigabyte(), 1).replace(b"[/FlateDecode]", b"[/FlateDecode /FlateDecode]")),
    "a stream of a million strokes": lambda: _one_page(_packed(b"0 0 m 9 9 l S\n" * 1_000_000)),
    "a million characters": lambda: _one_page(_packed(_says("1.00 ") * 200_000)),
    "a grid of a million cells": lambda: _one_page(_packed(_GRID + _says())),
    "saved states without end": lambda: _one_page(_packed(b"q " * 2_000_000 + _says())),
    "restored states without end": lambda: _one_page(_packed(b"Q " * 500_000 + _says())),
    "arrays in arrays": lambda: _one_page(_stream(b"[" * 50_000 + b"]" * 50_000 + b" TJ"), b"/MediaBox [0 0 595 842] /X " + b"[" * 20_000 + b"]" * 20_000),
    "dictionaries in dictionaries": lambda: _one_page(_stream(_says()), b"/MediaBox [0 0 595 842] /X " + b"<</A " * 20_000 + b">>" * 20_000),
    "a form that draws itself": lambda: pdf({1: _CATALOG, 2: b"<</Type /Pages /Kids [3 0 R] /Count 1>>", 3: b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources 6 0 R>>", 4: _stream(b"/X Do /X Do"), 5: _stream(b"/X Do /X Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources 6 0 R"), 6: b"<</XObject <</X 5 0 R>>>>"}),
    "forms that multiply": lambda: pdf({1: _CATALOG, 2: b"<</Type /Pages /Kids [3 0 R] /Count 1>>", 3: b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources <</XObject <</X 10 0 R>>>>>>", 4: _stream(b"/X Do"), **{n: _stream(b"/X Do " * 10, b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources <</XObject <</X %d 0 R>>>>" % (n + 1)) for n in range(10, 22)}, 22: _stream(_says())}),
    "a length that refers to itself": lambda: _one_page(b"<</Length 4 0 R>>\nstream\nBT ET\nendstream"),
    "a number of ten thousand digits": lambda: _one_page(_stream(b"BT /F 9 Tf " + b"9" * 10_000 + b" 700 Td (1.00) Tj ET")),
    "numbers that are none": lambda: _one_page(_stream(b"BT /F nan Tf 1e999 -- Td (1.00) Tj /F /F /F Tm ET re re l")),
    "an image of a gigapixel": lambda: pdf({1: _CATALOG, 2: b"<</Type /Pages /Kids [3 0 R] /Count 1>>", 3: b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources <</XObject <</X 5 0 R>>>>>>", 4: _stream(b"595 0 0 842 0 0 cm /X Do"), 5: _stream(b"x", b"/Type /XObject /Subtype /Image /Width 40000 /Height 40000 /BitsPerComponent 8 /ColorSpace /DeviceGray")}),
    "100 MB": lambda: _one_page(_stream(b"% nothing\n" * 10_000_000 + _says())),
    "encrypted": lambda: _one_page(_stream(_says())).replace(b"trailer <<", b"trailer <</Encrypt <</Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b">>> /ID [<41> <41>] "),
    "encrypted by nobody knows what": lambda: _one_page(_stream(_says())).replace(b"trailer <<", b"trailer <</Encrypt <</Filter /Unheard /V 99>> "),
}  # fmt: skip


def _ole_loop() -> bytes:
    """An OLE container whose one sector chain leads back to itself, with a workbook's name in its directory."""
    head = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504))
    head[24:34] = b"\x3e\x00\x03\x00\xfe\xff\x09\x00\x06\x00"
    head[44:48] = (1).to_bytes(4, "little")  # sectors of the allocation table
    head[56:60] = (4096).to_bytes(4, "little")
    head[60:64] = head[68:72] = b"\xfe\xff\xff\xff"
    head[76:80] = (0).to_bytes(4, "little")
    head[80:512] = b"\xff" * 432
    head[48:52] = (1).to_bytes(4, "little")
    table = b"\xfd\xff\xff\xff" + (1).to_bytes(4, "little") + (2).to_bytes(4, "little") + b"\xff" * 500
    name = "Workbook".encode("utf-16-le")
    entry = name.ljust(64, b"\0") + (len(name) + 2).to_bytes(2, "little") + b"\x02\x01" + b"\xff" * 12 + bytes(36)
    entry += (2).to_bytes(4, "little") + (50_000_000).to_bytes(8, "little")
    return bytes(head) + table + entry.ljust(128, b"\0") * 4 + bytes(512)
