"""The addresses of the supervisor's room."""

from django.urls import path

from supervision.views import case, channels, lists, overview, people, searches

app_name = "supervision"

urlpatterns = [
    path("", overview.overview, name="overview"),
    path("limits/", lists.limits, name="limits"),
    path("channels/", channels.channels, name="channels"),
    path("searches/", searches.searches, name="searches"),
    path("documents/", people.documents, name="documents"),
    path("cases/", lists.cases, name="cases"),
    path("cases/<slug:reference>/", case.case, name="case"),
]
