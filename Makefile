# make up      the portal on http://127.0.0.1:8000 (PORT=… to change)
# make test    everything the tests need, then all of them
# make lint    types, style and floors only
# make bench   the benchmarks
# make accuracy  how well notices and press are read, beside the peers

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
PORT ?= 8000
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: up test lint bench accuracy system clean

up: .venv/.up
	@PORT=$(PORT) $(BIN)/majungmul up

test: .venv/.dev system lint
	$(BIN)/python -m pytest -n 2 --dist loadfile -m "not postgres"
	$(BIN)/python tools/with_postgres.py $(BIN)/python -m pytest tests/ledger tests/api -m "not slow" -n 2 --dist loadfile || [ $$? = 3 ]

lint: .venv/.dev
	$(BIN)/ruff check src tests benchmarks tools
	$(BIN)/ruff format --check src tests benchmarks tools
	$(BIN)/mypy
	$(BIN)/lint-imports
	MAJUNGMUL_HOME=.venv/check MAJUNGMUL_HTTPS=1 MAJUNGMUL_HOSTS=majungmul.example \
		$(BIN)/python manage.py check --deploy --fail-level WARNING
	MAJUNGMUL_HOME=.venv/check $(BIN)/python manage.py makemigrations --check --dry-run

bench: .venv/.dev
	$(BIN)/python -m benchmarks

accuracy: .venv-peers/.ready
	.venv-peers/bin/python -W ignore -m benchmarks.accuracy --write

system: ; @tools/system-packages

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 이상이 필요합니다 (Python 3.11 or newer is needed)." >&2; exit 2; }
	@$(PYTHON) -m venv .venv || { echo "가상 환경을 만들지 못했습니다. Debian에서는 python3-venv를 설치해 주세요." >&2; exit 2; }
	@$(PIP) install --upgrade "pip>=25.1"

.venv/.up: pyproject.toml constraints.txt | .venv/bin/python
	@echo "의존성을 설치하는 중입니다 (처음 한 번, 1분쯤)…"
	@$(PIP) install --constraint constraints.txt --editable .
	@touch $@

.venv/.dev: pyproject.toml constraints.txt | .venv/bin/python
	@$(PIP) install --constraint constraints.txt --editable . --group dev
	@touch $@ .venv/.up

# The peers bring old dependencies of their own: they live apart.
.venv-peers/.ready: pyproject.toml benchmarks/accuracy/peers.txt
	@$(PYTHON) -m venv .venv-peers
	@.venv-peers/bin/python -m pip install -q -U "pip>=25.1"
	@.venv-peers/bin/python -m pip install -q -r benchmarks/accuracy/peers.txt --editable .
	@touch $@

clean:
	rm -rf .venv .venv-peers build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
