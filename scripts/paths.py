"""Where things are."""

import hashlib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUN = ROOT / ".run"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
RUN_ENV = RUN / "env"
LOGS = RUN / "log"
PIDS = RUN / "pids.json"

# Names things outside the project folder (sockets, a state folder) after the checkout they belong to.
CHECKOUT = hashlib.sha256(str(ROOT).encode()).hexdigest()[:10]

# The floors, from the top down.
PRODUCT_FOLDERS = [
    "portal",
    "supervision",
    "dataexchange",
    "windows",
    "approvals",
    "cases",
    "matters",
    "notices",
    "documents",
    "accounts",
    "ledger",
    "core",
]
