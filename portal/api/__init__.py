"""The public interface: every /api/v1 view, what it takes, and what it answers.

A view fetches what the caller may see (else 404), reads the input, calls one act and presents the
outcome. No rule lives here: `inputs` knows forms of JSON, `presenting` knows who may read what.
"""
