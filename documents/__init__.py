"""Files in, papers out, certificates.

Owns the stored file (what a person handed in, kept under its hash), the paper (a document the
product writes: receipt, notices, decision) and the certificate (the result of a case, sealed and
signed, checked by anyone). May import accounts, ledger and core. Knows no case, no matter and no
round: a paper hangs on the ledger chain of whatever it belongs to, and whoever asks for it hands
in the words.
"""
