"""What the verdicts of other checkers mean on the default scale, by their words and by their place on a line.

The words are those that checkers print, in the languages that desks meet most; a desk's own mapping goes before them.
"""

from tracker.domain.names import fold
from tracker.domain.scale import ScaleStep
from tracker.domain.vocabulary import EvidenceStance

_WORDS = {
    "false": (
        "false|fake|incorrect|wrong|untrue|inaccurate|fabricated|hoax|bogus|pants on fire|pants on fire false|not true"
        "|mostly fabricated|completely false|totally false|four pinocchios|debunked|falso|falsa|incorrecto|incorrecta"
        "|errado|incorreto|é falso|es falso|bulo|faux|c est faux|fausse|infondé|falsch|falschbehauptung|gefälscht"
        "|frei erfunden|onwaar|onjuist|vals|fałsz|nieprawda|nepravda|lež|ложь|фейк|неправда|неверно|фейкова"
        "|yanlış|sahte|salah|hoaks|كاذب|خطأ|زائف|مفبرك|غير صحيح|गलत|फ़र्ज़ी|फर्जी|झूठ|भ्रामक और गलत|虚假|错误|不实|誤り|거짓"
    ),
    "unlikely": "mostly false|largely false|barely true|unlikely|three pinocchios|em parte falso|mayormente falso"
    "|plutôt faux|größtenteils falsch|überwiegend falsch|eher falsch",
    "misleading": (
        "misleading|half true|half truth|mixture|mixed|partly false|partially false|partly true|partially true"
        "|missing context|needs context|lacks context|out of context|exaggerated|distorted|cherry picking|altered"
        "|spins the facts|two pinocchios|miscaptioned|misattributed|altered photo|altered video|manipulated"
        "|engañoso|engañosa|medias verdades|verdad a medias|sin contexto|fuera de contexto|descontextualizado"
        "|enganoso|enganosa|fora de contexto|sem contexto|distorcido|exagerado|trompeur|trompeuse|hors contexte"
        "|contexte manquant|détourné|irreführend|teils falsch|teilweise falsch|fehlender kontext|halbwahr|misleidend"
        "|fuorviante|parzialmente falso|manca contesto|wprowadza w błąd|manipulacja|zavádějící|манипуляция|маніпуляція"
        "|yanıltıcı|menyesatkan|مضلل|خارج السياق|भ्रामक|误导|誤導|ミスリード"
    ),
    "likely": "mostly true|largely true|mostly correct|one pinocchio|mayormente cierto|plutôt vrai|größtenteils richtig"
    "|überwiegend richtig|eher richtig|likely|probably true",
    "confirmed": (
        "true|correct|accurate|verified|confirmed|correct attribution|geppetto checkmark|verdadero|verdadeiro"
        "|verdadera|cierto|correcto|correto|vrai|c est vrai|exact|richtig|wahr|waar|juist|vero|prawda|pravda|правда"
        "|doğru|benar|fakta|صحيح|सही|सच|属实|正しい|사실"
    ),
    "unproven": (
        "unproven|unverified|unsupported|unsubstantiated|no evidence|lacks evidence|insufficient evidence|inconclusive"
        "|research in progress|unknown|sin pruebas|no verificado|sem provas|sem evidências|insustentável"
        "|non prouvé|non vérifié|unbelegt|nicht belegt|unbewiesen|onbewezen|non verificato|nezjištěno|неподтверждено"
        "|غير مثبت|अपुष्ट"
    ),
    "disputed": "disputed|contested|debated|controversial|en disputa|contesté|umstritten",
    "uncheckable": "opinion|satire|not checkable|uncheckable|not ratable|labeled satire|opinión|opinião|sátira"
    "|satirique|meinung",
}
_KEYS = {fold(words): key for key, listed in _WORDS.items() for words in listed.split("|")}

SUPPORTS_FROM, REFUTES_TO = 4, 2
"""ClaimReview values from which on a verdict supports a claim, and up to which it refutes it."""


def key_of(words: str) -> str:
    """Return the key of the default scale that a checker's words mean, "" where they are not known."""
    return _KEYS.get(fold(words), "")


def rating_at(place: float) -> int:
    """Return the ClaimReview value, 1 to 5, at a place of a line: 0 is its worst end, 1 its best."""
    return 1 + round(4 * min(1.0, max(0.0, place)))


def stance_of(step: ScaleStep | None) -> EvidenceStance:
    """Return which way a review points whose verdict means a step of the scale; off the line it gives context."""
    if step is None or step.rating is None or REFUTES_TO < step.rating < SUPPORTS_FROM:
        return EvidenceStance.CONTEXT
    return EvidenceStance.SUPPORTS if step.rating >= SUPPORTS_FROM else EvidenceStance.REFUTES
