"""Many people asking a running server at one time: through the HTTP interface, and through the chat page's queue as browsers do.

Does: ask, time each answer from its question to its end, count what failed, and look at the server's memory. Does not: judge the answers.
"""

from __future__ import annotations

import asyncio
import json
import random
import time
import uuid
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ingest.errors import StoreError

if TYPE_CHECKING:
    import httpx

    from index import Library

Ask = Callable[[str], Awaitable[bool]]
_PATIENCE: Final = 60.0
_A_VISIT: Final = 6
"""Questions that one visitor of the chat asks before the next one comes."""


@dataclass(slots=True)
class Load:
    """The answers that one way of asking gave: seconds each took, and what went wrong."""

    way: str
    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def summary(self) -> dict[str, Any]:
        taken = sorted(self.seconds)

        def at(share: float) -> str:
            return f"{taken[min(int(share * len(taken)), len(taken) - 1)]:.3f}" if taken else "-"

        return {
            "way": self.way, "answers": len(taken), "errors": len(self.errors), "p50_s": at(0.5), "p95_s": at(0.95),
            "max_s": at(1.0),
        }  # fmt: skip


def questions_of(library: Library, count: int, seed: int = 1) -> list[str]:
    """Questions after figures the store holds, drawn over all its documents."""
    from index import FigureFilter

    draw = random.Random(seed)  # noqa: S311 - no secret
    named = []
    for record in library.documents():
        facts = record.facts
        held = library.figure_page(FigureFilter(documents=(record.name,), sources=("table",)), limit=2000)
        if held and facts.organization and facts.fiscal_year:
            named.append((f"{facts.organization}{facts.fiscal_year}年", held))
    return [
        f"{named[n % len(named)][0]}{draw.choice(named[n % len(named)][1]).label}是多少？"
        for n in range(count if named else 0)
    ]


def press(address: str, way: str, questions: Sequence[str], people: int, seconds: float, pause: float) -> Load:
    """So many people ask for so many seconds, each waiting `pause` seconds between an answer and the next question. `way`: api or chat."""
    return asyncio.run(_press(address, way, questions, people, seconds, pause))


async def _press(address: str, way: str, questions: Sequence[str], people: int, seconds: float, pause: float) -> Load:
    import httpx

    load = Load(way)
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=people * 2)
    async with httpx.AsyncClient(base_url=address, timeout=_PATIENCE, limits=limits) as client:
        page = await _chat_page(client) if way == "chat" else None
        until = time.perf_counter() + seconds

        async def person(number: int) -> None:
            draw = random.Random(number)  # noqa: S311
            ask = _api(client) if page is None else _chat(client, page)
            await asyncio.sleep(draw.random() * pause)
            while time.perf_counter() < until:
                began = time.perf_counter()
                try:
                    good = await ask(draw.choice(questions))
                except (httpx.HTTPError, ValueError, KeyError) as error:
                    load.errors.append(f"{type(error).__name__}: {error}")
                else:
                    load.seconds.append(time.perf_counter() - began)
                    if not good:
                        load.errors.append("no answer")
                await asyncio.sleep(pause)

        await asyncio.gather(*(person(number) for number in range(people)))
    return load


def _api(client: httpx.AsyncClient) -> Ask:
    async def ask(question: str) -> bool:
        answer = await client.post("/api/ask", json={"question": question})
        answer.raise_for_status()
        return answer.json()["status"] in ("answered", "refused", "clarify")

    return ask


@dataclass(frozen=True, slots=True)
class _Page:
    """Which of the chat's functions a pressed Enter calls, and with how many values."""

    function: int
    inputs: int
    trigger: int


async def _chat_page(client: httpx.AsyncClient) -> _Page:
    config = (await client.get("/config")).json()
    box = next(c["id"] for c in config["components"] if c["props"].get("elem_id") == "question")
    for number, dependency in enumerate(config["dependencies"]):
        if [box, "submit"] in [list(target) for target in dependency["targets"]]:
            return _Page(dependency.get("id", number), len(dependency["inputs"]), box)
    raise StoreError("the page at this address is not budgetqa's chat")


def _chat(client: httpx.AsyncClient, page: _Page) -> Ask:
    asked = 0
    session = ""

    async def ask(question: str) -> bool:
        nonlocal asked, session
        if asked % _A_VISIT == 0:
            session = uuid.uuid4().hex
        asked += 1
        # As the browser sends it: the question, the conversation (kept by the server), no limits, the language.
        data: list[Any] = [question, None, *[[]] * (page.inputs - 3), "zh"]
        body = {"data": data, "fn_index": page.function, "session_hash": session, "trigger_id": page.trigger}
        (await client.post("/gradio_api/queue/join", json=body)).raise_for_status()
        async with client.stream("GET", "/gradio_api/queue/data", params={"session_hash": session}) as events:
            async for line in events.aiter_lines():
                if line.startswith("data:"):
                    said = json.loads(line[5:])
                    if said["msg"] == "process_completed":
                        return bool(said["success"])
        return False

    return ask


def memory_mb(process: int) -> float | None:
    """The memory a process holds, where the system tells."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return None
    line = next((line for line in status.splitlines() if line.startswith("VmRSS:")), None)
    return int(line.split()[1]) / 1024 if line else None
