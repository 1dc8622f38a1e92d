"""Extensions of Python-Markdown: each is one construct of the syntax, worked on the finished tree of elements."""
