"""What a fault of the line to a shared store is called for people, and whether it passes by itself.

A server says why it refuses a newcomer in its own language, and libpq keeps no code of it: known by English or Russian.
"""

import re

from mcu_desktop.rules.errors import UserFacingError


class LineLost(UserFacingError):  # noqa: N818 -- what has happened, not whose fault it is
    """The shared store does not answer now; it may answer later, and what was wanted can be tried again."""


class PasswordWanted(UserFacingError):  # noqa: N818
    """The server wants a password, or another one."""


class LostRace(UserFacingError):  # noqa: N818
    """Two deeds have met, and the store has taken this one back whole; it can be done again at once."""


_LOST = "Общее хранилище не отвечает. Набранное не пропало. "
_NETWORK = "Проверьте сеть; если она в порядке, спросите администратора сервера."
_ASK = "Ничего не изменено. Обратитесь к администратору хранилища."
# The telling ones first: of several servers each may have said something else.
_OF_NEWCOMER: tuple[tuple[str, type[UserFacingError], str], ...] = (
    (
        r"password authentication failed|прош[её]л проверку подлинности",
        PasswordWanted,
        "Имя входа или пароль не подошли. Ничего не открыто. Проверьте раскладку и Caps Lock и наберите пароль снова.",
    ),
    (
        r"authentication method requirement",
        UserFacingError,
        (
            "Сервер требует пароль открытым текстом, поэтому пароль ему не передан: это может быть чужой сервер. "
            "Администратор сервера должен поставить в pg_hba.conf способ scram-sha-256."
        ),
    ),
    (
        r"no password supplied|пароль не (указан|задан)",
        PasswordWanted,
        "Сервер спрашивает пароль. Наберите его.",
    ),
    (
        r"certificate has expired",
        UserFacingError,
        "Срок сертификата сервера истёк, поэтому связь не установлена. Администратор сервера должен выпустить новый.",
    ),
    (
        r"certificate is not yet valid",
        UserFacingError,
        (
            "Сертификат сервера ещё не действует. Проверьте часы этого компьютера; если они верны, обратитесь к "
            "администратору сервера."
        ),
    ),
    (
        r"does not match host name",
        UserFacingError,
        (
            "Сертификат сервера выдан на другое имя, поэтому связь не установлена: это может быть чужой сервер. "
            "Наберите имя сервера так, как оно стоит в сертификате."
        ),
    ),
    (
        r"could not read root certificate",
        UserFacingError,
        (
            "Файл сертификата удостоверяющего центра не читается: это не сертификат, или к файлу нет прав. Ничего не "
            "открыто. Возьмите файл у администратора сервера и укажите его."
        ),
    ),
    (
        r"root certificate file .* does not exist",
        UserFacingError,
        (
            "Чтобы проверить сервер, нужен файл сертификата удостоверяющего центра. Ничего не открыто. "
            "Возьмите файл у администратора сервера и укажите его."
        ),
    ),
    (
        r"certificate verify failed",
        UserFacingError,
        (
            "Сертификат сервера выдан неизвестным удостоверяющим центром, поэтому связь не установлена. "
            "Проверьте, тот ли файл сертификата указан."
        ),
    ),
    (
        r"server does not support SSL",
        UserFacingError,
        (
            "Сервер не шифрует связь, поэтому пароль ему не передан. Администратор сервера должен включить шифрование "
            "(ssl = on); без него связь бывает только по его решению."
        ),
    ),
    (
        r"no pg_hba\.conf entry|в pg_hba\.conf нет записи|нет записи в pg_hba",
        UserFacingError,
        (
            "Сервер не пускает это имя входа в эту базу с этого компьютера или без шифрования. Ничего не открыто. "
            "Администратор сервера разрешает вход в pg_hba.conf."
        ),
    ),
    (
        r"(database|база данных) .* (does not exist|не существует)",
        UserFacingError,
        "Такой базы на сервере нет. Ничего не открыто. Проверьте имя базы.",
    ),
    (
        r"(role|роль) .* (does not exist|не существует)|not permitted to log ?in|не разреш[её]н вход|вход запрещ[её]н",
        UserFacingError,
        "Это имя входа не заведено или закрыто. Ничего не открыто. Обратитесь к администратору хранилища.",
    ),
    (
        r"permission denied for database|доступ к базе данных .* запрещ|нет доступа к базе",
        UserFacingError,
        "Этому имени входа база не открыта. Ничего не открыто. Обратитесь к администратору хранилища.",
    ),
    (
        r"too many connections|too many clients|remaining connection slots|слишком много подключений",
        LineLost,
        "У сервера слишком много подключений. Набранное не пропало. Закройте лишние окна программы.",
    ),
    (
        r"session is read-only|hot standby",
        LineLost,
        (
            "Отвечает только резервный сервер: на нём можно читать, но не писать. Набранное не пропало. "
            "Дождитесь основного или спросите администратора сервера."
        ),
    ),
    (
        r"starting up|shutting down|recovery|запуск|выключа|восстановл",
        LineLost,
        "Сервер общего хранилища запускается или останавливается. Набранное не пропало. Подождите минуту.",
    ),
    (
        (
            r"invalid response to SSL negotiation|expected authentication request|unsupported frontend protocol"
            r"|invalid data"
        ),
        UserFacingError,
        "По этому адресу отвечает не PostgreSQL. Ничего не открыто. Проверьте сервер и порт.",
    ),
    (
        r"could not translate host name|Name or service not known|could not resolve",
        LineLost,
        "Общее хранилище не отвечает: такого имени сервера в сети нет. Набранное не пропало. Проверьте имя и сеть.",
    ),
    (
        r"Connection refused",
        LineLost,
        (
            "Общее хранилище не отвечает: компьютер по этому адресу есть, но PostgreSQL на нём не принимает связь. "
            "Набранное не пропало. Проверьте порт или спросите администратора сервера."
        ),
    ),
    (
        r"timeout expired|timed out|No route to host|unreachable",
        LineLost,
        f"Общее хранилище не отвечает: до сервера нет дороги. Набранное не пропало. {_NETWORK}",
    ),
)
# By the first of the code's characters that tell.
_OF_STATEMENT: tuple[tuple[str, type[UserFacingError], str], ...] = (
    (
        "55P03",
        UserFacingError,
        "Это сейчас меняет другой человек, и ждать пришлось бы долго. Ничего не изменено. Повторите через минуту.",
    ),
    (
        "57014",
        UserFacingError,
        "Сервер не успел ответить за отведённое время. Ничего не изменено. Сузьте отбор или повторите позже.",
    ),
    # Both have added what may be there once, as the first number of a year; done again, the later one finds it.
    ("23505", LostRace, "Два действия встретились, это не сохранено. Ничего не изменено. Повторите."),
    # What the statements of `lending/bringing_back.py` say where a row they change is there no more.
    ("22012", LostRace, "Это тем временем изменил другой человек. Ничего не изменено. Посмотрите и повторите."),
    ("40", LostRace, "Два действия встретились, это не сохранено. Ничего не изменено. Повторите."),
    ("53100", UserFacingError, "На диске сервера нет места. Ничего не изменено. Сообщите администратору сервера."),
    ("53", LineLost, f"Серверу общего хранилища не хватает памяти или подключений. Набранное не пропало. {_NETWORK}"),
    ("42501", UserFacingError, f"Общее хранилище не разрешает это вашему имени входа. {_ASK}"),
    ("25006", LineLost, f"{_LOST}Отвечает резервный сервер, на нём можно только читать."),
    ("25P03", LineLost, f"{_LOST}Сервер не дождался конца действия и забыл его."),
    ("57P01", LineLost, f"{_LOST}Сервер прервал эту связь: он перезапускается или не дождался конца действия."),
    ("57P", LineLost, f"{_LOST}Сервер остановлен или перезапускается."),
    ("08", LineLost, f"{_LOST}{_NETWORK}"),
    ("58", UserFacingError, "На сервере сбой диска. Последнее действие не сохранено. Сообщите администратору сервера."),
)


def fault_of_line(error: BaseException) -> UserFacingError | None:
    """Return an error of psycopg in words for people; None for a fault of the program."""
    code = getattr(error, "sqlstate", None) or ""
    for begin, kind, words in _OF_STATEMENT:
        if code.startswith(begin):
            return kind(words)
    if code or not any(kind.__name__ == "OperationalError" for kind in type(error).__mro__):
        return None
    text = str(error)
    for pattern, kind, words in _OF_NEWCOMER:
        if re.search(pattern, text, re.IGNORECASE | re.DOTALL):
            return kind(words)
    return LineLost(f"{_LOST}{_NETWORK}")
