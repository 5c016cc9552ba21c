"""What can happen to people, posts, mandates and what is kept about somebody, one file an act."""

from accounts.actions.accept_mandate import accept_mandate
from accounts.actions.admit_person import admit_person
from accounts.actions.ask_export import ask_export
from accounts.actions.close_channel import close_channel
from accounts.actions.decline_consent import decline_consent
from accounts.actions.fetch_export import fetch_export
from accounts.actions.finish_export import finish_export
from accounts.actions.give_consent import give_consent
from accounts.actions.give_mandate import Terms, give_mandate
from accounts.actions.link_document import link_document
from accounts.actions.name_person import name_person
from accounts.actions.note_notice import note_notice
from accounts.actions.note_person import note_person
from accounts.actions.register_channel import Entry, register_channel
from accounts.actions.revoke_mandate import revoke_mandate
from accounts.actions.rotate_channel_key import rotate_channel_key
from accounts.actions.update_profile import Wishes, update_profile
from accounts.actions.withdraw_consent import withdraw_consent

__all__ = [
    "Entry",
    "Terms",
    "Wishes",
    "accept_mandate",
    "admit_person",
    "ask_export",
    "close_channel",
    "decline_consent",
    "fetch_export",
    "finish_export",
    "give_consent",
    "give_mandate",
    "link_document",
    "name_person",
    "note_notice",
    "note_person",
    "register_channel",
    "revoke_mandate",
    "rotate_channel_key",
    "update_profile",
    "withdraw_consent",
]
