"""The days and years that a question names, each with the basis that stands right behind it (2024年决算, the 2025 budget)."""

from __future__ import annotations

import re
from typing import Final

from qa.lexicon import Lexicon
from qa.marks import Mark, Marked
from qa.plan import BasisName
from qa.text import fold, year_spans

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH: Final = rf"(?:{'|'.join(_MONTHS)})[a-z]*\.?"
_DAY: Final = re.compile(
    r"(?P<y>20\d\d)年(?P<m>1[0-2]|0?[1-9])月(?:份|(?P<d>[0-3]?\d)日)?"
    rf"|\b(?P<ed>[0-3]?\d)(?:st|nd|rd|th)? (?:of )?(?P<em>{_MONTH}),? (?P<ey>20\d\d)"
    rf"|\b(?P<ne>{_MONTH}) (?:(?P<nd>[0-3]?\d)(?:st|nd|rd|th)?,? )?(?P<ny>20\d\d)"
)
_YEARS: Final = re.compile(r"(20\d\d)年?\s*[-—–~至到]\s*(20\d\d)年?")
# 2024年实际花了多少，2025年又打算花多少: what is said of one year is not said of the other.
_REAL_AFTER: Final = re.compile(
    r"(?:的)?实际(?:支出|花费|花|用|执行|发生)?| (?:actual|actuals|outturn)\b(?: spending| expenditure)?"
)
_PLANNED_AFTER: Final = re.compile(r"(?:又|还|再)?(?:打算|计划|准备|预计|拟)")
_BASIS_AFTER: Final = re.compile(r"(?:的)?(?:部门|单位)?(决算数?|预算数?)(?!执行|单位|编制|外|内)")


_BASIS_AFTER_EN: Final = re.compile(
    r"(?: start-of-year| department| departmental| unit)? (final accounts?|final-accounts?|budgets?|budgeted|outturn)\b"
)


class Times:
    """Puts marks for the times that a question names."""

    def __init__(self, lexicon: Lexicon, marked: Marked) -> None:
        self.lexicon, self.marked = lexicon, marked

    def days(self, body: str) -> str:
        """Days and months, in either language, as a sentence prints them (2025年8月31日); they leave the text."""

        def put(match: re.Match[str]) -> str:
            said = match.groupdict()
            month = said["m"] or str(_MONTHS.index((said["em"] or said["ne"])[:3]) + 1)
            day = said["d"] or said["ed"] or said["nd"]
            year = said["y"] or said["ey"] or said["ny"]
            self.marked.days.append(f"{year}年{int(month)}月" + (f"{int(day)}日" if day else ""))
            return " "

        return _DAY.sub(put, body)

    def periods(self, body: str) -> str:
        """Calendar years with the basis that stands right behind them."""
        body = _YEARS.sub(self._range, body)
        out, last = [], 0
        for start, stop, year in year_spans(body):
            if start < last:
                continue
            own = re.match("当年|本年度?", body[stop:])  # 2025年当年 is 2025
            basis, end = self._basis_at(body, stop + (own.end() if own else 0))
            out += [body[last:start], self.marked.put(Mark("period", body[start:end], year=year, basis=basis))]
            last = end
        return "".join([*out, body[last:]])

    def _range(self, match: re.Match[str]) -> str:
        """Two years that stand together in printed names (2026-2029年信息化运维项目) are part of a name, not budget years."""
        both = match.group(1) + match.group(2)
        if not any(both in name for name in self.lexicon.printed):
            return match.group(0)
        return self.marked.put(Mark("name", match.group(0), (f"{match.group(1)}-{match.group(2)}",)))

    def _basis_at(self, body: str, stop: int) -> tuple[BasisName | None, int]:
        several = len(year_spans(body)) > 1
        if several and (real := _REAL_AFTER.match(body, stop)):
            return "final_accounts", real.end()
        if several and (planned := _PLANNED_AFTER.match(body, stop)):
            return "budget", planned.end()
        match = _BASIS_AFTER.match(body, stop) or _BASIS_AFTER_EN.match(body, stop)
        if not match or self._begins_name(body, match.start(1), len(match.group(1))):
            return None, stop
        word = match.group(1)
        final = word.startswith(("决算", "final", "outturn"))
        # 部门 or 单位 in between says which level is meant: it must still be read.
        end = stop if re.search("部门|单位|department|unit", match.group(0)) else match.end()
        return "final_accounts" if final else "budget", end

    def _begins_name(self, body: str, at: int, length: int) -> bool:
        """Whether a name longer than a word begins with it (预算|准备金)."""
        ends = range(at + length + 1, min(at + length + 12, len(body)) + 1)
        return any(self.lexicon.is_own_name(fold(body[at:end])) for end in ends)
