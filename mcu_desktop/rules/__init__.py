"""What the law and the decree say: plain functions that know no clock, no store and no Qt."""
