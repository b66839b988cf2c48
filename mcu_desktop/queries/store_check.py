"""Whether a shared store still holds what it was set up for: after each restore and upgrade, and whenever wanted."""

import re
from collections.abc import Iterator

from mcu_desktop.queries.journal_check import find_broken_seal, reads_whole
from mcu_desktop.queries.journal_replay import find_differences
from mcu_desktop.store.guarding import hardening
from mcu_desktop.store.guarding.accounts import FOLLOWED
from mcu_desktop.store.guarding.grants import columns_of, policies_of, rights_of
from mcu_desktop.store.guarding.guards import guarded_tables
from mcu_desktop.store.guarding.journal import JOURNAL_TRIGGERS
from mcu_desktop.store.guarding.names import ALL_GROUPS, JOURNAL, OWNER, OWNERS
from mcu_desktop.store.guarding.set_up import function_bodies
from mcu_desktop.store.guarding.tables import TABLES, Kept
from mcu_desktop.store.migrating import SCHEMA_VERSION
from mcu_desktop.store.reading import Reader

_SAFE_PATH = re.compile("search_path=pg_catalog, (public, )?pg_temp")
_AGAIN = "повторите store init"
# What stands open to everybody (grantee 0) though it should not, by how that is said.
_OPEN = {
    "Всем открыта схема": (
        "SELECT n.nspname, a.privilege_type FROM pg_namespace n,"
        " aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) a"
        " WHERE a.grantee = 0 AND n.nspname IN ('public', 'mcu')"
    ),
    "Всем открыт язык": (
        "SELECT l.lanname, a.privilege_type FROM pg_language l,"
        " aclexplode(coalesce(l.lanacl, acldefault('l', l.lanowner))) a"
        " WHERE a.grantee = 0 AND l.lanname IN ('plpgsql', 'sql')"
    ),
    "Всем открыта функция": (
        "SELECT p.oid::regprocedure::text, a.privilege_type FROM pg_proc p"
        " JOIN pg_namespace n ON n.oid = p.pronamespace,"
        " aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a WHERE a.grantee = 0"
        f" AND (n.nspname = 'mcu' OR (n.nspname = 'pg_catalog' AND ({hardening.CLOSED})))"
    ),
}


def check_shared_store(reader: Reader) -> list[str]:
    """Return what is wrong, each with what to do, in Russian; an empty list where all is as it was set up.

    Asked by whoever owns the server or by an administrator; catalogues of PostgreSQL are open to both.
    """
    if reader.rows("SELECT to_regclass('public.alembic_version')")[0][0] is None:
        return ["В этой базе нет хранилища: выполните store init."]
    version = int(reader.rows("SELECT version_num FROM alembic_version")[0][0])
    if version != SCHEMA_VERSION:
        return [f"Версия таблиц {version}, программе нужна {SCHEMA_VERSION}: выполните store upgrade."]
    if reader.rows("SELECT has_table_privilege('row_changes', 'SELECT')") != [(True,)]:
        return ["Журнал изменений вам не открыт: проверку делает администратор МЦУ или владелец сервера (--admin)."]
    checks = (_roles, _owners, _rights, _inner, _policies, _triggers, _open_doors, _functions, _journal)
    return [found for check in checks for found in check(reader)]


def _roles(reader: Reader) -> Iterator[str]:
    rows = reader.rows(
        "SELECT rolname, rolcanlogin, rolsuper, rolcreaterole, rolbypassrls FROM pg_roles WHERE rolname LIKE 'mcu\\_%'"
    )
    known = {row[0]: row[1:] for row in rows}
    for role in (*OWNERS, *ALL_GROUPS):
        if role not in known:
            yield f"Нет роли {role}: {_AGAIN}."
        elif known[role][0] or known[role][1] or known[role][3]:
            yield f"Роль {role} может входить сама или обходить права: {_AGAIN}."
    strong = reader.rows(
        "SELECT r.rolname FROM pg_roles r JOIN accounts a ON a.login = r.rolname"
        " WHERE r.rolsuper OR r.rolcreaterole OR r.rolcreatedb OR r.rolbypassrls OR r.rolreplication ORDER BY 1"
    )
    for (login,) in strong:
        yield f"У учётной записи «{login}» права владельца сервера: ALTER ROLE … NOSUPERUSER NOCREATEROLE NOBYPASSRLS."
    lost = reader.rows("SELECT login FROM accounts WHERE login NOT IN (SELECT rolname FROM pg_roles) ORDER BY 1")
    for (login,) in lost:
        yield f"Имени входа «{login}» на этом сервере нет (база из копии?): store account reset --login {login}."


def _owners(reader: Reader) -> Iterator[str]:
    rows = reader.rows(
        "SELECT c.relname, r.rolname FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner"
        " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public' AND c.relkind = 'r'"
    )
    for name, owner in sorted(rows):
        wanted = JOURNAL if name in {"row_changes", "seals"} else OWNER
        if name not in TABLES:
            yield f"Лишняя таблица {name} (хозяин {owner}): программа её не знает, уберите её."
        elif owner != wanted:
            yield f"Таблица {name} принадлежит {owner}: {_AGAIN}."


def _rights(reader: Reader) -> Iterator[str]:
    of_table = (
        "SELECT c.relname, '', coalesce(g.rolname, 'PUBLIC'), a.privilege_type FROM pg_class c"
        " JOIN pg_namespace n ON n.oid = c.relnamespace, aclexplode(c.relacl) a"
        " LEFT JOIN pg_roles g ON g.oid = a.grantee"
        " WHERE n.nspname = 'public' AND c.relkind = 'r' AND a.grantee <> c.relowner"
    )
    of_column = (
        "SELECT c.relname, t.attname, coalesce(g.rolname, 'PUBLIC'), a.privilege_type FROM pg_attribute t"
        " JOIN pg_class c ON c.oid = t.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace, aclexplode(t.attacl) a"
        " LEFT JOIN pg_roles g ON g.oid = a.grantee WHERE n.nspname = 'public' AND a.grantee <> c.relowner"
    )
    found = {tuple(row) for sql in (of_table, of_column) for row in reader.rows(sql)}
    wanted = {
        (name, column, group, right)
        for name, table in TABLES.items()
        for right, columns, groups in rights_of(name, table)
        for group in groups
        for column in (columns or ("",))
    }
    for name, column, group, right in sorted(found - wanted):
        yield f"Лишнее право {right} на {name}{f' ({column})' if column else ''} у {group}: {_AGAIN}."
    for name, column, group, right in sorted(wanted - found):
        yield f"Не хватает права {right} на {name}{f' ({column})' if column else ''} у {group}: {_AGAIN}."


def _inner(reader: Reader) -> Iterator[str]:
    """Say what is wrong with the tables behind the functions, which decide who may do what."""
    found = {
        tuple(row)
        for row in reader.rows(
            "SELECT c.relname, o.rolname, coalesce(g.rolname, 'PUBLIC'), a.privilege_type FROM pg_class c"
            " JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_roles o ON o.oid = c.relowner,"
            " aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) a LEFT JOIN pg_roles g ON g.oid = a.grantee"
            " WHERE n.nspname = 'mcu' AND c.relkind IN ('r', 'v')"
        )
    }
    for name, owner in sorted({row[:2] for row in found}):
        if owner not in OWNERS:
            yield f"Таблица mcu.{name} принадлежит {owner}: {_AGAIN}."
    given = {(name, group, right) for name, owner, group, right in found if group not in {owner, *OWNERS}}
    for name, group, right in sorted(given - {hardening.SIGHT}):
        yield f"Лишнее право {right} на mcu.{name} у {group}: {_AGAIN}."
    if hardening.SIGHT not in given:
        yield f"Не хватает права {hardening.SIGHT[2]} на mcu.{hardening.SIGHT[0]} у {hardening.SIGHT[1]}: {_AGAIN}."


def _policies(reader: Reader) -> Iterator[str]:
    on = {row[0] for row in reader.rows("SELECT relname FROM pg_class WHERE relrowsecurity AND relkind = 'r'")}
    rows = reader.rows("SELECT tablename, policyname, roles::text[], qual FROM pg_policies WHERE schemaname = 'public'")
    found = {(name, policy): (frozenset(roles), qual == "true") for name, policy, roles, qual in rows}
    wanted = {
        (name, f"mcu_{policy}"): (frozenset(groups), condition == "true")
        for name, table in TABLES.items()
        for policy, groups, condition in policies_of(name, table)
    }
    for name in TABLES:
        if name not in on:
            yield f"У таблицы {name} выключена защита строк: {_AGAIN}."
    for key in sorted(found.keys() | wanted.keys()):
        if found.get(key) != wanted.get(key):
            yield f"Правило защиты строк {key[1]} таблицы {key[0]} не то, что должно быть: {_AGAIN}."


def _triggers(reader: Reader) -> Iterator[str]:
    rows = reader.rows(
        "SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
        " WHERE t.tgname LIKE 'mcu\\_%' AND t.tgenabled = 'O'"
    )
    on = {tuple(row) for row in rows}
    kept = [name for name, table in TABLES.items() if table.kept is not Kept.NOTHING]
    wanted = {(name, trigger) for name in kept for trigger in JOURNAL_TRIGGERS}
    wanted |= {(name, "mcu_guard") for name in guarded_tables()}
    wanted |= {(name, "mcu_only_added") for name in ("row_changes", "seals")}
    wanted |= {(name, "mcu_follow") for name in FOLLOWED} | {("number_counters", "mcu_number_given")}
    for name, trigger in sorted(wanted - on):
        yield f"У таблицы {name} выключен или убран сторож {trigger}: {_AGAIN}, затем проверьте журнал."


def _open_doors(reader: Reader) -> Iterator[str]:
    rows = reader.rows(
        "SELECT d.datname, a.privilege_type FROM pg_database d,"
        " aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a WHERE a.grantee = 0"
        " AND (d.datname = current_database() OR d.datname IN ('postgres', 'template1')) ORDER BY 1, 2"
    )
    for database, right in rows:
        yield f"Всем открыто {right} в базе {database}: {_AGAIN}."
    if reader.rows("SELECT current_setting('log_statement')") not in ([("none",)], [("ddl",)]):
        yield f"Сервер пишет в свой журнал все запросы, а в них данные заявителей: {_AGAIN}."
    if reader.rows("SELECT current_setting('temp_file_limit')") == [("-1",)]:
        yield f"Один запрос может занять весь диск сервера временными файлами: {_AGAIN}."
    for words, sql in _OPEN.items():
        for name, right in sorted(reader.rows(sql)):
            yield f"{words} {name} ({right}): {_AGAIN}."


def _functions(reader: Reader) -> Iterator[str]:
    rows = reader.rows(
        "SELECT p.oid::regprocedure::text, r.rolname, p.prosecdef, p.proconfig::text, p.prosrc FROM pg_proc p"
        " JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_roles r ON r.oid = p.proowner WHERE n.nspname = 'mcu'"
    )
    if not rows:
        yield f"Нет функций прав: {_AGAIN}."
        return
    missing = "SELECT f FROM unnest(CAST(:called AS text[])) f WHERE to_regprocedure('mcu.' || f) IS NULL ORDER BY f"
    for (name,) in reader.rows(missing, called=list(hardening.CALLED)):
        yield f"Нет функции mcu.{name}: {_AGAIN}."
    known = function_bodies()
    for name, owner, is_definer, settings, body in sorted(rows):
        if body not in known:
            yield f"Функция {name} не та, что у этой программы: {_AGAIN}; не меняли ли её в обход программы?"
        elif owner not in OWNERS:
            yield f"Функция {name} принадлежит {owner}: {_AGAIN}."
        elif is_definer and not _SAFE_PATH.search(str(settings)):
            yield f"Функция {name} ищет имена где угодно: {_AGAIN}."


def _journal(reader: Reader) -> Iterator[str]:
    broken = find_broken_seal(reader)
    if not broken and reads_whole(reader):
        for difference in find_differences(reader, most=10):
            yield f"Таблица {difference.table} {difference.row_key}: {difference.what}. Разберитесь по журналу."
    if broken:
        yield f"{broken} Сохраните эту базу как есть и вызовите того, кто разбирает нарушения."
    missing = [name for name in TABLES if name != "alembic_version" and not columns_of(name)]
    if missing:
        yield f"Программа не знает таблиц: {', '.join(missing)}."
