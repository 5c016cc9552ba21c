"""The ledger's start: what it knows of the other apps is the same in every process."""

from importlib import import_module

from django.apps import AppConfig
from django.conf import settings

from core.keys import register
from ledger import keys


class LedgerConfig(AppConfig):
    """Registers the ledger's key and loads the subscribers that settings list."""

    name = "ledger"

    def ready(self) -> None:
        register(keys.NAME, keys.make_checkpoint_key)
        for module in ["ledger.erasing", *settings.LEDGER_SUBSCRIBERS]:
            import_module(module)
