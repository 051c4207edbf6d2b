"""The report of a text model: the result beside the trivial guess and the simple words model, the learning curve, what
was wrong, and the words that speak for each kind."""

from werkbank_card import write_card
from werkbank_report import Report, both, number, percent

NAMES = {"words": both("woorden tellen", "counting words"), "network": both("klein netwerk", "small network"), "pretrained": both("voorgetraind model", "pretrained model")}
GUESS = both("altijd de meest voorkomende soort kiezen", "always choosing the commonest kind")


def write_report(job, summary, histories, counts, mistakes):
    report = Report(job.language, both("Teksten indelen", "Sorting texts"))
    value, guess, test = summary["primary"]["value"], summary["baseline"]["value"], summary["test"]
    report.paragraph(job.title, "note")
    report.paragraph(both(f"{percent(value, 'nl')} macro-F1", f"{percent(value, 'en')} macro F1"), "big")
    report.paragraph(both(f"gemeten op {number(summary['n_test'], 'nl')} teksten die het model nooit heeft gezien. Daarvan kreeg {percent(test['accuracy'], 'nl')} de juiste soort.",
                          f"measured on {number(summary['n_test'], 'en')} texts that the model has never seen. Of those {percent(test['accuracy'], 'en')} got the right kind."))
    report.paragraph(both("Macro-F1 is het gemiddelde cijfer van de soorten: een zeldzame soort telt even zwaar als een soort met veel teksten. 100 % is foutloos.",
                          "Macro F1 is the mean score of the kinds: a rare kind counts as much as a kind with many texts. 100 % is without a mistake."), "note")
    report.paragraph(verdict(value, guess))
    if summary["n_test"] < 100:
        report.paragraph(both("De test is klein: één tekst meer of minder goed verandert het cijfer zichtbaar. Zie het als een schatting.",
                              "The test is small: one text more or less right changes the figure visibly. Take it as an estimate."), "note")
    compare(report, summary, guess)
    report.heading(both("Leercurve", "Learning curve"))
    shown = list(histories)[-1]
    report.paragraph(both(f"Van het model: {NAMES[shown]['nl']}.", f"Of the model: {NAMES[shown]['en']}."), "note")
    curve(report, histories[shown])
    report.heading(both("Per soort", "Per kind"))
    report.paragraph(both("De moeilijkste soorten staan bovenaan.", "The hardest kinds come first."), "note")
    report.facts(kind_rows(summary))
    if len(counts) <= 25:
        report.heading(both("Wat wordt waarvoor aangezien?", "What is taken for what?"))
        report.matrix(summary["classes"], counts, both("echt \\ voorspeld", "true \\ predicted"))
    show_mistakes(report, mistakes)
    show_words(report, summary)
    report.heading(both("Gegevens", "Facts"))
    report.facts(fact_rows(summary))
    report.write(job.out / "report.html")


def verdict(value, guess):
    if value > guess:
        return both(f"Ter vergelijking: {GUESS['nl']} geeft {percent(guess, 'nl')}. Het model heeft dus echt iets geleerd.",
                    f"For comparison: {GUESS['en']} gives {percent(guess, 'en')}. So the model has really learned something.")
    return both(f"Let op: {GUESS['nl']} geeft {percent(guess, 'nl')}. Het model is niet beter dan die simpele gok. Gebruik het niet; zoek eerst meer of betere voorbeelden.",
                f"Mind: {GUESS['en']} gives {percent(guess, 'en')}. The model is no better than that simple guess. Do not use it; find more or better examples first.")


def compare(report, summary, guess):
    """The trivial guess and all models that learned, in one small table."""
    models = summary["models"]
    report.heading(both("Vergeleken met eenvoudigere manieren", "Compared with simpler ways"))
    rows = [(GUESS, both(percent(guess, "nl"), percent(guess, "en")))]
    for name, model in models.items():
        mark = both(" (bewaard)", " (kept)") if name == summary["model"] and len(models) > 1 else both("", "")
        shown = {l: percent(model["test"]["macro_f1"], l) + mark[l] for l in ("nl", "en")}
        rows.append((NAMES[name], shown))
    report.facts(rows)
    if len(models) > 1:
        report.paragraph(choice(summary))


def choice(summary):
    """Why this model was kept, and whether the simple one does as well."""
    words, other = summary["models"]["words"], next(model for name, model in summary["models"].items() if name != "words")
    if summary["asked"] == "auto":
        val = {l: " / ".join(f"{NAMES[name][l]} {percent(model['val']['macro_f1'], l)}" for name, model in summary["models"].items()) for l in ("nl", "en")}
        return both(f"Twee modellen hebben geleerd. Bewaard is het model dat beter was op de teksten om mee te kiezen ({val['nl']}). De test telde daarbij niet mee.",
                    f"Two models have learned. The one that was better on the texts to choose by was kept ({val['en']}). The test played no part in that.")
    if words["test"]["macro_f1"] >= other["test"]["macro_f1"]:
        return both("Woorden tellen doet het hier even goed of beter, en is veel sneller. Kies bij 'Welk model?' liever 'Woorden tellen'.",
                    "Counting words does as well or better here, and is much faster. Rather choose 'Counting words' under 'Which model?'.")
    return both("Dit model doet het beter dan woorden tellen.", "This model does better than counting words.")


def curve(report, history):
    for key, title in (("loss", both("Fout per ronde", "Error per round")), ("accuracy", both("Deel goed per ronde", "Share right per round"))):
        points = lambda split: [(row["epoch"], row[split][key]) for row in history]
        report.lines(title, both("ronde (epoch)", "round (epoch)"), [(both("geleerd", "learned from"), points("train")), (both("niet van geleerd", "not learned from"), points("val"))])


def kind_rows(summary):
    worst = sorted(summary["per_class"].items(), key=lambda item: item[1]["f1"] or 0)[:25]
    return [(name, both(f"F1 {percent(s['f1'], 'nl')}: {percent(s['recall'], 'nl')} gevonden, {percent(s['precision'], 'nl')} van wat zo heet klopt ({number(s['n'], 'nl')} teksten)",
                        f"F1 {percent(s['f1'], 'en')}: {percent(s['recall'], 'en')} found, {percent(s['precision'], 'en')} of what is called so is right ({number(s['n'], 'en')} texts)"))
            for name, s in worst]


def show_mistakes(report, mistakes):
    if not mistakes:
        return
    report.heading(both("Fouten om te bekijken", "Mistakes to look at"))
    report.paragraph(both("Het model was hier het zekerst van zijn zaak. Kijk eerst of de soort in de tabel wel klopt: dat is de goedkoopste verbetering. Adressen en lange nummers zijn onleesbaar gemaakt.",
                          "Here the model was surest of itself. First see whether the kind in the table is right: that is the cheapest improvement. Addresses and long numbers were made unreadable."), "note")
    report.facts([(both(f"regel {m['line']}: {m['truth']}, gezien als {m['guess']} ({percent(m['certainty'], 'nl')} zeker)",
                        f"line {m['line']}: {m['truth']}, taken for {m['guess']} ({percent(m['certainty'], 'en')} certain)"), m["text"]) for m in mistakes])


def show_words(report, summary):
    rows = [(kind, ", ".join(words)) for kind, words in summary["telling_words"].items() if words][:50]
    if not rows:
        return
    report.heading(both("Welke woorden zeggen het meest?", "Which words say the most?"))
    report.paragraph(both("Bij het woorden tellen wezen deze woorden het sterkst naar een soort. Staat er een woord bij dat er niets mee te maken heeft, zoals een naam? Dan leert het model iets verkeerds.",
                          "When words were counted, these pointed most strongly to a kind. Is there a word that has nothing to do with it, such as a name? Then the model learns something wrong."), "note")
    report.facts(rows)


def fact_rows(summary):
    kept = summary["models"][summary["model"]]
    return [(both("Kolommen: tekst / soort", "Columns: text / kind"), f"{summary['text_column']} / {summary['label_column']}"), (both("Rijen in de tabel", "Rows in the table"), summary["rows"]),
            (both("Teksten: geleerd / gekozen / getest", "Texts: learned / chosen / tested"), f"{summary['n_train']} / {summary['n_val']} / {summary['n_test']}"),
            (both("Soorten", "Kinds"), len(summary["classes"])), (both("Bewaard model", "Model that was kept"), NAMES[summary["model"]]), (both("Getallen in het model", "Numbers in the model"), kept["numbers"]),
            (both("Beste ronde", "Best round"), f"{kept['best_epoch']} / {kept['epochs']}"), (both("Deel goed", "Share right"), both(percent(summary["test"]["accuracy"], "nl"), percent(summary["test"]["accuracy"], "en"))),
            (both("Gerekend op", "Computed on"), summary["device"]), (both("Duur (seconden)", "Time (seconds)"), summary["seconds"]), (both("Sjabloon", "Template"), f"{summary['template']} {summary['version']}"),
            ("seed", str(summary["seed"]))]


LICENCES = {
    "words": ("scikit-learn", "BSD-3-Clause", both("Vrij te gebruiken, ook zakelijk. Het getrainde model is van u.", "Free to use, also in business. The trained model is yours.")),
    "network": ("PyTorch", "BSD-3-Clause", both("Vrij te gebruiken, ook zakelijk. Het netwerk begint zonder gewichten van anderen; het getrainde model is van u.",
                                                "Free to use, also in business. The network starts without anyone else's weights; the trained model is yours.")),
    "pretrained": ("transformers", "Apache-2.0", both("Vrij te gebruiken, ook zakelijk. Het voorgetrainde model waarmee u begon, heeft een eigen licentie: kijk die na voor u het resultaat deelt of verkoopt.",
                                                      "Free to use, also in business. The pretrained model that you began with has a licence of its own: read it before you share or sell the result.")),
}


def write_model_card(job, summary):
    count, total = len(summary["classes"]), summary["n_train"] + summary["n_val"] + summary["n_test"]
    write_card(job, summary, both(f"Deelt teksten in {count} soorten in. Manier: {NAMES[summary['model']]['nl']}.", f"Sorts texts into {count} kinds. Method: {NAMES[summary['model']]['en']}."),
               both("Niet voor teksten van een ander soort schrijver, kanaal of taal, en niet om zonder een mens over mensen te beslissen. Een tekst die bij geen van de soorten hoort, krijgt toch een soort.",
                    "Not for texts of another sort of writer, channel or language, and not to decide about people without a person. A text that belongs to none of the kinds still gets a kind."),
               both("Macro-F1 (gemiddelde cijfer van de soorten)", "Macro F1 (mean score of the kinds)"),
               both(f"{total} teksten, waarvan {summary['n_test']} alleen voor de test. Adressen en lange nummers zijn vooraf onleesbaar gemaakt.",
                    f"{total} texts, {summary['n_test']} of them for the test only. Addresses and long numbers were made unreadable beforehand."),
               both("`python3 predict.py nieuw.csv > soorten.csv`", "`python3 predict.py new.csv > kinds.csv`"), [LICENCES[summary["model"]]])
