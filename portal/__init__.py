"""The project (settings, urls, Celery, WSGI), the citizen's room, and portal/api: every /api/v1 view.

The top floor: may import everything. Nothing imports it but its own settings.
"""
