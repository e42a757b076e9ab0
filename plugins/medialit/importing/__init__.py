"""Articles from web pages: fetch one, take its text and what it says of itself, write Markdown.

Needs trafilatura, which the extra `import` installs; only `extract` and `markdown` know it.
"""
