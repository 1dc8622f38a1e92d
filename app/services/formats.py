"""The formats of pictures that are taken, by the names that Pillow gives them."""

UPLOADED = ("PNG", "JPEG", "WEBP", "AVIF", "GIF")
"""The formats that browsers show."""

IMPORTED = (*UPLOADED, "BMP", "TIFF")
"""The formats that older posts also have."""
