"""`make long`: what the suite does in short, at full length.

Two hundred random edits with a fifth of the requests lost, twenty runs of which all must end with what was
typed last; a hundred submits of one draft at once. One process, since the browser wants the machine.
"""

import os

from scripts import test
from scripts.console import run_main

MEASURES = {
    "AUTOSAVE_EDITS": "200",
    "AUTOSAVE_RUNS": "20",
    "SUBMITS_AT_ONCE": "100",
    "WORKERS": "1",
    "ARGS": "tests/browser/test_applying_by_hand.py tests/portal/test_leaving_and_coming_back.py "
    "-k 'typed_last or at_once'",
}


def main() -> int:
    """The exit code of these tests."""
    for name, value in MEASURES.items():
        os.environ.setdefault(name, value)
    return test.main()


if __name__ == "__main__":
    run_main(main)
