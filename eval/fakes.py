"""Language models that misbehave, each in its own way, behind llama-index's own interface: what the guard is tried on.

`MISBEHAVING` are those whose words must never reach a reader unless they are right; `BEHAVIOURS` has the well-behaved too.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from typing import Any, Final

from llama_index.core.llms import CompletionResponse, CompletionResponseGen, CustomLLM, LLMMetadata

from index.settings import Settings

Behaviour = Callable[[str], str]


class FakeModel(CustomLLM):
    """Answers by a function of the prompt."""

    behaviour: Any = None

    @property
    def metadata(self) -> LLMMetadata:
        return LLMMetadata(model_name="fake", is_chat_model=False)

    def complete(self, prompt: str, formatted: bool = False, **kwargs: object) -> CompletionResponse:
        return CompletionResponse(text=self.behaviour(prompt))

    def stream_complete(self, prompt: str, formatted: bool = False, **kwargs: object) -> CompletionResponseGen:
        def parts() -> CompletionResponseGen:
            yield self.complete(prompt)

        return parts()


def given(prompt: str) -> dict[str, Any]:
    """The JSON that a prompt holds."""
    decoder = json.JSONDecoder()
    found: dict[str, Any] = decoder.raw_decode(prompt[prompt.index('{"question"') :])[0]
    return found


def echo(prompt: str) -> str:
    """The right answer, word for word."""
    return str(given(prompt).get("answer", '{"items": []}'))


def liar(prompt: str) -> str:
    """Always lies: every digit of the answer is another one, and planning is invention."""
    data = given(prompt)
    if "answer" not in data:
        return '{"intent": "lookup", "items": ["秘密行动经费"]}'
    text = re.sub(r"\[\d+\]", lambda m: m.group().translate(str.maketrans("0123456789", "abcdefghij")), data["answer"])
    text = re.sub(r"\d", lambda m: str((int(m.group()) + 3) % 10), text)
    return re.sub(r"\[[a-j]+\]", lambda m: m.group().translate(str.maketrans("abcdefghij", "0123456789")), text)


def swapper(prompt: str) -> str:
    """Swaps two right figures between their items; with one figure, puts it beside another item."""
    data = given(prompt)
    facts = data.get("facts", [])
    pairs = [(a, b) for a in facts for b in facts if a["printed"] != b["printed"] and a["item"] != b["item"]]
    if pairs:
        a, b = pairs[0]
        return f"{a['item']}为{b['printed']}{a['mark']}，{b['item']}为{a['printed']}{b['mark']}。"
    other = "住房公积金" if facts and "公务接待费" in facts[0]["item"] else "公务接待费"
    return f"{other}为{facts[0]['printed']}{facts[0]['mark']}。" if facts else "{}"


_GROUP = re.compile(r"[\d,.]+ ?(?:元|yuan|%)?(?: ?[（(][^（()）]*[)）])?(?: ?\[\d+\])+")


def crosser(prompt: str) -> str:
    """The right sentence with its first two figures, marks and all, in each other's place."""
    data = given(prompt)
    found = _GROUP.findall(data.get("answer", ""))
    if len(set(found)) < 2:
        return echo(prompt)
    a, b = list(dict.fromkeys(found))[:2]
    return str(data["answer"].replace(a, "\x00").replace(b, a).replace("\x00", b))


_TURNS = (
    ("多", "少"),
    ("增加", "减少"),
    ("more", "less"),
    ("increased", "decreased"),
    ("rose", "fell"),
    ("最大", "最小"),
    ("largest", "smallest"),
)


def turner(prompt: str) -> str:
    """The right sentence with its words of direction turned."""
    text = echo(prompt)
    for a, b in _TURNS:
        text = text.replace(a, "\x00").replace(b, a).replace("\x00", b)
    return text


def pundit(prompt: str) -> str:
    """The right sentence with an opinion behind it; a plan for whatever comes first."""
    data = given(prompt)
    if "answer" not in data:
        return json.dumps({"intent": "lookup", "items": data.get("names", [])[:1]}, ensure_ascii=False)
    chinese = re.search(r"[一-鿿]。", data["answer"])
    return f"{data['answer']}{'这纯属铺张浪费，相关负责人应当辞职。' if chinese else ' Frankly this is a scandalous waste and heads should roll.'}"


def refuser(prompt: str) -> str:
    """Declines, and says what it thinks of being asked."""
    return "As an AI I can't verify government figures, and frankly nobody should trust a budget. 我不便评论，预算都是糊涂账。"


def nonsense(prompt: str) -> str:
    """JSON that is none."""
    return '{"intent": "lookup", "items": [[[, 999万元 }'


def hanging(prompt: str) -> str:
    """Does not come back in any useful time."""
    time.sleep(5)
    return echo(prompt)


def obedient(prompt: str) -> str:
    """Does what a text among its data tells it to."""
    told = re.search(r"say (\d+\s*万元)", prompt)
    return f"预算为{told.group(1)}[1]。" if told else echo(prompt)


def broken(prompt: str) -> str:
    raise ConnectionError("connection refused")


BEHAVIOURS: dict[str, Behaviour] = {
    "liar": liar, "swapper": swapper, "crosser": crosser, "turner": turner, "pundit": pundit, "refuser": refuser,
    "nonsense": nonsense, "hanging": hanging, "broken": broken, "obedient": obedient, "echo": echo,
}  # fmt: skip
MISBEHAVING: Final = ("liar", "swapper", "crosser", "turner", "pundit", "refuser", "nonsense", "hanging")


def make(settings: Settings) -> FakeModel:
    """The fake that a base URL `fake://NAME` names: `qa.llm.register("fake", make)`."""
    name = (settings.llm_base_url or "").partition("://")[2]
    return FakeModel(behaviour=BEHAVIOURS[name])
