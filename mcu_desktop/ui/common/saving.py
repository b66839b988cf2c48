"""Files that are written whole or not at all."""

from pathlib import Path

from PySide6.QtCore import QIODevice, QSaveFile

from mcu_desktop.rules.errors import UserFacingError


def save_atomically(content: bytes, path: Path) -> None:
    """Write a file whole or not at all; raise `UserFacingError` when the place refuses it."""
    target = QSaveFile(str(path))
    if (
        not target.open(QIODevice.OpenModeFlag.WriteOnly)
        or target.write(content) != len(content)
        or not target.commit()
    ):
        raise UserFacingError(
            f"Не удалось записать файл «{path.name}»: {target.errorString()}. "
            "Прежний файл, если он был, цел. Закройте его в других программах или выберите другую папку."
        )
