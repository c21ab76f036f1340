"""What do the statutory returns hold, and what was each child's journey?

Returns in, journeys out: see `README.md` here for the nouns and where to begin.
"""
