"""How a paper is laid out, made ready to be shown: tables, words in doubt, places of lines."""
