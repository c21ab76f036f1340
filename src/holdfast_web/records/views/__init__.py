"""The views of records."""
