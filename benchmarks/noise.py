"""What pages and mails put around a text, in five languages: written from their shapes, every name invented.

`noisy` dresses a document as one of five: a saved web page, a mail, a forwarded mail, a re-post, a newsletter. Some
lines lost their line break and are glued to the text's first word.
"""

import random
from datetime import date, timedelta

LANGUAGES = ("en", "fr", "es", "pt", "ar")
_PEOPLE = (
    "Ola Sample",
    "Nia Testa",
    "Jean-Marc Probe",
    "María Muestra López",
    "João Amostra",
    "Zoë O’Muster",
    "A. B. Fiktiv",
)
_PLACES = (
    "Sample Network",
    "The Example Alliance",
    "Réseau Exemple",
    "Fundación Muestra",
    "Rede Amostra",
    "شبكة المثال",
)
_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
}
_DATE = {"en": "{month} {day}, {year}", "es": "{day} de {month} de {year}", "pt": "{day} de {month} de {year}"}

_PAGE = {
    "en": (
        *(
            "You are here: Home » News » Stories",
            "Home / Blog / {title}",
            "Skip to main content",
            "Main menu",
            "{who}'s picture",
        ),
        *(
            "Submitted by {who} on {date}",
            "Submitted by {who} on Tue, 03/10/2023 - 14:05",
            "By {who}",
            "By {who} | {date}",
        ),
        *(
            "Posted on {date} by {who}",
            "Published {date}",
            "{date}",
            "5 min read",
            "Share this:",
            "Facebook Twitter LinkedIn",
        ),
        "We use cookies to improve your experience on our site. Accept all cookies | Decline",
        "This website uses cookies. By continuing to browse you agree to our use of cookies.",
        *(
            "Photo: {place}/{who}",
            "Photo credit: {who}",
            "Image: A worker writes in a notebook. © {place}",
            "Listen to this article",
        ),
        *(
            "Tags: workforce, families",
            "Click to share on Facebook (Opens in new window)",
            "Print this page",
            "Text size A A A",
        ),
    ),
    "fr": (
        *(
            "Vous êtes ici : Accueil » Actualités » Blog",
            "Accueil > Blog",
            "Aller au contenu principal",
            "Menu principal",
        ),
        *(
            "Soumis par {who} le {date}",
            "Publié le {date} par {who}",
            "Par {who}",
            "Par {who}, le {date}",
            "Mis à jour le {date}",
        ),
        *("Partager sur Facebook", "Partager cet article", "Temps de lecture : 5 minutes", "Crédit photo : {who}"),
        "Nous utilisons des cookies pour améliorer votre expérience. Tout accepter",
        *("© {place}", "Photo : {place}", "Imprimer", "Écouter cet article", "Mots-clés : famille, travail"),
    ),
    "es": (
        *(
            "Usted está aquí: Inicio » Noticias » Blog",
            "Inicio > Blog",
            "Saltar al contenido principal",
            "Menú principal",
        ),
        *("Enviado por {who} el {date}", "Publicado el {date} por {who}", "Por {who}", "Por: {who}", "{date}"),
        *("Compartir en Facebook", "Compartir este artículo", "Tiempo de lectura: 5 minutos", "Foto: {place}"),
        "Utilizamos cookies para mejorar su experiencia. Aceptar todas",
        *("Crédito de la foto: {who}", "Imprimir", "Etiquetas: familia, trabajo", "Escuchar este artículo"),
    ),
    "pt": (
        *(
            "Você está aqui: Início » Notícias » Blog",
            "Início > Blog",
            "Ir para o conteúdo principal",
            "Menu principal",
        ),
        *("Enviado por {who} em {date}", "Publicado em {date} por {who}", "Por {who}", "Por: {who}", "{date}"),
        *("Compartilhar no Facebook", "Partilhar este artigo", "Tempo de leitura: 5 minutos", "Foto: {place}"),
        "Utilizamos cookies para melhorar a sua experiência. Aceitar todos",
        *("Crédito da foto: {who}", "Imprimir", "Palavras-chave: família, trabalho", "Ouvir este artigo"),
    ),
    "ar": (
        *(
            "أنت هنا: الرئيسية » الأخبار » المدونة",
            "الرئيسية > المدونة",
            "انتقل إلى المحتوى الرئيسي",
            "القائمة الرئيسية",
        ),
        *("أرسله {who} في {date}", "نشر في {date}", "بقلم: {who}", "{date}", "شارك هذا المقال", "مشاركة على فيسبوك"),
        "نستخدم ملفات تعريف الارتباط لتحسين تجربتك. قبول الكل",
        *("الصورة: {place}", "وقت القراءة: 5 دقائق", "طباعة", "الوسوم: الأسرة، العمل"),
    ),
}
_REPOST = {
    "en": (
        "This post originally appeared on the {place} blog and is re-posted here with permission.",
        "This article was first published by {place} on {date}.",
        "Re-posted from {place}. Read the original here.",
        "Editor’s note: This story was written for {place} and is republished with their kind permission.",
        "Cross-posted from the {place} website.",
    ),
    "fr": (
        "Cet article a été publié à l’origine sur le site de {place}.",
        "Article initialement paru sur le blog de {place}.",
    ),
    "es": ("Este artículo fue publicado originalmente en el blog de {place}.", "Publicado originalmente por {place}."),
    "pt": ("Este artigo foi publicado originalmente no blog de {place}.", "Publicado originalmente por {place}."),
    "ar": ("نشر هذا المقال لأول مرة على موقع {place}.", "نُشرت هذه التدوينة في الأصل على مدونة {place}."),
}
_HEAD = {
    "en": ("From: {who} <ola@example.org>", "Sent: {date} 14:05", "To: Campaign Team", "Cc: {who}", "Subject: {title}"),
    "fr": ("De : {who} <ola@example.org>", "Envoyé : {date} 14:05", "À : Équipe de la campagne", "Objet : {title}"),
    "es": ("De: {who} <ola@example.org>", "Enviado: {date} 14:05", "Para: Equipo de la campaña", "Asunto: {title}"),
    "pt": ("De: {who} <ola@example.org>", "Enviada em: {date} 14:05", "Para: Equipa da campanha", "Assunto: {title}"),
    "ar": ("من: {who} <ola@example.org>", "تاريخ الإرسال: {date}", "إلى: فريق الحملة", "الموضوع: {title}"),
}
_FORWARDED = {
    "en": (
        "---------- Forwarded message ---------",
        "Begin forwarded message:",
        "-----Original Message-----",
        "Fwd: {title}",
    ),
    "fr": ("---------- Message transféré ---------", "Début du message transféré :", "-----Message d'origine-----"),
    "es": ("---------- Mensaje reenviado ---------", "Inicio del mensaje reenviado:", "-----Mensaje original-----"),
    "pt": ("---------- Mensagem encaminhada ---------", "-----Mensagem original-----"),
    "ar": ("---------- رسالة معاد توجيهها ---------",),
}
_GREETING = {
    "en": (
        *(
            "Dear Tess,",
            "Dear colleagues,",
            "Hi all,",
            "Dear Ms. Muster and team,",
            "Good morning Tess!",
            "To whom it may concern,",
        ),
        "I hope this message finds you well. Please find our blog post for the campaign below.",
        "Thank you for the opportunity to contribute. Here is our story for the week.",
        "As promised, here is the text for the campaign. Let me know if you need a photo.",
        "Attached and pasted below is our submission for Social Service Workforce Week.",
    ),
    "fr": (
        *("Chère équipe,", "Bonjour Tess,", "Madame, Monsieur,", "Chers collègues,"),
        "J’espère que vous allez bien. Veuillez trouver ci-dessous notre article pour la campagne.",
        "Vous trouverez ci-joint notre contribution.",
    ),
    "es": (
        *("Estimado equipo:", "Hola Tess,", "Estimada señora Muster:", "Buenos días a todos,"),
        "Espero que se encuentren bien. A continuación les comparto nuestro artículo para la campaña.",
        "Adjunto nuestra contribución para la semana.",
    ),
    "pt": (
        *("Prezada equipe,", "Olá Tess,", "Caros colegas,", "Bom dia,"),
        "Espero que estejam bem. Segue abaixo o nosso texto para a campanha.",
        "Envio em anexo a nossa contribuição.",
    ),
    "ar": (
        "السادة الأعزاء،",
        "تحية طيبة وبعد،",
        "السلام عليكم ورحمة الله وبركاته",
        "أرجو أن تجدوا أدناه مقالنا للحملة.",
    ),
}
_NEWSLETTER = {
    "en": (
        *(
            "View this email in your browser",
            "{place} Newsletter | {date}",
            "Issue 14 · {date}",
            "IN THIS ISSUE",
            "Forward to a friend",
        ),
        *(
            "Unsubscribe | Manage your preferences",
            "You are receiving this email because you signed up for our updates.",
        ),
    ),
    "fr": (
        "Voir ce message dans votre navigateur",
        "Lettre d’information n° 14 | {date}",
        "Se désabonner",
        "DANS CE NUMÉRO",
    ),
    "es": ("Ver este correo en el navegador", "Boletín n.º 14 | {date}", "Darse de baja", "EN ESTE NÚMERO"),
    "pt": ("Ver este e-mail no navegador", "Boletim n.º 14 | {date}", "Cancelar inscrição", "NESTA EDIÇÃO"),
    "ar": ("عرض هذه الرسالة في المتصفح", "النشرة الإخبارية | {date}", "إلغاء الاشتراك"),
}
_SIGNATURE = {
    "en": ("Kind regards,", "Best wishes,", "Warm regards from all of us,", "{who}", "{place}", "Sent from my iPhone"),
    "fr": ("Bien cordialement,", "Cordialement,", "{who}", "{place}", "Envoyé de mon iPhone"),
    "es": ("Saludos cordiales,", "Atentamente,", "{who}", "{place}", "Enviado desde mi iPhone"),
    "pt": ("Com os melhores cumprimentos,", "Atenciosamente,", "{who}", "{place}", "Enviado do meu iPhone"),
    "ar": ("مع خالص التحية،", "وتفضلوا بقبول فائق الاحترام،", "{who}", "{place}"),
}
_GLUED = {
    "en": ("Image of {first}", "Picture of {first}", "{first}'s picture", "Photo of {first} at work"),
    "fr": ("Photo de {first}", "Image de {first}"),
    "es": ("Foto de {first}", "Imagen de {first}"),
    "pt": ("Foto de {first}", "Imagem de {first}"),
    "ar": ("صورة {first}",),
}


def noisy(document: str, title: str, language: str, chance: random.Random) -> str:
    """The document as it would come in; its own words are all there, in their order."""
    kept = language if language in LANGUAGES else "en"
    front, behind = chance.choice((_page, _mail, _forwarded, _repost, _newsletter))(kept, chance)
    filled = [_filled(line, title, kept, chance) for line in front]
    glued = _filled(chance.choice(_GLUED[kept]), title, kept, chance) if chance.random() < 0.25 else ""
    gap = "\n\n" if chance.random() < 0.6 else "\n"
    ends = [_filled(line, title, kept, chance) for line in behind]
    return f"{gap.join(filled)}\n\n{glued}{document}\n\n{gap.join(ends)}"


def _some(lines: tuple[str, ...], most: int, chance: random.Random) -> list[str]:
    """Up to so many of the lines, in their order."""
    taken = sorted(chance.sample(range(len(lines)), min(len(lines), chance.randint(1, most))))
    return [lines[place] for place in taken]


Around = tuple[list[str], list[str]]


def _page(language: str, chance: random.Random) -> Around:
    return ["{title}", *_some(_PAGE[language], 7, chance)], _some(_PAGE[language], 3, chance)


def _mail(language: str, chance: random.Random) -> Around:
    return _some(_GREETING[language], 3, chance), _some(_SIGNATURE[language], 5, chance)


def _forwarded(language: str, chance: random.Random) -> Around:
    head = [chance.choice(_FORWARDED[language]), *_HEAD[language]]
    return [*head, *_some(_GREETING[language], 3, chance)], _some(_SIGNATURE[language], 5, chance)


def _repost(language: str, chance: random.Random) -> Around:
    return ["{title}", *_some(_PAGE[language], 3, chance), chance.choice(_REPOST[language])], []


def _newsletter(language: str, chance: random.Random) -> Around:
    return [*_some(_NEWSLETTER[language], 4, chance), "{title}"], _some(_NEWSLETTER[language], 2, chance)


def _filled(line: str, title: str, language: str, chance: random.Random) -> str:
    day = date(2023, 9, 1) + timedelta(days=chance.randrange(60))
    shape = _DATE.get(language, "{day} {month} {year}")
    written = shape.format(day=day.day, month=_MONTHS[language].split()[day.month - 1], year=day.year)
    who = chance.choice(_PEOPLE)
    return line.format(title=title, date=written, who=who, first=who.split()[0], place=chance.choice(_PLACES))
