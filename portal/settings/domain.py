"""What the city chooses: which departments have systems of their own, and who listens to the ledger."""

from pathlib import Path

from portal.settings import env

ROOT = Path(__file__).resolve().parent.parent.parent

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
    "cases.subscribers",
    "documents.subscribers",
    "approvals.subscribers",
    "approvals.receiving",
    "approvals.party_subscribers",
    "dataexchange.subscribers",
    "supervision.subscribers",
    "portal.subscribers",
]

# Keys that sign checkpoints, receipts and demo certificates: made at set-up, never in the repository.
KEY_DIR = Path(env.text("KEY_DIR", ROOT / ".run" / "keys"))

# What papers are set in: cut from the system's fonts at the first paper, and again when it is removed.
FONT_DIR = Path(env.text("FONT_DIR", KEY_DIR.parent / "fonts"))

# Files: at most this many bytes each and files per material; so many files and bytes per case;
# and what one sender may have on its way at once.
UPLOAD_MAX_BYTES = 20 * 1024 * 1024
UPLOAD_MAX_FILES = 30
CASE_MAX_FILES = 300
CASE_MAX_BYTES = 1024 * 1024 * 1024
UPLOADS_UNDER_WAY_MAX_BYTES = 400 * 1024 * 1024

# How people find things: everyday words and turns of life, for the catalogue's editors to change.
FINDING_FILE = Path(env.text("FINDING_FILE", ROOT / "catalogue" / "finding.json"))
# Where the search keeps its dictionary between starts: for this account alone, never a shared folder.
SEARCH_CACHE_DIR = Path(env.text("SEARCH_CACHE_DIR", ROOT / ".run" / "search"))

# The fonds (全宗号) that the city's archives gave each department: FONDS=D-ZJJ=J012,D-SWJ=J034.
FONDS = dict(given.split("=", 1) for given in env.names("FONDS"))

SITE_URL = env.text("SITE_URL", "http://localhost:8000")
CLOSE_OF_BUSINESS_ZONE = "Asia/Shanghai"
