"""Issue 6 in numbers: the daily e-mail."""
