"""The card that goes with a trained model: what it is for, how good it is, what it was made from. Markdown, in Dutch
and English, the language of the person who started the job first."""

import datetime

import werkbank_job
from werkbank_report import LANGUAGES, both, number, percent

HEADINGS = {
    "for": both("Waarvoor", "What for"),
    "not_for": both("Waarvoor niet", "What not for"),
    "score": both("Hoe goed", "How good"),
    "data": both("Waarvan geleerd", "Learned from"),
    "use": both("Gebruiken", "Using it"),
    "licences": both("Licenties", "Licences"),
}


def write_card(job, summary, purpose, not_for, score, learned_from, use, licences):
    """Writes out/model/README.md. purpose, not_for, learned_from, use: {nl, en} texts. score: {nl, en} words for the
    primary figure ("right", "typical error"). licences: [(component, SPDX id, {nl, en})]."""
    order = [job.language] + [language for language in LANGUAGES if language != job.language]
    parts = [f"# {_line(job.title)}"]
    for language in order:
        parts += _part(language, job, summary, purpose, not_for, score, learned_from, use, licences)
    werkbank_job.atomic_write(job.model / "README.md", "\n\n".join(parts) + "\n")


def _part(l, job, summary, purpose, not_for, score, learned_from, use, licences):
    primary, baseline = summary["primary"], summary["baseline"]
    # A share is shown as a percentage where a larger one is better; an error has the unit of the data.
    show = percent if primary["goal"] == "max" else number
    scored = both(f"{score['nl']}: {show(primary['value'], 'nl')}, gemeten op voorbeelden die het model nooit heeft gezien. Een simpele gok haalt {show(baseline['value'], 'nl')}.",
                  f"{score['en']}: {show(primary['value'], 'en')}, measured on examples that the model has never seen. A simple guess gets {show(baseline['value'], 'en')}.")
    made = both(f"Gemaakt op {_today()} met Werkbank, sjabloon {job.template} {job.version}, seed {job.seed}.",
                f"Made on {_today()} with Werkbank, template {job.template} {job.version}, seed {job.seed}.")
    lines = [f"- {_line(component)}: {spdx}. {note[l]}" for component, spdx, note in licences]
    return [f"## {HEADINGS['for'][l]}", _line(purpose[l]), f"## {HEADINGS['not_for'][l]}", _line(not_for[l]), f"## {HEADINGS['score'][l]}", scored[l],
            f"## {HEADINGS['data'][l]}", _line(learned_from[l]), made[l], f"## {HEADINGS['use'][l]}", use[l], f"## {HEADINGS['licences'][l]}", "\n".join(lines)]


def _today():
    return datetime.datetime.now(datetime.timezone.utc).date().isoformat()


def _line(text):
    """A text of one line that cannot begin another heading, list or link, whatever a column or title is called."""
    text = " ".join(werkbank_job.clean(str(text)).split())
    return "".join("\\" + character if character in "\\`*_[]<>#|" else character for character in text)
