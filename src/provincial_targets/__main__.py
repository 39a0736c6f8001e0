"""`python -m provincial_targets`."""

from provincial_targets.cli import main

if __name__ == "__main__":
    main()
