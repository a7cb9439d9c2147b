"""Invented quotes in every script that the font packages cover, and helpers that look at cards."""

from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from scheduler.cards import load_theme
from scheduler.cards.layout import Box
from scheduler.cards.sheets import Piece, Sheet
from scheduler.models import Card

ROOT = Path(__file__).parents[2]
THEME = load_theme(ROOT / "assets" / "theme.yaml")
PORTRAIT = ROOT / "assets" / "portraits" / "amina-okello.jpg"
SIZES = ((1600, 900), (1200, 630), (1080, 1080), (1080, 1350), (1080, 1920), (1200, 600))

QUOTES = {
    "am": "እያንዳንዱ ልጅ ደህንነቱ የተጠበቀ ቤተሰብ ይገባዋል፤ እኛም በ2013 ጀምሮ በየቀኑ ለዚህ እንሠራለን (100%)።",
    "ar": "كل طفل يستحق أسرة تحميه، ومجتمعًا يصغي إليه. بدأنا عام 2013 مع 12 عاملة فقط (ITUC-CSI) واليوم نحن 340!",
    "bn": "প্রতিটি শিশু একটি নিরাপদ পরিবার পাওয়ার যোগ্য: ১০ বছর ধরে এটাই আমার কাজের প্রেরণা।",
    "de": "Das Kinder- und Jugendhilfeweiterentwicklungsgesetz klingt sperrig; die Arbeit mit Familien ist es nicht.",
    "el": "Κάθε παιδί αξίζει μια ασφαλή οικογένεια, και γι’ αυτό δουλεύουμε κάθε μέρα.",
    "en": "Every child deserves a family that can keep them safe, and every family a worker who listens.",
    "fa": "هر کودکی سزاوار خانواده‌ای امن است؛ ما ۱۲ سال است که هر روز برای این کار می‌کنیم.",
    "fr": "J’ai choisi ce métier parce qu’une assistante sociale a cru en moi quand j’avais douze ans !",
    "gu": "દરેક બાળકને સુરક્ષિત પરિવાર મળવો જોઈએ. એ જ મારું કામ છે.",
    "he": "כל ילד ראוי למשפחה בטוחה (100%). אני עובדת סוציאלית מאז 2013.",
    "hi": "हर बच्चे को सुरक्षित परिवार और सुनने वाला समाज मिलना चाहिए। यही मेरे 10 साल के काम का अर्थ है।",
    "hy": "Ամեն երեխա արժանի է ապահով ընտանիքի, և մենք ամեն օր դրա համար ենք աշխատում։",
    "ja": "子どもたちの笑顔が、わたしの毎日の力になります。家族と一緒に歩む仕事です。",
    "ka": "ყველა ბავშვი იმსახურებს უსაფრთხო ოჯახს, და ჩვენ ყოველდღე ამისთვის ვმუშაობთ.",
    "km": "ខ្ញុំជឿថាកុមារគ្រប់រូបសមនឹងទទួលបានគ្រួសារដែលមានសុវត្ថិភាព ហើយយើងធ្វើការរាល់ថ្ងៃដើម្បីរឿងនេះ។",
    "kn": "ಪ್ರತಿ ಮಗುವಿಗೂ ಸುರಕ್ಷಿತ ಕುಟುಂಬ ಸಿಗಬೇಕು. ಅದೇ ನನ್ನ ಕೆಲಸ.",
    "ko": "모든 아이는 안전한 가정에서 자랄 권리가 있습니다. 그것이 제가 일하는 이유입니다.",
    "lo": "ເດັກທຸກຄົນສົມຄວນໄດ້ຮັບຄອບຄົວທີ່ປອດໄພ ແລະ ພວກເຮົາເຮັດວຽກທຸກມື້.",
    "ml": "ഓരോ കുട്ടിക്കും സുരക്ഷിതമായ കുടുംബം വേണം. അതാണ് എന്റെ ജോലി.",
    "my": "ကလေးတိုင်းသည် လုံခြုံသော မိသားစုတစ်ခု ရသင့်သည်။ ဒါဟာ ကျွန်မရဲ့ အလုပ်ပါ။",
    "ne": "हरेक बच्चाले सुरक्षित परिवार पाउनुपर्छ, झरना जस्तै।",
    "or": "ପ୍ରତ୍ୟେକ ଶିଶୁ ଏକ ସୁରକ୍ଷିତ ପରିବାର ପାଇବା ଉଚିତ।",
    "pa": "ਹਰ ਬੱਚੇ ਨੂੰ ਸੁਰੱਖਿਅਤ ਪਰਿਵਾਰ ਮਿਲਣਾ ਚਾਹੀਦਾ ਹੈ।",
    "ru": "Каждый ребёнок заслуживает безопасной семьи, и мы работаем ради этого каждый день.",
    "si": "සෑම දරුවෙකුටම ආරක්ෂිත පවුලක් ලැබිය යුතුය. එය මගේ කාර්යයයි.",
    "ta": "ஒவ்வொரு குழந்தைக்கும் பாதுகாப்பான குடும்பம் கிடைக்க வேண்டும். அதுவே என் பணி.",
    "te": "ప్రతి బిడ్డకు సురక్షితమైన కుటుంబం దక్కాలి. అదే నా పని.",
    "th": "เด็กทุกคนสมควรได้รับครอบครัวที่ปลอดภัย และเราทำงานเพื่อสิ่งนี้ทุกวันมา 10 ปีแล้ว",
    "tr": "Her çocuk güvenli bir aileyi hak eder; işimiz İstanbul'da da Iğdır'da da aynı.",
    "ur": "ہر بچہ ایک محفوظ خاندان کا حق دار ہے، اور ہم روز اسی کے لیے کام کرتے ہیں۔",
    "vi": "Tôi chọn nghề này vì mỗi đứa trẻ đều xứng đáng được lắng nghe, được yêu thương và được bảo vệ.",
    "zh": "每个孩子都应该在安全的家庭中成长。十年来，我们的队伍从3人增加到120人，但初心从未改变。",
    "zh-Hant": "每個孩子都應該在安全的家庭中成長。十年來，我們從未改變初心。",
}
LONG = (
    "When I began ten years ago there were three of us for the whole district, and we wrote our notes by candlelight. "
    "Today we are forty, we have supervision every week, and when a mother knocks at the door at night somebody "
    "trained opens it. That is what a decade of strengthening the workforce means to me: nobody has to be brave alone "
    "any more, and no child waits until morning to be heard by us."
)


def card(
    quote: str = QUOTES["en"], lang: str = "en", *, portrait: Path | None = PORTRAIT, name: str = "Amina Okello"
) -> Card:
    """A card with all its words."""
    return Card(
        quote=quote,
        name=name,
        title="Case worker",
        organisation="Example Network (EN)",
        country="Uganda",
        portrait=portrait,
        lang=lang,
    )


def ink_box(piece: Piece) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of what the piece draws, in pixels."""
    placed = piece.placed
    found = [ink for marks in (False, True) if (ink := placed.line.raster(placed.size, marks=marks))]
    return (
        round(placed.x + min(ink.x for ink in found)),
        round(placed.y + min(ink.y for ink in found)),
        round(placed.x + max(ink.x + ink.image.width for ink in found)),
        round(placed.y + max(ink.y + ink.image.height for ink in found)),
    )


def inside(box: tuple[int, int, int, int], room: Box) -> bool:
    """Whether the ink lies within the room, to the pixel."""
    left, top, right, bottom = box
    return left >= room.left - 1 and top >= room.top - 1 and right <= room.right + 1 and bottom <= room.bottom + 1


def touch(one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> bool:
    """Whether two boxes of ink overlap by more than a pixel."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across > 1 and down > 1


def quote_lines(sheet: Sheet) -> Iterator[Piece]:
    """The pieces of the quote."""
    return (piece for piece in sheet.pieces if piece.part == "quote")


def pixels(path: Path) -> Image.Image:
    with Image.open(path) as opened:
        opened.load()
        return opened.copy()
