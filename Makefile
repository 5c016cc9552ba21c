# One Window. `make demo` runs it, `make test` tries it; both install what is missing.
# Needs Python 3.11 and make. Each target is one file of scripts/.
.DEFAULT_GOAL := help
PYTHON ?= python3
export PORT HOST FRESH SANDBOX ARGS WORKERS

help:  ## this list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 18

demo:  ## run everything here (PORT=8000, FRESH=1 starts empty, SANDBOX=off without the tax bureau's system)
	@$(PYTHON) -m scripts.demo

test:  ## the whole suite, browser included (ARGS="tests/cases -k submit" narrows it)
	@$(PYTHON) -m scripts.test

long:  ## at full length what the suite does in short: typing while requests are lost, submits at once
	@$(PYTHON) -m scripts.long

check:  ## lint, types, import floors, migrations, settings, templates, translations
	@$(PYTHON) -m scripts.check

bench:  ## measure speed and memory, as ratios
	@$(PYTHON) -m scripts.bench

fix:  ## put the code into the house's form
	@$(PYTHON) -m scripts.fix

messages:  ## collect the texts to translate and fold in locale/fragments
	@$(PYTHON) -m scripts.messages

lock:  ## pin the packages of the requirements*.in files
	@$(PYTHON) -m scripts.lock

.PHONY: help demo test long check bench fix messages lock
