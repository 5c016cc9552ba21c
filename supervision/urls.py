"""The addresses of the supervisor's room."""

from django.urls import path

from supervision.views import case, channels, lists, overview

app_name = "supervision"

urlpatterns = [
    path("", overview.overview, name="overview"),
    path("limits/", lists.limits, name="limits"),
    path("channels/", channels.channels, name="channels"),
    path("cases/", lists.cases, name="cases"),
    path("cases/<slug:reference>/", case.case, name="case"),
]
