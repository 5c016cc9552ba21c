"""The forms of JSON that calls take. Strict: a wrong kind or an unknown field is named, never guessed."""
