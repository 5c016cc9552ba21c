"""Merkle trees as RFC 6962 has them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.merkle import leaf_hash, path_to, root_from, root_of

# RFC 6962 test vectors of the Certificate Transparency reference implementation: leaves and roots.
LEAVES = [
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
]  # fmt: skip
ROOTS = {
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}


@pytest.mark.parametrize("size", ROOTS)
def test_roots_agree_with_the_reference_vectors(size: int) -> None:
    leaves = [leaf_hash(bytes.fromhex(content)) for content in LEAVES[:size]]
    assert root_of(leaves).hex() == ROOTS[size]


@given(st.integers(1, 70), st.data())
def test_every_leafs_path_leads_to_the_root_and_no_other_leaf_does(size: int, data: st.DataObject) -> None:
    leaves = [leaf_hash(bytes([number])) for number in range(size)]
    index = data.draw(st.integers(0, size - 1))
    path = path_to(index, leaves)
    assert root_from(leaves[index], index, size, path) == root_of(leaves)
    assert root_from(leaf_hash(b"forged"), index, size, path) != root_of(leaves)
    assert root_from(leaves[index], index, size, [*path, b"x" * 32]) != root_of(leaves)
    if path:
        assert root_from(leaves[index], index, size, path[:-1]) != root_of(leaves)
