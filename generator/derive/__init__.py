"""What follows from the graph, as frozen values with evidence: pages, open data and search only present it."""
