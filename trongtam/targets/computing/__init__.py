"""From rows to figures: loads statements in few queries, hands them to the pure `figures`, and gives what a page or a
projection needs. Nothing here decides how a figure is computed.

scope.py   which units a target reads
facts.py   statements and units of many subjects, loaded at once; readings at many days
lines.py   a target's points by month-end, its goal, its judgement
frozen.py  a line as it is kept in `Standing`
"""
