"""What all views share: who acts, and that reading can't write."""

from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponseBase
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.serializers import Serializer
from rest_framework.views import APIView

from accounts.actor import Actor
from approvals.models import Task
from approvals.policies import cases_visible_to, tasks_visible_to
from cases.models import Case
from core.errors import NotFound
from core.http import READ_METHODS, reads

Known = TypeVar("Known", bound=Serializer)


class ApiView(APIView):
    """A call of a signed-in caller. GET and HEAD are answered without a single writing statement."""

    request: Request

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Reading methods run on a connection that refuses to write."""
        if request.method in READ_METHODS:
            return reads(super().dispatch)(request, *args, **kwargs)
        return super().dispatch(request, *args, **kwargs)

    @property
    def actor(self) -> Actor:
        """Who calls, in which post."""
        actor: Actor = self.request._request.actor  # type: ignore[attr-defined]
        return actor

    def case(self, ref: str) -> Case:
        """The case with that id or number, if the caller may know of it. Raises NotFound.

        Only what names it is read: the act fetches it afresh under the lock.
        """
        rows = cases_visible_to(self.actor).by_reference(ref)
        found: Case | None = rows.only("public_id", "state", "chain_id").order_by().first()
        if found is None:
            raise NotFound
        return found

    def task(self, ref: str) -> Task:
        """The task with that id, if the caller may know of it. Raises NotFound. Read as sparely as a case."""
        rows = tasks_visible_to(self.actor).filter(public_id=ref).select_related("case")
        found = rows.only("public_id", "case__public_id").order_by().first()
        if found is None:
            raise NotFound
        return found


class PublicView(ApiView):
    """A call that anybody may make."""

    permission_classes = [AllowAny]


def read(serializer: type[Known], data: Any) -> dict[str, Any]:
    """The checked input. Raises ValidationError (422) that names each field."""
    form = serializer(data=data)
    form.is_valid(raise_exception=True)
    return dict(form.validated_data)
