"""What do the journeys of many children look like together, and of one child alone?"""
