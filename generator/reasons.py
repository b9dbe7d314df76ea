"""Why the system refused to read or write a file, as words that a user understands."""

from __future__ import annotations

import errno

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
}


def reason(error: OSError) -> str:
    """Return the cause of `error` in a few Vietnamese words: `không có quyền truy cập`."""
    return _REASONS.get(error.errno or 0, error.strerror or type(error).__name__)
