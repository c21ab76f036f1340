"""What does the interface give of delivery, and take? The shapes of OpenAPI, by area."""
