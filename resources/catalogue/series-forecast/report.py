"""The report of a forecast: how much better than repeating the last season, what it looked like on days that the model
had never seen, and what comes next."""

import html

import werkbank_job
from moments import write_moment
from werkbank_card import write_card
from werkbank_report import COLOURS, LANGUAGES, Report, both, nice_ticks, number, percent

DROPPED = {"ignored": both("door u overgeslagen", "skipped by you"), "empty": both("leeg", "empty"), "constant": both("overal dezelfde waarde", "the same value everywhere"),
           "names": both("tekst", "text"), "text": both("tekst", "text"), "too_many": both("te veel kolommen", "too many columns")}
SEASONS = {"none": both("geen: de laatste waarde", "none: the last value"), "day": both("elke dag", "every day"), "week": both("elke week", "every week"), "year": both("elk jaar", "every year"),
           "other": both("een eigen ritme", "a rhythm of its own")}
LOW_COVERAGE, HIGH_COVERAGE = 0.7, 0.9


class ForecastReport(Report):
    """A report that can draw a line with a band around it, against the calendar."""

    def forecast(self, title, shown):
        self._add(lambda l: f"<figure>{band_chart(title[l], shown, l)}</figure>")


def band_chart(title, shown, language):
    """shown: {times, with_clock, truth [(place, value)], band [(place, low, middle, high)]} as an SVG."""
    left, top, width, height = 64, 28, 560, 240
    values = [value for _, value in shown["truth"]] + [value for row in shown["band"] for value in row[1:]]
    low, high = min(values), max(values)
    pad = (high - low) * 0.05 or abs(high) * 0.05 or 1
    low, high, last = (max(0, low - pad) if low >= 0 else low - pad), high + pad, max(row[0] for row in shown["band"])
    x = lambda place: f"{left + width * place / max(1, last):.1f}"
    y = lambda value: f"{top + height * (1 - (value - low) / (high - low)):.1f}"
    body = f'<text x="{left}" y="16" font-weight="600">{html.escape(title)}</text>'
    for tick in nice_ticks(low, high):
        text = f"{tick:.6g}".replace(".", ",") if language == "nl" else f"{tick:.6g}"
        body += (f'<line x1="{left}" x2="{left + width}" y1="{y(tick)}" y2="{y(tick)}" stroke="#e3e7eb"/>'
                 f'<text x="{left - 6}" y="{float(y(tick)) + 4:.1f}" text-anchor="end" fill="#5a6673">{text}</text>')
    for place in sorted({0, last // 3, 2 * last // 3, last}):
        anchor = "start" if place == 0 else "end" if place == last else "middle"
        body += f'<text x="{x(place)}" y="{top + height + 16}" text-anchor="{anchor}" fill="#5a6673">{write_moment(shown["times"][place], shown["with_clock"])}</text>'
    edge = [(row[0], row[3]) for row in shown["band"]] + [(row[0], row[1]) for row in shown["band"][::-1]]
    points = lambda rows: " ".join(f"{x(row[0])},{y(row[1])}" for row in rows)
    body += f'<polygon points="{points(edge)}" fill="{COLOURS[1]}" fill-opacity="0.2"/>'
    body += f'<polyline points="{points(shown["truth"])}" fill="none" stroke="{COLOURS[0]}" stroke-width="2"/>'
    body += f'<polyline points="{points([(row[0], row[2]) for row in shown["band"]])}" fill="none" stroke="{COLOURS[1]}" stroke-width="2"/>'
    legend = ((COLOURS[0], 1, both("gemeten", "measured")), (COLOURS[1], 1, both("voorspeld", "forecast")),
              (COLOURS[1], 0.3, both("hier valt 8 van de 10 keer de waarde", "8 of 10 values should lie here")))
    for i, (colour, opacity, text) in enumerate(legend):
        body += (f'<rect x="{left + i * 130}" y="{top + height + 30}" width="12" height="6" fill="{colour}" fill-opacity="{opacity}"/>'
                 f'<text x="{left + i * 130 + 18}" y="{top + height + 37}">{text[language]}</text>')
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 {top + height + 46}" width="640" height="{top + height + 46}" role="img" '
            f'font-family="system-ui,Arial,sans-serif" font-size="12"><title>{html.escape(title)}</title>{body}</svg>')


# ---- the texts ------------------------------------------------------------------------------------------

def score_texts(summary):
    """The headline and the verdict against the naive forecast, in both languages."""
    value, guess = summary["primary"]["value"], summary["baseline"]["value"]
    what, what_en = (("de laatste waarde herhalen", "repeating the last value") if summary["season"]["steps"] == 1 else
                     (f"de waarde van {summary['season']['steps']} stappen terug herhalen", f"repeating the value of {summary['season']['steps']} steps before"))
    gain = 1 - value / guess if guess else 0.0
    if gain > 0:
        return ({l: f"{percent(gain, l)} {w}" for l, w in (("nl", "kleinere fout"), ("en", "smaller error"))},
                both(f"dan met een simpele voorspelling: {what}. Het model heeft dus echt iets geleerd.", f"than with a simple forecast: {what_en}. So the model has really learned something."))
    return (both("Niet beter dan een simpele voorspelling", "No better than a simple forecast"),
            both(f"Let op: {what} geeft een fout van {number(guess, 'nl')}, het model van {number(value, 'nl')}. Gebruik het model niet; zoek meer of betere gegevens.",
                 f"Mind: {what_en} gives an error of {number(guess, 'en')}, the model of {number(value, 'en')}. Do not use the model; find more or better data."))


def coverage_text(coverage):
    said = both(f"In de test viel {percent(coverage, 'nl')} van de waarden binnen de band van laag tot hoog. Bedoeld is 80 %.",
                f"In the test {percent(coverage, 'en')} of the values lay within the band from low to high. Meant is 80 %.")
    if coverage < LOW_COVERAGE:
        return both(said["nl"] + " De band is dus te smal: reken op grotere verrassingen.", said["en"] + " So the band is too narrow: expect larger surprises.")
    if coverage > HIGH_COVERAGE:
        return both(said["nl"] + " De band is dus ruimer dan nodig.", said["en"] + " So the band is wider than needed.")
    return said


def named(text, text_en, name):
    """A title, with the name of the series behind it where there is one."""
    name = " ".join(werkbank_job.clean(name).split())
    name = name if len(name) <= 40 else name[:39] + "…"
    return both(f"{text}: {name}", f"{text_en}: {name}") if name else both(text, text_en)


def write_report(job, summary, history, by_step, shown):
    report = ForecastReport(job.language, both(f"Tijdreeks voorspellen: {summary['target']}", f"Forecasting a time series: {summary['target']}"))
    head, verdict = score_texts(summary)
    report.paragraph(job.title, "note")
    report.paragraph(head, "big")
    report.paragraph(verdict)
    count, ahead, last = summary["n_test"], summary["horizon"], summary["kept_apart"]
    report.paragraph(both(f"Gemeten op {count} voorspellingen van elk {ahead} stappen, in de laatste {last} stappen van de tijd. Daar had het model toen nog niets van gezien.",
                          f"Measured on {count} forecasts of {ahead} steps each, in the last {last} steps of the time. The model had seen nothing of those by then."))
    if last < 3 * ahead:
        report.paragraph(both("De test is klein: een paar ongewone dagen veranderen het cijfer zichtbaar. Zie het als een schatting.",
                              "The test is small: a few unusual days change the figure visibly. Take it as an estimate."), "note")
    report.heading(both("Wat er komt", "What comes"))
    for one in shown:
        report.forecast(named("Na de laatste meting", "After the last reading", one["name"]), {**one, "band": one["coming"], **latest(one)})
    report.paragraph(both("Alle voorspellingen staan in forecast.csv: p50 is de middelste waarde, p10 en p90 zijn laag en hoog.",
                          "All forecasts are in forecast.csv: p50 is the middle value, p10 and p90 are low and high."), "note")
    report.heading(both("Voorspeld en gemeten", "Forecast and measured"))
    for one in shown:
        report.forecast(named("In de test", "In the test", one["name"]), {**one, "band": one["tested"]})
    report.paragraph(coverage_text(summary["test"]["coverage"]))
    report.heading(both("Hoe verder vooruit, hoe groter de fout", "The further ahead, the larger the error"))
    curve = lambda values: list(enumerate(values, 1))
    report.lines(both("Gemiddelde fout per stap vooruit", "Mean error for each step ahead"), both("stappen vooruit", "steps ahead"),
                 [(both("model", "model"), curve(by_step["model"])), (both("simpel", "simple"), curve(by_step["naive"]))])
    report.heading(both("Leercurve", "Learning curve"))
    points = lambda split: [(row["epoch"], row[split]["loss"]) for row in history]
    report.lines(both("Fout per ronde", "Error per round"), both("ronde (epoch)", "round (epoch)"),
                 [(both("geleerd", "learned from"), points("train")), (both("niet van geleerd", "not learned from"), points("val"))])
    more = summary["last_rounds"]
    report.paragraph(both(f"Ronde {summary['best_epoch']} was de beste. Vanaf daar leerde het model nog {more} {'ronde' if more == 1 else 'rondes'} verder van alle rijen, ook de nieuwste; dat model is bewaard.",
                          f"Round {summary['best_epoch']} was the best. From there the model learned for {more} {'round' if more == 1 else 'rounds'} more from all rows, the newest too; that model was kept."), "note")
    if len(summary["worst_series"]) > 1:
        report.heading(both("Waar gaat het het slechtst?", "Where does it do worst?"))
        errors = lambda one, word, l: f"{number(one['mase'], l)} ({word}: {number(one['naive'], l)})"
        report.facts([(one["name"], both(errors(one, "simpel", "nl"), errors(one, "simple", "en"))) for one in summary["worst_series"][:20]])
    report.heading(both("Gegevens", "Facts"))
    report.facts(fact_rows(summary))
    report.write(job.out / "report.html")


def latest(one):
    """Only the end of what was measured, so that what comes is not a small corner of the figure."""
    begin = max(0, one["coming"][0][0] - 3 * len(one["coming"]))
    shift = lambda rows: [(row[0] - begin, *row[1:]) for row in rows if row[0] >= begin]
    return {"times": one["times"][begin:], "truth": shift(one["truth"]), "band": shift(one["coming"])}


def unit_of(summary):
    """What the error (MASE) is measured in."""
    if summary["season"]["steps"] == 1:
        return both("MASE (1 is de gewone verandering van de ene rij naar de volgende)", "MASE (1 is the usual change from one row to the next)")
    return both("MASE (1 is het gewone verschil met één seizoen eerder)", "MASE (1 is the usual difference with one season before)")


def fact_rows(summary):
    test = summary["test"]
    each = lambda make: {l: make(l) for l in LANGUAGES}
    rows = [(both("Reeksen / rijen", "Series / rows"), f"{summary['series']} / {summary['rows']}"), (both("Eén rij per", "One row per"), summary["step"]),
            (both("Herhaalt zich", "Repeats"), SEASONS[summary["season"]["name"]]), (both("Stappen vooruit", "Steps ahead"), summary["horizon"]), (both("Kijkt terug", "Looks back"), summary["context"]),
            (unit_of(summary), each(lambda l: number(test["mase"], l))),
            (both("MASE van de simpele voorspelling", "MASE of the simple forecast"), each(lambda l: number(summary["baseline"]["value"], l))),
            (both("Gemiddelde fout", "Mean error"), each(lambda l: number(test["mae"], l))), (both("Fout van de band (WQL)", "Error of the band (WQL)"), each(lambda l: number(test["wql"], l))),
            (both("Andere kolommen gebruikt", "Other columns used"), ", ".join(summary["columns"]) or "–"), (both("Vooraf bekend", "Known beforehand"), ", ".join(summary["known_columns"]) or "–")]
    rows += [(both(f"Niet gebruikt: {name}", f"Not used: {name}"), DROPPED[reason]) for name, reason in summary["dropped"].items()]
    rows += [(both(f"Reeks overgeslagen: {name}", f"Series skipped: {name}"), both("zie de waarschuwing", "see the warning")) for name in summary["skipped"][:20]]
    return rows + [(both("Gerekend op", "Computed on"), summary["device"]), (both("Duur (seconden)", "Time (seconds)"), summary["seconds"]),
                   (both("Sjabloon", "Template"), f"{summary['template']} {summary['version']}"), ("seed", str(summary["seed"]))]


def write_model_card(job, summary):
    step, target = summary["step"], summary["target"]
    write_card(job, summary,
               both(f"Voorspelt '{target}' {summary['horizon']} stappen vooruit, met een rij per {step['nl']}.", f"Forecasts '{target}' {summary['horizon']} steps ahead, with a row per {step['en']}."),
               both("Niet voor tijden waarin iets gebeurt dat nooit eerder gebeurde, en niet als enige grond voor een besluit dat mensen raakt.",
                    "Not for times in which something happens that never happened before, and not as the only ground for a decision that touches people."),
               unit_of(summary),
               both(f"{summary['rows']} rijen in {summary['series']} {'reeks' if summary['series'] == 1 else 'reeksen'}; de laatste {summary['kept_apart']} stappen van de tijd waren voor de test.",
                    f"{summary['rows']} rows in {summary['series']} series; the last {summary['kept_apart']} steps of the time were for the test."),
               both("`python3 predict.py nieuw.csv > voorspeld.csv`", "`python3 predict.py new.csv > forecast.csv`"),
               [("PyTorch", "BSD-3-Clause", both("Vrij te gebruiken, ook zakelijk. Het getrainde model is van u.", "Free to use, also in business. The trained model is yours."))])
