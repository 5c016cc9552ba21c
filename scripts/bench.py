"""`make bench`: the benchmarks, on throwaway servers with the durability of production."""

import os
import shlex

from scripts import command, throwaway, translations
from scripts.console import run_main
from scripts.install import install
from scripts.packages import postgres_programs
from scripts.paths import PYTHON


def main() -> int:
    """The benchmarks' exit code. PG_BIN tells them where pgbench is."""
    install(testing=True)
    translations.compile_catalogue()
    arguments = shlex.split(os.environ.get("ARGS", ""))
    with throwaway.servers(durable=True) as variables:
        settings = {"DJANGO_SETTINGS_MODULE": "portal.settings.demo", "PG_BIN": str(postgres_programs())}
        return command.run([str(PYTHON), "-m", "bench", *arguments], {**variables, **settings})


if __name__ == "__main__":
    run_main(main)
