"""ZIP archives: their files by their own names, never unpacked to disk, and nothing that harms the reader."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from ingest import archive
from ingest.archive import hash_member, is_archive, list_members, read_member
from ingest.disclosure import read_disclosure
from ingest.errors import ReadError, UsageError
from ingest.files import find_files
from ingest.worker import read_isolated
from tests.ingest.tables import CLEAN_TEXT

BUDGET = CLEAN_TEXT.encode()


def zipped(path: Path, members: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return path


def test_files_in_an_archive_are_found_and_what_only_clutters_it_is_not(tmp_path: Path) -> None:
    members = {
        "2024/甲局.txt": BUDGET, "2024/乙局.pdf": b"%PDF-", "2024/": b"", "__MACOSX/2024/._甲局.txt": b"x",
        ".hidden.txt": b"x", "~$丙局.xlsx": b"x", "照片.jpg": b"x",
    }  # fmt: skip
    path = zipped(tmp_path / "预算.zip", members)
    found = find_files([path])
    assert [(f.name, f.shown) for f in found] == [
        ("乙局.pdf", f"{path}/2024/乙局.pdf"), ("甲局.txt", f"{path}/2024/甲局.txt"),
    ]  # fmt: skip
    assert found == find_files([tmp_path])


def test_a_member_is_read_as_the_file_would_be(tmp_path: Path) -> None:
    [file] = find_files([zipped(tmp_path / "a.zip", {"甲局.txt": BUDGET})])
    (tmp_path / "甲局.txt").write_bytes(BUDGET)
    alone = read_disclosure(tmp_path / "甲局.txt")
    assert read_disclosure(file) == alone
    assert read_isolated(file) == alone
    assert hash_member(file.path, file.member or 0, file.name) == alone.sha256


def test_an_office_file_is_a_document_whatever_it_is_called(tmp_path: Path) -> None:
    book = zipped(tmp_path / "book.zip", {"[Content_Types].xml": b"", "xl/workbook.xml": b""})
    assert not is_archive(book)
    assert is_archive(zipped(tmp_path / "papers.xlsx", {"甲局.txt": BUDGET}))
    assert not is_archive(tmp_path / "nowhere.txt")


def test_names_in_gbk_or_with_backslashes_are_read_as_meant(tmp_path: Path) -> None:
    """Archives made by Chinese Windows name their files in GBK and do not say so."""
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as made:
        made.writestr("AAAA\\BBBB.txt", BUDGET)
    (tmp_path / "a.zip").write_bytes(
        raw.getvalue().replace(b"AAAA", "预算".encode("gbk")).replace(b"BBBB", "甲局".encode("gbk"))
    )
    assert [(m.path, m.name) for m in list_members(tmp_path / "a.zip")] == [("预算/甲局.txt", "甲局.txt")]


@pytest.mark.parametrize("name", ["../../etc/甲.txt", "/etc/甲.txt", "C:\\..\\甲.txt", "./甲.txt", "..\\\\..\\甲.txt"])
def test_a_name_that_points_elsewhere_points_nowhere(tmp_path: Path, name: str) -> None:
    inside = tmp_path / "in"
    inside.mkdir()
    [file] = find_files([zipped(inside / "a.zip", {name: BUDGET})])
    assert file.name == "甲.txt"
    assert ".." not in file.source
    assert file.source.startswith(str(inside / "a.zip"))
    assert read_disclosure(file).document == "甲.txt"
    assert [path.name for path in tmp_path.rglob("*")] == ["in", "a.zip"]


def test_bombs_and_damage_are_refused_by_name(tmp_path: Path) -> None:
    bomb = zipped(tmp_path / "bomb.zip", {"甲.txt": bytes(30_000_000)})
    with pytest.raises(ReadError, match=r"^甲\.txt: .*ZIP bomb"):
        read_member(bomb, 0, "甲.txt")
    fine = zipped(tmp_path / "fine.zip", {"甲.txt": BUDGET}).read_bytes()
    (tmp_path / "crc.zip").write_bytes(fine.replace(fine[60:70], b"\0" * 10))
    with pytest.raises(ReadError, match=r"^甲\.txt: is damaged in crc\.zip"):
        read_member(tmp_path / "crc.zip", 0, "甲.txt")
    local, central = fine.index(b"PK\x03\x04"), fine.index(b"PK\x01\x02")
    locked = bytearray(fine)
    locked[local + 6] |= 1
    locked[central + 8] |= 1
    (tmp_path / "locked.zip").write_bytes(locked)
    with pytest.raises(ReadError, match="password"):
        read_member(tmp_path / "locked.zip", 0, "甲.txt")


def test_a_list_too_long_to_hold_is_not_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = zipped(tmp_path / "many.zip", {f"{n}.txt": b"x" for n in range(5)})
    assert len(list_members(path)) == 5
    monkeypatch.setattr(archive, "MAX_MEMBERS", 4)
    with pytest.raises(ReadError, match="holds over 4 files"):
        list_members(path)
    monkeypatch.setattr(archive, "MAX_MEMBERS", 5)
    monkeypatch.setattr(archive, "MAX_UNPACKED", 4)
    with pytest.raises(ReadError, match=r"^many\.zip: unpacks to over"):
        list_members(path)


def test_an_archive_that_cannot_be_listed_stops_nothing(tmp_path: Path) -> None:
    zipped(tmp_path / "cut.zip", {"甲.txt": BUDGET}).write_bytes((tmp_path / "cut.zip").read_bytes()[:-30])
    zipped(tmp_path / "empty.zip", {"照片.jpg": b"x"})
    (tmp_path / "乙.txt").write_bytes(BUDGET)
    problems = {file.name: file.problem for file in find_files([tmp_path])}
    assert problems["乙.txt"] == ""
    assert "cut off" in problems["cut.zip"]
    assert "holds no file" in problems["empty.zip"]


def test_a_folder_without_documents_and_a_path_to_nothing_are_wrong_calls(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds no file"):
        find_files([tmp_path])
    with pytest.raises(UsageError, match="no such file"):
        find_files([tmp_path / "gone.zip"])
