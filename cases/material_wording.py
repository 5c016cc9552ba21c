"""The sentence in which putting papers together is told. Registered once, read by every process."""

from django.utils.translation import gettext_lazy as _

from ledger.registry import action

COMBINE_MATERIAL = action("cases.combine_material", _("Several files were put together as one: %(name)s"))
