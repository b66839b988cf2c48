"""One window for each store: the second start asks the first to come to the front."""

import hashlib
import logging
import os

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WAIT_MILLISECONDS = 500
_log = logging.getLogger(__name__)


class SingleWindow(QObject):
    """Holds the name of a store's window among the processes of this user.

    Signals:
        raise_wanted: another start wants to see this window.
    """

    raise_wanted = Signal()

    def __init__(self, address: str) -> None:
        super().__init__()
        whose = os.getuid() if os.name == "posix" else ""  # what another user left under our name could not be removed
        self._name = "mcu-desktop-" + hashlib.sha256(f"{whose} {address}".encode()).hexdigest()[:24]
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._wanted)

    def take(self) -> bool:
        """Become the window of the store; False where another one is, which has been asked to come forward.

        Where the name cannot be held (no folder for it), no second start raises this window; the store's own mark still
        lets in one window alone.
        """
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if socket.waitForConnected(_WAIT_MILLISECONDS):
            socket.disconnectFromServer()
            return False
        # The name a killed process left behind would refuse us for ever.
        QLocalServer.removeServer(self._name)
        if not self._server.listen(self._name):
            _log.warning("A second start will not raise this window: %s", self._server.errorString())
        return True

    @Slot()
    def _wanted(self) -> None:
        self._server.nextPendingConnection().deleteLater()
        self.raise_wanted.emit()
