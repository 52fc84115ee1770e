"""Answers with performance targets: which the words mean, and each with its printed comparison, its project and its place."""

from __future__ import annotations

from collections.abc import Sequence

from qa import indicators, narrative
from qa.asking import TARGETED
from qa.composer import Composer, Said
from qa.plan import Item


def meant(c: Composer, items: list[Item]) -> list[indicators.Target]:
    """The targets that the words mean, where they ask for some or nothing else answers them."""
    asked = c.plan.kind in {"target", "percent", "count"} or indicators.asks_rate(c.plan.question)
    if not asked or any(item.code or item.whole for item in items):
        return []  # an amount of money is never answered with a target that was not asked for
    targets = indicators.find_each(c.finder, items) if len(items) > 1 else None
    one = indicators.find(c.finder, items) if targets is None else None
    targets = targets or ([one] if one is not None else [])
    if targets and c.plan.kind == "count" and not TARGETED.search(c.plan.question):
        # What there is (共有车辆410辆) answers before what is aimed at (维保车辆数≥950).
        stated = [narrative.find(c.finder, item, kind="count") for item in items]
        least = min(target.score for target in targets)
        if all(said is not None and said.score >= least for said in stated):
            return []
    return targets


def state(c: Composer, targets: Sequence[indicators.Target]) -> Said:
    """The target value(s) of one or several indicators, and whose they are."""
    sentences: list[str] = []
    records = {record.name: record for record in c.records}
    for one in (each for target in targets for each in target.indicators):
        record = records[one.document]
        title = c.finder.title_of(one.document, one.table_number)
        facts = {
            "organization": record.facts.organization,
            "fiscal_year": record.facts.fiscal_year,
            "basis": record.facts.basis,
        }
        number = c.draft.cite_indicator(one, title, facts)
        c.draft.year(record.facts.fiscal_year)
        value = indicators.value_of(one)
        shown = one.target
        if value is not None:
            shown = c.draft.stated(value[0], value[1], one.target, number)
        else:
            c.draft.name(*indicators.dates_in(one.target))
            for amount, unit, text in indicators.values_in(one.target):
                c.draft.stated(amount, unit, text, number)
        c.draft.name(one.unit)
        who = one.project or c.say("（所属项目无法确定）", "(project not certain)")
        year = record.facts.fiscal_year
        sentences.append(
            c.say(
                f"{record.facts.organization or one.document}{f'{year}年' if year else ''}，项目“{who}”的指标“{one.level3}”"
                f"要求 {one.operator} {shown}{one.unit} [{number}]。",
                f"Project {who} has the target {one.level3} {one.operator} {shown} {one.unit} [{number}].",
            )
        )
        if one.attribution == "inferred":
            c.draft.note(
                "inferred", c.say("该指标所属项目按权重推定：" + one.reason, "The project was inferred: " + one.reason)
            )
    c.draft.note("target", c.say("这是绩效目标值，不是完成情况。", "This is a target, not a result."))
    return "answered", c.say("", " ").join(sentences), []
