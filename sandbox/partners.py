"""The partners that the sandbox plays beside the departments: gateway, courier, message centre, mailbox.

/gateway/…    calls of the portal, signed; /gateway/pay/<order> is the payer's page
/carrier/…    calls of the portal, signed; /carrier/ lists the parcels
/sms/…        calls of the portal, signed; /sms/ lists the last messages
/mail/        the mails that the demo wrote into MAIL_DIR, the newest first
"""

import email
import email.policy
import hmac
from pathlib import Path
from typing import Any

from sandbox.behaviour import Behaviour, Reply, instead_of_work, json_reply, spoiled
from sandbox.callbacks import HEADER, signature
from sandbox.carrier import Carrier
from sandbox.config import Config
from sandbox.messages import MessageCentre
from sandbox.till import Till
from sandbox.till_page import back_to, listing, page, pay_page

NAMES = ("gateway", "carrier", "sms", "mail")
MOST_MAILS = 50


class Partners:
    """Answers what is not a department's business."""

    def __init__(self, config: Config) -> None:
        self._keys = {
            "gateway": config.payment_key,
            "carrier": config.courier_key,
            "sms": config.sms_key,
        }
        self._mail_dir = config.mail_dir
        self.till = Till(config.payment_key)
        self.carrier = Carrier(config.courier_key)
        self.centre = MessageCentre(config.sms_key)

    def stop(self) -> None:
        """Lays down the work."""
        for partner in (self.till, self.carrier, self.centre):
            partner.callbacks.stop()

    def answer(
        self, method: str, path: str, headers: dict[str, Any], content: dict[str, Any], behaviour: Behaviour
    ) -> Reply:
        """One call, or one page in a browser."""
        steps = [step for step in path.split("/") if step]
        shown = self._page(method, steps, content, behaviour)
        if shown is not None:
            return shown
        refused = instead_of_work(behaviour.mode)
        if refused is not None:
            return refused
        if behaviour.mode == "slow":
            behaviour.over.wait(behaviour.delay_seconds)
        if not self._signed(steps[0], method, path, headers, content):
            return json_reply(403, {"error": "the signature is wrong"})
        status, answer = self._called(method, steps, headers, content, behaviour)
        return spoiled(behaviour.mode, json_reply(status, answer))

    def _called(
        self,
        method: str,
        steps: list[str],
        headers: dict[str, Any],
        content: dict[str, Any],
        behaviour: Behaviour,
    ) -> tuple[int, dict[str, Any]]:
        content = {name: value for name, value in content.items() if name != RAW}
        if steps[0] == "gateway":
            return self.till.answer(method, steps[1:], content, str(headers.get("Host", "")))
        partner = self.carrier if steps[0] == "carrier" else self.centre
        return partner.answer(method, steps[1:], content, behaviour)

    def _signed(
        self, name: str, method: str, path: str, headers: dict[str, Any], content: dict[str, Any]
    ) -> bool:
        expected = signature(self._keys.get(name, ""), method, path, content.get(RAW, b""))
        return hmac.compare_digest(expected, str(headers.get(HEADER, "")))

    def _page(
        self, method: str, steps: list[str], content: dict[str, Any], behaviour: Behaviour
    ) -> Reply | None:
        if steps[:2] == ["gateway", "pay"] and len(steps) == 3:
            return self._pay(method, steps[2], content, behaviour)
        if method == "GET" and steps == ["carrier"]:
            rows = [(parcel.label, parcel.number, parcel.state) for parcel in self.carrier.parcels()]
            return listing("快递 · 沙箱", rows)
        if method == "GET" and steps == ["sms"]:
            return listing("短信 · 沙箱", [(row.mobile, row.text, row.state) for row in self.centre.last()])
        if steps == ["mail"]:
            return listing("邮件 · 沙箱", mails_in(self._mail_dir))
        return None

    def _pay(self, method: str, number: str, content: dict[str, Any], behaviour: Behaviour) -> Reply:
        order = self.till.find(number)
        if order is None:
            return page("没有这笔订单 No such order", "", 404)
        if method != "POST":
            return pay_page(order)
        if content.get("do") == "pay":
            self.till.pay(order, behaviour)
        else:
            self.till.close(order, behaviour)
        return back_to(order)


RAW = "\0raw"  # the body as it came, beside what was read from it


def mails_in(folder: Path | None) -> list[tuple[str, ...]]:
    """To, subject and text of the last mails in the folder that the demo writes them to."""
    if folder is None or not folder.is_dir():
        return []
    files = sorted(folder.glob("*.log"), key=lambda file: file.stat().st_mtime, reverse=True)
    return [_mail(file) for file in files[:MOST_MAILS]]


def _mail(file: Path) -> tuple[str, ...]:
    message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    body = message.get_body(("plain",))
    text = body.get_content().split("-" * 79)[0].strip() if body else ""
    return str(message["To"]), str(message["Subject"]), text
