"""One application and its life, from draft to archive.

May import matters and what is below. Must not know approvals: opening, ending or interrupting a case
with a live round is theirs.
"""
