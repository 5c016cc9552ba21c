"""Every layout and component with sample content, for those who build pages. Served in development only."""
