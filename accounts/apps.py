from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        """Registers sentences and what the ledger covers, the same in every process."""
        import_module("accounts.wording")
        import_module("accounts.identity_wording")
        import_module("accounts.channel_wording")
        import_module("accounts.privacy_wording")
        import_module("accounts.protection").register()
