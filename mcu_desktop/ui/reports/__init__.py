"""Reports: choose, look, mend the words, issue, save, print; their head and their schedule."""
