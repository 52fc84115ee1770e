"""qa: a question becomes an answer (understand → retrieve → calculate → compose → verify).

Offers `Engine` in `qa.engine`: `Engine(library).ask(question)` gives the answer's JSON.
"""
