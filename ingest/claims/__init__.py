"""Claims: what sentences state, whoever wrote them: a disclosure, a member of staff, a language model.

`read_claims` reads a text into claims with exact spans; each is a number, or a comparison without one, with its subject, column,
year, direction and reference. `print_quantity` prints a number the way a sentence does. All of it is pure.
"""

from __future__ import annotations

from ingest.claims.model import Claim, Context, Direction, Hedge, Kind, Quantity, Reference, Role
from ingest.claims.quantities import find_quantities, print_quantity
from ingest.claims.reader import read_claims

__all__ = [
    "Claim",
    "Context",
    "Direction",
    "Hedge",
    "Kind",
    "Quantity",
    "Reference",
    "Role",
    "find_quantities",
    "print_quantity",
    "read_claims",
]
