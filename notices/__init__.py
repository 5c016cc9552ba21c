"""A message to one person: stored first, sent after commit.

Owns the notice, its wording per kind, and the channels it leaves by. May import accounts, ledger
and core. Knows no case and no document: whoever notifies hands in the words and the link.
"""
