"""What the city chooses: which departments have systems of their own, and who listens to the ledger."""

from pathlib import Path

from portal.settings import env

# Departments with their own system: id -> connector folder and address. The demo city's tax bureau
# is one; SANDBOX=off leaves every task to the reviewers' desks.
SANDBOX_URL = env.text("SANDBOX_URL", "")
SANDBOX_ON = env.flag("SANDBOX", default=bool(SANDBOX_URL))
DEPARTMENT_SYSTEMS: dict[str, dict[str, str]] = (
    {"D-SWJ": {"connector": "rest", "url": f"{SANDBOX_URL}/departments/D-SWJ"}} if SANDBOX_ON else {}
)
SHARED_DATA_URL = f"{SANDBOX_URL}/shared-data" if SANDBOX_ON else ""

# Modules whose subscribers and protected models the ledger knows, in every process alike.
LEDGER_SUBSCRIBERS = [
    "notices.subscribers",
    "documents.subscribers",
    "approvals.subscribers",
    "dataexchange.subscribers",
    "supervision.subscribers",
]

# Keys that sign checkpoints, receipts and demo certificates: made at set-up, never in the repository.
KEY_DIR = Path(env.text("KEY_DIR", Path(__file__).resolve().parent.parent.parent / ".run" / "keys"))

# Files: at most this many bytes each, and this many per material and case.
UPLOAD_MAX_BYTES = 20 * 1024 * 1024
UPLOAD_MAX_FILES = 30

SITE_URL = env.text("SITE_URL", "http://localhost:8000")
CLOSE_OF_BUSINESS_ZONE = "Asia/Shanghai"
