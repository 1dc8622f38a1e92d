"""Finished pages, kept in memory and answered before Flask is asked (docs/decisions/2026-11-25-page-cache.md)."""

from app.web.page_cache.middleware import PageCache, Rules

__all__ = ["PageCache", "Rules"]
