"""The composition root: `create_app` puts the rooms together. Only `wsgi.py` and tests import it."""
