"""What people of the social services are called by their work, in the languages of our members: one table."""

import re

from scheduler.submissions.folding import folded

TRADES = re.compile(
    folded(
        r"\b(?:\w*work(?:er)?s?|volunteer|coordinator|counsell?or|officer|manager|superviso\w*|director|nurse"
        r"|teacher|educat(?:or|eur|rice)\w*"
        r"|psycholog\w+|\w*therapist|\w*therapeute|carer|advis[eo]r|advocate|facilitator|mentor|assistant\w*"
        r"|mobili[sz]er"
        r"|promot\w+|lead(?:er)?"
        r"|trainer|caseworker|interpreter|mediator|specialist|head of [\w ]+|practitioner|navigator|chaplain"
        r"|lecturer|professional|clinician|inspector|fellow|intern|secretary|chair(?:person)?|liaison|tutor"
        r"|fieldworker|administrator|aide|attendant|helper|companion|midwife|paralegal|lawyer|attorney"
        r"|monitor|matron|ajudante|ayudante|operador\w*|accompagnante?"
        r"|warden|guardian|instructor|professor|researcher|registrar|responder|organi[sz]er|planner|clerk"
        r"|president|founder"
        r"|auxiliaires?|surveillante?|chargee? d\w+|charge de \w+|juriste|formatri\w+|formateur\w*|monitri\w+"
        r"|moniteur\w*"
        r"|chef\w*|presidente?|fondat\w+|aidante?|infirmi\w+|enseignante?|sage-femme|referente?|puericult\w+"
        r"|cuidador\w*|defensor\w*|auxiliar\w*|monitor\w*|abogad\w+|advogad\w+|pedagog\w+|sociolog\w+|terapeut\w+"
        r"|jefe?a?|encargad\w+|director\w*|diretor\w*|docente|profesor\w*|professor\w*|acompanante|animador\w*"
        r"|mediador\w*"
        r"|dinamizador\w*|fundador\w*|cuidador\w*|supervisor\w*|conselheir\w+|visitador\w*|agente?|parteira|partera"
        r"|travailleu\w+|intervenante?|responsable|coordinat\w+|conseill\w+|animat\w+|accompagnat\w+|benevole"
        r"|mediat\w+|directri\w+"
        r"|directeu\w+|psicolog\w+|trabajador\w*|asistente|promotor\w*|orientador\w*|voluntari\w+"
        r"|facilitador\w*|tecnic\w+"
        r"|trabalhador\w*|assistente|gestor\w*|a[ck]tivista|agente|tutor\w*|consejer\w+|enfermer\w+|maestr\w+"
        r"|educador\w*"
        r"|visitor|agent|representative|delegate|deleguee?s?|relais|champion|operador\w*|para-?soci\w+|sozialarbeit\w+"
        r"|leiter\w*)\b"
        r"|(?:ا?خصائي|مرشد|باحث|عامل|منسق|مدير|مشرف|متطوع|ممرض|معلم|مستشار|مساعد|موظف|مرب|ممرض|رئيس|طبيب|محام"
        r"|ناشط|مدرب|مسعف|وسيط)"
    )
)
