"""A draft's file as text: plain text and Markdown as they are, Word and others written out a line a paragraph."""

from __future__ import annotations

from ingest.model import Grid, Source, TextLine
from ingest.narrative import paragraphs


def text_of(data: bytes, name: str) -> str:
    """The text of a draft's bytes. Raises `ReadError` if nothing can read them."""
    from ingest.readers import read_bytes
    from ingest.readers.sniff import sniff
    from ingest.readers.text import decode

    if sniff(data, name) == "text":
        return decode(data, name)
    return written_out(read_bytes(data, name))


def written_out(source: Source) -> str:
    """A read source as text: headings marked as Markdown's, a table's row on a line with its cells between bars."""
    lines: list[str] = []
    running: list[TextLine] = []

    def close() -> None:
        for paragraph in paragraphs(running, wrapped=False):
            heading = paragraph.starts[0][1].heading
            lines.append(f"{'#' * heading} {paragraph.text}" if heading else paragraph.text)
        running.clear()

    for block in source.blocks:
        if isinstance(block, Grid):
            close()
            lines += ["| " + " | ".join(" ".join(text.split()) for text in row.texts) + " |" for row in block.rows]
        else:
            running.append(block)
    close()
    return "\n".join(lines)
