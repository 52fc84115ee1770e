"""Which documents a visitor wants asked: chosen by name, by organisation, by year, or all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.errors import UsageError
from ui.web.text import Words

if TYPE_CHECKING:
    from index import DocumentRecord


@dataclass(frozen=True, slots=True)
class Scope:
    """A visitor's choice; what is empty does not narrow."""

    organizations: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    documents: tuple[str, ...] = ()

    def chosen(self, records: Sequence[DocumentRecord], words: Words) -> tuple[str, ...] | None:
        """The names of the documents to ask, `None` for all. `UsageError` where nothing fits all that was chosen."""
        if not (self.organizations or self.years or self.documents):
            return None
        fitting = tuple(
            record.name
            for record in records
            if (not self.organizations or record.facts.organization in self.organizations)
            and (not self.years or record.facts.fiscal_year in self.years)
            and (not self.documents or record.name in self.documents)
        )
        if not fitting:
            raise UsageError(words["scope_empty"])
        return fitting


def organizations(records: Sequence[DocumentRecord]) -> list[str]:
    """The organisations there are to choose from."""
    return sorted({r.facts.organization for r in records if r.facts.organization})


def years(records: Sequence[DocumentRecord]) -> list[int]:
    """The fiscal years there are to choose from, the latest first."""
    return sorted({r.facts.fiscal_year for r in records if r.facts.fiscal_year}, reverse=True)
