"""Names of stored pictures: the digest of the bytes, and the ending that their media type has."""

import re
from types import MappingProxyType

EXTENSIONS = MappingProxyType(
    {
        "image/avif": "avif",
        "image/gif": "gif",
        "image/jpeg": "jpg",
        "image/png": "png",
        "image/webp": "webp",
    }
)
"""The only media types that are ever stored, each with the ending of its file's name."""

MEDIA_TYPES = MappingProxyType({extension: media_type for media_type, extension in EXTENSIONS.items()})
"""The media type that a file's ending stands for."""

_NAME = rf"(?P<digest>[0-9a-f]{{64}})\.(?P<extension>{'|'.join(MEDIA_TYPES)})"
NAME = re.compile(_NAME)
ADDRESS = re.compile(rf"(?<![\w/.-])/media/{_NAME}(?!\w)")
"""An address of a stored picture as it stands in a text of this site."""


def filename(digest: str, media_type: str) -> str:
    """The name under which a picture is kept and served: `<digest>.<extension>`."""
    return f"{digest}.{EXTENSIONS[media_type]}"


def address(digest: str, media_type: str) -> str:
    """The path at which a picture is served."""
    return f"/media/{filename(digest, media_type)}"
