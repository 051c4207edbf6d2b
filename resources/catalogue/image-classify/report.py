"""The report of a photo model: the result beside the trivial guess, the learning curve, and the mistakes to look at."""

from werkbank_card import write_card
from werkbank_report import Report, both, percent


def write_report(job, summary, history, counts, wrong):
    report = Report(job.language, both("Foto's sorteren", "Sorting photos"))
    value, guess = summary["primary"]["value"], summary["baseline"]["value"]
    report.paragraph(job.title, "note")
    report.paragraph(both(f"{percent(value, 'nl')} goed", f"{percent(value, 'en')} right"), "big")
    report.paragraph(both(f"gemeten op {summary['n_test']} foto's die het model nooit heeft gezien.", f"measured on {summary['n_test']} photos that the model has never seen."))
    report.paragraph(verdict(value, guess))
    report.heading(both("Leercurve", "Learning curve"))
    for key, title in (("accuracy", both("Deel goed per ronde", "Share right per round")), ("loss", both("Fout per ronde", "Error per round"))):
        points = lambda split: [(row["epoch"], row[split][key]) for row in history]
        report.lines(title, both("ronde (epoch)", "round (epoch)"), [(both("geleerd", "learned from"), points("train")), (both("niet van geleerd", "not learned from"), points("val"))])
    report.heading(both("Per soort", "Per kind"))
    worst = sorted(summary["per_class"].items(), key=lambda item: item[1]["f1"] or 0)[:20]
    report.facts([(name, both(f"{percent(s['recall'], 'nl')} gevonden ({s['n']} foto's)", f"{percent(s['recall'], 'en')} found ({s['n']} photos)")) for name, s in worst])
    if len(counts) <= 25:
        report.heading(both("Waar zit het model ernaast?", "Where is the model wrong?"))
        report.matrix(summary["classes"], counts, both("echt \\ voorspeld", "true \\ predicted"))
    if wrong:
        report.heading(both("Fouten om te bekijken", "Mistakes to look at"))
        report.paragraph(both("Kijk eerst of de foto wel in de goede map stond. Dat is de goedkoopste verbetering.", "First see whether the photo was in the right folder. That is the cheapest improvement."), "note")
        report.pictures([(both(f"{t}, gezien als {g}", f"{t}, taken for {g}"), png) for t, g, png in wrong])
    report.heading(both("Gegevens", "Facts"))
    report.facts(fact_rows(summary))
    report.write(job.out / "report.html")


def verdict(value, guess):
    if value > guess:
        return both(f"Ter vergelijking: altijd de grootste soort kiezen geeft {percent(guess, 'nl')}. Het model heeft dus echt iets geleerd.",
                    f"For comparison: always choosing the largest kind gives {percent(guess, 'en')}. So the model has really learned something.")
    return both(f"Let op: altijd de grootste soort kiezen geeft {percent(guess, 'nl')}. Het model is niet beter dan die simpele gok. Gebruik het niet; zoek eerst meer of betere foto's.",
                f"Mind: always choosing the largest kind gives {percent(guess, 'en')}. The model is no better than that simple guess. Do not use it; find more or better photos first.")


def fact_rows(summary):
    return [(both("Foto's: geleerd / gekozen / getest", "Photos: learned / chosen / tested"), f"{summary['n_train']} / {summary['n_val']} / {summary['n_test']}"),
            (both("Grootte", "Size"), f"{summary['image_size']} x {summary['image_size']}"), (both("Netwerk", "Network"), summary["model"]),
            (both("Getallen in het netwerk", "Numbers in the network"), summary["parameters"]), (both("Beste ronde", "Best round"), f"{summary['best_epoch']} / {summary['epochs']}"),
            (both("Macro-F1", "Macro F1"), summary["test"]["macro_f1"]), (both("Gerekend op", "Computed on"), summary["device"]), (both("Duur (seconden)", "Time (seconds)"), summary["seconds"]),
            (both("Sjabloon", "Template"), f"{summary['template']} {summary['version']}"), ("seed", str(summary["seed"]))]


def write_model_card(job, summary):
    count = len(summary["classes"])
    photos = summary["n_train"] + summary["n_val"] + summary["n_test"]
    write_card(job, summary, both(f"Sorteert foto's in {count} soorten.", f"Sorts photos into {count} kinds."),
               both("Niet voor foto's van een andere camera, met ander licht of van andere dingen, en niet om zonder een mens over mensen te beslissen.",
                    "Not for photos of another camera, with other light or of other things, and not to decide about people without a person."),
               both("Deel goed", "Share right"),
               both(f"{photos} foto's, waarvan {summary['n_test']} alleen voor de test.", f"{photos} photos, {summary['n_test']} of them for the test only."),
               both("`python3 predict.py foto.jpg > soorten.csv`", "`python3 predict.py photo.jpg > kinds.csv`"),
               [("PyTorch", "BSD-3-Clause", both("Vrij te gebruiken, ook zakelijk. Het getrainde model is van u.", "Free to use, also in business. The trained model is yours."))])
