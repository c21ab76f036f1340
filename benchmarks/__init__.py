"""Speed, memory and truth, measured. Nothing here is timed in a test."""
