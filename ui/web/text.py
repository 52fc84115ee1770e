"""Every word the web page shows, in Chinese and English. Words only: no markup, no logic but choosing a language."""

from __future__ import annotations

import re
from typing import Final, Literal

Language = Literal["zh", "en"]
Words = dict[str, str]

WORDS: Final[dict[Language, Words]] = {
    "zh": {
        "title": "预算问答",
        "subtitle": "向政府预算、决算提问：给出数字、数字印在哪一格，以及是否对得上账。",
        "switch": "语言",
        "documents": "限定文件（不选则查全部）",
        "question": "问题",
        "question_hint": "例如：{example}",
        "question_hint_plain": "输入问题",
        "send": "提问",
        "clear": "清空对话",
        "transcript": "对话",
        "evidence": "出处",
        "asked": "提问",
        "working": "正在查找并核对……",
        "welcome": "可以这样问",
        "welcome_note": "每个数字都来自已公开文件的某一格，或由这些数字按公式算出。",
        "empty_store": "库里还没有文件。请先运行 budgetqa ingest 路径，再刷新本页。",
        "holding": "库中现有 {documents} 份文件，{figures} 个数字。",
        "answered": "已答",
        "refused": "未答",
        "clarify": "请选择",
        "failed": "出错",
        "failed_text": "回答时出了错，没有给出结果。请换个说法再试；若仍然出错，请查看服务端日志。",
        "candidates_refused": "库里相近的有",
        "candidates_clarify": "请选择其中一项",
        "sources": "出处",
        "source_n": "查看出处 {n}",
        "notes": "说明",
        "proven": "已印证",
        "unproven": "未印证",
        "contested": "有出入",
        "ocr": "图像识别",
        "ocr_why": "原件是扫描件，数字由图像识别得出，引用前请核对原件",
        "proven_why": "至少有一条勾稽关系印证了它，且没有不成立的",
        "unproven_why": "没有可用来核对它的勾稽关系",
        "contested_why": "有勾稽关系在它这里不成立",
        "evidence_empty": "提问之后，这里显示数字所在的原表，并标出那一格。",
        "evidence_none": "这个回答没有引用任何数字。",
        "document": "文件",
        "organization": "单位",
        "year": "年度",
        "basis": "口径",
        "budget": "预算",
        "final_accounts": "决算",
        "table": "表",
        "money_unit": "金额单位",
        "place": "位置",
        "page": "第 {n} 页",
        "line": "第 {n} 行",
        "item": "项目",
        "column": "栏目",
        "code": "编码",
        "printed": "原文",
        "blank": "空白（未列金额）",
        "sentence": "原句",
        "calculation": "计算",
        "formula": "公式",
        "operands": "取数",
        "rounding": "取舍",
        "result": "结果",
        "yuan": "元",
        "source_table": "原表（可左右滚动）",
        "part_of_table": "显示第 {first}–{last} 行，共 {total} 行",
        "realigned": "这一行在原文件中错位，已按勾稽关系归位",
        "table_gone": "原表已不在库中。",
        "cited_cell": "引用的单元格",
        "unknown": "未注明",
        "and": "、",
    },
    "en": {
        "title": "Budget Q&A",
        "subtitle": "Ask a government budget: the figure, the cell it was printed in, and whether it adds up.",
        "switch": "Language",
        "documents": "Limit to documents (none chosen: all)",
        "question": "Question",
        "question_hint": "For example: {example}",
        "question_hint_plain": "Type a question",
        "send": "Ask",
        "clear": "Clear",
        "transcript": "Conversation",
        "evidence": "Evidence",
        "asked": "You asked",
        "working": "Looking it up and checking it…",
        "welcome": "You could ask",
        "welcome_note": "Each number comes from one cell of a published document, or is computed from such numbers.",
        "empty_store": "The store is empty. Run budgetqa ingest PATH first, then reload this page.",
        "holding": "In the store: documents {documents}, figures {figures}.",
        "answered": "Answered",
        "refused": "Not answered",
        "clarify": "Please choose",
        "failed": "Error",
        "failed_text": "Something went wrong and no answer was given. Try other words; if it goes wrong again, "
        "see the server's log.",
        "candidates_refused": "Near things the store does hold",
        "candidates_clarify": "Choose one",
        "sources": "Sources",
        "source_n": "Show source {n}",
        "notes": "Notes",
        "proven": "Proven",
        "unproven": "Unproven",
        "contested": "Contested",
        "ocr": "Read by OCR",
        "ocr_why": "The original is a scan: compare the digits with it before quoting them",
        "proven_why": "At least one accounting identity confirms it and none fails",
        "unproven_why": "No accounting identity tests it",
        "contested_why": "An accounting identity fails here",
        "evidence_empty": "After a question, the table a figure was printed in appears here with its cell marked.",
        "evidence_none": "This answer cites no figure.",
        "document": "Document",
        "organization": "Organisation",
        "year": "Year",
        "basis": "Basis",
        "budget": "Budget",
        "final_accounts": "Final accounts",
        "table": "Table",
        "money_unit": "Unit",
        "place": "Place",
        "page": "page {n}",
        "line": "line {n}",
        "item": "Row",
        "column": "Column",
        "code": "Code",
        "printed": "Printed",
        "blank": "blank (no amount disclosed)",
        "sentence": "Sentence",
        "calculation": "Calculation",
        "formula": "Formula",
        "operands": "Operands",
        "rounding": "Rounding",
        "result": "Result",
        "yuan": "yuan",
        "source_table": "Source table (scrolls sideways)",
        "part_of_table": "Rows {first}–{last} of {total}",
        "realigned": "This row is shifted in the file; it was put back where the accounts balance",
        "table_gone": "The source table is no longer in the store.",
        "cited_cell": "cited cell",
        "unknown": "not stated",
        "and": ", ",
    },
}

_RANGE = re.compile(r"\s*([A-Za-z*]+)(?:-[A-Za-z0-9-]+)?\s*(?:;\s*q=([01](?:\.\d{0,3})?))?\s*")


def words(language: str) -> Words:
    """The words of a language; Chinese for any that is not known."""
    return WORDS["en" if language == "en" else "zh"]


def browser_language(accept: str | None, default: Language = "zh") -> Language:
    """The page's language from an Accept-Language header: whichever of Chinese and English the reader ranks first.

    `default` where the header is missing, unreadable or names neither.
    """
    best: tuple[int, Language] | None = None
    for part in (accept or "").split(","):
        match = _RANGE.fullmatch(part)
        if match is None:
            continue
        name = match.group(1).lower()
        # Thousandths as a whole number: a quality is text like 0.8, and order is all that is asked of it.
        whole, _, decimals = (match.group(2) or "1").partition(".")
        quality = int(whole) * 1000 + int(decimals.ljust(3, "0"))
        if quality == 0:
            continue
        language: Language | None = "zh" if name == "zh" else "en" if name == "en" else None
        if language is not None and (best is None or quality > best[0]):
            best = (quality, language)
    return default if best is None else best[1]
