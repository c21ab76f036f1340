"""How is everything that the service keeps put in one file, and back?

`sealing` encrypts a stream, `rows` writes and reads tables, `contents` says what an archive
holds, `writing` makes one, `reading` checks and restores one.
"""
