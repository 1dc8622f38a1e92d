"""Pictures for tests, drawn when they are needed."""

from io import BytesIO

from PIL import Image


def drawn(form: str = "PNG", image: Image.Image | None = None, **saving: object) -> bytes:
    """Return a picture as a file of a format."""
    written = BytesIO()
    (image or Image.new("RGB", (6, 4), "red")).save(written, form, **saving)
    return written.getvalue()


def noise(width: int = 1000, height: int = 100) -> Image.Image:
    """Return a picture that no format makes small."""
    return Image.effect_noise((width, height), 90).convert("RGB")
