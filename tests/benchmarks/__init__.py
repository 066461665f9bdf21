"""What the program can carry, as ratios measured in one run: absolute figures depend on the machine."""
