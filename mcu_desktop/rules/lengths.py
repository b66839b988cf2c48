"""How long the short words of a case may be: an embedded store would take more, a shared one refuses it."""

from collections.abc import Mapping
from typing import Final

from mcu_desktop.rules.russian import plural

# By the names of `IncomingCase` and `Citizen`: title and characters.
OF_CASE: Final[Mapping[str, tuple[str, int]]] = {
    "external_number": ("номер в источнике", 120),
    "topic_group": ("группа тем", 300),
    "topic": ("тема", 500),
    "topic_code": ("код темы", 40),
    "recipient": ("получатель", 500),
    "body": ("орган", 500),
    "municipality": ("муниципалитет", 200),
    "settlement": ("населённый пункт", 200),
    "street": ("улица", 200),
    "house": ("дом", 60),
    "source_status": ("шаг или состояние", 200),
}
OF_CITIZEN: Final[Mapping[str, tuple[str, int]]] = {
    "phone": ("телефон заявителя", 120),
    "email": ("электронная почта заявителя", 200),
}


def length_fault(case: object, citizen: object) -> str:
    """Say in Russian which words are too long, and by how much; empty where all of them fit."""
    faults = [
        f"«{title}»: {plural(length, 'знак', 'знака', 'знаков')}, а помещается {longest}"
        for whole, limits in ((case, OF_CASE), (citizen, OF_CITIZEN))
        for name, (title, longest) in limits.items()
        if (length := len(getattr(whole, name))) > longest
    ]
    return "; ".join(faults)
