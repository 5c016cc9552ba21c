"""Joined by portal.urls in development: path("styleguide/", include("portal.styleguide.urls"))."""

from django.urls import path

from portal.styleguide.views import index

app_name = "styleguide"
urlpatterns = [path("", index, name="index"), path("<slug:page>/", index, name="page")]
