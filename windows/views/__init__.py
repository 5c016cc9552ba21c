"""The pages of the hall: intake, walk-ins, the hall's cases, the exit shelf."""
