"""Answers that state what documents print about reasons and performance targets, and no more."""

from __future__ import annotations

from index.library import Library
from qa import indicators
from qa.composer import Composer, Said
from qa.finder import Found
from qa.plan import Item


def cause(c: Composer) -> Said:
    """A question for reasons: documents give none, so it is refused with what they do print."""
    lead = c.say("公开文件没有说明原因。", "The documents give no reason for this.")
    facts: list[str] = []
    for item in c.plan.items[:1]:
        if not item.found or item.unmatched:
            continue
        years = sorted({*c.plan.years, *own_years(c, item)})
        for year in years:
            found = c.find(item, year)
            if isinstance(found, Found):
                facts.append(c.state(found))
    if facts:
        lead += c.say("文件印出的是：", " What they print: ") + c.say("", " ").join(facts)
    return "refused", lead, []


def own_years(c: Composer, item: Item) -> list[int]:
    """The years for which the documents print an item."""
    return [f.column_year for f in c.finder.cells(item) if f.column_year is not None]


def indicator(c: Composer, target: indicators.Target, library: Library) -> Said:
    """The target value(s) of an indicator, and whose it is."""
    sentences: list[str] = []
    records = {record.name: record for record in library.documents()}
    for indicator in target.indicators[:3]:
        record = records[indicator.document]
        title = library.table(indicator.document, indicator.table_number).title
        facts = {
            "organization": record.facts.organization,
            "fiscal_year": record.facts.fiscal_year,
            "basis": record.facts.basis,
        }
        number = c.draft.cite_indicator(indicator, title, facts)
        c.draft.year(record.facts.fiscal_year)
        value = indicators.value_of(indicator)
        shown = indicator.target
        if value is not None:
            shown = c.draft.stated(value[0], value[1], indicator.target, number)
        unit = indicator.unit
        c.draft.name(unit)
        who = indicator.project or c.say("（所属项目无法确定）", "(project not certain)")
        year = record.facts.fiscal_year
        sentences.append(
            c.say(
                f"{record.facts.organization or indicator.document}{f'{year}年' if year else ''}，项目“{who}”的指标“{indicator.level3}”"
                f"要求 {indicator.operator} {shown}{unit} [{number}]。",
                f"Project {who} has the target {indicator.level3} {indicator.operator} {shown} {unit} [{number}].",
            )
        )
        if indicator.attribution == "inferred":
            c.draft.note(
                "inferred",
                c.say("该指标所属项目按权重推定：" + indicator.reason, "The project was inferred: " + indicator.reason),
            )
    c.draft.note("target", c.say("这是绩效目标值，不是完成情况。", "This is a target, not a result."))
    return "answered", c.say("", " ").join(sentences), []
