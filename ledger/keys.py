"""The Ed25519 key that signs checkpoints. Its public halves stay for as long as what they signed."""

from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)
from django.core.exceptions import ImproperlyConfigured

from core import keys

NAME = "checkpoints"
FILE = "signing.pem"


def make_checkpoint_key(directory: Path) -> None:
    """A new signing key and, beside it under its id, its public half."""
    key = Ed25519PrivateKey.generate()
    public = key.public_key()
    shown = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    keys.write_secret(directory / _public_name(key_id(public)), shown)
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    keys.write_secret(directory / FILE, secret)


def signing_key() -> Ed25519PrivateKey:
    """The key in use. Raises ImproperlyConfigured when there is none: run `manage.py make_keys`."""
    path = keys.folder(NAME) / FILE
    key = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise ImproperlyConfigured(f"{path} is not an Ed25519 key.")
    return key


def public_key(identifier: str) -> Ed25519PublicKey | None:
    """The public half with that id, or None when this server does not have it."""
    path = keys.folder(NAME) / _public_name(identifier)
    if not identifier.isalnum() or not path.exists():
        return None
    key = load_pem_public_key(path.read_bytes())
    return key if isinstance(key, Ed25519PublicKey) and key_id(key) == identifier else None


def key_id(key: Ed25519PublicKey) -> str:
    """The first 16 hex digits of the SHA-256 of the raw public key."""
    return sha256(key.public_bytes(Encoding.Raw, PublicFormat.Raw)).hexdigest()[:16]


def _public_name(identifier: str) -> str:
    return f"{identifier}.pub.pem"
