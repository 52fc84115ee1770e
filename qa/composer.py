"""What every answer is composed with: looking a thing up wherever it stands, stating it, refusing, the notes it owes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from index import vocabulary
from index.records import DocumentRecord
from ingest.amounts import UNITS
from ingest.model import Figure
from qa import agreement, asking, calculate, fund_wholes, narrative, rows
from qa.answer import Draft
from qa.finder import Finder
from qa.found import Choice, Found, Missing
from qa.lookup import Lookup
from qa.members import Member
from qa.operands import operands
from qa.plan import Item, Plan
from qa.preference import INCOME_TABLES, PART_TABLES, PURCHASES, sense_of
from qa.scoring import equal
from qa.sharing import bought_kinds, divided, heads_shared, prefix_shared, side_by_side
from qa.wording import NOTES, blank_text, context, full_name, held, missing_text, sense_name, stated_name

_LEVEL_NAMES = {"department": ("（部门口径）", " (department)"), "unit": ("（单位口径）", " (unit)")}
_NAMESAKES = 30  # rows of one name that are all shown
_ROWS_TOLD = 12  # rows of a sum that are told one by one
Said = tuple[str, str, list[Any]]
"""(status, text, candidates)"""


class Composer(Lookup):
    """Writes one answer from the holdings in scope; `finder` looks things up in them. `members` are the body that all of it is
    about, where it is one of a department's: its holdings are then the ones in scope."""

    def __init__(self, draft: Draft, plan: Plan, finder: Finder, members: tuple[Member, ...] = ()) -> None:
        super().__init__(plan, finder, members)
        self.draft = draft
        self.zh = plan.language == "zh"
        self._bases: set[str | None] = set()
        self.records: list[DocumentRecord] = [holding.record for holding in finder.holdings]
        self.only_budgets = all(record.facts.basis != "final_accounts" for record in self.records)

    @property
    def own_year(self) -> int | None:
        """The year of the latest document in scope: what a question that names none is of."""
        return max((r.facts.fiscal_year for r in self.records if r.facts.fiscal_year), default=None)

    @property
    def years_held(self) -> frozenset[int]:
        """The years that documents in scope are of."""
        return frozenset(r.facts.fiscal_year for r in self.records if r.facts.fiscal_year)

    @property
    def holds(self) -> str:
        """The documents in scope, in words."""
        facts = [(r.facts.organization, r.facts.fiscal_year, r.facts.basis, r.name) for r in self.records]
        return held(facts, self.plan.language)

    def say(self, zh: str, en: str) -> str:
        """The sentence in the answer's language."""
        return zh if self.zh else en

    def money(self, figure: Figure) -> str:
        """A figure as it stands in the text, with its citation and those of other places that print the same."""
        text = self.draft.money(figure) if figure.unit in UNITS else self.draft.stated_figure(figure)
        return text + "".join(f" [{self.draft.cite(other)}]" for other in self._also.get(figure.id, ()))

    # --- looking up ----------------------------------------------------------------------------------------------------

    def operands(self) -> list[Item]:
        """The plan's things, one for each organisation, year and level that it asks about."""
        items = bought_kinds(self, prefix_shared(self, fund_wholes.shared(operands(self.plan))))
        return side_by_side(self, divided(self, heads_shared(self, items)))

    # --- refusing ------------------------------------------------------------------------------------------------------

    def unknown_organization(self, name: str, records: Sequence[DocumentRecord]) -> Said:
        """An organisation that no document belongs to."""
        facts = [(r.facts.organization, r.facts.fiscal_year, r.facts.basis, r.name) for r in records]
        everything = held(facts, self.plan.language)
        self.draft.name(name, everything)
        text = missing_text(Missing("organization", name), None, everything, self.plan.language)
        names = list(dict.fromkeys(r.facts.organization for r in records if r.facts.organization))[:8]
        return "refused", text, names

    def unheld_year(self) -> Said | None:
        """A year that neither a document nor a look-back column can cover."""
        held_years = {r.facts.fiscal_year for r in self.records if r.facts.fiscal_year}
        if not held_years or not self.plan.years:
            return None
        reach = held_years | {year - 1 for year in held_years} | {year - 2 for year in held_years}
        # What the text aims at in a year to come (到2030年，绿色出行比例…) is of that year.
        reach |= {f.column_year for holding in self.finder.holdings for f in holding.stated if f.column_year}
        strange = [year for year in self.plan.years if year not in reach]
        if not strange:
            return None
        known = tuple(str(year) for year in sorted(held_years, reverse=True))
        return self.refuse(Missing("year", "、".join(map(str, strange)), known), None)

    def refuse(self, missing: Missing | Choice, item: Item | None) -> Said:
        """The refusal, or the question back where only a choice is missing."""
        if isinstance(missing, Missing) and missing.kind == "item" and self.plan.actual and self.only_budgets:
            missing = Missing("basis", "final_accounts")  # whatever the item, no budget says what was really spent
        if isinstance(missing, Choice):
            names = list(missing.organizations)
            self.draft.name(*names)
            text = self.say(
                "有多个单位公布了这一项，请选择单位：", "Several organisations disclose this. Which one do you mean: "
            )
            return "clarify", text + ("、" if self.zh else ", ").join(names) + self.say("。", "?"), names
        missing = replace(missing, candidates=tuple(dict.fromkeys(missing.candidates)))
        self.draft.name(missing.text, self.holds, *missing.candidates)
        if item is not None:
            self.draft.name(item.text)
        if missing.kind in {"year", "basis"}:
            self.draft.year(*self.plan.years, *(int(c) for c in missing.candidates if c.isdecimal()))
        text = missing_text(missing, item, self.holds, self.plan.language)
        return "refused", text, list(missing.candidates) if missing.kind != "basis" else []

    # --- stating -------------------------------------------------------------------------------------------------------

    def remark(self, *figures: Figure) -> None:
        """Notes that every answer over these figures owes its reader."""
        language = self.plan.language
        self._bases |= {f.column_basis or f.basis for f in figures if f.unit in UNITS}
        if any((f.column_basis or f.basis) == "budget" and f.unit in UNITS for f in figures):
            self.draft.note("budget_not_actual", NOTES["budget_not_actual"][language])
        if any(f.column_year and f.fiscal_year and f.column_year != f.fiscal_year for f in figures):
            self.draft.note("prior_year_column", NOTES["prior_year_column"][language])
        if any(f.proof == "contested" for f in figures):
            self.draft.note("contested", NOTES["contested"][language])

    def with_note(self, text: str) -> str:
        """The text, with the budget note said aloud."""
        if any(note["kind"] == "budget_not_actual" for note in self.draft.notes):
            said = "budget_and_final" if "final_accounts" in self._bases else "budget_not_actual"
            return text + self.say("", " ") + NOTES[said][self.plan.language]
        return text

    def state(self, found: Found, item: Item | None = None, *, brief: bool = False) -> str:
        """One sentence for one figure, with other readings of its name."""
        figure, language = found.figure, self.plan.language
        self.remark(figure)
        if found.blank:
            return blank_text(figure, language, self.draft.cite(figure)) + self._said_to_be_none(item)
        if figure.source == "narrative":
            return self.quote(found)
        if found.added:
            return self.in_rows(found, brief=brief)
        sense = sense_name(sense_of(figure), language) if len(self.plan.senses) > 1 else ""
        name, money = full_name(figure, language), self.money(figure)
        # One side of it: the other stands in another table.
        apart = figure.table_kind in PART_TABLES and bool(found.others)
        if item is not None and (apart or self._by_title(item, figure)) and (figure.table or "") not in name:
            self.draft.name(figure.table)
            name += self.say(f"（{figure.table}）", f" ({figure.table})")
        if self.zh:
            lead = "" if brief else f"{self.where(figure)}中，"
            text = f"{lead}{sense}{name}为 {money}。"
        else:
            lead = "" if brief else f"In {self.where(figure)}, "
            text = f"{lead}{f'the {sense} ' if sense else ''}{name} is {money}."
            text = text[0].upper() + text[1:]
        if len(self.plan.senses) > 1:
            return text
        owed = self.only_income(figure) if item is not None and item.whole == "expenditure" else ""
        return (
            text
            + (self.say(owed, f" {owed}") if owed else "")
            + self._heading(found)
            + self.namesakes(found)
            + self.other_readings(found)
            + (self.disagreement(item, found) if item else "")
        )

    def in_rows(self, found: Found, *, brief: bool = False) -> str:
        """One sentence for a thing that its table prints in several rows: their sum, with each of them; of many the largest, and what
        the others come to."""
        figure, parts = found.figure, (found.figure, *found.namesakes)
        self.remark(*parts)
        told_alone = len(parts)
        if told_alone > _ROWS_TOLD:
            parts, told_alone = tuple(sorted(parts, key=_size, reverse=True)), _ROWS_TOLD - 1
        amount = self.draft.computed(calculate.total(parts), first=False)
        shown, others = parts[:told_alone], parts[told_alone:]
        above = [" › ".join(part.path if found.name else part.path[:-1]) for part in shown]
        self.draft.name(found.name, figure.table, *above)
        told = [
            f"{name}{self.say('：', ': ')}{self.money(part)}" if name else self.money(part)
            for name, part in zip(above, shown, strict=True)
        ]
        if others:
            rest = self.draft.computed(calculate.total(others), first=False)
            told.append(self.say(f"其余各行：{rest}", f"the other rows: {rest}"))
        name, table = self.called(found), figure.table or ""
        lead = "" if brief else self.say(f"{self.where(figure)}中，", f"In {self.where(figure)}, ")
        text = lead + self.say(
            f"{name}合计 {amount}，是{table}中{'其下' if found.name else '这一项'}各行之和：{' + '.join(told)}。",
            f"{name} comes to {amount}, the sum of {'the rows under it' if found.name else 'its rows'} in {table}: {' + '.join(told)}.",
        )
        return text[0].upper() + text[1:]

    def called(self, found: Found) -> str:
        """What several rows are called together."""
        if not found.name:
            return full_name(found.figure, self.plan.language)
        self.draft.name(found.code)
        if self.zh:
            return f"{found.name}（{found.code}）" if found.code and found.code != found.name else found.name
        english = vocabulary.english_name(found.name, found.code or None)
        beside = ", ".join(dict.fromkeys(filter(None, (found.name, found.code))))
        return f"{english} ({beside})" if english else beside

    def where(self, figure: Figure) -> str:
        """Whose figure it is and of which budget; of the department or of the unit where the question speaks of both."""
        text = context(figure, self.plan.language)
        level = next((r.facts.level for r in self.records if r.name == figure.document), None)
        if len(self.plan.levels) < 2 or level is None:
            return text
        return text + self.say(*_LEVEL_NAMES[level])

    def _by_title(self, item: Item, figure: Figure) -> bool:
        """Whether the title of its table alone accounts for one of an item's words (基本支出 of a body): it is told then."""
        holding = self.finder.holding_of(figure)
        if holding is None or not figure.table or len(item.terms) < 2:
            return False
        book = holding.book
        own = {figure.label, *figure.path, *figure.measure_path}
        return any(figure.table in (fits := book.fits(term)) and not own & fits.keys() for term in item.terms)

    def _said_to_be_none(self, item: Item | None) -> str:
        """What the running text says of a thing whose cell is empty, where it says 0."""
        said = narrative.find(self.finder, item) if item is not None else None
        if said is None or said.figure.amount != 0 or said.others:
            return ""
        shown = self.draft.stated_figure(said.figure)
        return self.say(f"文字说明写明为 {shown}。", f" The text states {shown}.")

    def quote(self, found: Found) -> str:
        """What the running text states. The sentence itself stands in the citation: it may hold numbers nobody asked for,
        and an answer prints none that is not among its figures."""
        texts: list[str] = []
        for figure in (found.figure, *found.others):
            self.remark(figure)
            self.draft.name(*figure.path, figure.measure, figure.table)
            value = self.draft.stated_figure(figure)
            if figure.source == "table":
                texts.append(self.say(f"{figure.table}印有 {value}。", f"{figure.table} prints {value}."))
                continue
            year = figure.column_year if figure.column_year != figure.fiscal_year else None
            name = (f"{year}{self.say('年', ' ')}" if year else "") + stated_name(figure, self.plan.language)
            texts.append(self.say(f"{name}为 {value}。", f"{name}: {value}."))
        first = replace(found.figure, column_year=found.figure.fiscal_year, column_basis=found.figure.basis)
        lead = self.say(f"{context(first, 'zh')}的文字说明中，", f"In the text of {context(first, 'en')}, ")
        empty = self._empty.get(found.figure.id)
        if empty is not None:
            self.draft.name(empty.table)
            number = self.draft.cite(empty)
            texts.append(
                self.say(
                    f"表中（{empty.table or ''}）这一格为空 [{number}]。",
                    f"The cell for it in {empty.table or 'the table'} is empty [{number}].",
                )
            )
        return lead + self.say("", " ").join(texts)

    def only_income(self, figure: Figure, *, several: bool = False) -> str:
        """What is owed to who asked for the spending of bodies of which only the income is printed."""
        if figure.table_kind not in INCOME_TABLES or not asking.SPENDING.search(self.plan.question):
            return ""  # 预算多少: either side of it
        whose = self.say("各单位", "the units’") if several else self.say("该单位", "the unit’s")
        return self.say(
            f"文件没有按单位列出支出，以上是{whose}的收入总计。",
            f"The document does not print the spending of each unit; this is {whose} total income.",
        )

    def _heading(self, found: Found) -> str:
        """Under which name a row stands that was asked for by its heading's."""
        if not found.headed or found.namesakes:
            return ""
        above = " › ".join(found.figure.path[:-1])
        self.draft.name(above)
        text = self.say(f"这是“{above}”下唯一的一行。", f" It is the only row under {above}.")
        plain = found.figure.label not in self.plan.question and not asking.BUYS.search(self.plan.question)
        if found.figure.table_kind in PURCHASES and plain:
            text += self.say(
                "这是政府采购的金额，文件没有另外印出总额。",
                " That is what is bought; no other total of it is printed.",
            )
        return text

    def namesakes(self, found: Found) -> str:
        """Rows of the same name under other headings of the same table."""
        if not found.namesakes:
            return ""
        language = self.plan.language
        texts = []
        for figure in found.namesakes[:_NAMESAKES]:
            above = " › ".join(figure.path[:-1]) or figure.table or figure.document
            texts.append(
                self.say(f"“{above}”下为 {self.draft.money(figure)}", f"under {above}: {self.draft.money(figure)}")
            )
            self.draft.name(above)
        own = " › ".join(found.figure.path[:-1])
        self.draft.name(own, *(figure.table for figure in found.namesakes))
        self.draft.note("several", NOTES["several"][language])
        lead = self.say(
            f"以上为“{own}”下的一行；同名的还有：" if own else "同名的还有：",
            f" That is the row under {own}; the same name also stands " if own else " The same name also stands ",
        )
        return lead + self.say("；", "; ").join(texts) + self.say("。", ".")

    def other_readings(self, found: Found) -> str:
        """Other amounts that are printed under the same name."""
        texts: list[str] = []
        for other in found.others[:3]:
            where = other.table or other.document
            if other.document != found.figure.document:
                where = self.say("单位（本级）口径", "The unit’s own document")
            what = full_name(other, self.plan.language)
            self.draft.name(where)
            texts.append(
                self.say(
                    f"{where}另印有“{what}” {self.draft.money(other)}",
                    f"{where} also prints {what}: {self.draft.money(other)}",
                )
            )
            self.remark(other)
        return (self.say("", " ") + self.say("；", "; ").join(texts) + self.say("。", ".")) if texts else ""

    def disagreement(self, item: Item, found: Found) -> str:
        """Where the running text gives the same thing another amount, both are shown, and which one balances."""
        odd = agreement.disagreeing(self.finder, item, found)
        if not odd:
            return ""
        shown = self.say("、", ", ").join(self.draft.stated_figure(figure) for figure in odd)
        self.draft.note("text_disagrees", NOTES["text_disagrees"][self.plan.language])
        proven = found.figure.proof == "proven"
        return self.say(
            f"文字说明印为 {shown}，与表不一致{'，表中数与其他数勾稽相符' if proven else ''}。",
            f" The text prints {shown}, which disagrees with the table{'; the table’s figure balances' if proven else ''}.",
        )

    def children(self, found: Found) -> list[Figure]:
        """The rows under a found heading, in the first of its tables that prints any."""
        for heading in (found.figure, *found.same):
            under = rows.children(self.finder.holdings, heading)
            if under:
                return under
        return []


def agree(a: Found, b: Found) -> bool:
    """Whether two findings are of the same amount."""
    return equal(a.figure, b.figure)


def _size(figure: Figure) -> Decimal:
    return abs(figure.amount or Decimal(0))
