"""What every answer is composed with: looking a figure up, stating it, refusing, the notes its reader is owed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from index.records import DocumentRecord
from ingest.model import Figure
from qa import narrative
from qa.answer import Draft
from qa.finder import Choice, Finder, Found, Missing, sense_of
from qa.plan import Item, Plan
from qa.wording import NOTES, blank_text, context, full_name, item_name, missing_text, sense_name

Said = tuple[str, str, list[Any]]
"""(status, text, candidates)"""


class Composer:
    """Writes one answer. `holds` says in words what documents are in scope, `only_budgets` that none is final accounts."""

    def __init__(self, draft: Draft, plan: Plan, finder: Finder, holds: str, *, only_budgets: bool) -> None:
        self.draft, self.plan, self.finder, self.holds = draft, plan, finder, holds
        self.only_budgets = only_budgets
        self.zh = plan.language == "zh"

    def say(self, zh: str, en: str) -> str:
        """The sentence in the answer's language."""
        return zh if self.zh else en

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
        return self.refuse(missing, None)

    def refuse(self, missing: Missing | Choice, item: Item | None) -> Said:
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
        self.draft.name(missing.text, self.holds, *(missing.candidates))
        if item is not None:
            self.draft.name(item.text)
        if missing.kind in {"year", "basis"}:
            self.draft.year(*self.plan.years, *(int(c) for c in missing.candidates if c.isdecimal()))
        text = missing_text(missing, item, self.holds, self.plan.language)
        return "refused", text, list(missing.candidates) if missing.kind != "basis" else []

    def find(self, item: Item, year: int | None = None) -> Found | Missing | Choice:
        found = self.finder.find(item, year=year)
        if isinstance(found, Found) and item.unmatched and item.match != "semantic":
            # Words that name nothing printed narrow the question to something else than what was found.
            return Missing(
                "item", item.text, (item_name(found.figure, self.plan.language, coded=False), *item.nearest[:3])
            )
        return found

    def remark(self, *figures: Figure) -> None:
        """Notes that every answer over these figures owes its reader."""
        if any((f.column_basis or f.basis) == "budget" for f in figures):
            self.draft.note("budget_not_actual", NOTES["budget_not_actual"][self.plan.language])
        if any(f.column_year and f.fiscal_year and f.column_year != f.fiscal_year for f in figures):
            self.draft.note("prior_year_column", NOTES["prior_year_column"][self.plan.language])
        if any(f.proof == "contested" for f in figures):
            self.draft.note("contested", NOTES["contested"][self.plan.language])

    def with_note(self, text: str) -> str:
        """The text, with the budget note said aloud."""
        if any(note["kind"] == "budget_not_actual" for note in self.draft.notes):
            return text + self.say("", " ") + NOTES["budget_not_actual"][self.plan.language]
        return text

    def lookup(self) -> Said:
        items = self.by_sense(self.plan.items)
        if not items:
            return self.refuse(Missing("item", self.plan.question), None)
        years: Sequence[int | None] = self.plan.years if len(self.plan.years) > 1 else (None,)
        sentences: list[str] = []
        for item in items:
            for year in years:
                found = self.find(item, year)
                if isinstance(found, Missing) and found.kind == "item":
                    said = narrative.find(self.finder.library, self.plan, item)
                    if said is not None:
                        sentences.append(self.quote(said))
                        continue
                if not isinstance(found, Found):
                    return self.refuse(found, item)
                sentences.append(self.state(found, brief=bool(sentences)))
        return "answered", self.with_note(self.say("", " ").join(sentences)), []

    def by_sense(self, items: Sequence[Item]) -> list[Item]:
        """One name asked for in several senses (as an account and as a project) becomes one item a sense."""
        if len(self.plan.senses) > 1 and len({item.labels for item in items if item.found}) == 1:
            item = next(item for item in items if item.found)
            return [item.model_copy(update={"sense": sense}) for sense in self.plan.senses]
        return list(items)

    def state(self, found: Found, *, brief: bool = False) -> str:
        """One sentence for one figure, with other readings of its name."""
        figure, language = found.figure, self.plan.language
        self.remark(figure)
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
        return text + self.other_readings(found)

    def quote(self, figures: Sequence[Figure]) -> str:
        """What the running text states. The sentence itself stands in the citation: it may hold numbers nobody asked for,
        and an answer prints none that is not among its figures."""
        texts: list[str] = []
        for figure in figures:
            self.remark(figure)
            what = "".join(dict.fromkeys((*figure.path, figure.measure)))
            value = self.draft.stated_figure(figure)
            texts.append(self.say(f"{what}为 {value}。", f"{what}: {value}."))
        lead = self.say(f"{context(figures[0], 'zh')}的文字说明中，", f"In the text of {context(figures[0], 'en')}, ")
        return lead + self.say("", " ").join(texts)

    def other_readings(self, found: Found) -> str:
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
            self.remark(other)
        return (self.say("", " ") + self.say("；", "; ").join(texts) + self.say("。", ".")) if texts else ""
