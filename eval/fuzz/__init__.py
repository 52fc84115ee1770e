"""Is ingest sturdy? Damaged and hostile files through the real way in, and what must be true whatever they hold.

`seeds` are honest files, `mutate` damages them by what their format is made of, `hostile` makes files that were built to
do harm, `run` ingests them all and checks that nothing broke.
"""

from __future__ import annotations
