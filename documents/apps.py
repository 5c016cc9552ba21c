from django.apps import AppConfig
from django.conf import settings

from core import keys
from documents.authority import AUTHORITY, RECEIPTS, make_demo_authority, make_receipt_key


class DocumentsConfig(AppConfig):
    name = "documents"

    def ready(self) -> None:
        """Say which keys set-up makes: production brings its own certificates."""
        keys.register(RECEIPTS, make_receipt_key)
        if settings.DEMO:
            keys.register(AUTHORITY, make_demo_authority)
