"""Was it worth it, and to whom? See the README beside this file."""
