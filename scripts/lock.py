"""`make lock`: pins every package of the .in files, with hashes, into the .txt files beside them."""

from scripts import command
from scripts.console import Stop, run_main, say
from scripts.install import install
from scripts.paths import VENV

FILES = ["requirements-uv", "requirements", "requirements-dev"]


def main() -> int:
    """Keeps versions that still fit; UPGRADE of one package: edit its line in the .in file."""
    install()
    for name in FILES:
        source, target = f"{name}.in", f"{name}.txt"
        options = ["--quiet", "--generate-hashes", "--python-version", "3.11"]
        if command.run([str(VENV / "bin" / "uv"), "pip", "compile", *options, source, "-o", target]):
            raise Stop(f"{source} could not be resolved (the reason is above).")
        say(f"{target} is up to date with {source}")
    return 0


if __name__ == "__main__":
    run_main(main)
