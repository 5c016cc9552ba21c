"""The registry of channels: through whose doors people come to the portal (A-117).

The city makes no app of its own. The province's app, WeChat and Alipay lead to the same pages, each as a
registered channel with an owner, a key of its own, the origins that may show our public pages in a frame,
and figures. A channel that is not registered has none of these.
"""

from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ledger.models import Chain


class AccessChannelQuerySet(models.QuerySet["AccessChannel"]):
    """The vocabulary in which channels are looked for."""

    def in_force(self, on: date) -> Self:
        """Channels that are open on that day."""
        return self.filter(Q(active_to__isnull=True) | Q(active_to__gt=on), active_from__lte=on)


class AccessChannel(models.Model):
    """One way in. Its key is kept as a digest: whoever reads the database can't hand anybody over."""

    class Kind(models.TextChoices):
        OWN_SITE = "own_site", _("Own site")
        COUNTER = "counter", _("Counter")
        HOTLINE = "hotline", _("Hotline")
        PROVINCE_APP = "province_app", _("The province's app")
        WECHAT = "wechat", _("WeChat")
        ALIPAY = "alipay", _("Alipay")
        WEBSITE = "website", _("Another public website")

    chain = models.OneToOneField(Chain, on_delete=models.PROTECT, related_name="+")
    code = models.SlugField(max_length=40, unique=True)
    name = models.JSONField(help_text='{"zh", "en"}')
    owner = models.JSONField(help_text='Who answers for it: {"zh", "en"}')
    kind = models.CharField(max_length=20, choices=Kind.choices)
    origins = ArrayField(
        models.CharField(max_length=200), default=list, help_text="Origins that may frame the public pages."
    )
    key_digest = models.CharField(max_length=64, blank=True)
    key_set_at = models.DateTimeField(null=True)
    old_key_digest = models.CharField(max_length=64, blank=True)
    old_key_until = models.DateTimeField(null=True, help_text="While both keys serve, after a rotation.")
    active_from = models.DateField()
    active_to = models.DateField(null=True, help_text="The first day on which it is closed.")

    objects = AccessChannelQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(active_to__isnull=True) | Q(active_to__gte=F("active_from")),
                name="channel_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(key_digest="", key_set_at__isnull=True)
                | (~Q(key_digest="") & Q(key_set_at__isnull=False)),
                name="channel_key_has_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(old_key_digest="", old_key_until__isnull=True)
                | (~Q(old_key_digest="") & Q(old_key_until__isnull=False)),
                name="old_channel_key_has_its_end",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["own_site", "counter"]) | Q(key_digest=""),
                name="own_channels_need_no_key",
            ),
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(kind__in=["own_site", "counter"], active_to__isnull=True),
                name="one_own_site_and_one_counter",
            ),
        ]

    def __str__(self) -> str:
        return self.code
