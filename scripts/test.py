"""`make test`: installs what is missing, starts throwaway servers, and runs the whole suite on them.

ARGS="tests/cases -k submit" narrows it; WORKERS=4 changes the number of parallel processes from two.
"""

import os
import shlex

from scripts import command, throwaway, translations
from scripts.console import run_main
from scripts.install import install
from scripts.paths import PYTHON


def main() -> int:
    """The suite's exit code."""
    install(testing=True)
    translations.compile_catalogue()
    workers = os.environ.get("WORKERS") or "2"
    arguments = shlex.split(os.environ.get("ARGS", ""))
    with throwaway.servers() as variables:
        suite = [str(PYTHON), "-m", "pytest", "-n", workers, "--dist", "loadgroup", *arguments]
        # Both processes must collect the same tests in the same order, sets included.
        settings = {"DJANGO_SETTINGS_MODULE": "portal.settings.test", "PYTHONHASHSEED": "0"}
        return command.run(suite, {**variables, **settings})


if __name__ == "__main__":
    run_main(main)
