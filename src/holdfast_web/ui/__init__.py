"""How do pages look? Layouts, our own component tags, the one form renderer, charts."""
