"""Is it any good? Sample disclosures (`eval.samples`) so far; scoring and benchmarks join it here."""

from __future__ import annotations
