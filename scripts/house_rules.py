"""Rules of this house that no ready-made linter knows. One line per breach; ends with 1 if there is one."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from scripts.paths import PRODUCT_FOLDERS, ROOT

LONGEST_FUNCTION = 40  # lines, the docstring included
LONGEST_FILE = 300
STATE = "state"


def breaches(path: Path) -> Iterator[str]:
    """What one file does that it should not, each as `path:line: words`."""
    source = path.read_text(encoding="utf-8")
    where = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
    lines = source.count("\n")
    if lines > LONGEST_FILE:
        yield f"{where}:1: {lines} lines; a file has at most {LONGEST_FILE}"
    for node in ast.walk(ast.parse(source)):
        words = _long_function(node) or _state_written_past_its_machine(node)
        if words:
            yield f"{where}:{getattr(node, 'lineno', 1)}: {words}"


def _long_function(node: ast.AST) -> str:
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return ""
    lines = (node.end_lineno or node.lineno) - node.lineno + 1
    return (
        f"{node.name} has {lines} lines; a function has at most {LONGEST_FUNCTION}"
        if lines > LONGEST_FUNCTION
        else ""
    )


def _state_written_past_its_machine(node: ast.AST) -> str:
    """`….update(state=…)` changes a state without the transition's guard and without a record."""
    if not (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "update"
    ):
        return ""
    if any(keyword.arg == STATE for keyword in node.keywords):
        return "update(state=…) goes past the state machine; call the transition"
    return ""


def product_files() -> Iterator[Path]:
    """The code that the rules are about: not tests, not migrations."""
    for folder in (*PRODUCT_FOLDERS, "scripts", "sandbox", "bench"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def main() -> int:
    """1 if any file breaks a rule."""
    found = [breach for path in product_files() for breach in breaches(path)]
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
