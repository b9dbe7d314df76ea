"""Compressed files made of pieces: one stream for whoever reads it, and only what changed is packed anew."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Sequence
from io import BytesIO
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.publish.formats import gzipped as module
from generator.publish.formats.gzipped import gzipped
from generator.publish.kept.pieces import Joined, Pieced
from generator.text.digests import digest


def _laid(pieces: Sequence[bytes]) -> tuple[Joined, bytes]:
    data = b"".join(pieces)
    return Joined(b"how", digest(data), tuple(map(digest, pieces)), tuple(map(len, pieces))), data


def _packed(pieces: Sequence[bytes]) -> tuple[Pieced, bytes]:
    made, data = _laid(pieces)
    content = gzipped(b"code", made, BytesIO(data))
    return content, content.data


@given(st.lists(st.binary(max_size=40), max_size=30))
def test_it_holds_what_the_file_holds_in_one_stream(pieces: list[bytes]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_RUN", 50)
        packed = _packed(pieces)[1]
    assert gzip.decompress(packed) == b"".join(pieces)
    stream = zlib.decompressobj(16 + zlib.MAX_WBITS)  # as browsers read it: what follows the first stream is an error
    assert stream.decompress(packed) == b"".join(pieces)
    assert stream.eof and not stream.unused_data


@pytest.mark.parametrize("place", [0, 150, 299])
def test_a_piece_more_moves_no_run_but_its_own(place: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_RUN", 5_000)
    random = Random(1)
    pieces = [random.randbytes(1_000) for _ in range(300)]
    before = {mark for mark, _ in _packed(pieces)[0].pieces}
    for edited in ([*pieces[:place], b"new", *pieces[place:]], [*pieces[:place], b"other", *pieces[place + 1 :]]):
        content, packed = _packed(edited)
        assert len(before) > 20
        assert sum(mark not in before for mark, _ in content.pieces) < 8, "the end among them"
        assert gzip.decompress(packed) == b"".join(edited)
