"""Whose figures a question is about: organisations, documents, levels, and whether real spending is asked for.

The question comes out with one character for each organisation, so that nothing of a body's name is taken for an item.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.records import DocumentRecord
from qa.marks import Mark, Marked
from qa.organizations import Items, Mentioned, bare_tail, by_field, mentioned, place_of
from qa.organizations_en import mentioned_in_english
from qa.plan import Language
from qa.words import Words


@dataclass(frozen=True, slots=True)
class Scope:
    """`documents` are the names of those in scope, `years` their fiscal years, `bodies` whose they are. `marked` is the question with the organisations as marks."""

    documents: tuple[str, ...]
    organizations: tuple[str, ...]
    unknown_organization: str | None
    this_year: int | None
    years: tuple[int, ...]
    actual: bool
    marked: Marked
    by_place: bool = False
    bodies: tuple[str, ...] = ()


def find_scope(
    question: str,
    language: Language,
    records: Sequence[DocumentRecord],
    words: Words,
    known_names: Sequence[str] = (),
    items: Items | None = None,
) -> Scope:
    """Work out the scope. `records` are the documents that may be used; `known_names` are stretches of the question
    that name items (拉萨市反诈预警反制服务), in which a place is no organisation."""
    by_name: dict[str, list[DocumentRecord]] = {}
    for record in records:
        if record.facts.organization:
            by_name.setdefault(record.facts.organization, []).append(record)
    finder = mentioned_in_english if language == "en" else mentioned
    said = finder(question, tuple(by_name), known_names, items)
    if language == "zh" and not said.found and not said.unknown and len(by_name) == 1:
        own = bare_tail(question, next(iter(by_name)), known_names)
        said = Mentioned(((next(iter(by_name)), own),)) if own else said
    if language == "zh" and not said.found and not said.unknown:
        said = by_field(question, tuple(by_name), known_names)
    chosen = [r for name in said.names for r in by_name[name]] if said.found else list(records)
    years = tuple(sorted({r.facts.fiscal_year for r in chosen if r.facts.fiscal_year}))
    return Scope(
        tuple(r.name for r in chosen),
        said.names if not said.by_place else (),
        said.unknown,
        years[-1] if years else None,
        years,
        words.mentions(words.basis["actual"], question),
        _marked(question, said),
        said.by_place,
        tuple(dict.fromkeys(r.facts.organization for r in chosen if r.facts.organization)),
    )


_OWN_LEVEL = re.compile(r"^[（(]?本级[)）]?")


def _marked(question: str, said: Mentioned) -> Marked:
    marked = Marked(question)
    for name, stretch in sorted(said.found, key=lambda hit: -len(hit[1])):
        place = marked.body.find(stretch)
        if place < 0:
            continue
        char = marked.put(Mark("organization", stretch, organization=None if said.by_place else name))
        rest = marked.body[place + len(stretch) :]
        if "本级" in name:
            rest = _OWN_LEVEL.sub("", rest, count=1)  # 公安局本级 is the name of the body, not a level asked for
        marked.body = f"{marked.body[:place]}{char}{rest}"
    for words in said.aside:
        marked.body = marked.body.replace(words, " ", 1)
    for name in said.names:
        marked.body = _without_place(marked.body, place_of(name))
        if not said.by_place:
            marked.body = _without_bare_place(marked.body, place_of(name))
    marked.body = re.sub(r"(?<=[\ue500-\ue5ff])\s*[（(]\s*([\ue500-\ue5ff])\s*[)）]", "", marked.body)
    return marked


def _without_place(body: str, place: str) -> str:
    """A question without a place between brackets that only told which body is meant (财政局…（普陀区）)."""

    def kept(match: re.Match[str]) -> str:
        return "" if match.group(1) in place else match.group(0)

    return re.sub(r"[（(]([\u3400-\u9fff]{2,8}?)[省市区县]?[)）]", kept, body)


def _without_bare_place(body: str, place: str) -> str:
    """A question without the place of a body that it names, where the place stands by itself (无锡的教育局, …？深圳那个)."""
    parts = [part for part in re.split("(?<=[省市区县旗])", place) if part]
    words = {*parts, *(part[:-1] for part in parts if len(part) > 2), place}
    said = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True) if len(word) > 1)
    if not said:
        return body
    return re.sub(
        rf"(?:(?<![\u3400-\u9fff])|(?<=[和与跟及]))(?:都是|就是|是)?(?:{said})(?:那个|那家|那边|那儿|这个|这家|这边|的)(?=[\s，,。？?！!和与跟及、\ue500-\ue5ff]|$)",
        " ",
        body,
    )
