"""What services raise: words for a person, no HTTP numbers."""

N_ = str
"""Marks a message for the catalogue of translations; the web room translates it where it is shown."""


class RefusedError(ValueError):
    """Something that cannot be done as asked; the message says why and what to do.

    `message` is the sentence as the catalogue knows it, `values` what stands in it by name.
    """

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message % values if values else message)
        self.message, self.values = message, values


class RefusedFieldError(RefusedError):
    """One answer in a form cannot be taken; `field` is its name and the message belongs beside it."""

    def __init__(self, field: str, message: str, **values: object) -> None:
        super().__init__(message, **values)
        self.field = field
