"""The words that stand for numbers in six languages, as tables. What they mean together is said in ``quantities``.

Bengali and Urdu have a word of their own for every number up to 99.
"""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Final

from .lexicon import Lexicon, counted, entries, fold, lexicon

_ENGLISH: Final = lexicon(
    numerals=counted(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty"
    )
    + "; 30 thirty; 40 forty; 50 fifty; 60 sixty; 70 seventy; 80 eighty; 90 ninety; 0.5 half",
    ordinals=counted(
        "first second third/thirds fourth/fourths fifth/fifths sixth seventh eighth ninth tenth "
        "eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth "
        "twentieth",
        1,
    )
    + "; 30 thirtieth; 40 fortieth; 50 fiftieth; 60 sixtieth; 70 seventieth; 80 eightieth; 90 ninetieth",
    unclear="thirds fourths fifths",
    scales="12 dozen; 100 hundred; 1e3 thousand; 1e5 lakh lakhs; 1e6 million mn; 1e7 crore crores; 1e9 billion bn; "
    "1e12 trillion tn; 1e15 quadrillion",
    asides="""; 0 no none nil zeros zeroes midnight; 1 a an once single another sole; 2 twice double doubled pair both
    couple twin duo half halves; 3 thrice triple tripled treble trebled trio trilogy trilingual tricycle tricycles
    threefold quarterly; 4 quarter quarters quartet quadruple quadrupled quadruples fourfold; 5 fives quintuple
    quintupled quintuples quintuplets quintile quintiles fivefold; 6 sixfold; 7 sevenfold; 8 eightfold; 9 ninefold; 10
    decade decades tens teens dozen dozens tenfold; 12 noon midday; 15 quarter; 20 score twenties; 24 midnight; 25
    quarter; 30 half thirties; 40 forties; 50 half fifties; 60 sixties; 70 seventies; 80 eighties; 90 nineties; 100
    centenary centenarian centenarians century centuries hundreds hundredth;
    1e3 thousands thousandth; 1e6 millions millionth; 1e9 billions""",
    months="january february _ april _ june july august september october november december",
    other_months="1 jan; 2 feb; 3 march mar; 4 apr; 5 may; 6 jun; 7 jul; 8 aug; 9 sep sept; 10 oct; 11 nov; 12 dec",
    weekdays="monday/mondays tuesday/tuesdays wednesday/wednesdays thursday/thursdays friday/fridays "
    "saturday/saturdays",
    afternoon="p pm afternoon evening night tonight noon",
)

_VIETNAMESE: Final = lexicon(
    numerals=counted("không một hai ba bốn/tư năm/lăm sáu bảy/bẩy tám chín mười") + "; 1 mốt nhất; 2 nhì; 0.5 nửa rưỡi",
    unclear="không năm lăm tư mốt nhất nhì rưỡi",
    scales="10 mươi chục; 12 tá; 100 trăm; 1e3 nghìn ngàn; 1e4 vạn; 1e6 triệu; 1e9 tỷ tỉ",
    asides="""0 đêm; 1 đầu giêng đơn duy mỗi; 2 đôi cặp kép cả giữa; 3 tam; 4 tứ; 10 thập; 12 chạp trưa chục; 15 rằm;
    24 đêm; 30 rưỡi; 50 nửa""",
    afternoon="chiều tối đêm trưa",
)

_INDONESIAN: Final = lexicon(
    numerals=counted("nol/kosong satu/esa dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas")
    + "; 10 belas; 100 seratus; 1e3 seribu; 1e6 sejuta; 1e9 semiliar; 0.5 setengah",
    ordinals="1 pertama",
    unclear="nol kosong esa ber per kedua",
    scales="10 puluh puluhan; 12 lusin; 20 kodi; 100 ratus; 1e3 ribu; 1e6 juta; 1e9 miliar milyar; 1e12 triliun",
    asides="""0 tanpa malam; 1 seorang sebuah seekor sehari setahun sebulan seminggu sepekan sejam semenit
    sekali tunggal suatu setiap per sebatang selembar; 2 sepasang ganda kembar separuh setengah; 3 rangkap
    sepertiga; 4 seperempat; 10 dekade dasawarsa sepersepuluh; 12 siang selusin; 24 malam; 25 seperempat; 30
    setengah; 50 setengah separuh; 100 abad seabad ratusan; 1e3 ribuan; 1e6 jutaan; 1e9 miliaran""",
    months="januari februari maret april mei juni juli agustus september oktober november desember",
    other_months="1 jan; 2 feb; 3 mar; 4 apr; 6 jun; 7 jul; 8 agu; 9 sep sept; 10 okt; 11 nov; 12 des",
    weekdays="senin selasa rabu kamis jumat sabtu",
    afternoon="siang sore petang malam",
    prefix="ke|ber|per",
    suffix="nya",
    ordinal="ke",
    units_first=True,
)

_ARABIC: Final = lexicon(
    numerals="""0 صفر; 1 واحد واحدة أحد إحدى; 2 اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي;
    3 ثلاث ثلاثة; 4 أربع أربعة; 5 خمس خمسة; 6 ست ستة; 7 سبع سبعة; 8 ثمان ثماني ثمانية; 9 تسع تسعة; 10 عشر عشرة; 20
    عشرون عشرين; 30 ثلاثون ثلاثين; 40 أربعون أربعين; 50 خمسون خمسين; 60 ستون ستين; 70 سبعون سبعين; 80 ثمانون
    ثمانين; 90 تسعون تسعين; 200 مئتان مئتين مئتا مئتي مائتان مائتين مائتا مائتي; 300 ثلاثمئة ثلاثمائة; 400
    أربعمئة أربعمائة; 500 خمسمئة خمسمائة; 600 ستمئة ستمائة; 700 سبعمئة سبعمائة; 800 ثمانمئة ثمانمائة
    ثمانيمائة; 900 تسعمئة تسعمائة; 2e3 ألفان ألفين ألفا ألفي; 2e6 مليونان مليونين مليوني; 2e9 ملياران مليارين
    ملياري; 0.5 نصف""",
    ordinals="""1 أول أولى حادي حادية; 2 ثان ثاني ثانية; 3 ثالث ثالثة; 4 رابع رابعة; 5 خامس خامسة; 6 سادس سادسة;
    7 سابع سابعة; 8 ثامن ثامنة; 9 تاسع تاسعة; 10 عاشر عاشرة""",
    unclear="أحد إحدى حادي ثان ثانية ميتا لست",
    scales="100 مئة مائة; 1e3 ألف آلاف; 1e6 مليون ملايين; 1e9 مليار مليارات بليون بلايين; 1e12 تريليون تريليونات",
    asides="""0 لا بدون منتصف; 1 عاما سنة شهرا أسبوعا يوما ساعة كل وحيد وحيدة مرة فرد
    2 مرتين مرتان يومين يومان عامين عامان سنتين سنتان شهرين شهران
    أسبوعين أسبوعان ساعتين ساعتان دقيقتين شخصين شخصان طفلين طفلان حالتين حالتان جرعتين جرعتان بلدين دولتين
    مرحلتين رجلين امرأتين قرنين عقدين مترين متران كيلومترين كيلومتران
    سنتيمترين سنتيمتران ميلين طنين قتيلين ضعف ضعفي كلا كلتا زوج نصف نصفين مزدوج; 3 ثلاثي ثلاثية ثلث
    ثلثي ثلثا ثلثين; 4 ربع; 10 عقد عقود; 12 ظهر; 15 ربع; 20 عشرينيات; 24 منتصف; 30 نصف ثلاثينيات; 40
    أربعينيات; 50 نصف خمسينيات; 60 ستينيات; 70 سبعينيات; 80 ثمانينيات; 90 تسعينيات; 25 ربع; 100 قرن قرون مئات
    مئة مائة; 1e3 ألف; 2e3 ألفا; 1e6 مليون; 2e6 مليونا; 1e9 مليار""",
    months="يناير فبراير _ أبريل/إبريل _ يونيو/يونيه/حزيران يوليو/يوليه/تموز أغسطس سبتمبر/أيلول أكتوبر نوفمبر ديسمبر",
    other_months="1 كانون; 2 شباط; 3 مارس آذار; 4 نيسان; 5 مايو أيار; 8 آب; 10 تشرين; 11 تشرين; 12 كانون",
    weekdays="الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت",
    afternoon="مساء عصر ظهر ليل",
    prefix="[وف]?[بلك]?ال(?!ف)|[وف]?لل|[وف][بلك]?|[بلك]",
    suffix="ا|ها|هم",
    units_first=True,
)

_BENGALI_COUNT: Final = (
    "শূন্য এক দুই/দু তিন চার পাঁচ ছয়/ছ সাত আট নয় দশ এগারো/এগার বারো/বার তেরো/তের চৌদ্দ/চোদ্দ পনেরো/পনের "
    "ষোলো/ষোল সতেরো/সতের আঠারো/আঠার উনিশ/ঊনিশ বিশ/কুড়ি একুশ বাইশ তেইশ চব্বিশ পঁচিশ ছাব্বিশ সাতাশ "
    "আটাশ/আঠাশ ঊনত্রিশ/উনত্রিশ ত্রিশ/তিরিশ একত্রিশ বত্রিশ তেত্রিশ চৌত্রিশ পঁয়ত্রিশ ছত্রিশ সাঁইত্রিশ "
    "আটত্রিশ ঊনচল্লিশ/উনচল্লিশ চল্লিশ একচল্লিশ বিয়াল্লিশ তেতাল্লিশ চুয়াল্লিশ পঁয়তাল্লিশ ছেচল্লিশ "
    "সাতচল্লিশ আটচল্লিশ ঊনপঞ্চাশ/উনপঞ্চাশ পঞ্চাশ একান্ন বায়ান্ন তিপ্পান্ন চুয়ান্ন পঞ্চান্ন ছাপ্পান্ন "
    "সাতান্ন আটান্ন ঊনষাট/উনষাট ষাট একষট্টি বাষট্টি তেষট্টি চৌষট্টি পঁয়ষট্টি ছেষট্টি সাতষট্টি আটষট্টি "
    "ঊনসত্তর/উনসত্তর সত্তর একাত্তর বাহাত্তর তিয়াত্তর চুয়াত্তর পঁচাত্তর ছিয়াত্তর সাতাত্তর আটাত্তর "
    "ঊনআশি/উনআশি আশি একাশি বিরাশি তিরাশি চুরাশি পঁচাশি ছিয়াশি সাতাশি আটাশি ঊননব্বই/উননব্বই নব্বই "
    "একানব্বই বিরানব্বই তিরানব্বই চুরানব্বই পঁচানব্বই ছিয়ানব্বই সাতানব্বই আটানব্বই নিরানব্বই"
)


def _bengali_hundreds() -> str:
    """Write একশ to উনিশশ as a table: a numeral and its hundred are one word, in three spellings."""
    value = dict(entries(counted(_BENGALI_COUNT)))
    count = (word for words in _BENGALI_COUNT.split()[1:20] for word in words.split("/"))
    return ";".join(f"{value[fold(word)] * 100} {word}শ {word}শো {word}শত" for word in count)


_BENGALI: Final = lexicon(
    numerals=f"{counted(_BENGALI_COUNT)};{_bengali_hundreds()}; 0.5 সাড়ে আধা; 1.5 দেড়; 2.5 আড়াই; 0.25 সোয়া; -0.25 পৌনে",
    ordinals=counted(
        "প্রথম দ্বিতীয় তৃতীয় চতুর্থ পঞ্চম ষষ্ঠ সপ্তম অষ্টম নবম দশম একাদশ দ্বাদশ ত্রয়োদশ চতুর্দশ পঞ্চদশ ষোড়শ "
        "সপ্তদশ অষ্টাদশ ঊনবিংশ/উনবিংশ বিংশ একবিংশ",
        1,
    ),
    unclear="নয় ছ বার তের আটকে দশকে সাতে আঠার সোয়া পৌনে",
    ordinal="তম",
    scales="12 ডজন; 100 শ শর শো শত; 1e3 হাজার সহস্র; 1e5 লাখ লক্ষ; 1e6 মিলিয়ন; 1e7 কোটি; 1e9 বিলিয়ন; 1e12 ট্রিলিয়ন",
    asides="""0 মধ্যরাত; 1 একমাত্র প্রতি একক পয়লা পহেলা; 2 উভয় দ্বিগুণ জোড়া অর্ধেক দ্বৈত আধা
    3 থ্রি থ্রিডি ত্রয়ী ত্রিমাত্রিক তৃতীয়াংশ; 4 ফোর সিকি পৌনে চতুর্থাংশ; 5 ফাইভ
    পঞ্চমাংশ; 6 ছক্কা; 10 দশক; 12 দুপুর; 15 সোয়া; 24 মধ্যরাত; 30 সাড়ে
    45 পৌনে; 50 অর্ধেক; 100 শততম শতাব্দী শতক শতাধিক শতবর্ষ শতভাগ; 1e3 সহস্রাধিক""",
    months="জানুয়ারি/জানুয়ারী ফেব্রুয়ারি/ফেব্রুয়ারী _ এপ্রিল _ জুন জুলাই আগস্ট/অগাস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর",
    other_months="3 মার্চ; 5 মে",
    weekdays="সোমবার মঙ্গলবার বুধবার বৃহস্পতিবার শুক্রবার শনিবার",
    afternoon="বেলা দুপুর বিকেল বিকাল সন্ধ্যা রাত",
    suffix="(?<!^শ)(?<!^শত)(?<!^শো)"  # ২৯শে is a day of the month, ১৫ শতকে a century
    "(?:োর্ধ(?:্ব)?|টি|টা|টির|টিকে|টিতে|টার|জন|জনের|জনকে|গুণ|বার|বারের|খানা|খানি|দিন|মাস|বছর|ধরনের|দফা|ভাগ|তম)?"
    "(?:কে|তে|ের|র|ে|য়|য়ে|য়ের|দের)?[ইও]?",
    one_word=True,
)

_URDU: Final = lexicon(
    numerals=counted(
        "صفر ایک دو تین چار پانچ چھ/چھے/چھہ سات آٹھ نو دس گیارہ بارہ تیرہ چودہ پندرہ سولہ سترہ اٹھارہ "
        "انیس بیس اکیس بائیس تئیس/تیئس چوبیس پچیس چھبیس ستائیس اٹھائیس انتیس تیس اکتیس بتیس تینتیس "
        "چونتیس پینتیس چھتیس سینتیس اڑتیس انتالیس چالیس اکتالیس بیالیس تینتالیس چوالیس پینتالیس چھیالیس "
        "سینتالیس اڑتالیس انچاس پچاس اکیاون باون ترپن چون پچپن چھپن ستاون اٹھاون انسٹھ ساٹھ اکسٹھ باسٹھ "
        "تریسٹھ چونسٹھ پینسٹھ چھیاسٹھ سڑسٹھ اڑسٹھ انہتر ستر اکہتر بہتر تہتر چوہتر پچہتر چھہتر ستتر "
        "اٹھہتر اناسی اسی اکیاسی بیاسی تراسی چوراسی پچاسی چھیاسی ستاسی اٹھاسی نواسی نوے اکانوے بانوے "
        "ترانوے چورانوے پچانوے چھیانوے ستانوے اٹھانوے ننانوے"
    )
    + "; 0.5 ساڑھے آدھا آدھے آدھی نصف; 1.5 ڈیڑھ; 2.5 ڈھائی; 0.25 سوا; -0.25 پونے",
    # Before the ending of an ordinal, 11 to 18 have another h.
    ordinals="11 گیارھ; 12 بارھ; 13 تیرھ; 14 چودھ; 15 پندرھ; 16 سولھ; 17 سترھ; 18 اٹھارھ; "
    "1 پہلا پہلی; 2 دوسرا دوسری دوسرے; 3 تیسرا تیسری تیسرے; 4 چوتھا چوتھی چوتھے; 6 چھٹا چھٹی چھٹے; "
    "9 نواں نویں",
    unclear="نو اسی نوے چون دوسرے چھٹی بہتر سوا پونے",
    ordinal="واں|ویں",
    scales="12 درجن; 100 سو; 1e3 ہزار; 1e5 لاکھ; 1e6 ملین; 1e7 کروڑ; 1e9 ارب بلین; 1e11 کھرب; 1e12 ٹریلین",
    asides="""0 کوئی شب; 1 پہلے اول یکم ہر واحد; 2 دونوں دوم دوگنا دگنا دگنی
    جوڑا جوڑے نصف آدھا آدھے آدھی دوہرا دوہری دوبارہ; 3 تینوں سوم تہائی تگنا تھری
    4 چاروں فور چہارم چوتھائی; 5 پنجم فائیو
    10 دہائی دہائیوں عشرہ عشرے عشروں دہم; 12 دوپہر; 15 سوا; 24 شب; 30 ساڑھے; 45 پونے
    50 نصف آدھا آدھے آدھی; 100 صد صدی صدیوں سینکڑوں سیکڑوں; 1e3 ہزاروں; 1e5 لاکھوں; 1e7 کروڑوں
    1e9 اربوں""",
    months="جنوری فروری _ اپریل مئی _ جولائی اگست ستمبر اکتوبر نومبر دسمبر",
    other_months="3 مارچ; 6 جون",
    weekdays="پیر منگل بدھ جمعرات جمعہ ہفتہ/ہفتے",
    afternoon="دوپہر سہ شام رات شب",
    suffix="واں|ویں|وں",
    one_word=True,
)

LEXICONS: Final[Mapping[str, Lexicon]] = {
    "en": _ENGLISH,
    "vi": _VIETNAMESE,
    "id": _INDONESIAN,
    "ar": _ARABIC,
    "bn": _BENGALI,
    "ur": _URDU,
}

# A language without a table: small and round numbers may stand there in words, and any scale word may follow a number.
UNKNOWN: Final = replace(
    lexicon(numerals="", scales="", asides="", afternoon=""),
    unseen=frozenset(map(Decimal, (*range(32), *range(40, 100, 10), 100, 1000, 10**6, 10**9))),
    any_scale=tuple(Decimal(10) ** power for power in (0, 2, 3, 4, 5, 6, 7, 8, 9, 12)),
)
