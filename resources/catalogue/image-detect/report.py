"""The report of a model that finds things in photos: what it finds beside the trivial guess, per kind, and the photos in
which it found, missed or imagined something."""

from werkbank_card import write_card
from werkbank_report import Report, both, number, percent

GROUPS = (("found", both("Gevonden", "Found"), both("Een dichte lijn is een kader van het model.", "A full line is a box of the model.")),
          ("missed", both("Gemist", "Missed"), both("Een onderbroken lijn is een kader dat het model niet vond. Is het ding hier goed te zien? Kies anders grotere foto's.",
                                                     "A broken line is a box that the model did not find. Is the thing clear to see here? If not, choose larger photos.")),
          ("wrong", both("Ten onrechte aangewezen", "Pointed out by mistake"), both("Een kader met een kruis klopt niet. Kijk eerst of er in uw eigen kaders iets vergeten is: dat is de goedkoopste verbetering.",
                                                                                    "A box with a cross is wrong. First see whether something was forgotten in your own boxes: that is the cheapest improvement.")))
SIZES = {"small": both("klein", "small"), "medium": both("middel", "medium")}


def write_report(job, summary, history, pictures):
    report = Report(job.language, both("Dingen vinden op foto's", "Find things in photos"))
    report.paragraph(job.title, "note")
    write_headline(report, summary)
    write_kinds(report, summary)
    write_curve(report, history)
    for group, title, note in GROUPS:
        if pictures[group]:
            report.heading(title)
            report.paragraph(note, "note")
            report.pictures([(caption(*one[:4]), one[4]) for one in pictures[group]], wide=True)
    report.heading(both("Gegevens", "Facts"))
    report.facts(fact_rows(summary))
    report.write(job.out / "report.html")


def totals(summary):
    """(there, found, pointed out) over all kinds."""
    return [sum(one[key] for one in summary["per_kind"].values()) for key in ("n", "found", "said")]


def write_headline(report, summary):
    there, found, said = totals(summary)
    report.paragraph(both(f"{percent(found / there, 'nl')} gevonden", f"{percent(found / there, 'en')} found"), "big")
    right = both("Het model wees niets aan.", "The model pointed out nothing.")
    if said:
        right = both(f"Van de {number(said, 'nl')} kaders die het model tekende, klopte {percent(found / said, 'nl')}.", f"Of the {number(said, 'en')} boxes that the model drew, {percent(found / said, 'en')} were right.")
    report.paragraph(both(f"van {number(there, 'nl')} dingen op {number(summary['n_test'], 'nl')} foto's die het model nooit heeft gezien. {right['nl']}",
                          f"of {number(there, 'en')} things in {number(summary['n_test'], 'en')} photos that the model has never seen. {right['en']}"))
    report.paragraph(verdict(summary))
    if there < 100:
        report.paragraph(both("De test is klein: een paar dingen meer of minder veranderen het cijfer zichtbaar. Zie het als een schatting.",
                              "The test is small: a few things more or less change the figure visibly. Take it as an estimate."), "note")


def verdict(summary):
    value, guess = summary["primary"]["value"], summary["baseline"]["value"]
    score = both(f"Het rapportcijfer voor kaders (mAP50) is {percent(value, 'nl')}; 100 % is alles gevonden en niets te veel.", f"The mark for boxes (mAP50) is {percent(value, 'en')}; 100 % is all found and nothing too much.")
    if value > guess:
        return both(f"{score['nl']} Steeds het gewone kader op de gewone plek tekenen geeft {percent(guess, 'nl')}. Het model heeft dus echt iets geleerd.",
                    f"{score['en']} Always drawing the usual box at the usual place gives {percent(guess, 'en')}. So the model has really learned something.")
    return both(f"Let op: {score['nl'][0].lower()}{score['nl'][1:]} Steeds het gewone kader op de gewone plek tekenen geeft {percent(guess, 'nl')}. Het model is niet beter dan die simpele gok. Gebruik het niet; "
                "zoek eerst meer foto's, of kies grotere.",
                f"Mind: {score['en'][0].lower()}{score['en'][1:]} Always drawing the usual box at the usual place gives {percent(guess, 'en')}. The model is no better than that simple guess. Do not use it; "
                "find more photos first, or choose larger ones.")


def write_kinds(report, summary):
    report.heading(both("Per soort", "Per kind"))
    rows = sorted(summary["per_kind"].items(), key=lambda item: item[1]["recall"] or 0)[:30]
    report.bars(both("Gevonden: van de dingen die er zijn, in procenten", "Found: of the things that are there, in per cent"), [(name, round(100 * (one["recall"] or 0))) for name, one in rows])
    report.bars(both("Klopt: van de kaders van het model, in procenten", "Right: of the model's boxes, in per cent"), [(name, round(100 * (one["precision"] or 0))) for name, one in rows])
    report.facts([(name, both(f"{one['found']} van {one['n']} gevonden; {one['said'] - one['found']} ten onrechte aangewezen", f"{one['found']} of {one['n']} found; {one['said'] - one['found']} pointed out by mistake")) for name, one in rows])
    report.paragraph(both("Een kader telt als gevonden als het voor minstens de helft samenvalt met het kader dat een mens tekende.", "A box counts as found when it overlaps the box that a person drew by at least half."), "note")


def write_curve(report, history):
    report.heading(both("Leercurve", "Learning curve"))
    points = lambda split, key: [(row["epoch"], row[split][key]) for row in history]
    round_title = both("ronde (epoch)", "round (epoch)")
    report.lines(both("Fout per ronde", "Error per round"), round_title, [(both("geleerd", "learned from"), points("train", "loss")), (both("niet van geleerd", "not learned from"), points("val", "loss"))])
    report.lines(both("mAP op foto's waarvan niet is geleerd", "mAP on photos that were not learned from"), round_title, [("mAP50", points("val", "map50")), ("mAP50:95", points("val", "map50_95"))])


def caption(name, right, wrong, missed):
    def words(language):
        parts = [(both("gevonden", "found"), right), (both("ten onrechte", "by mistake"), wrong), (both("gemist", "missed"), missed)]
        return "; ".join([name] + [f"{word[language]}: " + ", ".join(kind if chance is None else f"{kind} {percent(chance, language)}" for kind, chance in some[:6]) for word, some in parts if some])
    return both(words("nl"), words("en"))


def fact_rows(summary):
    boxes = summary["boxes"]
    return [(both("Foto's: geleerd / gekozen / getest", "Photos: learned / chosen / tested"), f"{summary['n_train']} / {summary['n_val']} / {summary['n_test']}"),
            (both("Kaders: geleerd / gekozen / getest", "Boxes: learned / chosen / tested"), f"{boxes['train']} / {boxes['val']} / {boxes['test']}"),
            ("mAP50", both(*(percent(summary["test"]["map50"], l) for l in ("nl", "en")))), ("mAP50:95", both(*(percent(summary["test"]["map50_95"], l) for l in ("nl", "en")))),
            (both("Een kader telt vanaf zekerheid", "A box counts from certainty"), both(*(percent(summary["certainty"], l) for l in ("nl", "en")))),
            (both("Grootte", "Size"), f"{summary['image_size']} x {summary['image_size']}"), (both("Netwerk", "Network"), SIZES.get(summary["model"], summary["model"])),
            (both("Getallen in het netwerk", "Numbers in the network"), summary["parameters"]), (both("Beste ronde", "Best round"), f"{summary['best_epoch']} / {summary['epochs']}"),
            (both("Gerekend op", "Computed on"), summary["device"]), (both("Duur (seconden)", "Time (seconds)"), summary["seconds"]),
            (both("Sjabloon", "Template"), f"{summary['template']} {summary['version']}"), ("seed", str(summary["seed"]))]


def write_model_card(job, summary):
    photos, boxes = summary["n_train"] + summary["n_val"] + summary["n_test"], sum(summary["boxes"].values())
    count = len(summary["kinds"])
    kinds = both("1 soort", "1 kind") if count == 1 else both(f"{count} soorten", f"{count} kinds")
    write_card(job, summary, both(f"Vindt dingen op foto's en tekent er een kader om; {kinds['nl']}.", f"Finds things in photos and draws a box around each; {kinds['en']}."),
               both("Niet voor foto's van een andere camera, met ander licht of van andere dingen. Niet om mensen te volgen, en niet als enige controle waar iets missen gevaarlijk is.",
                    "Not for photos of another camera, with other light or of other things. Not to follow people, and not as the only check where missing something is dangerous."),
               both("mAP50", "mAP50"),
               both(f"{photos} foto's met {boxes} kaders; {summary['n_test']} foto's alleen voor de test.", f"{photos} photos with {boxes} boxes; {summary['n_test']} photos for the test only."),
               both("`python3 predict.py foto.jpg > kaders.csv`, of met `--draw MAP` om de kaders te zien", "`python3 predict.py photo.jpg > boxes.csv`, or with `--draw FOLDER` to see the boxes"),
               [("PyTorch", "BSD-3-Clause", both("Vrij te gebruiken, ook zakelijk. Het netwerk begon zonder gewichten van anderen; het getrainde model is van u.",
                                                 "Free to use, also in business. The network started without anyone else's weights; the trained model is yours.")),
                ("Pillow", "HPND", both("Leest de foto's; vrij te gebruiken, ook zakelijk.", "Reads the photos; free to use, also in business."))])
