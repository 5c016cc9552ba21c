"""The hall: windows, intake at a counter, the exit shelf and hand-over.

May import approvals and what is below. Must not know data exchange or supervision.
"""
