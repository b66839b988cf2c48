"""What the shared store's own refusals are called for people."""

LAST_ADMINISTRATOR = "MCU01"  # of an error: nobody would be left to give rights
_CLOSED_TO_PERSON = "42501"  # insufficient_privilege
_WORDS = {
    LAST_ADMINISTRATOR: "После этого не осталось бы ни одного администратора с учётной записью: некому было бы давать "
    "права. Ничего не изменено. Сначала дайте учётную запись другому администратору.",
    _CLOSED_TO_PERSON: "Общее хранилище не разрешило это действие: у вас нет на него права, или его только что "
    "отозвали. Ничего не изменено. Что вам можно, показывает «Кто работает и что может» (Ctrl+I).",
}
_STALE = (
    "Запись изменилась или стала недоступна, пока вы её правили. Ничего не изменено: обновите очередь (F5) и повторите."
)


def refusal_words(error: BaseException) -> str | None:
    """Return the words for a refusal of the shared store, None for any other error."""
    if type(error).__name__ == "StaleDataError":  # no row was changed: row-level security hides what is not ours
        return _STALE
    return _WORDS.get(str(getattr(getattr(error, "orig", None) or error, "sqlstate", None)))


def is_closed_to_login(error: BaseException) -> bool:
    """Return whether an error told in words is that this login may not read something."""
    cause = error.__cause__
    return str(getattr(getattr(cause, "orig", None) or cause, "sqlstate", None)) == _CLOSED_TO_PERSON
