"""What services raise: words for a person, no HTTP numbers."""


class RefusedError(ValueError):
    """Something that cannot be done as asked; the message says why and what to do."""
