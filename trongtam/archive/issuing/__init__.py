"""What happens to a paper on its way out, as plain values without a database.

steps.py      which act follows which: the life of a paper
numbering.py  types of papers, their symbols, and how far a row of numbers reaches
words.py      the texts of a Word file in their order, each with its place; refuses files that swell
figures.py    the figures of a Word file by place, and which of them were changed by hand
stamping.py   number and date written into the gaps of a compiled paper
signed.py     does the signed PDF say what the issued paper says; pdf_text.py reads it with the help of pdf_helper.py
template.py   an office's own Word template: checked, then filled
libre.py      LibreOffice, where it is installed
"""
