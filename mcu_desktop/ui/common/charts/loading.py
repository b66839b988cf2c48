"""pyqtgraph takes half a second to load: a screen asks for it beside the window, before it makes its charts."""

from mcu_desktop.operations.task import Task
from mcu_desktop.store.reading import Reader


def load_plots(_reader: Reader, _task: Task) -> None:
    """Load the library in a thread of the desk."""
    import pyqtgraph  # noqa: F401 -- loaded here, used by the charts
