# Everything a person or CI does with the house; each target brings its own environment and system pieces.
#   make run [PORT=8000] [DEMO=0]      make test      make check      make bench      make help

SHELL := /bin/sh
VENV ?= .venv
PORT ?= 8000
DEMO ?= 1
PYTHON ?= $(shell sh tools/python.sh)
IN := $(VENV)/bin/python

.PHONY: help run test check bench lock messages format screenshots audit runtime dev clean
.SILENT:

help: ## this list
	sed -n 's/^\([a-z]*\):.*## /\1: /p' Makefile

run: runtime ## start the program on 127.0.0.1, with demonstration data on the first start
	exec $(IN) -m trongtam serve --port $(PORT) $(if $(filter 0,$(DEMO)),--empty)

test: dev ## every test: SQLite, PostgreSQL, browser; with the coverage gate
	exec $(IN) -m tools.test $(ARGS)

check: dev ## format, lint, imports, types, templates, migrations, translations, documentation
	exec $(IN) -m tools.check $(ARGS)

bench: dev ## measure speed and memory on both databases, into var/bench/
	exec $(IN) -m bench $(ARGS)

lock: dev ## write both locks anew
	exec $(IN) -m tools.lock

messages: dev ## bring the Vietnamese catalogues up to date and compile them
	$(IN) -m tools.catalogues --write
	exec $(IN) -m trongtam compile_translations

format: dev ## format the code and the templates
	exec $(IN) -m tools.format

screenshots: dev ## draw the pictures of the documentation from a running program
	exec $(IN) -m tools.screenshots

audit: dev ## look for known vulnerabilities in what is locked
	exec $(VENV)/bin/pip-audit --require-hashes -r requirements.lock

clean: ## remove the environment and caches; var/ stays
	rm -rf $(VENV) .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage*

runtime:
	test -n "$(PYTHON)" || exit 1
	$(PYTHON) tools/environment.py $(VENV)

dev:
	test -n "$(PYTHON)" || exit 1
	$(PYTHON) tools/environment.py --dev $(VENV)
