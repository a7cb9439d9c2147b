"""The command line: one short module per family of commands; the only place that prints."""

import click


@click.group()
def main() -> None:
    """Submissions become posts on one calendar, and go out once, on time, only when approved."""
