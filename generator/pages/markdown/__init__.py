"""The one place that knows Markdown: escaping, rendering, annotated quotations, captions."""
