"""Importing: a catalogue's folder into the database, all or nothing. Begins in `running.import_folder`.

Nothing is imported here: other apps name their sections in every process, and only a process that
really imports needs the dictionaries behind it.
"""
