from importlib import import_module

from django.apps import AppConfig


class WindowsConfig(AppConfig):
    name = "windows"

    def ready(self) -> None:
        """Say who writes the catalogue's windows; models can be imported only now."""
        import_module("windows.importing")
