"""Settings of the object store: both names of a variable, and every way to name half a store, with its reason."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from app.config import ConfigurationError, Settings, load_settings
from app.storage.files import Bucket, Folder, store_of

Loader = Callable[[dict[str, str]], Settings]


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Loader:
    """Read the settings from an environment in which of the store's variables only these are set."""
    monkeypatch.chdir(tmp_path)
    for name in ("BUCKET", "ENDPOINT", "REGION", "ACCESS_KEY", "SECRET_KEY", "PATH_STYLE"):
        monkeypatch.delenv(f"S3_{name}", raising=False)
        monkeypatch.delenv(f"LONGWAVE_S3_{name}", raising=False)

    def read(variables: dict[str, str]) -> Settings:
        for name, value in {"LONGWAVE_DATA_DIR": str(tmp_path), **variables}.items():
            monkeypatch.setenv(name, value)
        return load_settings()

    return read


STORE = {
    "S3_BUCKET": "pictures",
    "LONGWAVE_S3_ENDPOINT": "https://s3.example.org",
    "S3_ACCESS_KEY": "key",
    "LONGWAVE_S3_SECRET_KEY": "hidden-secret",
}


def test_an_object_store_is_named_by_either_kind_of_variable(load: Loader) -> None:
    store = store_of(load(STORE))
    assert store == Bucket("pictures", "key", "hidden-secret", "https://s3.example.org", "us-east-1")
    assert "hidden-secret" not in repr(store)


def test_without_a_bucket_pictures_lie_in_the_data_folder(load: Loader) -> None:
    settings = load({})
    assert store_of(settings) == Folder(settings.data_dir / "media")


@pytest.mark.parametrize("missing", ["S3_BUCKET", "S3_ACCESS_KEY", "LONGWAVE_S3_SECRET_KEY"])
def test_half_an_object_store_is_refused(load: Loader, missing: str) -> None:
    with pytest.raises(ConfigurationError, match=rf"{missing}: is not set") as caught:
        load({name: value for name, value in STORE.items() if name != missing})
    assert "hidden-secret" not in str(caught.value)


@pytest.mark.parametrize("address", ["s3.example.org", "ftp://s3.example.org", "https://key:secret@s3.example.org"])
def test_an_address_that_is_none_of_an_object_store_is_refused(load: Loader, address: str) -> None:
    with pytest.raises(ConfigurationError, match="LONGWAVE_S3_ENDPOINT: must look like"):
        load({**STORE, "LONGWAVE_S3_ENDPOINT": address})


def test_an_object_store_without_its_package_is_refused_with_what_to_install(
    load: Loader, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = load(STORE)
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "boto3", None)
        with pytest.raises(ConfigurationError, match=r"LONGWAVE_S3_BUCKET: .* boto3 \(the extra `s3`"):
            store_of(settings)
