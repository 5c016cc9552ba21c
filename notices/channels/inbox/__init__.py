"""The person's own page of the portal."""
