"""How the tables of delivery came to be."""
