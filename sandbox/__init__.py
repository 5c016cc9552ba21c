"""A sandbox: plays departments' own systems and the shared-data service, for demonstrations and tests.

One process of its own that needs nothing but Python's standard library, and knows the portal only by
its public API. Everything it says and logs is marked as sandbox; nothing it answers is a real record.

    POST /departments/<D>/tasks             a task is pushed (own Idempotency-Key; same key, same answer)
    POST /departments/<D>/tasks/<id>/withdraw
    GET  /departments/<D>/tasks/<id>        where it stands
    GET  /departments/<D>/health
    POST /shared-data/<DI-...>              one record of the sharing list about one subject
    /gateway/, /carrier/, /sms/, /mail/     the partners: see `sandbox.partners`
    GET|POST /control/<D, shared-data or partner>   how it behaves: see `sandbox.behaviour`

Start: `python -m sandbox`; its environment is described in `sandbox.config`.
"""
