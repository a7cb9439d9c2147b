"""The daily e-mail."""
