"""The operations of evaluation."""
