"""`holdfast …`: the engine from a terminal. `main` gathers the commands, one file each."""
