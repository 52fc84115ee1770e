"""Sample disclosures, typeset from a table of figures into text, HTML, XLSX and PDF.

`spec` holds the data, `text`, `html`, `xlsx` and `pdf` typeset it, `damage` spoils a text export as real systems do.
"""

from __future__ import annotations

from eval.samples.generate import FORMATS, SHIPPED_SPEC, generate
from eval.samples.spec import DisclosureSpec, load

__all__ = ["FORMATS", "SHIPPED_SPEC", "DisclosureSpec", "generate", "load"]
