"""What the pages of delivery ask for."""
