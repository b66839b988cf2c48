"""What burns today, by block, and the deadlines of a month."""
