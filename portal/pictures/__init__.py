"""Pictures drawn by the server: they print, need no script, and follow the theme."""
