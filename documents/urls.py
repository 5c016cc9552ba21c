"""The addresses of files on their way (tus)."""

from django.urls import path

from documents import views

app_name = "documents"

urlpatterns = [
    path("", views.uploads, name="uploads"),
    path("<uuid:public_id>", views.upload, name="upload"),
]
