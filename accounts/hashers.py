"""How passwords are kept."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    """Argon2id as OWASP's password storage guide sets it: 19 MiB, two rounds, one lane.

    Django's own setting takes 100 MiB for each attempt, which a handful of people who sign in at the
    same moment would multiply in every web process.
    """

    time_cost = 2
    memory_cost = 19 * 1024  # KiB
    parallelism = 1
