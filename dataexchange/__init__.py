"""Departments' own systems and other outside systems: connectors, push, inbound, shared data.

May import windows and what is below. Must not know supervision.
"""
