import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "mcu_desktop").rglob("*.py"))
PLAIN = ROOT / "mcu_desktop" / "ui" / "common" / "plain.py"
SQL_CALLS = {"execute", "executemany", "executescript", "exec_driver_sql", "text", "rows"}
# PRAGMA is not among them: SQLite binds no parameters there.
SQL_WORDS = {
    "SELECT",
    "INSERT",
    "UPDATE",
    "DELETE",
    "WITH",
    "CREATE",
    "DROP",
    "ALTER",
    "NOTIFY",
    "SET",
}


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_the_house_has_files_to_look_at() -> None:
    assert PLAIN in FILES
    assert len(FILES) > 20


# A migration is a record of what was done to stores: it is never split or changed afterwards.
WRITTEN = [path for path in FILES if path.parent.name != "versions"]


@pytest.mark.parametrize("path", WRITTEN, ids=named)
def test_a_file_is_no_longer_than_300_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


def long_functions(source: str) -> list[str]:
    """Name the functions of more than 40 lines; a last return may fill a record of many fields, a line each."""
    long = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            worked = node.body[ast.get_docstring(node) is not None :]
            if worked and isinstance(worked[-1], ast.Return):
                worked = worked[:-1]
            if worked and (worked[-1].end_lineno or 0) - worked[0].lineno >= 40:
                long.append(node.name)
    return long


def test_a_function_is_no_longer_than_40_lines() -> None:
    found = {named(path): long_functions(path.read_text(encoding="utf-8")) for path in WRITTEN}
    assert {path: long for path, long in found.items() if long} == {}


def test_a_long_function_is_found() -> None:
    lines = "\n".join(f"    a{number} = 1" for number in range(41))
    assert long_functions(f"def f():\n    'Says.'\n{lines}\n    return a1") == ["f"]
    assert long_functions(f"def f():\n    'Says.'\n{lines[: lines.rindex(chr(10))]}\n    return a1") == []


def called(node: ast.Call) -> str:
    function = node.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def calls(source: str) -> list[ast.Call]:
    return [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]


def raw_labels(source: str) -> list[int]:
    return [call.lineno for call in calls(source) if called(call) == "QLabel"]


def is_formatted(node: ast.expr) -> bool:
    """Whether a value is put into the text: an f-string, `%` or `.format(…)`."""
    if isinstance(node, ast.JoinedStr):
        return any(isinstance(part, ast.FormattedValue) for part in node.values)
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, ast.Mod) and isinstance(node.left, ast.Constant)
    return isinstance(node, ast.Call) and called(node) == "format"


def is_sql(node: ast.expr) -> bool:
    constants = (part.value for part in ast.walk(node) if isinstance(part, ast.Constant))
    words = " ".join(value for value in constants if isinstance(value, str)).split()
    return bool(words) and words[0].upper() in SQL_WORDS


def formatted_sql(source: str) -> list[int]:
    return [
        call.lineno
        for call in calls(source)
        if called(call) in SQL_CALLS and call.args and is_formatted(call.args[0]) and is_sql(call.args[0])
    ]


@pytest.mark.parametrize("path", [path for path in FILES if path != PLAIN], ids=named)
def test_people_s_words_go_into_plain_labels_only(path: Path) -> None:
    assert raw_labels(path.read_text(encoding="utf-8")) == []


def test_a_raw_label_is_found() -> None:
    assert raw_labels("QLabel('<b>')\nQtWidgets.QLabel(words)\nPlainLabel(words)") == [1, 2]


@pytest.mark.parametrize("path", FILES, ids=named)
def test_no_value_is_formatted_into_sql(path: Path) -> None:
    assert formatted_sql(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "call",
    [
        'connection.execute(f"DELETE FROM cases WHERE id = {number}")',
        'text(f"SELECT * FROM {table}")',
        'reader.rows("SELECT %s" % name)',
        'cursor.execute("SELECT {}".format(name))',
    ],
)
def test_a_value_formatted_into_sql_is_found(call: str) -> None:
    assert formatted_sql(call) == [1]


def test_a_bound_value_is_no_fault() -> None:
    assert formatted_sql('reader.rows("SELECT 1 WHERE :a = 1", a=name)\nlabel.text(f"Принято {count}")') == []
