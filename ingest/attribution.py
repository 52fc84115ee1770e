"""Which project an indicator belongs to, when merged project cells have drifted off their rows.

A project's indicator weights and its budget-execution weight make 100 (预算绩效管理: 绩效指标权重与预算执行率权重合计 100 分).
The rows are cut into blocks that do, each touching its project's cell, at the least cost: a row left over, a block that
starts above its cell, a block that misses 100 and a block that runs over another project's cell all cost, agreement
between an indicator and the project's own words pays. Where two cuts cost the same the rows they differ on are left
unattributed: a guess is worse than none. Pure functions; nothing here knows tables.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ingest.model import Attribution

FULL: Final = Decimal(100)
MIN_SHARED: Final = 4  # characters in a row that an indicator and a project must share to count as the same words

# What a cut costs. Only their order matters: damage that moves a cell is likelier than damage that loses a row.
DRIFTED: Final = 1  # a block that starts above its project's printed cell
LEFT_OVER: Final = 1  # a row in no block
UNNAMED: Final = 1  # a complete block without a printed project
FOREIGN: Final = 1  # another project's cell inside the block
OFF: Final = 1  # a block as printed that misses 100, and one more for each 10 it misses by


@dataclass(frozen=True, slots=True)
class Target:
    """An indicator row: its name, its weight (`None` if not printed), and its target in yuan if it is a cost."""

    name: str
    weight: Decimal | None
    cost: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Anchor:
    """A project's printed cell: it stands on target row `row`. `words` is its stated objective."""

    row: int
    execution_weight: Decimal | None
    name: str
    words: str = ""
    budget: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The project (index of its anchor) a target row belongs to, how surely, and why."""

    project: int | None
    attribution: Attribution
    reason: str


@dataclass(frozen=True, slots=True)
class _Step:
    """One move of the search: rows [start, stop) become a left-over row, an unnamed block or project `project`'s block;
    with start == stop that project is given up. `complete` blocks make 100."""

    start: int
    stop: int
    project: int | None
    cost: int
    after: int
    complete: bool = True


def attribute(targets: Sequence[Target], anchors: Sequence[Anchor]) -> list[Verdict]:
    """One verdict a target row. `anchors` are in reading order."""
    if not any(target.weight is not None for target in targets):
        return _as_printed(targets, anchors)
    steps = _Search(targets, anchors).best_steps()
    verdicts = [Verdict(None, "unattributed", "no project's weights make 100 with this row") for _ in targets]
    by_project: dict[int, set[_Step]] = {}
    for step in steps:
        if step.project is not None and step.stop > step.start:
            by_project.setdefault(step.project, set()).add(step)
        elif step.project is None and step.stop - step.start > 1:
            reason = "the weights make 100 for a project whose name is not printed"
            verdicts[step.start : step.stop] = [Verdict(None, "unattributed", reason)] * (step.stop - step.start)
    for project, blocks in by_project.items():
        # Given up in another cut of the same cost is one more way to read the rows.
        given_up = any(step.project == project and step.stop == step.start for step in steps)
        for step in blocks:
            verdict = Verdict(None, "unattributed", "the weights make 100 in more than one way")
            if len(blocks) == 1 and not given_up:
                verdict = _verdict(step, targets, anchors)
            verdicts[step.start : step.stop] = [verdict] * (step.stop - step.start)
    return verdicts


def _as_printed(targets: Sequence[Target], anchors: Sequence[Anchor]) -> list[Verdict]:
    verdicts = [Verdict(None, "unattributed", "no project is printed above this row") for _ in targets]
    for index, anchor in enumerate(anchors):
        stop = anchors[index + 1].row if index + 1 < len(anchors) else len(targets)
        verdicts[anchor.row : stop] = [Verdict(index, "certain", "printed under the project")] * (stop - anchor.row)
    return verdicts


def _verdict(step: _Step, targets: Sequence[Target], anchors: Sequence[Anchor]) -> Verdict:
    assert step.project is not None
    anchor = anchors[step.project]
    below = anchors[step.project + 1].row if step.project + 1 < len(anchors) else len(targets)
    whole = all(target.weight is not None for target in targets[step.start : step.stop])
    if not step.complete:
        total = sum(
            (t.weight or Decimal(0) for t in targets[step.start : step.stop]), anchor.execution_weight or Decimal(0)
        )
        return Verdict(step.project, "inferred", f"printed under the project, but the weights make {total}, not 100")
    if not whole:
        return Verdict(step.project, "inferred", "printed under the project; 100 if the lost weight is as elsewhere")
    if step.start != anchor.row:
        return Verdict(step.project, "inferred", "the weights make 100 with the project's; its cell has drifted")
    if step.stop != below or anchors[0].row != 0:
        return Verdict(step.project, "inferred", "printed under the project, up to where the weights make 100")
    return Verdict(step.project, "certain", "printed under the project; the weights make 100")


class _Search:
    """Cheapest cuts of the rows into blocks: a shortest path over (rows consumed, projects passed)."""

    def __init__(self, targets: Sequence[Target], anchors: Sequence[Anchor]) -> None:
        self.targets, self.anchors = targets, anchors
        self.usual = _usual_weights(targets)
        printed = Counter(a.execution_weight for a in anchors if a.execution_weight is not None).most_common(1)
        self.execution = printed[0][0] if printed and printed[0][0] is not None else Decimal(0)
        self.cells = {anchor.row for anchor in anchors}
        names = Counter(gram for anchor in anchors for gram in _bigrams(anchor.name))
        self.own = [{gram for gram in _bigrams(anchor.name) if names[gram] == 1} for anchor in anchors]

    def best_steps(self) -> list[_Step]:
        """Every step that stands in at least one of the cheapest cuts."""
        end = (len(self.targets), len(self.anchors))
        steps: dict[tuple[int, int], list[_Step]] = {}
        best: dict[tuple[int, int], int] = {(0, 0): 0}
        # Every step goes forward in this order: rows consumed, then projects passed.
        for row in range(end[0] + 1):
            for project in range(end[1] + 1):
                state = (row, project)
                if state not in best:
                    continue
                steps[state] = self._steps(row, project)
                for step in steps[state]:
                    reached = (step.stop, step.after)
                    best[reached] = min(best.get(reached, best[state] + step.cost), best[state] + step.cost)
        rest: dict[tuple[int, int], int] = {end: 0}
        for state in sorted(steps, reverse=True):
            tails = [s.cost + rest[(s.stop, s.after)] for s in steps[state] if (s.stop, s.after) in rest]
            if tails:
                rest[state] = min(tails)
        return [
            step
            for state, moves in steps.items()
            for step in moves
            if (step.stop, step.after) in rest and best[state] + step.cost + rest[(step.stop, step.after)] == best[end]
        ]

    def _steps(self, row: int, project: int) -> list[_Step]:
        anchor = self.anchors[project] if project < len(self.anchors) else None
        last = len(self.targets)
        if anchor is not None and (row > anchor.row or row == last):
            return [_Step(row, row, project, 0, project + 1)]  # its cell is passed without a block: given up
        if row == last:
            return []
        steps = [_Step(row, row + 1, None, LEFT_OVER, project)]
        below = self.anchors[project + 1].row if project + 1 < len(self.anchors) else last
        execution = (
            anchor.execution_weight if anchor is not None and anchor.execution_weight is not None else self.execution
        )
        total, known = execution, True
        for stop in range(row + 1, last + 1):
            target = self.targets[stop - 1]
            weight = target.weight if target.weight is not None else self.usual.get(target.name)
            known = known and target.weight is not None
            total += weight or Decimal(0)
            complete = total == FULL and weight is not None
            if (
                complete
                and stop - row > 1
                and known
                and self.execution == execution
                and not self.cells & set(range(row, stop))
            ):
                steps.append(_Step(row, stop, None, UNNAMED, project))
            if anchor is not None and complete and row <= anchor.row <= stop:
                cost = DRIFTED * (row != anchor.row) + self._cost(row, stop, project)
                steps.append(_Step(row, stop, project, cost, project + 1))
            elif anchor is not None and row == anchor.row and stop <= below and (total < FULL or stop == below):
                miss = OFF + int(abs(FULL - total) / 10) + bool(abs(FULL - total) % 10)
                steps.append(
                    _Step(row, stop, project, miss + self._cost(row, stop, project), project + 1, complete=False)
                )
            if total >= FULL and (row != (anchor.row if anchor else -1) or stop >= below):
                break
        return steps

    def _cost(self, start: int, stop: int, project: int) -> int:
        rows = range(start, stop)
        foreign = len(self.cells & set(rows) - {self.anchors[project].row})
        return FOREIGN * foreign - sum(self._agrees(self.targets[row], project) for row in rows)

    def _agrees(self, target: Target, project: int) -> bool:
        """Whether an indicator speaks of the project: a cost equal to its budget, a stretch of its words, or two
        characters that of all project names only this one has."""
        anchor = self.anchors[project]
        if target.cost is not None and target.cost == anchor.budget:
            return True
        name, words = target.name, anchor.name + anchor.words
        if any(name[i : i + MIN_SHARED] in words for i in range(len(name) - MIN_SHARED + 1)):
            return True
        return bool(_bigrams(name) & self.own[project])


def _bigrams(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}


def _usual_weights(targets: Sequence[Target]) -> dict[str, Decimal]:
    """The weight an indicator of a name always has, for names whose printed weights agree."""
    seen: dict[str, set[Decimal]] = {}
    for target in targets:
        if target.weight is not None:
            seen.setdefault(target.name, set()).add(target.weight)
    return {name: next(iter(weights)) for name, weights in seen.items() if len(weights) == 1}
