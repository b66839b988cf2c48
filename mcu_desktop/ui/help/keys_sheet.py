"""The sheet of keys."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from mcu_desktop.ui.common.plain import PlainLabel, bold_label

KEYS = (
    (
        "Окно",
        (
            ("F1", "эта подсказка"),
            ("Ctrl+K", "найти и сделать: любая команда, блок, номер сообщения, человек"),
            ("Ctrl+O", "загрузить выгрузку (файл можно бросить прямо в окно)"),
            ("Ctrl+R", "отчёты: составить, посмотреть, выдать, напечатать"),
            ("Ctrl+P", "на бумагу то, что показано: карточка, показатели, рейтинг, карта, разрез"),
            ("Ctrl+G", "что горит сегодня по блокам, и сроки месяца по дням"),
            ("Ctrl+Shift+D", "показатели: числа и графики за период"),
            ("Ctrl+Shift+X", "свободный разрез; там 1, 2, 3 — поле в строки, в столбцы, в отбор, Delete — убрать"),
            ("F9", "на графике: показать его таблицей и обратно; стрелки ходят, Enter открывает сообщения"),
            ("Ctrl+U", "уведомления о сроках; там Пробел — «вижу», Enter — открыть"),
            ("Ctrl+B", "нарушения сроков и их причины"),
            ("Ctrl+H", "тепловая карта: темы, места, недели, часы"),
            ("Ctrl+Shift+G", "что выросло и почему; проблемные точки"),
            (
                "Ctrl+Shift+R",
                "рейтинг: места, числа, из которых они вышли, проба весов; Ctrl+C — вся таблица для Excel",
            ),
            ("Ctrl+Shift+M", "карта округа; там стрелки — по местам, + и − — масштаб, Пробел — по времени"),
            (
                "Ctrl+Shift+W",
                "экран ситуационного зала; там Пробел — пауза, стрелки — страницы, N — ночь, Esc — закрыть",
            ),
            ("Ctrl+L", "производственный календарь"),
            ("Ctrl+M", "состав МЦУ (Приложение 2)"),
            ("Ctrl+I", "кто работает и что может; там же ставят код на своё имя"),
            ("Ctrl+Shift+L", "закрыть окно, пока вас нет"),
            ("F5", "перечитать хранилище"),
            ("Ctrl+D", "светлая или тёмная тема"),
            ("Ctrl+=  и  Ctrl+-", "крупнее и мельче, от 100 до 200 %"),
            ("Esc", "назад к очереди"),
            ("Ctrl+Q", "выход"),
        ),
    ),
    (
        "Очередь",
        (
            ("Ctrl+1 … Ctrl+9", "выбрать блок по его месту в списке слева"),
            ("Ctrl+F", "поиск: слова, номер, «фраза», блок:… срок:… состояние:… канал:… получатель:… тема:… от:… до:…"),
            ("Alt+1, Alt+2, Alt+3", "группы по дню срока, по получателю, по теме; ещё раз — без групп"),
            ("Ctrl+Shift+S", "сохранить нынешние фильтры и поиск как вид"),
            ("Вверх, вниз, PageUp, PageDown", "ходить по записям"),
            ("Home  и  End", "первая и последняя запись"),
            ("Enter", "перейти в карточку выбранной записи"),
            ("Tab", "к следующей части окна"),
        ),
    ),
    (
        "Сообщение",
        (
            ("Ctrl+N", "новое сообщение: звонок, приём, встреча, письмо"),
            ("F2", "править карточку"),
            ("F3", "назначить блок и получателя"),
            ("F4", "взять в работу"),
            ("F6", "ответ: написать, проверить, отправить"),
            ("F7", "заметка для коллег"),
            ("F8", "снять с контроля"),
            ("Ctrl+T", "все действия с выбранной записью"),
            ("Shift+стрелки, Ctrl+A", "выбрать несколько записей или все"),
            ("Ctrl+C", "в списке: выбранные строки таблицей для Excel (Ctrl+Shift+C — откуда угодно)"),
            ("Ctrl+E", "одно действие со всеми выбранными, с показом, что будет, и отменой"),
            ("Ctrl+Z", "отменить своё последнее действие за сегодня"),
            ("Alt+вниз  и  Alt+вверх", "следующая и предыдущая запись, не выходя из карточки"),
        ),
    ),
    (
        "Ответ",
        (
            ("Ctrl+J", "вставить шаблон"),
            ("Ctrl+S", "сохранить черновик"),
            ("Ctrl+Enter", "следующий шаг: на проверку, проверен, отправлен"),
        ),
    ),
    (
        "Производственный календарь",
        (
            ("Стрелки", "ходить по дням и неделям года"),
            ("PageUp  и  PageDown", "предыдущий и следующий год"),
            ("Enter", "изменить выбранный день"),
        ),
    ),
    (
        "Состав МЦУ",
        (
            ("F2", "править ячейку; должность дополняется из известных"),
            ("Alt+вверх  и  Alt+вниз", "переставить строку"),
            ("Ctrl+Z  и  Ctrl+Y", "отменить и вернуть правку"),
            ("Ctrl+S", "сохранить по распоряжению"),
        ),
    ),
)


class KeysSheet(QScrollArea):
    """All keys of the program on one page.

    Signals:
        finished: the person goes back to the queue.
    """

    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setAccessibleName("Клавиши")
        self.back_button = QPushButton("К очереди")
        self.back_button.clicked.connect(self.finished)
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setContentsMargins(24, 18, 24, 18)
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(24)
        for title, lines in KEYS:
            grid.addWidget(bold_label(title), grid.rowCount(), 0)
            for keys, deed in lines:
                words = PlainLabel(deed)
                words.setWordWrap(True)
                number = grid.rowCount()
                grid.addWidget(PlainLabel(keys), number, 0)
                grid.addWidget(words, number, 1)
        layout.addLayout(grid)
        layout.addSpacing(18)
        layout.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)
        self.setWidget(body)

    def start(self) -> None:
        """Give the keyboard to the way back."""
        self.back_button.setFocus()
