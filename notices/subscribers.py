"""Notices listen to no event themselves.

What is worth a notice is known where the whole case is seen: approvals.subscribers calls
`notices.actions.notify`. This module is listed in LEDGER_SUBSCRIBERS like that of every app.
"""
