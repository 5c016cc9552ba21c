"""The credentials between the portal and departments' own systems: made at set-up, kept with the keys.

Per department: OAuth 2 client credentials with which its system calls the API, and a token with
which the portal calls the system. The file is for the system's operator; the database keeps the
client's secret only as a hash.
"""

import json
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import make_password
from oauth2_provider.models import Application

from accounts.models import Department, Post, Role, User
from core import clock

FILE_NAME = "department_clients.json"
Clients = dict[str, dict[str, str]]


def clients_file() -> Path:
    """Where the credentials lie."""
    return Path(settings.KEY_DIR) / FILE_NAME


def read_clients() -> Clients:
    """Every department's credentials; none before set-up."""
    path = clients_file()
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def push_token(department: str) -> str:
    """The token that the portal shows to that department's system, "" before set-up."""
    return read_clients().get(department, {}).get("push_token", "")


def make_clients() -> Clients:
    """Makes what is missing for every department with a system of its own; what works is kept.

    A department that the database does not know yet is left out.
    """
    known = read_clients()
    for department in Department.objects.filter(code__in=settings.DEPARTMENT_SYSTEMS):
        entry = known.get(department.code)
        if entry is None or not _still_stands(entry):
            known[department.code] = _new_client(department)
    _write(known)
    return known


def _still_stands(entry: Mapping[str, str]) -> bool:
    return Application.objects.filter(client_id=entry["client_id"], user__is_active=True).exists()


def _new_client(department: Department) -> dict[str, str]:
    secret = secrets.token_urlsafe(32)
    name = f"system of {department.code}"
    Application.objects.filter(name=name).delete()
    application = Application.objects.create(
        name=name,
        user=system_account(department),
        client_type=Application.CLIENT_CONFIDENTIAL,
        authorization_grant_type=Application.GRANT_CLIENT_CREDENTIALS,
        client_secret=secret,
    )
    return {
        "client_id": application.client_id,
        "client_secret": secret,
        "push_token": secrets.token_urlsafe(32),
    }


def system_account(department: Department) -> User:
    """The account through which a department's system acts; it never signs in with a password."""
    user, made = User.objects.get_or_create(
        username=f"system-{department.code.lower()}", defaults={"password": make_password(None)}
    )
    if made:
        Post.objects.create(user=user, role=Role.SYSTEM, department=department, valid_from=clock.today())
    return user


def _write(clients: Clients) -> None:
    """Readable by the owner alone, whole or not at all."""
    path = clients_file()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_suffix(".new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(clients, file, indent=2)
    draft.replace(path)
