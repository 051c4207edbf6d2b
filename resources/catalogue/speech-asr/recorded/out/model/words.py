"""Texts as they are learned and compared: small letters, no accents, no punctuation, numbers in Dutch words. And how much
of a text was heard wrong."""

import re
import unicodedata

SIGNS = {"%": " procent ", "&": " en ", "€": " euro ", "+": " plus ", "@": " apenstaart ", "°": " graden "}
APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'"})
ALONE = {"æ": "ae", "œ": "oe", "ø": "o", "ß": "ss", "ĳ": "ij", "đ": "d", "ł": "l"}
BELOW_TWENTY = ("nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien").split()
TENS = ("", "", "twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig")
NUMBER = re.compile(r"(?<!\d)\d+(?:[.,]\d+)*")
THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")
KEPT = re.compile(r"[^\w' ]|_", re.UNICODE)


def normalise(text):
    """The text as it is learned. Everything that is not spoken goes; 'een' and 'één' become the same."""
    text = unicodedata.normalize("NFKC", text.translate(APOSTROPHES)).lower().translate(APOSTROPHES)
    text = NUMBER.sub(lambda found: f" {spoken_number(found[0])} ", text)
    for sign, word in SIGNS.items():
        text = text.replace(sign, word)
    text = "".join(ALONE.get(letter, letter) for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    words = (word.strip("'") if word.count("'") == len(word) else word for word in KEPT.sub(" ", text).split())
    return " ".join(word for word in words if word)


def spoken_number(text):
    """'1.250,5' as 'twaalfhonderdvijftig komma vijf' is said; longer than six digits, and what begins with 0, digit by digit."""
    if THOUSANDS.fullmatch(text):
        text = text.replace(".", "")
    whole, *rest = re.split("[.,]", text)
    said = spell(whole)
    for part in rest:
        said += f" {'komma' if ',' in text else 'punt'} {spell(part)}"
    return said


def spell(digits):
    digits = "".join(str(unicodedata.digit(one, 0)) for one in digits)
    if len(digits) > 6 or len(digits) > 1 and digits[0] == "0":
        return " ".join(BELOW_TWENTY[int(one)] for one in digits)
    return in_words(int(digits))


def in_words(number):
    if number < 20:
        return BELOW_TWENTY[number]
    if number < 100:
        ten, one = divmod(number, 10)
        first = BELOW_TWENTY[one]
        return f"{first}{'en'}{TENS[ten]}" if one else TENS[ten]
    if number < 1000:
        return _with_rest(number, 100, "honderd")
    if number < 10_000 and number % 1000 >= 100:        # 1250 is said as twelve hundred and fifty
        return _with_rest(number, 100, "honderd")
    return _with_rest(number, 1000, "duizend")


def _with_rest(number, unit, name):
    count, rest = divmod(number, unit)
    return (in_words(count) if count > 1 else "") + name + (in_words(rest) if rest else "")


# ---- how much is wrong ----------------------------------------------------------------------------------

def steps(said, heard):
    """[(what was said or None, what was heard or None)] in as few changes as can be."""
    rows = [list(range(len(heard) + 1))]
    for i, one in enumerate(said, 1):
        row = [i]
        for j, other in enumerate(heard, 1):
            row.append(min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (one != other)))
        rows.append(row)
    i, j, found = len(said), len(heard), []
    while i or j:
        if i and j and rows[i][j] == rows[i - 1][j - 1] + (said[i - 1] != heard[j - 1]):
            i, j = i - 1, j - 1
            found.append((said[i], heard[j]))
        elif i and rows[i][j] == rows[i - 1][j] + 1:
            i -= 1
            found.append((said[i], None))
        else:
            j -= 1
            found.append((None, heard[j]))
    return found[::-1]


def edits(said, heard):
    """How many changes make one out of the other."""
    if said == heard:
        return 0
    before = list(range(len(heard) + 1))
    for i, one in enumerate(said, 1):
        row = [i]
        for j, other in enumerate(heard, 1):
            row.append(min(before[j] + 1, row[-1] + 1, before[j - 1] + (one != other)))
        before = row
    return before[-1]


def error_rates(said, heard):
    """{wer, cer} over all texts together: wrong, missed and invented words (or letters) as a share of those that were
    said. More than 1 when more was invented than said."""
    words = sum(edits(a.split(), b.split()) for a, b in zip(said, heard)) / max(1, sum(len(a.split()) for a in said))
    letters = sum(edits(a, b) for a, b in zip(said, heard)) / max(1, sum(map(len, said)))
    return {"wer": words, "cer": letters}
