"""The heat map: a table of counts, each cell leading to its cases."""
