"""What came in, what was read of it, and the journeys it tells of?"""
