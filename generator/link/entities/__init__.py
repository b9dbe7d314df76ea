"""All documents: one thing, one id. Agencies, works, policies and persons made of what documents name."""
