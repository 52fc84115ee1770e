"""Questions that say how to get at the figure of the year before (倒推, work it out from the stated increase): the way is left out of
the question, what is asked for stays. The year before is worked out from the stated change wherever it is not printed.
"""

from __future__ import annotations

import re
from typing import Final

_CHANGE_ZH: Final = r"(?:同比)?(?:增加|减少|增减|变动|变化|增长|下降|上升|压减|升降)(?:了)?(?:的)?(?:额|数|金额|数额|幅度|情况|率|比例)?"
_BACK_ZH: Final = (
    r"(?:倒推|反推|逆推|回推|推算|推导|往回推|往回算|倒算|倒着算|反着算|算回去|推回去)(?:一下|出来|出|回去|得出)?"
)
_TOLD_ZH: Final = r"(?:文件|文字|文中|文本|正文|说明|材料|报告|公开的?)*(?:里|中|上)?(?:所|的)?(?:说明|写|印|列|给出|披露|公布|提到|说)?(?:的|出的|明的)?"
_ZH: Final = re.compile(
    rf"(?:请)?(?:根据|按照|按|依据|由|从|用|照着?|拿|凭){_TOLD_ZH}(?:的)?(?:(?:比|较)?(?:上年|去年))?{_CHANGE_ZH}(?:来|去)?{_BACK_ZH}[，,]?"
    rf"|(?:请)?(?:根据|按照|按|依据|由|从|用|照着?|拿|凭)(?:文件|文字|文中|文本|正文|说明|材料|报告)(?:里|中|上)?(?:所|的)?(?:说明|写|印|列|给出|披露|公布|提到|说)?(?:的|出的|明的){_CHANGE_ZH}[，,]"
    rf"|(?:请|可以|能不能|能|帮我|来|去)*{_BACK_ZH}[，,]?"
)
_STEP_EN: Final = r"(?:cuts?|increases?|decreases?|rises?|falls?|drops?|reductions?|changes?|growth)"
_SAID_EN: Final = r"(?:stated|printed|described|reported|published|given|mentioned|noted|quoted|shown|disclosed)"
_IN_EN: Final = r"(?: (?:in|by) the (?:notes?|text|document|narrative|explanations?|report|disclosure))"
_EN: Final = re.compile(
    rf"\b(?:and |then )?(?:please )?(?:work(?:ed|ing)?|calculat(?:e|ed|ing)|deriv(?:e|ed|ing)|comput(?:e|ed|ing)|figur(?:e|ed|ing))(?: (?:it|this|that))?(?: (?:out|back|backwards?))*(?: (?:from|using|with|by)) the (?:{_SAID_EN} )?{_STEP_EN}(?: (?:that is |that are )?{_SAID_EN})?{_IN_EN}?"
    rf"|\b(?:given|from|using|based on|going by|judging by|judging from|according to|considering|in view of|implied by) the (?:(?:{_SAID_EN} )(?:year-on-year )?{_STEP_EN}(?: {_SAID_EN})?{_IN_EN}?|(?:year-on-year )?{_STEP_EN} (?:that is |that are )?{_SAID_EN}{_IN_EN}?)",
    re.IGNORECASE,
)


def without_way(text: str, language: str) -> str:
    """A question without the words that say to work the figure out from the stated change; unchanged where nothing else is asked."""
    rest = (_EN if language == "en" else _ZH).sub(" ", text)
    return rest if re.search(r"[\u3400-\u9fff]{2}|[a-zA-Z]{3}", rest) else text
