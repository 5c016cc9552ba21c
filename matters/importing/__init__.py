"""Importing: a catalogue's folder into the database, all or nothing."""

from matters.importing.running import Outcome, import_folder

__all__ = ["Outcome", "import_folder"]
