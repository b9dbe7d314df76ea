"""From Markdown to HTML (dựng trang): in proportion to what changed, on every core."""
