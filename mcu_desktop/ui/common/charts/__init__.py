"""Charts of the screen: every bar and point opens its cases, by mouse and by keys."""
