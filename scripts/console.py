"""What the scripts say, and how they stop when something cannot be done."""

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


class Stop(Exception):
    """The work cannot go on; the text says what is wrong and what to do about it."""


class Terminated(KeyboardInterrupt):
    """Somebody asked politely (SIGTERM, a closed terminal) that this ends."""


def clean_up_when_terminated() -> None:
    """From now on a polite kill or a closed terminal unwinds the program as Ctrl-C does."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise Terminated

    signal.signal(signal.SIGTERM, interrupt)
    signal.signal(signal.SIGHUP, interrupt)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Inside it nothing but a hard kill interrupts: the program is cleaning up."""
    before = {
        number: signal.signal(number, signal.SIG_IGN)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def say(text: str) -> None:
    """One line to the reader, at once, even when the output goes to a file."""
    print(text, flush=True)


def run_main(main: Callable[[], int]) -> None:
    """Runs a script's main function and ends the process with its exit code.

    Stop ends it with its words and code 1, Ctrl-C with code 130 and without a traceback.
    """
    try:
        code = main()
    except Stop as stop:
        print(f"\n{stop}", file=sys.stderr, flush=True)
        code = 1
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)
