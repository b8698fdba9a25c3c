"""Tests of the whole house: stories in a real browser, and of the house's own tools."""
