"""The models of records."""
