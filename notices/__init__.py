"""A message to one person: stored first, sent after commit, through channels.

May import accounts, ledger, core. Must not know documents, matters or cases.
"""
