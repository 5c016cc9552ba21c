"""What the settings say of a department's HTTP interface."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from dataexchange.clients import push_token
from dataexchange.connectors.http import Address


@dataclass(frozen=True)
class RestConfig:
    """Where the interface is, and the token by which the department knows the portal."""

    address: Address
    token: str = field(repr=False)


def read_config(department: str, system: Mapping[str, Any]) -> RestConfig:
    """Reads `url`; the token is the one that `make_department_clients` wrote for both sides.

    Raises ImproperlyConfigured for a missing or impossible address.
    """
    if not system.get("url"):
        raise ImproperlyConfigured(f"{department}: the rest connector needs a url.")
    return RestConfig(Address.read(system["url"]), push_token(department))
