"""The sentences in which the acts on a person's own data are told."""

from django.utils.translation import gettext_lazy as _

from ledger.registry import action

ADMIT_PERSON = action("accounts.admit_person", _("Came in through the unified identity for the first time"))
UPDATE_PROFILE = action("accounts.update_profile", _("Contact and wishes were changed"))
NOTE_NOTICE = action("accounts.note_notice", _("Was told how data are processed (version %(version)s)"))
GIVE_CONSENT = action("accounts.give_consent", _("Agreed that sensitive data are processed"))
DECLINE_CONSENT = action("accounts.decline_consent", _("Did not agree that sensitive data are processed"))
WITHDRAW_CONSENT = action("accounts.withdraw_consent", _("Took back an agreement on sensitive data"))
ASK_EXPORT = action("accounts.ask_export", _("Asked for a copy of all own data"))
FINISH_EXPORT = action("accounts.finish_export", _("The copy of the own data was made"))
FETCH_EXPORT = action("accounts.fetch_export", _("Fetched the copy of the own data"))
