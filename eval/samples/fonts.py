"""A Chinese font for the PDF: found, cut down to the characters used, with outlines that reportlab can embed.

Does: take a font file or ask fontconfig for one, subset it, turn PostScript (CFF) outlines into TrueType ones because
reportlab embeds no others. Does not: download or ship a font; the PDF carries the few glyphs that it shows.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Set
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.errors import MissingExtraError, UsageError

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

# How far, in 1/1000 em, a quadratic curve may leave the cubic one it stands for: invisible at any size.
_CURVE_ERROR = 1.0
_HOW = "install one (Debian: fonts-noto-cjk) or give its file with --font"


@dataclass(frozen=True, slots=True)
class FontFile:
    """A font on this machine; `index` is its number within a collection (.ttc)."""

    path: Path
    index: int = 0


@dataclass(frozen=True, slots=True)
class Subset:
    """A TrueType font with only the glyphs asked for; `name` is the full font's name and version."""

    data: bytes
    name: str


def find_font(path: Path | None = None) -> FontFile:
    """The font at `path`, or the simplified Chinese one fontconfig prefers. Raises `UsageError` if there is none."""
    if path is not None:
        if not path.is_file():
            raise UsageError(f"{path}: no such font file; {_HOW}")
        return FontFile(path)
    program = shutil.which("fc-match")
    if program is None:
        raise UsageError(f"no font given, and fontconfig's fc-match is not installed to find one; {_HOW}")
    query = [program, "-f", "%{file}\n%{index}\n%{lang}", "sans:lang=zh-cn"]
    answer = subprocess.run(query, capture_output=True, text=True, check=False)  # noqa: S603 - fixed arguments
    file, index, languages = [*answer.stdout.split("\n", 2), "", "", ""][:3]
    # fc-match always answers, with any font at all if no Chinese one is installed.
    if not file or "zh-cn" not in languages.split("|"):
        raise UsageError(f"no Chinese font on this machine; {_HOW}")
    return FontFile(Path(file), int(index or 0) & 0xFFFF)


def font_name(font: FontFile) -> str:
    """The font's full name and version. Raises `UsageError` if the file is no font."""
    return _name(_open(font))


def subset_font(font: FontFile, characters: Set[str]) -> Subset:
    """The font reduced to `characters`, with TrueType outlines; the same bytes each time.

    Raises `UsageError` if the file is no font or lacks a character.
    """
    whole = _open(font)
    try:
        from fontTools import subset
    except ImportError:  # pragma: no cover - _open has raised before
        raise _missing() from None
    lacking = sorted(c for c in characters if ord(c) not in whole.getBestCmap())
    if lacking:
        raise UsageError(f"{font.path.name}: the font lacks {''.join(lacking[:20])}; give another with --font")
    name = _name(whole)
    options = subset.Options(
        hinting=False, layout_features=[], notdef_outline=True, name_IDs=[1, 2, 4, 6], recalc_timestamp=False
    )
    options.drop_tables += ["BASE", "GDEF", "GPOS", "GSUB", "VORG", "vhea", "vmtx", "DSIG"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[ord(c) for c in characters])
    cutter.subset(whole)
    if "glyf" not in whole:
        _to_truetype(whole)
    out = BytesIO()
    whole.save(out, reorderTables=True)
    return Subset(out.getvalue(), name)


def _missing() -> MissingExtraError:
    return MissingExtraError("typesetting a PDF needs fonttools and reportlab: pip install 'budgetqa[dev]'")


def _open(font: FontFile) -> TTFont:
    try:
        from fontTools.ttLib import TTFont, TTLibError
    except ImportError:
        raise _missing() from None
    try:
        return TTFont(font.path, fontNumber=font.index, recalcTimestamp=False, lazy=True)
    except (TTLibError, OSError) as error:
        raise UsageError(f"{font.path}: not a usable font ({error}); {_HOW}") from None


def _name(font: TTFont) -> str:
    return f"{font['name'].getDebugName(4)} {font['head'].fontRevision:.3f}"


def _to_truetype(font: TTFont) -> None:
    """Replace a subset font's CFF outlines by quadratic ones, in place."""
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    from fontTools.ttLib import newTable

    if "CFF " not in font:
        raise UsageError("the font has neither TrueType nor CFF outlines; give another with --font")
    order = font.getGlyphOrder()
    glyphs = font.getGlyphSet()
    drawn: dict[str, Any] = {}
    for name in order:
        pen = TTGlyphPen(None)
        glyphs[name].draw(Cu2QuPen(pen, _CURVE_ERROR, reverse_direction=True))
        drawn[name] = pen.glyph()
    glyf = newTable("glyf")
    glyf.glyphOrder, glyf.glyphs = order, drawn
    font["loca"], font["glyf"] = newTable("loca"), glyf
    for name in order:
        advance, _ = font["hmtx"][name]
        drawn[name].recalcBounds(glyf)
        font["hmtx"][name] = (advance, getattr(drawn[name], "xMin", 0))
    maxp = newTable("maxp")
    maxp.tableVersion, maxp.numGlyphs = 0x00010000, len(order)
    for field in (
        "maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs", "maxStackElements",
        "maxSizeOfInstructions", "maxComponentElements", "maxPoints", "maxContours", "maxCompositePoints",
        "maxCompositeContours", "maxComponentDepth",
    ):  # fmt: skip
        setattr(maxp, field, 0)
    maxp.maxZones = 1
    font["maxp"] = maxp
    font["head"].glyphDataFormat = 0
    post = font["post"]
    post.formatType, post.extraNames, post.mapping, post.glyphOrder = 2.0, [], {}, order
    del font["CFF "]
    font.sfntVersion = "\x00\x01\x00\x00"
