"""People, organisations, departments, areas, service points, posts, mandates, credit records.

May import ledger and core. Must not know matters or cases.
"""
