"""The page that somebody's own program brings home: what ran, its figures, what it wrote and what it said last."""

from werkbank_report import Report, both, number

MOST_FILES, MOST_LINES = 60, 40


def write_report(job, summary, curves, tail):
    report = Report(job.language, job.title)
    report.paragraph(both("Uw programma is klaar.", "Your program has finished."), "big")
    seconds = summary["seconds"]
    asked = str(job.parameter("minutes", "30"))
    rows = [(both("Programma", "Program"), summary["program"]), (both("Argumenten", "Arguments"), " ".join(map(repr, summary["arguments"])) or "–"),
            (both("Duur", "Took"), both(f"{number(seconds, 'nl', 1)} seconden", f"{number(seconds, 'en', 1)} seconds")),
            (both("Bestanden", "Files"), len(summary["files"]))]
    rows.append((both("Mocht duren", "Was allowed"), both(f"{asked} minuten", f"{asked} minutes")))
    report.facts(rows)
    if summary["primary"]:
        report.facts([(summary["primary"]["name"], summary["primary"]["value"])])
    for name in sorted({name for name, _ in curves}):
        lines = [(split, points) for (value, split), points in sorted(curves.items()) if value == name]
        report.lines(name, both("stap", "step"), lines)
    if summary["files"]:
        report.heading(both("Wat het schreef", "What it wrote"))
        report.facts([(name, both(f"{number(size, 'nl')} bytes", f"{number(size, 'en')} bytes")) for name, size in summary["files"][:MOST_FILES]])
        report.paragraph(both("Alles staat in de map results.", "All of it is in the folder results."), "note")
    else:
        report.paragraph(both("Het programma schreef geen bestanden.", "The program wrote no files."), "note")
    lines = [line for line in tail.splitlines() if line.strip()][-MOST_LINES:]
    if lines:
        report.heading(both("De laatste regels", "The last lines"))
        for line in lines:
            report.paragraph(line[:300], "note")
    report.paragraph(both("Wat uw programma leerde of uitrekende, heeft Werkbank niet nagekeken.", "Werkbank has not checked what your program learned or worked out."), "note")
    report.write(job.out / "report.html")
