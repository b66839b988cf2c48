"""A TCP proxy before a PostgreSQL: it delays, falls silent, cuts, encrypts, and counts round trips."""

import selectors
import socket
import ssl
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_SSL_REQUEST = struct.pack("!ii", 8, 80877103)
_FLUSH = struct.pack("!ci", b"H", 4)  # sent behind a pipeline, now and then apart from it: it asks nothing itself
_AT_ONCE = 65_536
_LOOK_SECONDS = 0.02


class Proxy:
    """Stands on a free port of the loopback.

    `trips` counts how often a client has sent something after an answer. `delay` (seconds) is spent on every trip,
    `silent` keeps the lines open and lets nothing through, `lose_answer_to` names bytes of a client's message: what
    the server answers to it is thrown away and the line cut, as often as `losses` says. `instead` replaces bytes of
    the server's by others of the same length.
    """

    def __init__(self, port: int, *, tls: ssl.SSLContext | None = None) -> None:
        self._target, self._tls = ("127.0.0.1", port), tls
        self.trips = self.sent = self.lost = self.losses = 0
        self.delay = 0.0
        self.silent, self.refusing = threading.Event(), threading.Event()
        self.lose_answer_to: bytes | None = None
        self.cut_after: int | None = None  # bytes of clients in all
        self.instead: tuple[bytes, bytes] | None = None
        self._closing = threading.Event()
        self._alive: set[socket.socket] = set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    def cut(self) -> None:
        """Cut all lines there are."""
        for line in tuple(self._alive):
            _shut(line)

    def close(self) -> None:
        """Stand no more."""
        self._closing.set()
        _shut(self._listener)
        self._listener.close()
        self.cut()
        self._thread.join(5)

    def _accept(self) -> None:
        while not self._closing.is_set():
            try:
                client, _address = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        server: socket.socket | None = None
        try:
            if self.refusing.is_set():
                return
            self._alive.add(client)
            self._hold_while_silent()
            if self._tls is not None:
                first = client.recv(8, socket.MSG_PEEK)
                if first == _SSL_REQUEST:
                    client.recv(8)
                    client.sendall(b"S")
                    self._alive.discard(client)
                    client = self._tls.wrap_socket(client, server_side=True)
                    self._alive.add(client)
            server = socket.create_connection(self._target)
            self._alive.add(server)
            self._pump(client, server)
        except OSError:
            return  # one of both has gone
        finally:
            for line in filter(None, (client, server)):
                self._alive.discard(line)
                _shut(line)
                line.close()

    def _pump(self, client: socket.socket, server: socket.socket) -> None:
        is_answered, is_losing = True, False
        with selectors.DefaultSelector() as ready:
            ready.register(client, selectors.EVENT_READ)
            ready.register(server, selectors.EVENT_READ)
            while not self._closing.is_set():
                lines: list[Any] = [key.fileobj for key, _events in ready.select(_LOOK_SECONDS)]
                self._hold_while_silent()
                for line in lines:
                    data = line.recv(_AT_ONCE)
                    while isinstance(line, ssl.SSLSocket) and line.pending():
                        data += line.recv(_AT_ONCE)
                    if not data:
                        return
                    self._hold_while_silent()
                    if line is server:
                        if is_losing:
                            self.losses, self.lost = self.losses - 1, self.lost + 1
                            return  # it has been done, and nobody is told
                        if self.instead is not None:
                            data = data.replace(*self.instead)
                        client.sendall(data)
                        is_answered = True
                        continue
                    if is_answered and data != _FLUSH:
                        self.trips += 1
                        is_answered = False
                        self._closing.wait(self.delay)
                    if not self._pass_on(data, server):
                        return
                    is_losing = is_losing or self._is_to_be_lost(data)

    def _pass_on(self, data: bytes, server: socket.socket) -> bool:
        """Give the server what a client has sent; returns whether the line lives on."""
        self.sent += len(data)
        if self.cut_after is not None and self.sent > self.cut_after:
            self.cut_after = None
            return False
        server.sendall(data)
        return True

    def _is_to_be_lost(self, data: bytes) -> bool:
        return self.lose_answer_to is not None and self.losses > 0 and self.lose_answer_to in data

    def _hold_while_silent(self) -> None:
        while self.silent.is_set() and not self._closing.is_set():
            self._closing.wait(_LOOK_SECONDS)


@contextmanager
def proxy_to(port: int, *, tls: ssl.SSLContext | None = None) -> Iterator[Proxy]:
    """Stand a proxy before a port."""
    proxy = Proxy(port, tls=tls)
    try:
        yield proxy
    finally:
        proxy.close()


def _shut(line: socket.socket) -> None:
    try:
        line.shutdown(socket.SHUT_RDWR)
    except OSError:
        return
