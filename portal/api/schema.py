"""How the interface describes itself: every operation with the problems it may answer."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework.permissions import AllowAny

from portal.api.problems import CALL_ERRORS, PROBLEM_TYPE
from portal.api.shapes.common import ProblemShape

READING, ACTING = (400, 401, 403, 404, 406, 429), (400, 401, 403, 404, 406, 409, 413, 415, 422, 429, 503)
UNSAFE = frozenset({"POST", "PATCH", "PUT", "DELETE"})
KEY = OpenApiParameter(
    "Idempotency-Key",
    str,
    OpenApiParameter.HEADER,
    description="The same key with the same body gives the first answer again.",
)
VERSION = OpenApiParameter(
    "If-Match", str, OpenApiParameter.HEADER, description="The `version` the call was made from."
)


class ApiSchema(AutoSchema):
    """Adds problem documents to all operations, and key and version to those that act."""

    def get_override_parameters(self) -> Any:
        """The headers of acting calls."""
        given = list(super().get_override_parameters())
        return [*given, KEY, VERSION] if self._acts() else given

    def get_operation_id(self) -> str:
        """Method and view, such as getCase: stable names for generated clients."""
        return f"{self.method.lower()}{type(self.view).__name__.removesuffix('View')}"

    def get_summary(self) -> str | None:
        """The first line of the method's docstring."""
        return (super().get_description() or "").split("\n")[0].split("; ")[0].split(": ")[0].rstrip(".")

    def _get_response_bodies(self, direction: Any = "response") -> Any:
        bodies = super()._get_response_bodies(direction)
        for status in self._problem_statuses():
            bodies.setdefault(str(status), self._problem(status, direction))
        return bodies

    def _problem(self, status: int, direction: Any) -> Any:
        told = OpenApiResponse(ProblemShape, description=_title(status))
        return self._get_response_for_code(told, str(status), [PROBLEM_TYPE], direction)

    def _problem_statuses(self) -> tuple[int, ...]:
        """Public reading calls take no post, so 403 never comes."""
        public = AllowAny in self.view.permission_classes
        statuses = ACTING if self.method in UNSAFE else (*READING, 422)
        return tuple(status for status in statuses if not (public and status == 403))

    def _acts(self) -> bool:
        return self.method in UNSAFE and AllowAny not in self.view.permission_classes


def _title(status: int) -> str:
    return str(CALL_ERRORS[status][1]) if status in CALL_ERRORS else "Something in the input is not right"


class BearerScheme(OpenApiAuthenticationExtension):
    """A token from /api/v1/token/, or from /o/token/ for departments' systems."""

    target_class = "portal.api.authentication.BearerAuthentication"
    name = "bearer"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, Any]:
        """RFC 6750."""
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "POST /api/v1/token/, or client credentials at /o/token/.",
        }
