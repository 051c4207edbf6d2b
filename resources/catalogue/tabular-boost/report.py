"""The report of a table model: the result beside the trivial guess, the learning curve, what mattered, what went wrong."""

from werkbank_card import write_card
from werkbank_report import Report, both, number, percent

TASKS = {"classes": both("een soort (klasse)", "a kind (class)"), "number": both("een getal", "a number")}
DROPPED = {"ignored": both("door u overgeslagen", "skipped by you"), "empty": both("leeg", "empty"), "constant": both("overal dezelfde waarde", "the same value everywhere"),
           "names": both("bijna elke tekst is anders", "nearly every text is different")}


def score_texts(summary):
    """The headline and the verdict against the baseline, in both languages."""
    value, guess = summary["primary"]["value"], summary["baseline"]["value"]
    if summary["task"] == "classes":
        show = percent
        head = {l: f"{percent(value, l)} {w}" for l, w in (("nl", "goed"), ("en", "right"))}
        name = both("altijd de meest voorkomende soort kiezen", "always choosing the commonest kind")
        better = value > guess
    else:
        show = number
        head = {l: f"{w} {number(value, l)}" for l, w in (("nl", "typische fout"), ("en", "typical error"))}
        name = both("altijd het gemiddelde kiezen", "always choosing the mean")
        better = value < guess
    if better:
        verdict = both(f"Ter vergelijking: {name['nl']} geeft {show(guess, 'nl')}. Het model heeft dus echt iets geleerd.",
                       f"For comparison: {name['en']} gives {show(guess, 'en')}. So the model has really learned something.")
    else:
        verdict = both(f"Let op: {name['nl']} geeft {show(guess, 'nl')}. Het model is niet beter dan die simpele gok. Gebruik het niet; zoek eerst betere gegevens.",
                       f"Mind: {name['en']} gives {show(guess, 'en')}. The model is no better than that simple guess. Do not use it; find better data first.")
    return head, verdict


def write_report(job, summary, history, counts):
    report = Report(job.language, both(f"Voorspellen uit een tabel: {summary['target']}", f"Predicting from a table: {summary['target']}"))
    head, verdict = score_texts(summary)
    report.paragraph(job.title, "note")
    report.paragraph(head, "big")
    report.paragraph(both(f"gemeten op {summary['n_test']} rijen die het model nooit heeft gezien.", f"measured on {summary['n_test']} rows that the model has never seen."))
    report.paragraph(verdict)
    if summary["n_test"] < 100:
        report.paragraph(both("De test is klein: één rij meer of minder goed verandert het cijfer zichtbaar. Zie het als een schatting.",
                              "The test is small: one row more or less right changes the figure visibly. Take it as an estimate."), "note")
    report.heading(both("Leercurve", "Learning curve"))
    report.lines(both("Fout per ronde", "Error per round"), both("ronde", "round"),
                 [(both("geleerd", "learned from"), [(s, t) for s, t, _ in history]), (both("niet van geleerd", "not learned from"), [(s, v) for s, _, v in history])])
    report.paragraph(both(f"Na ronde {summary['rounds']} werd het niet meer beter; dat model is bewaard.", f"After round {summary['rounds']} it got no better; that model was kept."), "note")
    report.heading(both("Welke kolommen tellen mee?", "Which columns matter?"))
    report.bars(both("Hoeveel slechter het wordt zonder deze kolom", "How much worse it gets without this column"),
                [item for item in summary["importance"][:15] if item[1] > 0] or summary["importance"][:5])
    if counts and len(counts) <= 25:
        report.heading(both("Waar zit het model ernaast?", "Where is the model wrong?"))
        report.matrix(summary["classes"], counts, both("echt \\ voorspeld", "true \\ predicted"))
    report.heading(both("Gegevens", "Facts"))
    report.facts(fact_rows(summary))
    report.write(job.out / "report.html")


def fact_rows(summary):
    test = summary["test"]
    rows = [(both("Voorspelt", "Predicts"), TASKS[summary["task"]]), (both("Rijen in de tabel", "Rows in the table"), summary["rows"]),
            (both("Geleerd / gekozen / getest", "Learned / chosen / tested"), f"{summary['n_train']} / {summary['n_val']} / {summary['n_test']}")]
    if summary["task"] == "classes":
        rows += [(both("Nauwkeurigheid", "Accuracy"), both(percent(test["accuracy"], "nl"), percent(test["accuracy"], "en"))), (both("Macro-F1", "Macro F1"), test["macro_f1"])]
    else:
        rows += [("RMSE", test["rmse"]), (both("Gemiddelde fout", "Mean error"), test["mae"]), ("R²", "–" if test["r2"] is None else test["r2"])]
    rows += [(both(f"Niet gebruikt: {name}", f"Not used: {name}"), DROPPED[reason]) for name, reason in summary["dropped"].items()]
    return rows + [(both("Duur (seconden)", "Time (seconds)"), summary["seconds"]), (both("Sjabloon", "Template"), f"{summary['template']} {summary['version']}"), ("seed", str(summary["seed"]))]


def write_model_card(job, summary):
    target, kinds = summary["target"], summary["task"] == "classes"
    write_card(job, summary,
               both(f"Voorspelt '{target}' uit {len(summary['columns'])} kolommen van een tabel.", f"Predicts '{target}' from {len(summary['columns'])} columns of a table."),
               both("Niet voor tabellen die op een andere manier zijn gemeten, en niet om zonder een mens over mensen te beslissen.",
                    "Not for tables that were measured in another way, and not to decide about people without a person."),
               both("Deel goed", "Share right") if kinds else both("Typische fout", "Typical error"),
               both(f"Een tabel van {summary['rows']} rijen, waarvan {summary['n_test']} alleen voor de test.", f"A table of {summary['rows']} rows, {summary['n_test']} of them for the test only."),
               both("`python3 predict.py nieuw.csv > voorspeld.csv`", "`python3 predict.py new.csv > predictions.csv`"),
               [("scikit-learn", "BSD-3-Clause", both("Vrij te gebruiken, ook zakelijk. Het getrainde model is van u.", "Free to use, also in business. The trained model is yours."))])
