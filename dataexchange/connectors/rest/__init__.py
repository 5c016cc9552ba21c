"""The connector for departments that offer HTTP: JSON out, JSON back. docs/add-a-connector.md."""

from collections.abc import Mapping
from typing import Any

from dataexchange.connectors.rest.client import RestConnector
from dataexchange.connectors.rest.config import read_config


def connect(department: str, system: Mapping[str, Any]) -> RestConnector:
    """The connector for that department's entry in settings.DEPARTMENT_SYSTEMS."""
    return RestConnector(read_config(department, system))
