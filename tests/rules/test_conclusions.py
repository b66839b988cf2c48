"""Conclusions drafted from figures: the right words, and no nonsense on noughts, on ones and without a history."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcu_desktop.rules.comparisons import Compared
from mcu_desktop.rules.conclusions import Findings, change_words, draft_conclusions, draft_proposals

NONE = Compared("", 0, 0)


def findings(now: int = 0, before: int = 0, **more: object) -> Findings:
    usual = Findings(
        received=Compared("Поступило", now, before),
        answered=NONE,
        in_time=NONE,
        rated=NONE,
        satisfied=NONE,
        topics=(),
        breach_reasons=(),
        open_now=0,
        overdue_now=0,
        promises_broken=0,
    )
    return replace(usual, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        (105, 93, "увеличилось на 12,9 % (с 93 до 105)"),
        (93, 105, "уменьшилось на 11,4 % (с 105 до 93)"),
        (250, 100, "увеличилось в 2,5 раза (с 100 до 250)"),
        (20, 100, "уменьшилось в 5 раз (с 100 до 20)"),
        (200, 100, "увеличилось в 2 раза (с 100 до 200)"),
        (5, 3, "увеличилось на 2 сообщения (с 3 до 5)"),
        (1, 2, "уменьшилось на 1 сообщение (с 2 до 1)"),
        (8, 3, "увеличилось на 5 сообщений (с 3 до 8)"),
        (1204, 0, "увеличилось на 1 204 сообщения (с 0 до 1 204)"),
    ],
)
def test_a_change_in_words(now: int, before: int, said: str) -> None:
    assert change_words(now, before).replace("\xa0", " ") == said


def test_a_topic_that_has_brought_the_most_is_named() -> None:
    topics = (Compared("Ямы во дворах", 20, 11), Compared("Мусор", 30, 29))
    said = draft_conclusions(findings(105, 93, topics=topics)).replace("\xa0", " ")
    assert "на 12,9 % (с 93 до 105), в основном за счёт темы «Ямы во дворах» (+9)." in said
    few = (Compared("Ямы во дворах", 14, 11),)
    assert "в том числе за счёт темы «Ямы во дворах» (+3)" in draft_conclusions(findings(105, 93, topics=few))
    none = (Compared("Ямы во дворах", 12, 11),)
    assert "за счёт" not in draft_conclusions(findings(105, 93, topics=none))
    against = (Compared("Ямы во дворах", 2, 11),)
    assert "за счёт" not in draft_conclusions(findings(105, 93, topics=against))


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        (0, 0, "Сообщений не поступало ни за этот, ни за предыдущий период."),
        (0, 1, "Сообщений не поступало; за предыдущий период поступило 1 сообщение."),
        (21, 0, "Поступило 21 сообщение; за предыдущий период сообщений не было."),
        (7, 7, "Количество сообщений не изменилось: 7."),
    ],
)
def test_without_a_history_nothing_is_compared(now: int, before: int, said: str) -> None:
    assert draft_conclusions(findings(now, before)).splitlines()[0] == said


def test_answers_marks_and_terms() -> None:
    said = draft_conclusions(
        findings(
            10,
            10,
            answered=Compared("", 70, 64),
            in_time=Compared("", 61, 58),
            rated=Compared("", 14, 0),
            satisfied=Compared("", 12, 0),
            breach_reasons=(Compared("причина не указана", 6, 0), Compared("Сбой связи", 3, 0)),
            open_now=21,
            overdue_now=1,
            promises_broken=3,
        )
    ).replace("\xa0", " ")
    assert "Дано 70 ответов, в срок — 87,1 %: на 3,5 п. п. меньше, чем за предыдущий период." in said
    assert "Основная причина нарушения сроков — «Сбой связи» (3 из 9)." in said
    assert "Заявители оценили 14 ответов, на 4 и 5 — 12 (85,7 %)." in said
    assert "На момент подсчёта на контроле 21 сообщение, из них просрочено 1." in said
    assert "Не исполнено в срок 3 обещания." in said
    alone = draft_conclusions(findings(answered=Compared("", 1, 0), in_time=Compared("", 1, 0)))
    assert "Дан 1 ответ, в срок." in alone


@pytest.mark.parametrize(
    ("number", "said"), [(21, "Дан 21 ответ, "), (11, "Дано 11 ответов, "), (2, "Дано 2 ответа, ")]
)
def test_the_verb_goes_with_the_number(number: int, said: str) -> None:
    found = findings(10, 10, answered=Compared("", number, 0), in_time=Compared("", 1, 0))
    assert said in draft_conclusions(found)


def test_proposals_follow_from_what_stands_out() -> None:
    found = findings(50, 40, topics=(Compared("Мусор", 9, 4), Compared("Снег", 4, 1)), overdue_now=1, promises_broken=2)
    said = draft_proposals(found).splitlines()
    assert said == [
        "1. Рассмотреть на совещании тему «Мусор»: количество сообщений выросло с 4 до 9.",
        "2. Ответственным получателям дать ответ по 1 просроченному сообщению и указать причины нарушения срока.",
        "3. Подтвердить новый срок по 2 обещаниям, не исполненным в срок.",
    ]
    assert draft_proposals(findings(50, 0, topics=(Compared("Мусор", 9, 0),))) == ""


counts = st.integers(0, 2_000)


@given(counts, counts, counts, counts, counts, counts)
def test_any_figures_give_whole_sentences(
    now: int, before: int, year: int, answered: int, late: int, open_now: int
) -> None:
    found = findings(
        now,
        before,
        received=Compared("", now, before, year),
        answered=Compared("", answered, before),
        in_time=Compared("", max(answered - late, 0), min(before, answered)),
        topics=(Compared("Т", now // 2, before // 3),),
        open_now=open_now,
        overdue_now=min(open_now, late),
    )
    for line in draft_conclusions(found).splitlines():
        assert line[0].isupper()
        assert line.endswith(".")
        assert not {"inf", "nan", "None", "-"} & set(line.replace(",", " ").split())
