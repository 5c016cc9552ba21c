"""Who carries money, parcels and messages: addresses and keys, all from the environment.

A partner without an address or without a key is not plugged in: nothing is paid online then, no
parcel is sent, and text messages are written to the log.
"""

from datetime import timedelta
from urllib.parse import urlsplit

from portal.settings import env
from portal.settings.domain import SANDBOX_ON, SANDBOX_URL


def _address(name: str, folder: str) -> str:
    """The partner's base address; the sandbox plays it where the sandbox is on and nothing is set."""
    return env.text(name, f"{SANDBOX_URL}/{folder}" if SANDBOX_ON else "")


# partner -> base address and the shared key (HMAC-SHA256) that signs every call in both directions.
PARTNERS = {
    "payments": {"url": _address("PAYMENT_URL", "gateway"), "key": env.text("PAYMENT_KEY", "")},
    "courier": {"url": _address("COURIER_URL", "carrier"), "key": env.text("COURIER_KEY", "")},
    "sms": {"url": _address("SMS_URL", "sms"), "key": env.text("SMS_KEY", "")},
}
# Where the payer may be sent to: the gateway's own pages.
_pages = urlsplit(env.text("PAYMENT_PAGES", PARTNERS["payments"]["url"]))
PAYMENT_PAGES = f"{_pages.scheme}://{_pages.netloc}" if _pages.netloc else ""

# Whether a result waits at the counter until its fee is paid. A parcel always does.
FEES_BEFORE_RESULTS = env.flag("FEES_BEFORE_RESULTS", default=False)
# Whether the city pays the courier (A-114, 证到包邮) or the receiver does at the door.
COURIER_FREE = env.flag("COURIER_FREE", default=True)

# Text messages: the centre where it is plugged in, else the log.
SMS_TRANSPORT = (
    "dataexchange.sms.SmsCentre"
    if PARTNERS["sms"]["url"] and PARTNERS["sms"]["key"]
    else "notices.channels.sms.transport.LogTransport"
)
# No text message between these hours of the city's clock unless it can't wait.
SMS_QUIET_FROM, SMS_QUIET_TO = env.number("SMS_QUIET_FROM", 22), env.number("SMS_QUIET_TO", 8)
# From this many waiting messages of one channel on, one digest goes out instead.
NOTICE_DIGEST_FROM = env.number("NOTICE_DIGEST_FROM", 4)
# How long a read notice stays in the inbox, and an unread one.
NOTICE_KEPT = timedelta(days=env.number("NOTICE_KEPT_DAYS", 730))

# Mail by SMTP.
EMAIL_HOST = env.text("EMAIL_HOST", "localhost")
EMAIL_PORT = env.number("EMAIL_PORT", 25)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS", default=False)
EMAIL_USE_SSL = env.flag("EMAIL_USE_SSL", default=False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.text("EMAIL_FROM", "one-window@localhost")
