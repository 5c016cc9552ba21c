from importlib import import_module

from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    name = "approvals"

    def ready(self) -> None:
        """Registers sentences, timers and what the ledger covers, the same in every process."""
        import_module("approvals.wording")
        import_module("approvals.timers")
        import_module("approvals.protection").register()
