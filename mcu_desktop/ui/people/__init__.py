"""The people of the centre: bodies, contacts, job descriptions, how names are declined."""
