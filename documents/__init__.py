"""Files in, papers out, seals, certificates.

May import accounts, ledger, core. Must not know notices, matters or cases.
"""
