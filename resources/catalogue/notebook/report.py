"""The page that a notebook job brings home: how long it was there, why it ended, and what stands in its folder."""

from werkbank_report import Report, both, number

MOST_FILES = 60
ENDS = {"asked": both("Gestopt omdat dat gevraagd werd of omdat de tijd om was.", "Stopped because it was asked to or because its time was up."),
        "quit": both("Afgesloten vanuit het notebook zelf.", "Closed from the notebook itself."),
        "unused": both("Gestopt omdat niemand het notebook nog gebruikte.", "Stopped because nobody used the notebook any more.")}


def write_report(job, summary):
    report = Report(job.language, job.title)
    report.paragraph(both("Uw notebook is gestopt.", "Your notebook has stopped."), "big")
    report.paragraph(ENDS[summary["ended"]])
    minutes, asked = summary["seconds"] / 60, str(job.parameter("minutes", "60"))
    report.facts([(both("Programma", "Program"), summary["program"]),
                  (both("Duur", "Took"), both(f"{number(minutes, 'nl', 1)} minuten", f"{number(minutes, 'en', 1)} minutes")),
                  (both("Mocht duren", "Was allowed"), both(f"{asked} minuten", f"{asked} minutes")),
                  (both("Bestanden", "Files"), len(summary["files"]))])
    if summary["files"]:
        report.heading(both("Wat er in uw map staat", "What is in your folder"))
        report.facts([(name, both(f"{number(size, 'nl')} bytes", f"{number(size, 'en')} bytes")) for name, size in summary["files"][:MOST_FILES]])
    report.paragraph(both("Alles staat in de map notebooks. Open een notebook met Jupyter op uw eigen computer, of start een nieuwe taak met deze map.",
                          "All of it is in the folder notebooks. Open a notebook with Jupyter on your own computer, or start a new job with this folder."), "note")
    report.paragraph(both("Wat alleen in het geheugen stond, zoals variabelen, is niet bewaard.", "What was only in memory, such as variables, is not kept."), "note")
    report.write(job.out / "report.html")
