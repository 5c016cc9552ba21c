"""The courier: the plug of `cases.sockets.Courier`, its callbacks and the questions we ask it."""
