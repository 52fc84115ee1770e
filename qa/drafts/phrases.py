"""A claim's words as the phrase that is looked up, and the basis that they name. Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from ingest.claims import Claim
from ingest.claims.links import basis_of
from qa.drafts.values import Asked
from qa.plan import BasisName

_BODY: Final = re.compile(r"(?:本|我|全)?(?:部门|单位|局|委|办)?")
_BASIS: Final[dict[str, BasisName]] = {"budget": "budget", "final": "final_accounts"}


def basis_named(claim: Claim) -> BasisName | None:
    """The basis that a claim's column words name."""
    return _BASIS.get(basis_of(claim.measure))


def phrase_of(claim: Claim) -> str:
    """A claim's subject as a phrase, with the column words that tell which of its amounts is meant (年初预算, 执行数).

    Of a body as such (部门预算收入, the 2024 budget) the column words are all there is: its total.
    """
    if _BODY.fullmatch(claim.subject.strip()):
        if claim.role in {"change", "rate", "comparison"}:
            return ""  # it goes on about the number before
        measure = claim.measure.strip()
        return f"{measure}总额" if re.fullmatch(r"(?:年初)?(?:预算|决算)数?", measure) else measure
    measure = claim.measure
    if claim.role in {"change", "rate", "comparison"}:
        measure = re.split("[比较与同]", measure)[0]  # the rest tells what it is compared with
    told = re.search(r"年初|调整|执行|全年", measure)
    return f"{claim.subject}{measure}" if told and claim.subject else claim.subject


def longer_name(claim: Claim) -> Claim | None:
    """A claim read the other way where 支出 or 收入 may belong to its name as well as to its column: 养老保险缴费 | 支出预算."""
    flow = re.match("支出|收入", claim.measure)
    if flow is None or not claim.subject:
        return None
    name = claim.subject + flow.group()
    return replace(claim, subject=name, path=(*claim.path[:-1], name), measure=claim.measure[2:])


def without_body(asked: Asked) -> Asked | None:
    """A phrase that opens with what the body is, without it (支队公务接待费), or `None`."""
    for record in asked.records:
        name = record.facts.organization or ""
        for length in (4, 3, 2):
            if len(name) > length and asked.phrase.startswith(name[-length:]) and len(asked.phrase) > length + 1:
                return replace(asked, phrase=asked.phrase[length:])
    return None


def with_body(asked: Asked) -> Asked | None:
    """A phrase of which a body's name was taken for whose it is (某局网络安全项目), with that name again, or `None`."""
    names = {record.facts.organization for record in asked.records} - {None}
    return replace(asked, phrase=f"{names.pop()}{asked.phrase}") if len(names) == 1 and len(asked.phrase) > 3 else None


def completed(asked: Asked) -> Asked | None:
    """A kind of money by its first word, with the word that its column ends in: 项目 is 项目支出. `None` for longer names."""
    return replace(asked, phrase=f"{asked.phrase}支出") if re.fullmatch("[\u4e00-\u9fff]{2}", asked.phrase) else None
