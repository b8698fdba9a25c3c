"""How many figures are typed for a nine-month report of 23 targets from 12 cells: without the program, and with it.

`nine_months.toml` is the fixture, `fixture` reads it and counts the old way, `world` lays the commune, `way` goes the whole way
of the report with the hands of a person: by requests for the bench, in a browser for the test that proves both equal.
"""
