"""The knowledge base, and the one index that search reads."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q

from matters.models.handbooks import Handbook, Matter
from matters.models.one_things import OneThing, OneThingVersion
from matters.models.records import CatalogueRecord


class KnowledgeEntry(CatalogueRecord):
    """A question people ask and its answer, tied to a matter or a one-thing or to neither (A-116)."""

    question = models.JSONField(help_text='{"zh", "en"}')
    answer = models.JSONField(help_text='{"zh", "en"}')
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, null=True, related_name="knowledge")
    one_thing = models.ForeignKey(OneThing, on_delete=models.PROTECT, null=True, related_name="knowledge")

    class Meta(CatalogueRecord.Meta):
        verbose_name_plural = "knowledge entries"
        constraints = [
            models.CheckConstraint(
                condition=Q(matter__isnull=True) | Q(one_thing__isnull=True),
                name="knowledge_is_about_one_thing_at_most",
            )
        ]


def _codes(meaning: str) -> ArrayField:
    return ArrayField(models.CharField(max_length=80), default=list, db_default=[], help_text=meaning)


def _exactly_one(*names: str) -> Q:
    """Just one of these keys is set."""
    either = Q()
    for name in names:
        either |= Q(**{f"{other}__isnull": other != name for other in names})
    return either


class HandbookQuestion(models.Model):
    """A question of a handbook's own list, so that search can answer it by itself. Read out of the record."""

    handbook = models.ForeignKey(Handbook, on_delete=models.CASCADE, related_name="questions")
    ordinal = models.PositiveIntegerField(help_text="Its place in the handbook's list.")
    question = models.JSONField(help_text='{"zh", "en"}')
    answer = models.JSONField(help_text='{"zh", "en"}')

    class Meta:
        ordering = ["handbook", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["handbook", "ordinal"], name="handbook_question_has_its_place")
        ]

    def __str__(self) -> str:
        return f"{self.handbook_id}/{self.ordinal}"


class SearchEntry(models.Model):
    """The words under which a handbook, one-thing version, knowledge entry or handbook's question is found.

    Written when the record comes in: jieba cuts Chinese into words and pypinyin spells them, so that
    a query is one statement. The columns from `code` on are what a list is narrowed down by.
    """

    class Kind(models.TextChoices):
        ONE_THING = "one_thing"
        MATTER = "matter"
        ANSWER = "answer"

    handbook = models.OneToOneField(
        Handbook, on_delete=models.CASCADE, null=True, related_name="search_entry"
    )
    one_thing_version = models.OneToOneField(
        OneThingVersion, on_delete=models.CASCADE, null=True, related_name="search_entry"
    )
    knowledge = models.OneToOneField(
        KnowledgeEntry, on_delete=models.CASCADE, null=True, related_name="search_entry"
    )
    question = models.OneToOneField(
        HandbookQuestion, on_delete=models.CASCADE, null=True, related_name="search_entry"
    )
    title = models.TextField(help_text="The Chinese name, without spaces and punctuation, lower case.")
    title_en = models.TextField(help_text="The English name in lower case.")
    pinyin = models.TextField(help_text="The Chinese name spelled, without spaces.")
    initials = models.TextField(help_text="The first letters of that spelling.")
    words = models.TextField(help_text="Words of the name and of its everyday names, cut apart.")
    body = models.TextField(help_text="Words of the text, cut apart.")
    sounds = models.TextField(
        db_default="", help_text="The name and its everyday names in blurred syllables, spaces between."
    )
    code = models.CharField(max_length=80, db_default="", help_text="Of the matter, one-thing or entry.")
    kind = models.CharField(max_length=20, choices=Kind.choices, db_default=Kind.MATTER)
    audiences = _codes("person, business")
    departments = _codes("Codes of the departments that decide.")
    places = _codes("Where it is taken in besides the centre: town, village.")
    online = models.BooleanField(db_default=False, help_text="Whether one can apply for all of it online.")
    visits = models.PositiveSmallIntegerField(null=True, help_text="How often one must come, at most.")
    vector = models.GeneratedField(
        expression=SearchVector("words", config="simple", weight="A")
        + SearchVector("body", config="simple", weight="D"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "search entries"
        constraints = [
            models.CheckConstraint(
                condition=_exactly_one("handbook", "one_thing_version", "knowledge", "question"),
                name="search_entry_points_to_one_record",
            )
        ]
        indexes = [
            GinIndex(fields=["vector"], name="search_entry_vector"),
            GinIndex(OpClass("title", name="gin_trgm_ops"), name="search_entry_title"),
            GinIndex(OpClass("pinyin", name="gin_trgm_ops"), name="search_entry_pinyin"),
            models.Index(fields=["kind", "code"], name="search_entry_kind_and_code"),
        ]

    def __str__(self) -> str:
        return self.title


class MissedQuery(models.Model):
    """Words somebody looked for and found nothing by, for the catalogue's editors (C-02, A-03).

    Nothing says who asked: only the words, how often, and the days. What could be personal is not
    kept (`matters.missed`), and everything is forgotten after a time.
    """

    text = models.CharField(max_length=20, unique=True)
    times = models.PositiveIntegerField(default=1)
    first_on = models.DateField()
    last_on = models.DateField()

    class Meta:
        ordering = ["-times", "-last_on", "text"]
        verbose_name_plural = "missed queries"
        constraints = [
            models.CheckConstraint(condition=Q(times__gte=1), name="missed_query_was_asked"),
            models.CheckConstraint(
                condition=Q(last_on__gte=models.F("first_on")), name="missed_query_days_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.text
