"""What callers read: rows as JSON, each cut to what this reader may see."""
