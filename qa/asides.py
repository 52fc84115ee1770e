"""A second, bolder reading of a Chinese question that was refused: what only sets the scene is left out.

People tell why they ask (退休了天天想锻炼身体，…), what they feel (修修补补花销不小吧？…) and what they don't understand. A clause of that kind
asks nothing and names nothing that is printed. It is left out only where the question as a whole led to nothing, and what is left must
be understood to the last word (`understood`): a word that narrows is never passed over in favour of a looser reading.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from qa.plan import Item, Plan

_CLAUSE: Final = re.compile(r"[^，,。！!；;：:？?～~—…\n]+[，,。！!；;：:？?～~—…\n]*")
_ASKS: Final = re.compile(
    r"多少|几(?!乎|率|天|年来|分)|哪|什么|啥|有没有|有无|是不是|是否|怎么|怎样|如何|谁|占比|比例|排名|最[多大少小高低]|给我|列出|算"
)
# 菜场归谁管我不懂: the question word is of what one does not know, and does not ask.
_IGNORANT: Final = re.compile(
    r"(?:不(?:太|大|是很|怎么)?(?:懂|清楚|明白|知道|了解|记得)|搞不[懂清]|看不[懂明]|记不[得清]|弄不[懂清])(?:了|的)?[，,。！!；;～~—…]*$"
)
# What a clause may say of where, of what or in what form the rest is asked.
_SAYS_WHERE: Final = re.compile(
    r"\d|[一二三四五六七八九十百千万亿]{2,}|其中|[不别]含|[不别]算|不包|不要|除|扣|剔|撇|抛开|去掉|包括|包含|加|连|合计|总|按|表|栏|口径|范围|本级|单独|只要|只看|仅|占|比|%|元|类|款|级|同样|都叫|基本|项目|"
    r"人员|公用|收入|财政|一般公共|基金|国有资本|当年|年初|上年|去年|今年|明年|决算|执行|实际|采购|部门|单位|下属|中心|局|委|办|街道|所|站|队|院|校|方面|部分"
)
_OF_ONESELF: Final = re.compile(
    r"^(?:您好|你好|那个|嗯|哎|唉)?[，,]?(?:我|咱|俺|本人|家里|自己|老伴|爸|妈|孩子|邻居|同事|朋友|单位同事)"
)


# Somebody speaks, of himself or of how he finds things; a bare noun (直升机燃油，…) may narrow what is asked.
_SPEAKS: Final = re.compile(
    "[我你您咱俺他她]|[了着想吧啊呀嘛呢哦哈唉]|[很太真挺]|不[小大少多错行妥懂解满]|没想到|难怪|奇怪|好奇|听说|据说"
)


def without_asides(question: str, named: Callable[[str], bool], placed: Callable[[str], bool]) -> str:
    """A question without the clauses that only set the scene; unchanged where there are none, or where nothing that is printed
    would be left. `named` tells whether a clause holds a printed name, `placed` whether an organisation or a year."""
    clauses = _CLAUSE.findall(question)
    kept = "".join(clause for clause in clauses if not _is_aside(clause, named, placed))
    return kept if kept and _ASKS.search(kept) and named(kept) else question


def _is_aside(clause: str, named: Callable[[str], bool], placed: Callable[[str], bool]) -> bool:
    if _ASKS.search(clause) and not _IGNORANT.search(clause):
        return False
    if placed(clause):
        return False
    if _OF_ONESELF.search(clause):
        return True  # 我家孩子今年要上幼儿园: whatever its words are names of
    return bool(_SPEAKS.search(clause)) and not _SAYS_WHERE.search(clause) and not named(clause)


def understood(plan: Plan) -> bool:
    """Whether each word that a plan took for a thing is a name that is known."""
    items: list[Item] = [*plan.items, *plan.less]
    items += [item for item in (plan.base, plan.under) if item is not None]
    named = any(item.terms or item.code or item.whole for item in items)
    return named and not plan.unknown_organization and all(term.known for item in items for term in item.terms)
