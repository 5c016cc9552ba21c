"""The catalogue: matters and their immutable handbook versions, one-things, knowledge.

Composing, linting and importing live here too. May import documents, notices and what is below.
Must not know that cases exist.
"""
