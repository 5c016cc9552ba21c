"""The pages of the reviewers' desk."""
