"""The public question whether a certificate holds: its validity and nothing else (C-18)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.http import reads
from documents.certificates import verify
from documents.states import CertificateState

LONGEST = 120


@reads
def certificate(request: HttpRequest, identifier: str = "") -> HttpResponse:
    """A wrong code and an unknown identifier get the same answer; half a question is told what is missing."""
    identifier = (identifier or request.GET.get("identifier", "")).strip()[:LONGEST]
    code = request.GET.get("code", "").strip()[:LONGEST]
    asked = bool(identifier and code)
    standing = verify(identifier, code) if asked else None
    context = {
        "identifier": identifier,
        "code": code,
        "asked": asked,
        "incomplete": bool(identifier or code) and not asked,
        "standing": standing,
        "state": CertificateState(standing.state).label if standing else "",
    }
    return render(request, "citizen/verify.html", context)
