"""Why a server's certificate is not believed: libpq says only that it is not."""

import socket
import ssl
import struct

_WISH_FOR_ENCRYPTION = struct.pack("!ii", 8, 80877103)
_SECONDS = 5.0


def certificate_fault(host: str, port: int, ca_file: str) -> str:
    """Look at the certificate once more, without sending anything; returns OpenSSL's words, empty where none."""
    context = ssl.create_default_context(cafile=ca_file or None)
    try:
        with socket.create_connection((host, port), _SECONDS) as line:
            line.sendall(_WISH_FOR_ENCRYPTION)
            if line.recv(1) == b"S":
                context.wrap_socket(line, server_hostname=host).close()
    except ssl.SSLCertVerificationError as error:
        return str(error.verify_message)
    except OSError:
        return ""
    return ""
