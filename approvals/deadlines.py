"""The lengths of time around a review that no handbook states, and its timers."""

QUESTION_WORKDAYS = 5  # local practice, rules.md B.10; no clock stops meanwhile

PAUSE_OVER = "approvals.pause_over"  # subject: the task's key
ARCHIVE_AGAIN = "approvals.archive_again"  # subject: the case's key; not to be archived before
