"""Два дела на чистой машине: `python3 go.py run` и `python3 go.py test`.

Only the standard library: a fresh machine has python3 and pip, and nothing of ours.
"""

import ctypes
import hashlib
import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LINUX = sys.platform == "linux"
PYTHON = VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "installed"
TURN = ROOT / ".venv.turn"
QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
}
SCREEN_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
MAKERS = ("virtualenv==", "distlib==", "filelock==", "packaging==", "platformdirs==", "python-discovery==")
TEST_TOOLS = {"pdftotext": "poppler-utils", "Xvfb": "xvfb"}


def main() -> int:
    """Do what the first argument says; return the exit code of the step that failed."""
    if sys.version_info < (3, 11):  # noqa: UP036 -- here an older Python is told so
        print(f"Нужен Python 3.11 или новее, а это {sys.version.split()[0]}.", file=sys.stderr)
        return 3
    wanted, arguments = "".join(sys.argv[1:2]), sys.argv[2:]
    if wanted not in {"run", "test"}:
        print("Скажите, что делать:")
        print("  python3 go.py run    запустить программу\n  python3 go.py test   проверить её")
        return 2
    return prepare(wanted) or (run(arguments) if wanted == "run" else test(arguments))


def prepare(wanted: str) -> int:
    """Bring all that is needed, once; return 0, or the exit code after saying what stands in the way."""
    try:
        if not prepare_system(wanted):
            return 3
        if not STAMP.exists() and importlib.util.find_spec("pip") is None:
            print("Нужен pip. Поставьте его, например: sudo apt-get install python3-pip", file=sys.stderr)
            return 3
        install_requirements()
    except subprocess.CalledProcessError as error:
        print(f"Не удалось подготовить окружение (код {error.returncode}), команда:", file=sys.stderr)
        print("  " + shlex.join(error.cmd), file=sys.stderr)
        print("Проверьте связь с хранилищем пакетов, место на диске и права на эту папку", file=sys.stderr)
        print("и запустите ещё раз: начнём сначала.", file=sys.stderr)
        return 3
    except OSError as error:
        print(f"Не удалось подготовить окружение: {error}.", file=sys.stderr)
        print("Проверьте место на диске и права на эту папку и запустите ещё раз: начнём сначала.", file=sys.stderr)
        return 3
    except KeyboardInterrupt:
        print("\nПрервано. Запустите ещё раз: начнём сначала.", file=sys.stderr)
        return 130
    return 0


def prepare_system(wanted: str) -> bool:
    """Bring what pip cannot; return whether the program can start."""
    needed = missing_libraries(QT_LIBRARIES)
    useful = missing_libraries(SCREEN_LIBRARIES)
    if wanted == "run":
        return install_packages(needed + useful if has_screen() else needed)
    useful += [package for tool, package in TEST_TOOLS.items() if LINUX and shutil.which(tool) is None]
    if may_install():
        return install_packages(needed + useful)
    if useful:
        print("Часть проверок пропустит себя, не хватает: " + ", ".join(useful), flush=True)
    return install_packages(needed)


def has_screen() -> bool:
    """Return whether a window can be shown here."""
    return not LINUX or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def missing_libraries(libraries: dict[str, str]) -> list[str]:
    """Return the packages of the system libraries that Qt would not find."""
    if not LINUX:
        return []
    missing = []
    for library, package in libraries.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(package)
    return missing


def may_install() -> bool:
    """Return whether system packages can be installed from here."""
    return LINUX and os.geteuid() == 0 and shutil.which("apt-get") is not None


def install_packages(packages: list[str]) -> bool:
    """Install system packages where we may; else print the line to copy and return False."""
    if not packages:
        return True
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if not may_install():
        print("Не хватает системных библиотек. Выполните и запустите ещё раз:", file=sys.stderr)
        print("  sudo apt-get update && sudo " + " ".join(command), file=sys.stderr)
        return False
    print("Ставим системные пакеты: " + ", ".join(packages), flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=True, env=environment)
    subprocess.run([*command, "-qq"], check=True, env=environment, stdout=subprocess.DEVNULL)
    return True


def install_requirements() -> None:
    """Make the environment beside this file; a second call finds its stamp and does nothing."""
    stamp = hashlib.sha256(LOCK.read_bytes() + sys.version.encode() + os.fsencode(ROOT)).hexdigest()
    if is_stamped(stamp):
        return
    with turn_to_install():
        if not is_stamped(stamp):  # else another start has made it meanwhile
            make_and_fill_environment()
            STAMP.write_text(stamp, encoding="utf-8")


def is_stamped(stamp: str) -> bool:
    """Return whether the environment is whole and made from this lock by this Python in this place."""
    return STAMP.exists() and STAMP.read_text(encoding="utf-8") == stamp


@contextmanager
def turn_to_install() -> Iterator[None]:
    """Let one start at a time make the environment; the system ends the turn of a start that was killed.

    An installer that outlives its start has the turn until it ends, for it inherits the open file.
    """
    with TURN.open("wb") as turn:
        os.set_inheritable(turn.fileno(), True)
        if not is_taken(turn):
            print("Окружение уже готовит другой запуск. Ждём, пока он закончит…", flush=True)
            while not is_taken(turn):
                time.sleep(0.5)
        yield


def is_taken(turn: BinaryIO) -> bool:
    """Take the turn, if nobody has it, and return whether it is ours."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(turn.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def make_and_fill_environment() -> None:
    """Make the environment from nothing, whatever a start that was killed has left."""
    print("Готовим окружение программы в .venv (один раз, минуту или две)…", flush=True)
    shutil.rmtree(VENV, ignore_errors=True)
    make_environment()
    pip("install", "--require-hashes", "--no-deps", "-r", str(LOCK))
    packages = subprocess.run(
        [str(PYTHON), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
    ).stdout.strip()
    # Said from where it lies: the letters of our own path could be another alphabet's for who reads it.
    Path(packages, "mcu_desktop.pth").write_text(os.path.relpath(ROOT, packages) + "\n", encoding="utf-8")


def make_environment() -> None:
    """Make .venv without pip in it: Debian has the venv module, but not what would bring pip."""
    if importlib.util.find_spec("venv") is not None:
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(VENV)], check=True)
        return
    locked = re.split(r"\n(?=\w)", LOCK.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as tools:
        few = Path(tools, "requirements.txt")
        few.write_text("\n".join(one for one in locked if one.startswith(MAKERS)), encoding="utf-8")
        install = [
            sys.executable,
            "-m",
            "pip",
            "install",
            "-qq",
            "--no-deps",
            "--target",
            tools,
            "-r",
            str(few),
        ]
        subprocess.run(install, check=True)
        environment = {**os.environ, "PYTHONPATH": tools}
        command = [sys.executable, "-m", "virtualenv", "-q", "--no-seed", str(VENV)]
        subprocess.run(command, check=True, env=environment)


def pip(*arguments: str) -> None:
    """Run the system's pip for our environment."""
    command = [sys.executable, "-m", "pip", "--python", str(PYTHON), "-qq", "--disable-pip-version-check"]
    subprocess.run([*command, *arguments], check=True, close_fds=False)


def run(arguments: list[str]) -> int:
    """Open the window or do the named deed; with no screen and no deed show the main job without a window."""
    program = [str(PYTHON), "-m", "mcu_desktop", *arguments]
    if has_screen():
        return call(program)
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    if arguments:
        return call(program, environment)
    print("Экрана здесь нет, окно открыть негде. Показываем главное без него: примеры, загрузка, отчёт, снимки.")
    return call([*program, "show", "--out", str(ROOT / "out")], environment)


def call(command: list[str], environment: dict[str, str] | None = None) -> int:
    """Run a command to its end, Ctrl+C included, and return its exit code."""
    sys.stdout.flush()
    try:
        return subprocess.call(command, env=environment)
    except KeyboardInterrupt:
        return 130


def test(arguments: list[str]) -> int:
    """Run lint, types, import contracts and all tests; stop at the first that fails."""
    tools = PYTHON.parent
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "LC_ALL": "C.UTF-8",
        "PATH": f"{tools}{os.pathsep}{os.environ.get('PATH', '')}",
    }
    steps = (
        ("стиль", [str(PYTHON), "-m", "ruff", "check", "."]),
        ("оформление", [str(PYTHON), "-m", "ruff", "format", "--check", "."]),
        ("типы", [str(PYTHON), "-m", "mypy"]),
        ("направления импорта", [str(tools / "lint-imports")]),
        ("тесты", [str(PYTHON), "-m", "pytest", "-n", "2", *arguments]),
    )
    for title, command in steps:
        print(f"── {title}", flush=True)
        code = subprocess.call(command, cwd=ROOT, env=environment)
        if code:
            print(f"Не прошло: {title}.", file=sys.stderr)
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
