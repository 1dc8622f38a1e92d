"""Statements: functions that return a `select()`; those who call them filter, page and run them."""
