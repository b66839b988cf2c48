"""The one kind of error whose words are for people, and what the system's errors are called in Russian."""

import errno

_REASONS = {
    errno.EACCES: "нет прав",
    errno.EPERM: "нет прав",
    errno.ENOSPC: "на диске нет места",
    errno.EDQUOT: "исчерпана квота на диске",
    errno.EROFS: "диск только для чтения",
    errno.EISDIR: "на этом месте папка",
    errno.ENOTDIR: "на пути стоит файл, а не папка",
    errno.ENOENT: "нет такой папки",
    errno.ENAMETOOLONG: "слишком длинное имя",
    errno.EBUSY: "файл занят другой программой",
    errno.EIO: "ошибка чтения или записи диска",
}


class UserFacingError(Exception):
    """An error whose text is written for the operator.

    The text is Russian and says what happened, what was kept and what to do.
    Any other exception is a fault of the program and goes to the journal whole.
    """


def system_reason(error: OSError) -> str:
    """Return in Russian why the system refused; its own words may be in any language."""
    return _REASONS.get(error.errno or 0, f"отказ системы № {error.errno}")
