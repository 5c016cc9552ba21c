"""Departments' own systems and shared data: everything that leaves for another system or comes from one.

Owns: connectors (one folder per transport), the push of tasks, partners' health, queries of the
sharing list with their grants and log. Answers come back through the public API, like anybody's.
May import windows and what is below. Must not know supervision or the portal's pages.
"""
