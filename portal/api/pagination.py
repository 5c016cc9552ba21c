"""Lists come in pages that stay right while rows are added: {"results", "next"}."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError
from django.utils.translation import gettext_lazy as _
from rest_framework.pagination import CursorPagination, PageNumberPagination
from rest_framework.request import Request
from rest_framework.response import Response

from portal.api.problems import CallError

PAGE, LONGEST_PAGE = 50, 200


class Pages(CursorPagination):
    """A list by cursor; `limit` chooses the length of a page. The view sets the order."""

    page_size = PAGE
    max_page_size = LONGEST_PAGE
    page_size_query_param = "limit"
    offset_cutoff = 1_000_000  # rows that are due at the same moment are many
    ordering: Any = "-id"

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any] | None:
        """The rows of the page. Raises CallError 400 for a cursor that this list did not give out."""
        try:
            return super().paginate_queryset(queryset, request, view)
        except (ValueError, ValidationError, DataError):
            raise CallError(400, _("This page address is not one that the list gave out.")) from None

    def get_paginated_response(self, data: Any) -> Response:
        """The page and the address of the next one."""
        return Response({"results": data, "next": self.get_next_link()})


class NumberedPages(PageNumberPagination):
    """A short list by page number."""

    page_size = PAGE
    max_page_size = LONGEST_PAGE
    page_size_query_param = "limit"
    offset_cutoff = 1_000_000  # rows that are due at the same moment are many

    def get_paginated_response(self, data: Any) -> Response:
        """The page and the address of the next one."""
        return Response({"results": data, "next": self.get_next_link()})
