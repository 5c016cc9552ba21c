"""The pages of the supervisor's room; auditors read the same."""
