"""The addresses of “My data”, and of what works without a network."""

from django.urls import path

from portal.views import consenting, my_data, my_export, offline

urlpatterns = [
    path("my/", my_data.overview, name="my-data"),
    path("my/profile/", my_data.profile, name="my-profile"),
    path("my/looks/", my_data.looks, name="my-looks"),
    path("my/consents/", my_data.consents, name="my-consents"),
    path("my/sessions/", my_data.sessions, name="my-sessions"),
    path("my/sessions/end/", my_data.end_sessions, name="end-sessions"),
    path("my/device/", offline.device, name="my-device"),
    path("my/copy/", my_export.exports, name="my-export"),
    path("my/copy/progress/", my_export.progress, name="my-export-progress"),
    path("my/copy/<uuid:public_id>/", my_export.fetch, name="my-export-fetch"),
    path("worker.js", offline.worker, name="worker"),
    path("offline/", offline.offline, name="offline"),
    path("privacy/", my_data.privacy, name="privacy"),
    path("cases/<case_ref:reference>/erase/", my_data.erase, name="erase-draft"),
    path("cases/<case_ref:reference>/apply/agree/<str:group>/", consenting.agree, name="agree"),
]
