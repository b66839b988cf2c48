"""The commands as the program's users run them: in a process of their own."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from pypdf import PdfReader

from mcu_desktop.resources import resource
from tests.command import COMMAND, Answer, run_command

Run = Callable[..., Answer]
SAMPLE = resource("demonstration", "im_sample.xlsx")


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return partial(run_command, tmp_path / "Мой магазин" / "store.sqlite3")


def _json(answer: Answer) -> Any:
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)


def _refused(answer: Answer, words: str) -> None:
    assert answer.returncode == 1, answer.stdout
    assert words in answer.stderr
    assert "Traceback" not in answer.stderr
    assert answer.stdout == ""


def test_an_export_becomes_a_queue_and_a_report(run: Run, tmp_path: Path) -> None:
    preview = _json(run("intake", SAMPLE, "--dry-run", "--json"))
    assert preview["added"] == preview["read"] == 60
    assert _json(run("check", "--json"))["cases"] == 0, "A look stores nothing"
    assert _json(run("intake", SAMPLE, "--json")) == {
        "read": 60, "added": 60, "updated": 0, "unchanged": 0, "refused": 0,
    }  # fmt: skip
    assert _json(run("intake", SAMPLE, "--json"))["unchanged"] == 60
    rows = _json(run("queue", "--limit", 5, "--json"))
    assert 1 <= len(rows) <= 5
    assert rows[0]["number"].startswith("МЦУ-")
    report = tmp_path / "отчёт за неделю.pdf"
    assert run("report", "weekly", "--from", "2026-10-05", "--to", "2026-10-11", "--out", report).returncode == 0
    assert "с 5 по 11 октября 2026 года" in PdfReader(report).pages[0].extract_text()


def test_several_files_are_told_one_by_one(run: Run) -> None:
    answer = run("intake", SAMPLE, SAMPLE)
    assert answer.returncode == 0, answer.stderr
    assert "Новых: 60" in answer.stdout
    assert "уже было: 60" in answer.stdout


def test_of_several_files_those_before_a_refused_one_are_in_and_told_so(run: Run, tmp_path: Path) -> None:
    unknown = tmp_path / "журнал.csv"
    unknown.write_text("А;Б\n1;2\n", encoding="utf-8")
    answer = run("intake", SAMPLE, unknown, SAMPLE)
    assert answer.returncode == 1
    first, second, third = answer.stderr.splitlines()
    assert first.startswith(f"{SAMPLE.name}: Файл загружен. Новых: 60")
    assert second.startswith("журнал.csv: Столбцы файла «журнал.csv» не похожи")
    assert third == f"До следующих файлов не дошло: «{SAMPLE.name}»."
    assert _json(run("check", "--json"))["cases"] == 60


def test_demonstration_cases_are_put_in_once(run: Run) -> None:
    assert _json(run("demo", "--cases", 50, "--seed", 3, "--json"))["added"] == 50
    _refused(run("demo", "--cases", 50), "только в пустое хранилище")
    assert _json(run("check", "--json"))["cases"] == 50


def test_a_deadline_is_explained(run: Run) -> None:
    # Friday before the long weekend of November: 8 working hours by the calendar of 2026.
    arguments = ("deadline", "--channel", "incident_management", "--received", "2026-10-30 15:00")
    answer = _json(run(*arguments, "--json"))
    assert answer["legal_deadline"] == "2026-11-02T15:00:00+03:00"
    text = run(*arguments).stdout
    assert text.splitlines() == answer["trace"]
    assert "30.10.2026 15:00" in text


def test_a_deadline_beyond_the_known_calendar_is_not_guessed(run: Run) -> None:
    answer = _json(run("deadline", "--channel", "incident_management", "--received", "2031-03-03 10:00", "--json"))
    assert (answer["legal_deadline"], answer["control_date"]) == (None, None)
    [warning] = answer["warnings"]
    assert "известен до 31.12.2027" in warning
    assert "Срок не посчитан" in warning


def test_the_roster_is_that_of_the_day(run: Run) -> None:
    assert len(_json(run("roster", "--on", "2021-09-28", "--json"))) == 15
    assert _json(run("roster", "--on", "2021-09-27", "--json")) == []


def test_the_roster_goes_out_and_comes_in_again(run: Run, tmp_path: Path) -> None:
    before = _json(run("roster", "--json"))
    for name in ("состав.docx", "состав.pdf"):
        assert _json(run("roster", "--out", str(tmp_path / name), "--json"))["file"] == str(tmp_path / name)
        assert (tmp_path / name).stat().st_size > 5_000
    taken = run("roster", "import", str(tmp_path / "состав.docx"), "--number", "77-р", "--signed", "2026-10-01")
    assert "№ 77-р, действует с 01.10.2026: 15 строк." in taken.stdout
    after = _json(run("roster", "--on", "2026-10-01", "--json"))
    words = ("full_name", "job_title", "role_text", "grants", "person_id")
    assert [[row[word] for word in words] for row in after] == [[row[word] for word in words] for row in before]
    doubts = [fault["text"] for fault in _json(run("roster", "check", "--on", "2026-10-01", "--json"))]
    assert "Строка 1. Роль угадана по словам: подтвердите её." in doubts
    assert any("теперь называется" in text for text in doubts)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("import",), "Не назван файл"),
        (("import", "нет.docx"), "нет. Ничего не сохранено"),
        (("--out", "состав.txt"), "назовите его .pdf, .docx или .xlsx"),
        (("check", "--on", "2021-09-27"), "состав МЦУ не утверждён"),
    ],
)
def test_what_the_roster_cannot_do_is_said(run: Run, arguments: tuple[str, ...], says: str) -> None:
    done = run("roster", *arguments)
    assert done.returncode == 1
    assert says in done.stderr


def test_reports_are_listed(run: Run) -> None:
    assert "weekly" in run("report", "--list").stdout


def test_a_period_the_wrong_way_round_is_refused(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "report.pdf"
    _refused(
        run("report", "weekly", "--from", "2026-10-11", "--to", "2026-10-05", "--out", out),
        "Конец периода раньше начала",
    )
    assert not out.exists()


def test_a_report_cannot_take_the_place_of_a_folder(run: Run, tmp_path: Path) -> None:
    _refused(run("report", "weekly", "--out", tmp_path), str(tmp_path))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "пуст. Ничего не сохранено"),
        (b"PK\x03\x04 cut in half", "Ничего не сохранено"),
        (b"\xff\xd8\xff\xe0 a picture", "Ничего не сохранено"),
        ("Номер инцидента;Дата\n".encode(), "Ничего не сохранено"),
    ],
)
def test_a_bad_file_is_refused_and_nothing_is_stored(content: bytes, words: str, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "выгрузка.xlsx"
    file.write_bytes(content)
    _refused(run("intake", file), words)
    assert _json(run("check", "--json"))["cases"] == 0


def test_a_missing_file_and_a_folder_are_refused(run: Run, tmp_path: Path) -> None:
    _refused(run("intake", tmp_path / "нет.xlsx"), "нет.xlsx")
    _refused(run("intake", tmp_path), "папка")


def test_a_damaged_store_is_said_in_words(run: Run, tmp_path: Path) -> None:
    _json(run("check", "--json"))
    file = tmp_path / "Мой магазин" / "store.sqlite3"
    content = bytearray(file.read_bytes())
    content[8192:] = bytes(len(content) - 8192)
    file.write_bytes(content)
    _refused(run("check"), "повреждено")


def test_a_wrong_word_is_a_wrong_word(run: Run) -> None:
    for arguments, words in (
        (("queue", "--standing", "never"), "«never» не подходит, можно:"),
        (("dance",), "«dance» не подходит"),
        (("queue", "--limit", "-5"), "«-5» — не число больше нуля"),
        (("demo", "--cases", "0"), "«0» — не число больше нуля"),
        (("deadline", "--channel", "vk"), "не указано: --received"),
        (("deadline", "--channel", "vk", "--received", "завтра"), "«завтра» не понято, время пишется так"),
        (("roster", "--on", "31.12.2026"), "«31.12.2026» не понято, день пишется так"),
        (("check", "--hard"), "лишнее: --hard"),
    ):
        answer = run(*arguments)
        assert answer.returncode == 2
        assert words in answer.stderr
        assert "error" not in answer.stderr
        assert "usage" not in answer.stderr


def test_the_help_is_russian(run: Run) -> None:
    for arguments in ((), ("intake",), ("report",)):
        text = run(*arguments, "--help").stdout
        assert "Пишется так" in text
        assert "показать эту подсказку" in text
        assert "options" not in text


@pytest.mark.parametrize(
    "arguments",
    [
        ("queue", "--block", "nowhere"),
        ("report", "weekly", "--block", "nowhere", "--out", "report.pdf"),
        ("deadline", "--channel", "nowhere", "--received", "2026-11-03 15:30"),
    ],
)
def test_an_unknown_code_is_refused_with_those_that_are_known(arguments: tuple[str, ...], run: Run) -> None:
    answer = run(*arguments)
    _refused(answer, "«nowhere» неизвестен")
    assert "utilities" in answer.stderr or "feedback_platform" in answer.stderr


def test_a_command_beside_a_writer_waits_and_says_so(tmp_path: Path, run: Run) -> None:
    _json(run("check", "--json"))
    file = tmp_path / "Мой магазин" / "store.sqlite3"
    with FileLock(f"{file}.lock"):
        waiting = subprocess.Popen(
            [*COMMAND, "intake", str(SAMPLE), "--store", str(file)],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ | {"PYTHONUTF8": "1"},
        )  # fmt: skip
        assert waiting.stderr is not None
        assert "Ждём своей очереди" in waiting.stderr.readline()
        connection = sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)
        assert connection.execute("SELECT count(*) FROM cases").fetchone() == (0,)
        connection.close()
    said, _ = waiting.communicate()
    assert waiting.returncode == 0
    assert "Новых: 60" in said


def test_all_terms_of_an_appeal_are_reckoned(run: Run) -> None:
    arguments = ("deadline", "--channel", "post", "--kind", "appeal", "--received", "2026-10-05 10:00")
    answer = _json(run(*arguments, "--json"))
    assert answer["legal_deadline"].startswith("2026-11-04")
    ends = {stage: term["legal_deadline"][:10] for stage, term in answer["terms"].items()}
    assert ends == {"registration": "2026-10-08", "forwarding": "2026-10-12", "final_answer": "2026-11-04"}


@pytest.mark.parametrize("received", ["1970-01-01 10:00", "2150-01-01 10:00"])
def test_a_deadline_of_another_age_is_refused_or_warned_of(received: str, run: Run) -> None:
    answer = run("deadline", "--channel", "post", "--kind", "appeal", "--received", received)
    if received < "2000":
        _refused(answer, "нет действующего норматива")
    else:
        assert "Производственный календарь известен до 31.12.2027" in answer.stdout


def test_alerts_of_the_centre_and_of_one_person(run: Run) -> None:
    run("demo", "--cases", 800, "--seed", 5)
    everybody = _json(run("alerts", "--json"))
    assert everybody["alerts"] == len(everybody["lines"]) > 0
    head = _json(run("alerts", "--for", "васильева", "--json"))
    assert 0 < head["overdue"] <= head["alerts"] < everybody["alerts"]
    said = run("alerts", "--for", "Васильева")
    assert said.stdout.count("\n") == head["alerts"] + 1
    assert "просрочено" in said.stdout
    _refused(run("alerts", "--for", "Неизвестный"), "в составе МЦУ такого нет")
    _refused(run("alerts", "--for", "А"), "подходят несколько")


def test_the_store_may_be_named_before_the_command(run: Run, tmp_path: Path) -> None:
    store = tmp_path / "other.sqlite3"
    assert _json(run("--store", store, "demo", "--cases", 5, "--json"))
    assert len(_json(run("queue", "--store", store, "--json"))) == len(_json(run("--store", store, "queue", "--json")))
    assert _json(run("check", "--json"))["cases"] == 0, "The usual store is another one"


@pytest.mark.parametrize("words", [("--store",), ("--stor", "x"), ("--dance",)])
def test_what_is_not_understood_is_said_in_russian(run: Run, words: tuple[str, ...]) -> None:
    answer = run(*words)
    assert answer.returncode == 2
    assert answer.stderr.startswith("Команда не понята:")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
@pytest.mark.parametrize("words", [(), ("wall",)], ids=["window", "wall"])
def test_where_there_is_no_screen_it_is_said_in_russian(tmp_path: Path, words: tuple[str, ...]) -> None:
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    command = [*COMMAND, *words, "--store", str(tmp_path / "store.sqlite3")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, env=environment)
    assert done.returncode == 1
    assert done.stderr.startswith("Экрана здесь нет")


def test_pictures_are_not_made_for_a_folder_that_is_not_there(tmp_path: Path) -> None:
    command = [*COMMAND, "--pictures", str(tmp_path / "нет"), "--store", str(tmp_path / "store.sqlite3")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    assert "Снимки не сделаны" in done.stderr
