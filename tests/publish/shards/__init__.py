"""What scripts ask for one by one."""
