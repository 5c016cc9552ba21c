"""`make bench`: prints each figure and writes bench/results.json."""

import argparse
import json
import platform
from pathlib import Path
from typing import Any

import django

django.setup()

from bench import portal_under_test, report  # noqa: E402  Django's registry has to stand first
from bench.measures import certificate, life_of_a_case, public_pages, statements, work_list  # noqa: E402

RESULTS = Path(__file__).parent / "results.json"


def main() -> None:
    """All measures, one after the other, on the same servers."""
    options = argparse.ArgumentParser(prog="bench")
    options.add_argument("--seconds", type=int, default=20, help="how long each number of clients works")
    options.add_argument("--cases", type=int, default=1_000_000, help="cases behind the longer work list")
    options.add_argument("--only", choices=["life", "certificate", "statements", "worklist", "public"])
    wanted = options.parse_args()
    portal_under_test.prepare()
    results: dict[str, Any] = {"machine": platform.machine(), "python": platform.python_version()}
    if wanted.only in (None, "certificate"):  # first: thousands of lives leave the workers busy
        results["certificate"] = certificate()
    if wanted.only in (None, "life"):
        results["life"] = life_of_a_case(wanted.seconds)
    if wanted.only in (None, "statements"):
        results["statements"] = statements()
    if wanted.only in (None, "worklist"):
        results["work_list"] = work_list(wanted.cases)
    if wanted.only in (None, "public"):
        results["public"] = public_pages(wanted.seconds)
    RESULTS.write_text(json.dumps(results, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    report.show(results)


if __name__ == "__main__":
    main()
