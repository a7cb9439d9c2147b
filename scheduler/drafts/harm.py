"""Whether words tell of what was done to somebody, of illness, or of death: nothing for a card, whoever it is told of.

How the words begin, by language: what is done to a body, being held, being hunted; illness; death and mourning; drink,
drugs and prison. A word that mostly means something else ("locked", "die") stands with what
makes it plain. Written from common usage; whoever knows a language better mends it here.
"""

import re

_ENGLISH = r"""
abus\w+|rap(?:e|ed|es|ist|ists|ing)|violen\w+|murder\w*|kill(?:s|ed|ing|er|ers|ings)?|suicid\w*|assault\w*|tortur\w+
|neglect(?:ed|ing|s|ful)?|beaten|beatings?|beats? (?:her|him|me|them|us|his|up)|stabb\w+|(?:was|were|been|got) shot
|hit|hits|hitting|slapped|punched|kicked|whipped|flogged|choked|strangled|poisoned|attacked|drowned|molest\w*|incest
|mutilat\w+|circumcis\w+|injur\w+|wound(?:s|ed)?|hurts?|scars?|scarred|bleeding|bled|burn(?:ed|t)(?! out)
|(?:tied|chained|bound) (?:up|down|to)|chains|shackl\w+|locked (?:up|in|away)|caged?|kidnap\w*|abduct\w+|enslav\w+
|slavery|traffick\w+|exploit(?:ed|ation)|harass\w+|bull(?:ied|ying)|threaten\w*|bomb(?:s|ed|ing|ings)?|shelling
|massacre\w*|genocide|landmines?|mine(?:d)? victims?|child bride|hiv|aids|sick|sickness|ill
|(?<!is an )illness(?:es)?|(?<!is a )diseases?|cancer|tumou?rs?|diabet\w+|tuberculosis|epilep\w+|malaria|cholera
|ebola|asthma\w*|dementia|alzheimer\w*|schizophreni\w*|psycho(?:sis|tic)|depress(?:ed|ion)|bipolar|trauma\w*|self-harm\w*
|amputat\w+|paraly[sz]ed|(?:a|his|her|my) stroke|coma|overdos\w+|miscarr\w+|stillborn|abortions?|pregnan\w+
|malnutrition|malnourish\w+|starv\w+|disfigured|crippled|died|dying|deaths?|dead|deadly
|(?:to|will|would|could|might|may|not|people|who|men|women|they) die|passed away|funerals?|buried|bury|burial
|corpses?|coffins?|mourn\w*|grief|griev\w+|mortality
|drugs?|alcohol\w*|addict\w*|drunk\w*|heroin|cocaine|prison\w*|imprison\w*|jail\w*|arrested
|(?:made|forced|sold|married off|marry at|married at)\b.{0,20}\b(?:marr\w*|\d+)
"""
_LOST = r"""
|lost (?:both |all )?(?:my|her|his|their|our) (?:mother|father|parents|son|daughter|child|children|baby|husband|wife
|brother|sister|leg|legs|arm|hand|sight|life|lives|mind)
"""
_FRENCH = r"""
abus(?:é|ée|és|ées|er|ait|eur|eurs|ive)|viol|viols|violée?s?|viole(?:r|nt)|violen\w+|tuée?s?|tuer|meurtr\w+
|assassin\w+|agress\w+|battue?s?|frappée?s?(?! (?:à|aux?) )|brûl(?:é\w*|ure\w*)|attachée?s? (?:à|au|par)|enchaîn\w+
|enferm(?:é\w*|er)|séquestr\w+|kidnapp\w*|noyée?s?|noyer|menac(?:é\w*|es?|er|ait)|harc[eè]l\w+|mutil\w+|excis\w+
|maltrait\w+|bless(?:é\w*|ure\w*)|bombard\w+|massacr\w+|génocide|esclav\w+|mariage forcé|malad(?:e|es|ie|ies)|sida
|vih|séropositi\w+|tuberculose|paludisme|choléra|épilep\w+|diabèt\w+|diabétique\w*|démence|dépress\w+|traumat\w+
|amput\w+|asthm\w+|paralys\w+|fausse couche|avort\w+|enceintes?|malnutri\w+|famine|mort|morte|morts|mortes|mortelle?s?
|mortalité|mour(?:ir|ait|aient|ut|ant|u|ants?)|meurt|meurent|décéd\w+|décès|deuils?|enterr\w+|funérailles|obsèques
|cadavres?|cercueils?|drogu\w+|alcool\w*|toxicoman\w+|ivre|emprison\w+|prison\w*
"""
_SPANISH = r"""
abus(?:o|os|ad[oa]s?|aba|aban|aron|ó|ar|ador\w*)|viol(?:ad[oa]s?|aron|ó|ar|ador\w*|ación|aciones|enci\w+|ent[oa]s?)
|asesin\w+|mat(?:ó|aron|ad[oa]s?|ar|aban)|suicid\w+|agred\w+|agresi\w+|tortur\w+
|trata de (?:personas|blancas|mujeres|niñas)|maltrat\w+|golpe(?:ad[oa]s?|ó|aba|aban|aron)
|(?:le|la|lo|me|les|nos) peg(?:aba|aban|ó|aron)|quem(?:ad[oa]s?|ó|aron|adura\w*)|amarr(?:ad[oa]s?|aron|aban|ó)
|atad[oa]s? (?:a|al|con)|encaden\w+|encerrad[oa]s?|secuestr\w+|ahogad[oa]s?|ahogó|amenaz\w+
|acos(?:o|ad[oa]s?|aba|ador\w*)|mutil\w+|herid[oa]s?|bombarde\w+|masacr\w+|esclav\w+|enferm(?!er)\w+|sida|vih|cáncer
|seropositiv\w+|tubercul\w+|diabet\w+|diabétic\w+|epil[eé]p\w+|demencia|depresi\w+|deprimid[oa]s?|traum\w+|amput\w+
|asma|asmátic[oa]s?|parálisis|paralític[oa]s?|abort\w+|embaraz\w+|desnutri\w+|muert\w+|muer[eo]n?|mur(?:ió|ieron|iendo|iera\w*)
|morir\w*|moría|morían|fallec\w+|duelo|entierr\w+|enterr\w+|funeral\w*|velorio\w*|cadáver\w*|drog\w+|alcohol\w*
|borrach\w+|adict\w+|adicci\w+|cárcel\w*|pres[oa]s?|prisión
"""
_PORTUGUESE = r"""
violação|violações|estupr\w+|violên\w+|mat(?:ou|avam)|suicíd\w+|agredi\w+|agressão|agressões|maus-tratos|espanc\w+
|bat(?:eu|ia|iam) (?:nel[ea]s?|em mim|n[ao]s? \w+)|queim(?:ou|aram)|amarr(?:ou|avam)|acorrent\w+|trancad[oa]s?
|trancou|sequestr\w+|rapt(?:ad[oa]s?|ou|aram|o)|afogad[oa]s?|afogou|ameaç\w+|ass[eé]di\w+|ferid[oa]s?|escrav\w+
|doentes?|doença\w*|adoec\w+|asma|cancro|câncer|hiv|soropositiv\w+|malária|demência|depressão|esquizofr\w+|gr[aá]vid\w+
|mort[eo]s?|mortas?|mortal\w*|morr\w+|falec\w+|luto|funerais|velório\w*|alcoo\w+|álcool|bêbad\w+|viciad[oa]s?|prisão
"""
_GERMAN = r"""
missbrauch\w*|missbraucht|vergewaltig\w+|gewalt|gewalttät\w+|ermordet|getötet|selbstmord\w*|suizid\w*|geschlagen
|misshandel\w+|gefoltert|krank|kranke[nrms]?|krankheit\w*|krebs|schwanger\w*|tot|tote[nrms]?|tod|todes\w*|gestorben
|starb\w*|sterb\w+|beerdig\w+|drogen\w*|betrunken\w*|gefängnis\w*
"""
_ARABIC = r"""
اغتصاب|اغتصب\w*|عنف|عنيف\w*|قتل\w*|مقتل\w*|انتحار|انتحر\w*|اعتداء\w*|اعتدى|تعذيب|ضرب\w*|جريح\w*|جرحى|حروق|محروق\w*
|احترق\w*|مقيد\w*|قيدوه\w*|خطف\w*|اختطف\w*|تحرش\w*|قصف\w*|لغم|ألغام|مجزرة|مذبحة|تهديد\w*|استغلال|إيدز|ايدز|مريض\w*
|مرضى|مرضت|مرضه\w*|مصاب\w*|سرطان|صرع|سكري|مشلول\w*|شلل|بتر|بترت|إجهاض|حامل|اكتئاب|سوء تغذية|موت\w*|مات|ماتت|ماتوا
|يموت\w*|تموت|توفي\w*|وفاة|وفاته\w*|جثة|جثث|دفن\w*|جنازة|عزاء|مخدرات|إدمان|مدمن\w*|سجن\w*|سجين\w*|معتقل\w*
"""


def _any(words: str, before: str = r"(?<![\w'’])") -> str:
    return rf"{before}(?:{words.replace(chr(10), '')})(?!\w)"


_LATIN = _any(
    "|".join((_ENGLISH + _LOST, _FRENCH, _SPANISH, _PORTUGUESE, _GERMAN)), before=r"(?<!\w)(?<![a-zA-Z]{2}['’])"
)
_FRONT = r"(?<!\w)[وف]?(?:[بك]?ال|لل|[بلك])?"
"""What Arabic writes onto the front of a word: and, the, for, in, as."""
_HARM = re.compile(rf"{_LATIN}|{_any(_ARABIC, before=_FRONT)}", re.IGNORECASE)


def tells_of_harm(text: str) -> bool:
    """Whether it has a word of violence, abuse, forced marriage, illness, death, drugs or prison."""
    return _HARM.search(text) is not None
