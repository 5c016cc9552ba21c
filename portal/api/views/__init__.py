"""The views, one file for each part of api.md."""
