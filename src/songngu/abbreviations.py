"""What the sentence splitter knows about single languages: tables of words, no logic.

A language that is missing here is split by the general rules alone. Words are written as in print, without their last
full stop, and are compared exactly. The tables were written by hand for news text; add a word where a sentence was
cut wrongly, with a case in ``tests/data/splitting.tsv``.
"""

from collections.abc import Mapping
from typing import Final


def _words(table: Mapping[str, str]) -> dict[str, frozenset[str]]:
    return {language: frozenset(words.split()) for language, words in table.items()}


# Languages written so much like another that they use its tables.
ALIASES: Final = {
    "as": "bn",  # Assamese
    "ms": "id",  # Malay
    "fil": "en",  # Filipino news writes English titles
    "tl": "en",
    "mr": "hi",  # Marathi
    "ne": "hi",  # Nepali
    "yue": "zh",
    "bs": "hr",
    "nn": "no",
    "nb": "no",
}

# Never the end of a sentence: something always follows. Titles and ranks, places before their name, "for example".
PREFIXES: Final = _words(
    {
        # titles that many languages borrow; "versus" in the names of court cases
        "": "Dr Prof Mr Mrs Ms St v vs",
        # titles; ranks; places; "versus", "that is", "for example"
        "en": "Dr Prof Mr Mrs Ms Messrs Mx Rev Hon Fr Md Mohd Pres Gov Lt.Gov Sen Rep Reps Sens Supt Insp "
        "Gen Maj Maj.Gen Brig Brig.Gen Col Lt Lt.Col Lt.Gen Capt Cpl Sgt Cmdr Adm Det Amb Sec Asst Assoc "
        "St Mt Ft vs v i.e e.g viz cf c.f Drs Profs",
        # degrees and titles; wards, districts, towns, streets, cities; contacts
        "vi": "TS Ts ThS Ths Th.S PGS GS Gs BS Bs BSCK BSCKI BSCKII CKI CKII CK1 CK2 DS Ds DSCK LS Ls KS Ks KTS CN ĐD "
        "NCS HLV NSND NSƯT NGƯT NGND TTND TTƯT NB TSKH LM HT ĐĐ Mr Mrs Ms Dr Prof "
        "TP Tp T.P TX Tx TT Tt Q P H X Đ KP Kp KCN KDC "
        "ĐT Tel vd VD",
        # titles, ranks, honorifics; streets and administrative units before their name; "on behalf of", "until", "Rp"
        "id": "Dr dr Drg drg Drh drh Drs Dra Ir H Hj Hjh Prof Prof.Dr Prof.dr KH K.H Kyai Ust Tgk Tn Ny Nn Sdr Sdri Bpk "
        "Yth R Rd RM RA RAj Ngabehi Jend Letjen Mayjen Brigjen Irjen Komjen Kombes Pol Kol Letkol Laks Marsda Mr Mrs "
        "Jl Jln Jalan.No Gg Kel Kec Kab Prov Ds Dsn Kp Komp Perum Gd Lt "
        "PT CV UD a.n A.n d.a u.p u.b u/p a.l s.d s/d Rp Tel Telp",
        # doctor, physician, Mohammad, professor, advocate, engineer, Mr, Mrs, Alhaj, private (limited); units of measure:
        # Bengali ends its sentences with a danda, so these never end one
        "bn": "ড ডা ডাঃ মো মোঃ মোহা মু মুহা মোসা মোছা প্রফে প্রফ প্রো অধ্যা অ্যাড এড ইঞ্জি ইঞ্জিঃ "
        "মি মিসেস লে মে ব্রিগে জে ক্যাপ্ট শ্রী "
        "প্রা মাও "
        "কি.মি কিমি সে.মি মি.মি কি.গ্রা মি.গ্রা গ্রা মি.লি লি.মি ব.কি.মি ডি.সে পৃ খ্রি খ্রি.পূ খ্রিষ্টপূ নং",
        # doctor, professor (docent, full), engineer, lawyer; "page"; letters alone are covered by a rule
        "ar": "أ.د أ.د.م أ.م أ.م.د م.د د.م م.م أ.ش ص.ب",
        # doctor, professor, Mr, Mohammad, advocate, pandit
        "hi": "डॉ प्रो श्री मो एड पं इंजी कु सु",
        "fr": "M MM Mme Mmes Mlle Mlles Dr Pr Me Mgr St Ste Sts av bd chap cf",
        "de": "Dr Prof Hr Fr Frau Herr Dipl Ing St Nr z.B z.b d.h u.a v.a bzw ca evtl ggf vgl inkl sog Mag",
        "es": "Sr Sra Sres Sras Srta Dr Dra Dres D Dña Ud Uds Prof Profa Lic Ing Gral Sto Sta Mons p.ej",
        "pt": "Sr Sra Srs Sras Dr Dra Drs Prof Profa Eng Exmo Av D Sto Sta",
        "it": "Sig Sigg Sig.ra Dott Dott.ssa Prof Prof.ssa Ing Avv On Sen Mons S p.es",
        "nl": "dhr mevr mw dr drs prof ir ing mr St bijv o.a d.w.z m.b.t",
        "ru": "г гг ул им д проф акад др пр т.е т.н т.д т.п св ген руб стр тел см",
        "uk": "м вул ім проф акад св тел див",
        "tr": "Dr Prof Doç Av Sn Yrd Öğr Gör Op Uzm Müh",
        "pl": "dr prof mgr inż hab św ul al np tzw płk gen ks",
    }
)

# No end before a number: months, "number", "page", "article", "about", telephone.
NUMBERED: Final = _words(
    {
        "": "No Nos Nr no Art art Vol vol p pp Fig Tel tel",
        "en": "No Nos no nos Art Sec Ch Vol vol Fig Figs fig p pp para Para est Est approx ca c circa Tel tel Ext ext "
        "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Rs Cap Bldg Apt Rm Rt Rte al Pvt No.s",
        "vi": "tr Tr SN sn s S T t K k L l số Số No TK Tk C c khoảng",
        "id": "No no Kav Nomor Hal hal hlm Hlm tgl Tgl pkl Pkl Psl Ps Bab jld Vol vol th Th ay Nop Telp telp Blok min maks "
        "Jan Feb Mar Apr Jun Jul Agu Agt Sep Sept Okt Nov Des Km km est",
        "bn": "নং ক্র ক্রঃ ধা অনু ফোন মোবা রোল টাকা তাং",
        "ar": "رقم ص ج ت ط ع ف هـ تقريبا",
        "ur": "نمبر ص ج",
        "fr": "n no art janv févr avr juil sept oct nov déc vol p pp tél",
        "de": "Nr Art Abs S Bd Kap Tel Jan Feb Apr Aug Sept Okt Nov Dez",
        "es": "núm n.º nº art pág págs vol tel cap",
        "pt": "n nº art pág págs vol tel cap",
    }
)

# May end a sentence or stand before a name: only a word of STARTERS after them proves the end. Firms, generations.
SUFFIXES: Final = _words(
    {
        "": "Inc Ltd Co Corp",
        "en": "Inc Ltd Co Corp Bros LLC Plc Jr Sr Ph.D PhD Esq Ave Blvd Rd Dept Univ Assn Intl Bhd Sdn",
        "vi": "Inc Ltd Co Corp Jr",
        "id": "Tbk Inc Ltd Co Corp Jr Sr",
        "bn": "লি লিঃ ইনক",
    }
)

# Times of day, followed by a new sentence or by a weekday, month or zone.
CLOCK: Final = frozenset("a.m p.m A.M P.M am pm".split())
CALENDAR: Final = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Tues Wed Thu Thurs Fri Sat Sun "
    "January February March April May June July August September October November December "
    "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec "
    "GMT UTC EST EDT ET CST CDT CT MST PST PDT PT BST CET CEST IST PKT BDT ICT WIB WITA WIT AST Eastern Pacific".split()
)

# Words with which a new sentence likes to begin and a name does not: they tell "in the U.S. He said" from "U.S. Senate".
STARTERS: Final = _words(
    {
        "en": "The A An This That These Those It He She They We You I His Her Their Its Our My There Here "
        "In On At By For From With Without To After Before During Since Until While When Where As If Although Though "
        "Because Despite But And Or So Yet Not No Nobody None Nothing However Meanwhile Moreover Also Still Then Now "
        "Today Yesterday Tomorrow Last Next Earlier Later Both Each Every Some Many Most More Several Such Other Others "
        "Another All Only Even About Around Over Under Nearly Almost According Among Between What Who Why How Which "
        "Officials Police Doctors Experts Researchers Scientists Critics Authorities Investigators Health Hospitals "
        "Patients People Residents Shares Sales Two Three Four Five",
        "vi": "Ông Bà Anh Chị Em Cô Chú Bé Họ Tôi Chúng Theo Trong Tại Ngày Sau Trước Tuy Nhưng Các Những Đây Đó Hiện Năm "
        "Ngoài Khi Nếu Vì Do Để Cũng Với Từ Đến Bên Đặc Cùng Mỗi Một Hai Ba Không Đến Bởi Mặc Dù Cơ Bệnh Người Công "
        "Trên Dưới Qua Việc Cuối Lúc Sáng Chiều Tối Hôm Trường Như",
        "id": "Ia Dia Mereka Kami Kita Saya Beliau Menurut Namun Tetapi Tapi Para Pada Di Dari Dalam Untuk Selain Sementara "
        "Hal Ini Itu Tahun Saat Sebelumnya Setelah Sesudah Karena Jika Bila Ketika Dengan Akan Kedua Pihak Sejak Selama "
        "Sejumlah Beberapa Semua Setiap Tidak Belum Sebab Acara Rapat Meski Walau Adapun Kini Kemudian Lalu Oleh Atas "
        "Bahkan Sedangkan Polisi Warga Pemerintah Hingga Sebanyak Sekitar Hadir Turut",
        "ar": "كما لكن ثم أما غير بينما وقال وقالت وأضاف وأضافت وأكد وأكدت وأوضح وأوضحت وذكر وذكرت وتعمل ويعمل وكان وكانت "
        "وقد ولم ومن وفي وبلغ وبلغت ويبلغ وارتفع وارتفعت وأعلن وأعلنت وتأسست وتأسس ويقع وتقع وسيتم وتم هذا هذه",
        "bn": "তিনি তারা এ এই সে তবে কিন্তু এর এছাড়া তার তাঁর পরে গত আজ",
        "ur": "اس انہوں انھوں یہ وہ تاہم لیکن ان اب مگر جبکہ حکام",
    }
)

# Pronouns with a capital after a quotation begin a sentence of their own: the speaker's would have a small letter.
PRONOUNS: Final = frozenset("He She It They We I You Ông Bà Anh Chị Họ Tôi Ia Dia Mereka Kami Saya Beliau".split())

# A letter after one of these names a kind, it is not someone's initial: "vitamin C. Ông …".
LABELS: Final = _words(
    {
        "": "vitamin hepatitis type plan",
        "en": "vitamin vitamins hepatitis influenza type Type group Group grade Grade plan Plan class Class Part part Block "
        "phase Phase section Section Annex War Schedule Zone zone category Category Team Building Gate Terminal",
        "vi": "vitamin gan cúm nhóm Nhóm loại Loại tuýp týp típ khu Khu hạng Hạng lớp Lớp khối Khối phụ bảng Bảng lô Lô "
        "tòa Tòa mục Mục cổng Cổng máu độ châu Châu Đông Nam Tây Trung Bắc nước",
        "id": "vitamin hepatitis influenza tipe Tipe kelas Kelas golongan Golongan grup Grup blok Blok rencana kategori "
        "Kategori zona Zona gedung Gedung darah seri Seri kelompok Kelompok",
        "ar": "فيتامين النوع الفئة المجموعة الكبد",
    }
)

# The names of Latin letters in other scripts, as in initials: এ. কে. এম. and ایم۔ اے۔
LETTER_NAMES: Final = _words(
    {
        "bn": "এ বি সি ডি ই এফ জি এইচ আই জে কে এল এম এন ও পি কিউ আর এস টি ইউ ভি ডব্লিউ এক্স ওয়াই জেড আ এ্যা",
        "ur": "اے بی سی ڈی ای ایف جی ایچ آئی جے کے ایل ایم این او پی کیو آر ایس ٹی یو وی ڈبلیو ایکس وائی زیڈ",
    }
)
# Letter names that are words as well ("of", "came", "yes", "two-edged O"): initials only beside another one.
LETTER_NAMES_OR_WORDS: Final = _words({"ur": "اے سی ای جی آئی کے او پی آر یو وی بی"})

# Finite verbs come last in these languages, so an ellipsis after one ends the sentence. Endings of such verbs.
VERB_ENDINGS: Final = {
    language: tuple(endings.split())
    for language, endings in {
        "bn": "ছে ছেন ছি ছিল ছিলেন ছিলাম বে বেন বো লেন লাম েন েনি ননি য়নি য় য় নেই না হলো হল গেল এল দিল নিল করে থাকে আছে "
        "উচিত ইত্যাদি",
        "ur": "ہے ہیں ہوں تھا تھی تھے تھیں گا گی گے گیا گئی گئے گئیں ہوا ہوئی ہوئے دیا دی دیے لیا لی لیے کیا کیے رہا رہی "
        "رہے چاہیے نہیں کہا بتایا ہو کریں جائے جائیں سکے سکا سکتا سکتی سکتے وغیرہ پوچھا آیا آئے",
        "hi": "है हैं था थी थे थीं गा गी गे गया गई गए हुआ हुई हुए दिया किया",
    }.items()
}

# Verbs of saying and asking: “…?” asked the nurse. Compared with each of the next few words.
SPEECH: Final = _words(
    {
        "en": "said says asked asks replied added told cried shouted wrote explained wondered exclaimed answered warned "
        "recalled insisted joked",
        "vi": "nói hỏi đáp kể chia thốt thắc nhấn khẳng reo quả viết bảo",
        "id": "kata ujar tegas tanya tutur jelas ungkap seru ucap imbuh tambah bertanya berkata menjawab berseru "
        "menegaskan mengatakan tulis",
        "bn": "বলেন বললেন বলেছেন বলল বললো বলছিলেন বলছেন জিজ্ঞেস জিজ্ঞাসা প্রশ্ন জানান জানালেন জানতে শুধালেন লিখেছেন লেখেন চিৎকার",
        "ur": "کہا کہتے کہتی کہنا پوچھا پوچھتے پوچھتی بولا بولی بولے چلایا چلائی بتایا لکھا سوال",
        "ar": "قال قالت يقول تقول سأل سألت يسأل تسأل تساءل تساءلت يتساءل تتساءل صرخ صرخت هتف هتفت صاح صاحت أجاب أجابت رد "
        "ردت أضاف أضافت كتب كتبت",
        "fr": "dit demande demandé demanda répond lance s'interroge",
        "de": "sagte fragte fragt sagt rief",
        "es": "dijo preguntó dice pregunta exclamó",
        "hi": "कहा पूछा बोला बोली बोले",
        "zh": "说 問 问 說 道 喊 表示",
        "ja": "と って",
    }
)

# "(Photo: agency)" and "(Source: …)", which stand without a full stop.
CAPTION_LABELS: Final = (
    "Ảnh|Nguồn|Ảnh minh họa|Ảnh minh hoạ|Video|Đồ họa|Photo|Photos|Image|Source|Picture|Credit|Foto|Sumber|Gambar|Dok|ছবি|সূত্র|ফাইল ছবি"
    "|تصویر|تصاویر|فوٹو|ماخذ|صورة|الصورة|تصوير|المصدر|مصدر|Fuente|Quelle|Crédit|चित्र|फोटो|स्रोत|图|圖|写真"
)

# "3. Oktober": a number with a full stop is an ordinal.
ORDINAL_DOT: Final = frozenset("de da no fi et cs sk sl hr sr hu lv pl tr is".split())

# Written without spaces between words.
UNSPACED: Final = frozenset({"zh", "ja"})

# Joining words before which an over-long sentence without commas is best cut.
CONJUNCTIONS: Final = _words(
    {
        "en": "and but or because which while although that",
        "vi": "và nhưng hoặc vì mà khi để",
        "id": "dan tetapi atau karena yang sementara untuk",
        "bn": "এবং কিন্তু অথবা কারণ ও যা যাতে",
        "ur": "اور لیکن یا کیونکہ جو تاکہ جبکہ کہ",
        "ar": "أو لكن لأن التي الذي حيث بينما",
    }
)
