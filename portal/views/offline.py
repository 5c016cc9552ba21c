"""Working without a network: the service worker, its calm page, and what a device keeps of one's cases."""

import hashlib
import json
from functools import cache

from django.conf import settings
from django.contrib import messages
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _

from core.http import reads, writes
from portal.device import PAGES_LAST, forget_here, keep_here, keeps_here
from portal.views.common import see_other
from portal.views.my_data import of_citizen

WORKER = "js/worker.js"
# What the page for “no network” is made of.
SHELL_FILES = (
    "vendor/bootstrap/bootstrap-reboot.min.css",
    "vendor/bootstrap/bootstrap-utilities.min.css",
    "css/tokens.css",
    "css/base.css",
    "css/components.css",
    "css/public.css",
)


@reads
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker with its constants. Any change of its parts makes it another worker."""
    response = HttpResponse(_worker(), content_type="text/javascript; charset=utf-8")
    response["Service-Worker-Allowed"] = "/"
    response["Cache-Control"] = "no-cache"
    return response


@cache
def _worker() -> str:
    """The same for everybody, for as long as this process lives."""
    parts = {name: _file(name) for name in (WORKER, *SHELL_FILES)}
    digest = hashlib.sha256("\0".join([*parts.values(), _offline_text()]).encode())
    site = {
        "version": digest.hexdigest()[:16],
        "offline": reverse("portal:offline"),
        "shell": [reverse("portal:offline"), *map(static, SHELL_FILES)],
        "files": static(""),
        "doors": [reverse("portal:sign-out"), reverse("portal:sign-in"), reverse("mfa_login_webauthn")],
    }
    return f"const SITE = {json.dumps(site)};\n{parts[WORKER]}"


def _file(name: str) -> str:
    """One of our own static files, wherever it was collected from. Raises LookupError without it."""
    path = finders.find(name)
    if not isinstance(path, str):
        raise LookupError(name)
    with open(path, encoding="utf-8") as opened:
        return opened.read()


def _offline_text() -> str:
    return render_to_string("errors/offline.html", {"hotline": settings.CITY["hotline"]})


@reads
def offline(request: HttpRequest) -> HttpResponse:
    """There is no network and this page was never kept. In both languages: it is kept before it is needed."""
    return HttpResponse(_offline_text())


@writes
@of_citizen
def device(request: HttpRequest) -> HttpResponse:
    """Whether this device keeps my cases for reading without a network; forgetting is one press."""
    if request.method != "POST":
        context = {"keeps": keeps_here(request), "days": PAGES_LAST.days}
        return render(request, "citizen/my_device.html", context)
    response = see_other(reverse("portal:my-device"))
    if request.POST.get("keep") == "1":
        keep_here(request, response)
        messages.success(request, _("Kept from now on: every case that you open on this device."))
    else:
        forget_here(response)
        messages.success(request, _("Forgotten. This device keeps nothing of your cases any more."))
    return response
