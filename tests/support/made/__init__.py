"""Files of our own that tests make: spreadsheets, signed PDF."""
