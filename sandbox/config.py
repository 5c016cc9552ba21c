"""The sandbox's environment, read once at start."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

CLIENTS_NAME = "department_clients.json"


@dataclass(frozen=True)
class Config:
    """Where the sandbox listens, whom it answers, and what it plays with."""

    host: str
    port: int
    data_dir: Path
    portal_url: str
    clients_file: Path | None
    delay_seconds: float
    payment_key: str = ""
    courier_key: str = ""
    sms_key: str = ""
    mail_dir: Path | None = None


def read_config(environment: Mapping[str, str] = os.environ) -> Config:
    """HOST, PORT, DATA_DIR (a catalogue), PORTAL_URL, CLIENTS_FILE and DELAY_SECONDS.

    PAYMENT_KEY, COURIER_KEY and SMS_KEY sign the played partners' calls; MAIL_DIR is where mails lie.

    Left out, PORTAL_URL is SITE_URL and CLIENTS_FILE lies in KEY_DIR: the names the portal itself
    uses. Raises ValueError for a port or a delay that is no number.
    """
    keys = environment.get("KEY_DIR")
    clients = environment.get("CLIENTS_FILE") or (str(Path(keys) / CLIENTS_NAME) if keys else "")
    return Config(
        host=environment.get("HOST") or "127.0.0.1",
        port=int(environment.get("PORT") or 8100),
        data_dir=Path(environment.get("DATA_DIR") or Path("catalogue") / "linjiang"),
        portal_url=(environment.get("PORTAL_URL") or environment.get("SITE_URL") or "").rstrip("/"),
        clients_file=Path(clients) if clients else None,
        delay_seconds=float(environment.get("DELAY_SECONDS") or 1.0),
        payment_key=environment.get("PAYMENT_KEY", ""),
        courier_key=environment.get("COURIER_KEY", ""),
        sms_key=environment.get("SMS_KEY", ""),
        mail_dir=Path(environment["MAIL_DIR"]) if environment.get("MAIL_DIR") else None,
    )
