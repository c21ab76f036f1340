"""The operations of records."""
