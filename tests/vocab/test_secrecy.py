"""Which lines of a paper are marks of secrecy, of internal use, of a draft."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from generator.model import Mark
from generator.vocab.secrecy import (
    Borne,
    hinted_apart,
    mark_in_hint,
    mark_in_name,
    mark_of,
    mark_on_top,
    runs_on,
    upright,
)
from generator.vocab.stated import mark_in_pair
from tests.support.views import cases


def _seen(borne: Borne | None) -> tuple[Mark | None, bool]:
    return (borne.mark, borne.sure) if borne else (None, True)


ASKED: Mapping[str, Callable[[str], tuple[Mark | None, bool]]] = {
    "names": lambda name: _seen(mark_in_name(name)),
    "hints": lambda words: _seen(mark_in_hint(words)),
    "pairs": lambda line: (mark_in_pair(line), True),
}
"""What is asked for a mark: names of files, words that no page shows, labels and what they say."""


@pytest.mark.parametrize("case", cases("vocab/secrecy.yml"))
def test_marks(case: dict[str, Any]) -> None:
    found = {line: mark_of(line) for line in case["lines"]}
    told = {line: borne and (borne.mark.name.lower() if borne.sure else "doubtful") for line, borne in found.items()}
    assert told == case["lines"]


@pytest.mark.parametrize("case", cases("vocab/secrecy_beside.yml"))
def test_what_is_told_beside_a_paper(case: dict[str, Any]) -> None:
    found = {words: ASKED[case["asked"]](words) for words in case["told"]}
    told = {words: mark and (mark.name.lower() if sure else "doubtful") for words, (mark, sure) in found.items()}
    assert told == case["told"]


def test_words_that_name_several_levels_are_a_list_of_them() -> None:
    assert hinted_apart(["Thường", "Mật", "Tối mật"]) == () and hinted_apart(["Mật", "Báo cáo"]) == ("Mật",)


def test_a_word_from_top_to_bottom_is_a_line() -> None:
    assert list(upright(["M", "Ậ", "T", "BÁO CÁO", "a", "1"])) == ["MẬT"]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        *(
            (name, "doubtful")
            for name in ("BC 47 (MẬT)", "bc_47_mat", "47 - Tối mật", "[MẬT] báo cáo", "tai-lieu-mat", "bc 47_mat")
        ),
        *(
            (name, "doubtful")
            for name in ("VĂN BẢN MẬT ĐI", "cong van mat den 2023", "12-BC-M", "TuyetMat", "BaoCaoMat", "toimat 12")
        ),
        *((name, "draft") for name in ("KH_duthao_v3", "kh_duthao_2")),
        *((name, None) for name in ("ra mat CLB", "gap_mat_di_tet", "mat-bang", "12-BC-MTTQ", "phau thuat mat")),
        *((name, "draft") for name in ("Dự thảo quy chế", "draft_v2", "QĐ 12 (dự thảo lần 2)")),
        *((name, "internal") for name in ("Lưu hành nội bộ - bc", "LHNB_47")),
        *(
            (name, None)
            for name in (
                "Danh mục bí mật độ Tối mật",
                "giay-to-bi-mat",
                "ky_thay_mat_ai",
                "hop-mat",
                "mat-do-dan-so",
                "Mất",
            )
        ),
        *((name, None) for name in ("Góp ý dự thảo luật", "quy-che-noi-bo", "Báo cáo số 47", "Mật ong rừng")),
    ],
)
def test_names_of_files(name: str, told: str | None) -> None:
    found = mark_in_name(name)
    assert (found and (found.mark.name.lower() if found.sure else "doubtful")) == told


def test_the_letter_of_a_level_counts_on_top_alone() -> None:
    assert mark_on_top("[ A ]") and mark_on_top("TM") and not mark_on_top("A. PHẦN MỞ ĐẦU") and not mark_of("A")


def test_a_title_that_is_cut_before_its_last_word_runs_on() -> None:
    assert runs_on("QUY CHẾ QUẢN LÝ TÀI LIỆU") and not runs_on("TÀI LIỆU") and not runs_on("BÁO CÁO KẾT QUẢ NĂM")
