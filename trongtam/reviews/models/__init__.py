"""What this room keeps: evaluation and classification by dated rule sets: schemes, rounds, caps, tables."""

from .schemes import SchemeCycle, SchemeForm, SchemeSubject, SchemeVersion

__all__ = ["SchemeCycle", "SchemeForm", "SchemeSubject", "SchemeVersion"]
