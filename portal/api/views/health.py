"""Whether the product runs and whether all it needs is there: for probes and `make demo`."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.health import check_all, is_healthy


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200 when database, broker, migrations and worker are fine, else 503; each check by name."""
    checks = check_all()
    healthy = is_healthy(checks)
    body = {"status": "ok" if healthy else "unavailable", "checks": dict(checks)}
    return JsonResponse(body, status=200 if healthy else 503)


@never_cache
@require_safe
def livez(request: HttpRequest) -> JsonResponse:
    """200 while the process runs."""
    return JsonResponse({"status": "ok"})
