"""The ways to other systems: one folder per transport, one interface for all (`base.Connector`).

A folder is named in settings.DEPARTMENT_SYSTEMS and found by that name; nothing else lists it.
"""

from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from dataexchange.connectors.base import Connector


def has_own_system(department: str) -> bool:
    """Whether that department (its id) works in a system of its own."""
    return department in settings.DEPARTMENT_SYSTEMS


def connector_for(department: str) -> Connector:
    """The connector of that department's system. Raises ImproperlyConfigured when settings are wrong."""
    system: dict[str, Any] = settings.DEPARTMENT_SYSTEMS[department]
    try:
        folder = import_module(f"dataexchange.connectors.{system['connector']}")
    except (ImportError, KeyError) as error:
        raise ImproperlyConfigured(f"{department}: there is no such connector ({error}).") from error
    connector: Connector = folder.connect(department, system)
    return connector
