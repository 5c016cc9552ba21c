"""The page on which somebody agrees that sensitive data are asked and fetched, apart from all else."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.actions import decline_consent
from core.errors import NotFound
from core.http import writes
from core.text import pick
from portal.citizen.agreeing import asked_after, asked_group, is_of_child, not_agreed, told_of
from portal.citizen.beginning import agree_and_fill_in
from portal.citizen.drafts import Application
from portal.profile_form import AgreeForm
from portal.views.common import case_url, of_case, see_other

WITHOUT = "without"


@writes
@of_case
def agree(request: HttpRequest, mine: Application, group: str) -> HttpResponse:
    """What exactly, what for, who sees it; only a tick of one's own agrees, and one may decline."""
    chosen = next((one for one in mine.groups if one.key == group), None)
    if chosen is None or not mine.open:
        raise NotFound()
    names = not_agreed(mine, chosen)
    if not names:
        return see_other(case_url("question", mine, group=group))
    if request.method == "POST" and WITHOUT in request.POST:
        return _go_on_without(mine, group, names)
    form = AgreeForm(request.POST if request.method == "POST" else None, for_child=is_of_child(mine, names))
    if form.is_valid():
        agree_and_fill_in(mine, names, as_guardian=form.cleaned_data.get("guardian", False))
        return see_other(case_url("question", mine, group=group))
    errors = [{"message": text, "name": name} for name, texts in form.errors.items() for text in texts]
    context = {
        "mine": mine,
        "name": pick(mine.case.name),
        "group": chosen,
        "rows": told_of(mine, names),
        "form": form,
        "errors": errors,
    }
    return render(request, "citizen/agree.html", context, status=422 if errors else 200)


def _go_on_without(mine: Application, group: str, names: list[str]) -> HttpResponse:
    """What else the group asks, else the next page; what was declined is left out and said so."""
    decline_consent(
        mine.actor.person_id or 0,
        by=mine.actor,
        elements=names,
        about=mine.case.name,
        reference=str(mine.case.public_id),
    )
    following = asked_group(mine, group) or asked_after(mine, group)
    return see_other(
        case_url("question", mine, group=following.key) if following else case_url("tasks", mine)
    )
