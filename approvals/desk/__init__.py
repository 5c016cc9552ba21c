"""The reviewers' desk: a department's work list, and one task beside its materials."""
