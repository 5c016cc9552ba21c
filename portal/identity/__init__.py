"""Who somebody is and how surely: the province's unified identity, local accounts, the second factor.

django-allauth carries the protocols (OpenID Connect, TOTP, passkeys, sessions); here stand the city's
decisions about them. Guesses are counted by django-axes alone, in the database, for every process.
"""
