"""Light and dark: palettes over Fusion, and the colours of standings."""

from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from mcu_desktop.rules.terms import Standing
from mcu_desktop.ui.common.fonts import FAMILY
from mcu_desktop.ui.common.plain import TitleLabel

USUAL_POINTS = 10.5
_Role = QPalette.ColorRole
_LIGHT = {
    _Role.Window: "#f4f6f8",
    _Role.WindowText: "#1c2733",
    _Role.Base: "#ffffff",
    _Role.AlternateBase: "#f7f9fb",
    _Role.Text: "#1c2733",
    _Role.Button: "#e9edf1",
    _Role.ButtonText: "#1c2733",
    _Role.ToolTipBase: "#ffffff",
    _Role.ToolTipText: "#1c2733",
    _Role.PlaceholderText: "#6b7785",
    _Role.Highlight: "#2f6db5",
    _Role.HighlightedText: "#ffffff",
    _Role.Link: "#1f5fa8",
    _Role.Mid: "#c3ccd6",
}
_DARK = {
    _Role.Window: "#1b2026",
    _Role.WindowText: "#e6ebf0",
    _Role.Base: "#252c34",
    _Role.AlternateBase: "#2a323b",
    _Role.Text: "#e6ebf0",
    _Role.Button: "#2b333c",
    _Role.ButtonText: "#e6ebf0",
    _Role.ToolTipBase: "#2b333c",
    _Role.ToolTipText: "#e6ebf0",
    _Role.PlaceholderText: "#93a1b0",
    _Role.Highlight: "#3b7fcb",
    _Role.HighlightedText: "#ffffff",
    _Role.Link: "#7db4f0",
    _Role.Mid: "#46525f",
}
# Fusion outlines a control with its Window colour made 1.4 times darker; of these nothing else is drawn in that colour.
_OUTLINED = (
    "QCheckBox", "QRadioButton", "QLineEdit", "QComboBox", "QAbstractSpinBox", "QPushButton", "QToolButton", "QSlider",
    "QProgressBar", "QTabBar", "QTabWidget", "QListView", "QTreeView", "QTextEdit", "QPlainTextEdit", "FigureTile",
    "TurnsTable",
)  # fmt: skip
_BEFORE_DARKENING = ("#a9b4bf", "#a3aeba")
_DARK_TABS = "#1d2228"  # a page of tabs is drawn a third lighter than its buttons: as light as Base
# Light and dark ground want different shades of the same meaning.
_STANDINGS = {
    Standing.OVERDUE: ("#b3261e", "#ff8a80"),
    Standing.DUE_SOON: ("#8a5a00", "#ffc46b"),
    Standing.IN_TIME: ("#2e6b34", "#8fd694"),
    Standing.CLOSED: ("#5f6368", "#a3adb8"),
}


def apply_theme(application: QApplication, *, dark: bool, scale_percent: int) -> None:
    """Set style, palette and size of letters; scale 100 to 200."""
    application.setStyle("Fusion")
    palette = palette_of(dark=dark)
    for role in (_Role.Text, _Role.WindowText, _Role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor("#8a95a1"))
    application.setPalette(palette)
    palette.setColor(_Role.Window, QColor(_BEFORE_DARKENING[dark]))
    _give(application, palette, _OUTLINED)
    if dark:
        palette.setColor(_Role.Button, QColor(_DARK_TABS))
        _give(application, palette, ("QTabBar", "QTabWidget"))
    font = QFont(FAMILY)
    font.setPointSizeF(USUAL_POINTS * scale_percent / 100)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    application.setFont(font)
    TitleLabel.follow_all()


def _give(application: QApplication, palette: QPalette, kinds: tuple[str, ...]) -> None:
    for kind in kinds:
        application.setPalette(palette, kind)  # type: ignore[arg-type]  # its stub asks for bytes, which it refuses


def palette_of(*, dark: bool) -> QPalette:
    """Return the colours of the light or the dark look."""
    palette = QPalette()
    for role, colour in (_DARK if dark else _LIGHT).items():
        palette.setColor(role, QColor(colour))
    return palette


def is_dark(palette: QPalette) -> bool:
    """Return whether the ground of a palette is dark."""
    return palette.color(_Role.Base).lightness() < 128  # noqa: PLR2004 -- half of lightness


def standing_colour(standing: Standing, palette: QPalette) -> QColor:
    """Return the colour of a standing that reads on the palette's ground."""
    return QColor(_STANDINGS[standing][is_dark(palette)])


def found_colour(palette: QPalette) -> QColor:
    """Return the ground of a found word, under letters of the palette."""
    return QColor("#5a4a12" if is_dark(palette) else "#ffe58a")
