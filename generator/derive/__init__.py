"""What follows from the graph, as frozen values with evidence.

Pages, open data and search only present it.
"""
