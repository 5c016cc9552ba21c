"""The verifier: names every row that was changed behind the application's back.

`verify_chains` checks some chains with their rows, `verify_checkpoints` the signed order of all
events. Neither writes anything.
"""
