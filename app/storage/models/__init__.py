"""The tables, one subject a module."""

from app.storage.base import Base
from app.storage.models.author import Author
from app.storage.models.media import Media, PostMedia
from app.storage.models.post import Kind, Post, PostTag, Redirect, State
from app.storage.models.rendering import Rendering
from app.storage.models.setting import Setting
from app.storage.models.taxonomy import Category, Tag

__all__ = [
    "Author",
    "Base",
    "Category",
    "Kind",
    "Media",
    "Post",
    "PostMedia",
    "PostTag",
    "Redirect",
    "Rendering",
    "Setting",
    "State",
    "Tag",
]
