"""`make fix`: puts the code into the house's form and repairs what the linter can."""

from scripts import command
from scripts.console import run_main
from scripts.install import install
from scripts.paths import VENV


def main() -> int:
    """What the linter cannot repair it names, and then the exit code is not 0."""
    install(testing=True)
    ruff = str(VENV / "bin" / "ruff")
    code = command.run([ruff, "check", "--fix", "."])
    return command.run([ruff, "format", "."]) or code


if __name__ == "__main__":
    run_main(main)
