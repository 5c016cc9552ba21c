from django.apps import AppConfig


class DataexchangeConfig(AppConfig):
    name = "dataexchange"
