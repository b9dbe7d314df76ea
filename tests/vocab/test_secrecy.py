"""Which lines of a paper are marks of secrecy, of internal use, of a draft."""

from __future__ import annotations

from typing import Any

import pytest

from generator.vocab.secrecy import mark_in_name, mark_of, mark_on_top, runs_on, upright
from tests.support.views import cases


@pytest.mark.parametrize("case", cases("vocab/secrecy.yml"))
def test_marks(case: dict[str, Any]) -> None:
    found = {line: mark_of(line) for line in case["lines"]}
    told = {line: borne and (borne.mark.name.lower() if borne.sure else "doubtful") for line, borne in found.items()}
    assert told == case["lines"]


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
