"""The knowledge base, and the one index that search reads."""

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


class SearchEntry(models.Model):
    """The words under which one handbook, one-thing version or knowledge entry is found.

    Written when the record comes in: jieba cuts Chinese into words and pypinyin spells them, so that
    a query is one indexed statement.
    """

    handbook = models.OneToOneField(
        Handbook, on_delete=models.CASCADE, null=True, related_name="search_entry"
    )
    one_thing_version = models.OneToOneField(
        OneThingVersion, on_delete=models.CASCADE, null=True, related_name="search_entry"
    )
    knowledge = models.OneToOneField(
        KnowledgeEntry, on_delete=models.CASCADE, null=True, related_name="search_entry"
    )
    title = models.TextField(help_text="The Chinese name, without spaces and punctuation, lower case.")
    title_en = models.TextField(help_text="The English name in lower case.")
    pinyin = models.TextField(help_text="The Chinese name spelled, without spaces.")
    initials = models.TextField(help_text="The first letters of that spelling.")
    words = models.TextField(help_text="Words of the name and of its everyday names, cut apart.")
    body = models.TextField(help_text="Words of the text, cut apart.")
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
                condition=Q(handbook__isnull=False, one_thing_version__isnull=True, knowledge__isnull=True)
                | Q(handbook__isnull=True, one_thing_version__isnull=False, knowledge__isnull=True)
                | Q(handbook__isnull=True, one_thing_version__isnull=True, knowledge__isnull=False),
                name="search_entry_points_to_one_record",
            )
        ]
        indexes = [
            GinIndex(fields=["vector"], name="search_entry_vector"),
            GinIndex(OpClass("title", name="gin_trgm_ops"), name="search_entry_title"),
            GinIndex(OpClass("pinyin", name="gin_trgm_ops"), name="search_entry_pinyin"),
        ]

    def __str__(self) -> str:
        return self.title
