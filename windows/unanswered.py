"""Cases in which a party wrote last and the window has not answered yet."""

from django.db.models import OuterRef, QuerySet, Subquery

from cases.models import Case, Message


def waiting_for_words(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Those of the cases whose newest message comes from a party."""
    newest = Message.objects.filter(case=OuterRef("pk")).order_by("-id").values("from_window")[:1]
    return cases.annotate(_last_from_window=Subquery(newest)).filter(_last_from_window=False)
