"""The shapes of answers, for the description at /api/v1/schema/. Presenters write them; tests compare."""
