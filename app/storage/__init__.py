"""Tables, statements over them, engines, and the files that posts refer to."""
