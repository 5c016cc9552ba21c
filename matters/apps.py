from importlib import import_module

from django.apps import AppConfig


class MattersConfig(AppConfig):
    name = "matters"

    def ready(self) -> None:
        """Register what the ledger tells and covers; models can be imported only now."""
        import_module("matters.wording")
