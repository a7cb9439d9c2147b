"""What pages and mails say around a text, in English, French, Spanish, Portuguese, German and Arabic: one row a form.

A row stands for a whole line, or for a whole sentence of one. `FRONT` rows are noise only above the text: what a mail
says of what it brings. Written from the shapes of real pages and mails; in doubt a row is left out.
"""

_MONTH_FIRST = r"[^\W\d]{3,} \d{1,2},? \d{4}"
DATE = (
    r"(?:\w+,? )?(?:\d{1,2}(?:st|nd|rd|th|er)?\.? (?:de )?[^\W\d]{3,},?(?: de)? \d{4}"
    rf"|{_MONTH_FIRST}|(?:January|February|March|April|May|June|July|August|September|October|November"
    rf"|December) \d{{4}}|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}|\d{{4}}-\d\d-\d\d)"
    r"(?:,?(?: at| à| a las| às)? ?[-–|]? ?\d{1,2}[:h]\d\d(?: ?[ap]m)?)?"
)
_ADDRESSEE = (
    r"(?:\s(?:(?-i:[A-ZÀ-Þ][\w.’'-]*)|all|team|everyone|everybody|colleagues?|friends?|sirs?|madam|and|or|the|à"
    r"|tous|toutes"
    r"|et|l[’']équipe|équipe|collègues|amis|equipo|todos|todas|colegas|amig[oa]s|señora?|señor|y|a|equipe|equipa|e"
    r"|senhora?|collegu?\w+|zusammen|/)[,;]?|/\w+){0,8}"
)
_NETWORK = r"(?:facebook|twitter|x|linkedin|e-?mail|whatsapp|instagram|pinterest|telegram|print|share|copy link|tweet)"
_PICTURE = r"(?:image|picture|photo(?:graph)?|portrait|foto(?:grafía|grafia)?|imagen|imagem|bild)"
_PIECE = (
    r"(?:articles?|blogs?(?: posts?)?|stor(?:y|ies)|posts?|texts?|contributions?|submissions?|pieces?|entry"
    r"|profiles?|essay"
    r"|write-?up|answers|form|billet|textes?|contribution|témoignage|histoire|formulaire|artículo|texto"
    r"|contribución|relato"
    r"|historia|entrada|artigo|contribuição|história|relato|perfil|beitrag|text|artikel)"
)
_TEXT = rf"(?:this|the|our|cet?|cette|este|esta|dieser?)(?: \w+)? {_PIECE}"
_OUT = r"(?:published|posted|appeared|printed|written|released|shared)"

_PLACE = (
    r"you are here\b.*|vous êtes ici\b.*|(?:usted )?est[áa] (?:usted )?aqu[íi]\b.*|você está (?:aqui|em)\b.*"
    r"|sie sind hier\b.*|أنت هنا\b.*",
    r"(?:home|blog|news|accueil|inicio|início|startseite|الرئيسية)\s*[»>/›|→]\s*[^.!?]*",
    r"(?:skip|jump) to (?:main )?(?:content|navigation)|aller au (?:contenu|menu)(?: principal)?"
    r"|(?:saltar|ir) al (?:contenido|menú)(?: principal)?|(?:ir|saltar|pular) para o (?:conteúdo|menu)(?: principal)?"
    r"|zum (?:haupt)?inhalt(?: springen)?|انتقل إلى المحتوى(?: الرئيسي)?",
    r"(?:main |primary )?(?:menu|navigation)|menú(?: principal)?|menu principal|القائمة(?: الرئيسية)?",
    r"back to top|post navigation|search|haut de page|volver arriba|voltar ao topo|text size(?: [a+-]+)*",
    r"(?:read more|continue reading|(?:next|previous) (?:article|post|story)|leave a (?:comment|reply)|lire la suite"
    r"|leer más|ler mais|leia mais|weiterlesen|اقرأ المزيد)[\s→»>.…]*",
    r"(?:(?:click|tap) (?:here|to) |print (?:this )?|listen to (?:this|the) |download (?:this|the|as) )[^.!?]{2,60}"
    r"|(?:imprim(?:er|ir)|طباعة)|(?:écouter|escuchar|ouvir) (?:cet?|este) [^.!?]{2,40}",
    r"(?:- ?\d{1,3} ?-|page \d+(?: (?:of|/|sur|de) \d+)?|página \d+(?: de \d+)?|\d{1,3})",
    r"[-_*=~•·|]{2,}",
)
_BUTTONS = (
    r"(?:toggle|open|close) (?:navigation|menu|search)|(?:log ?in|sign ?in|register|donate|subscribe|search|contact"
    r"|home|about|news|blog|resources|our work|what we do|who we are)(?: (?:us|now|in))?"
    r"(?: ?[|·•/,] ?(?:log ?in|sign ?(?:in|up)|register|donate|contact|home|about|news|blog|resources|our work|events)"
    r"(?: us)?)+",
    r"home(?: (?:about|us|our|work|what|we|do|who|are|resources|news|blog|contact|events|join|donate"
    r"|publications)){2,}",
    r"(?:toggle navigation|log ?in|sign in|register|donate(?: now)?|loading(?:\.{3}|…)|advertisement|sponsored"
    r"|all posts"
    r"|back to (?:blog|news|stories|top|list)|[«<] ?previous.{0,20}|next ?[»>]|click to enlarge|view larger)",
    r"(?:share|tweet|pin|like|post|e-?mail|print|save|follow){2,6}|(?:share|tweet|pin|like|post|e-?mail|print|save)"
    r"(?: (?:share|tweet|pin|like|post|e-?mail|print|save))+",
    r"(?:e-?mail|bookmark|save|share|print) this (?:page|article|post|story)|follow (?:us"
    r"|@\w+)(?: on [^.!?]{2,40})?[.!]?",
    r"sign up (?:for|to) [^.!?]{2,60}[.!]?|(?:view|read) (?:online|in (?:your )?browser)|web version|manage "
    r"(?:your )?(?:e-?mail )?preferences",
    r"(?:copyright|©)\b.{0,80}|all rights reserved\.?|tous droits réservés\.?|todos los derechos reservados\.?"
    r"|todos os direitos reservados\.?|جميع الحقوق محفوظة.{0,40}",
    r"(?:we value your privacy|cookie (?:settings|policy|notice)|privacy (?:policy|notice|settings)|terms (?:of use"
    r"|and "
    r"conditions)|legal notice)(?: ?[|·] ?[\w ]{3,24})*",
    r"(?:read|available|also available)(?: this(?: \w+)?)? (?:in|auf) (?-i:[A-Z])\w+(?:(?:,| and| or) (?-i:[A-Z])\w+)*"
    r"|disponible en (?:français|anglais|español|inglés|portugués)|disponível em (?:português|inglês|espanhol)",
    r"(?:english|français|español|português|العربية)(?: ?[|/·,] ?(?:english|français|español|português|العربية))+",
    r"(?:category|type|region|section|posted in|published in|filed in|views)\s?:? (?:(?-i:[A-Z])[\w ]{1,30}|\d+)"
    r"|no comments(?: yet)?|(?:estimated )?read(?:ing)? time:? .{1,16}",
    r"vol(?:ume|\.) ?\d+[,;]? (?:issue|no\.?|n[º°]) ?\d+(?: ?[|,·–-] ?[^\W\d]+ \d{4})?",
)
_COOKIES = (
    r"[^\n]{0,80}\b(?:cookies|ملفات تعريف الارتباط)\b[^\n]{0,160}",
    r"(?:accept|reject|allow|decline|tout accepter|tout refuser|aceptar|rechazar|aceitar|rejeitar|قبول|رفض)"
    r"(?: (?:all|todas?|todos?|tudo|cookies|الكل)| ?[|/] ?\w+)*[.!]?",
)
_WHOSE = r"portrait ?: (?-i:[A-ZÀ-Þ][\w’'-]+ [A-ZÀ-Þ])[\w’' -]{1,40}(?:,.{3,120})?$"
"""The title of a profile: whom it is about, and not who took a picture."""
_GLUED = r"(?-i:.*[a-zà-ÿ]{3}[A-ZÀ-Þ][a-zà-ÿ]+ )"
"""Picture of SelinaSelina Fale: what follows lost its line break."""
_PICTURES = (
    r".{1,60}[’']s (?:picture|photo|blog|portrait)",
    rf"(?!{_GLUED}){_PICTURE} (?:of|de|du|von) [^.!?:“«\"]{{1,60}}|صورة [^.!?:“«\"]{{1,40}}",
    rf"(?!{_WHOSE})(?:{_PICTURE}s?(?: credits?| and captions?)?|credits?)\s*(?:by\b|:)(?: ?[A-Z]\.)*[^.!?]{{0,80}}",
    rf"\({_PICTURE}:[^()\n]{{2,80}}\)|{_PICTURE}s? courtesy of [^.!?]{{2,60}}|featured image:?.{{0,80}}"
    rf"|[^\n]{{10,200}}(?:[.!] ?[(|]?|[(|]) ?{_PICTURE}(?: credit)?s?: [^\n.!?]{{2,60}}\)?",  # a caption, who took it
    rf"(?!{_WHOSE}){_PICTURE}s?(?: credits?)?\s*:.{{0,180}}|(?:crédits?|créditos?)(?: (?:photos?|de la foto|da foto"
    rf"|fotográfico))?\s*:"
    r".{0,80}|(?:الصورة|تصوير)\s*:.{0,80}|©.{0,80}",
    r"\[image:.{0,60}\]|cid:\S+|(?-i:IMG|DSC)_?\d+(?:\.\w{3,4})?",
)
_APPEARED = (
    r"submitted by .{1,80} on .{4,60}|(?:soumis|enviado|eingereicht|posté) (?:par|por|von) .{1,80} (?:le|el|em|am"
    r"|on) .{4,60}"
    r"|أرسله .{1,80} في .{4,60}",
    rf"(?:posted|published|updated|written|last (?:updated|modified)|(?:date )?(?:publié|mis à jour|posté|soumis)"
    r"|(?:publicado|actualizado|atualizado|enviado)|نُ?شرت?)(?: (?:by|par|por) [^.!?]{1,60})?:?(?: (?:on|le|el|em|في))?"
    rf" {DATE}(?:,? (?:by|in|par|por|dans|en|em) [^.!?]{{1,60}})?",
    rf"(?:posted|published) by [^.!?]{{1,60}}|(?-i:By|Par|Por|Von|بقلم):? [^.!?]{{2,60}}[|,] ?{DATE}"
    rf"|{DATE}(?:\s*[|·•–-][^.!?]{{0,80}})?",
    rf"{_TEXT} (?:(?:was|has been|is|first|originally) ){{1,3}}{_OUT}\b.{{0,160}}|{_TEXT} (?:first |originally )?{_OUT}"
    r"\b.{0,120}",
    rf"(?:an? (?:earlier |longer )?version of )?{_TEXT} (?:was|is|has been|appeared) (?:\w+ )?(?:published|appear"
    rf"|adapted)"
    r".{0,160}",
    rf"(?:(?:{_TEXT}|article|texto|artículo|artigo) )?(?:a (?:d[’']abord |initialement )?(?:été )?|est |fue |foi "
    rf"|ha sido )?"
    r"(?:initialement |originalmente |primero )?(?:publi[ée]e?|publicad[oa]|paru|parue)"
    r"(?: (?:à l[’']origine|initialement|d[’']abord|originalmente|originariamente|por primera vez|primeiro))?"
    r" (?:sur|dans|par|en|por|em|no|na) .{2,120}",
    r"نُ?شرت? (?:هذا|هذه) .{2,120}|(?:هذا المقال|هذه التدوينة) .{0,20}نُ?شرت?.{2,120}",
    r"(?:the following is )?an? guest (?:post|blog|article|contribution)\b[^.!?]{0,100}[.!]?|guest (?:post"
    r"|blog) by [^.!?]{2,80}",
    rf"{_TEXT} (?:is|forms) (?:a )?part of (?:a|the|our) [^.!?]{{2,100}}[.!]?",
    r"(?:originally published|re-?posted (?:here )?(?:from|with)|cross-?posted|this is a re-?post)\b.{0,120}",
    r"(?:it |and )?(?:(?:is|was|has been) )?(?:republished|re-?posted|reprinted"
    r"|shared)(?: here)? with (?:\w+ )*permission"
    r"\b.{0,60}",
    r"(?:you can )?read the (?:original|full)(?: (?:post|article|story|version|piece))?(?: (?:here|on .{2,40}))?[.!]?"
    r"|(?:lire|voir) l[’']original.{0,40}|(?:leer|ver) (?:el )?original.{0,40}",
    r"(?:editor[’']?s?[’']? note|note de la rédaction|nota (?:del editor|de la redacción|do editor"
    r"|da redação))\s*:.{0,240}",
    r"about the [“\"'].{1,80}[”\"'] series.*|this is part \d+ of .*|we are the social service workforce",
    r"(?:reading time|temps de lecture|tiempo de lectura|tempo de leitura|وقت القراءة)\s*:?.{0,20}"
    r"|\d+ ?(?:views?|min(?:ute)?s?(?: read)?|comments?|vues|lectures|comentarios|comentários)",
)
_READERS = (
    r"(?:share|tweet|print|like|comments?|tags?|categories|filed under|keywords|related(?: posts| articles| stories)?"
    r"|partager|mots-clés|étiquettes|compartir|etiquetas|categorías|categorias|compartilhar|partilhar|palavras-chave"
    r"|الوسوم|الكلمات المفتاحية|شارك)\s*(?::[^.!?]{0,80})?",
    rf"(?:share (?:this|on)|partagez?(?: cet| sur)|compart[ae]r?(?:lhar)? (?:este|esta|en|no)|partilhar (?:este"
    rf"|no))[^.!?]{{0,60}}"
    rf"|(?:شارك|مشاركة) [^.!?]{{2,40}}|{_NETWORK}(?:[\s|,·/]+{_NETWORK})+",
    r"subscribe (?:to|for) [^.!?]{1,60}|(?:unsubscribe|se désabonner|darse de baja|cancelar (?:inscrição|suscripción)"
    r"|إلغاء الاشتراك)(?:\b.{0,80})?|your feedback is important.{0,40}",
    r"(?:view|read|open|having trouble (?:viewing|reading)) th(?:is|e) (?:e-?mail|message|newsletter).{0,60}"
    r"|voir (?:ce|cet) .{2,20} dans votre navigateur|ver este .{2,24} (?:en (?:el|su)|no seu|no) navegador"
    r"|عرض هذه الرسالة في المتصفح",
    r"you (?:are receiving|received) this (?:e-?mail|message|newsletter)\b.{0,160}|forward to a friend"
    r"|vous recevez ce.{0,160}|(?:usted )?recib[ei]\w* este.{0,160}|você (?:está recebendo|recebeu) este.{0,160}",
    rf"(?-i:[A-ZÀ-Þ])[^.!?\n]{{0,60}}\bnewsletter\b\s*[|·–-]\s*{DATE}"
    rf"|(?:newsletter|issue|lettre d[’']information|bulletin|boletín|boletim|النشرة الإخبارية)"
    rf"(?:\s*(?:n\.?[º°o]?|no\.|#)?\.?\s*\d+)?\s*[|·,–-]\s*{DATE}",
    r"(?:in this (?:issue|edition|newsletter)|dans ce numéro|en este número|nesta edição|في هذا العدد):?",
    r"about the authors?(?::.{0,200})?|disclaimer:.{0,200}|the views expressed .{0,120}|contact: ?\S+@\S+",
)
_HEADS = (
    r"(?:from|to|cc|bcc|sent|subject|reply-to|de|à|envoyé|objet|para|enviad[oa](?: em| el)?|asunto|assunto"
    r"|von|an|gesendet|betreff|من|إلى|الموضوع|تاريخ الإرسال)\s?:\s[^.!?]{1,120}",
    r"(?:from|to|cc|de|para|von|من|à)\s?:\s?.{0,60}<?\S+@\S+>?",
    r"(?:subject|objet|asunto|assunto|betreff|الموضوع|fwd?|re|tr|rv|enc|wg)\s?:.{1,140}",
    r"(?:on|le|el|em|am) [^\n]{6,60}\d{4}[^\n]{0,90}(?:wrote|a écrit|escribió|escreveu"
    r"|schrieb) ?:",  # On 2 Oct 2023 … wrote:
    r"(?:this|the information in this) (?:e-?mail|message)\b[^\n]{0,80}\b(?:confidential|intended"
    r"|privileged)[^\n]{0,300}"
    r"|(?:please )?consider the environment[^.!?]{0,60}[.!]?|(?:ce|este|esta) (?:message|mensaje|correo|mensagem"
    r"|e-?mail)"
    r"\b[^\n]{0,60}\bconfiden\w+[^\n]{0,300}",
    r"[-_ ]{0,12}(?:original message|forwarded (?:message|by.{0,60})|message (?:d[’']origine|transféré)"
    r"|mensaje (?:original"
    r"|reenviado)|mensagem (?:original|encaminhada)|ursprüngliche nachricht|weitergeleitete nachricht"
    r"|رسالة معاد توجيهها|الرسالة الأصلية)[-_ ]{0,12}",
    r"(?:begin forwarded message|début du message (?:transféré|réexpédié)|inicio del mensaje reenviado"
    r"|início da mensagem encaminhada|anfang der weitergeleiteten nachricht)\s?:",
    r"(?:caution|warning|external)\b: .{0,60}(?:outside|external).{0,120}|\[external\].{0,40}",
    r"(?:sent from (?:my|outlook|yahoo|mail)|get outlook for|envoyé (?:de|depuis) mon|enviado (?:desde mi|do meu|de mi)"
    r"|von meinem \w+ gesendet|أُ?رسلت? من)\b.{0,40}",
)
_GREETINGS = (
    r"(?:dear|hello|hi|hey|good (?:morning|afternoon|day|evening)|greetings|chers?|chères?|bonjour|bonsoir"
    r"|madame,? monsieur"
    r"|estimad[oa]s?|querid[oa]s?|apreciad[oa]s?|hola|buen[oa]s? (?:días?|tardes)|prezad[oa]s?|car[oa]s?|olá"
    r"|bo[am] (?:dia"
    rf"|tarde)|liebe[rs]?|sehr geehrte[rs]?|hallo|guten tag)(?: there)?{_ADDRESSEE}\s?[,:!.;]*",
    r"to whom it may concern[,:]?|a quien corresponda[,:]?|a quem possa interessar[,:]?",
    r"(?:السادة|السيد|السيدة|الأعزاء|الزملاء|عزيزي|عزيزتي|أعزائي)\b[^.!؟]{0,40}[،,:]?|تحية طيبة(?: وبعد)?[،,.:]?"
    r"|السلام عليكم(?: ورحمة الله(?: (?:تعالى )?وبركاته)?)?[،,.]?|(?:صباح|مساء) (?:الخير|النور)[^.!؟]{0,30}[،,.]?",
    r"(?:greetings|compliments)(?: (?:of|from) [^.!?]{1,60})?[,.!]",
    rf"(?:(?:dear|hello|hi){_ADDRESSEE}, )?(?:i |we )?(?:hope|trust) (?:that )?(?:this|you|all)\b[^.!?]{{0,60}}"
    r"\b(?:well|health|fine|weekend|week|day)[.!]?",
    r"(?:j[’']|nous )esp[éè]r(?:e|ons) que (?:vous|tout)\b[^.!?]{0,60}[.!]|espero que\b[^.!?]{0,20}\b(?:bien|bem)[.!]"
    r"|esperamos que\b[^.!?]{0,30}\b(?:bien|bem)[.!]|أ(?:رجو|تمنى) أن تكونوا? بخير[^.!؟]{0,30}[.!]?",
    r"(?:please )?find (?:attached|below|enclosed|herewith|my)\b[^.!?]{0,80}[.!]?",
    r"(?:thank you|thanks|many thanks)(?: (?:very|so) much)?(?: again)?(?: in advance)?(?: for (?:the|this|your"
    r"|giving us"
    r"|inviting) (?:opportunity|patience|time|invitation|consideration|e-?mail|message|interest"
    r"|call)[^.!?]{0,60})?[,.!]",
    r"(?:my |our |please accept (?:my|our) )?(?:apologies|sorry) for (?:the|my|our) [^.!?]{2,60}[.!]",
    r"looking forward to [^.!?]{2,60}[.!]|(?:yours|all the best|take care|in gratitude|with (?:thanks|gratitude))[,!]",
    r"(?:please )?(?:do )?let (?:me|us) know if [^.!?]{1,80}[.!]?|(?:i|we) look forward to [^.!?]{1,60}[.!]?",
    r"(?:please )?(?:do not|don[’']t|feel free) (?:hesitate )?to [^.!?]{1,60}[.!]?",
)
_ENDINGS = (
    r"(?:with )?(?:my |our )?(?:(?:kind|best|warm)(?:est)? )?(?:regards|wishes|greetings)(?: from [^.!?]{1,40})?[,.!]?",
    r"(?:best|thanks|many thanks|cheers|warmly|sincerely|respectfully(?: yours)?|in solidarity)[,!]"
    r"|yours (?:sincerely|faithfully|truly)[,.!]?|sincerely[,.!]?",
    r"(?:bien )?(?:cordialement|à vous|à toi|amicalement)[,.!]?|(?:un |muchos )?saludos?(?: cordial(?:es)?)?[,.!]?",
    r"(?:atentamente|atenciosamente|(?:un |um )?(?:abrazos?|abraços?)|(?:com os melhores )?cumprimentos)[,.!]?",
    r"(?:mit )?(?:freundlichen|herzlichen|besten|lieben|viele|liebe|beste) gr[üu](?:ß|ss)en?[,.!]?",
    r"مع (?:(?:أطيب|خالص) )?(?:ال)?تحي\w+[,.،]?|وتفضلوا بقبول .{2,40}[,.،]?",
)
_FORMS = (
    r"(?:social service )?(?:worker )?(?:profile|blog(?: post)?|video|submission)?(?: submission)?"
    r" ?(?:template|form|transcript|questionnaire)?:?",
    r"formul[aá]rio(?: de perfil)?|please (?:complete|fill in) [^.!?]{1,80}[.!]?",
    r"word count:? ?\d+.{0,10}|draft(?:\s*[–—:-][^.!?]{0,40})?|file: \S+\.\w{3,4}",
    r"\[?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{3})?\]?(?:\s*-->.*)?|webvtt"
    r"|[\[(](?:music|applause|laughter|inaudible|silence|pause)[\])]",
)

ROWS = (*_PLACE, *_BUTTONS, *_COOKIES, *_PICTURES, *_APPEARED, *_READERS, *_HEADS, *_GREETINGS, *_ENDINGS, *_FORMS)

_MY = (
    r"(?:my|our|the|this|a|an|notre|mon|ma|un|une|nuestr[oa]|mi|el|la|o|a|noss[oa]|meu|minha|unser(?:en)?|mein(?:en)?)"
)
_GIVES = (
    r"(?:send|submit|attach|enclos|forward|shar|contribut|past|present|envoy|transmet|soumet|joign|partage|envi"
    r"|mand|adjunt"
    r"|compart|remit|encaminh|partilh|anex|schick|send|überm)\w*"
)
BRINGS = (
    # Please find our blog post below. · Attached is my profile. · Below you will find …
    r"(?:please |kindly )?(?:find|see)\b[^\n]{0,80}\b(?:attached|enclosed|below|herewith)\b[^\n]{0,120}",
    r"(?:attached|enclosed|pasted|below|herewith)\b[^\n]{0,30}\b(?:is|are|you(?: will|[’']ll)? find"
    r"|please find)\b[^\n]{0,160}",
    r"as (?:promised|requested|discussed|agreed),? (?:please|here|find|attached|i|we)\b[^\n]{0,160}",
    # Veuillez trouver ci-dessous notre article. · Adjunto nuestra contribución. · Segue abaixo o nosso texto.
    rf"(?:veuillez|vous) (?:bien )?trouve\w+ [^\n]{{0,160}}|ci-(?:joint"
    rf"|dessous)e?,? [^\n]{{0,60}}\b{_PIECE}\b[^\n]{{0,100}}",
    rf"(?:a continuación|adjunt[oa]s?|aquí (?:está|tienen))\b[^\n]{{0,60}}\b{_PIECE}\b[^\n]{{0,100}}",
    rf"(?:seguem? (?:abaixo|em anexo)|em anexo|envi[oa] em anexo"
    rf"|abaixo segue)\b[^\n]{{0,60}}\b{_PIECE}\b[^\n]{{0,100}}",
    rf"(?:anbei|im anhang)\b[^\n]{{0,60}}\b{_PIECE}\b[^\n]{{0,100}}",
    r"[^\n.؟!]{0,40}(?:أدناه|مرفق|المرفق|نرفق|أرفق)[^\n]{0,80}(?:مقال|تدوين|قصة|مساهم|نص|مشارك|ملف)[^\n]{0,60}",
)
"""What a mail says of what it brings, noise above the text: a text may say it of something else."""
FRONT = (
    r"i am writing to (?:submit|share|send)\b[^\n]{0,160}|my name is [^\n.!?]{2,80} and i (?:work|am)\b[^\n.!?]{0,80}\."
    r" (?:below|attached|here) [^\n]{2,80}",
    rf"here(?: is| are|[’']s|with) {_MY} [^\n]{{0,40}}\b{_PIECE}\b[^\n]{{0,120}}",
    rf"(?:i|we)(?:[’']m|[’']re| am| are| would"
    rf"| have)?(?: \w+){{0,4}} {_GIVES}\b[^\n]{{0,60}}\b{_PIECE}\b[^\n]{{0,120}}",
    r"(?:as (?:promised|requested|discussed|agreed)|further to|in response to|on behalf of)\b[^\n]{0,200}",
    r"(?:this is|my name is|i am|i[’']m) [^\n.!?]{1,80} (?:from|at|with|of) [^\n.!?]{1,60}, and (?:this"
    r"|here) is [^\n.!?]{1,80}\.",
    rf"voici {_MY} [^\n]{{0,160}}|(?:je |nous )(?:vous )?{_GIVES}\b[^\n]{{0,60}}\b{_PIECE}\b[^\n]{{0,100}}",
    rf"(?:(?:les?|te|os) )?{_GIVES}\b[^\n]{{0,60}}\b{_PIECE}\b[^\n]{{0,100}}",
    rf"(?:hier (?:ist|kommt)|aqui (?:está|vai)|seguem?)\b[^\n]{{0,60}}\b{_PIECE}\b[^\n]{{0,100}}",
    r"[^\n.؟!]{0,40}(?:نرسل|أرسل)[^\n]{0,80}(?:مقال|تدوين|قصة|مساهم|نص|مشارك|ملف)[^\n]{0,60}",
)
"""The same in words that a text may well begin with: noise only behind a greeting or other noise."""
