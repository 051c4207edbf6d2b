"""The report of an index: how often the right document is among the first five, beside simpler ways to search."""

from werkbank_card import write_card
from werkbank_report import Report, both, number, percent

WAYS = {"shared": both("de woorden van de vraag tellen", "counting the words of the question"), "words": both("zoeken op woorden (BM25)", "searching by words (BM25)"),
        "meaning": both("zoeken op betekenis", "searching by meaning"), "mixed": both("beide samen (zo zoekt de index)", "both together (how the index searches)")}
KINDS = {"terms": both("geleerd uit uw eigen documenten (TF-IDF en SVD)", "learned from your own documents (TF-IDF and SVD)"), "pretrained": both("voorgetraind model", "pretrained model"),
         "none": both("geen: de documenten delen te weinig woorden", "none: the documents share too few words")}


def write_report(job, summary, sizes, misses):
    report = Report(job.language, both("Documenten doorzoekbaar", "Searchable documents"))
    value, guess = summary["primary"]["value"], summary["baseline"]["value"]
    report.paragraph(job.title, "note")
    report.paragraph(both(f"{percent(value, 'nl')} gevonden", f"{percent(value, 'en')} found"), "big")
    report.paragraph(asked(summary))
    report.paragraph(verdict(value, guess))
    if summary["n_test"] < 50:
        report.paragraph(both("De test is klein: één vraag meer of minder goed verandert het cijfer zichtbaar. Zie het als een schatting.",
                              "The test is small: one question more or less changes the figure visibly. Take it as an estimate."), "note")
    report.heading(both("Vergeleken met eenvoudigere manieren", "Compared with simpler ways"))
    report.facts([(WAYS[way], {l: percent(summary["ways"][way], l) for l in ("nl", "en")}) for way in WAYS])
    report.paragraph(share_text(summary))
    if len(sizes) > 1:
        report.heading(both("Hoe groot moet een vector zijn?", "How large must a vector be?"))
        report.paragraph(both("Per passage bewaart de index een rij getallen. Dit is wat zoeken op betekenis alleen vindt met de eerste getallen daarvan. Loopt de lijn rechts nog op, kies dan bij de vragen meer getallen.",
                              "Of every passage the index keeps a row of numbers. This is what searching by meaning alone finds with the first of them. If the line still rises at its end, choose more numbers under the questions."), "note")
        report.lines(both("Deel gevonden bij de eerste vijf", "Share found among the first five"), both("getallen per passage", "numbers per passage"), [(WAYS["meaning"], sizes)])
    show_misses(report, misses)
    report.heading(both("Zelf zoeken", "Searching yourself"))
    report.paragraph(how(summary))
    report.heading(both("Gegevens", "Facts"))
    report.facts(fact_rows(summary))
    report.write(job.out / "report.html")


def asked(summary):
    count = summary["n_test"]
    if summary["own_questions"]:
        return both(f"Bij zo veel van uw {number(count, 'nl')} eigen vragen staat een goed document bij de eerste vijf.",
                    f"For so many of your own {number(count, 'en')} questions a right document is among the first five.")
    return both(f"Er waren geen eigen vragen. Daarom is gezocht met {number(count, 'nl')} titels en eerste zinnen van de documenten zelf; die zijn tijdens de test uit de documenten weggelaten. Zo vaak stond het document dat erbij hoort bij de eerste vijf. Echte vragen zijn vaak anders gesteld: geef er dertig mee voor een eerlijker cijfer.",
                f"There were no questions of your own. So {number(count, 'en')} titles and first sentences of the documents themselves were searched for; during the test they were left out of the documents. So often the document that it belongs to was among the first five. Real questions are often put differently: give thirty for a more honest figure.")


def verdict(value, guess):
    if value > guess:
        return both(f"Ter vergelijking: alleen {WAYS['shared']['nl']} vindt {percent(guess, 'nl')}.", f"For comparison: only {WAYS['shared']['en']} finds {percent(guess, 'en')}.")
    return both(f"Let op: alleen {WAYS['shared']['nl']} vindt {percent(guess, 'nl')}. De index is niet beter dan die simpele manier. Gebruik hem niet; kijk eerst of de vragen bij de documenten passen.",
                f"Mind: only {WAYS['shared']['en']} finds {percent(guess, 'en')}. The index is no better than that simple way. Do not use it; first see whether the questions fit the documents.")


def share_text(summary):
    share = summary["share"]
    if not summary["tried"]:
        return both(f"De betekenis telt voor {percent(share, 'nl')} mee. Dat kon niet worden gekozen met titels, want die zijn er niet.", f"The meaning counts for {percent(share, 'en')}. That could not be chosen by titles, as there are none.")
    return both(f"De betekenis telt voor {percent(share, 'nl')} mee en de woorden voor de rest. Dat is gekozen met {number(summary['n_choose'], 'nl')} andere titels en eerste zinnen; de test telde daarbij niet mee.",
                f"The meaning counts for {percent(share, 'en')} and the words for the rest. That was chosen by {number(summary['n_choose'], 'en')} other titles and first sentences; the test played no part in that.")


def show_misses(report, misses):
    if not misses:
        return
    report.heading(both("Vragen die niet lukten", "Questions that failed"))
    report.paragraph(both("Kijk of het document er wel een antwoord op geeft. Staat er een gelijk document bovenaan, dan is er niets mis.", "See whether the document does answer it. If a similar document came first, nothing is wrong."), "note")
    report.facts([(shorten(question), both(f"gezocht: {shorten(wanted)}; bovenaan: {shorten(first)}", f"wanted: {shorten(wanted)}; came first: {shorten(first)}")) for question, wanted, first in misses])


def shorten(text, longest=90):
    return text if len(text) <= longest else text[:longest - 1].rstrip() + "…"


def how(summary):
    if "search.html" in summary["files"]:
        return both("Open search.html in de map van het model: een pagina die zonder netwerk zoekt, op woorden. Op betekenis zoekt u met: python3 search.py \"uw vraag\".",
                    "Open search.html in the model's folder: a page that searches without a network, by words. To search by meaning: python3 search.py \"your question\".")
    return both("Zoek in de map van het model met: python3 search.py \"uw vraag\".", "Search in the model's folder with: python3 search.py \"your question\".")


def fact_rows(summary):
    return [(both("Bestanden gelezen", "Files read"), summary["files_read"]), (both("Documenten", "Documents"), summary["documents"]), (both("Passages", "Passages"), summary["passages"]),
            (both("Dubbele documenten", "Documents that occur again"), summary["duplicates"]), (both("Betekenis", "Meaning"), KINDS[summary["meaning"]]), (both("Getallen per passage", "Numbers per passage"), summary["size"]),
            (both("Meteen bovenaan", "First at once"), {l: percent(summary["test"]["recall_at_1"], l) for l in ("nl", "en")}),
            (both("Vragen: gekozen / getest", "Questions: chosen by / tested"), f"{summary['n_choose']} / {summary['n_test']}"), (both("Duur (seconden)", "Time (seconds)"), summary["seconds"]),
            (both("Sjabloon", "Template"), f"{summary['template']} {summary['version']}"), ("seed", str(summary["seed"]))]


def write_model_card(job, summary):
    licences = [("scikit-learn", "BSD-3-Clause", both("Vrij te gebruiken, ook zakelijk. De index is van u.", "Free to use, also in business. The index is yours."))]
    if summary["meaning"] == "pretrained":
        licences.append(("sentence-transformers", "Apache-2.0", both("Vrij te gebruiken, ook zakelijk. Het voorgetrainde model heeft een eigen licentie: kijk die na voor u de index deelt of verkoopt.",
                                                                     "Free to use, also in business. The pretrained model has a licence of its own: read it before you share or sell the index.")))
    write_card(job, summary, both(f"Zoekt in {number(summary['documents'], 'nl')} documenten de passages bij een vraag.", f"Finds the passages for a question in {number(summary['documents'], 'en')} documents."),
               both("Niet om antwoorden te schrijven: u krijgt passages om zelf te lezen. Wat niet in de documenten staat, wordt niet gevonden. De index bevat de hele tekst van de documenten: deel hem alleen met wie die mag lezen.",
                    "Not to write answers: you get passages to read yourself. What is not in the documents is not found. The index holds the whole text of the documents: share it only with those who may read them."),
               both("Deel van de vragen met het goede document bij de eerste vijf", "Share of the questions with the right document among the first five"),
               both(f"{number(summary['documents'], 'nl')} documenten in {number(summary['passages'], 'nl')} passages.", f"{number(summary['documents'], 'en')} documents in {number(summary['passages'], 'en')} passages."),
               both("`python3 search.py \"uw vraag\"`, of open `search.html`. Veel vragen tegelijk: `python3 predict.py vragen.csv > gevonden.csv`", "`python3 search.py \"your question\"`, or open `search.html`. Many questions at once: `python3 predict.py questions.csv > found.csv`"), licences)
