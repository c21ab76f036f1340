"""The tags of delivery's own pages."""
