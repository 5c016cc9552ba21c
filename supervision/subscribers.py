"""What supervision does when something happens: nothing yet.

Every figure is read live from the rows it counts, so there is nothing to keep up to date.
"""
