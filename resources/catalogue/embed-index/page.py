"""search.html: a page that holds the passages and searches them by itself, without a network or a server."""

import base64
import hashlib
import html
import json

import werkbank_job
from words import STOP_WORDS

MOST_CHARACTERS = 12 * 2**20        # of passages; a larger page opens too slowly
STYLE = """
body{font:16px/1.5 system-ui,"Segoe UI",Helvetica,Arial,sans-serif;color:#1c2530;background:#fff;margin:0}
main{max-width:46rem;margin:0 auto;padding:1.5rem}h1{font-size:1.6rem;margin:.2rem 0}h2{font-size:1.1rem;margin:1.2rem 0 0}
input{font:inherit;width:100%;box-sizing:border-box;padding:.6rem;border:1px solid #8a96a3;border-radius:4px}
input:focus-visible,button:focus-visible{outline:2px solid #1f5fa8}ol{padding-left:1.4rem}p{margin:.2rem 0;overflow-wrap:anywhere}
.place,.note{color:#5a6673;font-size:.9rem}.pick{float:right}button{font:inherit;border:0;background:none;color:#1f5fa8;cursor:pointer}
html[lang=nl] .en,html[lang=en] .nl{display:none}
"""
TEXTS = {"nl": {"nothing": "Niets gevonden. Probeer andere woorden.", "line": "regel"}, "en": {"nothing": "Nothing found. Try other words.", "line": "line"}}
NOTE = {"nl": "Deze pagina zoekt op woorden, in de pagina zelf: uw vraag gaat nergens heen. search.py zoekt ook op betekenis.",
        "en": "This page searches by words, within the page itself: your question goes nowhere. search.py searches by meaning too."}


def both(texts, tag):
    return "".join(f'<{tag} class="{language}">{html.escape(text)}</{tag}>' for language, text in texts.items())


def write_page(job, passages):
    """False where the passages are too many for a page."""
    if sum(len(passage["text"]) + len(passage["title"]) for passage in passages) > MOST_CHARACTERS:
        return False
    script = (job.code / "search.js").read_text(encoding="utf-8")
    if "</" in script:
        raise ValueError("search.js may not hold the beginning of an end tag")
    allowed = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
    data = {"passages": passages, "stopWords": sorted(STOP_WORDS), "texts": TEXTS}
    # Within a script element only "<" could end the data; escaped it is the same JSON.
    text = json.dumps(werkbank_job.clean(data), ensure_ascii=False, allow_nan=False, separators=(",", ":")).replace("<", "\\u003c")
    title = html.escape(werkbank_job.clean(job.title))
    page = (f'<!DOCTYPE html>\n<html lang="{job.language}"><head><meta charset="utf-8">'
            f'<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'; script-src \'sha256-{allowed}\'">'
            f'<meta name="viewport" content="width=device-width"><title>{title}</title><style>{STYLE}</style></head>\n<body><main>'
            '<div class="pick"><button type="button" data-language="nl" lang="nl">Nederlands</button><button type="button" data-language="en" lang="en">English</button></div>'
            f'<h1>{title}</h1><label for="question">{both({"nl": "Uw vraag", "en": "Your question"}, "span")}</label>'
            f'<input id="question" type="search" autocomplete="off" maxlength="500"><div class="note">{both(NOTE, "p")}</div>'
            f'<p id="said" role="status"></p><ol id="found"></ol></main>\n<script type="application/json" id="data">{text}</script>\n<script>{script}</script></body></html>\n')
    werkbank_job.atomic_write(job.model / "search.html", page)
    return True
