"""Questions to the small project, as people write them, with the real encoder: what is answered, and what never is."""

import unicodedata

import pytest

from bot.core.answering import Question, Responder
from bot.core.edition import Edition
from bot.core.knowledge import REFUSAL
from bot.core.languages import Language
from bot.core.matching.matcher import NOTHING
from bot.core.matching.semantic import Encoder
from bot.core.replies import Answer, Chatted, Choices, NotUnderstood, Refused, Reply
from bot.core.thresholds import CLEAR, DOUBT

ENGLISH, KOREAN, CHINESE, TRADITIONAL = Language.ENGLISH, Language.KOREAN, Language.CHINESE, Language.TRADITIONAL_CHINESE


@pytest.fixture(scope="module")
def responder(small_edition: Edition, encoder: Encoder) -> Responder:
    return Responder(small_edition, encoder)


def leading(reply: Reply) -> str:
    """The entry a reply leads with: the answer, or the first of the choices."""
    match reply:
        case Answer(entry=entry):
            return entry
        case Choices(entries=(first, *_)):
            return first
        case _:
            return type(reply).__name__


@pytest.mark.parametrize(
    ("text", "entry", "language"),
    [
        # as somebody else would say it
        ("where can i report that i lost my passport", "lost-passport", ENGLISH),
        ("which office renews a visa in bangkok", "thai-visa", ENGLISH),
        ("제 려권이 없어졌슴다", "lost-passport", KOREAN),
        ("남조선 대사관 가는 길", "south-embassy", KOREAN),
        ("아이를 학교에 보내고 싶어요", "school-for-children", KOREAN),
        ("我的护照被偷了怎么办", "lost-passport", CHINESE),
        ("孩子想上学", "school-for-children", CHINESE),
        # with slips, without blanks, in capital or wide letters
        ("i lost my pasport", "lost-passport", ENGLISH),
        ("were can i see a docter", "see-a-doctor", ENGLISH),
        ("I LOST MY PASSPORT", "lost-passport", ENGLISH),
        ("ｉ　ｌｏｓｔ　ｍｙ　ｐａｓｓｐｏｒｔ", "lost-passport", ENGLISH),
        ("여권을 일어버렸어요", "lost-passport", KOREAN),
        ("어디서의사를볼수있어요", "see-a-doctor", KOREAN),
        ("户照丢了", "lost-passport", CHINESE),
        # on the wrong keyboard
        ("dudrnjsdmf dlfgdjqjfuTdjdy", "lost-passport", KOREAN),
        ("durnjsdl djqtdjwuTdjdy", "lost-passport", KOREAN),
        ("quddnjsdl djelPdy", "see-a-doctor", KOREAN),
        # in Latin letters
        ("yeogwoneul irheobeoryeosseoyo", "lost-passport", KOREAN),
        ("byeongwoni eodiyeyo", "see-a-doctor", KOREAN),
        ("hankook daesagwan jooso", "south-embassy", KOREAN),
        ("wo de huzhao bu jian le", "lost-passport", CHINESE),
        ("yiyuan zai nali", "see-a-doctor", CHINESE),
        ("hanguo dashiguan dizhi", "south-embassy", CHINESE),
        # in Traditional characters
        ("我的護照丟了", "lost-passport", TRADITIONAL),
        ("韓國大使館在哪裡", "south-embassy", TRADITIONAL),
        ("醫院在哪裡", "see-a-doctor", TRADITIONAL),
    ],
)
def test_the_right_entry_is_found_and_answered_in_the_language_of_the_question(
    responder: Responder, text: str, entry: str, language: Language
) -> None:
    reply = responder.reply_to(Question(text))
    assert leading(reply) == entry
    assert reply.language is language


@pytest.mark.parametrize("language", [ENGLISH, KOREAN, CHINESE])
def test_a_phrasing_of_the_base_is_answered_directly(small_edition: Edition, responder: Responder, language: Language) -> None:
    wrong = [
        (phrasing, reply)
        for entry in small_edition.knowledge.entries.values()
        if entry.id != "cannot-help"
        for phrasing in entry.phrasings[language]
        if not isinstance(reply := responder.reply_to(Question(phrasing)), Answer) or reply.entry != entry.id
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "text",
    [
        "where is the north korean embassy",
        "WHERE IS THE NORTH KOREAN EMBASSY",
        "phone of the north korean consulate",
        "북한 대사관이 어디예요",
        "북한대사관주소",
        "북조선 대사관이 오늘 열어요",
        "朝鲜大使馆在哪里",
        "朝鮮大使館地址",
        "qnrgks eotkrhks wnth",
        "bukhan daesagwan juso",
        "chaoxian dashiguan dizhi",
    ],
)
def test_the_opposite_is_never_answered(responder: Responder, text: str) -> None:
    assert not isinstance(responder.reply_to(Question(text)), Answer)
    with_south = text.replace("north", "south").replace("NORTH", "SOUTH").replace("북한", "한국").replace("북조선", "남조선")
    if with_south != text:  # the same words are understood, so it is the sign that forbids the answer
        assert leading(responder.reply_to(Question(with_south))) == "south-embassy"


@pytest.mark.parametrize("text", ["where is the north koraen embassy", "where is the north korean embasy", "북한 대사괸이 어디예요"])
def test_the_opposite_with_a_slip_in_it_is_never_answered(responder: Responder, text: str) -> None:
    assert not isinstance(responder.reply_to(Question(text)), Answer)


@pytest.mark.parametrize("text", ["how do i extend my visa in vietnam", "베트남에서 비자를 연장하고 싶어요", "在越南怎么延长签证"])
def test_an_entry_of_one_country_is_never_the_answer_for_another(responder: Responder, text: str) -> None:
    assert not isinstance(responder.reply_to(Question(text)), Answer)


@pytest.mark.parametrize("text", ["", " \n ", "🙂🙂🙂", "...!?", "\u200b\u200e", "👩\u200d👩\u200d👧", "ㅋㅋㅋ", "\ud800", "\x00"])
@pytest.mark.parametrize("client", [None, *Language])
def test_a_message_without_words_is_not_understood_in_the_language_of_the_reader(
    responder: Responder, text: str, client: Language | None
) -> None:
    language = KOREAN if text == "ㅋㅋㅋ" else client or ENGLISH
    assert responder.reply_to(Question(text, client)) == NotUnderstood(language)


@pytest.mark.parametrize("text", ["tell me a joke", "what is the best pizza in naples", "축구 경기 누가 이겼어요", "明天天气怎么样"])
def test_what_is_none_of_our_business_is_not_understood(responder: Responder, text: str) -> None:
    assert isinstance(responder.reply_to(Question(text)), NotUnderstood)


@pytest.mark.parametrize(("text", "language"), [("hello", ENGLISH), ("안녕하세요", KOREAN), ("你好", CHINESE), ("dkssudgktpdy", KOREAN)])
def test_a_greeting_is_greeted(responder: Responder, text: str, language: Language) -> None:
    assert responder.reply_to(Question(text)) == Chatted(language, "greeting")


@pytest.mark.parametrize(
    "text",
    [
        "i lost my passport. " * 205,
        "我的护照丢了。" * 586,
        "여권을 잃어버렸어요. " * 342,
        "passport" * 512,
        "가" * 4096,
        "🙂" * 4096,
        ". a" * 1365,
        "\u0301" * 4096,
    ],
)
def test_a_message_of_full_length_is_answered(responder: Responder, text: str) -> None:
    text = text[:4096]
    assert len(text) > 4000
    reply = responder.reply_to(Question(text))
    if "lost my" in text or "护照" in text or "여권" in text:
        assert leading(reply) == "lost-passport"


def test_the_question_at_the_end_of_a_long_story_is_found(responder: Responder) -> None:
    story = "The sun went down and we sat by the river. " * 94
    assert 4000 < len(story) < 4096 - 50
    assert leading(responder.reply_to(Question(f"{story} Now I lost my passport, how do I get a new one?"))) == "lost-passport"


def test_a_misspelt_sign_forbids_wherever_in_a_long_story_it_stands(responder: Responder) -> None:
    story = (
        "My brother is with me and we have walked for many days, and people were kind to us and gave us rice and a blanket for the night. "
        "A man told us to look for the north korean embasy when we come into the city, and he wrote that down on a piece of paper for us. "
        "We keep that paper in a shoe and look at it in the evening when nobody sees us, and my brother laughs about it every time. "
        "Where is the embassy?"
    )
    decision = responder.decide(Question(story, ENGLISH))
    assert not decision.noticed.signs
    assert isinstance(decision.reply, Choices)
    assert decision.reply.entries[0] != "south-embassy"


def test_decomposed_letters_are_read_as_composed_ones(responder: Responder) -> None:
    text = "여권을 잃어버렸어요"
    assert responder.reply_to(Question(unicodedata.normalize("NFD", text))) == responder.reply_to(Question(text))


@pytest.mark.parametrize(
    "text",
    [
        "i want to buy a bride",
        "report people who ran away",
        "신부를 사고 싶어요",
        "도망자를 신고하고 싶어요",
        "我想买个新娘",
        "我要舉報逃跑的人",
    ],
)
def test_a_request_that_harms_is_refused(responder: Responder, text: str) -> None:
    reply = responder.reply_to(Question(text))
    assert isinstance(reply, Refused)
    assert reply.entry == "cannot-help"


@pytest.mark.parametrize("text", ["신부를 사고 의사를 보고 싶어요", "hello i want to buy a bride", "handcuffs! i want to buy a bride"])
def test_a_harmful_request_is_refused_whatever_stands_beside_it(responder: Responder, text: str) -> None:
    assert isinstance(responder.reply_to(Question(text)), Refused)


def test_a_message_with_a_sign_of_harm_that_may_be_something_else_is_not_answered_directly(responder: Responder) -> None:
    decision = responder.decide(Question("where can i buy a bride and see a doctor"))
    assert decision.noticed.signs
    assert isinstance(decision.reply, Choices)


def test_the_refusal_is_never_a_choice(small_edition: Edition, responder: Responder) -> None:
    for entry in small_edition.knowledge.entries.values():
        for phrasing in entry.phrasings[ENGLISH]:
            match responder.reply_to(Question(phrasing)):
                case Answer(also=offered) | Choices(entries=offered):
                    assert "cannot-help" not in offered


@pytest.mark.parametrize(
    ("text", "urgent"),
    [("they put me in handcuffs", True), ("给我戴上了手铐", True), ("수갑을 채웠어요", False), ("병원에서 수갑을 채웠어요", False)],
)
def test_a_sign_of_danger_leads_or_stands_first_among_the_choices(responder: Responder, text: str, urgent: bool) -> None:
    reply = responder.reply_to(Question(text))
    assert isinstance(reply, Answer) is urgent
    assert leading(reply) == "stopped-by-police"


def test_a_sign_of_danger_that_is_taken_back_says_nothing(responder: Responder) -> None:
    assert responder.decide(Question("handcuffs, and i lost my passport")).noticed.signs
    assert not responder.decide(Question("handcuffs in a film, and i lost my passport")).noticed.signs


@pytest.mark.parametrize(
    ("text", "entry", "country"),
    [
        ("the police stopped me in bangkok", "stopped-by-police", "TH"),
        ("태국에서 경찰에 붙잡혔어요", "stopped-by-police", "TH"),
        ("我在泰国被警察抓了", "stopped-by-police", "TH"),
        ("emergency number in china", "emergency-contacts", "CN"),
        ("where can i see a doctor in thailand", "see-a-doctor", "TH"),
        ("the police stopped me", "stopped-by-police", None),
        ("the police stopped me in vietnam", "stopped-by-police", None),
        ("where can i see a doctor", "see-a-doctor", None),
    ],
)
def test_a_country_that_is_named_opens_its_variant(responder: Responder, text: str, entry: str, country: str | None) -> None:
    reply = responder.reply_to(Question(text))
    assert isinstance(reply, Answer)
    assert (reply.entry, reply.country) == (entry, country)


def test_with_the_encoder_a_question_is_compared_by_meaning_too(small_edition: Edition, responder: Responder) -> None:
    question = Question("i lost my passport")
    assert responder.decide(question).ranking.views.keys() == {"nearest words", "words and meaning", "nearest meaning"}
    assert Responder(small_edition, None).decide(question).ranking.views.keys() == {"nearest words"}


def test_without_the_encoder_words_alone_still_answer(small_edition: Edition) -> None:
    responder = Responder(small_edition, None)
    for text in ("i lost my pasport", "여권을 잃어버렸어요", "我的護照丟了"):
        assert leading(responder.reply_to(Question(text))) == "lost-passport"
    assert isinstance(responder.reply_to(Question("where is the north korean embassy")), Choices | NotUnderstood)
    assert isinstance(responder.reply_to(Question("신부를 사고 싶어요")), Refused)


def test_the_same_question_gets_the_same_reply(responder: Responder) -> None:
    texts = ["i need help", "여권", "医生", "visa doctor school"]
    first = [responder.reply_to(Question(text)) for text in texts]
    assert [responder.reply_to(Question(text)) for text in reversed(texts)] == first[::-1]


def test_a_direct_answer_is_clear_of_the_next_entry_and_of_what_is_not_ours(small_edition: Edition, responder: Responder) -> None:
    ours = [one for entry in small_edition.knowledge.entries.values() if not entry.urgent for one in entry.phrasings[ENGLISH]]
    others = small_edition.knowledge.small_talk[NOTHING].phrasings[ENGLISH]
    asked = [*ours, *others, *(f"{' '.join(one.split()[:3])} {' '.join(other.split()[:3])}" for one in ours for other in others)]
    decisions = [responder.decide(Question(text)) for text in asked]
    answered = [decision for decision in decisions if isinstance(decision.reply, Answer) and not decision.reply.urgent]
    assert 0 < len(answered) < len(asked)
    for decision in answered:
        best, second = [match.score for match in decision.ranking.matches if match.id in small_edition.knowledge.entries][:2]
        assert best >= CLEAR * second
        assert all(match.score <= DOUBT for match in decision.ranking.matches if match.id in (NOTHING, REFUSAL))
