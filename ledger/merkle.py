"""Merkle trees as in RFC 6962, section 2.1: root, inclusion path, and the check of a path."""

from collections.abc import Iterable, Sequence
from hashlib import sha256


def leaf_hash(content: bytes) -> bytes:
    """The hash of a leaf."""
    return sha256(b"\x00" + content).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node."""
    return sha256(b"\x01" + left + right).digest()


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The root over leaf hashes, read once in order; memory grows with the tree's height only."""
    peaks: list[tuple[int, bytes]] = []
    for leaf in leaves:
        size, top = 1, leaf
        while peaks and peaks[-1][0] == size:
            top = node_hash(peaks.pop()[1], top)
            size *= 2
        peaks.append((size, top))
    if not peaks:
        return sha256(b"").digest()
    _size, root = peaks.pop()
    while peaks:
        root = node_hash(peaks.pop()[1], root)
    return root


def path_to(index: int, leaves: Sequence[bytes]) -> list[bytes]:
    """The hashes that lead from the leaf at `index` to the root, nearest first."""
    if len(leaves) == 1:
        return []
    split = _split(len(leaves))
    if index < split:
        return [*path_to(index, leaves[:split]), root_of(leaves[split:])]
    return [*path_to(index - split, leaves[split:]), root_of(leaves[:split])]


def root_from(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """The root that this leaf and path lead to in a tree of that size; None where the path does not fit."""
    if size == 1:
        return leaf if not path and index == 0 else None
    if not path or not 0 <= index < size:
        return None
    split, sibling = _split(size), path[-1]
    if index < split:
        left = root_from(leaf, index, split, path[:-1])
        return None if left is None else node_hash(left, sibling)
    right = root_from(leaf, index - split, size - split, path[:-1])
    return None if right is None else node_hash(sibling, right)


def _split(size: int) -> int:
    """The largest power of two below the size."""
    return 1 << (size - 1).bit_length() - 1
