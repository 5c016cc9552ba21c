"""No domain: errors, locking, clock, working-day calendar, timers, idempotency keys, http helpers, ids.

May import nothing of ours. Must not know what a case, a matter or a department is.
"""
