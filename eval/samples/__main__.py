"""`python -m eval.samples --out DIR [--format text|html|xlsx|pdf|all] [--font FILE] [SPEC.json]`.

Writes `<spec name>_sample.<ending>` for each format; prints each path. Exit 0, or 2 with one line on stderr.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from eval.samples.generate import FORMATS, SHIPPED_SPEC, generate
from eval.samples.spec import load
from ingest.errors import BudgetQAError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m eval.samples", description="Typeset a sample disclosure.")
    parser.add_argument("spec", nargs="?", type=Path, default=SHIPPED_SPEC, help="JSON file (default: the shipped one)")
    parser.add_argument("--out", type=Path, required=True, help="folder to write into")
    parser.add_argument("--format", choices=[*FORMATS, "all"], default="all")
    parser.add_argument("--font", type=Path, help="Chinese font file for the PDF (default: what fontconfig finds)")
    options = parser.parse_args(arguments)
    kinds = list(FORMATS) if options.format == "all" else [options.format]
    try:
        spec = load(options.spec)
        made = {kind: generate(spec, kind, options.font) for kind in kinds}
        options.out.mkdir(parents=True, exist_ok=True)
        for kind, data in made.items():
            path = options.out / f"{options.spec.stem}_sample{FORMATS[kind]}"
            path.write_bytes(data)
            sys.stdout.write(f"{path}\n")
    except BudgetQAError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except OSError as error:
        sys.stderr.write(f"{error.filename or options.out}: cannot be written ({error.strerror}); give another --out\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
