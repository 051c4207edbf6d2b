"""The report of a model that marks: the score beside the plainest way, the learning curve, the kinds, and what went wrong."""

from werkbank_card import write_card
from werkbank_report import Report, both, number, percent

USUAL = both("elk woord het merk geven dat het meestal had", "giving every word the mark that it usually had")


def write_report(job, summary, history, mistakes):
    report = Report(job.language, both("Namen en feiten merken", "Marking names and facts"))
    value, guess, test = summary["primary"]["value"], summary["baseline"]["value"], summary["test"]
    report.paragraph(job.title, "note")
    report.paragraph(both(f"{percent(value, 'nl')} F1", f"{percent(value, 'en')} F1"), "big")
    report.paragraph(both(f"gemeten op {number(summary['n_test'], 'nl')} zinnen die het model nooit heeft gezien. Van de merken vond het {percent(test['recall'], 'nl')}, en van wat het merkte klopte {percent(test['precision'], 'nl')}.",
                          f"measured on {number(summary['n_test'], 'en')} sentences that the model has never seen. It found {percent(test['recall'], 'en')} of the marks, and of what it marked {percent(test['precision'], 'en')} was right."))
    report.paragraph(both("Een merk telt alleen als het begin, het einde en de soort alle drie kloppen. F1 is het gemiddelde van beide delen; 100 % is foutloos.",
                          "A mark counts only where its beginning, its end and its kind are all right. F1 is the mean of the two shares; 100 % is without a mistake."), "note")
    report.paragraph(verdict(value, guess))
    report.heading(both("Leercurve", "Learning curve"))
    report.lines(both("F1 per ronde", "F1 per round"), both("ronde (epoch)", "round (epoch)"), [(both("niet van geleerd", "not learned from"), [(row["epoch"], row["val"]["entity_f1"]) for row in history])])
    report.heading(both("Per soort", "Per kind"))
    worst = sorted(summary["per_kind"].items(), key=lambda item: item[1]["f1"] or 0)
    report.facts([(kind, both(f"F1 {percent(s['f1'], 'nl')}: {percent(s['recall'], 'nl')} gevonden, {percent(s['precision'], 'nl')} van wat zo gemerkt is klopt ({number(s['n'], 'nl')} in de test)",
                              f"F1 {percent(s['f1'], 'en')}: {percent(s['recall'], 'en')} found, {percent(s['precision'], 'en')} of what is marked so is right ({number(s['n'], 'en')} in the test)")) for kind, s in worst])
    show_mistakes(report, mistakes)
    report.heading(both("Gegevens", "Facts"))
    report.facts(fact_rows(summary))
    report.write(job.out / "report.html")


def verdict(value, guess):
    if value > guess:
        return both(f"Ter vergelijking: {USUAL['nl']} geeft {percent(guess, 'nl')}. Het model heeft dus echt iets geleerd van de woorden eromheen.",
                    f"For comparison: {USUAL['en']} gives {percent(guess, 'en')}. So the model has really learned from the words around.")
    return both(f"Let op: {USUAL['nl']} geeft {percent(guess, 'nl')}. Het model is niet beter dan die simpele manier. Gebruik het niet; merk eerst meer zinnen.",
                f"Mind: {USUAL['en']} gives {percent(guess, 'en')}. The model is no better than that simple way. Do not use it; mark more sentences first.")


def show_mistakes(report, mistakes):
    if not mistakes:
        return
    report.heading(both("Fouten om te bekijken", "Mistakes to look at"))
    report.paragraph(both("Kijk eerst of de merken in uw bestand wel kloppen: dat is de goedkoopste verbetering.", "First see whether the marks in your file are right: that is the cheapest improvement."), "note")
    none = both("niets", "nothing")
    report.facts([(both(f"regel {m['line']}: {shorten(m['text'])}", f"line {m['line']}: {shorten(m['text'])}"),
                   both(f"gemist: {shorten(m['missed']) or none['nl']}; ten onrechte: {shorten(m['wrong']) or none['nl']}", f"missed: {shorten(m['missed']) or none['en']}; wrongly: {shorten(m['wrong']) or none['en']}")) for m in mistakes])


def shorten(text, longest=120):
    return text if len(text) <= longest else text[:longest - 1].rstrip() + "…"


def fact_rows(summary):
    return [(both("Zinnen: geleerd / gekozen / getest", "Sentences: learned / chosen / tested"), f"{summary['n_train']} / {summary['n_val']} / {summary['n_test']}"), (both("Woorden", "Words"), summary["words"]),
            (both("Merken per soort", "Marks per kind"), ", ".join(f"{kind} {count}" for kind, count in summary["marks"].items())), (both("Beste ronde", "Best round"), f"{summary['best_epoch']} / {summary['epochs']}"),
            (both("Woorden goed", "Words right"), {l: percent(summary["test"]["accuracy"], l) for l in ("nl", "en")}), (both("Duur (seconden)", "Time (seconds)"), summary["seconds"]),
            (both("Sjabloon", "Template"), f"{summary['template']} {summary['version']}"), ("seed", str(summary["seed"]))]


def write_model_card(job, summary):
    kinds = ", ".join(summary["kinds"][:12])
    write_card(job, summary, both(f"Merkt in teksten: {kinds}.", f"Marks in texts: {kinds}."),
               both("Niet voor teksten van een ander soort of in een andere taal, en niet om er zonder controle namen mee weg te lakken: wat het model mist, blijft leesbaar.",
                    "Not for texts of another sort or in another language, and not to black out names without a check: what the model misses stays readable."),
               both("F1 van hele merken", "F1 of whole marks"), both(f"{summary['sentences']} zinnen, waarvan {summary['n_test']} alleen voor de test.", f"{summary['sentences']} sentences, {summary['n_test']} of them for the test only."),
               both("`python3 predict.py --html merken.html nieuw.txt > merken.jsonl`", "`python3 predict.py --html marks.html new.txt > marks.jsonl`"),
               [("numpy", "BSD-3-Clause", both("Vrij te gebruiken, ook zakelijk. Het getrainde model is van u; het bevat woorden uit uw zinnen.", "Free to use, also in business. The trained model is yours; it holds words of your sentences."))])
