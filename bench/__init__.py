"""Measurements of speed. `python -m bench` runs them all; each script runs alone as `python -m bench.<name>`.

Milliseconds depend on the machine and on what else it does, so every table also gives a ratio to a fixed piece of
work done in the same run: plain Python-Markdown on the same text is 1.0.
"""
