"""The one kind of error whose words are for people."""


class UserFacingError(Exception):
    """An error whose text is written for the operator.

    The text is Russian and says what happened, what was kept and what to do.
    Any other exception is a fault of the program and goes to the journal whole.
    """
