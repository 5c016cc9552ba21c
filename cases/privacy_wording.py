"""The sentences of what a person does with their own data in a case."""

from django.utils.translation import gettext_lazy as _

from ledger.registry import action

ERASE_DRAFT = action("cases.erase_draft", _("The draft was deleted with everything in it"))
