"""What the ledger covers of a review."""

from approvals.models import Conclusion, Question, Round, SpecialProcedure, Task
from ledger.registry import protect


def register() -> None:
    """Called once per process when the app is ready."""
    protect(Round, chain="case__chain")
    protect(Task, chain="case__chain")
    for model in (Conclusion, Question, SpecialProcedure):
        protect(model, chain="task__case__chain")
