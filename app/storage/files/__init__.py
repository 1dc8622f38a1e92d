"""The bytes of pictures, each under the digest of what it holds: in a folder, or in an S3-compatible object store."""

from app.config import ConfigurationError, Settings
from app.storage.files import bucket
from app.storage.files.bucket import Bucket
from app.storage.files.folder import Folder
from app.storage.files.names import ADDRESS, EXTENSIONS, MEDIA_TYPES, NAME, address, filename
from app.storage.files.store import Store, Stored, StoreError

__all__ = [
    "ADDRESS",
    "EXTENSIONS",
    "MEDIA_TYPES",
    "NAME",
    "Bucket",
    "Folder",
    "Store",
    "StoreError",
    "Stored",
    "address",
    "filename",
    "store_of",
]


def store_of(settings: Settings) -> Store:
    """The store that the settings name; nothing is connected yet. Raises `ConfigurationError` if boto3 is missing."""
    if not settings.s3_bucket:
        return Folder(settings.media_dir)
    if not bucket.is_installed():
        raise ConfigurationError(
            "LONGWAVE_S3_BUCKET: an object store needs the package boto3 (the extra `s3`, requirements/postgres.txt); "
            "install it, or unset the variable to keep pictures in the data folder"
        )
    return Bucket(
        settings.s3_bucket,
        settings.s3_access_key.get_secret_value(),
        settings.s3_secret_key.get_secret_value(),
        settings.s3_endpoint,
        settings.s3_region,
        settings.s3_path_style,
    )
