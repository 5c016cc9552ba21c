from importlib import import_module

from django.apps import AppConfig


class DataexchangeConfig(AppConfig):
    name = "dataexchange"

    def ready(self) -> None:
        """Joins the plugs to the sockets below; models can be imported only now."""
        import_module("dataexchange.plugs").join()
