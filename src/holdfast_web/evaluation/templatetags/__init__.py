"""The filters of evaluation's templates."""
