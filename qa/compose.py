"""From plan and figures to sentences: one method an intent. Short, plain, figure first, every number through the draft."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from index.library import Library
from index.records import DocumentRecord
from ingest.model import Figure
from qa import calculate, indicators
from qa.answer import Draft
from qa.calculate import CalculationError, Result
from qa.finder import Choice, Finder, Found, Missing, sense_of
from qa.plan import Item, Plan
from qa.wording import NOTES, blank_text, column_name, context, full_name, item_name, missing_text, sense_name

Said = tuple[str, str, list[Any]]
"""(status, text, candidates)"""


class Composer:
    """Writes one answer. `holds` says in words what documents are in scope."""

    def __init__(self, draft: Draft, plan: Plan, finder: Finder, holds: str) -> None:
        self.draft, self.plan, self.finder, self.holds = draft, plan, finder, holds
        self.zh = plan.language == "zh"

    def say(self, zh: str, en: str) -> str:
        """The sentence in the answer's language."""
        return zh if self.zh else en

    def compose(self) -> Said:
        """The answer for the plan's intent."""
        try:
            match self.plan.intent:
                case "share":
                    return self._share()
                case "growth" | "change":
                    return self._growth()
                case "difference":
                    return self._difference()
                case "sum":
                    return self._sum()
                case "list":
                    return self._list()
                case "rank":
                    return self._rank()
                case "cause":
                    return self._cause()
                case _:
                    return self._lookup()
        except CalculationError as error:
            return "refused", self.say(f"无法计算：{error}。", f"This cannot be worked out: {error}."), []

    # --- refusals ------------------------------------------------------------------------------------------------

    def unknown_organization(self, name: str, everything: str) -> Said:
        """An organisation that no document belongs to."""
        self.draft.name(name, everything)
        return "refused", missing_text(Missing("organization", name), None, everything, self.plan.language), []

    def unheld_year(self, records: Sequence[DocumentRecord]) -> Said | None:
        """A year that neither a document nor a look-back column can cover."""
        held = {r.facts.fiscal_year for r in records if r.name in self.plan.documents and r.facts.fiscal_year}
        if not held or not self.plan.years:
            return None
        reach = held | {year - 1 for year in held} | {year - 2 for year in held}
        if all(year in reach for year in self.plan.years):
            return None
        strange = [year for year in self.plan.years if year not in reach]
        missing = Missing("year", "、".join(map(str, strange)), tuple(str(year) for year in sorted(held, reverse=True)))
        return self._refuse(missing, None)

    def _refuse(self, missing: Missing | Choice, item: Item | None) -> Said:
        if isinstance(missing, Choice):
            names = list(missing.organizations)
            self.draft.name(*names)
            text = self.say(
                "有多个单位公布了这一项，请选择单位：", "Several organisations disclose this. Which one do you mean: "
            )
            return "clarify", text + ("、" if self.zh else ", ").join(names) + self.say("。", "?"), names
        self.draft.name(missing.text, self.holds, *(missing.candidates))
        if item is not None:
            self.draft.name(item.text)
        if missing.kind in {"year", "basis"}:
            self.draft.year(*self.plan.years, *(int(c) for c in missing.candidates if c.isdecimal()))
        text = missing_text(missing, item, self.holds, self.plan.language)
        return "refused", text, list(missing.candidates) if missing.kind != "basis" else []

    # --- finding -------------------------------------------------------------------------------------------------

    def _find(self, item: Item, year: int | None = None) -> Found | Missing | Choice:
        found = self.finder.find(item, year=year)
        if isinstance(found, Found) and item.unmatched and item.match != "semantic":
            # Words that name nothing printed narrow the question to something else than what was found.
            return Missing(
                "item", item.text, (item_name(found.figure, self.plan.language, coded=False), *item.nearest[:3])
            )
        return found

    def _remark(self, *figures: Figure) -> None:
        """Notes that every answer over these figures owes its reader."""
        if any((f.column_basis or f.basis) == "budget" for f in figures):
            self.draft.note("budget_not_actual", NOTES["budget_not_actual"][self.plan.language])
        if any(f.column_year and f.fiscal_year and f.column_year != f.fiscal_year for f in figures):
            self.draft.note("prior_year_column", NOTES["prior_year_column"][self.plan.language])
        if any(f.proof == "contested" for f in figures):
            self.draft.note("contested", NOTES["contested"][self.plan.language])

    def _with_note(self, text: str) -> str:
        """The text, with the budget note said aloud."""
        if any(note["kind"] == "budget_not_actual" for note in self.draft.notes):
            return text + self.say("", " ") + NOTES["budget_not_actual"][self.plan.language]
        return text

    # --- intents -------------------------------------------------------------------------------------------------

    def _lookup(self) -> Said:
        items = self._by_sense(self.plan.items)
        if not items:
            return self._refuse(Missing("item", self.plan.question), None)
        years: Sequence[int | None] = self.plan.years if len(self.plan.years) > 1 else (None,)
        sentences: list[str] = []
        for item in items:
            for year in years:
                found = self._find(item, year)
                if not isinstance(found, Found):
                    return self._refuse(found, item)
                sentences.append(self._state(found, brief=bool(sentences)))
        return "answered", self._with_note(self.say("", " ").join(sentences)), []

    def _by_sense(self, items: Sequence[Item]) -> list[Item]:
        """One name asked for in several senses (as an account and as a project) becomes one item a sense."""
        if len(self.plan.senses) > 1 and len({item.labels for item in items if item.found}) == 1:
            item = next(item for item in items if item.found)
            return [item.model_copy(update={"sense": sense}) for sense in self.plan.senses]
        return list(items)

    def _state(self, found: Found, *, brief: bool = False) -> str:
        """One sentence for one figure, with other readings of its name."""
        figure, language = found.figure, self.plan.language
        self._remark(figure)
        if found.blank:
            return blank_text(figure, language, self.draft.cite(figure))
        sense = sense_name(sense_of(figure), language) if len(self.plan.senses) > 1 else ""
        name, money = full_name(figure, language), self.draft.money(figure)
        if self.zh:
            lead = "" if brief else f"{context(figure, language)}中，"
            text = f"{lead}{f'{sense}' if sense else ''}{name}为 {money}。"
        else:
            lead = "" if brief else f"In {context(figure, language)}, "
            text = f"{lead}{f'the {sense} ' if sense else ''}{name} is {money}."
            text = text[0].upper() + text[1:]
        return text + self._other_readings(found)

    def _other_readings(self, found: Found) -> str:
        if len(self.plan.senses) > 1:
            return ""
        texts: list[str] = []
        for other in found.others[:3]:
            where = other.table or other.document
            what = full_name(other, self.plan.language)
            self.draft.name(where)
            texts.append(
                self.say(
                    f"{where}另印有“{what}” {self.draft.money(other)}",
                    f"{where} also prints {what}: {self.draft.money(other)}",
                )
            )
            self._remark(other)
        return (self.say("", " ") + self.say("；", "; ").join(texts) + self.say("。", ".")) if texts else ""

    def _pair(self, a: Item, b: Item) -> tuple[Figure, Figure] | Said:
        figures: list[Figure] = []
        for item in (a, b):
            found = self._find(item)
            if not isinstance(found, Found):
                return self._refuse(found, item)
            if found.blank:
                number = self.draft.cite(found.figure)
                self._remark(found.figure)
                return "answered", blank_text(found.figure, self.plan.language, number), []
            figures.append(found.figure)
        return figures[0], figures[1]

    def _share(self) -> Said:
        if not self.plan.items or self.plan.base is None:
            return self._refuse(Missing("item", self.plan.question), None)
        pair = self._pair(self.plan.items[0], self.plan.base)
        if len(pair) == 3:
            return pair
        part, whole = pair
        percent = self.draft.computed(calculate.share(part, whole))
        self._remark(part, whole)
        text = self.say(
            f"{context(part, 'zh')}中，{full_name(part, 'zh')}占{full_name(whole, 'zh')}的 {percent}："
            f"{self.draft.money(part)} ÷ {self.draft.money(whole)}。",
            f"In {context(part, 'en')}, {full_name(part, 'en')} is {percent} of {full_name(whole, 'en')}: "
            f"{self.draft.money(part)} ÷ {self.draft.money(whole)}.",
        )
        return "answered", self._with_note(text), []

    def _difference(self) -> Said:
        if len(self.plan.items) < 2:
            return self._refuse(Missing("item", self.plan.question), None)
        pair = self._pair(self.plan.items[0], self.plan.items[1])
        if len(pair) == 3:
            return pair
        a, b = pair
        return self._compared(a, b, full_name(a, self.plan.language), full_name(b, self.plan.language))

    def _compared(self, a: Figure, b: Figure, name_a: str, name_b: str) -> Said:
        result = calculate.difference(a, b)
        amount = self.draft.computed(result)
        self._remark(a, b)
        word = self.say("多" if result.value >= 0 else "少", "more" if result.value >= 0 else "less")
        if result.value == 0:
            text = self.say(f"{name_a}与{name_b}相等", f"{name_a} and {name_b} are equal")
        else:
            text = self.say(f"{name_a}比{name_b}{word} {amount}", f"{name_a} is {amount} {word} than {name_b}")
        text += self.say("：", ": ") + f"{self.draft.money(a)} − {self.draft.money(b)}" + self.say("。", ".")
        lead = (
            self.say(f"{context(a, 'zh')}中，", f"In {context(a, 'en')}, ")
            if context(a, "zh") == context(b, "zh")
            else ""
        )
        return "answered", self._with_note(lead + text if lead or self.zh else text[0].upper() + text[1:]), []

    def _growth(self) -> Said:
        """Change between two years: those named, or the document's year and the one before it."""
        if not self.plan.items:
            return self._refuse(Missing("item", self.plan.question), None)
        item = self.plan.items[0]
        pair = self._years_of(item)
        if len(pair) == 3:
            return pair
        new, old = pair
        if self.plan.intent == "change":
            return self._compared(
                new, old, f"{full_name(new, self.plan.language)} {new.column_year}", f"{old.column_year}"
            )
        result = calculate.growth(new, old)
        percent = self.draft.computed(result)
        self._remark(new, old)
        return "answered", self._with_note(self._growth_text(new, old, result, percent)), []

    def _growth_text(self, new: Figure, old: Figure, result: Result, percent: str) -> str:
        name = full_name(new, self.plan.language)
        if result.value == 0:
            zh, en = f"没有变化（{percent}）", f"did not change ({percent})"
        elif result.value > 0:
            zh, en = f"增长 {percent}", f"grew by {percent}"
        else:
            zh, en = f"下降 {percent}", f"fell by {percent}"
        moneys = (self.draft.money(new), self.draft.money(old))
        return self.say(
            f"{name}{new.column_year}年比{old.column_year}年{zh}：{new.column_year}年 {moneys[0]}，{old.column_year}年 {moneys[1]}。",
            f"From {old.column_year} to {new.column_year}, {name} {en}: {moneys[0]} against {moneys[1]}.",
        )

    def _years_of(self, item: Item) -> tuple[Figure, Figure] | Said:
        years = sorted(self.plan.years, reverse=True)
        if len(years) < 2:
            latest = self._find(item, years[0] if years else None)
            if not isinstance(latest, Found):
                return self._refuse(latest, item)
            current = latest.figure.column_year or latest.figure.fiscal_year
            if current is None:
                return self._refuse(Missing("year", ""), item)
            years = [current, current - 1]
        figures: list[Figure] = []
        for year in years[:2]:
            found = self._find(item, year)
            if not isinstance(found, Found):
                self.draft.year(year)
                return self._refuse(found, item)
            if found.blank:
                self._remark(found.figure)
                return "answered", blank_text(found.figure, self.plan.language, self.draft.cite(found.figure)), []
            figures.append(found.figure)
        return figures[0], figures[1]

    def _sum(self) -> Said:
        rows: list[Figure] = []
        if self.plan.under is not None:
            found = self.finder.children(self.plan.under)
            if not isinstance(found, tuple):
                return self._refuse(found, self.plan.under)
            rows = found[1]
        else:
            for item in self.plan.items:
                one = self._find(item)
                if not isinstance(one, Found):
                    return self._refuse(one, item)
                if one.blank:
                    self.draft.note("blank", blank_text(one.figure, self.plan.language, self.draft.cite(one.figure)))
                else:
                    rows.append(one.figure)
        if len(rows) == 1 or not rows:
            return self._lookup()
        amount = self.draft.computed(calculate.total(rows))
        self._remark(*rows)
        parts = [f"{item_name(f, self.plan.language)} {self.draft.money(f)}" for f in rows]
        text = self.say(
            f"{context(rows[0], 'zh')}中，合计 {amount}：" + " + ".join(parts) + "。",
            f"In {context(rows[0], 'en')}, together {amount}: " + " + ".join(parts) + ".",
        )
        return "answered", self._with_note(text), []

    def _list(self) -> Said:
        if self.plan.under is None:
            return self._refuse(Missing("item", self.plan.question), None)
        found = self.finder.children(self.plan.under)
        if not isinstance(found, tuple):
            if isinstance(found, Missing) and self.plan.under.found:
                return self._lookup_under(found)
            return self._refuse(found, self.plan.under)
        heading, rows = found
        name = full_name(heading.figure, self.plan.language)
        self.draft.name(heading.figure.table, *heading.figure.path, heading.figure.code, *heading.figure.measure_path)
        return self._rows(
            rows, self.say(f"{context(rows[0], 'zh')}中，{name}下：", f"In {context(rows[0], 'en')}, under {name}:")
        )

    def _lookup_under(self, missing: Missing) -> Said:
        """A heading without rows of its own: its figure, and that nothing is printed below it."""
        assert self.plan.under is not None
        found = self._find(self.plan.under)
        if not isinstance(found, Found):
            return self._refuse(missing, self.plan.under)
        below = self.say("其下没有再列明细。", " Nothing is printed below it.")
        return "answered", self._with_note(self._state(found) + below), []

    def _rank(self) -> Said:
        under = self.plan.under
        if under is not None and (under.code_prefix or under.sense == "project") and not under.labels:
            rows = self.finder.projects(under.code_prefix)
            if not rows:
                return self._refuse(Missing("item", under.text or self.say("项目", "projects")), under)
        else:
            total = Item(text="", total="expenditure", match="total", confidence=1)
            found = self.finder.children(under if under is not None and under.found else total)
            if not isinstance(found, tuple):
                return self._refuse(found, under)
            rows = found[1]
        chosen = calculate.largest(rows, self.plan.top or 1, ascending=self.plan.ascending)
        if not chosen:
            return self._refuse(Missing("item", self.plan.question), under)
        word = self.say("最少" if self.plan.ascending else "最多", "smallest" if self.plan.ascending else "largest")
        lead = self.say(f"{context(chosen[0], 'zh')}中{word}的是：", f"The {word} in {context(chosen[0], 'en')}:")
        return self._rows(chosen, lead)

    def _rows(self, rows: Sequence[Figure], lead: str) -> Said:
        self._remark(*rows)
        column = column_name(rows[0], self.plan.language)
        lines = [f"- {item_name(f, self.plan.language)}{self.say('：', ': ')}{self.draft.money(f)}" for f in rows]
        head = lead if not column or column in lead else f"{lead}{self.say(f'（{column}）', f' ({column})')}"
        return "answered", self._with_note("\n".join([head, *lines]) + "\n"), []

    def _cause(self) -> Said:
        """A question for reasons: documents give none, so it is refused with what they do print."""
        lead = self.say("公开文件没有说明原因。", "The documents give no reason for this.")
        facts: list[str] = []
        for item in self.plan.items[:1]:
            if not item.found or item.unmatched:
                continue
            years = sorted({*self.plan.years, *self._own_years(item)})
            for year in years:
                found = self._find(item, year)
                if isinstance(found, Found):
                    facts.append(self._state(found))
        if facts:
            lead += self.say("文件印出的是：", " What they print: ") + self.say("", " ").join(facts)
        return "refused", lead, []

    def _own_years(self, item: Item) -> list[int]:
        return [f.column_year for f in self.finder.cells(item) if f.column_year is not None]

    # --- performance targets ---------------------------------------------------------------------------------------

    def indicator(self, target: indicators.Target, library: Library) -> Said:
        """The target value(s) of an indicator, and whose it is."""
        sentences: list[str] = []
        for indicator in target.indicators[:3]:
            record = next(r for r in library.documents() if r.name == indicator.document)
            title = library.table(indicator.document, indicator.table_number).title
            facts = {
                "organization": record.facts.organization,
                "fiscal_year": record.facts.fiscal_year,
                "basis": record.facts.basis,
            }
            number = self.draft.cite_indicator(indicator, title, facts)
            self.draft.year(record.facts.fiscal_year)
            value = indicators.value_of(indicator)
            shown = indicator.target
            if value is not None:
                shown = self.draft.stated(value[0], value[1], indicator.target, number)
            unit = indicator.unit
            self.draft.name(unit)
            who = indicator.project or self.say("（所属项目无法确定）", "(project not certain)")
            year = record.facts.fiscal_year
            sentences.append(
                self.say(
                    f"{record.facts.organization or indicator.document}{f'{year}年' if year else ''}，项目“{who}”的指标“{indicator.level3}”"
                    f"要求 {indicator.operator} {shown}{unit} [{number}]。",
                    f"Project {who} has the target {indicator.level3} {indicator.operator} {shown} {unit} [{number}].",
                )
            )
            if indicator.attribution == "inferred":
                self.draft.note(
                    "inferred",
                    self.say(
                        "该指标所属项目按权重推定：" + indicator.reason, "The project was inferred: " + indicator.reason
                    ),
                )
        self.draft.note("target", self.say("这是绩效目标值，不是完成情况。", "This is a target, not a result."))
        return "answered", self.say("", " ").join(sentences), []
