"""What others subscribe to (theo dõi): Atom feeds of papers, calendars of tasks."""
