"""Who works at this workstation, and what each role may do."""
