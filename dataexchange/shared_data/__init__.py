"""The sharing list at work: known facts are fetched, not asked again (A-016, A-105).

lookups: which item is to be asked about whom (pure). consent: whose records may be asked for.
wishes: the lookups of a case that may be made now. grants: which matter may read which item.
asking: the queries, in parallel and bounded in time. filling: from an event to a prefilled draft.
"""
