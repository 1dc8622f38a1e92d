"""Taking a folder of Markdown files in, as Hexo, Hugo, Jekyll and plain repositories keep them.

`folder` says which files there are, `reading` makes text of bytes, `facts` and `dates` understand what stands before a
text, `preparing` does all that needs no database (in other processes, if there is much to do), `storing` the rest.
"""
