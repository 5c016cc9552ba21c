"""The addresses that django-allauth needs, under /account/; those it offers beyond that stay away."""

from allauth.account.views import reauthenticate
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from portal.views import account

urlpatterns: list[URLPattern | URLResolver] = [
    path(
        "sign-in/",
        RedirectView.as_view(pattern_name="portal:sign-in", query_string=True),
        name="account_login",
    ),
    path("sign-out/", account.sign_out, name="account_logout"),
    path("again/", reauthenticate, name="account_reauthenticate"),
    path("second-factor/", include("allauth.mfa.urls")),
    path("not-signed-in/", account.not_signed_in, name="socialaccount_login_cancelled"),
    path("not-signed-in/error/", account.not_signed_in, name="socialaccount_login_error"),
    path("not-signed-in/unknown/", account.not_signed_in, name="socialaccount_signup"),
    path("", include("allauth.socialaccount.providers.openid_connect.urls")),
]
