"""Damage to honest files, as pure functions of their bytes and a random source.

Does: damage any bytes (flips, cuts, copies, zeros), and what a format is made of: members of an archive, streams and
numbers of a PDF, tags, cells and encodings of a text. Does not: choose the file, or know what a reader makes of it.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from random import Random
from typing import Final

from eval.fuzz.seeds import Seed, archive_of

Mutation = Callable[[bytes, Random], bytes]

_NUMBERS: Final = (
    b"0", b"-1", b"1e9", b"999999999999", b"-0.00", b"1,2,3", b"9" * 400, b"NaN", b"Infinity", b"1E+400", b"65536",
    b"2147483648", "１２３".encode(), "九千".encode(), b"0x7f", b"--5", b"1.2.3", b"%", b"",
)  # fmt: skip
_SCRAPS: Final = (
    b"\0", b"\0\0\0\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\x1b[2J", "\u202e\u200b\ufeff".encode(), "\u0301".encode() * 300,
    b"\xed\xa0\x80", b"&#0;&#xD800;&#x110000;&nbsp", b"=HYPERLINK(\"http://example.invalid\",\"1\")", b"=1+1|cmd",
    b"<script>alert(1)</script>", b"]]>", b"<!--", b"<![CDATA[", b"\t" * 500, b"|" * 500, b"\r", b"\x0c", b"\n" * 500,
    "合计".encode(), "单位：亿元".encode(), "（一）".encode() * 200, b"<table>" * 60, b"<td colspan=1000000000>",
    b"<td rowspan=0>", b"<td colspan=-3 rowspan=99999999999999999999>", b"</table></body></html>", b"# " * 100,
    "二〇二四年部门决算".encode(), b"'; DROP TABLE figures; --", b"%s%n{0}{x!r}", b"../../etc/passwd",
)  # fmt: skip
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_LARGEST_STREAM: Final = 4_000_000


def mutations(seed: Seed) -> dict[str, Mutation]:
    """What can be done to a seed, by name."""
    return {**_ANY, **own_mutations(seed)}


def own_mutations(seed: Seed) -> dict[str, Mutation]:
    """What can be done to a seed by what its format is made of."""
    return _OF_KIND.get(seed.kind, {})


# -- any bytes --------------------------------------------------------------------------------------------------------


def flip_bits(data: bytes, random: Random) -> bytes:
    """Some bits the other way round."""
    changed = bytearray(data)
    for _ in range(random.choice((1, 4, 32, 256)) if changed else 0):
        changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def cut_off(data: bytes, random: Random) -> bytes:
    """The end missing, as after a broken download."""
    return data[: random.randrange(len(data) + 1)]


def lose_start(data: bytes, random: Random) -> bytes:
    """The first bytes missing."""
    return data[random.randrange(min(len(data), 2000) + 1) :]


def remove_chunk(data: bytes, random: Random) -> bytes:
    """A piece out of the middle missing."""
    start, end = _range(data, random)
    return data[:start] + data[end:]


def repeat_chunk(data: bytes, random: Random) -> bytes:
    """A piece several times over."""
    start, end = _range(data, random)
    times = min(random.choice((2, 3, 50)), 1 + 2_000_000 // max(end - start, 1))
    return data[:start] + data[start:end] * times + data[end:]


def move_chunk(data: bytes, random: Random) -> bytes:
    """A piece somewhere else."""
    start, end = _range(data, random)
    rest = data[:start] + data[end:]
    at = random.randrange(len(rest) + 1)
    return rest[:at] + data[start:end] + rest[at:]


def blank_chunk(data: bytes, random: Random) -> bytes:
    """A piece overwritten by one byte: the bad sector of a disk."""
    start, end = _range(data, random)
    return data[:start] + random.choice((b"\0", b"\xff", b" ")) * (end - start) + data[end:]


def insert_scraps(data: bytes, random: Random) -> bytes:
    """Control characters, markup, formulas and the like, at a few places."""
    for _ in range(random.choice((1, 3, 20))):
        at = random.randrange(len(data) + 1)
        data = data[:at] + random.choice(_SCRAPS) + data[at:]
    return data


def swap_numbers(data: bytes, random: Random) -> bytes:
    """Some runs of digits replaced by numbers that nobody expects."""
    places = list(re.finditer(rb"\d[\d,.]*", data))
    for match in sorted(random.sample(places, min(len(places), random.choice((1, 5, 40)))), key=lambda m: -m.start()):
        data = data[: match.start()] + random.choice(_NUMBERS) + data[match.end() :]
    return data


def _range(data: bytes, random: Random) -> tuple[int, int]:
    start = random.randrange(len(data) + 1)
    size = random.choice((1, 16, 256, 4096, max(len(data) // 3, 1)))
    return start, min(len(data), start + random.randrange(size) + 1)


# -- archives ---------------------------------------------------------------------------------------------------------


def damage_member(data: bytes, random: Random) -> bytes:
    """One part of the archive damaged as any bytes may be, the archive itself sound."""
    parts = _parts(data)
    if not parts:
        return flip_bits(data, random)
    # The parts that hold what is read, more often than themes and settings.
    likely = [
        n for n, (name, _) in enumerate(parts) if re.search(r"sheet|document\.xml|sharedStrings|styles|workbook", name)
    ]
    at = random.choice(likely if likely and random.random() < 0.8 else range(len(parts)))
    name, body = parts[at]
    parts[at] = (name, random.choice(list(_ANY.values()))(body, random))
    return archive_of(parts)


def damage_values(data: bytes, random: Random) -> bytes:
    """XML parts that stay well-formed, with values that nobody expects."""
    parts = _parts(data)
    chosen = [
        n
        for n, (name, _) in enumerate(parts)
        if re.search(r"sheet\d*\.xml|document\.xml|Strings|styles|workbook\.xml", name)
    ]
    for at in chosen if chosen and random.random() < 0.5 else random.sample(chosen, min(len(chosen), 1)):
        name, body = parts[at]
        places = list(re.finditer(rb'(?<=")[^"<>]*(?=")|(?<=>)[^<>]+(?=<)', body))
        for match in sorted(random.sample(places, min(len(places), 12)), key=lambda m: -m.start()):
            new = random.choice(
                (*_NUMBERS, b"A1:XFD1048576", b"XFD1048576", b"true", "\u202e合计".encode(), b"x" * 5000)
            )
            body = body[: match.start()] + new + body[match.end() :]
        parts[at] = (name, body)
    return archive_of(parts) if parts else data


def shuffle_members(data: bytes, random: Random) -> bytes:
    """A part missing, doubled, or under another's name."""
    parts = _parts(data)
    if not parts:
        return cut_off(data, random)
    at = random.randrange(len(parts))
    match random.randrange(4):
        case 0:
            del parts[at]
        case 1:
            parts.append(parts[at])
        case 2:
            parts[at] = (random.choice(parts)[0], parts[at][1])
        case _:
            parts[at] = (f"../../{parts[at][0]}", parts[at][1])
    return archive_of(parts)


def _parts(data: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return [(entry.filename, archive.read(entry)) for entry in archive.infolist()]


# -- PDF --------------------------------------------------------------------------------------------------------------


def damage_stream(data: bytes, random: Random) -> bytes:
    """What a PDF's stream says, damaged and packed again into the room it had, so that everything else still fits."""
    places = list(_STREAM.finditer(data))
    random.shuffle(places)
    for match in places[: random.choice((1, 1, 8))]:
        try:
            body = zlib.decompressobj().decompress(match.group(1), _LARGEST_STREAM)
        except zlib.error:
            continue
        changed = random.choice((flip_bits, remove_chunk, repeat_chunk, move_chunk, insert_scraps, swap_numbers))(
            body, random
        )
        room = match.end(1) - match.start(1)
        packed = zlib.compress(changed, 9)
        while len(packed) > room and changed:
            changed = changed[: len(changed) * 3 // 4]
            packed = zlib.compress(changed, 9)
        if len(packed) <= room:
            data = data[: match.start(1)] + packed.ljust(room, b"\0") + data[match.end(1) :]
    return data


def damage_objects(data: bytes, random: Random) -> bytes:
    """Numbers of a PDF's objects (sizes, boxes, references, offsets) replaced by others as long."""
    changed = bytearray(data)
    streams = [(match.start(1), match.end(1)) for match in _STREAM.finditer(data)]
    places = [m for m in re.finditer(rb"\d+", data) if not any(a <= m.start() < b for a, b in streams)]
    for match in random.sample(places, min(len(places), random.choice((1, 3, 20)))):
        size = match.end() - match.start()
        new = random.choice(
            (b"9" * size, b"0" * size, b"-" * (size > 1) + b"1" * (size - (size > 1)), b"1".rjust(size))
        )
        changed[match.start() : match.end()] = new[:size]
    return bytes(changed)


# -- text and HTML ----------------------------------------------------------------------------------------------------


def another_encoding(data: bytes, random: Random) -> bytes:
    """The text in another encoding, or in two, or with the wrong mark in front."""
    text = data.decode("utf-8", "replace")
    other = text.encode(
        random.choice(("gb18030", "utf-16", "utf-16-le", "utf-32", "big5", "utf-7", "cp1252")), "replace"
    )
    match random.randrange(3):
        case 0:
            return other
        case 1:
            return data[: len(data) // 2] + other[len(other) // 2 :]
        case _:
            return random.choice((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")) + data


def shuffle_lines(data: bytes, random: Random) -> bytes:
    """Lines exchanged, doubled and dropped."""
    lines = data.split(b"\n")
    for _ in range(random.choice((2, 20))):
        a, b = random.randrange(len(lines)), random.randrange(len(lines))
        lines[a], lines[b] = (lines[b], lines[a]) if random.random() < 0.7 else (lines[b], lines[b] * 2)
    return b"\n".join(lines)


def lose_tags(data: bytes, random: Random) -> bytes:
    """Tags, or the separators of a text export, dropped or doubled here and there."""
    share = random.choice((0.02, 0.2))
    return re.sub(
        rb"<[^<>]{1,200}>|\t",
        lambda m: random.choice((b"", m.group() * 2)) if random.random() < share else m.group(),
        data,
    )


_ANY: Final[dict[str, Mutation]] = {
    f.__name__: f
    for f in (flip_bits, cut_off, lose_start, remove_chunk, repeat_chunk, move_chunk, blank_chunk, insert_scraps, swap_numbers)
}  # fmt: skip
_OF_KIND: Final[dict[str, dict[str, Mutation]]] = {
    kind: {f.__name__: f for f in found}
    for kind, found in {
        "zip": (damage_member, damage_values, shuffle_members),
        "pdf": (damage_stream, damage_objects),
        "text": (another_encoding, shuffle_lines, lose_tags),
    }.items()
}
