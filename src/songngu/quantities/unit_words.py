"""The words and signs that stand for units in six languages, as tables. How they are found is said in ``units``.

A line is a canonical unit and the regular expressions of its forms, parted by ``|``. Earlier lines go first, so
``km/h`` stands before ``km``.
"""

from collections.abc import Mapping
from typing import Final

# Signs and codes, in any language; case counts.
SIGNS: Final = """
% = [%٪﹪]
km/h = km/h|km/giờ|km/jam|kph|كم/س(?:اعة)?|کلومیٹر/گھنٹہ|কিমি/ঘণ্টা
mph = mph
km2 = km2|km²|km (?:persegi|vuông)|sq\\.? ?km|كم2|كم²
m2 = m2|m²|sq\\.? ?m|م2|م²
m3 = m3|m³|م3|م³
mm Hg = mm ?Hg
mg/dL = mg/d[lL]
km = km|KM
cm = cm
mm = mm
kWh = kWh
MW = MW
GW = GW
kg = kg|KG
mg = mg
µg = [µμ]g|mcg
ml = m[lL]|cc
ha = ha
°C = ° ?C|℃|º ?C
°F = ° ?F
USD = USD|US\\$|\\$
EUR = EUR|€
GBP = GBP|£
JPY = JPY|¥
INR = INR|₹
BDT = BDT|৳
PKR = PKR
VND = VND|VNĐ|₫
IDR = IDR
SAR = SAR
AED = AED
CNY = CNY|RMB
GB = GB
MB = MB
"""

# Signs that may stand before the number, in any language.
SIGNS_BEFORE: Final = """
USD = USD|US\\$|U\\.S\\. ?\\$|\\$
AUD = AUD|A\\$|AU\\$
CAD = CAD|C\\$
EUR = EUR|€
GBP = GBP|£
JPY = JPY|¥
INR = INR|₹
BDT = BDT|৳|Tk\\.?
PKR = PKR
rupee = Rs\\.?
VND = VND|VNĐ|₫
IDR = IDR|Rp\\.?
SAR = SAR
AED = AED
CNY = CNY|RMB
"""

WORDS: Final[Mapping[str, str]] = {
    "en": """
% = per ?cent(?:age points?)?|percentage points?|percentile|pct
km/h = kilomet(?:re|er)s? (?:per|an) hour|km per hour
mph = miles (?:per|an) hour
km2 = square kilomet(?:re|er)s?|sq(?:uare)? km
m2 = square met(?:re|er)s?
m3 = cubic met(?:re|er)s?
sq mi = square miles?
sq ft = square f(?:ee|oo)t
km = kilomet(?:re|er)s?|kms
cm = centimet(?:re|er)s?
mm = millimet(?:re|er)s?
m = met(?:re|er)s?|m
mi = miles?
ft = f(?:ee|oo)t
in = inch(?:es)?
kg = kilos?|kilogram(?:me)?s?
mg = milligram(?:me)?s?
g = gram(?:me)?s?
t = (?:metric )?ton(?:ne)?s?
ml = millilit(?:re|er)s?
l = lit(?:re|er)s?
ha = hectares?
acre = acres?
°C = degrees? (?:Celsius|centigrade|C)
°F = degrees? (?:Fahrenheit|F)
° = degrees?
USD = (?:US|U\\.S\\.|American )? ?dollars?
EUR = euros?
GBP = (?:British )?pounds sterling
JPY = yen
CNY = yuan|renminbi
BDT = taka
VND = dong|(?:Vietnamese )dong
IDR = rupiahs?
PKR = Pakistani rupees?
INR = Indian rupees?
rupee = rupees?
SAR = (?:Saudi )?riyals?
AED = dirhams?
dinar = dinars?
year = years?|yrs?
month = months?
week = weeks?
day = days?
h = hours?|hrs?
min = minutes?|mins?
s = seconds?|secs?
""",
    "vi": """
% = phần trăm|điểm phần trăm|% điểm
km/h = (?:km|ki-?lô-?mét|ki lô mét) (?:mỗi|trên|một) giờ|cây số (?:một )?giờ
mph = dặm (?:mỗi|trên|một) giờ
km2 = ki ?lô ?mét vuông|cây số vuông|km vuông
m2 = mét vuông|m vuông
m3 = mét khối
sq mi = dặm vuông
km = ki-?lô-?mét|ki lô mét|cây số
cm = xăng-?ti-?mét|xen-?ti-?mét|centimet|phân
mm = mi-?li-?mét
m = mét|m
mi = dặm(?: Anh)?
ft = feet|foot|bộ
in = inch|in-?sơ
kg = kí(?:-?lô)?|ki-?lô-?gam|ki lô gam|cân|ký
mg = mi-?li-?gam|miligam
g = gam|gram|g
t = tấn
quintal = tạ
ml = mi-?li-?lít|mililít
l = lít|l
ha = héc-?ta|hecta|héc ta
acre = mẫu Anh
°C = độ C|độ bách phân
°F = độ F
° = độ
USD = (?:đô la|đô-la|đôla|đô) (?:Mỹ|Hoa Kỳ)|đô la|đô-la|đôla|Mỹ kim
EUR = euro|ơ-rô
GBP = bảng Anh
JPY = yên(?: Nhật)?
CNY = nhân dân tệ|tệ
BDT = taka
VND = đồng(?: Việt Nam)?|đ
IDR = rupiah
PKR = rupee Pakistan
INR = rupee Ấn Độ
rupee = rupee|rupi
SAR = riyal(?: Saudi)?
AED = dirham
dinar = dinar
year = năm(?! (?:\\d{4}|ngoái|nay|sau|trước đó))
month = tháng(?! \\d)
week = tuần(?: lễ)?
day = ngày(?! \\d)
h = giờ|tiếng(?: đồng hồ)?
min = phút
s = giây
""",
    "id": """
% = persen(?:tase)?|poin persen(?:tase)?|persen poin
km/h = kilometer per jam|km per jam
mph = mil per jam
km2 = kilometer persegi|km persegi
m2 = meter persegi|m persegi
m3 = meter kubik
sq mi = mil persegi
km = kilometer
cm = sentimeter|senti
mm = milimeter
m = meter|m
mi = mil
ft = kaki
in = inci
kg = kilogram|kilo
mg = miligram
g = gram|g
t = ton
quintal = kuintal
ml = mililiter
l = liter|l
ha = hektare?
acre = ekar
°C = derajat (?:Celsius|Celcius|C)
°F = derajat (?:Fahrenheit|F)
° = derajat
USD = dol(?:l)?ar (?:AS|Amerika(?: Serikat)?)|dolar
EUR = euro
GBP = pound(?:sterling| sterling)|pound Inggris
JPY = yen
CNY = yuan
BDT = taka
VND = dong
IDR = rupiah
PKR = rupee Pakistan
INR = rupee India
rupee = rupee
SAR = riyal(?: Saudi)?|real
AED = dirham
dinar = dinar
year = tahun(?! \\d{4})
month = bulan
week = minggu|pekan
day = hari
h = jam
min = menit
s = detik
""",
    "ar": """
% = في ال?ما?[ئى]ة|في ال?ما?ئه|بال?ما?ئة|بال?ما?ئه|نقطة مئوية|نقاط مئوية|% نقطة
km/h = كيلومترا? في الساعة|كم في الساعة|كيلومترات في الساعة
mph = ميلا? ?(?:في|/) ?الساعة
km2 = (?:كيلو ?متر(?:ات|ا)?|كم) مربعا?ً?
m2 = (?:متر|أمتار|مترا|مترًا|متراً|م) مربع(?:ة|ا|ًا|اً)?
m3 = (?:متر|أمتار|مترا|مترًا|م) مكعب(?:ة|ا|ًا|اً)?
sq mi = ميل(?:ا|ًا)? مربع(?:ا|ًا)?
km = كيلو ?متر(?:ات)?|كم|كلم
cm = سنتي ?متر(?:ات)?|سم
mm = ملّ?ي ?متر(?:ات)?|ملم|مليمتر(?:ات)?
m = متر|أمتار
mi = ميل|أميال
ft = قدم|أقدام
in = بوصة|بوصات
kg = كيلو ?غرام(?:ات)?|كيلو ?جرام(?:ات)?|كجم|كغم|كغ|كيلو
mg = ملّ?ي ?غرام(?:ات)?|ملّ?ي ?جرام(?:ات)?|ملغم?|مليغرام(?:ات)?|ملجم
g = غرام(?:ات)?|جرام(?:ات)?
t = طن|أطنان
ml = ملّ?ي ?لتر(?:ات)?|مل
l = لتر(?:ات)?
ha = هكتار(?:ات)?
acre = فدان
°C = درجة مئوية|درجات مئوية
°F = درجة فهرنهايت|درجات فهرنهايت
° = درجة|درجات
USD = دولار(?:ات)?(?: أمريكي(?:ا|ًا|ة)?| أميركي(?:ا|ًا|ة)?)?
EUR = يورو
GBP = جنيه(?:ا|ًا)? إسترليني(?:ا|ًا)?
EGP = جنيه(?:ات)?(?: مصري(?:ا|ًا|ة)?)?
JPY = ين
CNY = يوان
BDT = تاكا
VND = دونغ
IDR = روبية إندونيسية
PKR = روبية باكستانية
INR = روبية هندية
rupee = روبية|روبيات
SAR = ريال(?:ات)?(?: سعودي(?:ا|ًا|ة)?)?
AED = درهم|دراهم
dinar = دينار|دنانير
year = عام|أعوام|سنة|سنوات|سنين
month = شهر|أشهر|شهور
week = أسبوع|أسابيع
day = يوم|أيام
h = ساعة|ساعات
min = دقيقة|دقائق
s = ثانية|ثوان(?:ي|ٍ)?
""",
    "bn": """
% = শতাংশীয় পয়েন্ট|শতাংশ(?: পয়েন্ট)?|পার্সেন্ট|ভাগ
km/h = কিলোমিটার (?:প্রতি ঘণ্টা|প্রতি ঘন্টা)|কিমি প্রতি ঘণ্টা|কিলোমিটার/ঘণ্টা
mph = মাইল প্রতি ঘণ্টা
km2 = বর্গ ?কিলোমিটার|বর্গ ?কিমি
m2 = বর্গ ?মিটার
m3 = ঘন ?মিটার
sq mi = বর্গ ?মাইল
sq ft = বর্গ ?ফুট
km = কিলোমিটার|কি\\.?মি\\.?
cm = সেন্টিমিটার|সে\\.?মি\\.?
mm = মিলিমিটার
m = মিটার
mi = মাইল
ft = ফুট
in = ইঞ্চি
kg = কিলোগ্রাম|কেজি|কিলো
mg = মিলিগ্রাম
g = গ্রাম(?!ে|ের|বাসী)
t = মেট্রিক টন|টন
quintal = কুইন্টাল
ml = মিলিলিটার
l = লিটার
ha = হেক্টর
acre = একর
°C = ডিগ্রি সেলসিয়াস|ডিগ্রী সেলসিয়াস|সেলসিয়াস|ডিগ্রি সেন্টিগ্রেড
°F = ডিগ্রি ফারেনহাইট|ডিগ্রী ফারেনহাইট
° = ডিগ্রি|ডিগ্রী
USD = (?:মার্কিন |ইউএস )?ডলার
EUR = ইউরো
GBP = পাউন্ড স্টার্লিং
JPY = ইয়েন
CNY = ইউয়ান
BDT = টাকা
VND = ডং
IDR = রুপিয়া
PKR = পাকিস্তানি রুপি
INR = ভারতীয় রুপি
rupee = রুপি
SAR = (?:সৌদি )?রিয়াল
AED = দিরহাম
dinar = দিনার
year = বছর|বৎসর
month = মাস
week = সপ্তাহ
day = দিন
h = ঘণ্টা|ঘন্টা
min = মিনিট
s = সেকেন্ড
""",
    "ur": """
% = فی ?صد(?: پوائنٹس?)?|فیصدی|پرسنٹ
km/h = کلو ?میٹر فی گھنٹہ|کلو ?میٹر فی گھنٹے
mph = میل فی گھنٹہ
km2 = مربع کلو ?میٹر
m2 = مربع میٹر
m3 = مکعب میٹر
sq mi = مربع میل
sq ft = مربع فٹ
km = کلو ?میٹر
cm = سینٹی ?میٹر
mm = ملی ?میٹر
m = میٹر
mi = میل
ft = فٹ
in = انچ
kg = کلو ?گرام|کلو
mg = ملی ?گرام
g = گرام
t = میٹرک ٹن|ٹن
ml = ملی ?لیٹر
l = لیٹر
ha = ہیکٹر
acre = ایکڑ
°C = ڈگری (?:سینٹی ?گریڈ|سیلسیس|سیلسیئس|سلسیس)
°F = ڈگری فارن ?ہائیٹ
° = ڈگری
USD = (?:امریکی )?ڈالرز?
EUR = یورو
GBP = پاؤنڈ اسٹرلنگ|برطانوی پاؤنڈ
JPY = ین
CNY = یوآن
BDT = ٹکا|ٹکے
VND = ڈونگ
IDR = انڈونیشیائی روپیہ
INR = بھارتی روپے
PKR = (?:پاکستانی )?روپے|روپیہ|روپوں
SAR = (?:سعودی )?ریال
AED = درہم
dinar = دینار
year = سال|سالوں|برس|برسوں
month = ماہ|مہینے|مہینوں|مہینہ
week = ہفتے|ہفتوں|ہفتہ
day = دن|دنوں|روز
h = گھنٹے|گھنٹوں|گھنٹہ
min = منٹ|منٹوں
s = سیکنڈ
""",
}

# What may follow a unit word: case endings, plural signs, vowel signs of the accusative.
ENDINGS: Final[Mapping[str, str]] = {
    "bn": "(?:টি|টা)?(?:ের|র|ে|তে|য়|কে|েরও|েই)?[ইও]?",
    "ar": "[\u064b-\u0652]?[اة]?[\u064b-\u0652]?",
    "ur": "(?:وں|ز)?",
    "id": "(?:nya|-an)?",
}

MONEY: Final = frozenset("USD AUD CAD EUR GBP JPY CNY BDT VND IDR PKR INR rupee SAR AED EGP dinar".split())
DIMENSIONS: Final = {
    unit: dimension
    for dimension, units in {
        "percent": "%",
        "temperature": "°C °F",
        "length": "km cm mm mi ft in",
        "area": "km2 m2 ha acre",
        "mass": "kg mg µg g t quintal",
        "duration": "year month week day h min s",
        "energy": "kWh MW GW",
        # One name of money may stand for several currencies: $, Rs, ¥, جنيه, پاؤنڈ.
        "dollar": "USD AUD CAD",
        "rupee": "INR PKR IDR rupee",
        "yen": "JPY CNY",
        "pound": "GBP EGP",
        "riyal": "SAR AED dinar",
        "euro": "EUR",
        "taka": "BDT",
        "dong": "VND",
    }.items()
    for unit in units.split()
}
