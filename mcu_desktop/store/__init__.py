"""The two stores: opening, migrating, reading, backing up."""
