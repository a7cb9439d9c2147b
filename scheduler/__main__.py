"""`python -m scheduler` is `scheduler`."""

from scheduler.cli import main

if __name__ == "__main__":
    main()
