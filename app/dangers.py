"""What a setting must not be in production, each with its reason and what to set."""

from ipaddress import ip_address
from urllib.parse import urlsplit

SHORTEST_SECRET = 32
"""Characters of a production secret: 32 of base64 or hexadecimal carry at least 128 bits."""

DEFAULT_SECRETS = frozenset({"change-me", "changeme", "secret", "dev", "development", "password"})


def of_secret(secret: str) -> str:
    """Why a secret must not sign what visitors bring back, and what to set; empty if it may."""
    advice = "set it to the output of: python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"
    if not secret:
        return f"LONGWAVE_SECRET_KEY: is not set, so anyone could forge a session; {advice}"
    if len(secret) < SHORTEST_SECRET or len(set(secret)) < 8 or secret.lower() in DEFAULT_SECRETS:
        return f"LONGWAVE_SECRET_KEY: is too easy to guess (at least {SHORTEST_SECRET} random characters); {advice}"
    return ""


def of_address(site_url: str) -> str:
    """Why the site must not be reached at an address, and what to set; empty if it may."""
    if not site_url:
        return "LONGWAVE_SITE_URL: is not set, so feeds would name no reachable host; set it to https://your.host"
    parts = urlsplit(site_url)
    if parts.scheme != "https" and not _is_loopback(parts.hostname or ""):
        return "LONGWAVE_SITE_URL: is plain http, so sessions could be read on the way; set it to https://your.host"
    return ""


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
