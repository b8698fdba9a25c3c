"""Trọng Tâm: from a resolution to results that people can see."""

__version__ = "0.1.0"
