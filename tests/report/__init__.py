"""One report (báo cáo) of what the campaigns saw: `python -m tests.report`."""
