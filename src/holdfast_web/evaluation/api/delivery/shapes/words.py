"""What may a text be that is sent, and what stands where a count is held back?"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from holdfast_web.deliver.between_policies import MOST_MINUTES

NO_NUL = r"^[^\x00]*$"
"""A database takes no text with a NUL in it."""

Words100 = Annotated[str, Field(max_length=100, pattern=NO_NUL)]
Words150 = Annotated[str, Field(max_length=150, pattern=NO_NUL)]
Words300 = Annotated[str, Field(max_length=300, pattern=NO_NUL)]
Words500 = Annotated[str, Field(max_length=500, pattern=NO_NUL)]
Words1000 = Annotated[str, Field(max_length=1000, pattern=NO_NUL)]
Words2000 = Annotated[str, Field(max_length=2000, pattern=NO_NUL)]

Minutes = Annotated[int, Field(ge=1, le=MOST_MINUTES)]

Count = int | Literal["suppressed"]
"""A count as it may be shown: rounded, or held back because it is small."""
