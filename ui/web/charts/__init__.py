"""Pictures of figures: what is worth one (`choose`, `flow`), and how it is drawn as SVG (`bars`, `line`, `ribbons`, `frame`).

Every mark is a printed figure and leads to it; nothing is drawn that is not printed or does not add up.
"""

from __future__ import annotations
