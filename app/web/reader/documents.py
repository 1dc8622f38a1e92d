"""Documents that are no pages: feeds, the sitemap, robots.txt. They have no frame, so none is made for them."""

from flask import current_app


def document(template: str, **values: object) -> str:
    """The template with these values and no others."""
    return current_app.jinja_env.get_template(template).render(**values)
