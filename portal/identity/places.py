"""Where somebody goes after signing in."""

from django.urls import reverse

from accounts.actor import actor_of
from accounts.models import User
from core.clock import today
from portal.navigation import WORKPLACES, address


def place_of(user: User) -> str:
    """Staff land at their place of work, citizens at home."""
    return address(WORKPLACES.get(actor_of(user, today()).role, "")) or reverse("portal:home")
