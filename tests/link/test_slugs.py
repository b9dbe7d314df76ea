"""Addresses of pages: one for each thing, the same one for ever."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from generator.link.entities.slugs import assign

Rows = tuple[tuple[str, tuple[str, ...]], ...]


@pytest.mark.parametrize(
    ("why", "wanted", "locked", "stated", "ids"),
    [
        ("the first slug", (("x", ("Ban Dân tộc", "khác")),), {}, {}, {"x": "a/ban-dan-toc"}),
        ("the second after another's", (("x", ("n",)), ("y", ("n", "m"))), {}, {}, {"y": "a/m", "x": "a/n"}),
        (
            "the last with a number where all are",
            (("w", ("n",)), ("x", ("m",)), ("y", ("n", "m")), ("z", ("n", "m"))),
            {},
            {},
            {"w": "a/n", "x": "a/m", "y": "a/m-2", "z": "a/m-3"},
        ),
        ("no name of a list", (("x", ("index",)), ("y", ("theo-b",))), {}, {}, {"x": "a/index-2", "y": "a/muc-theo-b"}),
        ("a thing without letters", (("x", ("…",)),), {}, {}, {"x": "a/muc"}),
        ("the lock", (("x", ("n",)),), {"k:x": "a/cu"}, {}, {"x": "a/cu"}),
        ("a lock of another folder is none", (("x", ("n",)),), {"k:x": "b/cu"}, {}, {"x": "a/n"}),
        ("what the lock keeps for another", (("x", ("n",)),), {"k:gone": "a/n"}, {}, {"x": "a/n-2"}),
        ("what another kind has is free", (("x", ("n",)),), {"other:gone": "a/n"}, {}, {"x": "a/n"}),
        ("the registry first", (("x", ("n",)), ("y", ("n",))), {"k:y": "a/s"}, {"x": "s"}, {"x": "a/s", "y": "a/n"}),
    ],
)  # fmt: skip
def test_addresses_are_given_once(
    why: str, wanted: Rows, locked: Mapping[str, str], stated: Mapping[str, str], ids: Mapping[str, str]
) -> None:
    slugs = dict(wanted)
    assert assign(slugs, slugs.__getitem__, locked, "k", "a", stated) == ids
    assert assign(reversed(slugs), slugs.__getitem__, locked, "k", "a", stated) == ids
