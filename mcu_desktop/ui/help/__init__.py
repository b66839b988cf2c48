"""What a person may look up."""
