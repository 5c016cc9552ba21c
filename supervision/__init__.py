"""The supervisor's room: what is on time, due soon, overdue, paused, and who must act.

May import everything below. Nothing below knows it.
"""
