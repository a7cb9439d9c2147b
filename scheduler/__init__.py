"""Submissions become posts on one calendar, and go out once, on time, only when approved."""
