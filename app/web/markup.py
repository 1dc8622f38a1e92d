"""The one place that declares HTML safe: what the content pipeline sanitised and the database kept."""

from markupsafe import Markup


def stored_html(html: str) -> Markup:
    """Stored HTML of the pipeline (a field whose name ends in `_html`, or a post's `html`), to be shown as it is."""
    return Markup(html)
