"""Which heading or question asks for which part, in the languages of our members: one table.

A row must ask: "Why did you choose this work?" asks a worker, "Why supervision matters" is a chapter of a blog post.
The first row that fits counts. Rows and labels are both folded, so accents and hamzas need not agree.
"""

import re
from functools import lru_cache

from scheduler.submissions.cues import first, rows
from scheduler.submissions.folding import folded

_TABLE: tuple[tuple[str, str], ...] = (
    # consent and facts about the submission
    ("consent", r"^(your |my |photo |story |media |informed )*(consent|permission)( form| statement)?( attached)?$"),
    (
        "consent",
        r"^(consent|permission)\b.*\b(yes|no|share|publish|use)|^(do|may|can|will) (you|we)\b.*(consent|permi)",
    ),
    ("consent", r"^(consentement|autorisation|consentimiento|autorizacion|consentimento|autorizacao|einwilligung)\b"),
    ("consent", r"^(j'autorise|autorisez|autoriza|autorizo|autoriz[oa]n?|einverstand|zustimmung)\b|الموافقة|موافقة"),
    ("consent", r"ስምምነት|ፈቃድ"),
    ("date", r"^(date|received|sent|fecha|data|recu le|datum|التاريخ|ቀን)$"),
    ("contact", r"^(e-?mail|phone|telephone|tel|mobile|cell|whatsapp|contact|postal)( address| number| details)?$"),
    ("contact", r"^(address|word count|words|courriel|telephone|correo( electronico)?|telefono|telefone|رقم الهاتف)$"),
    ("caption", r"^(caption|legende|leyenda|legenda|description)$"),
    ("alt", r"^(alt( text)?|texte alternatif|texto alternativo)$"),
    ("summary", r"^(summary|key messages?|in brief|resume|messages cles|resumen|mensajes clave|resumo|الخلاصة)$"),
    ("text", r"^(blog |your |the )*(text|story|post|article)( of (the|your) (blog|post))?$|^(texte|texto|blog)$"),
    # who
    ("person", r"name.*(title|position).*(organi[sz]ation|employer)|nom.*(titre|fonction).*organi[sz]ation"),
    ("person", r"nombre.*cargo.*(organiza|institu)|nome.*(funcao|cargo).*(organiza|institu)"),
    ("post", r"^(job |your )?(title|position)\b.*(organi[sz]ation|employer)"),
    ("name", r"^(full |your |worker'?s? |first and last )?name(s)?$|^(the )?author(s|\(s\))?$|^written by$"),
    ("name", r"^noms?$|^nom (et|&) prenoms?$|^nom complet$|^prenoms? (et|&) noms?$|^auteure?s?$|^autor(a|es)?$"),
    ("name", r"^nombres?( completo)?$|^nombres? y apellidos?$|^apellidos y nombres?$|^nomes?( completo| e apelido)?$"),
    ("name", r"^(vor-? und nachname|(vor|nach)?name)$|^(الاسم( الكامل)?|اسم.{0,12}|ስም|ሙሉ ስም)$"),
    (
        "qualifications",
        r"qualif|\bskills\b|habilit|competenc|^diplom|diplomes?\b|formation et|^formation$|formaci|capacita",
    ),
    (
        "qualifications",
        r"habilidad|formacao|ausbildung|^(my |your )?(education|training)( and .*)?$|training do you have",
    ),
    ("qualifications", r"(your|my) (training|education)|مؤهل|مهارات|شهادات|ስልጠና|ትምህርት|ክህሎት|ብቃት"),
    ("title", r"^(job |current |your |blog )?(title|position|designation|role title|post)( */ *designation)?$"),
    ("title", r"^title of (the |your )?(blog|post|blog post|article)$|^(titre|fonction|poste)\b|^(cargo|puesto)\b"),
    ("title", r"^(funcao|cargo|ocupacion|beruf|berufsbezeichnung|funktion|titulo)$|المسمى|^الوظيفة$|^المنصب"),
    ("title", r"የሥራ መደብ|የስራ መደብ|ማዕረግ|^የሥራ ስም"),
    ("organisation", r"^(name of )?(the |your )?(organi[sz]a|employer|agency|institution|workplace|company)"),
    ("organisation", r"^(organisme|structure|employeur|institu(cion|icao)|entidad|entidade|einrichtung|arbeitgeber)\b"),
    ("organisation", r"المنظمة|المؤسسة|الجهة|^ድርጅት|^ተቋም"),
    ("country", r"^(your |country of work|home )?country|^location$|^pays\b|^pais\b|^land$|البلد|الدولة|^አገር|^ሀገር"),
    # the parts of the call
    (
        "quote",
        r"^(a |your |my |favou?rite |pull )*(quote|quotation)\b|\b(share|give|send|add|write|provide)\b.*\bquote\b",
    ),
    ("quote", r"words for (our|the|your) quote|quote in your own|^(any )?last words|citation|^cita\b|^frase|una frase"),
    ("quote", r"^(uma|une|una|one|a|votre|su|sua) (seule )?(frase|phrase|sentence)\b(?!.*\?)"),
    ("qualifications", r"^(etudes|estudios|estudos|education|training|background|experience)( (et|y|e|and|&|/) .*)?$"),
    ("quote", r"citacao|^zitat|اقتباس|عبارة|جملة|كلمة أخيرة|ጥቅስ|አባባል|በራስዎ ቃል"),
    ("love", r"\b(love|like|enjoy|value) (most|best|the most|about)\b|\bwhat (do you|i) (love|like|enjoy)\b"),
    ("love", r"\bit that you love\b|^love( most)?$|most (love|like|enjoy)|rewarding|(best|favou?rite) (part|thing)"),
    ("love", r"aimez|preferez|aimes-tu|gusta|ama de su|gosta|mais ama|gefallt|lieben sie|أكثر ما|تحب|يسعد"),
    ("love", r"ይወዱ|የሚወዱ|የሚያስደስት"),
    (
        "why",
        r"^why$|\bwhy (did|do|have|you|i)\b|\bwhy\b.*\b(work|job|profession|career|social)\b|^(my |your )?motivation",
    ),
    ("why", r"motivate[sd]? (you|me)|what (made|led|brought|drew|inspired|pushed) (you|me)|inspired (you|me)"),
    ("why", r"^pourquoi\b|\bpourquoi (avez|as|choisir|ce)|pousse.*(metier|travail|profession)|\bpor que\b|^porque\b"),
    ("why", r"\bwarum\b.*\b(beruf|arbeit|sie)\b|لماذا|سبب اختيار|ለምን|ምክንያት"),
    (
        "support",
        r"^(the )?support( (that )?(i|you|we) .*| given.*| and .*| provided.*)?$|^results$|^(my |your )?impact$",
    ),
    ("support", r"support.*\b(do|did) you|(about|describe) the support|\b(your|my) (results|impact|achievements)\b"),
    ("support", r"^results|how (do you|does your work) (help|change)|what (has )?(been )?(changed|achieved)|soutien"),
    ("support", r"resultat|accompagnement|apoyo|logros|apoio|resultado|unterstutz|الدعم|نتائج|أثر|ድጋፍ|ውጤት"),
    (
        "role",
        r"\b(my|your) role\b|^(overview of |the |job )?role( and .*|, .*)?$|^(main |key |typical )*(tasks|duties)$",
    ),
    ("role", r"\btypical (working )?day\b|\bday look|what do you do|describe what you do|describe your (work|day|job)"),
    ("role", r"\b(votre|ton|mon|mi|su|meu|seu) (role|rol|papel)\b|journee|au quotidien|papel|dia tipico|tareas|un dia"),
    ("role", r"funcoes|dia a dia|dia de trabalho|rotina"),
    ("role", r"arbeitstag|ihre (rolle|aufgabe)|دورك|دور|يوم عادي|مهام|የሥራ ድርሻ|ሚና|የተለመደ ቀን|ተግባር"),
)
_PATTERNS = tuple((part, re.compile(folded(pattern))) for part, pattern in _TABLE)
_AROUND = re.compile(
    r"^[\s\-–•*¿¡#]*(?:q\s*\d*\s*[:.]|\(?\d{1,2}\s*[.):-])?[\s¿¡]*"  # "1. ", "Q: ", a list's mark
    r"|\s*\([^()]*\)\s*(?=[:?؟]?\s*$)"  # "(max 100 words)"
    r"|[\s:?؟.*]+$"
)


@lru_cache(maxsize=4096)
def part_of(label: str) -> str | None:
    """The part that a heading, label or question asks for; None when it asks for nothing that we know. Remembered,
    because a line is asked about from many sides."""
    plain = _plain(label)
    return next((part for part, pattern in _PATTERNS if pattern.search(plain)), None)


def asked_by(question: str) -> str | None:
    """The same where it is known to be asked of the worker, as in an interview or a form: any sign of a part counts."""
    return part_of(question) or first(rows("asked"), _plain(question)) or None


def field_of(label: str) -> str | None:
    """What a label with its answer behind it asks for, within a form: "Based in: Samoa"."""
    plain = _plain(label)
    return part_of(label) or first(rows("labels"), plain)


@lru_cache(maxsize=1024)
def _plain(label: str) -> str:
    return " ".join(_AROUND.sub("", _AROUND.sub("", folded(label))).split())
