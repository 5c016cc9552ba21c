from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig
from django.conf import settings


class LedgerConfig(AppConfig):
    name = "ledger"

    def ready(self) -> None:
        """Loads the subscribers that settings list, so that every process knows the same ones."""
        for module in settings.LEDGER_SUBSCRIBERS:
            if find_spec(module):
                import_module(module)
