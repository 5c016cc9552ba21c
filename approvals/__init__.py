"""The back office: rounds of parallel review, tasks, conclusions, and the desk where reviewers work.

May import cases and what is below. Must not know windows, data exchange or supervision.
"""
