"""The report of a model that writes down speech: how much it hears wrong beside the trivial guess, the learning curve, the
worst mistakes word by word, and what was done with the texts."""

import html

from werkbank_card import write_card
from werkbank_report import LANGUAGES, Report, both, number, percent
from words import steps

NAMES = {"small": both("klein netwerk, begonnen zonder gewichten van anderen", "small network, started without anyone else's weights"), "pretrained": both("voorgetraind model", "pretrained model")}
SPLITS = {"speaker": both("per spreker: wie in de test spreekt, is nooit geleerd", "by speaker: nobody who speaks in the test was learned from"),
          "recording": both("per opname: dezelfde spreker kan geleerd en getest zijn", "by recording: the same speaker may be learned from and tested"),
          "column": both("zoals uw kolom split zegt", "as your column split says")}
STYLE = "<style>.heard td{border-top:1px solid #d5dbe1}.heard del{font-weight:700}.heard ins{font-weight:700}</style>"


class SpeechReport(Report):
    def comparisons(self, rows):
        """rows: [(file, what was said, what was heard)] as texts. What differs is struck out or underlined, and between signs,
        so that nobody needs colour to see it."""
        names = both(("Opname", "Gezegd", "Gehoord"), ("Recording", "Said", "Heard"))

        def table(language):
            head = "".join(f"<th>{name}</th>" for name in names[language])
            lines = "".join("<tr><td>" + html.escape(file) + "</td><td>" + said + "</td><td>" + (heard or "–") + "</td></tr>" for file, said, heard in ((file, *marked(said, heard)) for file, said, heard in rows))
            return f'{STYLE}<table class="heard"><tr>{head}</tr>{lines}</table>'
        self._add(table)


def marked(said, heard):
    """(what was said with [what was missed], what was heard with {what is wrong}), as HTML."""
    left, right = [], []
    for one, other in steps(said.split(), heard.split()):
        same = one == other
        if one is not None:
            left.append(html.escape(one) if same else f"<del>[{html.escape(one)}]</del>")
        if other is not None:
            right.append(html.escape(other) if same else f"<ins>{{{html.escape(other)}}}</ins>")
    return " ".join(left), " ".join(right)


def write_report(job, summary, history, worst):
    report = SpeechReport(job.language, both("Spraak uitschrijven", "Write down speech"))
    report.paragraph(job.title, "note")
    write_headline(report, summary)
    write_limits(report, summary)
    write_curve(report, history)
    write_mistakes(report, worst)
    write_texts(report, summary)
    report.heading(both("Gegevens", "Facts"))
    report.facts(fact_rows(summary))
    report.write(job.out / "report.html")


def write_headline(report, summary):
    test, count = summary["test"], summary["n_test"]
    report.paragraph(both(f"{percent(test['wer'], 'nl')} van de woorden fout", f"{percent(test['wer'], 'en')} of the words wrong"), "big")
    report.paragraph(both(f"in {number(count, 'nl')} opnames die het model nooit heeft gehoord (WER). Van de letters is {percent(test['cer'], 'nl')} fout (CER). Helemaal goed: {summary['right']} van de {count} opnames.",
                          f"in {number(count, 'en')} recordings that the model has never heard (WER). Of the letters {percent(test['cer'], 'en')} are wrong (CER). All right: {summary['right']} of {count} recordings."))
    report.paragraph(verdict(summary))
    if summary["before"]:
        before = summary["before"]
        report.paragraph(both(f"Voor het bijscholen had dit model {percent(before['wer'], 'nl')} van de woorden fout, en {percent(before['cer'], 'nl')} van de letters.",
                              f"Before it was taught, this model had {percent(before['wer'], 'en')} of the words wrong, and {percent(before['cer'], 'en')} of the letters."))
    if count < 100:
        report.paragraph(both("De test is klein: een paar opnames meer of minder goed veranderen het cijfer zichtbaar. Zie het als een schatting.",
                              "The test is small: a few recordings more or less right change the figure visibly. Take it as an estimate."), "note")


def verdict(summary):
    test, guess = summary["test"], summary["baseline"]
    always = both(f"Steeds '{guess['guess']}' opschrijven", f"Always writing '{guess['guess']}'") if guess["guess"] else both("Nooit iets opschrijven", "Never writing anything")
    base = both(f"{always['nl']} geeft {percent(guess['value'], 'nl')} foute woorden en {percent(guess['cer'], 'nl')} foute letters.", f"{always['en']} gives {percent(guess['value'], 'en')} wrong words and {percent(guess['cer'], 'en')} wrong letters.")
    if test["wer"] < guess["value"]:
        return both(f"{base['nl']} Het model heeft dus echt iets geleerd.", f"{base['en']} So the model has really learned something.")
    if test["cer"] < guess["cer"]:
        return both(f"Let op: {base['nl'][0].lower()}{base['nl'][1:]} Het model herkent letters beter dan die simpele gok, maar nog geen hele woorden. Zo is het niet te gebruiken: er zijn meer opnames nodig, of een voorgetraind model.",
                    f"Mind: {base['en'][0].lower()}{base['en'][1:]} The model knows letters better than that simple guess, but no whole words yet. It cannot be used like this: more recordings are needed, or a pretrained model.")
    return both(f"Let op: {base['nl'][0].lower()}{base['nl'][1:]} Het model is niet beter dan die simpele gok. Gebruik het niet; neem meer opnames, of een voorgetraind model.",
                f"Mind: {base['en'][0].lower()}{base['en'][1:]} The model is no better than that simple guess. Do not use it; take more recordings, or a pretrained model.")


def write_limits(report, summary):
    report.heading(both("Wat u ervan mag verwachten", "What you may expect of it"))
    if summary["model"] == "small":
        report.paragraph(both("Dit kleine netwerk leert de woorden die in uw opnames vaak terugkomen, zoals opdrachten, getallen en vaste zinnen. Voor vrije spraak, met woorden die het nooit hoorde, is een voorgetraind model nodig (Whisper of wav2vec2).",
                              "This small network learns the words that keep coming back in your recordings, such as commands, numbers and set phrases. For free speech, with words that it never heard, a pretrained model is needed (Whisper or wav2vec2)."))
    same, count = summary["test_texts_also_learned"], summary["n_test"]
    report.paragraph(both(f"Van de {count} teksten in de test kwamen er {same} ook voor in de opnames waarvan is geleerd, in een andere opname. Hoe meer dat er zijn, hoe minder het cijfer zegt over nieuwe zinnen.",
                          f"Of the {count} texts in the test, {same} were also said in what was learned from, in another recording. The more of them, the less the figure says about new sentences."))
    if summary["split_by"] != "speaker":
        report.paragraph(both("De test is niet per spreker gescheiden. Voor een stem die het model niet kent, kan het cijfer slechter zijn. Zet de spreker in een kolom speaker, met minstens vier sprekers, om dat te meten.",
                              "The test is not kept apart by speaker. For a voice that the model does not know, the figure may be worse. Put the speaker into a column speaker, with at least four speakers, to measure that."), "note")


def write_curve(report, history):
    report.heading(both("Leercurve", "Learning curve"))
    points = lambda split, key: [(row["epoch"], row[split][key]) for row in history]
    round_title = both("ronde (epoch)", "round (epoch)")
    report.lines(both("Deel fout, in opnames waarvan niet is geleerd", "Share wrong, in recordings that were not learned from"), round_title,
                 [(both("woorden (WER)", "words (WER)"), points("val", "wer")), (both("letters (CER)", "letters (CER)"), points("val", "cer"))])
    report.lines(both("Fout bij het leren", "Error while learning"), round_title, [(both("geleerd", "learned from"), points("train", "loss"))])


def write_mistakes(report, worst):
    if not worst:
        return
    report.heading(both("De grootste fouten", "The worst mistakes"))
    report.paragraph(both("Tussen [ ] en doorgestreept: wel gezegd, niet zo gehoord. Tussen { } en onderstreept: wel opgeschreven, niet zo gezegd. Luister eerst of uw eigen tekst klopt: dat is de goedkoopste verbetering.",
                          "Between [ ] and struck out: said, but not heard so. Between { } and underlined: written, but not said so. First listen whether your own text is right: that is the cheapest improvement."), "note")
    report.comparisons([(row["file"], row["said"], row["heard"]) for row in worst])


def write_texts(report, summary):
    report.heading(both("Wat er met de teksten is gedaan", "What was done with the texts"))
    total = summary["n_train"] + summary["n_val"] + summary["n_test"]
    report.paragraph(both(f"Bij {summary['normalised']} van de {total} teksten was iets gelijk te trekken. Het model schrijft ook zo: kleine letters, geen leestekens en geen accenten (één wordt een), getallen in woorden (12 wordt twaalf), en %, & en € als woord.",
                          f"In {summary['normalised']} of the {total} texts something had to be made alike. The model writes like that too: small letters, no punctuation and no accents, numbers in Dutch words (12 becomes twaalf), and %, & and € as a word."))
    if summary["not_used"]:
        report.paragraph(both(f"{summary['not_used']} opnames zijn niet gebruikt: hun tekst past niet in zo korte tijd.", f"{summary['not_used']} recordings were not used: their text does not fit in so short a time."))


def fact_rows(summary):
    minutes, speakers = summary["minutes"], summary["speakers"]
    shown = both(*(" / ".join(number(round(minutes[part], 1), language, 1) for part in ("train", "val", "test")) for language in LANGUAGES))
    rows = [(both("Opnames: geleerd / gekozen / getest", "Recordings: learned / chosen / tested"), f"{summary['n_train']} / {summary['n_val']} / {summary['n_test']}"),
            (both("Minuten: geleerd / gekozen / getest", "Minutes: learned / chosen / tested"), shown)]
    if any(speakers.values()):
        rows.append((both("Sprekers: geleerd / gekozen / getest", "Speakers: learned / chosen / tested"), " / ".join(str(speakers[part]) for part in ("train", "val", "test"))))
    return rows + [(both("Gescheiden", "Kept apart"), SPLITS[summary["split_by"]]), ("WER", both(*(percent(summary["test"]["wer"], l) for l in LANGUAGES))), ("CER", both(*(percent(summary["test"]["cer"], l) for l in LANGUAGES))),
                   (both("Letters", "Letters"), summary["letters"].replace(" ", "")), (both("Model", "Model"), NAMES[summary["model"]]), (both("Getallen in het model", "Numbers in the model"), summary["parameters"]),
                   (both("Beste ronde", "Best round"), f"{summary['best_epoch']} / {summary['epochs']}"), (both("Gerekend op", "Computed on"), summary["device"]), (both("Duur (seconden)", "Time (seconds)"), summary["seconds"]),
                   (both("Sjabloon", "Template"), f"{summary['template']} {summary['version']}"), ("seed", str(summary["seed"]))]


LICENCES = {"small": [("PyTorch", "BSD-3-Clause", both("Vrij te gebruiken, ook zakelijk. Het netwerk begon zonder gewichten van anderen; het getrainde model is van u.",
                                                       "Free to use, also in business. The network started without anyone else's weights; the trained model is yours."))],
            "pretrained": [("transformers", "Apache-2.0", both("Vrij te gebruiken, ook zakelijk. Het voorgetrainde model waarmee u begon, heeft een eigen licentie: kijk die na voor u het resultaat deelt of verkoopt.",
                                                               "Free to use, also in business. The pretrained model that you began with has a licence of its own: read it before you share or sell the result."))]}
SOUNDFILE = ("soundfile", "BSD-3-Clause", both("Leest FLAC, Ogg en MP3; alleen nodig als uw opnames geen WAV zijn.", "Reads FLAC, Ogg and MP3; only needed when your recordings are no WAV."))


def write_model_card(job, summary):
    total, minutes = summary["n_train"] + summary["n_val"] + summary["n_test"], sum(summary["minutes"].values())
    write_card(job, summary, both(f"Schrijft op wat er in opnames wordt gezegd. Manier: {NAMES[summary['model']]['nl']}.", f"Writes down what is said in recordings. Method: {NAMES[summary['model']]['en']}."),
               both("Niet voor andere woorden, stemmen, talen of microfoons dan waarvan is geleerd, en niet om zonder controle een verslag van een gesprek te maken. Het model schrijft altijd iets op, ook bij lawaai. Niet om te bepalen wie er spreekt of hoe iemand zich voelt.",
                    "Not for other words, voices, languages or microphones than it learned from, and not to make a record of a conversation without checking it. The model always writes something, also for noise. Not to tell who speaks or how somebody feels."),
               both("WER (deel van de woorden dat fout is; lager is beter)", "WER (share of the words that is wrong; lower is better)"),
               both(f"{total} opnames, samen {number(round(minutes, 1), 'nl', 1)} minuten; {summary['n_test']} opnames alleen voor de test, {SPLITS[summary['split_by']]['nl']}.",
                    f"{total} recordings, {number(round(minutes, 1), 'en', 1)} minutes together; {summary['n_test']} recordings for the test only, {SPLITS[summary['split_by']]['en']}."),
               both("`python3 predict.py opname.wav map-met-opnames > teksten.csv`", "`python3 predict.py recording.wav folder-of-recordings > texts.csv`"), [*LICENCES[summary["model"]], SOUNDFILE])
