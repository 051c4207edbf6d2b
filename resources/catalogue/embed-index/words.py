"""How a text is cut into terms to search by. Used while the index is made and by search.py, so that both cut the same way.
search.js cuts words the same way for the search page."""

import re

import numpy

_WORDS = re.compile(r"\w+")
# Words that say nothing about a subject: in a question there are many of them.
STOP_WORDS = frozenset("""
de het een en of maar want dus als dan dat die dit deze er is zijn was waren ben bent wordt worden werd kan kunnen kon moet moeten mag mogen wil willen zal zullen
ik u je jij hij zij ze we wij jullie mijn uw ons onze hun haar zijn in op aan van voor met bij naar om door over uit te tot onder tegen tussen zonder
hoe wat wie waar wanneer waarom welke welk niet geen wel ook nog al heb hebt heeft hebben had doe doet doen gaat gaan men zich via per
the a an and or but if then that this these those there is are was were be been can could must may will would shall should i you he she it we they my your our their
in on at of for with by to from about into over under without how what who where when why which not no do does did has have had
""".split())


def words_of(text):
    return _WORDS.findall(text.casefold())


def question_words(text):
    """The words of a question that say what it is about; all of them where none does."""
    found = words_of(text)
    return [word for word in found if word not in STOP_WORDS] or found


def terms_of(found):
    """The words themselves, their beginnings and their ends: a compound is known by its parts."""
    terms = []
    for word in found:
        terms.append(word)
        if len(word) > 4:
            terms += [word[:4] + "-", "-" + word[-4:]]
        if len(word) > 6:
            terms += [word[:6] + "-", "-" + word[-6:]]
    return terms


def pack_names(names):
    """Names as one array of bytes; numpy would give every name the room of the longest. No name holds a line break."""
    return numpy.frombuffer("\n".join(names).encode("utf-8"), dtype=numpy.uint8)


def unpack_names(kept):
    text = bytes(kept).decode("utf-8")
    return text.split("\n") if text else []
