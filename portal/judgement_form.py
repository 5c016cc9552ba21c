"""The form of a judgement: five grades, the words that go with the grade, runs, and free text."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from cases.judging import Tag, known_tags, tags_of
from core.text import pick

LONGEST_TEXT = 1000
MOST_RUNS = 20
GRADES = (
    (1, _("Very satisfied")),
    (2, _("Satisfied")),
    (3, _("Fairly satisfied")),
    (4, _("Dissatisfied")),
    (5, _("Very dissatisfied")),
)
RUNS = (
    ("", _("I'd rather not say")),
    (0, _("Not once")),
    (1, _("Once")),
    (2, _("Twice")),
    (3, _("Three times or more")),
)


class JudgementForm(forms.Form):
    """Five grades, tags by grade, words, and the runs as the applicant counts them (GB/T 39046-2020 A.8)."""

    grade = forms.TypedChoiceField(
        label=_("How was it?"),
        choices=GRADES,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one of the five.")},
    )
    tags = forms.MultipleChoiceField(
        label=_("What was it like?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    runs = forms.IntegerField(
        label=_("How often did you have to come?"), required=False, min_value=0, max_value=MOST_RUNS
    )
    words = forms.CharField(
        label=_("In your own words"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[MaxLengthValidator(LONGEST_TEXT)],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer(tag for grade, _name in GRADES for tag in tags_of(grade))

    def for_grade(self, grade: int | None) -> "JudgementForm":
        """The same form, showing the words that go with that grade."""
        if grade:
            self._offer(tags_of(grade))
        return self

    def _offer(self, tags: Iterable[Tag]) -> None:
        field = cast(forms.MultipleChoiceField, self.fields["tags"])
        field.choices = [(tag.code, pick(tag.name)) for tag in tags]

    def clean(self) -> dict[str, Any]:
        """Words that belong to another grade are left out: the grade may have been changed last."""
        given = super().clean() or {}
        if given.get("grade"):
            given["tags"] = known_tags(given.get("tags") or [], given["grade"])
        return given


def grade_of(text: str) -> int | None:
    """The grade in an address; None for anything else."""
    return int(text) if text in {str(grade) for grade, _name in GRADES} else None
