"""How the bytes of a page travel: which content codings a browser takes, and compressing once for many readers."""

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import brotli
from isal import isal_zlib

_GZIP = 31
"""The window of zlib that means a gzip frame: 15, and 16 for the frame."""


class Coding(StrEnum):
    """A content coding by its registered name (RFC 9110 §8.4.1)."""

    IDENTITY = "identity"
    GZIP = "gzip"
    BROTLI = "br"
    ZSTANDARD = "zstd"


PREFERENCE = (Coding.BROTLI, Coding.GZIP, Coding.ZSTANDARD)
"""Of codings that a browser takes equally well, the first: Brotli as we use it is a tenth smaller than gzip."""


@dataclass(frozen=True, slots=True)
class Codec:
    """Quick compression for what may be asked once, thorough compression for what was asked again, and the way back."""

    quick: Callable[[bytes], bytes]
    thorough: Callable[[bytes], bytes]
    restore: Callable[[bytes], bytes]


def _same(body: bytes) -> bytes:
    return body


LARGE = 131_072
"""Bytes from which a document is one that the application keeps whole, like the feed, and not a page."""


def _quick_gzip(body: bytes) -> bytes:
    """Large documents are remembered: where pages are not kept, the same feed would be compressed for each reader."""
    return _large_gzip(body) if len(body) >= LARGE else _gzip(body)


@lru_cache(maxsize=2)
def _large_gzip(body: bytes) -> bytes:
    return _gzip(body)


def _gzip(body: bytes) -> bytes:
    return bytes(isal_zlib.compress(body, 1, wbits=_GZIP))


def _thorough_gzip(body: bytes) -> bytes:
    return zlib.compress(body, 6, wbits=_GZIP)


def _gunzip(body: bytes) -> bytes:
    return bytes(isal_zlib.decompress(body, wbits=_GZIP))


def _quick_brotli(body: bytes) -> bytes:
    return bytes(brotli.compress(body, brotli.MODE_TEXT, 1))


def _thorough_brotli(body: bytes) -> bytes:
    """At quality 7: one more step costs twenty times as long for a twentieth of the size."""
    return bytes(brotli.compress(body, brotli.MODE_TEXT, 7))


def _zstandard(level: int) -> Callable[[bytes], bytes]:
    def compress(body: bytes) -> bytes:
        import zstandard  # noqa: PLC0415 - hardly a browser takes it and no Brotli

        return zstandard.ZstdCompressor(level).compress(body)

    return compress


def _from_zstandard(body: bytes) -> bytes:
    import zstandard  # noqa: PLC0415 - as above

    return zstandard.ZstdDecompressor().decompress(body)


CODECS = {
    Coding.IDENTITY: Codec(_same, _same, _same),
    Coding.GZIP: Codec(_quick_gzip, _thorough_gzip, _gunzip),
    Coding.BROTLI: Codec(_quick_brotli, _thorough_brotli, brotli.decompress),
    Coding.ZSTANDARD: Codec(_zstandard(3), _zstandard(9), _from_zstandard),
}

_MOST_REMEMBERED = 256
_LONGEST_REMEMBERED = 200

_remembered: dict[str, Coding] = {}
"""What browsers send is one of a few texts; visitors who send others must not fill the memory."""


def accepted(header: str) -> Coding:
    """The best coding that an `Accept-Encoding` allows (RFC 9110 §12.5.3); identity if it allows nothing else."""
    known = _remembered.get(header)
    if known is not None:
        return known
    coding = _best(_weights(header))
    if len(header) <= _LONGEST_REMEMBERED and len(_remembered) < _MOST_REMEMBERED:
        _remembered[header] = coding
    return coding


def _best(weights: dict[str, float]) -> Coding:
    rest = weights.get("*", 0.0)
    offered = [(weights.get(coding, rest), -place, coding) for place, coding in enumerate(PREFERENCE)]
    weight, _place, best = max(offered)
    return best if weight > 0 and weight >= weights.get(Coding.IDENTITY, 0.0) else Coding.IDENTITY


def _weights(header: str) -> dict[str, float]:
    weights = {}
    for part in header.split(",")[:20]:
        name, _semicolon, parameters = part.partition(";")
        name = name.strip().lower()
        weights["gzip" if name == "x-gzip" else name] = _quality(parameters)
    weights.pop("", None)
    return weights


def _quality(parameters: str) -> float:
    """The weight from 0 to 1; one that cannot be read counts as none, so that nothing is sent that may be refused."""
    name, _equals, value = parameters.replace(" ", "").partition("=")
    if not name:
        return 1.0
    is_number = value.isascii() and value.replace(".", "", 1).isdigit()
    return min(float(value), 1.0) if name.lower() == "q" and is_number else 0.0
