"""How a budget was carried out, asked in other words: 预算执行率, 超预算, what share of the budget was spent.

All of them set the final figure of a thing against its opening budget; they are put into the words that say so. Only where final
accounts are in scope: in a budget the same words name columns and targets.
"""

from __future__ import annotations

from typing import Final

from qa.rewriting import rewritten, rules

_RATE: Final = r"(?:执行率|完成率|执行进度|执行比例|完成比例)"
_BUDGET: Final = r"(?:年初|期初|全年|调整后?的?)?预算(?:资金|支出|数|安排)?"
_OPENING: Final = r"(?:the |its |their )?(?:opening |initial |original |start-of-year |planned |annual )?budget"
_SHARE: Final = r"(?:share|percentage|per cent|percent|proportion|part|fraction|%)"

_ZH: Final = rules((
    # 三公经费比预算省了多少: what was spent, against the budget.
    (r"(?<!决算)(?<!年初)(?:比|较)(?:年初|当初的?|原来的?|原定的?)?预算(?:数)?(?P<how>节?省|节约|结余|少|低|多|高|超)(?:了|出|下|支)*(?=多少|几)", lambda m: f"决算比年初预算{'多' if m['how'] in '多高超' else '少'}"),
    (r"(?:实际)?(?:花|用|支出)(?:了|掉)?多少(?:钱)?[，,、？?；;](?:年初|原来的?)?预算(?:数)?(?:是|为|有|安排了?)?多少(?:钱)?", "年初预算和决算各多少"),
    # 预算和决算差多少, 预算多少决算多少: final accounts set their own year's budget beside what was spent.
    (r"(?<!年初)(?<!全年)(?<!调整)(?<!公共)(?<!基金)(?<!经营)(?:的)?预算数?(?=(?:和|与|跟|同|、|比|较)决算)", "年初预算"),
    (r"(?<!年初)(?<!全年)(?<!调整)(?<!公共)(?<!基金)(?<!经营)(?:的)?预算数?(?=(?:是|为|有)?多少[，,、]?决算)", "年初预算"),
    (r"(?P<x>决算数?(?:和|与|跟|同|、|(?:是|为)?多少[，,、]?))预算(?!外|单位|执行)数?", r"\g<x>年初预算"),
    (rf"(?:的)?{_BUDGET}(?:的)?{_RATE}(?:是|为|有|达到?)?(?:多少|几何|怎样|怎么样|如何|百分之几|百分之多少|多高)?", "决算完成年初预算的百分之几"),
    (rf"(?<!决算)(?:实际)?(?:完成|执行|花|用)(?:了|到|掉)?{_BUDGET}(?:的)?(?=百分|比例|几成|多少%)", "决算完成年初预算的"),
    (r"(?:实际支出|实际花费|实际花了|实际花|实际用了?|实际|(?<!支出)决算数?)(?:的)?(?:比|较)(?:当初|原来的?|年初|期初)?预算(?!执行|单位|外|内)(?:数|安排)?(?:的)?(?=多|少|高|低|省|增|减|超)", "决算比年初预算"),
    (r"(?:有没有|是否|是不是|有无)?(?:超(?:出|过)?(?:了)?(?:年初)?预算(?!外|单位)|(?<!会)超支)(?:了)?(?:吗|没有|没|么|多少|几)?", "决算比年初预算多多少"),
))  # fmt: skip
_WHICH: Final = r"(?P<which>full[- ]year|adjusted|revised|final)"
_USED: Final = r"(?:spend|use|execute|implement|pay out|draw down|get through)(?: up)?"
_EN: Final = rules((
    (rf"(?:what|which) {_SHARE} of (?:the |its |their )?(?:{_WHICH} )?(?:opening |initial |original |start-of-year |planned |annual )?budget (?:for|of|on|allocated to|set aside for) (?P<what>.+?) (?:did|has|have|do|does) (?P<who>.+?) (?:actually |really |in fact |in the end )*{_USED}(?:d|ed)?",
     lambda m: f"{m['what']} of {m['who']}{'' if 'final account' in m.string.lower() else ' final accounts'} as a percentage of the {m['which'] or 'opening'} budget"),
    (rf"(?:what|which) {_SHARE} of (?:the |its |their )?{_WHICH} budget (?:for|of|on|allocated to|set aside for) (?P<what>.+?) (?:was|were|had been|has been|got) (?:actually |really |in fact )?(?:spent|used|executed|implemented|paid out)",
     r"\g<what> final accounts as a percentage of the \g<which> budget"),
    (rf"how much of (?:the |its |their )?(?:{_WHICH} )?(?:opening |initial |original |start-of-year |planned |annual )?budget (?:for|of|on|allocated to|set aside for) (?P<what>.+?) (?:was|were|had been|has been|got) (?:actually |really |in fact )?(?:spent|used|executed|implemented|paid out)(?: up)?",
     r"\g<what> final accounts"),
    (rf"(?:what|which) {_SHARE} of {_OPENING} (?:for|of|on|allocated to|set aside for) (.+?) (?:was|were|had been|has been|got) (?:actually |really |in fact )?(?:spent|used|executed|implemented|paid out)",
     r"\1 final accounts as a percentage of the opening budget"),
    (rf"how much (less|more) than {_OPENING} was (?:actually |really |in fact )?(?:spent|used|paid out) (?:on|for) (.+)",
     r"how much \1 is \2 final accounts than the opening budget"),
    (r"(?:what (?:is|was) the )?(?:budget )?(?:execution|completion|implementation) rate (?:of|for) (.+)", r"\1 final accounts as a percentage of the opening budget"),
    (rf"did (.+?) (?:go over|exceed|overrun|overspend|stay within|keep within) {_OPENING}", r"how much more is \1 final accounts than the opening budget"),
), ignore_case=True)  # fmt: skip


# Where there are final accounts alone, a thing's 预算数 is that of the year they close.
_ALONE: Final = rules((
    (r"(?<=[\u3400-\u9fff）)])(?<!年初)(?<!全年)(?<!调整)(?<!公共)(?<!基金)(?<!经营)(?:的)?预算数(?=(?:是|为|有)?(?:多少|几)|呢|[？?]|$)", "年初预算"),
))  # fmt: skip


def rephrased(question: str, *, alone: bool = False) -> str:
    """A question with its words for the execution of a budget put as a comparison of the final figure with the opening budget; `alone`
    tells that only final accounts are in scope."""
    return rewritten(question, _ZH + _ALONE + _EN if alone else _ZH + _EN)
