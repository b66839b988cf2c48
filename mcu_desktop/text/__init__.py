"""Words of people: cleaning, search words."""
