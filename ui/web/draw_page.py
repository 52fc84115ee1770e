"""The child that draws one page: a PDF on standard input, its page number and scale as arguments, a PNG on standard output.

Nothing else; `ui.web.picture` starts it, limits its time and judges what it gives.
"""

from __future__ import annotations

import io
import sys
from typing import Final

from ui.web.child import limit_memory

_MOST_PIXELS: Final = 25_000_000


def main() -> int:
    """0 with the picture written, 1 where there is none."""
    limit_memory()
    import pypdfium2

    number, scale = int(sys.argv[1]), float(sys.argv[2])
    with pypdfium2.PdfDocument(sys.stdin.buffer.read()) as document:
        if not 1 <= number <= len(document):
            return 1
        # Positions are measured from the media box; a smaller crop box would shift the picture against them.
        page = document[number - 1]
        page.set_cropbox(*page.get_mediabox())
        page.close()
        page = document[number - 1]
        width, height = page.get_size()
        if width * height * scale * scale > _MOST_PIXELS:
            return 1
        stream = io.BytesIO()
        page.render(scale=scale).to_pil().convert("RGB").quantize(64).save(stream, "PNG")
        sys.stdout.buffer.write(stream.getvalue())
    return 0


if __name__ == "__main__":
    sys.exit(main())
