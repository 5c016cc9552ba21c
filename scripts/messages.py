"""`make messages`: collects the texts to translate into django.po and folds locale/fragments in.

With --check nothing is changed: it ends with 1 and names the texts that have no Chinese.
"""

import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from scripts import translations
from scripts.console import Stop, run_main, say
from scripts.install import install
from scripts.paths import PRODUCT_FOLDERS, PYTHON, ROOT

KINDS = ["*.py", "*.html", "*.txt"]


def collected() -> str:
    """The catalogue as it should be: every text of the sources, with the translations that exist."""
    with TemporaryDirectory() as folder:
        known, wanted = Path(folder) / "known.po", Path(folder) / "wanted.po"
        known.write_text(translations.merged(), encoding="utf-8")
        wanted.write_text(_texts_of_the_sources(), encoding="utf-8")
        # No guessing by likeness: a text either has its translation or needs one.
        merge = ["msgmerge", "--quiet", "--no-fuzzy-matching", "--no-wrap", str(known), str(wanted)]
        return translations.gettext(
            ["msgattrib", "--no-obsolete", "--no-wrap", "-"], translations.gettext(merge)
        )


def _texts_of_the_sources() -> str:
    """A catalogue of every text that the sources mark for translation, all of them untranslated.

    Collected from a copy, so that Django's command finds neither the environment's files nor anything
    to overwrite.
    """
    with TemporaryDirectory() as folder:
        copy = Path(folder)
        _copy_sources(copy)
        catalogue = copy / translations.CATALOGUE
        catalogue.parent.mkdir(parents=True)
        catalogue.write_text(translations.HEADER, encoding="utf-8")
        options = ["-l", "zh_Hans", "--no-wrap", "--add-location", "file"]
        command = [str(PYTHON), "-m", "django", "makemessages", *options]
        finished = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)
        if finished.returncode:
            raise Stop(f"The texts could not be collected:\n{finished.stderr}")
        return catalogue.read_text(encoding="utf-8")


def _copy_sources(target: Path) -> None:
    for folder in (*PRODUCT_FOLDERS, "templates"):
        for kind in KINDS:
            for path in (ROOT / folder).rglob(kind):
                copy = target / path.relative_to(ROOT)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, copy)


def untranslated() -> str:
    """The entries without Chinese, as gettext prints them; "" if every text has some."""
    catalogue = collected()
    empty = translations.gettext(["msgattrib", "--untranslated", "--no-wrap", "-"], catalogue)
    return empty + translations.gettext(["msgattrib", "--only-fuzzy", "--no-wrap", "-"], catalogue)


def write() -> None:
    """Replaces the catalogue and removes the fragments that are now part of it."""
    catalogue = ROOT / translations.CATALOGUE
    text = collected()
    catalogue.parent.mkdir(parents=True, exist_ok=True)
    catalogue.write_text(text, encoding="utf-8")
    for fragment in translations.fragments():
        fragment.unlink()


def main() -> int:
    """1 when --check finds a text without Chinese."""
    if "--check" not in sys.argv[1:]:
        install()
        write()
        say(f"Wrote {translations.CATALOGUE}")
    found = untranslated()
    if found:
        say(f"These texts have no Chinese yet:\n\n{found}")
    return 1 if found and "--check" in sys.argv[1:] else 0


if __name__ == "__main__":
    run_main(main)
