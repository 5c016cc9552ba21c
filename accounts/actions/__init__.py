"""What can happen to people and posts, one file an act."""

from accounts.actions.name_person import name_person
from accounts.actions.note_person import note_person

__all__ = ["name_person", "note_person"]
