"""The report of a model that finds what is off: what it finds at how many false alarms, where it looked, and the photos
that deserve a second look."""

from werkbank_card import write_card
from werkbank_report import Report, both, number, percent

METHODS = {"fast": both("snel (gemiddelde en spreiding van goede foto's)", "fast (mean and spread of good photos)"),
           "precise": both("precies (geheugen van goede stukjes foto)", "precise (memory of good patches)")}
FEATURES = {"filters": both("vaste filters", "fixed filters")}
KINDS = {"good": both("goed", "good"), "drawn scratch": both("getekende kras", "drawn scratch"), "drawn spot": both("getekende vlek", "drawn spot"), "drawn patch": both("verplaatst stukje foto", "moved piece of the photo")}
BINS = 24


def kind_text(kind):
    return KINDS.get(kind, both(kind, kind))


def write_report(job, summary, history, scores, pictures):
    report = Report(job.language, both("Afwijkingen vinden op foto's", "Find what is off in photos"))
    report.paragraph(job.title, "note")
    write_headline(report, summary)
    report.heading(both("Goede en foute foto's uit elkaar", "Good and bad photos apart"))
    histogram(report, scores)
    report.facts([(kind_text(kind), both(f"{row['found']} van {row['n']} gevonden", f"{row['found']} of {row['n']} found")) for kind, row in sorted(summary["per_kind"].items())[:30]])
    write_pictures(report, summary, pictures)
    if history:
        write_curve(report, history)
    report.heading(both("Gegevens", "Facts"))
    report.facts(fact_rows(summary))
    report.write(job.out / "report.html")


def write_headline(report, summary):
    test, drawn = summary["test"], summary["drawn"]
    report.paragraph(both(f"{percent(test['found'], 'nl')} gevonden", f"{percent(test['found'], 'en')} found"), "big")
    what = both("foto's met een getekende fout", "photos with a drawn fault") if drawn else both("foute foto's", "bad photos")
    report.paragraph(both(f"van {summary['n_bad']} {what['nl']}. Van {summary['n_test']} goede foto's werd {percent(test['false_alarms'], 'nl')} ten onrechte aangewezen. Al deze foto's had het model nooit gezien.",
                          f"of {summary['n_bad']} {what['en']}. Of {summary['n_test']} good photos {percent(test['false_alarms'], 'en')} were called off by mistake. The model had never seen any of these photos."))
    if drawn:
        report.paragraph(both("Let op: er waren geen foto's van echte fouten. Dit is gemeten met fouten die het programma zelf op goede foto's heeft getekend. Echte fouten kunnen moeilijker of makkelijker te zien zijn. "
                              "Zet een paar foto's van echte fouten in een eigen map en train opnieuw.",
                              "Mind: there were no photos of real faults. This was measured with faults that the program itself drew on good photos. Real faults can be harder or easier to see. "
                              "Put a few photos of real faults in a folder of their own and train again."))
    report.paragraph(verdict(summary))
    if min(summary["n_bad"], summary["n_test"]) < 50:
        report.paragraph(both("De test is klein: één foto meer of minder verandert het cijfer zichtbaar. Zie het als een schatting.",
                              "The test is small: one photo more or less changes the figure visibly. Take it as an estimate."), "note")


def verdict(summary):
    value, guess = summary["primary"]["value"], summary["baseline"]["value"]
    pair = both(f"Legt u het model één goede en één foute foto voor, dan wijst het in {percent(value, 'nl')} van de gevallen de foute aan.",
                f"Show the model one good and one bad photo, and in {percent(value, 'en')} of the cases it points out the bad one.")
    if value > guess:
        return both(f"{pair['nl']} Alleen op helderheid letten geeft {percent(guess, 'nl')}; gokken geeft 50 %. Het model heeft dus echt iets geleerd.",
                    f"{pair['en']} Looking at brightness alone gives {percent(guess, 'en')}; guessing gives 50 %. So the model has really learned something.")
    return both(f"Let op: {pair['nl'][0].lower()}{pair['nl'][1:]} Alleen op helderheid letten geeft {percent(guess, 'nl')}. Het model is niet beter dan die simpele meting. Gebruik het niet; "
                "maak eerst scherpere foto's van dichterbij, of kies grotere foto's.",
                f"Mind: {pair['en'][0].lower()}{pair['en'][1:]} Looking at brightness alone gives {percent(guess, 'en')}. The model is no better than that simple measurement. Do not use it; "
                "first take sharper photos from closer by, or choose larger photos.")


def histogram(report, scores):
    """How the scores of the test photos are spread, with the threshold at 1."""
    highest = min(max(max(scores["test"]), max(scores["bad"]), 1.2), 4.0)
    width = highest / BINS
    shares = {}
    for part in ("test", "bad"):
        counts = [0] * BINS
        for score in scores[part]:
            counts[min(BINS - 1, int(score / width))] += 1
        shares[part] = [((place + 0.5) * width, 100 * count / len(scores[part])) for place, count in enumerate(counts)]
    top = max(share for points in shares.values() for _, share in points)
    report.lines(both("Deel van de foto's per score, in procenten", "Share of the photos per score, in per cent"), both("score (boven 1 = afwijkend)", "score (above 1 = off)"),
                 [(both("goed", "good"), shares["test"]), (both("fout", "bad"), shares["bad"]), (both("grens", "threshold"), [(1, 0), (1, top)])])


def write_pictures(report, summary, pictures):
    groups = [("found", both("Gevonden fouten", "Faults that were found"), both("Oranje is de plek die het model opviel.", "Orange is the place that the model noticed.")),
              ("missed", both("Gemiste fouten", "Faults that were missed"), both("Deze bleven onder de grens. Is de fout hier goed te zien? Kies anders grotere foto's, of sta meer vals alarm toe.",
                                                                                  "These stayed below the threshold. Is the fault clear to see here? If not, choose larger photos or allow more false alarms.")),
              ("near", both("Goede foto's die het meest opvielen", "Good photos that stood out most"), both("Boven 1 is een vals alarm. Kijk eerst of de foto wel echt goed is.",
                                                                                                     "Above 1 is a false alarm. First see whether the photo really is good.")),
              ("learned", both("Vreemde foto's onder de voorbeelden", "Odd photos among the examples"), both("Van deze foto's is geleerd dat ze goed zijn. Zit er een foute tussen? Haal die weg en train opnieuw.",
                                                                                                    "The model learned from these that they are good. Is there a bad one among them? Remove it and train again."))]
    for group, title, note in groups:
        if pictures[group]:
            report.heading(title)
            report.paragraph(note, "note")
            report.pictures([(both(f"{name} ({kind_text(kind)['nl']}), score {number(score, 'nl', 2)}", f"{name} ({kind_text(kind)['en']}), score {number(score, 'en', 2)}"), png)
                             for name, kind, score, png in pictures[group]])


def write_curve(report, history):
    report.heading(both("Helpen meer goede foto's?", "Do more good photos help?"))
    points = lambda key: [(row["photos"], row[key]) for row in history]
    report.lines(both("Hoe vreemd een goede foto lijkt", "How odd a good photo looks"), both("goede foto's waarvan is geleerd", "good photos learned from"),
                 [(both("geleerd", "learned from"), points("train")), (both("nieuw", "new"), points("val"))])
    report.paragraph(both("Liggen de lijnen aan het eind nog ver uit elkaar, dan maken meer goede foto's het model beter.", "If the lines are still far apart at the end, more good photos make the model better."), "note")


def fact_rows(summary):
    chosen = summary["chosen_by"]
    rows = [(both("Goede foto's: geleerd / grens / getest", "Good photos: learned / threshold / tested"), f"{summary['n_train']} / {summary['n_val']} / {summary['n_test']}"),
            (both("Foute foto's: methode gekozen / getest", "Bad photos: method chosen / tested"), f"{summary['n_choice']} / {0 if summary['drawn'] else summary['n_bad']}"),
            (both("Vals alarm: gevraagd / te verwachten", "False alarms: asked / to be expected"), both(*(f"{percent(summary['sensitivity'], l)} / {percent(summary['expected_false_alarms'], l)}" for l in ("nl", "en")))),
            (both("Methode", "Method"), METHODS[summary["method"]])]
    if chosen:
        rows.append((both("Bij het kiezen: snel / precies", "When choosing: fast / precise"), both(*(f"{percent(chosen['fast'], l)} / {percent(chosen['precise'], l)}" for l in ("nl", "en")))))
    return rows + [(both("Zelfde plek op elke foto", "Same place in every photo"), both("ja", "yes") if summary["aligned"] else both("nee", "no")), (both("Kijkt met", "Looks with"), FEATURES.get(summary["features"], summary["features"])),
                   (both("Grootte", "Size"), f"{summary['image_size']} x {summary['image_size']}"), (both("Gerekend op", "Computed on"), summary["device"]), (both("Duur (seconden)", "Time (seconds)"), summary["seconds"]),
                   (both("Sjabloon", "Template"), f"{summary['template']} {summary['version']}"), ("seed", str(summary["seed"]))]


def write_model_card(job, summary):
    good = summary["n_train"] + summary["n_val"] + summary["n_test"]
    tested = both("getekende fouten", "drawn faults") if summary["drawn"] else both("echte fouten", "real faults")
    licences = [("PyTorch", "BSD-3-Clause", both("Vrij te gebruiken, ook zakelijk. Het getrainde model is van u.", "Free to use, also in business. The trained model is yours."))]
    if summary["features"] != "filters":
        licences.append((f"weights of {summary['features']}", "NOASSERTION", both("Uit uw eigen bestand. Kijk na of u ze zakelijk mag gebruiken.", "From your own file. Check whether you may use them in business.")))
    write_card(job, summary, both("Wijst foto's aan die afwijken van goede foto's, en de plek op de foto.", "Points out photos that differ from good photos, and the place in the photo."),
               both("Niet voor foto's van een andere camera, met ander licht of van andere dingen. Niet als enige controle waar een gemiste fout gevaarlijk is.",
                    "Not for photos of another camera, with other light or of other things. Not as the only check where a missed fault is dangerous."),
               both("Foute foto aangewezen uit een paar", "Bad photo pointed out of a pair"),
               both(f"{good} goede foto's, waarvan {summary['n_train']} om van te leren. Getest op {summary['n_test']} goede foto's en {summary['n_bad']} foto's met {tested['nl']}.",
                    f"{good} good photos, {summary['n_train']} of them to learn from. Tested on {summary['n_test']} good photos and {summary['n_bad']} photos with {tested['en']}."),
               both("`python3 predict.py foto.jpg > oordeel.csv`", "`python3 predict.py photo.jpg > verdicts.csv`"), licences)
