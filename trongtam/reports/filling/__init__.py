"""The superior's own form: read as tables and blanks, recognised again when it has changed, filled in place.

layout   what a form shows, and by which labels a cell is known
spans    which days "this period", "last", "the same last year" mean
excel, word   the two kinds of files

No module here knows of the database.
"""
