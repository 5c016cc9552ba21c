"""The Chinese translations: source strings are English, zh_Hans/LC_MESSAGES/django.po has the Chinese.

That file is the truth. Work done side by side may put its entries into `locale/fragments/AREA.po`
instead, so that nobody's edits collide: they count at once, and `make messages` folds them in.
GNU gettext does the work (msgcat, msgfmt); the compiled file is built where it is needed.
"""

import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from scripts.console import Stop
from scripts.paths import ROOT

CATALOGUE = Path("locale/zh_Hans/LC_MESSAGES/django.po")
HEADER = """msgid ""
msgstr ""
"Language: zh_Hans\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""


def fragments(root: Path = ROOT) -> list[Path]:
    """The files waiting to be folded in, in the order of their names."""
    return sorted((root / "locale" / "fragments").glob("*.po"))


def merged(root: Path = ROOT) -> str:
    """The catalogue with the fragments; where both translate a text, the fragment's newer words win."""
    catalogue = root / CATALOGUE
    sources = [*fragments(root), *([catalogue] if catalogue.exists() else [])]
    with TemporaryDirectory() as folder:
        parts = [Path(folder) / "header.po"]
        parts[0].write_text(HEADER, encoding="utf-8")
        for source in sources:
            parts.append(Path(folder) / source.name)
            parts[-1].write_text(with_header(source.read_text(encoding="utf-8")), encoding="utf-8")
        joined = gettext(["msgcat", "--use-first", "--force-po", "--no-wrap", *map(str, parts)])
    return gettext(["msgattrib", "--no-obsolete", "--force-po", "--no-wrap", "-"], joined)


def with_header(text: str) -> str:
    """A fragment need not have gettext's header; the tools do."""
    return text if "Content-Type:" in text else HEADER + text


def compile_catalogue(root: Path = ROOT) -> None:
    """Builds the .mo file that Django reads, unless it is newer than everything it is made from."""
    target = (root / CATALOGUE).with_suffix(".mo")
    sources = [path for path in (*fragments(root), root / CATALOGUE) if path.exists()]
    if target.exists() and all(target.stat().st_mtime > path.stat().st_mtime for path in sources):
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_suffix(".new")
    gettext(["msgfmt", "--check-format", "-o", str(draft), "-"], merged(root))
    draft.replace(target)


def gettext(command: list[str], text: str = "") -> str:
    """Runs one of gettext's programs; its output, or Stop with its complaint (file and line)."""
    finished = subprocess.run(
        command, input=text, capture_output=True, text=True, encoding="utf-8", check=False
    )
    if finished.returncode:
        raise Stop(f"The translations are not well-formed:\n{finished.stderr.strip()}")
    return finished.stdout
