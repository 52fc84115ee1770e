"""Two ways of answering that everybody builds first, on the same documents with the same embedder, to be scored like ours.

Plain retrieval: fixed-size chunks of the documents' text, the nearest few, and the line among them most like the question, whose
first amount is the answer. llama-index's citation engine: the same, through its own chunks, prompts and marks. Neither has a language
model here: the line is picked by its letters, which is what an extractive reader does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ingest.amounts import UNITS, find_unit, parse_number
from ingest.model import Grid, Source
from qa.book import grams
from qa.text import fold

if TYPE_CHECKING:
    from llama_index.core import VectorStoreIndex
    from llama_index.core.schema import TextNode

Json = dict[str, Any]
CHUNK: Final = 400
"""Characters of a chunk; an eighth of them are repeated in the next."""
TOP: Final = 5
_AMOUNT: Final = re.compile(
    r"(?<![\d.A-Za-z])-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?<![\d.A-Za-z])-?\d+\.\d+|(?<![\d.A-Za-z])\d+(?=\s*(?:万|亿)?元)"
)


def chunks(source: Source) -> list[TextNode]:
    """A document's text in chunks of a fixed size, each with the page and line that it begins on."""
    from llama_index.core.schema import TextNode

    lines = list(_lines(source))
    found: list[TextNode] = []
    held: list[tuple[str, int | None, int | None]] = []
    size = 0
    for line in [*lines, None]:
        if line is None or size + len(line[0]) > CHUNK:
            if held:
                text = "\n".join(t for t, *_ in held)
                pages = sorted({p for _, p, _ in held if p is not None})
                numbers = [n for *_, n in held if n is not None]
                metadata = {"document": source.name, "pages": pages, "lines": numbers}
                found.append(
                    TextNode(
                        text=text,
                        metadata=metadata,
                        excluded_embed_metadata_keys=list(metadata),
                        excluded_llm_metadata_keys=list(metadata),
                    )
                )
            held = held[-1:] if line is not None and held and len(held[-1][0]) <= CHUNK // 8 else []
            size = sum(len(t) for t, *_ in held)
        if line is not None:
            held.append((line[0][:CHUNK], *line[1:]))
            size += len(line[0])
    return found


def _lines(source: Source) -> Iterable[tuple[str, int | None, int | None]]:
    for block in source.blocks:
        if isinstance(block, Grid):
            for row in block.rows:
                yield " | ".join(" ".join(text.split()) for text in row.texts if text.strip()), row.page, row.line
        elif block.text.strip():
            yield block.text.strip(), block.page, block.line


def index_of(files: Sequence[Path]) -> VectorStoreIndex:
    """The chunks of some files in llama-index's own vector index, embedded by the bundled model."""
    from llama_index.core import MockEmbedding, Settings, VectorStoreIndex

    from index.embedding import bundled_embedding
    from ingest.readers import read_bytes

    Settings.embed_model = MockEmbedding(embed_dim=8)  # whatever asks for the default must not reach outside
    nodes = [node for file in files for node in chunks(read_bytes(file.read_bytes(), file.name))]
    return VectorStoreIndex(nodes, embed_model=bundled_embedding())


def plain_answer(index: VectorStoreIndex, question: str, documents: Sequence[str]) -> Json:
    """The amount on the line most like the question, of the nearest chunks."""
    found = index.as_retriever(similarity_top_k=TOP * (20 if documents else 1)).retrieve(question)
    nodes = [n for n in found if not documents or n.node.metadata["document"] in documents][:TOP]
    best: tuple[float, str, Any] | None = None
    for node in nodes:
        for line in node.node.get_content().split("\n"):
            score = likeness(question, line)
            if _AMOUNT.search(line) and (best is None or score > best[0]):
                best = (score, line, node.node)
    if best is None:
        return _refused()
    return _answer(best[1], best[2].get_content(), best[2].metadata)


def citation_answer(index: VectorStoreIndex, question: str, documents: Sequence[str]) -> Json:
    """What llama-index's citation engine says, with a model that copies the line most like the question."""
    from llama_index.core.query_engine import CitationQueryEngine
    from llama_index.core.vector_stores import MetadataFilter, MetadataFilters

    # In-memory filters compare by equality: one document narrows the search, several cannot.
    chosen = [MetadataFilter(key="document", value=name) for name in documents] if len(documents) == 1 else []
    engine = CitationQueryEngine.from_args(
        index, llm=extractive_model(question), similarity_top_k=TOP, filters=MetadataFilters(filters=list(chosen))
    )
    response = engine.query(question)
    text = str(response)
    mark = re.search(r"\[(\d+)\]", text)
    nodes = response.source_nodes
    if mark is None or not 0 < int(mark.group(1)) <= len(nodes):
        return _refused()
    node = nodes[int(mark.group(1)) - 1].node
    return _answer(text[: mark.start()], node.get_content(), node.metadata)


def extractive_model(question: str) -> Any:  # noqa: ANN401 - a class made on demand
    """A llama-index model that answers with the line of its prompt most like the question, and that line's source mark."""
    from llama_index.core.llms import CompletionResponse, CompletionResponseGen, CustomLLM, LLMMetadata

    class Extractive(CustomLLM):
        @property
        def metadata(self) -> LLMMetadata:
            return LLMMetadata(model_name="extractive", context_window=32_000)

        def complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponse:  # noqa: ANN401
            return CompletionResponse(text=copied_line(prompt, question))

        def stream_complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponseGen:  # noqa: ANN401
            def once() -> CompletionResponseGen:
                yield self.complete(prompt)

            return once()

    return Extractive()


def copied_line(prompt: str, question: str) -> str:
    """The line of a prompt's sources most like the question, with its source's mark; nothing if none holds an amount."""
    best, told, source = 0.0, "", 0
    body = prompt[prompt.rfind("Below are several numbered sources") :]
    for line in body.split("\n"):
        if named := re.match(r"Source (\d+):", line):
            source = int(named.group(1))
        elif source and _AMOUNT.search(line) and (score := likeness(question, line)) > best:
            best, told = score, f"{line} [{source}]"
    return told


def likeness(question: str, line: str) -> float:
    """The share of a question's characters and pairs that stand in a line."""
    mine, theirs = grams(fold(question)), grams(fold(line))
    return len(mine & theirs) / max(len(mine), 1) if mine else 0.0


def _answer(line: str, around: str, metadata: Json) -> Json:
    match = _AMOUNT.search(line)
    value = parse_number(match.group()) if match else None
    if match is None or value is None:
        return _refused()
    percent = line[match.end() : match.end() + 1] in {"%", "％"}
    unit = find_unit(line[match.end() : match.end() + 6]) or find_unit(around) or "万元"
    worth = Decimal(1) if percent else UNITS[unit]
    citations = [{"document": metadata["document"], "page": page, "line": None} for page in metadata["pages"]]
    citations += [{"document": metadata["document"], "page": None, "line": number} for number in metadata["lines"]]
    figure: Json = {
        "value": f"{value * worth:f}",
        "unit": "%" if percent else "CNY",
        "text": match.group(),
        "verified": False,
        "citations": [],
    }
    return {"status": "answered", "answer": line, "figures": [figure], "citations": citations}


def _refused() -> Json:
    return {"status": "refused", "answer": "", "figures": [], "citations": []}
