"""The words of the trade as enumerations; `docs/glossary.md` holds the Russian terms.

Values are what the store keeps, so a value is never changed, only added.
"""

from enum import StrEnum


class CaseKind(StrEnum):
    """What a case is before the law (decree 1662-р, п. 1.4.4 and 1.4.5)."""

    MESSAGE = "message"
    APPEAL = "appeal"


class SourceSystem(StrEnum):
    """Where a case has its external number; (system, number) names it for ever."""

    FEEDBACK_PLATFORM = "feedback_platform"  # ПОС
    INCIDENT_MANAGEMENT = "incident_management"  # «Инцидент Менеджмент»
    DOCUMENT_FLOW = "document_flow"  # СЭД «Дело»
    PUBLIC_SERVICES = "public_services"  # ЕПГУ
    REGISTRY = "registry"  # any other table, through a mapping


class Classifier(StrEnum):
    """Whose list of topics a topic comes from."""

    FEEDBACK_PLATFORM = "feedback_platform"
    INCIDENT_MANAGEMENT = "incident_management"
    ALL_RUSSIAN = "all_russian"  # типовой общероссийский тематический классификатор


class Standing(StrEnum):
    """How an open case stands against its deadline at a moment; closed ones are CLOSED."""

    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    IN_TIME = "in_time"
    CLOSED = "closed"


class Outcome(StrEnum):
    """How a case ended."""

    RESOLVED = "resolved"  # решено
    EXPLAINED = "explained"  # разъяснено
    NOT_SUPPORTED = "not_supported"  # не поддержано
    NOT_RESOLVED = "not_resolved"  # не решено
    DEFERRED = "deferred"  # отложено
    FORWARDED = "forwarded"  # передано по компетенции
    OTHER = "other"


class WorkState(StrEnum):
    """How far the work on a case has come."""

    REGISTERED = "registered"
    ASSIGNED = "assigned"
    IN_WORK = "in_work"
    DRAFTED = "drafted"  # an answer waits for its check
    CHECKED = "checked"
    SENT = "sent"
    CLOSED = "closed"


class AnswerState(StrEnum):
    """What has become of a version of an answer."""

    DRAFT = "draft"
    TO_CHECK = "to_check"
    CHECKED = "checked"
    RETURNED = "returned"
    SENT = "sent"


class LinkKind(StrEnum):
    """Why two cases belong together."""

    DUPLICATE = "duplicate"
    SAME_PROBLEM = "same_problem"
    SAME_CITIZEN = "same_citizen"


class LimitUnit(StrEnum):
    """In what a time limit is counted."""

    CALENDAR_DAY = "calendar_day"
    WORKING_DAY = "working_day"
    WORKING_HOUR = "working_hour"
    CLOCK_HOUR = "clock_hour"


class Counting(StrEnum):
    """Whether the day of the start event is day 1 (inclusive) or day 0 (from the next day)."""

    NEXT_DAY = "next_day"
    INCLUSIVE = "inclusive"


class DayOffRule(StrEnum):
    """Where a term goes that ends on a day off."""

    KEEP = "keep"
    PREVIOUS = "previous"
    NEXT = "next"


class StartEvent(StrEnum):
    """From which moment of the case a time limit runs."""

    RECEIVED = "received"
    REGISTERED = "registered"
    INTERIM_ANSWERED = "interim_answered"  # such a limit replaces the one before it


class TermStage(StrEnum):
    """Which duty a term is set for; a promise and a task have no time limit, people name their day."""

    REGISTRATION = "registration"
    FORWARDING = "forwarding"
    INTERIM_ANSWER = "interim_answer"
    FINAL_ANSWER = "final_answer"
    PROMISE = "promise"
    TASK = "task"


class DayKind(StrEnum):
    """How a day of the production calendar differs from its weekday."""

    DAY_OFF = "day_off"
    WORKING = "working"  # a Saturday or Sunday worked by a transfer
    SHORT = "short"  # worked one hour less
    WORKING_SHORT = "working_short"  # a transferred working Saturday that is one hour less


class Role(StrEnum):
    """Roles of the decree, п. 3.1 and Приложение 2."""

    CURATOR = "curator"
    HEAD = "head"
    ADMINISTRATOR = "administrator"
    INCIDENT_COORDINATOR = "incident_coordinator"
    FEEDBACK_COORDINATOR = "feedback_coordinator"
    BLOCK_HEAD = "block_head"
    BLOCK_OFFICER = "block_officer"


class GrammaticalCase(StrEnum):
    """Cases in which names and posts are written in orders and letters."""

    GENITIVE = "genitive"
    DATIVE = "dative"
    ACCUSATIVE = "accusative"
    INSTRUMENTAL = "instrumental"


class AlertMoment(StrEnum):
    """When a step of the ladder is reached, as seen from the term."""

    BEFORE = "before"  # so long before the control date
    ON_DAY = "on_day"  # on the day of the control date
    OVERDUE = "overdue"  # so long after the legal deadline


class Addressee(StrEnum):
    """Whom a step of the ladder tells; the roster of the day says who that is."""

    EXECUTOR = "executor"  # ответственный за работу блока
    BLOCK_HEAD = "block_head"
    COORDINATOR = "coordinator"  # ответственный за ИМ или за ПОС
    HEAD = "head"
    CURATOR = "curator"


class GroupBy(StrEnum):
    """By what the cases of the queue stand together."""

    DEADLINE_DAY = "deadline_day"
    RECIPIENT = "recipient"
    TOPIC = "topic"


class CallResult(StrEnum):
    """How a call back to the citizen ended."""

    REACHED = "reached"
    NOT_REACHED = "not_reached"
    DECLINED = "declined"


class EventKind(StrEnum):
    """Where a line of a case's history comes from."""

    WORK = "work"
    SOURCE = "source"
    PERSONAL = "personal"  # somebody looked at the citizen's data


class ViewKind(StrEnum):
    """What a saved view is a view of."""

    QUEUE = "queue"
    CUT = "cut"
