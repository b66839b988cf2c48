"""What the words of `terms.py` are called in Russian."""

from mcu_desktop.rules.russian import HOURS, WORKING_DAYS, WORKING_HOURS
from mcu_desktop.rules.terms import (
    Addressee,
    AlertMoment,
    AnswerState,
    CallResult,
    CaseKind,
    Counting,
    DayOffRule,
    EventKind,
    LimitUnit,
    LinkKind,
    Outcome,
    Role,
    Standing,
    StartEvent,
    TermStage,
    WorkState,
)

STAGES = {
    TermStage.REGISTRATION: "регистрация",
    TermStage.FORWARDING: "переадресация",
    TermStage.INTERIM_ANSWER: "промежуточный ответ",
    TermStage.FINAL_ANSWER: "ответ",
    TermStage.PROMISE: "обещание",
    TermStage.TASK: "поручение",
}
OUTCOMES = {
    Outcome.RESOLVED: "решено",
    Outcome.EXPLAINED: "разъяснено",
    Outcome.NOT_SUPPORTED: "не поддержано",
    Outcome.NOT_RESOLVED: "не решено",
    Outcome.DEFERRED: "отложено",
    Outcome.FORWARDED: "передано по компетенции",
    Outcome.OTHER: "иное",
}
STANDINGS = {
    Standing.OVERDUE: "просрочено",
    Standing.DUE_SOON: "скоро срок",
    Standing.IN_TIME: "в срок",
    Standing.CLOSED: "закрыто",
}
STATES = {
    WorkState.REGISTERED: "зарегистрировано",
    WorkState.ASSIGNED: "назначено",
    WorkState.IN_WORK: "в работе",
    WorkState.DRAFTED: "ответ на проверке",
    WorkState.CHECKED: "ответ проверен",
    WorkState.SENT: "ответ отправлен",
    WorkState.CLOSED: "снято с контроля",
}
ANSWER_STATES = {
    AnswerState.DRAFT: "черновик",
    AnswerState.TO_CHECK: "на проверке",
    AnswerState.CHECKED: "проверен",
    AnswerState.RETURNED: "возвращён на доработку",
    AnswerState.SENT: "отправлен",
}
LINKS = {
    LinkKind.DUPLICATE: "повтор",
    LinkKind.SAME_PROBLEM: "та же проблема",
    LinkKind.SAME_CITIZEN: "тот же заявитель",
}
ROLES = {
    Role.CURATOR: "Куратор МЦУ",
    Role.HEAD: "Руководитель МЦУ",
    Role.ADMINISTRATOR: "Администратор МЦУ",
    Role.INCIDENT_COORDINATOR: "Ответственный за «Инцидент менеджмент»",
    Role.FEEDBACK_COORDINATOR: "Ответственный за ПОС",
    Role.BLOCK_HEAD: "Руководитель отраслевого блока",
    Role.BLOCK_OFFICER: "Ответственный за работу отраслевого блока",
}
SHORT_ROLES = {
    Role.CURATOR: "Куратор",
    Role.HEAD: "Руководитель",
    Role.ADMINISTRATOR: "Администратор",
    Role.INCIDENT_COORDINATOR: "Отв. за ИМ",
    Role.FEEDBACK_COORDINATOR: "Отв. за ПОС",
    Role.BLOCK_HEAD: "Рук. блока",
    Role.BLOCK_OFFICER: "Отв. за блок",
}
KINDS = {CaseKind.MESSAGE: "сообщение", CaseKind.APPEAL: "обращение (59-ФЗ)"}
UNITS = {
    LimitUnit.CALENDAR_DAY: ("календарный день", "календарных дня", "календарных дней"),
    LimitUnit.WORKING_DAY: WORKING_DAYS,
    LimitUnit.WORKING_HOUR: WORKING_HOURS,
    LimitUnit.CLOCK_HOUR: HOURS,
}
START_EVENTS = {
    StartEvent.RECEIVED: "поступления",
    StartEvent.REGISTERED: "регистрации",
    StartEvent.INTERIM_ANSWERED: "промежуточного ответа",
}
COUNTINGS = {Counting.NEXT_DAY: "со следующего дня", Counting.INCLUSIVE: "включая день начала"}
DAY_OFF_RULES = {
    DayOffRule.KEEP: "не переносится",
    DayOffRule.PREVIOUS: "на предшествующий рабочий день",
    DayOffRule.NEXT: "на следующий рабочий день",
}
ADDRESSEES = {
    Addressee.EXECUTOR: "исполнителю (ответственному блока)",
    Addressee.BLOCK_HEAD: "руководителю блока",
    Addressee.COORDINATOR: "ответственному за канал",
    Addressee.HEAD: "руководителю МЦУ",
    Addressee.CURATOR: "куратору",
}
ALERT_MOMENTS = {
    AlertMoment.BEFORE: "до контрольной даты за",
    AlertMoment.ON_DAY: "в день контрольной даты",
    AlertMoment.OVERDUE: "после предельного срока через",
}
CALL_RESULTS = {
    CallResult.REACHED: "дозвонились",
    CallResult.NOT_REACHED: "не дозвонились",
    CallResult.DECLINED: "отвечать не стали",
}
EVENT_KINDS = {
    EventKind.WORK: "что делали здесь",
    EventKind.SOURCE: "что пришло из источника",
    EventKind.PERSONAL: "кто смотрел данные заявителя",
}
CITIZEN_SEEN = "Открыты данные заявителя"  # how a look at personal data stands in the history
