"""Every address of the product, room by room."""

from django.urls import URLPattern, URLResolver, include, path, re_path

from portal.api.views.documentation import DocsView, unknown
from portal.api.views.health import healthz, livez
from portal.api.views.tokens import ClientTokenView

api_patterns: list[URLPattern | URLResolver] = [
    path("api/v1/", include("portal.api.urls")),
    path("api/docs/", DocsView.as_view(), name="api-docs"),
    re_path(r"^api/", unknown, name="api-unknown"),
    path("o/token/", ClientTokenView.as_view(), name="client-token"),
    path("healthz", healthz, name="healthz"),
    path("livez", livez, name="livez"),
]

room_patterns: list[URLPattern | URLResolver] = [
    path("", include("portal.views.urls")),
    path("hall/", include("windows.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("uploads/", include("documents.urls")),
    path("desk/", include("approvals.desk.urls")),
    path("supervision/", include("supervision.urls")),
]

handler400 = "portal.error_pages.bad_request"
handler403 = "portal.error_pages.permission_denied"
handler404 = "portal.error_pages.page_not_found"
handler500 = "portal.error_pages.server_error"

# django-allauth's own pages, under our templates.
library_patterns: list[URLPattern | URLResolver] = [path("account/", include("portal.identity.urls"))]

urlpatterns: list[URLPattern | URLResolver] = [*api_patterns, *library_patterns, *room_patterns]
