"""A page's layout without the lines of text that its clipping paths cut away.

pdfminer ignores clipping, so text that is too long for its cell would turn up, unseen, among the characters of the cells
above and below. Does: track clip boxes, leave out upright characters whose middle stands above or below theirs, count
them. Does not: cut sideways; a digit that runs over its cell's side must not be lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pdfminer.layout import LTChar
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.utils import apply_matrix_pt
from pdfplumber.page import PDFPageAggregatorWithMarkedContent

if TYPE_CHECKING:
    from pdfplumber.page import Page

Band = tuple[float, float]
"""The lowest and highest y that a clip shows, in pdfminer's device space."""

# A reader still sees a line of which a sliver is cut.
_SLACK = 0.5


class _ClipDevice(PDFPageAggregatorWithMarkedContent):
    """Collects a page's objects; `band` is the clip in force, `cut` the number of characters left out."""

    band: Band | None = None
    cut: int = 0

    def render_char(self, *args: Any, **kwargs: Any) -> float:  # noqa: ANN401
        advance = super().render_char(*args, **kwargs)
        items = self.cur_item._objs
        if self.band is not None and items and isinstance(items[-1], LTChar):
            char = items[-1]
            middle = (char.y0 + char.y1) / 2
            upright = abs(char.matrix[1]) < 1e-6 and abs(char.matrix[2]) < 1e-6
            if upright and not self.band[0] - _SLACK <= middle <= self.band[1] + _SLACK:
                items.pop()
                self.cut += not char.get_text().isspace()
        return float(advance)


class _ClipInterpreter(PDFPageInterpreter):
    """Runs a content stream and tells its device the clip; q and Q save and restore it, forms leave it as it was."""

    device: _ClipDevice

    def init_state(self, ctm: Any) -> None:  # noqa: ANN401
        super().init_state(ctm)
        self._bands: list[Band | None] = []

    def do_q(self) -> None:
        super().do_q()
        self._bands.append(self.device.band)

    def do_Q(self) -> None:  # noqa: N802
        super().do_Q()
        if self._bands:
            self.device.band = self._bands.pop()

    def do_W(self) -> None:  # noqa: N802
        self._clip()

    def do_W_a(self) -> None:  # noqa: N802
        self._clip()

    def do_Do(self, name: Any) -> None:  # noqa: ANN401, N802
        before = self.device.band
        super().do_Do(name)
        self.device.band = before

    def _clip(self) -> None:
        """Narrow the clip to the current path's height; a turned path counts with the box around it."""
        ys: list[float] = []
        for _, *numbers in self.curpath:
            ys.extend(
                apply_matrix_pt(self.ctm, (float(x), float(y)))[1]
                for x, y in zip(numbers[::2], numbers[1::2], strict=False)
            )
        if not ys:
            return
        low, high = min(ys), max(ys)
        band = self.device.band
        self.device.band = (low, high) if band is None else (max(low, band[0]), min(high, band[1]))


def lay_out(page: Page) -> int:
    """Give a pdfplumber page its layout, clipped; returns how many characters were cut away. Library errors pass through."""
    device = _ClipDevice(page.pdf.rsrcmgr, pageno=page.page_number, laparams=page.pdf.laparams)
    _ClipInterpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    # Where pdfplumber keeps the layout it would otherwise make; without it, it makes its own, unclipped.
    page._layout = device.get_result()
    return device.cut
