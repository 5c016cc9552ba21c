from importlib import import_module

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "cases"

    def ready(self) -> None:
        """Registers sentences, timers and what the ledger covers, the same in every process."""
        import_module("cases.wording")
        import_module("cases.material_wording")
        import_module("cases.privacy_wording")
        import_module("cases.money_wording")
        import_module("cases.timers")
        import_module("cases.money_timers")
        import_module("cases.protection").register()
