"""Files, keys and a chain to hang papers on, fresh for every test."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import QuerySet

from accounts.actor import Actor
from accounts.models import Department
from core import keys
from documents import files
from documents.models import StoredFile
from ledger.recording import open_chain
from matters.models import CatalogueImport
from tests.documents.samples import AT

REGISTRAR = "113399810020000390"
TAX = "11339981002000055M"


@pytest.fixture(scope="session")
def key_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Demo keys, made once: RSA takes its time."""
    folder = tmp_path_factory.mktemp("keys")
    keys.make_all(folder)
    return folder


@pytest.fixture(autouse=True)
def _own_folders(settings: Any, tmp_path: Path, key_dir: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.KEY_DIR = key_dir


@pytest.fixture
def by() -> Actor:
    return Actor.system("test")


@pytest.fixture
def registrar(db: None) -> Department:
    return _department("D-ZGJ", "临江市自然资源和规划局（不动产登记中心）", REGISTRAR)


@pytest.fixture
def tax(db: None) -> Department:
    return _department("D-SWJ", "国家税务总局临江市税务局", TAX)


def _department(code: str, name: str, uscc: str) -> Department:
    text = {"zh": name, "en": f"Department {code}"}
    return Department.objects.create(code=code, name=text, short_name=text, uscc=uscc)


@pytest.fixture
def aggregate(db: None) -> QuerySet[Any]:
    """One row with a chain of its own; documents do not care what it is."""
    row = CatalogueImport.objects.create(
        chain_id=open_chain("test").id, catalogue="test", imported_at=AT, written={}, published=0
    )
    return CatalogueImport.objects.filter(pk=row.pk)


@pytest.fixture
def store(db: None, by: Actor) -> Any:
    """store(bytes, name) -> StoredFile"""

    def put(data: bytes, name: str = "scan.pdf") -> StoredFile:
        return files.store(SimpleUploadedFile(name, data), by=by)

    return put
