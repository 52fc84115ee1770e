"""The things a plan works with, written out: one for each organisation, level and year that the question names."""

from __future__ import annotations

from qa.plan import Item, Plan


def operands(plan: Plan) -> list[Item]:
    """The plan's items, each with its organisation, level and year where the question names several of them."""
    found = list(plan.items)
    if len(plan.organizations) > 1:
        found = spread(found, "organization", plan.organizations)
    if len(plan.levels) > 1:
        found = spread(found, "level", plan.levels)
    if len(plan.years) > 1:
        found = spread(found, "year", plan.years)
    return list(dict.fromkeys(found))


def spread(items: list[Item], key: str, values: tuple[object, ...]) -> list[Item]:
    """Items without their own value take each of the values; those with one stay as they are."""
    if any(getattr(item, key) is not None for item in items):
        return items
    return [item.model_copy(update={key: value}) for item in items for value in values]
