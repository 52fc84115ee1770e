"""What is said of a file in Chinese: what real readers say of real damage, and nothing lost where the words are not known."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.disclosure import read_disclosure
from ingest.errors import BudgetQAError
from ui.web.reasons import _known, reason_in

PRINTED = Path(__file__).parents[2] / "ui/samples/criminal_police_2024_sample.pdf"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.pdf", PRINTED.read_bytes()[:9000], "a.pdf：PDF 不完整（缺少结尾），请重新下载"),
        ("通知.txt", "关于放假的通知".encode(), "通知.txt：里面没有表格，不是预算或决算"),
        ("b.txt", b" ", "b.txt：文件是空的：请重新导出再添加"),
        ("c.docx", b"PK\x03\x04 nothing", "c.docx：文件已损坏或不完整：请重新获取"),
    ],
)
def test_a_refusal_is_told_in_chinese_and_without_the_command_lines_options(
    tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(BudgetQAError) as refused:
        read_disclosure(path)
    assert reason_in(str(refused.value), "zh") == said
    assert reason_in(str(refused.value), "en") == str(refused.value)


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("table 2 (支出表): cells put back under their columns in rows [56, 57]", "表 2（支出表）：第 [56, 57] 行错位的单元格已归回原列"),
        ("page 3: 436 characters that their cells cut off left out", "第 3 页：略去被单元格截断的 436 个字"),
        ("pages 7-9 not read: more than 6 pages; split the file to read them", "第 7-9 页未读：超过 6 页，请拆分文件"),
    ],
)  # fmt: skip
def test_places_are_told_in_chinese_too(english: str, chinese: str) -> None:
    assert reason_in(english, "zh") == chinese


@given(st.text(max_size=80))
def test_what_is_not_known_stays_as_it_is(text: str) -> None:
    if not any(pattern.fullmatch(text.rpartition(": ")[2]) for pattern, _ in _known()) and " not read: " not in text:
        assert reason_in(text, "zh") == text


def test_every_message_known_here_is_still_said_somewhere() -> None:
    """The words of each entry, between what differs, stand in the code that speaks."""
    root = PRINTED.parents[2]
    code = " ".join(
        file.read_text(encoding="utf-8") for room in ("ingest", "index", "ui") for file in (root / room).rglob("*.py")
    )
    # A message may be written on several lines of code.
    code = re.sub(r'"\s*f?"', "", code)
    listed = (root / "ui/web/reasons.tsv").read_text(encoding="utf-8").splitlines()
    for line in listed:
        if line and not line.startswith("#"):
            longest = max(re.split(r"\{\w+\}", line.split("\t")[0]), key=len)
            assert longest.strip(" ();") in code, longest
