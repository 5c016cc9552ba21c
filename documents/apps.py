from importlib import import_module

from django.apps import AppConfig
from django.conf import settings

from core import keys
from documents.authority import AUTHORITY, RECEIPTS, make_demo_authority, make_receipt_key


class DocumentsConfig(AppConfig):
    name = "documents"

    def ready(self) -> None:
        """Register the sentences, and the keys that set-up makes: production brings its own certificates."""
        import_module("documents.wording")
        keys.register(RECEIPTS, make_receipt_key)
        if settings.DEMO:
            keys.register(AUTHORITY, make_demo_authority)
