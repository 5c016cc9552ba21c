"""The addresses of what is done with one material besides sending files for it."""

from django.urls import path

from portal.views import binding, uploads

urlpatterns = [
    path("cases/<case_ref:reference>/materials/<str:material>/pages/", binding.bind, name="bind"),
    path("cases/<case_ref:reference>/materials/<str:material>/reuse/", uploads.reuse, name="reuse"),
]
