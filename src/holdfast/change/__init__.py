"""1. What are we setting out to change? Who is meant, who was reached, and did that drift?"""
