"""ingest: a file becomes a disclosure (readers → tables → figures → checks). Imports no other room.

Offers `read_disclosure(path)` in `ingest.disclosure`, the values it is made of in `ingest.model`, printed numbers in
`ingest.amounts` and the error tree in `ingest.errors`.
"""
