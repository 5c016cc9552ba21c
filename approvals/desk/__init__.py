"""The reviewers' desk: a department's work list, one task beside its materials, and what can be done with it."""
