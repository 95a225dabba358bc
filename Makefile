# Footing: `make run` starts it, `make test` proves it. Both set up what they need.
PYTHON := .venv/bin/python
export PYTHONUTF8 := 1

.PHONY: run test test-long bench lint setup lock clean

run:
	@packaging/setup.sh run
	@$(PYTHON) -m app

test: lint
	@$(PYTHON) -W error -m pytest -n auto --dist loadfile

test-long:
	@packaging/setup.sh test
	@$(PYTHON) -W error -m pytest -m "long or not long" -n auto --dist loadfile --timeout 3600

lint:
	@packaging/setup.sh test
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m mypy

bench:
	@packaging/setup.sh test
	@$(PYTHON) packaging/bench.py

setup:
	@packaging/setup.sh test

# For the maintainers: needs uv. No index address goes into the file.
lock:
	uv pip compile pyproject.toml --extra dev --generate-hashes --no-emit-index-url --no-header --universal -o requirements.lock

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis assets/fonts assets/locale/*/LC_MESSAGES
