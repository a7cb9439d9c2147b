"""Which heading or question asks for which part, in the languages of our members: one table.

A row must ask: "Why did you choose this work?" asks a worker, "Why supervision matters" is a chapter of a blog post.
The first row that fits counts. Rows and labels are both folded, so accents and hamzas need not agree.
"""

import re
from functools import lru_cache

from scheduler.submissions.cues import first, rows
from scheduler.submissions.folding import folded
from scheduler.submissions.screening import Screen

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
    (
        "contact",
        r"^(address|word count|words|courriel|telephone|correo( electronico)?|telefono|telefone|رقم الهاتف)$",
    ),
    ("caption", r"^(caption|legende|leyenda|legenda|description)$"),
    ("alt", r"^(alt( text)?|texte alternatif|texto alternativo)$"),
    ("summary", r"^(summary|key messages?|in brief|resume|messages cles|resumen|mensajes clave|resumo|الخلاصة)$"),
    ("text", r"^(blog |your |the )*(text|story|post|article)( of (the|your) (blog|post))?$|^(texte|texto|blog)$"),
    (
        "why",
        r"^<MY> (parcours|chemin|camino|trayectoria|percurso|caminho|path|road|way|journey|route)\b.{0,12}"
        r"\b(vers|jusqu\w*|hacia|hasta|ate|to|into|towards)\b",
    ),
    ("person", r"^who are you\b|^(the )?(speaker|nominee|interviewee|featured \w+)$"),
    # who
    ("person", r"\bnames?\b(?! of).*\b(title|position|job|role|post|occupation)\b|اسم.*(وظيف|مسم|عمل)"),
    ("person", r"\bnom\b.*\b(titre|fonction|poste|metier|profession)\b"),
    ("person", r"\bno(mbre|me)\b.*\b(cargo|puesto|profesion|funcao|ocupacion|profissao)\b"),
    ("person", r"name.*(title|position).*(organi[sz]ation|employer)|nom.*(titre|fonction).*organi[sz]ation"),
    ("person", r"nombre.*cargo.*(organiza|institu)|nome.*(funcao|cargo).*(organiza|institu)"),
    (
        "post",
        r"\bcargo [ye] (donde|onde|organi|institu)|(titre|fonction|poste) et (ou|organis|structure)",
    ),
    ("post", r"^(job |your )?(title|position)\b.*(organi[sz]ation|employer)"),
    ("name", r"^(full |your |worker'?s? |first and last )?name(s)?$|^(the )?author(s|\(s\))?$|^written by$"),
    ("name", r"^noms?$|^nom (et|&) prenoms?$|^nom complet$|^prenoms? (et|&) noms?$|^auteure?s?$|^autor(a|es)?$"),
    (
        "name",
        r"^nombres?( completo)?$|^nombres? y apellidos?$|^apellidos y nombres?$|^nomes?( completo| e apelido)?$",
    ),
    (
        "name",
        r"^(full )?name of (the )?(social |service |care )*(worker|person|colleague|staff member|practitioner"
        r"|applicant)$",
    ),
    (
        "name",
        r"^(nom|nombre|nome) (de|du|del|da|do) (la |l')?\w*(travail|trabaj|trabalh|profes|person)\w*( social\w*)?$",
    ),
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
    (
        "title",
        r"^(current |present |your |my |job )*(position|post|job title|role title|profession|occupation)( held)?$",
    ),
    (
        "title",
        r"^(votre |mon |su |mi |tu |seu |ton )?(puesto|cargo|poste|fonction|funcao|profesion|metier"
        r"|profissao)( actuel(le)?| actual| atual)?$",
    ),
    ("title", r"የሥራ መደብ|የስራ መደብ|ማዕረግ|^የሥራ ስም"),
    ("organisation", r"^(name of )?(the |your )?(organi[sz]a|employer|agency|institution|workplace|company)"),
    (
        "organisation",
        r"^(organisme|structure|employeur|institu(cion|icao)|entidad|entidade|einrichtung|arbeitgeber)\b",
    ),
    (
        "organisation",
        r"المنظمة|المؤسسة|الجهة|^جهة|^(place of work|lieu d'emploi|lugar de trabajo|local de trabalho)$|^ድርጅት|^ተቋም",
    ),
    (
        "organisation",
        r"^(votre |mon |su |mi |la |l'|nom de (la |l'|votre )|nombre de (la |su )|nome da )*"
        r"(organi[sz]a(tion|cion|cao)|structure|asociacion|association|associacao|institu(tion|cion|icao)|employeur)"
        r"( employeuse)?$",
    ),
    (
        "organisation",
        r"^(employing |host )?(organi[sz]ation|agency|employer|institution)( name)?$|^اسم (المنظمة|المؤسسة|الجمعية)",
    ),
    ("country", r"^(in )?(which|what) country|^en que pais|^dans quel pays|^em que pais|أي بلد"),
    (
        "name",
        r"^como (se|te) (llama|chama)s?$|^comment (vous appelez-vous|t'appelles-tu|s'appelle)"
        r"|^what is your (full )?name"
        r"|^(cual es|quel est|qual e) (su|tu|votre|ton|o seu) (nombre|nom|nome)\b(?!.*(cargo|titre|fonction"
        r"|funcao))|^ما اسمك",
    ),
    ("country", r"^[\w ]{2,20}/ ?country$|^(based in|country.{0,25}|pays d'\w+|pais de \w+|duty station)$"),
    ("country", r"^(your |country of work|home )?country|^location$|^pays\b|^pais\b|^land$|البلد|الدولة|^አገር|^ሀገር"),
    # the parts of the call
    (
        "quote",
        r"^(a |your |my |favou?rite |pull )*(quote|quotation)\b|\b(share|give|send|add|write|provide)\b.*\bquote\b",
    ),
    (
        "quote",
        r"words for (our|the|your) quote|quote in your own|^(any )?last words|citation|^cita\b|^frase|una frase",
    ),
    ("quote", r"^(uma|une|una|one|a|votre|su|sua) (seule )?(frase|phrase|sentence)\b(?!.*\?)"),
    (
        "qualifications",
        r"^(etudes|estudios|estudos|education|training|background|experience)( (et|y|e|and|&|/) .*)?$",
    ),
    ("quote", r"citacao|^zitat|اقتباس|عبارة|جملة|كلمة أخيرة|ጥቅስ|አባባል|በራስዎ ቃል"),
    ("love", r"\b(love|like|enjoy|value) (most|best|the most|about)\b|\bwhat (do you|does s?he|i) (love|like|enjoy)\b"),
    ("love", r"\bit that you love\b|^love( most)?$|most (love|like|enjoy)|rewarding|(best|favou?rite) (part|thing)"),
    ("love", r"aimez|preferez|aimes-tu|gusta|ama de su|gosta|mais ama|gefallt|lieben sie|أكثر ما|تحب|يسعد"),
    ("love", r"ይወዱ|የሚወዱ|የሚያስደስት|^why (i|you|do you) (still )?stay\b"),
    (
        "why",
        r"^why$|\bwhy (did|do|have|you|i)\b|\bwhy\b.*\b(work|job|profession|career|social)\b|^(my |your )?motivation",
    ),
    (
        "why",
        r"motivate[sd]? (you|me)|what (first )?(made|led|brought|drew|inspired|pushed|moved|called|got|attracted|sent"
        r"|took|turned) (you|me)|inspired (you|me)",
    ),
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
        r"\b(my|your) role\b|^(overview of |the |job )?role( and .*|, .*)?$|^(main |key |typical )*(tasks|duties"
        r"|responsibilities)$",
    ),
    (
        "role",
        r"\btypical (working )?day\b|\bday look|what do you do|describe what you do|describe your (work|day|job)",
    ),
    (
        "role",
        r"\b(votre|ton|mon|mi|su|meu|seu) (role|rol|papel)\b|journee|au quotidien|papel|dia tipico|tareas|un dia",
    ),
    (
        "role",
        r"^funcion(es)?\b|funcoes|dia a dia|dia de trabalho|rotina|\bque (fais|faites|fait)\b(?!.*(heureu|plais))",
    ),
    ("role", r"arbeitstag|ihre (rolle|aufgabe)|دورك|دور|يوم عادي|مهام|የሥራ ድርሻ|ሚና|የተለመደ ቀን|ተግባር"),
    # the same, worded freely: whose it is, and a word of the family
    (
        "quote",
        r"^(a |une |una |uma )?(thought|word|line|pensee|mot|pensamiento|palabra|palavra)s? (to|for|pour|de"
        r"|para|a) \w+$",
    ),
    (
        "qualifications",
        r"^(<MY> )?((formal |professional |academic )?credentials|certificates|certifications?|studies|learning"
        r"|strengths"
        r"|parcours|titres|bagage|atouts|titulos?|preparacion|trayectoria|percurso|estudos|formacion\w*)( (and"
        r"|et|y|e|&) .+)?$",
    ),
    (
        "qualifications",
        r"^(what|how|where) i (have )?(learned|learnt|studied|trained|bring)|^(was|lo que|o que) (aprendi|estudi)",
    ),
    (
        "qualifications",
        r"^ce que j'ai (appris|etudie)|^(lo que|o que) (he aprendido|se hacer|sei fazer|traigo|trago)",
    ),
    (
        "love",
        r"^the (best|joy|joys|beauty|reward|rewards|highlight|bright side|good part)( of (it|the work|this work"
        r"|the job|all))?$",
    ),
    (
        "love",
        r"^what (i|she|he) (love|like|enjoy|treasure|cherish)|^what (gives|brings|makes|keeps) (me|you)\b(?! busy)"
        r"|^my (joy|joys|favou?rite|happiest|best)\b",
    ),
    (
        "love",
        r"^(ce (qui|que) |qu'est-ce qui )(m'|me |j'|je |te |vous |t')*(plait|aime|adore|touche|rend|anime"
        r"|passionne|fait|porte)",
    ),
    (
        "love",
        r"^(mes|ma|mon|mi|mis|minha|meu|la|a) (plus grande |mayor |maior )?(joies?|plaisirs?|bonheur|alegrias?"
        r"|fierte)\b",
    ),
    (
        "love",
        r"^(o |lo )?que (mas |mais )?(me|te|le) (mas |mais )?(gusta|encanta|alegra|llena|apasiona|emociona"
        r"|anima|realiza|faz|hace)",
    ),
    (
        "love",
        r"^(o |lo |la |le |a )(mejor|melhor|mas bonito|mais bonito|meilleur\w*|plus (beau|belle"
        r"|bel))( parte)?( (de|do|da|del)\b.*)?$|اجمل ما|ما (الذي )?(ا|ت)حب",
    ),
    (
        "why",
        r"^(how|where) (i|you|it|it all|she|he) (came|got|come|ended|end|began|begin|started|start|found"
        r"|entered|became)\b",
    ),
    (
        "why",
        r"^(<MY> )(road|path|journey|way|route|reasons?|story|beginnings?|calling|vocation|inspiration|motivations?"
        r"|vocacion|motivacion|motivos?|razones|camino|historia|vocacao|motivacao|motivacoes|razoes|caminho"
        r"|chemin|histoire"
        r"|raisons?|inspiracion|inspiracao)( (to|into|in|towards|vers|dans|hacia|para|ate|au|en)\b.*)?$",
    ),
    (
        "why",
        r"^(how did (you|she|he|it)|what) .*\b(into|to|towards) (this|the|social) (work|field|job|profession"
        r"|career|services?)",
    ),
    (
        "why",
        r"^comment (je suis|suis-je|etes-vous|es-tu|on|tout|vous|tu)\b.*(venue?|arrivee?|devenue?|commence"
        r"|entree?|choisi)",
    ),
    (
        "why",
        r"^como (llegu?\w*|empe\w+|comen\w+|entr\w+|chegu?\w*|me hice|me converti|me tornei|tudo|todo|te hiciste)\b",
    ),
    (
        "why",
        r"^(lo |o )?que (me|te|le|lo|la|o|a|lhe) (llevo|trajo|movio|motivo|inspiro|impulso|levou|trouxe|moveu|motivou"
        r"|inspirou)",
    ),
    (
        "why",
        r"^(ce qui|qu'est-ce qui) (m'|t'|vous |l')(a|ont)\b|كيف (دخلت|وصلت|بدات|اصبحت|جئت|التحقت)|(دوافع|دافع"
        r"|حكايت|قصت)ي?",
    ),
    (
        "support",
        r"^what (has |have )?(changed?|changes|comes?|came|it brings|we bring|happens?|happened|improved?|become|became"
        r"|we (achieved?|reach\w*|offer|provide"
        r"|have achieved))\b|^the (differences?|change|effects?|impact|fruits?|outcomes?)( (we|i|you|it|this"
        r"|that|my|our|for|on)\b.*)?$",
    ),
    (
        "support",
        r"^(<MY> )(results?|impacto?s?|achievements?|support|help|difference|effects?|outcomes?|impacts?|appui"
        r"|aide|soutien|effets|resultats?|apoyos?|ayuda|resultados?|logros|apoio|ajuda|conquistas)\b",
    ),
    (
        "support",
        r"^(les |los |os |el |l'|le |o )?(effets?|impact\w*|fruits?|logros|frutos|cambios?|changements?"
        r"|mudancas?|efectos?)\b",
    ),
    (
        "support",
        r"^(ce que|ce qui|lo que|o que) (nous |on |a |se |hemos |ha |ja )*(change|avons|obten|logr|consegui"
        r"|cambi|mud|alcan|conquist)",
    ),
    (
        "role",
        r"^(the|<MY>) (work|job|day|days|tasks?|duties|responsibilities|missions?|taches|journees?|quotidien"
        r"|travail|trabajo|labor"
        r"|funcion(es)?|tareas|dia|dias|trabalho|tarefas?|funcao|funcoes|rutina|rotina|jornada|metier|activites)"
        r"( (itself|itselfs|day to day|in (brief|short|a nutshell)|lui-meme|mismo|diario|en bref))?$",
    ),
    (
        "role",
        r"^(what (i|we) do|what my (job|work|day)|ce que je fais|mon (travail|metier)|lo que hago"
        r"|o que (eu )?faco|que hago|how i (work|spend))\b",
    ),
    (
        "role",
        r"^(descri\w+|explain|tell us about|parlez\S* de|cuent\w+ (sobre|de)) (<MY>|a|an|une?|una?|um"
        r"|uma) (\w+ )?(role|funcion|day|work\w*|job|fonction|jornada)",
    ),
)
_MY = (
    "(?:my|your|our|his|her|mon|ma|mes|ton|ta|tes|votre|vos|notre|nos|mi|mis|tu|tus|su|sus|nuestr[oa]s?"
    "|(?:o |a |os |as )?(?:meus?|minhas?|teus?|tuas?|seus?|suas?|nossos?|nossas?))"
)
_WHOSE = re.compile(rf"^(?:{_MY} |(?:key|main|core|principales?|principaux) )+")
_READY = ((part, re.compile(folded(pattern.replace("<MY>", _MY)))) for part, pattern in _TABLE)
_ROWS = Screen((row[1], row) for row in _READY)
_AROUND = re.compile(
    r"^[\s\-–•*¿¡#]*(?:q\s*\d*\s*[:.]|\(?\d{1,2}\s*[.):-])?[\s¿¡]*"  # "1. ", "Q: ", a list's mark
    r"|\s*\([^()]*\)\s*(?=[:?؟]?\s*$)"  # "(max 100 words)"
    r"|[\s:?؟.*]+$"
)


@lru_cache(maxsize=8192)
def part_of(label: str) -> str | None:
    """The part that a heading, label or question asks for; None when it asks for nothing that we know."""
    plain = _plain(label)
    return (
        _in_table(plain)
        or heading_of_the_page(label)
        or (_in_table(bare) if (bare := _WHOSE.sub("", plain)) != plain else None)
    )


def _in_table(plain: str) -> str | None:
    return first(rows("headings"), plain) or next(
        (part for part, pattern in _ROWS.may_fit(plain) if pattern.search(plain)), None
    )


def heading_of_the_page(label: str) -> str | None:
    """The part, when the label is a heading of the page for members, in its words or in the contributor's person."""
    return first(rows("run_in"), _plain(label))


@lru_cache(maxsize=8192)
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
