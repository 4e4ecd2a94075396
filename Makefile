# Two commands: `make run` (install, index, serve) and `make test` (install what tests need, and pass them).
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
HOST ?= 127.0.0.1
PORT ?= 8000
SHARED := ../shared
SAMPLE := なぜ看取り率を数値目標にしないのですか

.PHONY: help run test unit browser lint types layers audit overlap content bars eval bench images client clean

help:
	@grep -E '^[a-z]+: .*##' Makefile | sed -E 's/^([a-z]+):.*## /  make \1\t/'

$(VENV)/.installed: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	# torch first and alone: with it in place nothing asks the index for a CUDA build
	$(PIP) install torch==2.13.0
	$(PIP) install -c constraints.txt -e .
	touch $@

$(VENV)/.installed-test: $(VENV)/.installed
	$(PIP) install -c constraints.txt -e '.[test,eval,dev]'
	touch $@

run: $(VENV)/.installed ## install, build the index, answer a sample, serve the page
	$(BIN)/renkei ingest
	$(BIN)/renkei ask "$(SAMPLE)"
	$(BIN)/renkei serve --host $(HOST) --port $(PORT)

test: $(VENV)/.installed-test browser ## everything CI asks for
	$(MAKE) --no-print-directory lint types layers audit overlap content bars unit

unit:
	$(BIN)/python -m pytest

browser:
	@if [ ! -x /usr/bin/chromium ] && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y chromium fonts-noto-cjk >/dev/null
	fi
	@test -x /usr/bin/chromium || echo "no Chromium here: the browser tests will say that they are left out"

lint:
	$(BIN)/ruff check .

types:
	$(BIN)/mypy

layers:
	$(BIN)/lint-imports

audit: ## known vulnerabilities, where the advisory database can be reached
	@if out=$$(timeout 120 $(BIN)/pip-audit --progress-spinner off --skip-editable $(shell sed -n 's/^ignore = //p' .pip-audit 2>/dev/null) 2>&1); then
	  echo "pip-audit: $$(tail -n 1 <<<"$$out")"
	elif grep -qE 'ConnectionError|Max retries|NameResolution|ProxyError|timed out|ServiceError|HTTPError' <<<"$$out" || [ -z "$$out" ]; then
	  echo "pip-audit: the advisory database cannot be reached from here; nothing was checked"
	else
	  echo "$$out"; exit 1
	fi

overlap: ## nothing here repeats a sentence of the source documents
	@if [ -x $(SHARED)/tools/overlap.py ]; then
	  git ls-files -z | grep -zvE '\.(png|lock)$$' | xargs -0 $(PYTHON) $(SHARED)/tools/overlap.py $(SHARED)/documents
	else
	  echo "overlap: $(SHARED)/tools is not here; nothing was checked"
	fi

content: ## the guide and the evaluation questions: form, anchors, links, coverage
	@anticipated=$(SHARED)/corpus/anticipated-questions.jsonl
	export RENKEI_DATA=var/ci
	$(BIN)/renkei ingest | tail -n 1
	if [ -e $$anticipated ]; then $(BIN)/renkei corpus check --anticipated $$anticipated; else $(BIN)/renkei corpus check; fi
	$(BIN)/renkei eval --check

bars: ## the offline evaluation; fails where a figure falls below eval/bars.toml
	@if [ -d $(SHARED)/documents ]; then
	  export RENKEI_DATA=var/ci
	  $(BIN)/renkei ingest | tail -n 1
	  $(BIN)/renkei eval --bars eval/bars.toml --out var/ci/eval
	else
	  echo "bars: the source documents are not here; nothing was measured"
	fi

eval: $(VENV)/.installed-test ## measure on eval/questions.jsonl
	$(BIN)/renkei eval

bench: $(VENV)/.installed-test ## timings and sizes, written to docs/benchmark.md
	$(BIN)/renkei bench

images: $(VENV)/.installed-test browser ## take the pictures of docs/images anew, from the installation's own index
	$(BIN)/python -m tests.bots.web.pictures docs/images

client: $(VENV)/.installed ## write the typed client (bots/client) anew after a change of the interface
	$(BIN)/python -m bots.client.generate

clean: ## everything that can be made again
	rm -rf $(VENV) var .pytest_cache .mypy_cache .ruff_cache .hypothesis dist build
