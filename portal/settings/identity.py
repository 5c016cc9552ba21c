"""Who may come in and how: passwords, the second factor, the province's unified identity, sessions."""

from typing import Any

from portal.settings import env

PASSWORD_HASHERS = [
    "accounts.hashers.Argon2",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",  # reads what was kept before; renewed at sign-in
]

# The province's unified identity (OpenID Connect, RFC 7636). Without an issuer there is no such button.
OIDC_ISSUER = env.text("OIDC_ISSUER", "").rstrip("/")
OIDC_NAME = {
    "zh": env.text("OIDC_NAME_ZH", "省统一身份认证"),
    "en": env.text("OIDC_NAME_EN", "Provincial unified identity"),
}
OIDC_PROVIDER = "province"
# Our word -> the provider's claim; and the provider's words for the level -> ours (accounts.assurance).
OIDC_CLAIMS: dict[str, str] = env.pairs(
    "OIDC_CLAIMS",
    "name:name,id_kind:id_kind,id_number:id_number,mobile:phone_number,level:acr,uscc:uscc,"
    "organisation_name:organisation_name,organisation_role:organisation_role",
)
OIDC_LEVELS: dict[str, int] = {
    word: int(level) for word, level in env.pairs("OIDC_LEVELS", "L1:1,L2:2,L3:3").items()
}
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {
    "openid_connect": {
        "SCOPE": env.text("OIDC_SCOPES", "openid,profile,phone").split(","),
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": OIDC_PROVIDER,
                "name": OIDC_NAME["zh"],
                "client_id": env.text("OIDC_CLIENT_ID", ""),
                "secret": env.text("OIDC_CLIENT_SECRET", ""),
                "settings": {"server_url": OIDC_ISSUER},
            }
        ]
        if OIDC_ISSUER
        else [],
    }
}
SOCIALACCOUNT_ADAPTER = "portal.identity.adapters.SocialAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True  # a link: the content policy keeps forms from leading to another site
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_REQUESTS_TIMEOUT = 8  # seconds for each question to the provider

ACCOUNT_ADAPTER = "portal.identity.adapters.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = False  # django-axes counts, in the database: one count for every process
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300

MFA_ADAPTER = "portal.identity.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = env.text("CITY_NAME_EN", "Linjiang") + " One Window"
MFA_TOTP_TOLERANCE = 1  # telephones' clocks go wrong by half a minute
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = env.flag("PASSKEYS_WITHOUT_TLS")  # localhost only; never in production
MFA_FORMS = {
    "authenticate": "portal.identity.forms.CodeForm",
    "reauthenticate": "portal.identity.forms.RepeatedCodeForm",
}
# Roles (accounts.models.Role) that work only with a second factor; production asks all of them.
SECOND_FACTOR_ROLES: list[str] = env.names("SECOND_FACTOR_ROLES")

# The level that an errand asks for where its handbook names none (accounts.assurance).
ASSURANCE_DEFAULT = env.number("ASSURANCE_DEFAULT", 1)

USERSESSIONS_TRACK_ACTIVITY = False
SESSION_COOKIE_AGE = 12 * 3600  # seconds; portal.identity.sessions ends idle ones sooner

# Of templates/citizen/privacy.html: a change of the notice gets a new version, and is shown anew.
PRIVACY_NOTICE_VERSION = "2026-11"
