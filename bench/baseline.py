"""The yardstick of every ratio of requests: bare Flask that returns 30 KB of text, under gunicorn with two workers."""

from flask import Flask

BODY = "0123456789abcde\n" * 1875

app = Flask(__name__)


@app.get("/")
def page() -> str:
    """Do nothing but answer."""
    return BODY
