"""The words of web furniture, in the languages of the seeds and English. Tables only; ``cleaning`` says what they mean.

Each entry is a regular expression for the words themselves, without what follows them. To teach a language, add its
words here and a line to the golden tests.
"""

from typing import Final

COMMENTS: Final = (
    "comments?", "leave a comment", "bình luận", "ý kiến", "komentar", "মন্তব্য", "মন্তব্যসমূহ", "تبصر[ہے]",
    "(?:ال)?تعليقات", "اترك تعليق[اً]*",
)  # fmt: skip
ADVERTISEMENTS: Final = (
    "advertisements?", "sponsored(?: content)?", "quảng cáo", "iklan", "advertorial", "বিজ্ঞাপন", "اشتہار(?:ات)?",
    "إعلان(?:ات)?", "اعلان(?: مدفوع)?",
)  # fmt: skip
SHARING: Final = (
    "share(?: this)?(?: article)?", "follow us", "print", "chia sẻ", "theo dõi chúng tôi", "in bài viết", "bagikan",
    "ikuti kami", "cetak", "শেয়ার(?: করুন)?", "প্রিন্ট", "شیئر(?: کریں)?", "پرنٹ", "مشاركة", "شارك(?: المقال)?", "طباعة",
    "facebook", "twitter", "zalo", "whatsapp", "telegram", "x", "copy link", "email",
)  # fmt: skip
RELATED: Final = (
    "in the same section", "related(?: articles?| news| stories)?", "read (?:more|also)", "see also", "more on this",
    "tin cùng chuyên mục", "cùng chuyên mục", "tin liên quan", "bài liên quan", "tin khác", "xem thêm", "đọc thêm",
    "baca juga", "baca selengkapnya", "lihat juga", "artikel terkait", "berita terkait",
    "আরও পড়ুন", "আরো পড়ুন", "আরও খবর", "সম্পর্কিত খবর", "সংশ্লিষ্ট খবর", "একই বিভাগে",
    "مزید پڑھیں", "مزید پڑھئے", "یہ بھی پڑھیں", "متعلقہ خبریں", "اسی سیکشن میں",
    "اقرأ أيضا[ً]?", "اقرأ المزيد", "إقرأ أيضا[ً]?", "مواضيع ذات صلة", "أخبار ذات صلة", "شاهد أيضا[ً]?", "في نفس القسم",
)  # fmt: skip
TAGS: Final = (
    "tags?",
    "keywords?",
    "từ khóa",
    "chủ đề",
    "kata kunci",
    "topik",
    "ট্যাগ",
    "বিষয়",
    "ٹیگز?",
    "الكلمات المفتاحية",
    "وسوم",
)
COPYRIGHT: Final = (
    r"(?:©|\(c\)|copyright\s*(?:©|\(c\)|\d{4})).{0,120}",
    r".{0,120}(?:all rights reserved|giữ bản quyền|hak cipta dilindungi|সর্বস্বত্ব সংরক্ষিত|جملہ حقوق محفوظ|جميع الحقوق محفوظة).{0,60}",
)  # fmt: skip
SOURCES: Final = (
    "source", "via", "nguồn", "theo", "sumber", "সূত্র", "তথ্যসূত্র", "উৎস", "ماخذ", "ذریعہ", "بشکریہ", "المصدر", "مصدر",
)  # fmt: skip
AUTHORS: Final = (
    "by", "written by", "reported by", "reporter", "author", "editor", "bài", "bài và ảnh", "tác giả", "thực hiện", "phóng viên", "pv",
    "oleh", "penulis", "reporter", "editor", "pewarta", "লেখক", "প্রতিবেদক", "নিজস্ব প্রতিবেদক", "প্রতিবেদন", "পরিবেশনায়",
    "تحریر", "رپورٹ", "رپورٹر", "مصنف", "پرفارم کیا", "پیشکش", "بقلم", "كتب", "كتبت", "إعداد", "تحرير",
)  # fmt: skip
# Small letters among names and dates.
BETWEEN_NAMES: Final = frozenset(
    "and for in at from of staff writer correspondent reporter và tại từ ngày tháng năm dan di dari untuk"
    " al bin binti da de del der di du el la le van von".split()
)
PHOTOS: Final = (
    "photos?", "images?", "illustration", "file photo", "ảnh", "ảnh minh họa", "hình", "ảnh tư liệu", "foto", "gambar", "dok",
    "ছবি", "সংগৃহীত ছবি", "تصویر", "تصاویر", "فوٹو", "(?:ال)?صور[ةه]?", "تصوير",
)  # fmt: skip
# “third from the right”, “left”, as captions place people.
POSITIONS: Final = (
    r"(?:first|second|third|fourth|fifth|\d(?:st|nd|rd|th)) (?:from )?(?:the )?(?:left|right)", "from left", "from right",
    r"(?:thứ|người) (?:nhất|hai|ba|tư|năm|\d+) (?:từ|bên) (?:trái|phải)", "ngoài cùng bên (?:trái|phải)", "(?:bìa|hàng đầu|từ) (?:trái|phải)",
    "(?:pertama|kedua|ketiga|keempat|kelima|paling)? ?(?:dari )?(?:kiri|kanan)",
    "(?:বাঁ|বাম|ডান) (?:দিক )?থেকে(?: \\w+)?", "(?:دائیں|بائیں) (?:جانب )?سے(?: \\w+)?",
    "(?:الأول|الثاني|الثالث|الرابع|الخامس) من (?:اليمين|اليسار)", "(?:يمين|يسار)",
)  # fmt: skip
