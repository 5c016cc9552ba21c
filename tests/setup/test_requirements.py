"""The product runs on what requirements.txt names, without what happens to be installed for tests."""

import json
import re
import subprocess
import sys
from importlib.metadata import packages_distributions

from scripts.paths import ROOT

# Makes the modules named on the command line absent, then loads every part of the product.
LOAD_WITHOUT = """
import json, sys
sys.modules.update(dict.fromkeys(json.loads(sys.argv[1])))
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
