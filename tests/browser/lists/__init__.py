"""Lists in a browser: filters over all rows, tables, deadlines."""
