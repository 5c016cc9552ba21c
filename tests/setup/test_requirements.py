"""The product runs on what requirements.txt names, without what happens to be installed for tests."""

import json
import re
import subprocess
import sys
from importlib.metadata import packages_distributions

from scripts.paths import ROOT

# Refuses the modules named on the command line, then loads every part of the product.
LOAD_WITHOUT = """
import json, sys

class Refusal:
    refused = set(json.loads(sys.argv[1]))

    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in self.refused:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Refusal())
import django
django.setup()
import kombu.transport.redis, portal.celery, portal.urls, portal.wsgi, gunicorn.app.wsgiapp, sandbox.__main__
"""


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_the_product_loads_without_anything_that_its_requirements_do_not_pin() -> None:
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    pinned = {normal(name) for name in re.findall(r"^([\w.-]+)==", text, re.MULTILINE)}
    surplus = [
        module
        for module, names in packages_distributions().items()
        if not pinned & {normal(name) for name in names}
    ]
    assert "pytest" in surplus
    command = [sys.executable, "-c", LOAD_WITHOUT, json.dumps(surplus)]
    loaded = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert loaded.returncode == 0, loaded.stderr
