"""Block structure (paragraphs, lists, quotes, tables and their like) by CommonMark's rules, in one pass."""
