"""The HTTP rooms and what they share."""
