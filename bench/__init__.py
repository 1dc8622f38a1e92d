"""Measurements of speed and size, see docs/measuring.md. `python -m bench` prints the table of what was promised.

Milliseconds depend on the machine and on what else it does, so every table also gives a ratio to a fixed piece of
work done in the same run: bare Flask for requests, plain Python-Markdown on the same text for rendering.
"""
