"""The catalogue: matters and their immutable handbook versions, one-things, knowledge; composing, linting, importing.

May import documents, notices and what is below. Must not know that cases exist.
"""
