"""Sentences are pieces of the source, to the letter: every later promise about faithfulness rests on this."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.submissions.cleaner import clean
from scheduler.submissions.sentences import sentences

LIKE_TEXT = st.lists(
    st.sampled_from(
        [
            "Dr. ",
            "I ",
            "e.g. ",
            "went",
            ". ",
            "! ",
            "?",
            "…",
            "“",
            "”",
            "\n",
            "\n\n",
            "»",
            "،",
            "؟ ",
            "።",
            "।",
            "។",
            "。",
            "3.5",
            " ",
        ]
    ),
    max_size=40,
).map("".join)


@given(st.one_of(st.text(), LIKE_TEXT))
def test_sentences_rebuild_the_text_and_leave_out_only_space(text: str) -> None:
    end = 0
    for sentence in sentences(text):
        assert text[sentence.start : sentence.end] == sentence.text != ""
        assert sentence.text == sentence.text.strip()
        assert text[end : sentence.start].strip() == ""
        end = sentence.end
    assert text[end:].strip() == ""


PARAGRAPHS = {
    "en": (
        ("Mr. Okello met Dr. A. B. Testa at 5 p.m. on Friday. “Is it enough?” she asked. It was not!", 3),
        ("We visit 3.5 homes a day in the U.S. since 2016. See Fig. 3 on p. 12. It is by Smith et al. in 2010.", 3),
        ("The meeting is at 10 a.m. We start on time. We work in Washington, D.C. My office is small.", 4),
        ("We waited... and waited. Then it came… Nobody spoke.", 3),
        ("She wants to be like me. I am. We met an ex. Then it rained.", 4),
        ("1. First we listen. 2. Then we act.", 2),
        ("We buy rice, beans, etc. Then we go. I work for Sample Inc. in Gulu. Sgt. Moyo and Gov. Phiri agree.", 4),
        ("“I love it.” “So do I.” (We laughed.) Visit www.example.org. It is free.", 5),
    ),
    "fr": (
        ("Voilà où il est. Il reste avec elle. Je l’aime.", 3),
        ("M. Muster et Mme Probe sont arrivés à 8 h. « Est-ce assez ? » demande-t-elle. Oui ! C’est assez.", 4),
        ("Les assistant.e.s social.e.s travaillent, p.ex. ici. Voir p. 12 du rapport. Fin.", 3),
    ),
    "es": (
        ("El Sr. López llegó a las 5 p. m. del lunes. ¿Y tú? ¡Qué bien! La Dra. Muestra, p. ej., lo sabe.", 4),
        ("Los EE. UU. apoyaron el plan. La av. Central es larga.", 2),
    ),
    "pt": (("O Dr. Amostra e a Sra. Alves chegaram às 10 h. V. Exa. sabe disso. Ficou claro?", 3),),
    "de": (
        ("Am 3. Mai kam Dr. Muster z. B. zu uns. Er blieb bis 5 Uhr. Das war gut, d. h. wichtig.", 3),
        ("Die 12. Klasse lernt hier. Frau Prof. Dr. Muster hilft.", 2),
    ),
    "ar": (
        ("أعمل مع الأسر منذ عام ٢٠١٠. هل يكفي ذلك؟ نعم! شكرا.", 4),
        ("قال د. سامي إن العمل صعب. لكننا نستمر.", 2),
    ),
    "am": (("እኔ ሠራተኛ ነኝ። ሰው እረዳለሁ! ደስ ይለኛል፧ አዎ፡፡ ነገ እመጣለሁ።", 5),),
    "hi": (("मैं डॉ. नमूना के साथ काम करता हूँ। क्या यह काफी है? हाँ!", 3),),
    "ne": (("म काम गर्छु । मलाई मन पर्छ ।", 2),),
    "km": (("ខ្ញុំជាបុគ្គលិកសង្គម។ ខ្ញុំទិញបន្លែ ត្រី ។ល។ នៅផ្សារ។ តើវាគ្រប់គ្រាន់ទេ? បាទ!", 4),),
    "my": (("ကျွန်တော်သည် လူမှုဝန်ထမ်းဖြစ်သည်။ အလုပ်ကို ချစ်သည်။", 2),),
    "zh": (("我是社工。“你好吗？”她问。我很好！“我们留下。”“好。”", 5),),
    "ja": (
        ("私はソーシャルワーカーです。「大丈夫ですか？」と聞きました。はい！「ここにいます。」と彼女は言いました。", 4),
    ),
    "th": (("ฉันเป็นนักสังคมสงเคราะห์ในหมู่บ้าน เราเดินทางไปเยี่ยมครอบครัวทุกวัน และเราฟังก่อนพูดเสมอ", 2),),
    "sw": (("Mimi ni mfanyakazi wa jamii. Je, inatosha? Ndiyo! Bw. Juma na Bi. Asha walikuja saa 4 asubuhi.", 4),),
    "ur": (("میں کام کرتا ہوں۔ کیا یہ کافی ہے؟ جی ہاں۔", 3),),
}


@pytest.mark.parametrize(("text", "count"), [each for known in PARAGRAPHS.values() for each in known])
def test_sentences_end_where_people_end_them(text: str, count: int) -> None:
    found = [sentence.text for sentence in sentences(text)]
    assert len(found) == count, found


def test_a_long_text_takes_no_longer_than_it_is_long() -> None:
    assert len(sentences("We met A. " * 20_000)) == 1
    assert len(sentences("We met Ana. " * 20_000)) == 20_000


NOISE = (
    "You are here: Home » Blog",
    "Grace's picture",
    "Image of Grace",
    "Submitted by admin on 3 Nov 2021",
    "This post originally appeared on another site.",
    "Dear team,",
    "Kind regards,",
    "Share this on Facebook",
    "***",
)


@pytest.mark.parametrize("noise", NOISE)
def test_page_and_mail_noise_goes_and_the_words_stay(noise: str) -> None:
    assert clean(f"{noise}\n\nI visit families every day.") == "I visit families every day."


def test_a_missing_space_after_a_full_stop_comes_back() -> None:
    assert clean("We went there.Then we came home.") == "We went there. Then we came home."


@given(st.one_of(st.text(), LIKE_TEXT, st.lists(st.sampled_from([*NOISE, "Words.Here", "## Why", ""])).map("\n".join)))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)
