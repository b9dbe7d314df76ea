"""What all pages share: the frame around them, names, links, addresses, tables."""
