"""Small faults put into the program one at a time: do the tests notice?"""
