"""What stands on the terminal: the arguments of a call, progress, the summary of a build."""
