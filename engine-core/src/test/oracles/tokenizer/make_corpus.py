"""Writes corpus.json, the texts every tokenizer is tested on.

Each entry is a name, a text and how often the text is repeated: many scripts, emoji, code, control characters, contractions,
digits, white space of all kinds, unpaired surrogates (as JSON escapes), random code points and 100 KB single lines.

    python make_corpus.py
"""

import json
import pathlib
import random

TARGET = pathlib.Path(__file__).parents[2] / "resources/dev/samovar/tokenizer/corpus.json"

PROSE = {
    "english": "The quick brown fox jumps over the lazy dog. It's 9:41 o'clock, and we're LATE! Don't panic; they'll wait.",
    "capitals": "I'M SURE YOU'RE RIGHT, THEY'LL SAY WE'VE WON. HTTPServer iPhone camelCaseWord SCREAMING_SNAKE 's 'S 'ſ ’s",
    "german": "Falsches Üben von Xylophonmusik quält jeden größeren Zwerg. Straße, STRASSE, ẞ, Fußgängerübergänge",
    "french": "Portez ce vieux whisky au juge blond qui fume — « où ? » l’été, œuvre, ça, naïve, Noël",
    "spanish": "El pingüino Wenceslao hizo kilómetros bajo exhaustiva lluvia… ¿Qué? ¡Ñandú! Año 2026.",
    "czech": "Příliš žluťoučký kůň úpěl ďábelské ódy.",
    "turkish": "Pijamalı hasta yağız şoföre çabucak güvendi. İstanbul ISPARTA ılık",
    "vietnamese": "Tiếng Việt: Con sói lông xám nhảy qua hàng rào. Nguyễn Thị Minh Khai",
    "russian": "Съешь же ещё этих мягких французских булок, да выпей чаю. Самовар кипит! ЁЛКА №5",
    "ukrainian": "Жебракують філософи при ґанку церкви в Гадячі, ще й шатро їхнє п'яне знаємо.",
    "greek": "Ξεσκεπάζω την ψυχοφθόρα βδελυγμία. ΟΔΥΣΣΕΥΣ, οδυσσεύς",
    "armenian": "Բել դղյակի ձախ ժամն օֆ ազգությանը ցպահանջ չճշտած վնաս էր եւ փառք։",
    "georgian": "ჩვენს მდინარეზე ყვავის იასამანი. ᲗᲑᲘᲚᲘᲡᲘ თბილისი",
    "hebrew": "דג סקרן שט בים מאוכזב ולפתע מצא חברה. שָׁלוֹם עוֹלָם",
    "arabic": "صِف خَلقَ خَودِ كَمِثلِ الشَمسِ إِذ بَزَغَت — يَحظى الضَجيعُ بِها ١٢٣٤٥٦٧٨٩٠ ﷺ",
    "persian": "گفت و گوی فارسی، می‌خواهم ۱۲۳ کتاب.",
    "hindi": "ऋषियों को सताने वाले दुष्ट राक्षसों के राजा रावण का सर्वनाश। १२३ क्षत्रिय",
    "bengali": "আমি বাংলায় গান গাই। ২০২৬ সালে",
    "tamil": "யாமறிந்த மொழிகளிலே தமிழ்மொழி போல் இனிதாவது எங்கும் காணோம்",
    "thai": "เป็นมนุษย์สุดประเสริฐเลิศคุณค่า กว่าบรรดาฝูงสัตว์เดรัจฉาน ๑๒๓",
    "khmer": "ខ្ញុំ​ស្រឡាញ់​ភាសា​ខ្មែរ",
    "burmese": "သီဟိုဠ်မှ ဉာဏ်ကြီးရှင်သည်",
    "tibetan": "བོད་ཡིག་ནི་བོད་མིའི་སྐད་ཡིག་ཡིན།",
    "amharic": "ሰማይ አይታረስ ንጉሥ አይከሰስ።",
    "cherokee": "ᏣᎳᎩ ᎦᏬᏂᎯᏍᏗ ꭳꮎ",
    "chinese": "我能吞下玻璃而不傷身體。今天天气怎么样？2026年11月22日,价格:¥1,234.50。「引号」、《书名》",
    "japanese": "いろはにほへと ちりぬるを。東京タワーは333メートルです！ｶﾀｶﾅ ー〜々〆ヶ ㍿ ﾊﾟ",
    "korean": "키스의 고유조건은 입술끼리 만나야 하고 특별한 기술은 필요치 않다. 한글",
    "mixed scripts": "Hello мир 世界 שלום 🌍 नमस्ते สวัสดี abcабвαβγ漢字かなカナ한글",
}
TRICKY = {
    "empty": "",
    "space": " ",
    "spaces": "       ",
    "spaces around": "   leading and trailing   ",
    "runs of spaces": "a b  c   d    e     f      g\n\n  h \n i\t\tj \t k",
    "newlines": "\n\n\n\r\n\r\na\n\nb\r\n \n  \n\tc\r\rd\n ",
    "white space": "a\u00a0b\u2003c\u3000d\u2028e\u2029f\u0085g\u000bh\u000ci\u1680j\u200bk\ufeffl\u00a0\u00a0 m \u3000\n",
    "digits": "0 1 12 123 1234 12345 1234567890 3.14159 1,000,000 0x1F 1e-9 ½ ²³ Ⅷ ① ٣٤ 五 𝟘𝟙 10²",
    "punctuation": "!!! ... --- ??? ;;; ::: \"quoted\" 'single' (paren) [brack] {brace} <angle> @at #hash $cash %p ^c &a *s",
    "punctuation then letters": "$foo _bar .baz #tag @user -flag --long /path/to \\n \\t (a) 'tis 'Twas $1 a.b.c x=y+z !important ¿que",
    "contractions": "don't DON'T Don'T it's IT'S we're they've I'm he'll she'd o'clock 'twas rock'n'roll ''s 'll'd'm",
    "emoji": "😀 👍🏽 👨‍👩‍👧‍👦 🏳️‍🌈 🇺🇦 ❤️ ☃ 1️⃣ 🤷🏿‍♀️ 😀😀😀 text😀text",
    "combining": "e\u0301 é a\u0308\u0323 ñ n\u0303 \u0301alone o\u0302\u0301\u0323 q\u0307\u0323 \u1100\u1161\u11a8 \u0958 \u0344 \u212b \u2126",
    "compatibility": "ﬁ ﬂ ﬀ Ａｂｃ １２３ ™ ℃ ㎏ … ‥ ª º ¼ ⁵ ₂ ﷺ ｡ \u00a8 ㈱ 𝐀𝒷𝔠",
    "titlecase": "ǅ ǈ ǋ ᾈ ʰ ˈ ˆ ʻokina ー 々 ａ ª ƻ",
    "controls": "\u0000\u0001\u0002\u0007\b\u000e\u001b[31mred\u001b[0m\u007f\u0080\u009f\u00ad\u200e\u200f\u202e\u2060",
    "private and unassigned": "\ue000\uf8ff\U000f0000\U0010fffd \ufffe\uffff\U0001fffe \u0378\u0379 \U000e0001\U000e0061 \ufdd0",
    "replacement": "\ufffd \ufffd\ufffd",
    "unpaired surrogates": "a\ud800b \udc00 \ud83d \ude00c \ude00\ud83d \udbff",
    "long s and kelvin": "'ſ it'ſ 'K K'K ſ K Å",
    "underscores": "▁ ▁▁ a▁b ▁a _ __ ___ a_b __init__ ▁▁▁▁ <0x0A> <0xFF> Ġ Ċ ĠĠ",
    "code python": 'def f(x: int = 0) -> list[str]:\n    """Doc."""\n    return [f"{i:>{x}}\\n" for i in range(x) if i % 2 == 0]\n\n\nclass A:\n\tpass\n',
    "code java": 'public static void main(String[] args) {\n    for (int i = 0; i < 10; i++) {\n        System.out.println("i=" + i);\n    }\n}\n',
    "code html": '<!DOCTYPE html>\n<html lang="en"><head><title>A&amp;B</title></head><body class=\'x\'>\n<p>1 &lt; 2</p></body></html>\n',
    "json": '{"a": [1, 2.5e-3, null, true], "b": {"c": "\\u00e9\\n"}, "d": ""}\n\n{"e":{}}',
    "url": "https://www.example.com:8080/a/b.html?q=1&r=%20x#frag mailto:a.b+c@d.co.uk C:\\Windows\\System32 /usr/local/bin",
    "latex": "$\\int_0^\\infty e^{-x^2}\\,dx = \\frac{\\sqrt{\\pi}}{2}$ \\begin{align} a &= b \\\\ \\end{align} ∑ ∀x∈ℝ ≤ ≠ →",
    "slashes": "a/b //c ///\n/ \n/* x */ !/ ?/\r\n/",
    "chat markers": "<s>hi</s> <|im_start|>user\nhello<|im_end|>\n<|begin_of_text|><|eot_id|> <bos>x<eos> <unk> <pad>"
    " <｜User｜>q<｜Assistant｜> <|endoftext|><|return|> <think>\n\n</think> <tool_call> <start_of_turn>",
    "nearly markers": "<|im_start|user <|im_start >|> <s <s>> <|<|im_end|>|> <im_end> < s > <|endoftext <｜User|>",
    "flagged markers": "a <l> b <r> c <lr>\n d<w> e <w> f<w>g _<w> (<w>) NORM norm Norm x<l>  <r>  <lr>  <l> <l>\t\n<l>é<w>é ²<w>\u200d",
    "marker spaces": "a <s> b  </s>  c\n<|im_end|>\n  <|im_end|>  x<eos>\t",
}
LONG = {  # name: (text, times), each over 100 KB
    "letters": ("a", 100_000),
    "capitals": ("Q", 100_000),
    "space line": (" ", 100_000),
    "newline run": ("\n", 100_000),
    "digit line": ("7", 100_000),
    "dashes": ("-", 100_000),
    "mixed case": ("aB", 50_000),
    "sentence": ("The samovar is boiling, isn't it? ", 3_000),
    "chinese line": ("我能吞下玻璃而不傷身體", 3_500),
    "thai line": ("เป็นมนุษย์สุดประเสริฐ", 2_000),
    "emoji line": ("👩🏽‍🚀", 7_000),
    "combining line": ("a\u0301\u0323", 20_000),
    "marks": ("\u0301", 50_000),
    "base64": ("QmFzZTY0IGVuY29kZWQgZGF0YSBoYXMgbm8gc3BhY2Vz0123", 2_100),
    "tabs and spaces": ("\t ", 50_000),
    "markers": ("<|im_end|><s>", 8_000),
    "nearly": ("<|im_", 20_000),
    "underscores": ("▁", 34_000),
    "apostrophes": ("'", 100_000),
}
RANGES = [(0, 0x7F)] * 3 + [(0x80, 0x2FF), (0x300, 0x5FF), (0x600, 0xDFF), (0xE00, 0x1FFF), (0x2000, 0x2BFF), (0x2C00, 0x33FF)]
RANGES += [(0x3400, 0x9FFF), (0xA000, 0xABFF), (0xAC00, 0xD7FF), (0xF900, 0xFFFF), (0x10000, 0x1FFFF), (0x20000, 0x10FFFF)]


def noise(seed):
    """Random words of one range each, so that neighbours often belong together."""
    source = random.Random(seed)
    words = []
    for _ in range(120):
        low, high = source.choice(RANGES)
        words.append("".join(chr(source.randint(low, high)) for _ in range(source.randint(1, 9))))
    return source.choice(["", " ", "\n"]).join(words)


def ascii_noise(seed):
    source = random.Random(seed)
    alphabet = "aaabcdeEFGs' ' \t\n\r0123.,;!?-_/\\()[]{}<>|@#&*=+`~\"^%$"
    return "".join(source.choice(alphabet) for _ in range(600))


entries = [{"name": name, "text": text, "times": 1} for name, text in {**PROSE, **TRICKY}.items()]
entries += [{"name": f"noise {i}", "text": noise(i), "times": 1} for i in range(12)]
entries += [{"name": f"ASCII noise {i}", "text": ascii_noise(i), "times": 1} for i in range(8)]
entries += [{"name": f"long: {name}", "text": text, "times": times} for name, (text, times) in LONG.items()]
TARGET.parent.mkdir(parents=True, exist_ok=True)
TARGET.write_text("[\n" + ",\n".join(json.dumps(e) for e in entries) + "\n]\n")
