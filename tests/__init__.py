"""The tests: one folder for each room of the application, and a few for the whole."""
