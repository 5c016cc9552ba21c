"""What can happen to people and posts, one file an act."""

from accounts.actions.note_person import note_person

__all__ = ["note_person"]
