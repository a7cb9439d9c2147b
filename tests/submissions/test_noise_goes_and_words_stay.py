"""What belongs to the page or the mail goes; what was written stays, however much it looks like noise."""

import random

import pytest

from benchmarks.noise import LANGUAGES, noisy
from scheduler.submissions.cleaner import clean

TEXT = (
    "I visit families every day in the hills behind the town, and I write down what we agreed on.\n\n"
    "On Fridays we share a meal, and the kettle stays on for everybody who comes."
)
NOISE = (
    # where it stands on a page
    *("Blog > Country stories", "Skip to main content", "Read more →", "Continue reading", "Leave a comment"),
    *("Next article", "- 2 -", "2", "Page 1 of 2"),
    # pictures
    *("sample’s picture", "Photo: A. Sample / Sample Network", "© Sample Network / Ola Sample", "[image: image.png]"),
    # when and where
    *("Published: 12 September 2023", "12 September 2023", "September 12, 2023 | Ola Sample | 4 min read"),
    *("Posted on 12 September 2023 by Ola Sample", "Reading time: 5 minutes", "This is a repost."),
    "This blog was originally published on the Sample blog. It is republished here with permission.",
    # readers
    *("Share this: Facebook Twitter", "Facebook Twitter LinkedIn Email", "Tags: data, sample", "Filed under: Blog"),
    *("Subscribe to our newsletter", "About the author", "Contact: ola@example.org"),
    # mails
    *("From: Ola Sample <ola@example.org>", "Subject: Blog", "Sent: 12 September 2023 14:05"),
    "CAUTION: This email originated from outside of the organization.",
    *("Dear Tess", "Dear Sir/Madam,", "Hello everyone!", "Greetings from Sampletown!", "Hi Tess, I hope you are well."),
    "I hope this email finds you well. Please find below our blog post. Do let me know if you need anything else.",
    *("Best,", "Thanks,", "Many thanks,", "Cheers,", "Warmly,", "Respectfully yours,", "Kind regards from Sampletown,"),
    *("Bien cordialement,", "Un saludo,", "Saludos cordiales,", "Abraços,", "Mit freundlichen Grüßen", "مع التحيات،"),
    *("Sent from my iPhone", "Envoyé de mon iPhone", "Enviado desde mi iPhone", "Get Outlook for Android"),
    # forms and transcripts
    *("BLOG SUBMISSION FORM", "Word count: 640", "DRAFT – not for circulation", "00:07", "[music]"),
    # buttons, and what a page says about itself
    *("Toggle navigation", "Login | Register", "Home About Us Our Work Resources News Contact", "ShareTweetPin"),
    *("Follow us on Twitter", "Sign up for our newsletter", "Copyright 2023 Sample Network. All rights reserved."),
    *("English | Français | Español", "Read this article in Spanish", "Vol. 12 No. 3 | October 2023", "No comments"),
    *(
        "Category: Blog",
        "Estimated reading time: 4 minutes",
        "We use cookies to improve this site. Accept all | Decline",
    ),
    *("Guest post by Ola Sample", "Editor’s note: this was written in May.", "Photo courtesy of Sample Network"),
    "Ola Sample, a case worker, speaks to a neighbour. Photo: Sample Network",
    # mails
    *("On Mon, 2 Oct 2023 at 09:14, Ola Sample <ola@example.org> wrote:", "-----Original Message-----"),
    *("Apologies for the late submission.", "Looking forward to hearing from you.", "To whom it may concern,"),
    "This email and any attachments are confidential and intended solely for the addressee.",
    # French, Spanish, Portuguese, Arabic
    *("Vous êtes ici : Accueil » Blog", "Soumis par Ola Sample le 3 mai 2023", "Publié le 3 mai 2023 par Ola Sample"),
    *("Crédit photo : Ola Sample", "Se désabonner", "J’espère que vous allez bien.", "Madame, Monsieur,"),
    "Cet article a été publié à l’origine sur le site de Sample Network.",
    *("Usted está aquí: Inicio » Blog", "Enviado por Ola Sample el 3 de mayo de 2023", "Estimado equipo:"),
    *("Publicado originalmente por Sample Network.", "Espero que se encuentren bien.", "Mensaje original"),
    *("Você está aqui: Início » Blog", "Publicado em 3 de maio de 2023 por Ola Sample", "Bom dia,", "Prezada equipe,"),
    *("أنت هنا: الرئيسية » المدونة", "السلام عليكم ورحمة الله وبركاته", "نشر في 3 مايو 2023", "تحية طيبة وبعد،"),
)
NOTES = (
    "Please find our blog post for the campaign below.",
    "Attached and pasted below is our submission.",
    "As promised, here is the text. Let me know if you need a photo.",
    "Veuillez trouver ci-dessous notre article pour la campagne.",
    "A continuación les comparto nuestro artículo para la campaña.",
    "Segue abaixo o nosso texto para a campanha.",
    "أرجو أن تجدوا أدناه مقالنا للحملة.",
)
NOTES_BEHIND_A_GREETING = (
    "Here is our story for the week.",
    "I am sending you our contribution to the campaign.",
    "I am writing to submit my blog post.",
)
WORDS = (
    "Hello, my name is Sample!",
    "Hi, I am Ola, and I work here!",
    "Dear children, I wrote every night:",
    "Like my mother: I never gave up.",
    "Image of hope in every person is what I see.",
    "Picture a street where nobody waits.",
    "Photo albums taught me this, more than any manual.",
    "Home | the word means something else to a foster child.",
    "Related: my aunt did the same work.",
    "Print: we still use it.",
    "Published in 2019 our law changed it",
    "Comments: none of them kind.",
    "Thank you for opening the door, she said.",
    "Date: 12 September 2023",
    "Caption: Ola at her desk",
    "Here is our story, and it begins with a lost key.",
    "We share a story every Friday, and nobody leaves early.",
    "They accept all of us, and they share what they have on Fridays.",
    "At LinkedIn we learned a lot about the way in which people look for work.",
    "See Labs.Sample.org for the plan.",
)
GLUED = {
    "Image of Ola“I like to walk.”": "“I like to walk.”",
    "Picture of OlaMy name is Ola.": "My name is Ola.",
    "ola’s pictureMy name is Ola.": "My name is Ola.",
    "By Ola SampleWhen I came, it rained.": "By Ola Sample\n\nWhen I came, it rained.",
    "Home » BlogThe bus came.": "The bus came.",
    "[00:07] I like to walk.": "I like to walk.",
    "Foto de OlaCuando llegué, llovía.": "Cuando llegué, llovía.",
    "Photo of Ola at workAs a worker I walk.": "As a worker I walk.",
    "A worker smiling in her officeWhen I came, it rained.": "A worker smiling in her office\n\nWhen I came, it "
    "rained.",
}


@pytest.mark.parametrize("line", NOISE)
def test_noise_goes(line: str) -> None:
    assert clean(f"{line}\n\nI visit families every day.") == "I visit families every day."


@pytest.mark.parametrize("line", WORDS)
def test_words_that_look_like_noise_stay(line: str) -> None:
    assert clean(line) == line


@pytest.mark.parametrize("line", GLUED)
def test_noise_that_lost_its_line_break_goes_alone(line: str) -> None:
    assert clean(line) == GLUED[line]


@pytest.mark.parametrize("note", NOTES)
def test_what_a_mail_brings_is_no_part_of_it(note: str) -> None:
    assert clean(f"{note}\n\n{TEXT}") == TEXT
    assert clean(f"{TEXT}\n\n{note}") == f"{TEXT}\n\n{note}"


@pytest.mark.parametrize("note", NOTES_BEHIND_A_GREETING)
def test_words_that_may_begin_a_text_are_a_note_only_behind_a_greeting(note: str) -> None:
    assert clean(f"Dear all,\n\n{note}\n\n{TEXT}") == TEXT
    assert clean(f"{note}\n\n{TEXT}") == f"{note}\n\n{TEXT}"


def test_a_note_that_a_mail_program_broke_goes_whole() -> None:
    assert clean(f"Dear all,\n\nI hope you are well. Please find our blog\npost below.\n\n{TEXT}") == TEXT


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_whatever_page_or_mail_it_comes_the_text_is_all_there_and_first(language: str) -> None:
    for seed in range(60):
        came = clean(noisy(TEXT, "A title", language, random.Random(seed)))
        begins = came.index(TEXT)
        assert not any(line.endswith((".", "!", "؟")) for line in came[:begins].split("\n")), (seed, came)
