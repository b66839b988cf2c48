"""The QR code of a document (ГОСТ Р 7.0.97-2025, реквизит 31): its modules, and they as a picture."""

from mcu_desktop.reports.png import as_png

_QUIET = 4  # modules of white around the code, as its standard wants
_ZOOM = 6  # pixels of a module


def qr_modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """Return the rows of the code without its quiet zone; True is black."""
    from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    size = code.getModuleCount()
    return tuple(tuple(bool(code.isDark(row, column)) for column in range(size)) for row in range(size))


def qr_png(text: str) -> bytes:
    """Return the code as a grey PNG, for files that draw no vectors."""
    modules = qr_modules(text)
    side = (len(modules) + 2 * _QUIET) * _ZOOM
    white = b"\xff" * side
    lines = [white] * (_QUIET * _ZOOM)
    margin = b"\xff" * (_QUIET * _ZOOM)
    for row in modules:
        line = margin + b"".join((b"\x00" if dark else b"\xff") * _ZOOM for dark in row) + margin
        lines += [line] * _ZOOM
    lines += [white] * (_QUIET * _ZOOM)
    return as_png(lines, colours=1)
