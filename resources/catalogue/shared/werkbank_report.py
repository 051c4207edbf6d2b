"""The report that a job brings home: one HTML page in Dutch and English with figures drawn here as SVG.
It needs nothing from outside (no script, font or picture from a network), prints well, and escapes every text."""

import base64
import html
import math

import werkbank_job

COLOURS = ("#1f5fa8", "#c8631a", "#2d8a5f", "#8a4fa3", "#777777")
LANGUAGES = ("nl", "en")

STYLE = """
body{font:16px/1.5 system-ui,"Segoe UI",Helvetica,Arial,sans-serif;color:#1c2530;background:#fff;margin:0}
.page{max-width:50rem;margin:0 auto;padding:1.5rem}
h1{font-size:1.7rem;margin:.2rem 0 1rem}h2{font-size:1.2rem;margin:2rem 0 .5rem}
table{border-collapse:collapse;margin:.5rem 0}td,th{padding:.25rem .8rem .25rem 0;text-align:left;vertical-align:top;font-weight:normal}
th{color:#5a6673}.big{font-size:2.6rem;font-weight:600;line-height:1.1;color:#1f5fa8}.note{color:#5a6673}
.matrix td,.matrix th{border:1px solid #d5dbe1;padding:.25rem .5rem;text-align:right;font-size:.85rem}
figure{margin:.5rem 0;page-break-inside:avoid}svg{max-width:100%;height:auto}
.grid{display:flex;flex-wrap:wrap;gap:.8rem}.grid figure{width:7.5rem;font-size:.75rem;line-height:1.3;overflow-wrap:anywhere}
.grid img{width:6rem;height:6rem;object-fit:contain;image-rendering:pixelated;background:#f0f2f4}
.wide figure{width:14rem}.wide img{width:14rem;height:14rem}
.choice{position:absolute;opacity:0}.pick{float:right}.pick label{cursor:pointer;color:#1f5fa8;padding:0 .3rem}
#show-nl:checked~.page .en,#show-en:checked~.page .nl{display:none}
#show-nl:checked~.page label[for=show-nl],#show-en:checked~.page label[for=show-en]{font-weight:700}
.choice:focus-visible~.page .pick{outline:2px solid #1f5fa8}
@media print{.pick{display:none}.page{max-width:none;padding:0}}
"""


def both(nl, en):
    return {"nl": nl, "en": en}


def number(value, language, digits=3):
    """A number as people in that language write it; unknown is a dash."""
    value = werkbank_job.clean(value)
    if value is None:
        return "–"
    if isinstance(value, int) or float(value).is_integer() and abs(value) < 1e15:
        text = f"{int(value):,}"
    elif value and abs(value) < 10 ** -digits:
        text = f"{value:.2e}"
    else:
        text = f"{value:,.{digits}f}"
    return text.translate(str.maketrans(",.", ".,")) if language == "nl" else text


def percent(value, language):
    value = werkbank_job.clean(value)
    if value is None:
        return "–"
    text = f"{100 * value:.1f}"
    return (text.replace(".", ",") if language == "nl" else text) + " %"


def _text(value, language):
    """Any of: a {nl, en} pair, a number, a text - escaped for HTML."""
    if isinstance(value, dict):
        value = value[language]
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        value = number(value, language)
    return html.escape(werkbank_job.clean(str(value)))


class Report:
    """Collects sections, then writes the page. Texts are {nl, en} pairs (see both())."""

    def __init__(self, language, title):
        self._language, self._title, self._parts = language, title, []

    def _add(self, make):
        self._parts.append("".join(f'<div class="{l}" lang="{l}">{make(l)}</div>' for l in LANGUAGES))

    def heading(self, text):
        self._add(lambda l: f"<h2>{_text(text, l)}</h2>")

    def paragraph(self, text, kind="plain"):
        """kind: plain, note (grey) or big (the one figure that is the message)."""
        self._add(lambda l: f'<p class="{kind}">{_text(text, l)}</p>')

    def facts(self, rows):
        """rows: [(name, value)]"""
        self._add(lambda l: "<table>" + "".join(f"<tr><th>{_text(n, l)}</th><td>{_text(v, l)}</td></tr>" for n, v in rows) + "</table>")

    def lines(self, title, x_title, series):
        """series: [(name, [(x, y)])]; points that are not finite are left out."""
        self._add(lambda l: f"<figure>{_line_chart(title, x_title, series, l)}</figure>")

    def bars(self, title, items):
        """items: [(name, value)], longest bar = largest value; negative values count as none."""
        self._add(lambda l: f"<figure>{_bar_chart(title, items, l)}</figure>")

    def matrix(self, labels, counts, corner):
        """counts[truth][prediction]; the diagonal is what went right. Only the corner's text has a language."""
        self._parts.append(_matrix_table(labels, counts, corner))

    def pictures(self, items, wide=False):
        """items: [(caption, png bytes)]; each picture stands in the page once, with its caption in both languages."""
        cells = ""
        for caption, png in items:
            source = "data:image/png;base64," + base64.b64encode(png).decode("ascii")
            captions = "".join(f'<figcaption class="{l}" lang="{l}">{_text(caption, l)}</figcaption>' for l in LANGUAGES)
            cells += f'<figure><img alt="" src="{source}">{captions}</figure>'
        self._parts.append(f'<div class="grid{" wide" if wide else ""}">{cells}</div>')

    def page(self):
        first = self._language if self._language in LANGUAGES else "nl"
        order = [first] + [l for l in LANGUAGES if l != first]
        inputs = "".join(f'<input class="choice" type="radio" name="language" id="show-{l}"{" checked" if l == first else ""}>' for l in order)
        names = {"nl": "Nederlands", "en": "English"}
        labels = " | ".join(f'<label for="show-{l}" lang="{l}">{names[l]}</label>' for l in order)
        title = "".join(f'<h1 class="{l}" lang="{l}">{_text(self._title, l)}</h1>' for l in order)
        return (f'<!DOCTYPE html>\n<html lang="{first}"><head><meta charset="utf-8">'
                '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'; img-src data:">'
                f'<meta name="viewport" content="width=device-width"><title>{_text(self._title, first)}</title><style>{STYLE}</style></head>\n'
                f'<body>{inputs}<div class="page"><div class="pick">{labels}</div>{title}\n' + "\n".join(self._parts) + "\n</div></body></html>\n")

    def write(self, path):
        werkbank_job.atomic_write(path, self.page())


# ---- figures --------------------------------------------------------------------------------------------

def _svg(width, height, title, body):
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" '
            f'font-family="system-ui,Arial,sans-serif" font-size="12"><title>{title}</title>{body}</svg>')


def nice_ticks(low, high, wanted=5):
    """Round values that span low..high: steps of 1, 2 or 5 times a power of ten."""
    if not math.isfinite(low) or not math.isfinite(high) or high <= low:
        return [low]
    raw = (high - low) / wanted
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= raw * 0.999)
    first = math.ceil(low / step - 1e-9)
    return [round(i * step, 12) for i in range(first, math.floor(high / step + 1e-9) + 1)]


def _line_chart(title, x_title, series, language):
    series = [(name, [(x, y) for x, y in points if werkbank_job.clean(x) is not None and werkbank_job.clean(y) is not None]) for name, points in series]
    points = [point for _, line in series for point in line]
    if not points:
        return _svg(640, 40, _text(title, language), '<text x="8" y="24">–</text>')
    left, top, width, height = 64, 34, 560, 220
    x_low, x_high = min(x for x, _ in points), max(x for x, _ in points)
    y_low, y_high = min(y for _, y in points), max(y for _, y in points)
    x_high = x_high if x_high > x_low else x_low + 1
    pad = (y_high - y_low) * 0.05 or abs(y_high) * 0.05 or 1
    y_low, y_high = (max(0, y_low - pad) if y_low >= 0 else y_low - pad), y_high + pad
    place_x = lambda x: left + width * (x - x_low) / (x_high - x_low)
    place_y = lambda y: top + height * (1 - (y - y_low) / (y_high - y_low))
    body = f'<text x="{left}" y="16" font-weight="600">{_text(title, language)}</text>'
    for y in nice_ticks(y_low, y_high):
        body += (f'<line x1="{left}" x2="{left + width}" y1="{place_y(y):.1f}" y2="{place_y(y):.1f}" stroke="#e3e7eb"/>'
                 f'<text x="{left - 6}" y="{place_y(y) + 4:.1f}" text-anchor="end" fill="#5a6673">{_tick(y, language)}</text>')
    for x in nice_ticks(x_low, x_high):
        body += f'<text x="{place_x(x):.1f}" y="{top + height + 16}" text-anchor="middle" fill="#5a6673">{_tick(x, language)}</text>'
    body += f'<text x="{left + width / 2}" y="{top + height + 34}" text-anchor="middle" fill="#5a6673">{_text(x_title, language)}</text>'
    for i, (name, line) in enumerate(series):
        colour = COLOURS[i % len(COLOURS)]
        drawn = " ".join(f"{place_x(x):.1f},{place_y(y):.1f}" for x, y in line)
        body += f'<polyline points="{drawn}" fill="none" stroke="{colour}" stroke-width="2"/>'
        if len(line) == 1:
            body += f'<circle cx="{place_x(line[0][0]):.1f}" cy="{place_y(line[0][1]):.1f}" r="3" fill="{colour}"/>'
        body += (f'<rect x="{left + i * 150}" y="{top + height + 46}" width="12" height="4" fill="{colour}"/>'
                 f'<text x="{left + i * 150 + 18}" y="{top + height + 52}">{_text(name, language)}</text>')
    return _svg(640, top + height + 62, _text(title, language), body)


def _tick(value, language):
    text = f"{value:.6g}"
    return text.replace(".", ",") if language == "nl" else text


def _bar_chart(title, items, language):
    top, row, left, width = 26, 24, 200, 340
    largest = max((max(0.0, value) for _, value in items), default=0) or 1
    body = f'<text x="0" y="14" font-weight="600">{_text(title, language)}</text>'
    for i, (name, value) in enumerate(items):
        y = top + i * row
        label = str(name)
        label = label if len(label) <= 30 else label[:29] + "…"
        body += (f'<text x="{left - 8}" y="{y + 15}" text-anchor="end">{_text(label, language)}</text>'
                 f'<rect x="{left}" y="{y + 3}" width="{max(1, width * max(0, value) / largest):.1f}" height="16" fill="{COLOURS[0]}"/>'
                 f'<text x="{left + width * max(0, value) / largest + 6:.1f}" y="{y + 15}" fill="#5a6673">{number(float(value), language)}</text>')
    return _svg(640, top + row * len(items) + 8, _text(title, language), body)


def _matrix_table(labels, counts, corner):
    names = [html.escape(werkbank_job.clean(str(label))) for label in labels]
    head = "".join(f"<th>{name}</th>" for name in names)
    rows = ""
    for truth, line in enumerate(counts):
        total = sum(line) or 1
        cells = ""
        for guess, count in enumerate(line):
            colour = "31,95,168" if guess == truth else "200,99,26"
            shade = f' style="background:rgba({colour},{0.08 + 0.5 * count / total:.2f})"' if count else ""
            cells += f"<td{shade}>{count}</td>"
        rows += f"<tr><th>{names[truth]}</th>{cells}</tr>"
    first = "".join(f'<span class="{l}" lang="{l}">{_text(corner, l)}</span>' for l in LANGUAGES)
    return f'<table class="matrix"><tr><th>{first}</th>{head}</tr>{rows}</table>'
