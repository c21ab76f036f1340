"""The filters of people's templates."""
