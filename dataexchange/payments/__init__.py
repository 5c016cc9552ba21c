"""The payment platform: the plug of `cases.sockets.PaymentGateway`, its callbacks, the reconciliation."""
