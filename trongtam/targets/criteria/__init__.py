"""Sets of criteria as plain values: their shape, their thresholds, the verdict, the sets that come with the program, and
sheets of them. No Django, no database; `tests/test_criteria_verdict.py` holds it against a plain reading."""
