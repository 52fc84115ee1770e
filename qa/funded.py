"""Projects told by where their money comes from (上年结转的项目一共多少): all of these is project spending out of that fund."""

from __future__ import annotations

import re
from typing import Final

from qa.carried import names_carried
from qa.marks import Mark, Marked
from qa.naming import is_fund
from qa.terms import official_term

_PROJECTS_OF: Final = re.compile(
    r"(?P<fund>[\ue000-\ue3ff])(?:的?(?:资金|经费|拨款|钱))?(?:所?(?:安排|支持|形成|列支|出资|承担|出))?的(?P<all>所有|全部|各个?)?项目(?!支出|[个有名数里中]|经费|资金)"
)
# Asked for one by one they are rows, and how many there are is no amount.
_ROWS: Final = re.compile(r"哪|什么|几[个项]|多少[个项]|名单|清单|列出|列举|分别|各自|各是|最[多大高少小低]")


def projects_of_funds(body: str, marked: Marked) -> str:
    """A marked question in which the projects of a fund are project spending, where they are asked for together."""
    found = _PROJECTS_OF.search(body)
    if found is None or _ROWS.search(body):
        return body
    forms = marked.marks[found["fund"]].forms
    if not forms or not (is_fund(forms[0]) or names_carried(forms[0])):
        return body
    spending = official_term("项目支出")
    char = marked.put(Mark("name", spending.text, spending.forms))
    return f"{body[: found.end('fund')]}的{char}{body[found.end() :]}"
