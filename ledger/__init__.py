"""Events, chains, outbox, access log: what happened, provably, and who is told.

May import core. Knows nobody: an event stores its actor and post as id plus label, without a foreign key.
"""
