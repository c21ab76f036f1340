"""The tags that templates draw components with."""
