"""``python -m tracker COMMAND``."""

from tracker.cli import tracker

if __name__ == "__main__":
    tracker(prog_name="python -m tracker")
