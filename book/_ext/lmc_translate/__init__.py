"""The catalogues of the book's translations: what is in them, and what is wrong with them.

pages       the messages of every page, as Sphinx extracts them
interface   the words of our extension, templates, scripts and settings
data_files  the words of errata.yml, coverage.yml, chapters.yml and the exercises
catalogue   reading, merging and writing .po files
exchange    a page's messages as plain text, to be translated in an editor
"""
