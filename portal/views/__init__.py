"""The citizen's room: pages that translate between a browser and the acts. No rule lives here."""
