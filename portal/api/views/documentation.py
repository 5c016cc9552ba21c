"""The description of the interface, for programs and for people."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.permissions import AllowAny
from rest_framework.renderers import TemplateHTMLRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from portal.api.problems import PROBLEM_TYPE, plain_problem

# The page's own scripts and styles only; the viewer sets styles on the elements it draws.
PAGE_POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


class SchemaView(SpectacularAPIView):
    """OpenAPI 3.1 as YAML, or as JSON to those who ask for it."""

    permission_classes = [AllowAny]
    authentication_classes = []


class DocsView(SpectacularSwaggerSplitView):
    """The same for reading; served without anything from outside."""

    permission_classes = [AllowAny]
    authentication_classes = []
    renderer_classes = [TemplateHTMLRenderer]
    url_name = "api:schema"

    @extend_schema(exclude=True)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """The page, or the little script that starts it."""
        response: Response = super().get(request, *args, **kwargs)
        response["Content-Security-Policy"] = PAGE_POLICY
        return response


@csrf_exempt
def unknown(request: HttpRequest) -> JsonResponse:
    """Any other address under /api/, whatever the method: there is nothing here."""
    return JsonResponse(plain_problem(404), status=404, content_type=PROBLEM_TYPE)
