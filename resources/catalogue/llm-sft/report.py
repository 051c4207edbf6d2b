"""The report of a model that was taught to answer: how much better it predicts the wanted answers than before, the learning
curve, a few questions with the answer before, after and wanted, and what it cannot do."""

import html

import werkbank_job
from werkbank_card import write_card
from werkbank_report import LANGUAGES, Report, both, number, percent

METHODS = {"lora": both("LoRA: kleine lagen naast de gewichten", "LoRA: small layers beside the weights"), "qlora": both("QLoRA: kleine lagen naast gewichten van 4 bits", "QLoRA: small layers beside weights of 4 bits"),
           "full": both("alle gewichten", "all weights")}
DIVIDED = {"files": both("zoals uw bestanden heten (test.jsonl)", "as your files are named (test.jsonl)"), "chance": both("door toeval, dezelfde vraag altijd bij elkaar", "by chance, the same question always together")}
STYLE = "<style>.answers{margin:0 0 1.2em}.answers th{width:6.5em}.answers td{white-space:pre-wrap;overflow-wrap:anywhere}</style>"
LONGEST_SHOWN = 1500
OVER = (lambda count: both(f"{count} processen", f"{count} processes"), lambda count: both(f"{count} GPU's", f"{count} GPUs"))
SMALL = both("Dit is het kleine model van Werkbank. Het is uit het niets gemaakt, en leest en schrijft letter voor letter. Het kan geen vragen beantwoorden: wat het schrijft, lijkt op uw antwoorden maar klopt meestal niet. Het is er om te zien hoe zo'n taak loopt. Kies voor echt werk een voorgetraind model.",
             "This is the small model of Werkbank. It was made from nothing, and reads and writes letter by letter. It cannot answer questions: what it writes looks like your answers, but is mostly not true. It is there to see how such a job goes. For real work choose a pretrained model.")


class ChatReport(Report):
    def answers(self, rows):
        """rows: [{question, wanted, before, after}]"""
        names = both((("question", "Vraag"), ("wanted", "Gewenst"), ("before", "Vooraf"), ("after", "Nu")), (("question", "Question"), ("wanted", "Wanted"), ("before", "Before"), ("after", "Now")))

        def tables(language):
            return STYLE + "".join('<table class="answers">' + "".join(f"<tr><th>{word}</th><td>{shown(row[key])}</td></tr>" for key, word in names[language]) + "</table>" for row in rows)
        self._add(tables)


def shown(text):
    """As HTML; control codes are made visible."""
    text = werkbank_job.clean(text)
    text = text[:LONGEST_SHOWN] + " …" if len(text) > LONGEST_SHOWN else text
    return html.escape("".join(one if one == "\n" or one.isprintable() else "\N{REPLACEMENT CHARACTER}" for one in text)) or "–"


def write_report(job, summary, history, rows):
    report = ChatReport(job.language, both("Taalmodel bijscholen", "Fine-tune a language model"))
    report.paragraph(job.title, "note")
    write_headline(report, summary)
    write_limits(report, summary)
    write_curve(report, summary, history)
    report.heading(both("Voorbeelden uit de test", "Examples from the test"))
    report.paragraph(both("Vragen waarvan het model nooit heeft geleerd. Lees ze zelf: een cijfer zegt niet of een antwoord waar is.", "Questions that the model has never learned from. Read them yourself: a figure does not say whether an answer is true."), "note")
    report.answers(rows)
    report.heading(both("Gegevens", "Facts"))
    report.facts(fact_rows(summary))
    report.write(job.out / "report.html")


def write_headline(report, summary):
    test, before = summary["test"], summary["before"]
    unit = both("letters (bytes)", "letters (bytes)") if summary["model"] == "small" else both("stukjes woord (tokens)", "pieces of words (tokens)")
    report.paragraph(both(f"{percent(test['token_accuracy'], 'nl')} goed voorspeld", f"{percent(test['token_accuracy'], 'en')} predicted right"), "big")
    report.paragraph(both(f"van de {unit['nl']} in {number(summary['n_test'], 'nl')} gewenste antwoorden die het model nooit heeft gezien, steeds met het begin van het antwoord erbij. Voor het bijscholen was dat {percent(before['token_accuracy'], 'nl')}.",
                          f"of the {unit['en']} in {number(summary['n_test'], 'en')} wanted answers that the model has never seen, each time with the begin of the answer given. Before it was taught that was {percent(before['token_accuracy'], 'en')}."))
    report.paragraph(both(f"De fout (loss) ging van {number(before['loss'], 'nl')} naar {number(test['loss'], 'nl')}; de perplexiteit van {number(before['perplexity'], 'nl')} naar {number(test['perplexity'], 'nl')}. Lager is beter.",
                          f"The error (loss) went from {number(before['loss'], 'en')} to {number(test['loss'], 'en')}; the perplexity from {number(before['perplexity'], 'en')} to {number(test['perplexity'], 'en')}. Lower is better."))
    report.paragraph(verdict(summary))
    guess = summary["byte_guess"]
    if guess:
        report.paragraph(both(f"Ter vergelijking: alleen tellen hoe vaak elke letter voorkomt, geeft {percent(guess['token_accuracy'], 'nl')} goed en een fout van {number(guess['loss'], 'nl')}.",
                              f"To compare: only counting how often each letter comes gets {percent(guess['token_accuracy'], 'en')} right and an error of {number(guess['loss'], 'en')}."), "note")


def verdict(summary):
    gained = summary["before"]["loss"] - summary["test"]["loss"]
    if gained <= 0:
        return both("Let op: het model is niet beter geworden. Gebruik het niet. Neem meer of betere voorbeelden, of een lagere leersnelheid.", "Mind: the model did not get better. Do not use it. Take more or better examples, or a lower learning rate.")
    return both("Het model heeft dus geleerd hoe uw antwoorden klinken. Of ze waar zijn, meet dit cijfer niet.", "So the model has learned how your answers sound. Whether they are true, this figure does not measure.")


def write_limits(report, summary):
    report.heading(both("Wat u ervan mag verwachten", "What you may expect of it"))
    if summary["model"] == "small":
        report.paragraph(SMALL)
    else:
        report.paragraph(both("Bijscholen leert een model vooral de toon, de vorm en de vaste antwoorden van uw voorbeelden. Nieuwe feiten onthoudt het slecht, en het kan dingen verzinnen die goed klinken. Laat een mens elk antwoord nalezen dat ertoe doet.",
                              "Fine-tuning mostly teaches a model the tone, the form and the set answers of your examples. It keeps new facts badly, and can make up things that sound right. Let a person read every answer that matters."))
    if summary["cut"] or summary["dropped"]:
        report.paragraph(both(f"{summary['cut']} gesprekken waren te lang en zijn afgekapt; van {summary['dropped']} daarvan bleef geen antwoord over.", f"{summary['cut']} conversations were too long and were cut; of {summary['dropped']} of them no answer was left."), "note")
    if summary["n_test"] < 50:
        report.paragraph(both("De test is klein. Zie het cijfer als een schatting.", "The test is small. Take the figure as an estimate."), "note")


def write_curve(report, summary, history):
    report.heading(both("Leercurve", "Learning curve"))
    round_title = both("ronde (epoch)", "round (epoch)")
    points = lambda split, key: [(row["epoch"], row[split][key]) for row in history]
    report.lines(both("Fout (loss)", "Error (loss)"), round_title, [(both("geleerd", "learned from"), points("train", "loss")), (both("niet geleerd", "not learned from"), points("val", "loss"))])
    report.lines(both("Deel goed voorspeld", "Share predicted right"), round_title, [(both("geleerd", "learned from"), points("train", "token_accuracy")), (both("niet geleerd", "not learned from"), points("val", "token_accuracy"))])


def fact_rows(summary):
    licence = summary["base_licence"] or both("staat niet bij het model; zoek hem op", "not stated with the model; look it up")
    own = both("van u: het begon zonder gewichten van anderen", "yours: it started without anyone else's weights")
    rows = [(both("Gesprekken: geleerd / gekozen / getest", "Conversations: learned / chosen / tested"), f"{summary['n_train']} / {summary['n_val']} / {summary['n_test']}"), (both("Verdeeld", "Divided"), DIVIDED[summary["divided_by"]]),
            (both("Begonnen met", "Begun with"), summary["base"]), (both("Licentie daarvan", "Its licence"), own if summary["model"] == "small" else licence), (both("Manier", "Method"), METHODS[summary["method"]]),
            *([(both("Het model was verdeeld over", "The model was divided over"), OVER[summary["device"] == "cuda"](summary["divided_over"]))] if summary["divided_over"] > 1 else []),
            (both("Getallen in het model", "Numbers in the model"), summary["parameters"]), (both("Daarvan geleerd", "Of these learned"), summary["learned"])]
    if summary["method"] != "full":
        rows.append((both("De andere gewichten", "The other weights"), both("onveranderd, nagerekend", "unchanged, checked") if summary["base_unchanged"] else both("VERANDERD: dit hoort niet", "CHANGED: this should not be")))
    if summary["reading_steps"]:
        rows.append((both("Stappen lezen vooraf", "Steps of reading first"), summary["reading_steps"]))
    return rows + [(both("Beste ronde", "Best round"), f"{summary['best_epoch']} / {summary['epochs']}"), (both("Gesprekken per stap", "Conversations a step"), summary["batch"]), (both("Leersnelheid", "Learning rate"), str(summary["learning_rate"])),
                   (both("Tokens per seconde", "Tokens a second"), summary["tokens_per_s"] or "–"), (both("Gerekend op", "Computed on"), summary["device"]), (both("Duur (seconden)", "Time (seconds)"), summary["seconds"]),
                   (both("Sjabloon", "Template"), f"{summary['template']} {summary['version']}"), ("seed", str(summary["seed"]))]


PYTORCH = ("PyTorch", "BSD-3-Clause", both("Vrij te gebruiken, ook zakelijk.", "Free to use, also in business."))
TRANSFORMERS = ("transformers, peft", "Apache-2.0", both("Vrij te gebruiken, ook zakelijk.", "Free to use, also in business."))


def licences(summary):
    if summary["model"] == "small":
        return [PYTORCH]
    note = both("De licentie van het model waarmee u begon, geldt ook voor wat u ermee maakte. Lees haar voor u het deelt of verkoopt.", "The licence of the model that you began with also holds for what you made with it. Read it before you share or sell it.")
    return [PYTORCH, TRANSFORMERS, (summary["base"], summary["base_licence"] or "?", note)]


def how_to_use(summary):
    own = both("`python3 predict.py vragen.csv > antwoorden.csv`", "`python3 predict.py questions.csv > answers.csv`")
    if summary["model"] == "small":
        return own
    if summary["method"] == "full":
        return both(own["nl"] + "\n\nDe map `model` is een gewoon model van transformers (safetensors); ook andere programma's lezen haar, zoals vLLM.", own["en"] + "\n\nThe folder `model` is an ordinary model of transformers (safetensors); other programs read it too, such as vLLM.")
    return both("`python3 predict.py --base MAP-VAN-HET-MODEL vragen.csv > antwoorden.csv`\n\nDe map `adapter` heeft de vorm van peft (safetensors): `peft.PeftModel.from_pretrained(model, \"adapter\")`. Ook vLLM leest haar, met `--enable-lora --lora-modules naam=adapter`.",
                "`python3 predict.py --base FOLDER-OF-THE-MODEL questions.csv > answers.csv`\n\nThe folder `adapter` has the form of peft (safetensors): `peft.PeftModel.from_pretrained(model, \"adapter\")`. vLLM reads it too, with `--enable-lora --lora-modules name=adapter`.")


def write_model_card(job, summary):
    total = summary["n_train"] + summary["n_val"] + summary["n_test"]
    not_for = SMALL if summary["model"] == "small" else both("Niet voor antwoorden waar iemand zonder controle op vertrouwt, zoals over gezondheid, recht of geld. Niet voor onderwerpen waarvan niet is geleerd. Het model kan dingen verzinnen.",
                                                             "Not for answers that somebody relies on unchecked, such as on health, law or money. Not for subjects that were not learned from. The model can make things up.")
    write_card(job, summary, both(f"Schrijft antwoorden in de vorm van uw voorbeelden. Begonnen met {summary['base']}; {METHODS[summary['method']]['nl']}.", f"Writes answers in the form of your examples. Begun with {summary['base']}; {METHODS[summary['method']]['en']}."), not_for,
               both("Deel van de tokens in gewenste antwoorden goed voorspeld; de simpele gok is het model voor het bijscholen", "Share of the tokens in wanted answers predicted right; the simple guess is the model before it was taught"),
               both(f"{total} gesprekken; {summary['n_test']} alleen voor de test, verdeeld {DIVIDED[summary['divided_by']]['nl']}.", f"{total} conversations; {summary['n_test']} for the test only, divided {DIVIDED[summary['divided_by']]['en']}."),
               how_to_use(summary), licences(summary))
