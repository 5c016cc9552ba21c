"""What people looked for and did not find: where the words of the catalogue fall short of theirs."""

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from core import clock
from core.errors import NotAllowed
from core.http import reads
from matters.missed import KEPT_DAYS, SHOWN_FROM, for_editors
from supervision.views.common import WATCHING, actor_of_request

READERS = WATCHING | {Role.CATALOGUE_EDITOR}
MOST = 200


@reads
def searches(request: HttpRequest) -> HttpResponseBase:
    """The words, how often and when last, the most wanted first; for supervision and the editors.

    Only what several people asked for is shown: a single question may say too much about one.
    """
    actor = actor_of_request(request)
    if actor.user_id is None:
        return redirect_to_login(request.get_full_path())
    if actor.role not in READERS:
        raise NotAllowed(_("This page is for supervision and for the editors of the catalogue."))
    rows = list(for_editors()[: MOST + 1])
    context = {
        "rows": rows[:MOST],
        "more": len(rows) > MOST,
        "most": MOST,
        "shown_from": SHOWN_FROM,
        "days": KEPT_DAYS,
        "now": clock.now(),
    }
    return render(request, "supervision/searches.html", context)
