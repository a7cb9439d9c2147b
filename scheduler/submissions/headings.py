"""Which heading or question asks for which part, in the languages of our members: one table."""

import re
import unicodedata

_TABLE: tuple[tuple[str, str], ...] = (
    # consent and facts about the submission
    ("consent", r"consent|permission|consentement|autorisation|consentimiento|autorizacion|consentimento|autorizacao"),
    ("consent", r"الموافقة|موافقة|ስምምነት|ፈቃድ"),
    ("date", r"^(date|received|sent|fecha|data|recu le|التاريخ|ቀን)$"),
    ("caption", r"^(caption|legende|leyenda|legenda|description)$"),
    ("alt", r"^(alt( text)?|texte alternatif|texto alternativo)$"),
    ("summary", r"^(summary|key messages?|in brief|resume|messages cles|resumen|mensajes clave|resumo|الخلاصة)$"),
    # who
    (
        "person",
        r"name.*(title|position).*organi[sz]ation|nom.*(titre|fonction).*organi[sz]ation|nombre.*cargo.*organiza",
    ),
    (
        "name",
        r"^(full |your |worker'?s? )?name(s)?$|^nom( et prenom| complet)?$|^nombre( completo)?$|^nome( completo)?$",
    ),
    ("name", r"^(الاسم( الكامل)?|اسم.{0,12}|ስም|ሙሉ ስም)$"),
    ("qualifications", r"qualif|skills|training|education|diplom|formation|competence|formaci|habilidad|capacita"),
    ("qualifications", r"formacao|مؤهل|مهارات|شهادات|ስልጠና|ትምህርት|ክህሎት|ብቃት"),
    ("title", r"^(job |current |your )?(title|position|role title|post)$|^(titre|fonction|poste)\b|^(cargo|puesto)\b"),
    ("title", r"^(funcao|cargo)$|المسمى|^الوظيفة$|^المنصب|የሥራ መደብ|የስራ መደብ|ማዕረግ|^የሥራ ስም"),
    (
        "organisation",
        r"^(your )?(organi[sz]a|employer|agency)|^organisme|^structure|المنظمة|المؤسسة|الجهة|^ድርጅት|^ተቋም",
    ),
    ("country", r"^(your |country of work|home )?country|^pays\b|^pais\b|البلد|الدولة|^አገር|^ሀገር"),
    # the parts of the call
    ("quote", r"^(a |your |favou?rite |pull )?quote|quote in your own|citation|^cita\b|^frase|una frase|citacao"),
    ("quote", r"اقتباس|عبارة|جملة|كلمة أخيرة|ጥቅስ|አባባል|በራስዎ ቃል"),
    ("love", r"love most|love about|like most|enjoy|rewarding|best part|aimez|preferez|gusta|ama de su|gosta|mais ama"),
    ("love", r"أكثر ما|تحب|يسعد|ይወዱ|የሚወዱ|የሚያስደስት"),
    ("why", r"\bwhy\b|motivat|what made you|inspired|pourquoi|por que|porque|لماذا|سبب اختيار|ለምን|ምክንያት"),
    ("support", r"support|results?\b|impact|achiev|soutien|resultat|accompagnement|apoyo|logros|apoio|resultado"),
    ("support", r"الدعم|نتائج|أثر|ድጋፍ|ውጤት"),
    (
        "role",
        r"\brole\b|typical|\btasks?\b|\bduties\b|day look|what do you do|journee|au quotidien|papel|dia tipico",
    ),
    ("role", r"tareas|un dia|funcoes|dia a dia|rotina|دورك|دور|يوم عادي|مهام|የሥራ ድርሻ|ሚና|የተለመደ ቀን|ተግባር"),
)
_PATTERNS = tuple((part, re.compile(pattern, re.IGNORECASE)) for part, pattern in _TABLE)


def part_of(label: str) -> str | None:
    """The part that a heading, label or question asks for; None when it asks for nothing that we know."""
    plain = _plain(label)
    return next((part for part, pattern in _PATTERNS if pattern.search(plain)), None)


def _plain(label: str) -> str:
    """Without accents, numbering and the marks around it."""
    bare = "".join(sign for sign in unicodedata.normalize("NFD", label) if not "\u0300" <= sign <= "\u036f")
    return re.sub(r"^(?:[Qq]\s*[:.]|\(?\d{1,2}\s*[.):-])\s*|[\s:?؟.*]+$", "", bare.strip()).strip().lower()
