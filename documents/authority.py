"""The keys of a demonstration: a certification authority, a signer and a time-stamping unit.

They are made at set-up, lie in KEY_DIR, and say in their subjects that they are for demonstration
only. Production brings its own signer (DOCUMENT_SIGNER): a seal under the Electronic Signature Law
art. 13 needs a certified device and authority.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from core.keys import write_secret

AUTHORITY = "certificates"
RECEIPTS = "receipts"
ORGANISATION = "One Window DEMO (演示, no legal effect)"
_CA_YEARS, _LEAF_YEARS = 10, 5

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


def _elliptic_key() -> ec.EllipticCurvePrivateKey:
    """Read and used within a millisecond; an RSA key costs a tenth of a second each time it is read."""
    return ec.generate_private_key(ec.SECP256R1())


def _rsa_key() -> rsa.RSAPrivateKey:
    """The demonstration's time stamper takes no other kind."""
    return rsa.generate_private_key(65537, 2048)


_LEAVES: tuple[tuple[str, str, Callable[[], PrivateKey]], ...] = (
    ("signer", "One Window DEMO seal 演示", _elliptic_key),
    ("tsa", "One Window DEMO time stamp 演示", _rsa_key),
)


def make_demo_authority(folder: Path) -> None:
    """Write ca, signer and tsa as `<name>.pem` (certificate) and, but for the authority, `<name>.key`.

    The authority's own key is thrown away: nothing else can ever be signed with it.
    """
    now = datetime.now(UTC)
    ca_key = _elliptic_key()
    ca = _certificate("One Window DEMO CA 演示", ca_key.public_key(), None, ca_key, now)
    _write_certificate(folder / "ca.pem", ca)
    for name, label, make in _LEAVES:
        key = make()
        _write_certificate(folder / f"{name}.pem", _certificate(label, key.public_key(), ca, ca_key, now))
        write_secret(folder / f"{name}.key", _pem(key))


def make_receipt_key(folder: Path) -> None:
    """Write the portal's Ed25519 key for receipts (RFC 8032) and its public half."""
    key = ed25519.Ed25519PrivateKey.generate()
    write_secret(folder / "receipt.key", _pem(key))
    (folder / "receipt.pub").write_bytes(
        key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
    )


def _certificate(
    label: str,
    public_key: rsa.RSAPublicKey | ec.EllipticCurvePublicKey,
    issuer: x509.Certificate | None,
    issuer_key: ec.EllipticCurvePrivateKey,
    now: datetime,
) -> x509.Certificate:
    """A certificate by that issuer, or by itself where there is none."""
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, ORGANISATION),
            x509.NameAttribute(NameOID.COMMON_NAME, label),
        ]
    )
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.subject if issuer else subject)
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=365 * (_LEAF_YEARS if issuer else _CA_YEARS)))
        .add_extension(
            x509.BasicConstraints(ca=issuer is None, path_length=0 if issuer is None else None), True
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), False)
        .add_extension(_usage(issuer is None), True)
    )
    if "time stamp" in label:
        builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), True)
    return builder.sign(issuer_key, hashes.SHA256())


def _usage(authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )


def _write_certificate(path: Path, certificate: x509.Certificate) -> None:
    path.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))


def _pem(key: PrivateKey | ed25519.Ed25519PrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
