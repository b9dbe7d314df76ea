"""Errors that teach: what was expected, what was found, where, and what to do.

Bad documents never raise: they give a `Diagnostic` and the build goes on. Bad configuration or a bad
registry raises one of these, and the command line prints its one sentence.
"""

from __future__ import annotations

import errno


class VankhoError(Exception):
    """A mistake of the user's that stops the program; `str()` is one clear sentence."""


class ConfigurationError(VankhoError):
    """`portal.yml`, a folder or a flag is wrong."""


class RegistryError(VankhoError):
    """A file of `registry/` is wrong; the message names file, line and remedy."""


class VocabularyError(VankhoError):
    """A file of `generator/data/` is wrong."""


_REASONS = {
    errno.EACCES: "không có quyền truy cập",
    errno.EPERM: "không có quyền truy cập",
    errno.ENOENT: "không tìm thấy",
    errno.EEXIST: "đã có tệp cùng tên",
    errno.ENOSPC: "ổ đĩa đã đầy",
    errno.EDQUOT: "đã dùng hết dung lượng được cấp",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.EISDIR: "là thư mục, không phải tệp",
    errno.ENOTDIR: "không phải thư mục",
    errno.ENAMETOOLONG: "tên quá dài",
    errno.ELOOP: "liên kết trỏ vòng quanh chính nó",
    errno.EADDRINUSE: "cổng đang được chương trình khác dùng",
    errno.EIO: "ổ đĩa báo lỗi",
    errno.ENODEV: "không phải tệp thường",
    errno.EFBIG: "tệp lớn hơn mức được phép",
    errno.EMFILE: "đang mở quá nhiều tệp",
}


def reason(error: OSError) -> str:
    """Return the cause of `error` in a few Vietnamese words: `không có quyền truy cập`."""
    return _REASONS.get(error.errno or 0, error.strerror or type(error).__name__)
