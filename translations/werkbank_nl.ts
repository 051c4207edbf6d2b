<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="nl" sourcelanguage="en">
<context>
    <name>app</name>
    <message>
        <source>The factory&apos;s name has an address</source>
        <translation>De naam van de fabriek heeft een adres</translation>
    </message>
    <message>
        <source>The factory&apos;s computer can be reached</source>
        <translation>De computer van de fabriek is te bereiken</translation>
    </message>
    <message>
        <source>It answers as a factory does (SSH)</source>
        <translation>Hij antwoordt zoals een fabriek dat doet (SSH)</translation>
    </message>
    <message>
        <source>It is the right computer</source>
        <translation>Het is de juiste computer</translation>
    </message>
    <message>
        <source>It offers a way to sign in</source>
        <translation>U kunt zich er aanmelden</translation>
    </message>
    <message>
        <source>It lets you in</source>
        <translation>U wordt binnengelaten</translation>
    </message>
    <message>
        <source>It runs commands for you</source>
        <translation>Hij voert opdrachten voor u uit</translation>
    </message>
    <message>
        <source>It takes your files</source>
        <translation>Hij neemt uw bestanden aan</translation>
    </message>
    <message>
        <source>Werkbank did not come with a factory called &quot;%1&quot;.</source>
        <translation>Werkbank werd niet geleverd met een fabriek die &quot;%1&quot; heet.</translation>
    </message>
    <message>
        <source>The program &quot;%1&quot; is not on this computer, so it cannot fetch the certificate. Install it as the factory&apos;s website says, and try again.</source>
        <translation>Het programma &quot;%1&quot; staat niet op deze computer. Daarom kan het uw certificaat niet ophalen. Installeer het zoals op de website van de fabriek staat, en probeer het opnieuw.</translation>
    </message>
    <message>
        <source>The program &quot;%1&quot; did not get a certificate. What it said is in the details; try again, or ask the factory.</source>
        <translation>Het programma &quot;%1&quot; heeft geen certificaat gekregen. Wat het zei, staat bij de details. Probeer het opnieuw, of vraag het de fabriek.</translation>
    </message>
    <message>
        <source>The program &quot;%1&quot; was not ready within %2 and was stopped. Try again, and finish the sign-in in your browser.</source>
        <translation>Het programma &quot;%1&quot; was na %2 niet klaar en is gestopt. Probeer het opnieuw, en rond het aanmelden in uw browser af.</translation>
    </message>
    <message>
        <source>No certificate can be fetched with this: the factory names no program for it, or your user name or e-mail address is missing or cannot be so.</source>
        <translation>Zo kan er geen certificaat worden opgehaald: de fabriek noemt er geen programma voor, of uw gebruikersnaam of e-mailadres ontbreekt of kan niet kloppen.</translation>
    </message>
    <message>
        <source>This computer has no keychain that is open, so the passphrase is not kept. Type it again the next time.</source>
        <translation>Deze computer heeft geen wachtwoordkluis die open is. De wachtzin is dus niet bewaard. Typ hem de volgende keer opnieuw.</translation>
    </message>
    <message>
        <source>The keychain of this computer did not do it. Open it, and try again; or type the passphrase each time.</source>
        <translation>Het lukte niet met de wachtwoordkluis van deze computer. Open de kluis en probeer het opnieuw, of typ de wachtzin elke keer.</translation>
    </message>
    <message>
        <source>The key cannot be written into %1: the file is there already, or the folder may not be written to. Name another file.</source>
        <translation>De sleutel kan niet in %1 worden opgeslagen: dat bestand is er al, of in die map mag u niet schrijven. Noem een ander bestand.</translation>
    </message>
    <message>
        <source>It has a folder for your work</source>
        <translation>Er is een map voor uw werk</translation>
    </message>
    <message>
        <source>There is room for your data</source>
        <translation>Er is ruimte voor uw gegevens</translation>
    </message>
    <message>
        <source>It takes jobs from you</source>
        <translation>De fabriek neemt taken van u aan</translation>
    </message>
    <message>
        <source>Not looked at, because of a step before it.</source>
        <translation>Niet bekeken, door een stap die ervoor komt.</translation>
    </message>
    <message>
        <source>The factory does not say how much room is left.</source>
        <translation>De fabriek zegt niet hoeveel ruimte er nog is.</translation>
    </message>
    <message>
        <source>There is no room left in your folder at the factory. Remove what you do not need there, or ask the factory for more.</source>
        <translation>Er is geen ruimte meer in uw map op de fabriek. Verwijder daar wat u niet nodig hebt, of vraag de fabriek om meer.</translation>
    </message>
    <message>
        <source>Free: %1.</source>
        <translation>Vrij: %1.</translation>
    </message>
    <message>
        <source>Jobs can be handed in, but your account may use none of its computers. Ask the factory, or your project&apos;s leader.</source>
        <translation>U kunt taken inleveren, maar uw account mag geen van de computers gebruiken. Vraag het de fabriek, of uw projectleider.</translation>
    </message>
    <message>
        <source>Jobs can be handed in, also for GPUs.</source>
        <translation>U kunt taken inleveren, ook voor GPU&apos;s.</translation>
    </message>
    <message>
        <source>Jobs can be handed in; there are no GPUs for you.</source>
        <translation>U kunt taken inleveren; er zijn geen GPU&apos;s voor u.</translation>
    </message>
    <message>
        <source>Your work goes into a folder of its own there.</source>
        <translation>Uw werk krijgt daar een eigen map.</translation>
    </message>
    <message>
        <source>This factory is inside the program: there is no way to go.</source>
        <translation>Deze fabriek zit in het programma zelf: er is geen weg te gaan.</translation>
    </message>
    <message>
        <source>You are signed in.</source>
        <translation>U bent aangemeld.</translation>
    </message>
    <message>
        <source>Sign in first; then the check looks at this too.</source>
        <translation>Meld u eerst aan; dan bekijkt de controle ook dit.</translation>
    </message>
    <message>
        <source>The data %1 could not be fetched from %2. Look whether this computer is on the internet and try again, or ask your coach for the file.</source>
        <translation>De gegevens %1 konden niet van %2 worden opgehaald. Kijk of deze computer internet heeft en probeer het opnieuw, of vraag uw coach om het bestand.</translation>
    </message>
    <message>
        <source>What came from %2 is not the data %1 that your coach meant. Nothing of it was kept. Tell your coach.</source>
        <translation>Wat van %2 kwam, zijn niet de gegevens %1 die uw coach bedoelde. Er is niets van bewaard. Zeg het tegen uw coach.</translation>
    </message>
    <message>
        <source>Something else is at %1 already. Move it away, and fetch the data again.</source>
        <translation>Op %1 staat al iets anders. Zet dat ergens anders neer en haal de gegevens opnieuw op.</translation>
    </message>
    <message>
        <source>Fetching %1</source>
        <translation>%1 wordt opgehaald</translation>
    </message>
</context>
<context>
    <name>base</name>
    <message>
        <source>Reading your files</source>
        <translation>Uw bestanden worden gelezen</translation>
    </message>
    <message>
        <source>%1 is damaged: it is not a valid JSON text. Get it again from where it came from.</source>
        <translation>%1 is beschadigd: het is geen geldige JSON-tekst. Haal het opnieuw op waar het vandaan kwam.</translation>
    </message>
    <message>
        <source>%1 has a wrong field: &quot;%2&quot;. Ask whoever gave it to you for a corrected one.</source>
        <translation>In %1 klopt een veld niet: &quot;%2&quot;. Vraag een verbeterde versie aan degene van wie u het kreeg.</translation>
    </message>
    <message>
        <source>%1 is not there. Check the name, or whether the disk is connected.</source>
        <translation>%1 is er niet. Controleer de naam, of kijk of de schijf is aangesloten.</translation>
    </message>
    <message>
        <source>You may not open %1. Ask the owner of the file for access, or copy it to your own folder.</source>
        <translation>U mag %1 niet openen. Vraag de eigenaar om toegang, of kopieer het naar uw eigen map.</translation>
    </message>
    <message>
        <source>The disk of this computer is full; %1 could not be written. Free some space and try again.</source>
        <translation>De schijf van deze computer is vol; %1 kon niet worden opgeslagen. Maak ruimte vrij en probeer het opnieuw.</translation>
    </message>
    <message>
        <source>%1 is a folder, but a file is needed here. Choose a file.</source>
        <translation>%1 is een map, maar hier is een bestand nodig. Kies een bestand.</translation>
    </message>
    <message>
        <source>%1 could not be read or written. Look whether the disk works, and try again.</source>
        <translation>%1 kon niet worden gelezen of opgeslagen. Kijk of de schijf het doet en probeer het opnieuw.</translation>
    </message>
    <message>
        <source>%1 is too large for what it should be (more than %2). Choose another file.</source>
        <translation>%1 is groter dan het hoort te zijn (meer dan %2). Kies een ander bestand.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot be a folder on the factory. Ask the factory&apos;s help desk which work folder to use.</source>
        <translation>&quot;%1&quot; kan geen map op de fabriek zijn. Vraag de helpdesk van de fabriek welke werkmap u moet gebruiken.</translation>
    </message>
    <message>
        <source>This is not a key to sign with. Choose the file with your private signing key; its first word is &quot;ed25519-private&quot;.</source>
        <translation>Met deze sleutel kunt u niet ondertekenen. Kies het bestand met uw geheime ondertekensleutel; het eerste woord daarin is &quot;ed25519-private&quot;.</translation>
    </message>
    <message>
        <source>This computer could not make or check a signature. Start Werkbank again; if it happens again, send the details to the help desk.</source>
        <translation>Deze computer kon geen handtekening zetten of controleren. Start Werkbank opnieuw; gebeurt het weer, stuur de details dan naar de helpdesk.</translation>
    </message>
    <message>
        <source>The signature does not fit: the content was changed after it was signed, or somebody else signed it. Get it again from where it came from.</source>
        <translation>De handtekening klopt niet: de inhoud is na het ondertekenen veranderd, of iemand anders heeft ondertekend. Haal het opnieuw op waar het vandaan kwam.</translation>
    </message>
    <message>
        <source>Sign in again: the factory asks something that only you can answer.</source>
        <translation>Meld u opnieuw aan: de fabriek vraagt iets wat alleen u kunt beantwoorden.</translation>
    </message>
    <message>
        <source>Verified on %1: the one file, %2, is exactly what was sent.</source>
        <translation>Gecontroleerd op %1: het ene bestand, %2, is precies wat er is verstuurd.</translation>
    </message>
    <message>
        <source>Verified on %1: all %2 files, %3, are exactly what was sent.</source>
        <translation>Gecontroleerd op %1: alle %2 bestanden, %3, zijn precies wat er is verstuurd.</translation>
    </message>
    <message>
        <source>Werkbank may not read the file %1 in this data on the factory, so nobody can say whether the data is still what was sent. Upload it again, or ask the help desk.</source>
        <translation>Werkbank mag het bestand %1 van deze gegevens op de fabriek niet lezen. Niemand kan dus zeggen of de gegevens nog zijn wat er is verstuurd. Verstuur ze opnieuw, of vraag het de helpdesk.</translation>
    </message>
    <message>
        <source>This data on the factory is damaged or was changed: it is not what was sent any more. Upload it again; your own files on this computer are untouched.</source>
        <translation>Deze gegevens op de fabriek zijn beschadigd of veranderd: ze zijn niet meer wat er is verstuurd. Verstuur ze opnieuw; uw eigen bestanden op deze computer zijn niet veranderd.</translation>
    </message>
    <message>
        <source>This data on the factory is damaged or was changed: the file %1 is not what was sent. Upload the data again; your own files on this computer are untouched.</source>
        <translation>Deze gegevens op de fabriek zijn beschadigd of veranderd: het bestand %1 is niet wat er is verstuurd. Verstuur de gegevens opnieuw; uw eigen bestanden op deze computer zijn niet veranderd.</translation>
    </message>
    <message>
        <source>This data on the factory is damaged or was changed: %1 files are not what was sent, among them %2. Upload the data again; your own files on this computer are untouched.</source>
        <translation>Deze gegevens op de fabriek zijn beschadigd of veranderd: %1 bestanden zijn niet wat er is verstuurd, waaronder %2. Verstuur de gegevens opnieuw; uw eigen bestanden op deze computer zijn niet veranderd.</translation>
    </message>
    <message>
        <source>The files on this computer are not the data that was sent as %1. Choose the folder or file that you sent then.</source>
        <translation>De bestanden op deze computer zijn niet de gegevens die als %1 zijn verstuurd. Kies de map of het bestand dat u toen hebt verstuurd.</translation>
    </message>
    <message>
        <source>Werkbank keeps nothing of the name %1 on the factory. Look in the list of what is stored there.</source>
        <translation>Werkbank bewaart op de fabriek niets met de naam %1. Kijk in de lijst van wat daar wordt bewaard.</translation>
    </message>
    <message>
        <source>A job that is not over yet needs this. Wait until it is over, or stop it, and then remove this.</source>
        <translation>Een taak die nog niet klaar is, heeft dit nodig. Wacht tot die taak klaar is of stop hem, en verwijder dit daarna.</translation>
    </message>
    <message>
        <source>A job that is over used this data. Its results stay; only to run it again you would have to upload the data again.</source>
        <translation>Een taak die klaar is, heeft deze gegevens gebruikt. De resultaten blijven; alleen om de taak nog eens te doen, moet u de gegevens opnieuw versturen.</translation>
    </message>
    <message>
        <source>%1 jobs that are over used this data. Their results stay; only to run them again you would have to upload the data again.</source>
        <translation>%1 taken die klaar zijn, hebben deze gegevens gebruikt. De resultaten blijven; alleen om die taken nog eens te doen, moet u de gegevens opnieuw versturen.</translation>
    </message>
    <message>
        <source>Something was written here less than an hour ago: perhaps a transfer is still under way. Wait an hour and then remove it.</source>
        <translation>Hier is minder dan een uur geleden nog iets geschreven: misschien wordt er nog iets verstuurd. Wacht een uur en verwijder het dan.</translation>
    </message>
    <message>
        <source>Links to other folders are not followed: %1 left out, such as %2. Copy the folder itself into your data when the job needs it.</source>
        <translation>Koppelingen naar andere mappen gaan niet mee: %1 overgeslagen, zoals %2. Kopieer de map zelf naar uw gegevens als de taak die nodig heeft.</translation>
    </message>
    <message>
        <source>What is not an ordinary file, such as a pipe or a device, is not sent: %1 left out, such as %2.</source>
        <translation>Wat geen gewoon bestand is, zoals een pipe of een apparaat, gaat niet mee: %1 overgeslagen, zoals %2.</translation>
    </message>
    <message>
        <source>Empty folders are not sent: %1 left out, such as %2.</source>
        <translation>Lege mappen gaan niet mee: %1 overgeslagen, zoals %2.</translation>
    </message>
    <message>
        <source>This computer cannot have a file with the name %1. It stands here as %2; its content is the same.</source>
        <translation>Deze computer kan geen bestand met de naam %1 hebben. Het staat hier als %2; de inhoud is hetzelfde.</translation>
    </message>
    <message>
        <source>This computer cannot have files with the names of %1 of them. They stand here under another name, such as %3 for %2; their content is the same.</source>
        <translation>Van %1 bestanden kan deze computer de naam niet gebruiken. Ze staan hier onder een andere naam, bijvoorbeeld %3 voor %2; de inhoud is hetzelfde.</translation>
    </message>
    <message>
        <source>The file %1 changed while it was being read. Close the program that uses it, and try it again.</source>
        <translation>Het bestand %1 is veranderd tijdens het lezen. Sluit het programma dat het gebruikt en probeer het opnieuw.</translation>
    </message>
    <message>
        <source>The file %1 changed while it was being sent. Close the program that uses it, and send the data again.</source>
        <translation>Het bestand %1 is veranderd tijdens het versturen. Sluit het programma dat het gebruikt en verstuur de gegevens opnieuw.</translation>
    </message>
    <message>
        <source>%1 files are packed together as %2 files, because this factory wants that from %3 files on. Your jobs see them as they were.</source>
        <translation>%1 bestanden worden samengepakt tot %2 bestanden, omdat deze fabriek dat wil vanaf %3 bestanden. Uw taken zien ze zoals ze waren.</translation>
    </message>
    <message>
        <source>%1 files are packed together as %2 files, because this factory lets you keep only %3 more files. Your jobs see them as they were.</source>
        <translation>%1 bestanden worden samengepakt tot %2 bestanden, omdat u bij deze fabriek nog maar %3 bestanden mag bewaren. Uw taken zien ze zoals ze waren.</translation>
    </message>
    <message>
        <source>%1 files are packed together as %2 files, as you asked. Your jobs see them as they were.</source>
        <translation>%1 bestanden worden samengepakt tot %2 bestanden, zoals u vroeg. Uw taken zien ze zoals ze waren.</translation>
    </message>
    <message>
        <source>The file %1 is not there any more. Look whether its disk is connected, and send the data again; once the file is back, what has arrived is not sent twice.</source>
        <translation>Het bestand %1 is er niet meer. Kijk of de schijf ervan is aangesloten en verstuur de gegevens opnieuw; als het bestand er weer is, gaat wat al is aangekomen niet nog eens.</translation>
    </message>
</context>
<context>
    <name>catalogue</name>
    <message>
        <source>Werkbank cannot estimate what &quot;%1&quot; costs: the template asks for a method it does not know (%2). Update Werkbank.</source>
        <translation>Werkbank kan niet schatten wat &quot;%1&quot; kost: het sjabloon vraagt om een rekenwijze die Werkbank niet kent (%2). Installeer een nieuwere Werkbank.</translation>
    </message>
    <message>
        <source>%1 could not be read. Ask whoever gave it to you for a corrected one.</source>
        <translation>%1 kan niet worden gelezen. Vraag een verbeterde versie aan degene van wie u het hebt.</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; cannot be used. Give a time from %3 to %4, such as 30 min.</source>
        <translation>%1: &quot;%2&quot; kan niet. Vul een tijd in van %3 tot %4, bijvoorbeeld 30 min.</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; cannot be used. Give a whole number from %3 to %4.</source>
        <translation>%1: &quot;%2&quot; kan niet. Vul een heel getal in van %3 tot %4.</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; cannot be used. Give a number from %3 to %4.</source>
        <translation>%1: &quot;%2&quot; kan niet. Vul een getal in van %3 tot %4.</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; cannot be used. Give a time, such as 30 min.</source>
        <translation>%1: &quot;%2&quot; kan niet. Vul een tijd in, bijvoorbeeld 30 min.</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; cannot be used. Give a whole number.</source>
        <translation>%1: &quot;%2&quot; kan niet. Vul een heel getal in.</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; cannot be used. Give a number.</source>
        <translation>%1: &quot;%2&quot; kan niet. Vul een getal in.</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; is not one of the choices. Choose from: %3.</source>
        <translation>%1: &quot;%2&quot; is geen van de keuzes. Kies uit: %3.</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; cannot be used. Answer yes or no.</source>
        <translation>%1: &quot;%2&quot; kan niet. Antwoord met ja of nee.</translation>
    </message>
    <message>
        <source>%1: the model &quot;%2&quot; is not one this template knows. Choose one from its list.</source>
        <translation>%1: dit sjabloon kent het model &quot;%2&quot; niet. Kies er een uit de lijst.</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; cannot be used. Give plain text, at most %3 characters.</source>
        <translation>%1: &quot;%2&quot; kan niet. Vul gewone tekst in, hoogstens %3 tekens.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a question of &quot;%2&quot;. Look at the template&apos;s questions and correct the name.</source>
        <translation>&quot;%1&quot; is geen vraag van &quot;%2&quot;. Kijk bij de vragen van het sjabloon en verbeter de naam.</translation>
    </message>
    <message>
        <source>The question &quot;%1&quot; has no answer yet. Give one.</source>
        <translation>De vraag &quot;%1&quot; heeft nog geen antwoord. Vul er een in.</translation>
    </message>
    <message>
        <source>The templates in %1 are not signed, so nobody can tell who made them. Werkbank does not use them. Ask your AI factory for its signed catalogue.</source>
        <translation>De sjablonen in %1 zijn niet ondertekend. Niemand kan dus zien wie ze heeft gemaakt. Werkbank gebruikt ze niet. Vraag uw AI-fabriek om haar ondertekende catalogus.</translation>
    </message>
    <message>
        <source>The catalogue in %1 is not what its maker signed: somebody changed it, or it came in damaged. Werkbank does not use it. Get it again from your AI factory.</source>
        <translation>De catalogus in %1 is niet wat de maker heeft ondertekend: iemand heeft hem veranderd, of hij is beschadigd aangekomen. Werkbank gebruikt hem niet. Haal hem opnieuw op bij uw AI-fabriek.</translation>
    </message>
    <message>
        <source>The catalogue in %1 is not what its maker signed: the file %2 was changed, added or removed. Werkbank does not use it. Get it again from your AI factory.</source>
        <translation>De catalogus in %1 is niet wat de maker heeft ondertekend: het bestand %2 is veranderd, toegevoegd of verwijderd. Werkbank gebruikt hem niet. Haal hem opnieuw op bij uw AI-fabriek.</translation>
    </message>
    <message>
        <source>The catalogue &quot;%1&quot; was valid until %2. Ask your AI factory for the present one.</source>
        <translation>De catalogus &quot;%1&quot; was geldig tot %2. Vraag uw AI-fabriek om de huidige.</translation>
    </message>
    <message>
        <source>A catalogue needs a name of at most 200 characters, and a number from 1 on that is larger with each issue.</source>
        <translation>Een catalogus heeft een naam nodig van hoogstens 200 tekens, en een nummer vanaf 1 dat bij elke uitgave groter is.</translation>
    </message>
    <message>
        <source>The catalogue &quot;%1&quot; is signed with a key that this computer does not know. Ask its maker whether it is theirs; then: werkbank-cli template trust %2</source>
        <translation>De catalogus &quot;%1&quot; is ondertekend met een sleutel die deze computer niet kent. Vraag de maker of die van hem is; daarna: werkbank-cli template trust %2</translation>
    </message>
    <message>
        <source>The catalogue &quot;%1&quot; is older (number %2) than one that this computer had before (number %3). Werkbank does not use it. Get the newest from your AI factory.</source>
        <translation>De catalogus &quot;%1&quot; is ouder (nummer %2) dan een die deze computer eerder had (nummer %3). Werkbank gebruikt hem niet. Haal de nieuwste op bij uw AI-fabriek.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot use a GPU at %2. Leave out --gpus.</source>
        <translation>&quot;%1&quot; kan bij %2 geen GPU gebruiken. Laat --gpus weg.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot use so many GPUs at %2, or not on so many computers. Possible numbers of GPUs: %3.</source>
        <translation>&quot;%1&quot; kan bij %2 niet zo veel GPU&apos;s gebruiken, of niet op zo veel computers. Mogelijke aantallen: %3.</translation>
    </message>
</context>
<context>
    <name>cli</name>
    <message>
        <source>&quot;%1&quot; is not a setting of this template. Write --set key=value, with one of: %2.</source>
        <translation>&quot;%1&quot; is geen instelling van dit sjabloon. Schrijf --set naam=waarde, met een van deze namen: %2.</translation>
    </message>
    <message>
        <source>There is no template called &quot;%1&quot;. The ones in the catalogue are: %2.</source>
        <translation>Er is geen sjabloon dat &quot;%1&quot; heet. In de catalogus staan: %2.</translation>
    </message>
    <message>
        <source>You are signed in to %1.</source>
        <translation>U bent aangemeld bij %1.</translation>
    </message>
    <message>
        <source>Your project there: %1</source>
        <translation>Uw project daar: %1</translation>
    </message>
    <message>
        <source>You can use GPUs.</source>
        <translation>U kunt GPU&apos;s gebruiken.</translation>
    </message>
    <message>
        <source>There are no GPUs for you here; jobs run on ordinary processors.</source>
        <translation>Er zijn hier geen GPU&apos;s voor u; taken draaien op gewone processoren.</translation>
    </message>
    <message>
        <source>Free space for your data: %1</source>
        <translation>Vrije ruimte voor uw gegevens: %1</translation>
    </message>
    <message>
        <source>The same data was there already; it was verified again: %1 files, %2.</source>
        <translation>Dezelfde gegevens stonden er al; ze zijn opnieuw gecontroleerd: %1 bestanden, %2.</translation>
    </message>
    <message>
        <source>Uploaded and verified: %1 files, %2.</source>
        <translation>Verstuurd en gecontroleerd: %1 bestanden, %2.</translation>
    </message>
    <message>
        <source>Receipt: %1 (SHA-256 of the list of files: %2)</source>
        <translation>Ontvangstbewijs: %1 (SHA-256 van de bestandenlijst: %2)</translation>
    </message>
    <message>
        <source>GPU %1 %</source>
        <translation>GPU %1 %</translation>
    </message>
    <message>
        <source>There are no jobs yet. Start one with: werkbank-cli run</source>
        <translation>Er zijn nog geen taken. Start er een met: werkbank-cli run</translation>
    </message>
    <message>
        <source>The charts could not be drawn into %1. Look whether that folder is there and may be written.</source>
        <translation>De grafieken konden niet in %1 worden opgeslagen. Kijk of die map er is en of u erin mag schrijven.</translation>
    </message>
    <message>
        <source>This job has no GPU measurements.</source>
        <translation>Van deze taak zijn er geen GPU-metingen.</translation>
    </message>
    <message>
        <source>GPUs: %1, busy %2 % of the time on average</source>
        <translation>GPU&apos;s: %1, gemiddeld %2 % van de tijd bezig</translation>
    </message>
    <message>
        <source>Most memory in use: %1</source>
        <translation>Meeste geheugen in gebruik: %1</translation>
    </message>
    <message>
        <source>Energy: %1 kWh</source>
        <translation>Energie: %1 kWh</translation>
    </message>
    <message>
        <source>Measurements: %1</source>
        <translation>Metingen: %1</translation>
    </message>
    <message>
        <source>Charts: %1</source>
        <translation>Grafieken: %1</translation>
    </message>
    <message>
        <source>Model and report are here, verified: %1</source>
        <translation>Model en verslag staan hier, gecontroleerd: %1</translation>
    </message>
    <message>
        <source>This shows it: %1</source>
        <translation>Dat blijkt uit: %1</translation>
    </message>
    <message>
        <source>The data in %1 cannot be used yet; nothing was sent. See above what to repair.</source>
        <translation>De gegevens in %1 zijn nog niet bruikbaar; er is niets verstuurd. Hierboven staat wat u moet herstellen.</translation>
    </message>
    <message>
        <source>Expected: between %1 and %2 of work; at most %3 is asked for.</source>
        <translation>Verwacht: tussen %1 en %2 werk; er wordt hooguit %3 gevraagd.</translation>
    </message>
    <message>
        <source>Job %1: sending data and starting</source>
        <translation>Taak %1: gegevens versturen en starten</translation>
    </message>
    <message>
        <source>  Details: %1</source>
        <translation>  Details: %1</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Gestopt.</translation>
    </message>
    <message>
        <source>There is no factory called &quot;%1&quot;. The ones you can use are: %2.</source>
        <translation>Er is geen fabriek die &quot;%1&quot; heet. U kunt deze gebruiken: %2.</translation>
    </message>
    <message>
        <source>That was refused.</source>
        <translation>Dat werd geweigerd.</translation>
    </message>
    <message>
        <source>(tries left: %1)</source>
        <translation>(nog %1 pogingen)</translation>
    </message>
    <message>
        <source>This is the first time you sign in to %1. Compare this key with the one that the factory has published:</source>
        <translation>U meldt zich voor het eerst aan bij %1. Vergelijk deze sleutel met de sleutel die de fabriek bekend heeft gemaakt:</translation>
    </message>
    <message>
        <source>Are they the same? Type yes or no:</source>
        <translation>Zijn ze gelijk? Typ ja of nee:</translation>
    </message>
    <message>
        <source>This data cannot be used yet. Repair what is marked ✗ and check again.</source>
        <translation>Deze gegevens zijn nog niet bruikbaar. Herstel wat met ✗ is gemerkt en controleer opnieuw.</translation>
    </message>
    <message>
        <source>  ✓ The data is good: %1 photos in %2 classes, %3.</source>
        <translation>  ✓ De gegevens zijn goed: %1 foto&apos;s in %2 soorten, %3.</translation>
    </message>
    <message>
        <source>  ✓ The data is good: %1 rows, %2 columns, %3.</source>
        <translation>  ✓ De gegevens zijn goed: %1 rijen, %2 kolommen, %3.</translation>
    </message>
    <message>
        <source>  ✓ The data is good: %1 files, %2.</source>
        <translation>  ✓ De gegevens zijn goed: %1 bestanden, %2.</translation>
    </message>
    <message>
        <source>Score: %1 = %2</source>
        <translation>Score: %1 = %2</translation>
    </message>
    <message>
        <source>Trivial baseline, for comparison: %1</source>
        <translation>Simpele gok, ter vergelijking: %1</translation>
    </message>
    <message>
        <source>The model is better than the baseline.</source>
        <translation>Het model is beter dan de simpele gok.</translation>
    </message>
    <message>
        <source>The model is NOT better than the baseline: do not use it yet.</source>
        <translation>Het model is NIET beter dan de simpele gok: gebruik het nog niet.</translation>
    </message>
    <message>
        <source>All is well.</source>
        <translation>Alles is in orde.</translation>
    </message>
    <message>
        <source>The first line with ✗ is where it stops: do what it says there, or send these lines to who helps you (--report FILE). They hold no secret.</source>
        <translation>Bij de eerste regel met ✗ gaat het mis: doe wat daar staat, of stuur deze regels naar wie u helpt (--report BESTAND). Er staat geen geheim in.</translation>
    </message>
    <message>
        <source>Werkbank knows these as well; take one with: werkbank-cli add-factory ID</source>
        <translation>Werkbank kent ook deze; voeg er een toe met: werkbank-cli add-factory ID</translation>
    </message>
    <message>
        <source>This computer has no keychain that is open: nothing is remembered.</source>
        <translation>Deze computer heeft geen wachtwoordkluis die open is: er wordt niets onthouden.</translation>
    </message>
    <message>
        <source>Factory: %1 (%2)</source>
        <translation>Fabriek: %1 (%2)</translation>
    </message>
    <message>
        <source>Project: %1</source>
        <translation>Project: %1</translation>
    </message>
    <message>
        <source>Computers are kept free for you, from %1 until %2 (%3).</source>
        <translation>Er worden computers voor u vrijgehouden, van %1 tot %2 (%3).</translation>
    </message>
    <message>
        <source>Course data: %1, %2</source>
        <translation>Gegevens voor de cursus: %1, %2</translation>
    </message>
    <message>
        <source>Valid until %1.</source>
        <translation>Geldig tot %1.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no date. Write it as 2027-01-31 or &quot;2027-01-31 09:30&quot;.</source>
        <translation>&quot;%1&quot; is geen datum. Schrijf hem als 2027-01-31 of &quot;2027-01-31 09:30&quot;.</translation>
    </message>
    <message>
        <source>Set this computer up with it? Type yes or no:</source>
        <translation>Deze computer ermee instellen? Typ ja of nee:</translation>
    </message>
    <message>
        <source>Done. Sign in with: werkbank-cli sign-in %1</source>
        <translation>Klaar. Meld u aan met: werkbank-cli sign-in %1</translation>
    </message>
    <message>
        <source>The invitation is in %1. Who opens it asks you for the words of your key: %2.</source>
        <translation>De uitnodiging staat in %1. Wie haar opent, vraagt u om de woorden van uw sleutel: %2.</translation>
    </message>
    <message>
        <source>Your key for signing invitations is in %1. Never give this file away. Its words, which you read to who asks: %2.</source>
        <translation>Uw sleutel om uitnodigingen te ondertekenen staat in %1. Geef dit bestand nooit weg. De woorden die u voorleest aan wie erom vraagt: %2.</translation>
    </message>
    <message>
        <source>A passphrase for your new key:</source>
        <translation>Een wachtzin voor uw nieuwe sleutel:</translation>
    </message>
    <message>
        <source>No key was made: the passphrase was empty. Without one, everyone who gets the file gets in; if you want that, add --no-passphrase.</source>
        <translation>Er is geen sleutel gemaakt: de wachtzin was leeg. Zonder wachtzin komt iedereen binnen die het bestand heeft. Wilt u dat? Zet er dan --no-passphrase bij.</translation>
    </message>
    <message>
        <source>The same passphrase again:</source>
        <translation>Dezelfde wachtzin nog een keer:</translation>
    </message>
    <message>
        <source>No key was made: the two passphrases are not the same. Try again.</source>
        <translation>Er is geen sleutel gemaakt: de twee wachtzinnen zijn niet gelijk. Probeer het opnieuw.</translation>
    </message>
    <message>
        <source>The passphrase is kept in the keychain of this computer.</source>
        <translation>De wachtzin staat in de wachtwoordkluis van deze computer.</translation>
    </message>
    <message>
        <source>You have no key yet. Make one first: werkbank-cli make-key</source>
        <translation>U hebt nog geen sleutel. Maak er eerst een: werkbank-cli make-key</translation>
    </message>
    <message>
        <source>The program ended well. The certificate is in no file beside your keys; perhaps your agent has it. Try to sign in.</source>
        <translation>Het programma is goed geëindigd. Het certificaat staat niet naast uw sleutels; misschien bewaart een ander programma (de SSH-agent) het. Probeer u aan te melden.</translation>
    </message>
    <message>
        <source>There is no certificate beside your keys. Get one with --fetch, or as the factory says.</source>
        <translation>Er staat geen certificaat naast uw sleutels. Haal er een op met --fetch, of zoals de fabriek zegt.</translation>
    </message>
    <message>
        <source>Your certificate is not valid now. Get a new one with --fetch, or as the factory says.</source>
        <translation>Uw certificaat is nu niet geldig. Haal een nieuw op met --fetch, of zoals de fabriek zegt.</translation>
    </message>
    <message>
        <source>Your certificate is valid and has no end.</source>
        <translation>Uw certificaat is geldig en loopt niet af.</translation>
    </message>
    <message>
        <source>Your certificate is valid for %1 more.</source>
        <translation>Uw certificaat is nog %1 geldig.</translation>
    </message>
    <message>
        <source>Your user name at this factory:</source>
        <translation>Uw gebruikersnaam bij deze fabriek:</translation>
    </message>
    <message>
        <source>Your e-mail address at this factory:</source>
        <translation>Uw e-mailadres bij deze fabriek:</translation>
    </message>
    <message>
        <source>This starts a program on your computer that the factory names:
 %1
Start it? Type yes or no:</source>
        <translation>Dit start een programma op uw computer dat de fabriek noemt:
 %1
Starten? Typ ja of nee:</translation>
    </message>
    <message>
        <source>%1 has your public key now. From now on you can sign in there with it.</source>
        <translation>%1 heeft nu uw openbare sleutel. U kunt zich daar voortaan mee aanmelden.</translation>
    </message>
    <message>
        <source>Werkbank knows no factory called &quot;%1&quot;. The ones that you can add are: %2.</source>
        <translation>Werkbank kent geen fabriek die &quot;%1&quot; heet. U kunt deze toevoegen: %2.</translation>
    </message>
    <message>
        <source>%1 is among your factories already.</source>
        <translation>%1 staat al bij uw fabrieken.</translation>
    </message>
    <message>
        <source>%1 is among your factories now. Sign in with: werkbank-cli sign-in %2</source>
        <translation>%1 staat nu bij uw fabrieken. Meld u aan met: werkbank-cli sign-in %2</translation>
    </message>
    <message>
        <source>Nothing is missing or doubtful in this profile.</source>
        <translation>In dit profiel ontbreekt niets, en niets is twijfelachtig.</translation>
    </message>
    <message>
        <source>Open this page in your browser first; it is the factory that names it:</source>
        <translation>Open eerst deze pagina in uw browser; de fabriek noemt haar:</translation>
    </message>
    <message>
        <source>The same in words, to read aloud: %1</source>
        <translation>Hetzelfde in woorden, om voor te lezen: %1</translation>
    </message>
    <message>
        <source>Your key is made. Never give away the file that is named here; the factory gets only the last line:</source>
        <translation>Uw sleutel is gemaakt. Geef het bestand dat hier staat nooit weg; de fabriek krijgt alleen de laatste regel:</translation>
    </message>
    <message>
        <source>%1 is a folder. Pack it (zip), put the zip where the course can fetch it, and name that file.</source>
        <translation>%1 is een map. Pak de map in (zip), zet de zip waar de cursus hem kan ophalen, en noem dat bestand.</translation>
    </message>
    <message>
        <source>Fetched and verified: %1</source>
        <translation>Opgehaald en gecontroleerd: %1</translation>
    </message>
    <message>
        <source>Your invitation to %1 names no such data. See what there is: werkbank-cli invitation data %1</source>
        <translation>Uw uitnodiging voor %1 noemt zulke gegevens niet. Bekijk wat er is: werkbank-cli invitation data %1</translation>
    </message>
    <message>
        <source>SIZE</source>
        <translation>GROOTTE</translation>
    </message>
    <message>
        <source>FILES</source>
        <translation>BESTANDEN</translation>
    </message>
    <message>
        <source>LAST USED</source>
        <translation>LAATST GEBRUIKT</translation>
    </message>
    <message>
        <source>VERIFIED</source>
        <translation>GECONTROLEERD</translation>
    </message>
    <message>
        <source>NAME</source>
        <translation>NAAM</translation>
    </message>
    <message>
        <source>A part of it cannot be read and is not counted. Ask the help desk.</source>
        <translation>Een deel ervan kan niet worden gelezen en is niet meegeteld. Vraag het de helpdesk.</translation>
    </message>
    <message>
        <source>Room left: %1</source>
        <translation>Ruimte over: %1</translation>
    </message>
    <message>
        <source>Files that you may still add: %1</source>
        <translation>Bestanden die er nog bij mogen: %1</translation>
    </message>
    <message>
        <source>There is more than fits in this list: %1 further folders.</source>
        <translation>Er is meer dan in deze lijst past: nog %1 mappen.</translation>
    </message>
    <message>
        <source>Werkbank keeps nothing called &quot;%1&quot; there, or more than one thing begins so. See: werkbank-cli datasets --all</source>
        <translation>Werkbank bewaart daar niets met de naam &quot;%1&quot;, of er begint meer dan één ding zo. Zie: werkbank-cli datasets --all</translation>
    </message>
    <message>
        <source>%1 (%2, files: %3)</source>
        <translation>%1 (%2, bestanden: %3)</translation>
    </message>
    <message>
        <source>Lost: %1</source>
        <translation>Dit raakt u kwijt: %1</translation>
    </message>
    <message>
        <source>Kept: %1</source>
        <translation>Dit blijft: %1</translation>
    </message>
    <message>
        <source>Nothing was removed. Add --yes to remove it without a question.</source>
        <translation>Er is niets verwijderd. Zet er --yes bij om het zonder vraag te verwijderen.</translation>
    </message>
    <message>
        <source>Remove it for good? Type yes or no:</source>
        <translation>Voorgoed verwijderen? Typ ja of nee:</translation>
    </message>
    <message>
        <source>No data of yours is stored there.</source>
        <translation>Er worden daar geen gegevens van u bewaard.</translation>
    </message>
    <message>
        <source>Removed: %1. Free again: %2</source>
        <translation>Verwijderd: %1. Weer vrij: %2</translation>
    </message>
    <message>
        <source>The job goes on. What there is so far is here, verified: %1</source>
        <translation>De taak gaat door. Wat er tot nu toe is, staat hier, gecontroleerd: %1</translation>
    </message>
    <message>
        <source>This job did not fail.</source>
        <translation>Deze taak is niet mislukt.</translation>
    </message>
    <message>
        <source>This log does not tell how the job ended.</source>
        <translation>Dit logboek vertelt niet hoe de taak is afgelopen.</translation>
    </message>
    <message>
        <source>Give the state that Slurm tells, too: --state FAILED</source>
        <translation>Geef ook de toestand op die Slurm noemt: --state FAILED</translation>
    </message>
    <message>
        <source>%1 lies in the folder, but entry.files does not name it: no job gets it.</source>
        <translation>%1 staat in de map, maar niet in entry.files: geen enkele taak krijgt het.</translation>
    </message>
    <message>
        <source>There is no recorded run (recorded/), so it cannot be shown where its software is missing.</source>
        <translation>Er is geen opgenomen taak (recorded/). Waar de software ontbreekt, valt er dus niets te laten zien.</translation>
    </message>
    <message>
        <source>There is no example data (example/), so nobody can try it without data of their own.</source>
        <translation>Er zijn geen voorbeeldgegevens (example/). Zonder eigen gegevens kan niemand het dus proberen.</translation>
    </message>
    <message>
        <source>It checks nothing of the data before it is sent.</source>
        <translation>Er wordt niets aan de gegevens gecontroleerd voordat ze worden verstuurd.</translation>
    </message>
    <message>
        <source>It has no short settings (entry.smoke_args), so a test takes as long as a job.</source>
        <translation>Er zijn geen korte instellingen (entry.smoke_args). Een test duurt dus even lang als een taak.</translation>
    </message>
    <message>
        <source>The question &quot;%1&quot; has the same help in Dutch and in English.</source>
        <translation>De vraag &quot;%1&quot; heeft in het Nederlands en het Engels dezelfde hulptekst.</translation>
    </message>
    <message>
        <source>The template %1 %2 can be used.</source>
        <translation>Het sjabloon %1 %2 is te gebruiken.</translation>
    </message>
    <message>
        <source>This template comes without example data. Name some: --data</source>
        <translation>Bij dit sjabloon zitten geen voorbeeldgegevens. Noem er zelf een: --data</translation>
    </message>
    <message>
        <source>Signed: %1 templates, number %2, until %3. Who trusts it for the first time asks you for the words of your key: %4.</source>
        <translation>Ondertekend: %1 sjablonen, nummer %2, tot %3. Wie de catalogus voor het eerst vertrouwt, vraagt u naar de woorden van uw sleutel: %4.</translation>
    </message>
    <message>
        <source>The catalogue &quot;%1&quot;, number %2. The words of its maker&apos;s key: %3</source>
        <translation>De catalogus &quot;%1&quot;, nummer %2. De woorden van de sleutel van de maker: %3</translation>
    </message>
    <message>
        <source>Ask the maker for the words, by telephone. Are they the same? Type yes or no:</source>
        <translation>Vraag de maker naar de woorden, per telefoon. Zijn ze gelijk? Typ ja of nee:</translation>
    </message>
    <message>
        <source>Done. Catalogues by this maker are used from now on.</source>
        <translation>Klaar. Catalogi van deze maker worden vanaf nu gebruikt.</translation>
    </message>
    <message>
        <source>Templates without a signature are used from now on. Their programs run in your name: use only those of people whom you trust.</source>
        <translation>Sjablonen zonder handtekening worden vanaf nu gebruikt. De programma&apos;s daarin draaien op uw naam: gebruik alleen die van mensen die u vertrouwt.</translation>
    </message>
    <message>
        <source>Templates without a signature are not used any more.</source>
        <translation>Sjablonen zonder handtekening worden niet meer gebruikt.</translation>
    </message>
    <message>
        <source>%1 is no manifest: it must be JSON, with a list &quot;files&quot; in &quot;entry&quot;.</source>
        <translation>%1 is geen manifest: het moet JSON zijn, met een lijst &quot;files&quot; in &quot;entry&quot;.</translation>
    </message>
    <message>
        <source>The hashes in the manifest are those of the files now.</source>
        <translation>De controlegetallen in het manifest zijn nu die van de bestanden.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Taken out: %1 passwords and keys, %2 addresses and account numbers, %3 names and folders. A program does not recognise everything: look it through.</source>
        <translation>Weggehaald: %1 wachtwoorden en sleutels, %2 adressen en rekeningnummers, %3 namen en mappen. Een programma herkent niet alles: kijk het na.</translation>
    </message>
    <message>
        <source>File for the adviser: %1</source>
        <translation>Bestand voor de adviseur: %1</translation>
    </message>
    <message>
        <source>Steps %1 to %2, %3:</source>
        <translation>Stappen %1 tot %2, %3:</translation>
    </message>
    <message>
        <source>Open this address in a browser on this computer. It holds the key: show it to nobody.</source>
        <translation>Open dit adres in een browser op deze computer. De sleutel zit erin: laat het aan niemand zien.</translation>
    </message>
    <message>
        <source>It stays open until you press Ctrl-C; the notebook itself then goes on.</source>
        <translation>Het blijft open tot u Ctrl-C indrukt. Het notebook zelf gaat dan gewoon door.</translation>
    </message>
    <message>
        <source>The way to the notebook has ended: the job ended, or the connection was lost. If the job still runs, open it again.</source>
        <translation>De verbinding met het notebook is weg: de taak is klaar, of de verbinding is verbroken. Loopt de taak nog, open het dan opnieuw.</translation>
    </message>
    <message>
        <source>  ✓ The data is good: %1 recordings, %2, %3.</source>
        <translation>  ✓ De gegevens zijn goed: %1 opnames, %2, %3.</translation>
    </message>
    <message>
        <source>There is nothing to repair by itself; no copy was written.</source>
        <translation>Er is niets wat Werkbank zelf kan verbeteren. Er is geen kopie geschreven.</translation>
    </message>
    <message>
        <source>It needs up to %1 GB of GPU memory: it fits on a GPU of %2 GB or more.</source>
        <translation>Er is hoogstens %1 GB GPU-geheugen nodig: het past op een GPU van %2 GB of meer.</translation>
    </message>
    <message>
        <source>It needs up to %1 GB of GPU memory, and does not fit on one GPU. Choose a smaller model, or another way to teach it (QLoRA asks the least).</source>
        <translation>Er is hoogstens %1 GB GPU-geheugen nodig. Dat past niet op één GPU. Kies een kleiner model, of een andere manier van bijscholen (QLoRA vraagt het minst).</translation>
    </message>
    <message>
        <source>Guessed for the whole run: between %1 and %2 of work. The trial run measures it; at most %3 is asked for.</source>
        <translation>Schatting voor de hele training: tussen %1 en %2 werk. De proefrit meet het na; er wordt hoogstens %3 gevraagd.</translation>
    </message>
    <message>
        <source>Measured by a trial run: between %1 and %2 of work; at most %3 is asked for.</source>
        <translation>Gemeten met een proefrit: tussen %1 en %2 werk; er wordt hoogstens %3 gevraagd.</translation>
    </message>
    <message>
        <source>What trial run %1 measured does not hold for this job: it had another template, other data, other answers or another factory, or it is not done. Make a new trial run.</source>
        <translation>Wat proefrit %1 heeft gemeten, geldt niet voor deze taak: het sjabloon, de gegevens, de antwoorden of de AI-fabriek zijn anders, of de proefrit is niet klaar. Doe een nieuwe proefrit.</translation>
    </message>
    <message>
        <source>There is no trial run yet. Make one with: werkbank-cli run --trial</source>
        <translation>Er is nog geen proefrit. Doe er een met: werkbank-cli run --trial</translation>
    </message>
    <message>
        <source>  ✓ The data is good: %1 conversations, %2.</source>
        <translation>  ✓ De gegevens zijn goed: %1 gesprekken, %2.</translation>
    </message>
    <message>
        <source>%1 settings are tried, %2 at once; what one of them may take is asked for each.</source>
        <translation>%1 instellingen worden geprobeerd, %2 tegelijk. Voor elke wordt gevraagd wat één training nodig heeft.</translation>
    </message>
    <message>
        <source>With the answers as they are proposed there are not even four settings to try (sweep).</source>
        <translation>Met de antwoorden zoals ze worden voorgesteld zijn er nog geen vier instellingen te proberen (sweep).</translation>
    </message>
    <message>
        <source>your own answers</source>
        <translation>uw eigen antwoorden</translation>
    </message>
    <message>
        <source>score %1</source>
        <translation>cijfer %1</translation>
    </message>
    <message>
        <source>the best</source>
        <translation>de beste</translation>
    </message>
    <message>
        <source>Compared by: %1; higher is better.</source>
        <translation>Vergeleken op: %1; hoger is beter.</translation>
    </message>
    <message>
        <source>Compared by: %1; lower is better.</source>
        <translation>Vergeleken op: %1; lager is beter.</translation>
    </message>
    <message>
        <source>In a copy of your data, Werkbank can repair this:</source>
        <translation>In een kopie van uw gegevens kan Werkbank dit verbeteren:</translation>
    </message>
    <message>
        <source>Add --repair-to and the name of a new file or folder, and it writes that copy.</source>
        <translation>Voeg --repair-to toe met de naam van een nieuw bestand of een nieuwe map. Dan maakt Werkbank die kopie.</translation>
    </message>
    <message>
        <source>The repaired copy is %1. Your own data stayed as it was.</source>
        <translation>De verbeterde kopie is %1. Uw eigen gegevens zijn niet veranderd.</translation>
    </message>
    <message>
        <source>Packed together from %1 files.</source>
        <translation>Samengepakt uit %1 bestanden.</translation>
    </message>
    <message>
        <source>number %1 at %2 %</source>
        <translation>nummer %1 is op %2 %</translation>
    </message>
    <message>
        <source>GPUs: %1, use not measured</source>
        <translation>GPU&apos;s: %1, niet gemeten hoe druk ze zijn</translation>
    </message>
    <message>
        <source>processor %1 %</source>
        <translation>processor %1 %</translation>
    </message>
    <message>
        <source>main memory %1 of %2 at most</source>
        <translation>werkgeheugen hoogstens %1 van %2</translation>
    </message>
    <message>
        <source>Measurements of the computers: %1</source>
        <translation>Metingen van de computers: %1</translation>
    </message>
</context>
<context>
    <name>dataset</name>
    <message>
        <source>Checking %1</source>
        <translation>%1 wordt nagekeken</translation>
    </message>
    <message>
        <source>%1 could not be checked. Look whether the disk works, and try again.</source>
        <translation>%1 kan niet worden nagekeken. Kijk of de schijf werkt en probeer het opnieuw.</translation>
    </message>
    <message>
        <source>More places like these: %1.</source>
        <translation>Nog meer plekken zoals deze: %1.</translation>
    </message>
    <message>
        <source>%1 may not be opened or cannot be read.</source>
        <translation>%1 mag niet worden geopend of is niet te lezen.</translation>
    </message>
    <message>
        <source>Ask the owner for access, or copy the pictures to a folder of your own.</source>
        <translation>Vraag de eigenaar om toegang, of kopieer de foto&apos;s naar een eigen map.</translation>
    </message>
    <message>
        <source>%1 is a file. A folder is needed, with a folder of pictures in it for each kind.</source>
        <translation>%1 is een bestand. Er is een map nodig, met daarin voor elke soort een map met foto&apos;s.</translation>
    </message>
    <message>
        <source>Is it a zip file? Unpack it first, then choose the folder that comes out.</source>
        <translation>Is het een zipbestand? Pak het eerst uit en kies dan de map die eruit komt.</translation>
    </message>
    <message>
        <source>Checking the pictures</source>
        <translation>De foto&apos;s worden nagekeken</translation>
    </message>
    <message>
        <source>%1 is an Excel workbook or a zip file, not a table as plain text.</source>
        <translation>%1 is een Excel-werkmap of een zipbestand, geen tabel als gewone tekst.</translation>
    </message>
    <message>
        <source>Open it in Excel, choose Save as, and then CSV UTF-8. Use that file here.</source>
        <translation>Open het in Excel en kies Opslaan als, en dan CSV UTF-8. Gebruik dat bestand hier.</translation>
    </message>
    <message>
        <source>%1 is a PDF, not a table as plain text.</source>
        <translation>%1 is een pdf, geen tabel als gewone tekst.</translation>
    </message>
    <message>
        <source>Ask for the table itself, as an Excel or CSV file.</source>
        <translation>Vraag om de tabel zelf, als Excel- of CSV-bestand.</translation>
    </message>
    <message>
        <source>On line %2 of %1 a text begins with a quotation mark that is never closed.</source>
        <translation>Op regel %2 van %1 begint een tekst met een aanhalingsteken dat nergens wordt gesloten.</translation>
    </message>
    <message>
        <source>Remove the quotation mark on that line, or put one at the end of the text.</source>
        <translation>Haal het aanhalingsteken op die regel weg, of zet er een aan het eind van de tekst.</translation>
    </message>
    <message>
        <source>From line %2 on, %1 holds bytes that are not text. The file is damaged or is something else.</source>
        <translation>Vanaf regel %2 staan in %1 tekens die geen tekst zijn. Het bestand is beschadigd of is iets anders.</translation>
    </message>
    <message>
        <source>Save the table again from the program it was made with, as CSV UTF-8.</source>
        <translation>Bewaar de tabel opnieuw in het programma waarmee die is gemaakt, als CSV UTF-8.</translation>
    </message>
    <message>
        <source>%1 is neither a file nor a folder. Choose the file with your table.</source>
        <translation>%1 is geen bestand en geen map. Kies het bestand met uw tabel.</translation>
    </message>
    <message>
        <source>Choose the one file with your table, saved as CSV.</source>
        <translation>Kies het ene bestand met uw tabel, bewaard als CSV.</translation>
    </message>
    <message>
        <source>There is no table in the folder %1.</source>
        <translation>In de map %1 staat geen tabel.</translation>
    </message>
    <message>
        <source>There are %2 tables in the folder %1, such as %3 and %4.</source>
        <translation>In de map %1 staan %2 tabellen, zoals %3 en %4.</translation>
    </message>
    <message>
        <source>The packed folder %1 cannot be unpacked: it is damaged, or made in a way that Werkbank does not take. Ask who made it for a new one.</source>
        <translation>De ingepakte map %1 kan niet worden uitgepakt: hij is beschadigd, of ingepakt op een manier die Werkbank niet aanneemt. Vraag de maker om een nieuwe.</translation>
    </message>
    <message>
        <source>Unpacking the folder</source>
        <translation>De map wordt uitgepakt</translation>
    </message>
    <message>
        <source>Then check the data once more.</source>
        <translation>Controleer de gegevens daarna nog eens.</translation>
    </message>
    <message>
        <source>All the rest is sent. When the job needs no more, go on.</source>
        <translation>Al het andere gaat mee. Heeft de taak niet meer nodig, ga dan verder.</translation>
    </message>
    <message>
        <source>The model does not need it. In Windows: select the photos, then Properties, Details, and &quot;Remove Properties and Personal Information&quot;.</source>
        <translation>Het model heeft dat niet nodig. In Windows: selecteer de foto&apos;s, kies Eigenschappen, Details, en &quot;Eigenschappen en persoonlijke gegevens verwijderen&quot;.</translation>
    </message>
    <message>
        <source>Only organisations that a law names may use a BSN. Remove it from the data; a model learns nothing from it.</source>
        <translation>Een BSN mag u alleen gebruiken als dat in een wet staat. Haal het uit de gegevens; een model leert er niets van.</translation>
    </message>
    <message>
        <source>With the names beside them, these dates point to people. Give the age in years instead, and remove the names. What must stay needs a reason that the privacy law (GDPR) allows.</source>
        <translation>Met de namen erbij wijzen deze datums mensen aan. Geef liever de leeftijd in jaren, en haal de namen weg. Voor wat moet blijven, hebt u een reden nodig die de privacywet (AVG) toestaat.</translation>
    </message>
    <message>
        <source>Does the model need this? If not, remove it or put a number of your own in its place. What must stay needs a reason that the privacy law (GDPR) allows, and the people it is about must be able to know.</source>
        <translation>Heeft het model dit nodig? Zo niet, haal het weg of zet er een eigen nummer voor in de plaats. Voor wat moet blijven, hebt u een reden nodig die de privacywet (AVG) toestaat, en de mensen om wie het gaat moeten het kunnen weten.</translation>
    </message>
    <message>
        <source>Photos that say where they were taken: %1, such as %2. That may be someone&apos;s home.</source>
        <translation>Foto&apos;s waarin staat waar ze zijn gemaakt: %1, zoals %2. Dat kan iemands huis zijn.</translation>
    </message>
    <message>
        <source>The column &quot;%1&quot; holds numbers that may be citizen service numbers (BSN): %2, such as %3. The first is on line %4.</source>
        <translation>In de kolom &quot;%1&quot; staan nummers die burgerservicenummers (BSN) kunnen zijn: %2, zoals %3. Het eerste staat op regel %4.</translation>
    </message>
    <message>
        <source>The column &quot;%1&quot; holds bank account numbers (IBAN): %2, such as %3. The first is on line %4.</source>
        <translation>In de kolom &quot;%1&quot; staan rekeningnummers (IBAN): %2, zoals %3. Het eerste staat op regel %4.</translation>
    </message>
    <message>
        <source>The column &quot;%1&quot; holds e-mail addresses: %2, such as %3. The first is on line %4.</source>
        <translation>In de kolom &quot;%1&quot; staan e-mailadressen: %2, zoals %3. Het eerste staat op regel %4.</translation>
    </message>
    <message>
        <source>The column &quot;%1&quot; holds phone numbers: %2, such as %3. The first is on line %4.</source>
        <translation>In de kolom &quot;%1&quot; staan telefoonnummers: %2, zoals %3. Het eerste staat op regel %4.</translation>
    </message>
    <message>
        <source>The column &quot;%1&quot; holds dates of birth: %2, such as %3. The first is on line %4.</source>
        <translation>In de kolom &quot;%1&quot; staan geboortedatums: %2, zoals %3. De eerste staat op regel %4.</translation>
    </message>
    <message>
        <source>%1 is a file. A folder is needed.</source>
        <translation>%1 is een bestand. Er is een map nodig.</translation>
    </message>
    <message>
        <source>Choose the folder that the file is in.</source>
        <translation>Kies de map waar het bestand in staat.</translation>
    </message>
    <message>
        <source>Ask the owner for access, or copy the files to a folder of your own.</source>
        <translation>Vraag de eigenaar om toegang, of kopieer de bestanden naar een eigen map.</translation>
    </message>
    <message>
        <source>Looking through the files</source>
        <translation>De bestanden worden bekeken</translation>
    </message>
    <message>
        <source>Private keys in your files: %1. The first one: %2, line %3 (%4).</source>
        <translation>Geheime sleutels in uw bestanden: %1. De eerste: %2, regel %3 (%4).</translation>
    </message>
    <message>
        <source>Access tokens (JSON web tokens) in your files: %1. The first one: %2, line %3 (%4).</source>
        <translation>Toegangssleutels (JSON web tokens) in uw bestanden: %1. De eerste: %2, regel %3 (%4).</translation>
    </message>
    <message>
        <source>Passwords or keys in your files: %1. The first one: %2, line %3 (%4).</source>
        <translation>Wachtwoorden of sleutels in uw bestanden: %1. De eerste: %2, regel %3 (%4).</translation>
    </message>
    <message>
        <source>Keys of %5 in your files: %1. The first one: %2, line %3 (%4).</source>
        <translation>Sleutels van %5 in uw bestanden: %1. De eerste: %2, regel %3 (%4).</translation>
    </message>
    <message>
        <source>A private key belongs on your own computer alone. Take the file out of this folder; a job does not need it.</source>
        <translation>Een geheime sleutel hoort alleen op uw eigen computer. Haal het bestand uit deze map; een taak heeft het niet nodig.</translation>
    </message>
    <message>
        <source>Take it out of the file before you go on: a job has no internet and does not need it. Was the file shared with others before? Then withdraw it at the service and make a new one.</source>
        <translation>Haal dit uit het bestand voor u verdergaat: een taak heeft geen internet en heeft het niet nodig. Is het bestand al eens met anderen gedeeld? Trek het dan in bij de dienst en maak een nieuwe.</translation>
    </message>
    <message>
        <source>Files that are made to keep passwords in: %1, such as %2.</source>
        <translation>Bestanden die bedoeld zijn voor wachtwoorden: %1, zoals %2.</translation>
    </message>
    <message>
        <source>Take them out of this folder, or make a copy of it without them.</source>
        <translation>Haal ze uit deze map, of maak een kopie van de map zonder deze bestanden.</translation>
    </message>
    <message>
        <source>Places on your own computer, which the AI factory does not have: %1. The first one: %2, line %3.</source>
        <translation>Plekken op uw eigen computer, die de AI-fabriek niet heeft: %1. De eerste: %2, regel %3.</translation>
    </message>
    <message>
        <source>Write a path from this folder on, such as data/table.csv, or begin with os.environ[&quot;WERKBANK_DATA&quot;].</source>
        <translation>Schrijf een pad vanaf deze map, zoals data/tabel.csv, of begin met os.environ[&quot;WERKBANK_DATA&quot;].</translation>
    </message>
    <message>
        <source>Lines that take a GPU without asking whether there is one: %1. The first one: %2, line %3.</source>
        <translation>Regels die een GPU gebruiken zonder te vragen of die er is: %1. De eerste: %2, regel %3.</translation>
    </message>
    <message>
        <source>Write device = &quot;cuda&quot; if torch.cuda.is_available() else &quot;cpu&quot;, and .to(device) in place of .cuda().</source>
        <translation>Schrijf device = &quot;cuda&quot; if torch.cuda.is_available() else &quot;cpu&quot;, en .to(device) in plaats van .cuda().</translation>
    </message>
    <message>
        <source>Progress bars that write many lines a second into the log: %1. The first one: %2, line %3.</source>
        <translation>Voortgangsbalken die veel regels per seconde in het logboek schrijven: %1. De eerste: %2, regel %3.</translation>
    </message>
    <message>
        <source>Let them write once in half a minute: tqdm(..., mininterval=30).</source>
        <translation>Laat ze eens per halve minuut schrijven: tqdm(..., mininterval=30).</translation>
    </message>
    <message>
        <source>%1 is a file. A folder is needed, with photos and their boxes in it.</source>
        <translation>%1 is een bestand. Er is een map nodig, met foto&apos;s en hun kaders erin.</translation>
    </message>
    <message>
        <source>%1 is a file. A folder is needed, with recordings and a table of what is said in them.</source>
        <translation>%1 is een bestand. Er is een map nodig, met opnames en een tabel van wat erin wordt gezegd.</translation>
    </message>
    <message>
        <source>Checking the recordings</source>
        <translation>De opnames worden nagekeken</translation>
    </message>
    <message>
        <source>Reading the table of recordings</source>
        <translation>De tabel met opnames wordt gelezen</translation>
    </message>
    <message>
        <source>From line %1 on, the table holds bytes that are not text. Save it again from the program it was made with, as CSV UTF-8.</source>
        <translation>Vanaf regel %1 staan er in de tabel bytes die geen tekst zijn. Bewaar de tabel opnieuw als CSV UTF-8, in het programma waarin u hem hebt gemaakt.</translation>
    </message>
    <message>
        <source>On line %1 a text begins with a quotation mark that is never closed. Repair that line first: only you know where the text ends.</source>
        <translation>Op regel %1 begint een tekst met een aanhalingsteken dat nergens wordt gesloten. Verbeter eerst die regel: alleen u weet waar de tekst ophoudt.</translation>
    </message>
    <message>
        <source>Line %1 is too long to be a row of a table. Look whether this is the right file.</source>
        <translation>Regel %1 is te lang voor een rij van een tabel. Kijk of dit het goede bestand is.</translation>
    </message>
    <message>
        <source>The table is written as %1, and becomes %2.</source>
        <translation>De tabel is opgeslagen als %1 en wordt %2.</translation>
    </message>
    <message>
        <source>Letters that were not saved as UTF-8, in %1 cells. In the copy they read well, as in “%2”.</source>
        <translation>Letters die niet als UTF-8 zijn opgeslagen, in %1 cellen. In de kopie zijn ze goed te lezen, zoals in ‘%2’.</translation>
    </message>
    <message>
        <source>Columns with a name that comes twice: %1. The second “%2” becomes “%3”.</source>
        <translation>Kolommen met een naam die al bestaat: %1. De tweede ‘%2’ wordt ‘%3’.</translation>
    </message>
    <message>
        <source>Rows in which nothing is filled in: %1. They go.</source>
        <translation>Rijen waarin niets is ingevuld: %1. Die vervallen.</translation>
    </message>
    <message>
        <source>Rows with empty cells after the last column: %1. Those cells go.</source>
        <translation>Rijen met lege cellen na de laatste kolom: %1. Die cellen vervallen.</translation>
    </message>
    <message>
        <source>Cells with spaces before or after what they hold: %1. The spaces go.</source>
        <translation>Cellen met spaties voor of na de inhoud: %1. Die spaties vervallen.</translation>
    </message>
    <message>
        <source>Numbers with a decimal comma in the column “%1”: %2. For example %3 becomes %4.</source>
        <translation>Getallen met een decimale komma in de kolom ‘%1’: %2. Zo wordt %3 bijvoorbeeld %4.</translation>
    </message>
    <message>
        <source>Kinds that are written in more than one way in the column “%1”: %2 cells. For example “%3” becomes “%4”.</source>
        <translation>Soorten die op meer manieren zijn geschreven in de kolom ‘%1’: %2 cellen. Zo wordt ‘%3’ bijvoorbeeld ‘%4’.</translation>
    </message>
    <message>
        <source>Looking what can be repaired</source>
        <translation>Bekijken wat te verbeteren is</translation>
    </message>
    <message>
        <source>Writing the repaired copy</source>
        <translation>De verbeterde kopie schrijven</translation>
    </message>
    <message>
        <source>Werkbank cannot repair this table safely: the copy would not read as the same table. Repair it in the program it was made with, and save it as CSV UTF-8.</source>
        <translation>Werkbank kan deze tabel niet veilig verbeteren: de kopie zou als een andere tabel worden gelezen. Verbeter hem in het programma waarin u hem hebt gemaakt en bewaar hem als CSV UTF-8.</translation>
    </message>
    <message>
        <source>%1 was changed meanwhile. Let Werkbank look at it once more.</source>
        <translation>%1 is intussen gewijzigd. Laat Werkbank er nog een keer naar kijken.</translation>
    </message>
    <message>
        <source>The first line, “sep=”, is for Excel only. It goes.</source>
        <translation>De eerste regel, ‘sep=’, is alleen voor Excel bedoeld. Die vervalt.</translation>
    </message>
    <message>
        <source>Werkbank cannot repair these conversations safely: the copy would not read as the same conversations. Repair them in the program they were made with, and save them as JSON lines in UTF-8.</source>
        <translation>Werkbank kan deze gesprekken niet veilig verbeteren: in de kopie zouden niet dezelfde gesprekken staan. Verbeter ze in het programma waarmee ze gemaakt zijn, en bewaar ze als JSON-regels in UTF-8.</translation>
    </message>
    <message>
        <source>Files that are written as UTF-16: %1. They become UTF-8.</source>
        <translation>Bestanden die als UTF-16 geschreven zijn: %1. Ze worden UTF-8.</translation>
    </message>
    <message>
        <source>Lines with letters that were not saved as UTF-8: %1. In the copy they read well, as in “%2”.</source>
        <translation>Regels met letters die niet als UTF-8 bewaard zijn: %1. In de kopie staan ze goed, zoals in “%2”.</translation>
    </message>
    <message>
        <source>Files with an invisible mark at the begin, which not every program reads: %1. The mark goes.</source>
        <translation>Bestanden met een onzichtbaar teken aan het begin, dat niet elk programma leest: %1. Dat teken gaat weg.</translation>
    </message>
    <message>
        <source>Files that are one long list, between “[” and “]”: %1. Each conversation gets a line of its own.</source>
        <translation>Bestanden die één lange lijst zijn, tussen “[” en “]”: %1. Elk gesprek krijgt een eigen regel.</translation>
    </message>
    <message>
        <source>Lines that end in a comma: %1. The comma goes.</source>
        <translation>Regels die met een komma eindigen: %1. De komma gaat weg.</translation>
    </message>
    <message>
        <source>Empty lines: %1. They go.</source>
        <translation>Lege regels: %1. Ze gaan weg.</translation>
    </message>
    <message>
        <source>Conversations in which who speaks is called by another name: %1. For example “%2” becomes “%3”.</source>
        <translation>Gesprekken waarin de spreker een andere naam heeft: %1. Zo wordt “%2” voortaan “%3”.</translation>
    </message>
    <message>
        <source>Conversations with spaces or empty lines before or after what is said: %1. Those go.</source>
        <translation>Gesprekken met spaties of lege regels voor of na wat er gezegd wordt: %1. Die gaan weg.</translation>
    </message>
    <message>
        <source>Conversations that are there already: %1. Only the first of each stays.</source>
        <translation>Gesprekken die er al staan: %1. Alleen het eerste blijft staan.</translation>
    </message>
    <message>
        <source>From line %1 on, the file holds bytes that are not text. Save it again from the program it was made with, as JSON lines in UTF-8.</source>
        <translation>Vanaf regel %1 staan er tekens in het bestand die geen tekst zijn. Bewaar het opnieuw uit het programma waarmee het gemaakt is, als JSON-regels in UTF-8.</translation>
    </message>
    <message>
        <source>The conversation that begins on line %1 is no JSON. Repair it first: only you know what is meant.</source>
        <translation>Het gesprek dat op regel %1 begint, is geen JSON. Verbeter het eerst: alleen u weet wat er bedoeld is.</translation>
    </message>
    <message>
        <source>Other files in the folder, which hold no conversations: %1. They are not copied.</source>
        <translation>Andere bestanden in de map, zonder gesprekken: %1. Die komen niet in de kopie.</translation>
    </message>
    <message>
        <source>Checking the documents</source>
        <translation>De documenten worden bekeken</translation>
    </message>
    <message>
        <source>The file begins with “[” as a list does, but on line %1 something stands there that does not belong in one. Repair that line first.</source>
        <translation>Het bestand begint met “[”, zoals een lijst. Maar op regel %1 staat iets dat niet in een lijst hoort. Verbeter die regel eerst.</translation>
    </message>
    <message>
        <source>What begins on line %1 is too long to be one conversation. Look whether this is the right file.</source>
        <translation>Wat op regel %1 begint, is te lang voor één gesprek. Kijk of dit het goede bestand is.</translation>
    </message>
    <message>
        <source>The file begins with “[” as a list does, but the list has no end: a part of the file is missing, or a bracket is. Save it again where it was made.</source>
        <translation>Het bestand begint met “[”, zoals een lijst, maar de lijst heeft geen einde. Er ontbreekt een deel van het bestand, of een haakje. Bewaar het opnieuw op de plek waar het gemaakt is.</translation>
    </message>
    <message>
        <source>Choose the one file with your sentences: its name ends in conll, bio, iob, tsv, txt or csv.</source>
        <translation>Kies het ene bestand met uw zinnen. De naam eindigt op conll, bio, iob, tsv, txt of csv.</translation>
    </message>
    <message>
        <source>There is no file of sentences in the folder %1.</source>
        <translation>In de map %1 staat geen bestand met zinnen.</translation>
    </message>
    <message>
        <source>There are %2 files in the folder %1 that may hold sentences, such as %3 and %4.</source>
        <translation>In de map %1 staan %2 bestanden waarin zinnen kunnen staan, zoals %3 en %4.</translation>
    </message>
    <message>
        <source>A recording in %1 has letters in its name that cannot be written as UTF-8. Give that file another name, here and in the table.</source>
        <translation>Een opname in %1 heeft letters in de naam die niet als UTF-8 te schrijven zijn. Geef dat bestand een andere naam, op de schijf en in de tabel.</translation>
    </message>
    <message>
        <source>The copy is a new folder with your recordings in it too: %1 files, %2.</source>
        <translation>De kopie is een nieuwe map, waar ook uw opnames in komen: %1 bestanden, %2.</translation>
    </message>
    <message>
        <source>Copying the recordings</source>
        <translation>De opnames worden gekopieerd</translation>
    </message>
    <message>
        <source>Files that are called a little differently in the column “%1” than on the disk: %2. For example “%3” becomes “%4”.</source>
        <translation>Bestanden die in de kolom “%1” net anders heten dan op de schijf: %2. Zo wordt “%3” voortaan “%4”.</translation>
    </message>
    <message>
        <source>Werkbank did not look for personal data in %1 of the files, such as %2.</source>
        <translation>In %1 van de bestanden, zoals %2, heeft Werkbank niet naar persoonsgegevens gezocht.</translation>
    </message>
    <message>
        <source>It can look in texts, pages and tables that are not too large, not in a PDF. Those files are sent too: look yourself whether people are in them.</source>
        <translation>Dat kan alleen in teksten, pagina&apos;s en tabellen die niet te groot zijn, en niet in een PDF. Deze bestanden worden wel verstuurd: kijk zelf of er gegevens van mensen in staan.</translation>
    </message>
    <message>
        <source>Your documents hold numbers that may be citizen service numbers (BSN): %1, in %2 of the files, such as %3. The first is in %4 on line %5.</source>
        <translation>In uw documenten staan nummers die burgerservicenummers (BSN) kunnen zijn: %1, in %2 van de bestanden, zoals %3. Het eerste staat in %4 op regel %5.</translation>
    </message>
    <message>
        <source>Your documents hold bank account numbers (IBAN): %1, in %2 of the files, such as %3. The first is in %4 on line %5.</source>
        <translation>In uw documenten staan rekeningnummers (IBAN): %1, in %2 van de bestanden, zoals %3. Het eerste staat in %4 op regel %5.</translation>
    </message>
    <message>
        <source>Your documents hold e-mail addresses: %1, in %2 of the files, such as %3. The first is in %4 on line %5.</source>
        <translation>In uw documenten staan e-mailadressen: %1, in %2 van de bestanden, zoals %3. Het eerste staat in %4 op regel %5.</translation>
    </message>
    <message>
        <source>Your documents hold phone numbers: %1, in %2 of the files, such as %3. The first is in %4 on line %5.</source>
        <translation>In uw documenten staan telefoonnummers: %1, in %2 van de bestanden, zoals %3. Het eerste staat in %4 op regel %5.</translation>
    </message>
    <message>
        <source>Your documents hold dates of birth: %1, in %2 of the files, such as %3. The first is in %4 on line %5.</source>
        <translation>In uw documenten staan geboortedatums: %1, in %2 van de bestanden, zoals %3. De eerste staat in %4 op regel %5.</translation>
    </message>
    <message>
        <source>Your sentences hold numbers that may be citizen service numbers (BSN): %1, such as %2. The first is in the sentence that begins on line %3.</source>
        <translation>In uw zinnen staan nummers die burgerservicenummers (BSN) kunnen zijn: %1, zoals %2. Het eerste staat in de zin die op regel %3 begint.</translation>
    </message>
    <message>
        <source>Your sentences hold bank account numbers (IBAN): %1, such as %2. The first is in the sentence that begins on line %3.</source>
        <translation>In uw zinnen staan rekeningnummers (IBAN): %1, zoals %2. Het eerste staat in de zin die op regel %3 begint.</translation>
    </message>
    <message>
        <source>Your sentences hold e-mail addresses: %1, such as %2. The first is in the sentence that begins on line %3.</source>
        <translation>In uw zinnen staan e-mailadressen: %1, zoals %2. Het eerste staat in de zin die op regel %3 begint.</translation>
    </message>
    <message>
        <source>Your sentences hold phone numbers: %1, such as %2. The first is in the sentence that begins on line %3.</source>
        <translation>In uw zinnen staan telefoonnummers: %1, zoals %2. Het eerste staat in de zin die op regel %3 begint.</translation>
    </message>
    <message>
        <source>Your sentences hold dates of birth: %1, such as %2. The first is in the sentence that begins on line %3.</source>
        <translation>In uw zinnen staan geboortedatums: %1, zoals %2. De eerste staat in de zin die op regel %3 begint.</translation>
    </message>
</context>
<context>
    <name>evidence</name>
    <message>
        <source>The script %1, as it comes with Werkbank</source>
        <translation>Het script %1, zoals het bij Werkbank hoort</translation>
    </message>
    <message>
        <source>What Werkbank makes of it</source>
        <translation>Wat Werkbank ervan denkt</translation>
    </message>
    <message>
        <source>What the job printed (begin and end)</source>
        <translation>Wat de taak heeft geschreven (begin en eind)</translation>
    </message>
    <message>
        <source>What you asked, and what happened</source>
        <translation>Wat u vroeg, en wat er gebeurde</translation>
    </message>
    <message>
        <source>What the training recorded</source>
        <translation>Wat er tijdens het leren is vastgelegd</translation>
    </message>
    <message>
        <source>What the GPUs did</source>
        <translation>Wat de GPU&apos;s deden</translation>
    </message>
    <message>
        <source>Versions of Werkbank and of the template</source>
        <translation>Versies van Werkbank en van het sjabloon</translation>
    </message>
    <message>
        <source>The file for the adviser could not be made. Try again, or send the log alone.</source>
        <translation>Het bestand voor de adviseur kon niet worden gemaakt. Probeer het opnieuw, of stuur alleen het logboek.</translation>
    </message>
</context>
<context>
    <name>factory</name>
    <message>
        <source>Practice: this is a recording of an earlier run. Nothing is computed, and the figures and the result are not of your own data.</source>
        <translation>Oefenen: dit is een opname van een eerdere taak. Er wordt niets berekend. De cijfers en het resultaat horen niet bij uw gegevens.</translation>
    </message>
    <message>
        <source>Practice: the job really runs, on this computer. The queue and the GPU figures are simulated.</source>
        <translation>Oefenen: de taak draait echt, op deze computer. De wachtrij en de GPU-cijfers zijn nagebootst.</translation>
    </message>
    <message>
        <source>Practice: the job really runs, on this computer. The GPU figures are simulated.</source>
        <translation>Oefenen: de taak draait echt, op deze computer. De GPU-cijfers zijn nagebootst.</translation>
    </message>
    <message>
        <source>Practice: the job really runs, on this computer. The queue is simulated.</source>
        <translation>Oefenen: de taak draait echt, op deze computer. De wachtrij is nagebootst.</translation>
    </message>
    <message>
        <source>Practice: the queue and the GPU figures are simulated.</source>
        <translation>Oefenen: de wachtrij en de GPU-cijfers zijn nagebootst.</translation>
    </message>
    <message>
        <source>The GPU figures are simulated.</source>
        <translation>De GPU-cijfers zijn nagebootst.</translation>
    </message>
    <message>
        <source>Practice: the queue is simulated.</source>
        <translation>Oefenen: de wachtrij is nagebootst.</translation>
    </message>
    <message>
        <source>The job &quot;%1&quot; cannot run on %2: the software it needs is not set up there. Choose another job, or ask the help desk of %2.</source>
        <translation>De taak &quot;%1&quot; kan niet draaien op %2: de software die nodig is, staat daar niet klaar. Kies een andere taak, of vraag het de helpdesk van %2.</translation>
    </message>
    <message>
        <source>The job &quot;%1&quot; is damaged in the catalogue. Install Werkbank again, or ask whoever gave you this catalogue for a corrected one.</source>
        <translation>De taak &quot;%1&quot; is beschadigd in de catalogus. Installeer Werkbank opnieuw, of vraag een goede catalogus aan wie u deze gaf.</translation>
    </message>
    <message>
        <source>The setting &quot;%1&quot; of this job or factory contains a line break. Ask the help desk of the factory for a corrected profile.</source>
        <translation>In de instelling &quot;%1&quot; van deze taak of fabriek zit een regeleinde. Vraag de helpdesk van de fabriek om een verbeterd profiel.</translation>
    </message>
    <message>
        <source>This file is too large (%1) to be an invitation. Choose the file whose name ends in .werkbank that your coach gave you.</source>
        <translation>Dit bestand is te groot (%1) voor een uitnodiging. Kies het bestand dat u van uw coach kreeg; de naam eindigt op .werkbank.</translation>
    </message>
    <message>
        <source>This is not an invitation, or not the whole of one. Choose the file whose name ends in .werkbank; if it is that one, ask whoever gave it to you to send it again.</source>
        <translation>Dit is geen uitnodiging, of niet de hele. Kies het bestand waarvan de naam eindigt op .werkbank. Is het dat bestand? Vraag dan degene van wie u het kreeg om het opnieuw te sturen.</translation>
    </message>
    <message>
        <source>This invitation was made with a newer Werkbank than yours. Install the newest Werkbank and open the invitation again.</source>
        <translation>Deze uitnodiging is gemaakt met een nieuwere Werkbank dan die van u. Installeer de nieuwste Werkbank en open de uitnodiging opnieuw.</translation>
    </message>
    <message>
        <source>Somebody changed this invitation so that it looks like an older kind. Do not use it. Ask whoever gave it to you for a new one.</source>
        <translation>Iemand heeft deze uitnodiging veranderd, zodat ze op een oudere soort lijkt. Gebruik haar niet. Vraag degene van wie u haar kreeg om een nieuwe.</translation>
    </message>
    <message>
        <source>This invitation is not signed, so nobody can tell who made it. Do not use it. Ask whoever gave it to you for a signed one.</source>
        <translation>Deze uitnodiging is niet ondertekend. Niemand kan dus zien wie haar heeft gemaakt. Gebruik haar niet. Vraag degene van wie u haar kreeg om een ondertekende.</translation>
    </message>
    <message>
        <source>This invitation was changed after it was signed. Do not use it. Tell whoever gave it to you, and ask for a new one.</source>
        <translation>Deze uitnodiging is veranderd nadat ze was ondertekend. Gebruik haar niet. Vertel het degene van wie u haar kreeg, en vraag om een nieuwe.</translation>
    </message>
    <message>
        <source>Something in this invitation is not right, so Werkbank does not use it. Ask whoever gave it to you for a corrected one, and send them the details.</source>
        <translation>Er klopt iets niet in deze uitnodiging. Daarom gebruikt Werkbank haar niet. Stuur de details naar degene van wie u haar kreeg, en vraag om een verbeterde.</translation>
    </message>
    <message>
        <source>This invitation ended on %1. Ask whoever gave it to you for a new one. If that date is still to come, set the clock of this computer right.</source>
        <translation>Deze uitnodiging gold tot %1. Vraag degene van wie u haar kreeg om een nieuwe. Moet die dag nog komen? Zet dan de klok van deze computer goed.</translation>
    </message>
    <message>
        <source>This invitation is valid from %1, but the clock of this computer says %2. Set the clock right; if it is right, wait until then.</source>
        <translation>Deze uitnodiging geldt vanaf %1, maar op de klok van deze computer is het %2. Zet de klok goed. Klopt de klok? Wacht dan tot dat moment.</translation>
    </message>
    <message>
        <source>The invitation cannot be made like this. The details say which field is not right; correct it and try again.</source>
        <translation>Zo kan de uitnodiging niet worden gemaakt. Bij de details staat welk veld niet klopt. Verbeter het en probeer het opnieuw.</translation>
    </message>
    <message>
        <source>This invitation is from %1. Werkbank knows the signature.</source>
        <translation>Deze uitnodiging komt van %1. Werkbank kent de handtekening.</translation>
    </message>
    <message>
        <source>This invitation says that it is from %1, but Werkbank does not know the signature yet. Ask %1, in the room or by telephone, to read out the words of their key. Go on only if they are these: %2.</source>
        <translation>In deze uitnodiging staat dat ze van %1 komt, maar Werkbank kent de handtekening nog niet. Vraag %1, in de zaal of per telefoon, om de woorden van de eigen sleutel voor te lezen. Ga alleen verder als het deze zijn: %2.</translation>
    </message>
    <message>
        <source>This invitation is older than the one you use already, and may say things that were corrected since. Ask %1 for the newest one.</source>
        <translation>Deze uitnodiging is ouder dan die u al gebruikt. Er kan iets in staan wat intussen is verbeterd. Vraag %1 om de nieuwste.</translation>
    </message>
    <message>
        <source>The keys by which Werkbank recognises %1 become others. Go on only if the help desk of the factory says that this is right.</source>
        <translation>De sleutels waaraan Werkbank %1 herkent, worden andere. Ga alleen verder als de helpdesk van de fabriek zegt dat dit klopt.</translation>
    </message>
    <message>
        <source>From now on the computer %1 is used as well.</source>
        <translation>Vanaf nu wordt ook de computer %1 gebruikt.</translation>
    </message>
    <message>
        <source>The computer %1 is no longer used.</source>
        <translation>De computer %1 wordt niet meer gebruikt.</translation>
    </message>
    <message>
        <source>The address changes from %1 to %2.</source>
        <translation>Het adres verandert van %1 in %2.</translation>
    </message>
    <message>
        <source>Werkbank would start another program on this computer than before: &quot;%1&quot;. It asks you again before it does.</source>
        <translation>Werkbank zou op deze computer een ander programma starten dan eerst: &quot;%1&quot;. Werkbank vraagt het u eerst opnieuw.</translation>
    </message>
    <message>
        <source>A password would be asked, which was not so before.</source>
        <translation>Er zou om een wachtwoord worden gevraagd; dat was eerst niet zo.</translation>
    </message>
    <message>
        <source>The host keys of %1 are not given, so every person is asked once whether the fingerprint is right. Put the keys in that the operator publishes.</source>
        <translation>De sleutels van de computer %1 staan er niet in. Iedereen krijgt daarom één keer de vraag of de vingerafdruk klopt. Zet de sleutels erin die de beheerder bekendmaakt.</translation>
    </message>
    <message>
        <source>No host key of %1 is of the kind ssh-ed25519, which most computers ask for first. Add that one too.</source>
        <translation>Geen sleutel van de computer %1 is van de soort ssh-ed25519, waar de meeste computers het eerst om vragen. Zet die er ook bij.</translation>
    </message>
    <message>
        <source>There is no help desk: messages cannot say whom to call. Give a telephone number, an e-mail address or a web page.</source>
        <translation>Er is geen helpdesk: meldingen kunnen niet zeggen wie u kunt bellen. Geef een telefoonnummer, een e-mailadres of een webpagina.</translation>
    </message>
    <message>
        <source>The help page begins with http:// and can be changed by others on the way. Use its https:// address.</source>
        <translation>Het adres van de hulppagina begint met http://. Onderweg kan een ander die pagina veranderen. Gebruik het adres met https://.</translation>
    </message>
    <message>
        <source>The profile says the user name &quot;%1&quot;. Everybody who gets this profile would sign in under that name; leave it empty unless it is an account for a course.</source>
        <translation>In het profiel staat de gebruikersnaam &quot;%1&quot;. Iedereen die dit profiel krijgt, zou zich onder die naam aanmelden. Laat het veld leeg, behalve bij een account voor een cursus.</translation>
    </message>
    <message>
        <source>It is not said where a person hands in a public key. Give the web page, or advice in both languages.</source>
        <translation>Er staat niet waar iemand een openbare sleutel inlevert. Geef de webpagina, of advies in beide talen.</translation>
    </message>
    <message>
        <source>Werkbank makes keys of the kind ed25519, which is not among the kinds that this factory takes.</source>
        <translation>Werkbank maakt sleutels van de soort ed25519. Die staat niet bij de soorten die deze fabriek aanneemt.</translation>
    </message>
    <message>
        <source>It is not said how long it takes until a new key works. People will think that they did something wrong; give a number of hours.</source>
        <translation>Er staat niet hoe lang het duurt tot een nieuwe sleutel werkt. Mensen denken dan dat ze iets fout hebben gedaan. Geef een aantal uren.</translation>
    </message>
    <message>
        <source>It is not said for how long too many wrong passwords lock an account. Give a number of hours, so that people can be warned.</source>
        <translation>Er staat niet hoe lang een account op slot gaat na te veel verkeerde wachtwoorden. Geef een aantal uren, dan kan Werkbank mensen waarschuwen.</translation>
    </message>
    <message>
        <source>Werkbank would try a password %1 times, and this factory locks accounts. Keep it below the number at which it locks.</source>
        <translation>Werkbank zou %1 keer een wachtwoord proberen, en deze fabriek zet accounts op slot. Blijf onder het aantal waarbij dat gebeurt.</translation>
    </message>
    <message>
        <source>The password is tried first although there is another way to sign in. Put the password last.</source>
        <translation>Het wachtwoord wordt het eerst geprobeerd, terwijl u zich ook anders kunt aanmelden. Zet het wachtwoord achteraan.</translation>
    </message>
    <message>
        <source>People sign in with a certificate, but it is not said where they get one. Give the web page, or the program that fetches it.</source>
        <translation>Mensen melden zich aan met een certificaat, maar er staat niet waar ze dat krijgen. Geef de webpagina, of het programma dat het ophaalt.</translation>
    </message>
    <message>
        <source>There is a program that fetches a certificate, but &quot;certificate&quot; is not among the ways to sign in.</source>
        <translation>Er is een programma dat een certificaat ophaalt, maar &quot;certificate&quot; staat niet bij de manieren van aanmelden.</translation>
    </message>
    <message>
        <source>It is not said for how many hours a certificate is valid.</source>
        <translation>Er staat niet hoeveel uur een certificaat geldig is.</translation>
    </message>
    <message>
        <source>This profile lets Werkbank start the program &quot;%1&quot; on the computer of the person, after they said yes. Check every word of it.</source>
        <translation>Met dit profiel kan Werkbank het programma &quot;%1&quot; starten op de computer van de gebruiker, nadat die ja heeft gezegd. Controleer elk woord ervan.</translation>
    </message>
    <message>
        <source>The computer to go through is the factory itself. Leave &quot;jump&quot; out.</source>
        <translation>De computer waar de verbinding langs gaat, is de fabriek zelf. Laat &quot;jump&quot; weg.</translation>
    </message>
    <message>
        <source>No part of the factory is described. Werkbank asks the queue system instead, but cannot say before the sign-in whether a job fits.</source>
        <translation>Geen deel van de fabriek is beschreven. Werkbank vraagt het dan aan het wachtrijsysteem, maar kan voor het aanmelden niet zeggen of een taak past.</translation>
    </message>
    <message>
        <source>Of &quot;%1&quot; it is not said how much memory goes with one GPU, so a job may be refused that would fit.</source>
        <translation>Bij &quot;%1&quot; staat niet hoeveel geheugen bij één GPU hoort. Daardoor kan een taak worden geweigerd die wel past.</translation>
    </message>
    <message>
        <source>Of &quot;%1&quot; it is not said how long a job may take.</source>
        <translation>Bij &quot;%1&quot; staat niet hoe lang een taak mag duren.</translation>
    </message>
    <message>
        <source>GPUs are asked for by their kind here, but the kind of GPU of &quot;%1&quot; is not given.</source>
        <translation>Hier vraagt u GPU&apos;s aan met hun soort, maar de soort GPU van &quot;%1&quot; staat er niet.</translation>
    </message>
    <message>
        <source>Everything is put in the home folder, which is often small and slow. Give the folder that the factory means for data.</source>
        <translation>Alles komt in de thuismap. Die is vaak klein en langzaam. Geef de map die de fabriek voor gegevens bedoelt.</translation>
    </message>
    <message>
        <source>It is not said what a GPU-hour costs here, so an estimate shows hours only.</source>
        <translation>Er staat niet wat een GPU-uur hier kost. Een schatting toont daarom alleen uren.</translation>
    </message>
    <message>
        <source>Only the Python of the system is given. It is seldom made for GPUs; give the modules or the image that the factory offers.</source>
        <translation>Alleen de Python van het systeem staat erin. Die is zelden voor GPU&apos;s gemaakt. Geef de modules of het image van de fabriek.</translation>
    </message>
    <message>
        <source>Nobody has checked the address of this factory against what its operator publishes. Check it, and name it under &quot;verified&quot;.</source>
        <translation>Niemand heeft het adres van deze fabriek vergeleken met wat de beheerder bekendmaakt. Controleer het, en noem het onder &quot;verified&quot;.</translation>
    </message>
    <message>
        <source>The host keys are used without asking anybody, but they are not named under &quot;verified&quot;. Compare them with what the operator publishes.</source>
        <translation>De sleutels van de computer worden gebruikt zonder iets te vragen, maar ze staan niet onder &quot;verified&quot;. Vergelijk ze met wat de beheerder bekendmaakt.</translation>
    </message>
    <message>
        <source>What the job wrote about its notebook cannot be read, so it is not opened. Stop the job and start a new one.</source>
        <translation>Wat de taak over het notebook opschreef, is niet te lezen. Daarom wordt het niet geopend. Stop de taak en start een nieuwe.</translation>
    </message>
    <message>
        <source>This job has no notebook that can be opened now. It can be opened while the job runs, a minute or so after it began.</source>
        <translation>Deze taak heeft nu geen notebook dat open kan. Dat kan zolang de taak loopt, vanaf ongeveer een minuut na het begin.</translation>
    </message>
    <message>
        <source>On this factory Werkbank cannot open a notebook in your browser. Bring the results home and open them on your own computer.</source>
        <translation>Bij deze fabriek kan Werkbank geen notebook in uw browser openen. Haal de resultaten op en open ze op uw eigen computer.</translation>
    </message>
    <message>
        <source>The job &quot;%1&quot; cannot run on %2: it needs the software %3, and that is missing there (in %4). Choose another job, or ask the help desk of %2.</source>
        <translation>De taak &quot;%1&quot; kan niet draaien op %2: de software %3 is nodig en die ontbreekt daar (in %4). Kies een andere taak of vraag het de helpdesk van %2.</translation>
    </message>
    <message>
        <source>This software names no Python, so no job can begin with it.</source>
        <translation>Bij deze software staat geen Python, dus er kan geen taak mee beginnen.</translation>
    </message>
    <message>
        <source>The Python &quot;%1&quot; would be looked for in the folder of each job. Give its whole path, or its name alone.</source>
        <translation>De Python &quot;%1&quot; zou in de map van elke taak worden gezocht. Geef het hele pad, of alleen de naam.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no name of a software module. It may hold letters, digits and _ . + / - only.</source>
        <translation>&quot;%1&quot; is geen naam van een softwaremodule. Er mogen alleen letters, cijfers en _ . + / - in staan.</translation>
    </message>
    <message>
        <source>This software is said to come from modules, but none is named. Name them, or call it the software of the system.</source>
        <translation>Deze software zou uit modules komen, maar er staat er geen. Noem de modules, of noem het de software van het systeem.</translation>
    </message>
    <message>
        <source>Folders of modules are given, but no module that is taken from them.</source>
        <translation>Er staan mappen met modules, maar geen module die daaruit komt.</translation>
    </message>
    <message>
        <source>The image &quot;%1&quot; is taken as it is written. Give the whole path of a file, which begins with / and in which nothing is left to be filled in.</source>
        <translation>Het image &quot;%1&quot; wordt gebruikt zoals het er staat. Geef het hele pad van een bestand: het begint met / en er hoeft niets meer te worden ingevuld.</translation>
    </message>
    <message>
        <source>The option %1 is for GPUs of another maker than those of this factory, so jobs would not see the GPUs.</source>
        <translation>De optie %1 hoort bij GPU&apos;s van een ander merk dan die van deze fabriek. Taken zouden de GPU&apos;s niet zien.</translation>
    </message>
    <message>
        <source>It is not said for which GPUs the image is, so jobs in it may not see the GPUs. Say for which kind of machine it is made.</source>
        <translation>Er staat niet voor welke GPU&apos;s het image is. Misschien zien taken de GPU&apos;s dan niet. Geef aan voor welk soort machine het is gemaakt.</translation>
    </message>
    <message>
        <source>This software is made for %1, and no computers of this factory are of that kind.</source>
        <translation>Deze software is gemaakt voor %1, en zulke computers heeft deze fabriek niet.</translation>
    </message>
    <message>
        <source>None of the software of this profile runs the job &quot;%1&quot; (%2).</source>
        <translation>Met geen enkele software van dit profiel kan de taak &quot;%1&quot; draaien (%2).</translation>
    </message>
    <message>
        <source>Computers that work on one job would look for one another over &quot;%1&quot;, which leads back to the computer itself. Name their fast network.</source>
        <translation>Computers die samen aan één taak werken, zouden elkaar zoeken via &quot;%1&quot;. Dat leidt terug naar de computer zelf. Noem hun snelle netwerk.</translation>
    </message>
</context>
<context>
    <name>job_log</name>
    <message>
        <source>The log is shorter than it was a moment ago. It is being read again.</source>
        <translation>Het logboek is korter dan zojuist. Het wordt opnieuw gelezen.</translation>
    </message>
</context>
<context>
    <name>jobs</name>
    <message>
        <source>This job was stopped.</source>
        <translation>Deze taak is gestopt.</translation>
    </message>
    <message>
        <source>The data could not be used.</source>
        <translation>De gegevens waren niet bruikbaar.</translation>
    </message>
    <message>
        <source>The time that was asked for this job was used up before it was ready.</source>
        <translation>De gevraagde tijd was op voordat de taak klaar was.</translation>
    </message>
    <message>
        <source>The job needed more main memory than it had.</source>
        <translation>De taak had meer werkgeheugen nodig dan er was.</translation>
    </message>
    <message>
        <source>The model did not fit in the memory of the GPU.</source>
        <translation>Het model paste niet in het geheugen van de GPU.</translation>
    </message>
    <message>
        <source>Software that this job needs is missing on the AI factory. This is not your mistake.</source>
        <translation>Op de AI-fabriek ontbreekt software die deze taak nodig heeft. Dit is niet uw fout.</translation>
    </message>
    <message>
        <source>The job looked for a file that is not there.</source>
        <translation>De taak zocht een bestand dat er niet is.</translation>
    </message>
    <message>
        <source>The training program broke off with an error.</source>
        <translation>Het trainingsprogramma is met een fout gestopt.</translation>
    </message>
    <message>
        <source>A machine of the AI factory broke down under your job. This is not your mistake.</source>
        <translation>Een machine van de AI-fabriek viel uit tijdens uw taak. Dit is niet uw fout.</translation>
    </message>
    <message>
        <source>Your job had to make room for a more urgent one.</source>
        <translation>Uw taak moest plaatsmaken voor een taak met meer haast.</translation>
    </message>
    <message>
        <source>The job stopped before its work was finished, without saying why.</source>
        <translation>De taak stopte voordat het werk af was, zonder te zeggen waarom.</translation>
    </message>
    <message>
        <source>The AI factory no longer knows this job, and its work was not finished.</source>
        <translation>De AI-fabriek kent deze taak niet meer, en het werk was niet af.</translation>
    </message>
    <message>
        <source>The job failed, and Werkbank cannot tell why.</source>
        <translation>De taak is mislukt, en Werkbank kan niet zien waardoor.</translation>
    </message>
    <message>
        <source>Start a new job whenever you want; your data is still there.</source>
        <translation>Start een nieuwe taak wanneer u wilt; uw gegevens staan er nog.</translation>
    </message>
    <message>
        <source>Repair the data on your computer, check it, and start a new job.</source>
        <translation>Verbeter de gegevens op uw computer, controleer ze en start een nieuwe taak.</translation>
    </message>
    <message>
        <source>An intermediate state was saved. Start the job anew with a longer running time.</source>
        <translation>Er is een tussenstand bewaard. Start de taak opnieuw met een langere looptijd.</translation>
    </message>
    <message>
        <source>Start the job anew with a longer running time, or with less data.</source>
        <translation>Start de taak opnieuw met een langere looptijd, of met minder gegevens.</translation>
    </message>
    <message>
        <source>Start the job anew with more memory, or with less data.</source>
        <translation>Start de taak opnieuw met meer geheugen, of met minder gegevens.</translation>
    </message>
    <message>
        <source>Halve the batch size or use smaller images or shorter texts, and start the job anew.</source>
        <translation>Halveer de batchgrootte of gebruik kleinere foto&apos;s of kortere teksten, en start de taak opnieuw.</translation>
    </message>
    <message>
        <source>Tell the help desk of the AI factory, with the details of this job.</source>
        <translation>Meld dit bij de helpdesk van de AI-fabriek, met de details van deze taak.</translation>
    </message>
    <message>
        <source>Look whether your data holds all files, and start the job anew.</source>
        <translation>Kijk of uw gegevens compleet zijn, en start de taak opnieuw.</translation>
    </message>
    <message>
        <source>Remove old jobs and data sets on the AI factory, and start the job anew.</source>
        <translation>Ruim oude taken en gegevens op de AI-fabriek op, en start de taak opnieuw.</translation>
    </message>
    <message>
        <source>Look at the end of the log. If it tells you nothing, send the details to the help desk.</source>
        <translation>Kijk aan het einde van het logboek. Wordt u daar niet wijzer van? Stuur de details dan naar de helpdesk.</translation>
    </message>
    <message>
        <source>Start the job anew.</source>
        <translation>Start de taak opnieuw.</translation>
    </message>
    <message>
        <source>Look at the end of the log, and start the job anew.</source>
        <translation>Kijk aan het einde van het logboek, en start de taak opnieuw.</translation>
    </message>
    <message>
        <source>Look at the end of the log, or send the details to the help desk.</source>
        <translation>Kijk aan het einde van het logboek, of stuur de details naar de helpdesk.</translation>
    </message>
    <message>
        <source>Line %1 of %2 cannot be used: %3</source>
        <translation>Regel %1 van %2 is niet bruikbaar: %3</translation>
    </message>
    <message>
        <source>%1 cannot be used: %2</source>
        <translation>%1 is niet bruikbaar: %2</translation>
    </message>
    <message>
        <source>The data could not be used: %1</source>
        <translation>De gegevens waren niet bruikbaar: %1</translation>
    </message>
    <message>
        <source>You stopped this job.</source>
        <translation>U hebt deze taak gestopt.</translation>
    </message>
    <message>
        <source>This job was stopped by someone else: by the AI factory, or from your account.</source>
        <translation>Deze taak is door een ander gestopt: door de AI-fabriek, of vanuit uw account.</translation>
    </message>
    <message>
        <source>Training is running: %1 % is done, about %2 to go.</source>
        <translation>De training loopt: %1 % is klaar, nog ongeveer %2.</translation>
    </message>
    <message>
        <source>Training is running: %1 % is done.</source>
        <translation>De training loopt: %1 % is klaar.</translation>
    </message>
    <message>
        <source>Training is running.</source>
        <translation>De training loopt.</translation>
    </message>
    <message>
        <source>Your job has its machine and is getting ready.</source>
        <translation>Uw taak heeft een machine gekregen en maakt zich klaar.</translation>
    </message>
    <message>
        <source>This job could not be sent; nothing of it runs.</source>
        <translation>Deze taak kon niet worden verstuurd; er loopt niets.</translation>
    </message>
    <message>
        <source>The connection broke while this job was being sent. It did not arrive.</source>
        <translation>De verbinding viel weg tijdens het versturen. De taak is niet aangekomen.</translation>
    </message>
    <message>
        <source>This job is ready to be sent.</source>
        <translation>Deze taak staat klaar om te versturen.</translation>
    </message>
    <message>
        <source>This job is being stopped.</source>
        <translation>Deze taak wordt gestopt.</translation>
    </message>
    <message>
        <source>The AI factory does not find this job at the moment. Werkbank keeps asking.</source>
        <translation>De AI-fabriek vindt deze taak op dit moment niet. Werkbank blijft ernaar vragen.</translation>
    </message>
    <message>
        <source>Your data is being brought to the AI factory.</source>
        <translation>Uw gegevens gaan naar de AI-fabriek.</translation>
    </message>
    <message>
        <source>Your job is being handed to the AI factory.</source>
        <translation>Uw taak wordt aan de AI-fabriek gegeven.</translation>
    </message>
    <message>
        <source>The job has ended. Its last results are being read.</source>
        <translation>De taak is afgelopen. De laatste resultaten worden gelezen.</translation>
    </message>
    <message>
        <source>Sign in and start it. It is never sent twice.</source>
        <translation>Meld u aan en start de taak. Hij wordt nooit dubbel verstuurd.</translation>
    </message>
    <message>
        <source>Look in the details for the reason, then start it again.</source>
        <translation>Kijk bij de details wat de reden is, en start de taak dan opnieuw.</translation>
    </message>
    <message>
        <source>If nothing moves any more, sign in and start this job again. It is never sent twice.</source>
        <translation>Gebeurt er niets meer? Meld u aan en start deze taak opnieuw. Hij wordt nooit dubbel verstuurd.</translation>
    </message>
    <message>
        <source>You can close Werkbank, but leave this computer on: the job runs on it.</source>
        <translation>U kunt Werkbank sluiten, maar laat deze computer aan: de taak loopt hierop.</translation>
    </message>
    <message>
        <source>You can close Werkbank and switch off this computer: the job goes on without it.</source>
        <translation>U kunt Werkbank sluiten en deze computer uitzetten: de taak gaat gewoon door.</translation>
    </message>
    <message>
        <source>Fetch the results to this computer.</source>
        <translation>Haal de resultaten naar deze computer.</translation>
    </message>
    <message>
        <source>The results are in %1.</source>
        <translation>De resultaten staan in %1.</translation>
    </message>
    <message>
        <source>What Werkbank kept of a job cannot be read. Install the newest Werkbank; if that does not help, send the details to the help desk.</source>
        <translation>Wat Werkbank van een taak heeft bewaard, is niet te lezen. Installeer de nieuwste Werkbank; helpt dat niet, stuur de details dan naar de helpdesk.</translation>
    </message>
    <message>
        <source>A job needs a template, data and a running time. Choose what is missing.</source>
        <translation>Een taak heeft een sjabloon, gegevens en een looptijd nodig. Kies wat er nog ontbreekt.</translation>
    </message>
    <message>
        <source>This job belongs to the AI factory &quot;%1&quot;. Sign in there to start it.</source>
        <translation>Deze taak hoort bij de AI-fabriek &quot;%1&quot;. Meld u daar aan om hem te starten.</translation>
    </message>
    <message>
        <source>This job is being sent already, by another window of Werkbank. Wait until that one is ready.</source>
        <translation>Deze taak wordt al verstuurd, door een ander venster van Werkbank. Wacht tot dat klaar is.</translation>
    </message>
    <message>
        <source>There are no files in %1. Choose the folder that holds your data.</source>
        <translation>Er staan geen bestanden in %1. Kies de map waar uw gegevens in staan.</translation>
    </message>
    <message>
        <source>This job has not been sent yet, so there is nothing to fetch. Start it first.</source>
        <translation>Deze taak is nog niet verstuurd, dus er is niets op te halen. Start hem eerst.</translation>
    </message>
    <message>
        <source>Werkbank has no job &quot;%1&quot; on this computer. Look in the list of jobs for its name.</source>
        <translation>Werkbank heeft op deze computer geen taak &quot;%1&quot;. Zoek de naam op in de lijst met taken.</translation>
    </message>
    <message>
        <source>More than one job begins with &quot;%1&quot;. Give a few more characters.</source>
        <translation>Er zijn meer taken die met &quot;%1&quot; beginnen. Geef een paar tekens meer.</translation>
    </message>
    <message>
        <source>The template &quot;%1&quot; of this job is not in the catalogue any more. Choose another template and make the job anew.</source>
        <translation>Het sjabloon &quot;%1&quot; van deze taak staat niet meer in de catalogus. Kies een ander sjabloon en maak de taak opnieuw.</translation>
    </message>
    <message>
        <source>The disk of this computer is full, so Werkbank cannot keep its list of jobs. Free some space and try again.</source>
        <translation>De schijf van deze computer is vol, dus Werkbank kan de lijst met taken niet bijhouden. Maak ruimte vrij en probeer het opnieuw.</translation>
    </message>
    <message>
        <source>Werkbank&apos;s own list of jobs (%1) cannot be read or written. Look whether you may write there and whether the disk works, then start Werkbank again.</source>
        <translation>Werkbank kan de eigen lijst met taken (%1) niet lezen of schrijven. Kijk of u daar mag schrijven en of de schijf werkt, en start Werkbank dan opnieuw.</translation>
    </message>
    <message>
        <source>The list of jobs on this computer was made by a newer Werkbank. Install the newest Werkbank; your jobs are safe.</source>
        <translation>De lijst met taken op deze computer is gemaakt door een nieuwere Werkbank. Installeer de nieuwste Werkbank; uw taken zijn veilig.</translation>
    </message>
    <message>
        <source>Your job is in the queue. It starts by itself.</source>
        <translation>Uw taak staat in de wachtrij. Hij start vanzelf.</translation>
    </message>
    <message>
        <source>Other jobs are before yours in the queue. It starts by itself when it is its turn.</source>
        <translation>Er zijn nog taken voor u in de wachtrij. De uwe start vanzelf als hij aan de beurt is.</translation>
    </message>
    <message>
        <source>Your job is almost first in the queue. It starts as soon as enough of the machine is free.</source>
        <translation>Uw taak staat bijna vooraan in de wachtrij. Hij start zodra er genoeg van de machine vrij is.</translation>
    </message>
    <message>
        <source>Your job waits for a set moment, usually a few minutes away, and then goes on by itself.</source>
        <translation>Uw taak wacht op een vast moment, meestal over een paar minuten, en gaat dan vanzelf verder.</translation>
    </message>
    <message>
        <source>Your job waits until another job is ready.</source>
        <translation>Uw taak wacht tot een andere taak klaar is.</translation>
    </message>
    <message>
        <source>Your job waits for another job that failed, so it will never start. Cancel it and start it anew.</source>
        <translation>Uw taak wacht op een andere taak die mislukt is, en zal dus nooit starten. Annuleer hem en start hem opnieuw.</translation>
    </message>
    <message>
        <source>Your job has been put on hold from your account. Cancel it and start it anew, or ask the help desk to release it.</source>
        <translation>Uw taak is vanuit uw account stilgezet. Annuleer hem en start hem opnieuw, of vraag de helpdesk om hem vrij te geven.</translation>
    </message>
    <message>
        <source>The staff of the AI factory has put your job on hold. Ask the help desk why.</source>
        <translation>De beheerders van de AI-fabriek hebben uw taak stilgezet. Vraag de helpdesk waarom.</translation>
    </message>
    <message>
        <source>You already use as much as one person may use at a time. Your job starts when another job of yours has ended.</source>
        <translation>U gebruikt al zoveel als één persoon tegelijk mag gebruiken. Uw taak start als een andere taak van u klaar is.</translation>
    </message>
    <message>
        <source>Your project already uses as much as it may use at a time. Your job starts when another job of the project has ended.</source>
        <translation>Uw project gebruikt al zoveel als het tegelijk mag gebruiken. Uw taak start als een andere taak van het project klaar is.</translation>
    </message>
    <message>
        <source>Your project&apos;s computing hours are used up, or too few are left for this job. Ask your coach or the help desk for more hours.</source>
        <translation>De rekenuren van uw project zijn op, of er zijn er te weinig over voor deze taak. Vraag uw coach of de helpdesk om meer uren.</translation>
    </message>
    <message>
        <source>Your job asks for more time than is allowed here, so it will not start. Cancel it and choose a shorter running time.</source>
        <translation>Uw taak vraagt meer tijd dan hier mag, en zal dus niet starten. Annuleer hem en kies een kortere looptijd.</translation>
    </message>
    <message>
        <source>Your job asks for more than this part of the machine has, so it will not start. Cancel it and choose a smaller one.</source>
        <translation>Uw taak vraagt meer dan dit deel van de machine heeft, en zal dus niet starten. Annuleer hem en kies een kleinere taak.</translation>
    </message>
    <message>
        <source>This part of the AI factory is switched off for the moment. Your job starts by itself once it is back.</source>
        <translation>Dit deel van de AI-fabriek staat nu uit. Uw taak start vanzelf als het weer aan is.</translation>
    </message>
    <message>
        <source>The machines that your job needs are being repaired or are reserved. Your job starts by itself after that.</source>
        <translation>De machines voor uw taak zijn in onderhoud of gereserveerd. Uw taak start daarna vanzelf.</translation>
    </message>
    <message>
        <source>Your project may not be used for this job, or not any more. Ask your coach or the help desk.</source>
        <translation>Uw project mag niet (meer) voor deze taak worden gebruikt. Vraag uw coach of de helpdesk.</translation>
    </message>
    <message>
        <source>Your job is in the queue. The AI factory gives as its reason: &quot;%1&quot;.</source>
        <translation>Uw taak staat in de wachtrij. De AI-fabriek geeft als reden: &quot;%1&quot;.</translation>
    </message>
    <message>
        <source>The training program gave up. It says: %1</source>
        <translation>Het trainingsprogramma is ermee opgehouden. Het zegt: %1</translation>
    </message>
    <message>
        <source>Your model is ready. %1 % of its answers are right.</source>
        <translation>Uw model is klaar. Van de antwoorden is %1 % goed.</translation>
    </message>
    <message>
        <source>Your model is ready. %1 % of its answers are right; a trivial guess gets %2 %.</source>
        <translation>Uw model is klaar. Van de antwoorden is %1 % goed; blind gokken haalt %2 %.</translation>
    </message>
    <message>
        <source>Share of right answers, each kind counted equally</source>
        <translation>Aandeel goede antwoorden, elke soort telt even zwaar</translation>
    </message>
    <message>
        <source>Your model is ready. It gets %1 % right, with each kind counted equally.</source>
        <translation>Uw model is klaar. Het heeft %1 % goed; elke soort telt daarbij even zwaar.</translation>
    </message>
    <message>
        <source>Your model is ready. It gets %1 % right, with each kind counted equally; a trivial guess gets %2 %.</source>
        <translation>Uw model is klaar. Het heeft %1 % goed, waarbij elke soort even zwaar telt; blind gokken haalt %2 %.</translation>
    </message>
    <message>
        <source>Score over all kinds (macro-F1)</source>
        <translation>Score over alle soorten (macro-F1)</translation>
    </message>
    <message>
        <source>Your model is ready. Its score over all kinds is %1, where 1 is perfect.</source>
        <translation>Uw model is klaar. De score over alle soorten is %1; 1 is volmaakt.</translation>
    </message>
    <message>
        <source>Your model is ready. Its score over all kinds is %1, where 1 is perfect; a trivial guess scores %2.</source>
        <translation>Uw model is klaar. De score over alle soorten is %1 (1 is volmaakt); blind gokken haalt %2.</translation>
    </message>
    <message>
        <source>Score for finding (F1)</source>
        <translation>Score voor het vinden (F1)</translation>
    </message>
    <message>
        <source>Your model is ready. Its score for finding what counts is %1, where 1 is perfect.</source>
        <translation>Uw model is klaar. De score voor het vinden van wat telt is %1; 1 is volmaakt.</translation>
    </message>
    <message>
        <source>Your model is ready. Its score for finding what counts is %1, where 1 is perfect; a trivial guess scores %2.</source>
        <translation>Uw model is klaar. De score voor het vinden van wat telt is %1 (1 is volmaakt); blind gokken haalt %2.</translation>
    </message>
    <message>
        <source>Mean deviation (MAE)</source>
        <translation>Gemiddelde afwijking (MAE)</translation>
    </message>
    <message>
        <source>Your model is ready. On average it is off by %1.</source>
        <translation>Uw model is klaar. Het zit er gemiddeld %1 naast.</translation>
    </message>
    <message>
        <source>Your model is ready. On average it is off by %1; a trivial guess is off by %2.</source>
        <translation>Uw model is klaar. Het zit er gemiddeld %1 naast; blind gokken %2.</translation>
    </message>
    <message>
        <source>Deviation, large ones count more (RMSE)</source>
        <translation>Afwijking, grote tellen zwaarder (RMSE)</translation>
    </message>
    <message>
        <source>Your model is ready. It is typically off by %1.</source>
        <translation>Uw model is klaar. Het zit er meestal ongeveer %1 naast.</translation>
    </message>
    <message>
        <source>Your model is ready. It is typically off by %1; a trivial guess is off by %2.</source>
        <translation>Uw model is klaar. Het zit er meestal ongeveer %1 naast; blind gokken %2.</translation>
    </message>
    <message>
        <source>Share explained (R²)</source>
        <translation>Verklaard deel (R²)</translation>
    </message>
    <message>
        <source>Your model is ready. Its share of what it explains is %1, where 1 is everything.</source>
        <translation>Uw model is klaar. Het verklaarde deel is %1; 1 is alles.</translation>
    </message>
    <message>
        <source>Your model is ready. Its share of what it explains is %1, where 1 is everything; a trivial guess explains %2.</source>
        <translation>Uw model is klaar. Het verklaarde deel is %1 (1 is alles); blind gokken verklaart %2.</translation>
    </message>
    <message>
        <source>Telling apart (AUC)</source>
        <translation>Onderscheid maken (AUC)</translation>
    </message>
    <message>
        <source>Your model is ready. Its score for telling apart is %1, where 1 is perfect.</source>
        <translation>Uw model is klaar. De score voor onderscheid maken is %1; 1 is volmaakt.</translation>
    </message>
    <message>
        <source>Your model is ready. Its score for telling apart is %1, where 1 is perfect; a trivial guess scores %2.</source>
        <translation>Uw model is klaar. De score voor onderscheid maken is %1 (1 is volmaakt); blind gokken haalt %2.</translation>
    </message>
    <message>
        <source>Error while learning (loss)</source>
        <translation>Fout bij het leren (loss)</translation>
    </message>
    <message>
        <source>Your model is ready. The error that is left is %1; lower is better.</source>
        <translation>Uw model is klaar. De fout die overblijft is %1; lager is beter.</translation>
    </message>
    <message>
        <source>Your model is ready. The error that is left is %1; lower is better. A trivial guess leaves %2.</source>
        <translation>Uw model is klaar. De fout die overblijft is %1; lager is beter. Blind gokken laat %2 over.</translation>
    </message>
    <message>
        <source>Error in the chances (log loss)</source>
        <translation>Fout in de kansen (log loss)</translation>
    </message>
    <message>
        <source>Your model is ready. The error in its chances is %1; lower is better.</source>
        <translation>Uw model is klaar. De fout in de kansen is %1; lager is beter.</translation>
    </message>
    <message>
        <source>Your model is ready. The error in its chances is %1; lower is better. A trivial guess leaves %2.</source>
        <translation>Uw model is klaar. De fout in de kansen is %1; lager is beter. Blind gokken laat %2 over.</translation>
    </message>
    <message>
        <source>Surprise at new text (perplexity)</source>
        <translation>Verrassing bij nieuwe tekst (perplexity)</translation>
    </message>
    <message>
        <source>Your model is ready. New text surprises it by %1; lower is better, and 1 is never.</source>
        <translation>Uw model is klaar. Nieuwe tekst verrast het met %1; lager is beter, en 1 is nooit.</translation>
    </message>
    <message>
        <source>Your model is ready. New text surprises it by %1; lower is better, and 1 is never. A trivial guess is at %2.</source>
        <translation>Uw model is klaar. Nieuwe tekst verrast het met %1; lager is beter, en 1 is nooit. Blind gokken komt op %2.</translation>
    </message>
    <message>
        <source>Share of wrong words (WER)</source>
        <translation>Aandeel foute woorden (WER)</translation>
    </message>
    <message>
        <source>Your model is ready. It gets %1 % of the words wrong.</source>
        <translation>Uw model is klaar. Van de woorden is %1 % fout.</translation>
    </message>
    <message>
        <source>Your model is ready. It gets %1 % of the words wrong; a trivial guess %2 %.</source>
        <translation>Uw model is klaar. Van de woorden is %1 % fout; bij blind gokken %2 %.</translation>
    </message>
    <message>
        <source>Score for finding and placing (mAP)</source>
        <translation>Score voor vinden en plaatsen (mAP)</translation>
    </message>
    <message>
        <source>Your model is ready. Its score for finding and placing is %1, where 1 is perfect.</source>
        <translation>Uw model is klaar. De score voor vinden en plaatsen is %1; 1 is volmaakt.</translation>
    </message>
    <message>
        <source>Your model is ready. Its score for finding and placing is %1, where 1 is perfect; a trivial guess scores %2.</source>
        <translation>Uw model is klaar. De score voor vinden en plaatsen is %1 (1 is volmaakt); blind gokken haalt %2.</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Leersnelheid</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>‘%1’</translation>
    </message>
    <message>
        <source>Your model is ready. Its score “%1” is %2.</source>
        <translation>Uw model is klaar. De score ‘%1’ is %2.</translation>
    </message>
    <message>
        <source>Your model is ready. Its score “%1” is %2; a trivial guess scores %3.</source>
        <translation>Uw model is klaar. De score ‘%1’ is %2; blind gokken haalt %3.</translation>
    </message>
    <message>
        <source>Start the job anew with a longer running time.</source>
        <translation>Start de taak opnieuw met een langere looptijd.</translation>
    </message>
    <message>
        <source>A software module that this job needs could not be loaded on the AI factory. This is not your mistake.</source>
        <translation>Een softwaremodule die deze taak nodig heeft, was op de AI-fabriek niet te laden. Dit is niet uw fout.</translation>
    </message>
    <message>
        <source>The Python program that this job needs is not on the AI factory. This is not your mistake.</source>
        <translation>Het Python-programma dat deze taak nodig heeft, staat niet op de AI-fabriek. Dit is niet uw fout.</translation>
    </message>
    <message>
        <source>The folder of this job on the AI factory is not complete, so the job could not begin.</source>
        <translation>De map van deze taak op de AI-fabriek is niet compleet. De taak kon daardoor niet beginnen.</translation>
    </message>
    <message>
        <source>Start the job anew: Werkbank then sends everything again.</source>
        <translation>Start de taak opnieuw: Werkbank verstuurt dan alles nog een keer.</translation>
    </message>
    <message>
        <source>The running time was too short: when it was over, the job was no further than where it began.</source>
        <translation>De looptijd was te kort: toen hij om was, was de taak nog niet verder dan aan het begin.</translation>
    </message>
    <message>
        <source>The job was continued as often as is allowed, and even then it was not ready.</source>
        <translation>De taak is zo vaak voortgezet als is toegestaan, en was toen nog niet klaar.</translation>
    </message>
    <message>
        <source>The running time was over, and the AI factory did not let the job go on by itself.</source>
        <translation>De looptijd was om, en de AI-fabriek liet de taak niet vanzelf verdergaan.</translation>
    </message>
    <message>
        <source>The training program was ended by force. Most often its main memory was full.</source>
        <translation>Het trainingsprogramma is van buitenaf beëindigd. Meestal was dan het werkgeheugen vol.</translation>
    </message>
    <message>
        <source>Start the job anew with more memory, or with less data. If that does not help, send the details to the help desk.</source>
        <translation>Start de taak opnieuw met meer geheugen, of met minder gegevens. Helpt dat niet? Stuur de details dan naar de helpdesk.</translation>
    </message>
    <message>
        <source>Share of right answers</source>
        <translation>Aandeel goede antwoorden</translation>
    </message>
    <message>
        <source>Your own files on this computer stay as they are.</source>
        <translation>Uw eigen bestanden op deze computer blijven zoals ze zijn.</translation>
    </message>
    <message>
        <source>The copy of this data on the factory. To use it there again you upload it again.</source>
        <translation>De kopie van deze gegevens op de fabriek. Om ze daar weer te gebruiken, verstuurt u ze opnieuw.</translation>
    </message>
    <message>
        <source>The job “%1” needs this data, and is not over yet.</source>
        <translation>De taak “%1” heeft deze gegevens nodig, en is nog niet klaar.</translation>
    </message>
    <message>
        <source>A job that was not started on this computer uses this data. The factory says whether it is over before anything is removed.</source>
        <translation>Een taak die niet op deze computer is gestart, gebruikt deze gegevens. Voordat er iets wordt verwijderd, zegt de fabriek of die taak klaar is.</translation>
    </message>
    <message>
        <source>No job uses this data. Removing it is safe.</source>
        <translation>Geen enkele taak gebruikt deze gegevens. U kunt ze veilig verwijderen.</translation>
    </message>
    <message>
        <source>All jobs that used this data are over. Their results stay.</source>
        <translation>Alle taken die deze gegevens gebruikten, zijn klaar. De resultaten blijven.</translation>
    </message>
    <message>
        <source>What the job wrote on the factory: its results and its log there.</source>
        <translation>Wat de taak op de fabriek heeft geschreven: de resultaten en het logboek daar.</translation>
    </message>
    <message>
        <source>This job was not started on this computer, so Werkbank does not know whether anybody still needs its results.</source>
        <translation>Deze taak is niet op deze computer gestart. Werkbank weet dus niet of iemand de resultaten nog nodig heeft.</translation>
    </message>
    <message>
        <source>This job is not over yet.</source>
        <translation>Deze taak is nog niet klaar.</translation>
    </message>
    <message>
        <source>The results are on this computer already. Removing it is safe.</source>
        <translation>De resultaten staan al op deze computer. U kunt dit veilig verwijderen.</translation>
    </message>
    <message>
        <source>The results that you brought home: %1</source>
        <translation>De resultaten die u hebt opgehaald: %1</translation>
    </message>
    <message>
        <source>You have not brought the results home yet. They would be lost.</source>
        <translation>U hebt de resultaten nog niet opgehaald. U zou ze kwijtraken.</translation>
    </message>
    <message>
        <source>This job ended early. What it had written until then would be lost.</source>
        <translation>Deze taak is te vroeg gestopt. Wat er tot dan toe was geschreven, zou u kwijtraken.</translation>
    </message>
    <message>
        <source>This job never began, so it has no results. Removing it is safe.</source>
        <translation>Deze taak is nooit begonnen, dus er zijn geen resultaten. U kunt dit veilig verwijderen.</translation>
    </message>
    <message>
        <source>The job stays in your list of jobs.</source>
        <translation>De taak blijft in uw lijst met taken staan.</translation>
    </message>
    <message>
        <source>What had arrived: that upload begins from the start again.</source>
        <translation>Wat al was aangekomen: dat versturen begint dan weer van voren af aan.</translation>
    </message>
    <message>
        <source>Nothing that is of use.</source>
        <translation>Niets waar u nog iets aan hebt.</translation>
    </message>
    <message>
        <source>Something was written here less than an hour ago. It may still be under way.</source>
        <translation>Hier is minder dan een uur geleden nog iets geschreven. Misschien is het nog bezig.</translation>
    </message>
    <message>
        <source>Left over from something that broke off. Removing it is safe.</source>
        <translation>Overgebleven van iets dat werd afgebroken. U kunt dit veilig verwijderen.</translation>
    </message>
    <message>
        <source>A machine of the AI factory, or its disks, had a problem. This is not your mistake.</source>
        <translation>Een machine van de AI-fabriek, of haar schijven, had een storing. Dit is niet uw fout.</translation>
    </message>
    <message>
        <source>A machine of the AI factory could not end this job. This is not your mistake.</source>
        <translation>Een machine van de AI-fabriek kon deze taak niet afsluiten. Dit is niet uw fout.</translation>
    </message>
    <message>
        <source>The part of the AI factory that starts the jobs did not answer.</source>
        <translation>Het deel van de AI-fabriek dat de taken start, gaf geen antwoord.</translation>
    </message>
    <message>
        <source>The AI factory did not accept this job: what it asks for is not allowed or does not exist there.</source>
        <translation>De AI-fabriek nam deze taak niet aan: wat de taak vraagt, mag niet of bestaat daar niet.</translation>
    </message>
    <message>
        <source>Your disk space on the AI factory is used up.</source>
        <translation>Uw schijfruimte op de AI-fabriek is op.</translation>
    </message>
    <message>
        <source>A disk of the AI factory is full.</source>
        <translation>Een schijf van de AI-fabriek is vol.</translation>
    </message>
    <message>
        <source>The software of this job could not be switched on at the AI factory.</source>
        <translation>De software van deze taak kon op de AI-fabriek niet worden aangezet.</translation>
    </message>
    <message>
        <source>Two pieces of software on the AI factory do not fit together.</source>
        <translation>Twee stukken software op de AI-fabriek passen niet bij elkaar.</translation>
    </message>
    <message>
        <source>The saved model cannot be used: it is damaged, or it belongs to another kind of model.</source>
        <translation>Het bewaarde model is niet te gebruiken: het is beschadigd, of het hoort bij een ander soort model.</translation>
    </message>
    <message>
        <source>The job was not allowed to read or write a file.</source>
        <translation>De taak mocht een bestand niet lezen of schrijven.</translation>
    </message>
    <message>
        <source>The job wanted something from the internet and could not reach it. The computers of many AI factories have no internet.</source>
        <translation>De taak wilde iets van het internet halen en kon er niet bij. De computers van veel AI-fabrieken hebben geen internet.</translation>
    </message>
    <message>
        <source>Hugging Face did not give the model or the data: it asks for an account or an accepted licence.</source>
        <translation>Hugging Face gaf het model of de gegevens niet: daarvoor is een account of een aanvaarde licentie nodig.</translation>
    </message>
    <message>
        <source>The job wanted to report to Weights &amp; Biases and was not signed in there.</source>
        <translation>De taak wilde verslag doen aan Weights &amp; Biases en was daar niet aangemeld.</translation>
    </message>
    <message>
        <source>Another program on the same machine used the same network port.</source>
        <translation>Een ander programma op dezelfde machine gebruikte dezelfde netwerkpoort.</translation>
    </message>
    <message>
        <source>The GPUs waited for one another until the time for it was over.</source>
        <translation>De GPU&apos;s wachtten op elkaar tot de tijd daarvoor om was.</translation>
    </message>
    <message>
        <source>The parts of the job on several GPUs lost one another.</source>
        <translation>De delen van de taak op verschillende GPU&apos;s raakten elkaar kwijt.</translation>
    </message>
    <message>
        <source>The software of this job cannot work with this kind of GPU.</source>
        <translation>De software van deze taak kan niet werken met dit soort GPU.</translation>
    </message>
    <message>
        <source>The job found no GPU that it could use, or the driver of the GPU does not fit the software.</source>
        <translation>De taak vond geen GPU die ze kon gebruiken, of het stuurprogramma van de GPU past niet bij de software.</translation>
    </message>
    <message>
        <source>A GPU of the AI factory is broken. This is not your mistake.</source>
        <translation>Een GPU van de AI-fabriek is stuk. Dit is niet uw fout.</translation>
    </message>
    <message>
        <source>A computation on the GPU went wrong.</source>
        <translation>Een berekening op de GPU ging mis.</translation>
    </message>
    <message>
        <source>The training went off course: its error is no number any more.</source>
        <translation>De training is ontspoord: de fout van het model is geen getal meer.</translation>
    </message>
    <message>
        <source>The training program crashed.</source>
        <translation>Het trainingsprogramma is vastgelopen.</translation>
    </message>
    <message>
        <source>The training program gave up with a crash.</source>
        <translation>Het trainingsprogramma brak zichzelf af.</translation>
    </message>
    <message>
        <source>The training program was stopped from outside, without a reason. Mostly it used too much memory.</source>
        <translation>Het trainingsprogramma is van buitenaf gestopt, zonder reden. Meestal gebruikte het te veel geheugen.</translation>
    </message>
    <message>
        <source>Start the job anew. If it happens again, send the details to the help desk of the AI factory.</source>
        <translation>Start de taak opnieuw. Gebeurt het nog eens? Stuur de details dan naar de helpdesk van de AI-fabriek.</translation>
    </message>
    <message>
        <source>Start the job anew; it goes to another machine. Tell the help desk of the AI factory about it.</source>
        <translation>Start de taak opnieuw; ze gaat dan naar een andere machine. Meld het bij de helpdesk van de AI-fabriek.</translation>
    </message>
    <message>
        <source>Wait a while and start the job anew. If it happens again, ask the help desk of the AI factory.</source>
        <translation>Wacht even en start de taak opnieuw. Gebeurt het nog eens? Vraag het dan aan de helpdesk van de AI-fabriek.</translation>
    </message>
    <message>
        <source>Look at the line of the log, change what the job asks for, and start it anew; or ask the help desk of the AI factory.</source>
        <translation>Bekijk de regel uit het logboek, verander wat de taak vraagt en start opnieuw; of vraag het aan de helpdesk van de AI-fabriek.</translation>
    </message>
    <message>
        <source>Remove old jobs and data sets on the AI factory, and start the job anew. If there is room enough, ask the help desk.</source>
        <translation>Ruim oude taken en gegevens op de AI-fabriek op, en start de taak opnieuw. Is er ruimte genoeg? Vraag het dan aan de helpdesk.</translation>
    </message>
    <message>
        <source>Start the job anew without the saved model, or with one of the same kind.</source>
        <translation>Start de taak opnieuw zonder het bewaarde model, of met een model van hetzelfde soort.</translation>
    </message>
    <message>
        <source>Look at the line of the log for the name of the file. Ask the help desk of the AI factory when it is not yours.</source>
        <translation>De naam van het bestand staat in de regel uit het logboek. Is het niet van u? Vraag het dan aan de helpdesk van de AI-fabriek.</translation>
    </message>
    <message>
        <source>Let the job use only what is already on the AI factory: upload the model or the data first.</source>
        <translation>Laat de taak alleen gebruiken wat al op de AI-fabriek staat: breng het model of de gegevens er eerst heen.</translation>
    </message>
    <message>
        <source>Accept the licence on huggingface.co with your account, set its access token for the job, and start it anew.</source>
        <translation>Aanvaard de licentie op huggingface.co met uw account, geef de taak de toegangscode daarvan, en start opnieuw.</translation>
    </message>
    <message>
        <source>Switch that report off in the program, or give the job its access key, and start it anew.</source>
        <translation>Zet dat verslag uit in het programma, of geef de taak de toegangscode, en start opnieuw.</translation>
    </message>
    <message>
        <source>Start the job anew: it then gets another machine or another port.</source>
        <translation>Start de taak opnieuw: dan krijgt ze een andere machine of een andere poort.</translation>
    </message>
    <message>
        <source>Start the job anew. If it happens again, try it on one machine.</source>
        <translation>Start de taak opnieuw. Gebeurt het nog eens? Probeer het dan op één machine.</translation>
    </message>
    <message>
        <source>Choose another kind of GPU, or tell the help desk of the AI factory, with the details of this job.</source>
        <translation>Kies een ander soort GPU, of meld het bij de helpdesk van de AI-fabriek, met de details van deze taak.</translation>
    </message>
    <message>
        <source>Look whether the job asked for a GPU. If it did, tell the help desk of the AI factory.</source>
        <translation>Kijk of de taak om een GPU vroeg. Zo ja, meld het dan bij de helpdesk van de AI-fabriek.</translation>
    </message>
    <message>
        <source>Start the job anew, and tell the help desk of the AI factory.</source>
        <translation>Start de taak opnieuw, en meld het bij de helpdesk van de AI-fabriek.</translation>
    </message>
    <message>
        <source>Look at the data first: often a label or a number is out of range. Otherwise send the details to the help desk.</source>
        <translation>Kijk eerst naar de gegevens: vaak valt een label of een getal buiten het bereik. Anders: stuur de details naar de helpdesk.</translation>
    </message>
    <message>
        <source>Start the job anew with a learning rate that is three times smaller.</source>
        <translation>Start de taak opnieuw met een leersnelheid die drie keer zo klein is.</translation>
    </message>
    <message>
        <source>Start the job anew. If it happens again, send the details to the help desk.</source>
        <translation>Start de taak opnieuw. Gebeurt het nog eens? Stuur de details dan naar de helpdesk.</translation>
    </message>
    <message>
        <source>Try again with batches of %1</source>
        <translation>Opnieuw met batches van %1</translation>
    </message>
    <message>
        <source>This time it works in batches of %1, so that less is in the memory of the GPU at once.</source>
        <translation>Deze keer werkt de taak in batches van %1, zodat er minder tegelijk in het geheugen van de GPU staat.</translation>
    </message>
    <message>
        <source>Try again with smaller steps</source>
        <translation>Opnieuw met kleinere stappen</translation>
    </message>
    <message>
        <source>This time its learning rate is %1, a third of what it was.</source>
        <translation>Deze keer is de leersnelheid %1, een derde van wat die was.</translation>
    </message>
    <message>
        <source>Try again with twice the time</source>
        <translation>Opnieuw met twee keer zo veel tijd</translation>
    </message>
    <message>
        <source>Try again with twice the memory</source>
        <translation>Opnieuw met twee keer zo veel geheugen</translation>
    </message>
    <message>
        <source>This time it asks for %1 of main memory.</source>
        <translation>Deze keer vraagt de taak om %1 werkgeheugen.</translation>
    </message>
    <message>
        <source>A job that asks for less time or fewer GPUs often starts sooner: it fits into the gaps.</source>
        <translation>Een taak die om minder tijd of minder GPU&apos;s vraagt, start vaak eerder: die past in de gaten.</translation>
    </message>
    <message>
        <source>It starts sooner when you stop another job of yours that you no longer need.</source>
        <translation>Deze taak start eerder als u een andere taak stopt die u niet meer nodig hebt.</translation>
    </message>
    <message>
        <source>Your job was interrupted and is in the queue again. It starts by itself.</source>
        <translation>Uw taak is onderbroken en staat weer in de wachtrij. De taak start vanzelf.</translation>
    </message>
    <message>
        <source>Your job may only use machines that were set apart for it, and there are none (any more). Cancel it and ask your coach or the help desk.</source>
        <translation>Uw taak mag alleen machines gebruiken die ervoor apart zijn gezet, en die zijn er niet (meer). Annuleer hem en vraag het aan uw coach of aan de helpdesk.</translation>
    </message>
    <message>
        <source>Your job could not be started on its machine and has been put on hold. Cancel it and start it anew. If it happens again, ask the help desk.</source>
        <translation>Uw taak kon niet starten op de machine en is vastgezet. Annuleer hem en start opnieuw. Gebeurt het nog eens? Vraag het dan aan de helpdesk.</translation>
    </message>
    <message>
        <source>A job that asks for less time or fewer GPUs may still fit into what is left.</source>
        <translation>Een taak die om minder tijd of minder GPU&apos;s vraagt, past misschien nog in wat er over is.</translation>
    </message>
    <message>
        <source>Your project has used so much lately that its jobs must wait. It starts by itself later.</source>
        <translation>Uw project heeft de laatste tijd zo veel gebruikt dat de taken ervan moeten wachten. De taak start later vanzelf.</translation>
    </message>
    <message>
        <source>Your job asks for more computing hours than one job may use, so it will not start. Cancel it and choose a shorter running time or fewer GPUs.</source>
        <translation>Uw taak vraagt om meer rekenuren dan één taak mag gebruiken en zal dus niet starten. Annuleer hem en kies een kortere looptijd of minder GPU&apos;s.</translation>
    </message>
    <message>
        <source>Your job asks for less than this part of the machine is meant for, so it will not start. Cancel it and ask the help desk which part suits.</source>
        <translation>Uw taak vraagt om minder dan waar dit deel van de machine voor bedoeld is en zal dus niet starten. Annuleer hem en vraag de helpdesk welk deel wel past.</translation>
    </message>
    <message>
        <source>Before planned maintenance only jobs start that end in time: one that asks for less time may start now.</source>
        <translation>Vóór gepland onderhoud starten alleen taken die op tijd klaar zijn: een taak die om minder tijd vraagt, kan misschien nu starten.</translation>
    </message>
    <message>
        <source>The AI factory has no electricity to spare for more jobs now. Your job starts by itself later.</source>
        <translation>De AI-fabriek heeft nu geen stroom over voor meer taken. Uw taak start later vanzelf.</translation>
    </message>
    <message>
        <source>Your job uses software of which all licences are in use. It starts as soon as one is free.</source>
        <translation>Uw taak gebruikt software waarvan alle licenties bezet zijn. De taak start zodra er een vrij is.</translation>
    </message>
    <message>
        <source>Your job waits until its fast storage is ready. It starts by itself.</source>
        <translation>Uw taak wacht tot de snelle opslag klaar is. De taak start vanzelf.</translation>
    </message>
    <message>
        <source>A machine is being made ready for your job. It starts in a moment.</source>
        <translation>Er wordt een machine klaargemaakt voor uw taak. De taak start zo.</translation>
    </message>
    <message>
        <source>The factory expects it to start at %1 or earlier.</source>
        <translation>De fabriek verwacht dat de taak om %1 begint, of eerder.</translation>
    </message>
    <message>
        <source>It will probably start between %1 and %2. For your last %3 jobs here the factory&apos;s forecast was off by %4 on average.</source>
        <translation>De taak begint waarschijnlijk tussen %1 en %2. Bij uw laatste %3 taken hier zat de fabriek er gemiddeld %4 naast.</translation>
    </message>
    <message>
        <source>Found among the first five</source>
        <translation>Gevonden bij de eerste vijf</translation>
    </message>
    <message>
        <source>Your search is ready. For %1 % of the questions the right page is among the first five.</source>
        <translation>Uw zoekmachine is klaar. Bij %1 % van de vragen staat de goede bladzijde bij de eerste vijf.</translation>
    </message>
    <message>
        <source>Your search is ready. For %1 % of the questions the right page is among the first five; counting words alone finds %2 %.</source>
        <translation>Uw zoekmachine is klaar. Bij %1 % van de vragen staat de goede bladzijde bij de eerste vijf; alleen woorden tellen vindt er %2 %.</translation>
    </message>
    <message>
        <source>Score for whole marks (F1)</source>
        <translation>Score voor hele merken (F1)</translation>
    </message>
    <message>
        <source>Your model is ready. Its score for marking names and facts is %1, where 1 is perfect.</source>
        <translation>Uw model is klaar. Zijn score voor het markeren van namen en feiten is %1; 1 is perfect.</translation>
    </message>
    <message>
        <source>Your model is ready. Its score for marking names and facts is %1, where 1 is perfect; a trivial guess scores %2.</source>
        <translation>Uw model is klaar. Zijn score voor het markeren van namen en feiten is %1; 1 is perfect, en simpel gokken scoort %2.</translation>
    </message>
    <message>
        <source>Done per second</source>
        <translation>Verwerkt per seconde</translation>
    </message>
    <message>
        <source>All of it went through the model: %1 a second.</source>
        <translation>Alles is door het model gegaan: %1 per seconde.</translation>
    </message>
    <message>
        <source>All of it went through the model: %1 a second, beside %2.</source>
        <translation>Alles is door het model gegaan: %1 per seconde, naast %2.</translation>
    </message>
    <message>
        <source>The program&apos;s own figure</source>
        <translation>Het eigen cijfer van het programma</translation>
    </message>
    <message>
        <source>Your program has finished. Its own figure is %1.</source>
        <translation>Uw programma is klaar. Zijn eigen cijfer is %1.</translation>
    </message>
    <message>
        <source>Your program has finished. Its own figure is %1, beside %2.</source>
        <translation>Uw programma is klaar. Zijn eigen cijfer is %1, naast %2.</translation>
    </message>
    <message>
        <source>Your job has finished. Its results are ready.</source>
        <translation>Uw taak is klaar. De resultaten liggen gereed.</translation>
    </message>
    <message>
        <source>It finished its work.</source>
        <translation>De taak is klaar met zijn werk.</translation>
    </message>
    <message>
        <source>It has ended. Its last results are being read.</source>
        <translation>De taak is gestopt. De laatste resultaten worden gelezen.</translation>
    </message>
    <message>
        <source>It is running now.</source>
        <translation>De taak loopt nu.</translation>
    </message>
    <message>
        <source>It has its machine and is getting ready.</source>
        <translation>De taak heeft een machine en maakt zich klaar.</translation>
    </message>
    <message>
        <source>This job waits for its turn to go on. Its work is saved up to step %1.</source>
        <translation>Deze taak wacht op zijn beurt om verder te gaan. Het werk is bewaard tot en met stap %1.</translation>
    </message>
    <message>
        <source>This job waits for its turn to begin again: it had not saved anything.</source>
        <translation>Deze taak wacht op zijn beurt om opnieuw te beginnen: er was nog niets bewaard.</translation>
    </message>
    <message>
        <source>This job was continued once by itself. Nothing is lost: it went on from step %1.</source>
        <translation>Deze taak is één keer vanzelf verdergegaan. Er is niets verloren: hij ging verder vanaf stap %1.</translation>
    </message>
    <message>
        <source>This job was continued %1 times by itself. Nothing is lost: the last time it went on from step %2.</source>
        <translation>Deze taak is %1 keer vanzelf verdergegaan. Er is niets verloren: de laatste keer ging hij verder vanaf stap %2.</translation>
    </message>
    <message>
        <source>This job was continued once by itself, from step %1. It had to do %2 steps again that were not saved.</source>
        <translation>Deze taak is één keer vanzelf verdergegaan, vanaf stap %1. Hij moest %2 stappen overdoen die niet bewaard waren.</translation>
    </message>
    <message>
        <source>This job was continued %1 times by itself, the last time from step %2. It had to do %3 steps again that were not saved.</source>
        <translation>Deze taak is %1 keer vanzelf verdergegaan, de laatste keer vanaf stap %2. Hij moest %3 stappen overdoen die niet bewaard waren.</translation>
    </message>
    <message>
        <source>Its work is saved up to step %1. Let it go on from there, with a longer running time.</source>
        <translation>Het werk is bewaard tot en met stap %1. Laat de taak vanaf daar verdergaan, met een langere looptijd.</translation>
    </message>
    <message>
        <source>Your job has saved its work up to step %1 and waits for its next turn.</source>
        <translation>Uw taak heeft zijn werk bewaard tot en met stap %1 en wacht op zijn volgende beurt.</translation>
    </message>
    <message>
        <source>Your job was interrupted before it had saved anything. It begins again.</source>
        <translation>Uw taak is onderbroken voordat er iets bewaard was. Hij begint opnieuw.</translation>
    </message>
    <message>
        <source>What it has done so far is safe: it is saved up to step %1.</source>
        <translation>Wat de taak tot nu toe deed, is veilig: het is bewaard tot en met stap %1.</translation>
    </message>
    <message>
        <source>It goes on from there by itself, in a few minutes or when there is room. You need not do anything and can switch off this computer.</source>
        <translation>Hij gaat vanzelf verder vanaf daar, over een paar minuten of als er plaats is. U hoeft niets te doen en kunt deze computer uitzetten.</translation>
    </message>
    <message>
        <source>It begins by itself, in a few minutes or when there is room. You need not do anything and can switch off this computer.</source>
        <translation>Hij begint vanzelf, over een paar minuten of als er plaats is. U hoeft niets te doen en kunt deze computer uitzetten.</translation>
    </message>
    <message>
        <source>The saved work of the job before could not be brought over, so this job did not begin.</source>
        <translation>Het bewaarde werk van de vorige taak kon niet worden overgenomen. Daarom is deze taak niet begonnen.</translation>
    </message>
    <message>
        <source>Look whether the job before is still stored on the AI factory and whether there is room for it. Otherwise make the job anew; it then begins at the start.</source>
        <translation>Kijk of de vorige taak nog op de AI-fabriek staat en of er ruimte is. Maak anders de taak opnieuw; die begint dan bij het begin.</translation>
    </message>
    <message>
        <source>The time was up. It saved its work, to go on by itself.</source>
        <translation>De tijd was om. De taak heeft zijn werk bewaard en gaat vanzelf verder.</translation>
    </message>
    <message>
        <source>It was interrupted by the AI factory, which did not say why.</source>
        <translation>De AI-fabriek heeft de taak onderbroken maar niet gezegd waarom.</translation>
    </message>
    <message>
        <source>This time it may take %1. It begins at the start.</source>
        <translation>Deze keer mag het %1 duren. De taak begint bij het begin.</translation>
    </message>
    <message>
        <source>Go on with twice the time</source>
        <translation>Verdergaan met twee keer zo veel tijd</translation>
    </message>
    <message>
        <source>This time it may take %1. It goes on from step %2 of the job before, as long as you leave the data and the answers as they are.</source>
        <translation>Deze keer mag het %1 duren. De taak gaat verder vanaf stap %2 van de vorige taak, zolang u de gegevens en de antwoorden laat zoals ze zijn.</translation>
    </message>
    <message>
        <source>Make room</source>
        <translation>Ruimte maken</translation>
    </message>
    <message>
        <source>Try again with other software</source>
        <translation>Opnieuw met andere software</translation>
    </message>
    <message>
        <source>This time it uses the other software that the AI factory has for such jobs.</source>
        <translation>Deze keer gebruikt de taak de andere software die de AI-fabriek voor zulke taken heeft.</translation>
    </message>
    <message>
        <source>It needs about %1 more than it may run at one go. Just before that time is up it saves its work, and later it goes on by itself. You need not do anything.</source>
        <translation>De taak heeft ongeveer %1 meer nodig dan hij achter elkaar mag lopen. Vlak voordat de tijd om is, bewaart hij zijn werk; later gaat hij vanzelf verder. U hoeft niets te doen.</translation>
    </message>
    <message>
        <source>It needs about %1 more than it may run. At %2 it is stopped, and its work is lost. Better stop it now and start it anew with more time, or with less data.</source>
        <translation>De taak heeft ongeveer %1 meer nodig dan hij mag lopen. Om %2 wordt hij gestopt en is het werk verloren. Stop hem liever nu en start hem opnieuw met meer tijd of minder gegevens.</translation>
    </message>
    <message>
        <source>Go on where it stopped</source>
        <translation>Verdergaan waar de taak stopte</translation>
    </message>
    <message>
        <source>It goes on from step %1 of the job before, as long as you leave the data and the answers as they are.</source>
        <translation>De taak gaat verder vanaf stap %1 van de vorige taak, zolang u de gegevens en de antwoorden laat zoals ze zijn.</translation>
    </message>
    <message>
        <source>Your notebook is running.</source>
        <translation>Uw notebook loopt.</translation>
    </message>
    <message>
        <source>The trial run is getting ready to measure.</source>
        <translation>De proefrit maakt zich klaar om te meten.</translation>
    </message>
    <message>
        <source>The trial run is measuring: %1 % is done.</source>
        <translation>De proefrit is aan het meten: %1 % is klaar.</translation>
    </message>
    <message>
        <source>The trial run has ended, but it measured nothing.</source>
        <translation>De proefrit is klaar, maar heeft niets gemeten.</translation>
    </message>
    <message>
        <source>The trial run is ready.</source>
        <translation>De proefrit is klaar.</translation>
    </message>
    <message>
        <source>You can start the whole run all the same; your data is not sent again.</source>
        <translation>U kunt de hele training toch starten. Uw gegevens hoeven niet opnieuw verstuurd te worden.</translation>
    </message>
    <message>
        <source>There is no trial run of &quot;%1&quot;: it does not learn step by step, so a short run cannot tell how long all of it takes. Start the whole run.</source>
        <translation>Van &quot;%1&quot; is er geen proefrit: dit leert niet stap voor stap, dus een korte rit zegt niet hoelang het geheel duurt. Start meteen de hele taak.</translation>
    </message>
    <message>
        <source>Here a recording of an earlier run is shown, in which there is nothing to measure. Start the whole run.</source>
        <translation>Hier wordt een opname van een eerdere training getoond. Daar valt niets aan te meten. Start meteen de hele taak.</translation>
    </message>
    <message>
        <source>This was a trial run, which leaves no results. Removing it is safe.</source>
        <translation>Dit was een proefrit; die laat geen resultaten na. U kunt hem gerust verwijderen.</translation>
    </message>
    <message>
        <source>The whole run will take about %1 (%2 to %3).</source>
        <translation>De hele training duurt ongeveer %1 (%2 tot %3).</translation>
    </message>
    <message>
        <source>The whole run will take about %1 (%2 to %3), %4 GPU-hours.</source>
        <translation>De hele training duurt ongeveer %1 (%2 tot %3) en kost %4 GPU-uur.</translation>
    </message>
    <message>
        <source>It may be ready sooner: it stops by itself when it gets no better.</source>
        <translation>Het kan ook eerder klaar zijn: de training stopt vanzelf als het niet meer beter wordt.</translation>
    </message>
    <message>
        <source>It may be ready sooner: it stops by itself when it gets no better. The guess before the trial run was %1 to %2.</source>
        <translation>Het kan ook eerder klaar zijn: de training stopt vanzelf als het niet meer beter wordt. Vóór de proefrit was de schatting %1 tot %2.</translation>
    </message>
    <message>
        <source>The guess before the trial run was %1 to %2.</source>
        <translation>Vóór de proefrit was de schatting %1 tot %2.</translation>
    </message>
    <message>
        <source>The trial run had too little time: reading the data and the first steps took longer already.</source>
        <translation>De proefrit had te weinig tijd: het inlezen en de eerste stappen duurden al langer.</translation>
    </message>
    <message>
        <source>Start the whole run. After a while it says by itself how long it still takes.</source>
        <translation>Start de hele training. Die zegt na een tijdje zelf hoelang het nog duurt.</translation>
    </message>
    <message>
        <source>Your job has its machine and is getting ready to try %1 settings.</source>
        <translation>Uw taak heeft een machine en maakt zich klaar om %1 instellingen te proberen.</translation>
    </message>
    <message>
        <source>Several settings are being tried: %1 of %2 are ready.</source>
        <translation>Er worden meerdere instellingen geprobeerd: %1 van de %2 zijn klaar.</translation>
    </message>
    <message>
        <source>A trial run measures one run. Choose either a trial run or several settings.</source>
        <translation>Een proefrit meet één training. Kies een proefrit of meerdere instellingen, niet allebei.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot try several settings. Start one run.</source>
        <translation>&quot;%1&quot; kan niet meerdere instellingen proberen. Start één training.</translation>
    </message>
    <message>
        <source>Here a recording of an earlier run is shown, which cannot try several settings. Start one run.</source>
        <translation>Hier wordt een opname van een eerdere training getoond. Die kan niet meerdere instellingen proberen. Start één training.</translation>
    </message>
    <message>
        <source>With these answers &quot;%1&quot; has no other settings to try. Start one run.</source>
        <translation>Bij deze antwoorden heeft &quot;%1&quot; geen andere instellingen om te proberen. Start één training.</translation>
    </message>
    <message>
        <source>Which settings this job was to try can no longer be read. Make the job anew.</source>
        <translation>Welke instellingen deze taak zou proberen, is niet meer te lezen. Maak de taak opnieuw.</translation>
    </message>
    <message>
        <source>Not begun</source>
        <translation>Niet begonnen</translation>
    </message>
    <message>
        <source>Waits</source>
        <translation>Wacht</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Bezig</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Klaar</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Mislukt</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Gestopt</translation>
    </message>
    <message>
        <source>Broken off</source>
        <translation>Afgebroken</translation>
    </message>
    <message>
        <source>Werkbank tries %1 settings. The first result is still to come.</source>
        <translation>Werkbank probeert %1 instellingen. Het eerste resultaat moet nog komen.</translation>
    </message>
    <message>
        <source>Werkbank tries %1 settings: %2 ready. The best so far is number %3.</source>
        <translation>Werkbank probeert %1 instellingen: %2 klaar. Tot nu toe is nummer %3 de beste.</translation>
    </message>
    <message>
        <source>None of the %1 settings gave a result.</source>
        <translation>Geen van de %1 instellingen gaf een resultaat.</translation>
    </message>
    <message>
        <source>%2 of %1 settings gave a result. Your own answers were the best; that model is your result.</source>
        <translation>%2 van de %1 instellingen gaven een resultaat. Uw eigen antwoorden waren het best; dat model is uw resultaat.</translation>
    </message>
    <message>
        <source>%2 of %1 settings gave a result. Number %3 was the best; that model is your result.</source>
        <translation>%2 van de %1 instellingen gaven een resultaat. Nummer %3 was de beste; dat model is uw resultaat.</translation>
    </message>
    <message>
        <source>%1 yes</source>
        <translation>%1 ja</translation>
    </message>
    <message>
        <source>%1 no</source>
        <translation>%1 nee</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>The best is chosen on data that is kept apart for choosing. The test data is left out of it: that way its score stays honest for data that the model has never seen.</source>
        <translation>De beste wordt gekozen met gegevens die daarvoor apart zijn gehouden. De testgegevens doen daar niet aan mee: zo blijft hun cijfer eerlijk voor gegevens die het model nooit heeft gezien.</translation>
    </message>
    <message>
        <source>The software on the AI factory cannot run one job on several graphics cards. This is not your mistake.</source>
        <translation>De software op de AI-fabriek kan één taak niet op meer grafische kaarten draaien. Dit is niet uw fout.</translation>
    </message>
    <message>
        <source>Start the job anew on one graphics card, or tell the help desk.</source>
        <translation>Start de taak opnieuw op één grafische kaart, of meld het aan de helpdesk.</translation>
    </message>
    <message>
        <source>The computers of this job could not find one another. This is not your mistake.</source>
        <translation>De computers van deze taak konden elkaar niet vinden. Dit is niet uw fout.</translation>
    </message>
    <message>
        <source>Start the job anew on one computer, or tell the help desk.</source>
        <translation>Start de taak opnieuw op één computer, of meld het aan de helpdesk.</translation>
    </message>
    <message>
        <source>The AI factory had no room to unpack the data of this job, so the job could not begin.</source>
        <translation>De AI-fabriek had geen ruimte om de gegevens van deze taak uit te pakken. Daarom kon de taak niet beginnen.</translation>
    </message>
    <message>
        <source>Remove data or jobs that you no longer need and start the job anew. If that does not help, ask the help desk for more room.</source>
        <translation>Verwijder gegevens of taken die u niet meer nodig hebt en start de taak opnieuw. Helpt dat niet? Vraag de helpdesk dan om meer ruimte.</translation>
    </message>
    <message>
        <source>The packed data of this job could not be unpacked: it is not what was sent to the AI factory.</source>
        <translation>De samengepakte gegevens van deze taak konden niet worden uitgepakt: ze zijn niet meer wat naar de AI-fabriek is verstuurd.</translation>
    </message>
    <message>
        <source>Check the data on the Factory page. Then start the job anew: Werkbank sends again what is damaged.</source>
        <translation>Controleer de gegevens op de pagina Fabriek. Start de taak daarna opnieuw: Werkbank verstuurt nog eens wat beschadigd is.</translation>
    </message>
    <message>
        <source>The AI factory gave this job fewer graphics cards than it asked for. This is not your mistake.</source>
        <translation>De AI-fabriek gaf deze taak minder grafische kaarten dan gevraagd. Dit is niet uw fout.</translation>
    </message>
    <message>
        <source>Start the job anew. If it happens again, choose fewer graphics cards, or tell the help desk.</source>
        <translation>Start de taak opnieuw. Gebeurt het weer, kies dan minder grafische kaarten of meld het aan de helpdesk.</translation>
    </message>
    <message>
        <source>The computers of this job do not see the same saved work, so it could not go on. This is not your mistake.</source>
        <translation>De computers van deze taak zien niet hetzelfde bewaarde werk. Daarom kon de taak niet verder. Dit is niet uw fout.</translation>
    </message>
    <message>
        <source>Start the job anew. If it happens again, choose one computer, or tell the help desk.</source>
        <translation>Start de taak opnieuw. Gebeurt het weer, kies dan één computer of meld het aan de helpdesk.</translation>
    </message>
    <message>
        <source>There are readings of %1 of the %2 computers of this job. What the others did is not known.</source>
        <translation>Er zijn metingen van %1 van de %2 computers van deze taak. Wat de andere deden, is niet bekend.</translation>
    </message>
    <message>
        <source>Readings come from %1 of the %2 computers of this job. What the others do is not known. The job itself can go on all the same.</source>
        <translation>Er komen metingen van %1 van de %2 computers van deze taak. Wat de andere doen, is niet bekend. De taak zelf kan gewoon doorgaan.</translation>
    </message>
</context>
<context>
    <name>practice</name>
    <message>
        <source>This computer cannot run this template (Python or one of its packages is missing), and there is no recorded run to show instead. Choose another template, or a real factory.</source>
        <translation>Deze computer kan dit sjabloon niet uitvoeren (Python of een onderdeel ervan ontbreekt) en er is geen opname om te laten zien. Kies een ander sjabloon of een echte fabriek.</translation>
    </message>
    <message>
        <source>The practice factory does not know this job. Start it again from New job.</source>
        <translation>De oefenfabriek kent deze taak niet. Start hem opnieuw bij Nieuwe taak.</translation>
    </message>
    <message>
        <source>This job has left no results to bring home. Look at its log for the reason.</source>
        <translation>Deze taak heeft geen resultaten achtergelaten. Kijk in het logboek waarom.</translation>
    </message>
    <message>
        <source>The practice job could not be started on this computer. Restart Werkbank and try again.</source>
        <translation>De oefentaak kon op deze computer niet starten. Start Werkbank opnieuw en probeer het nog eens.</translation>
    </message>
    <message>
        <source>Copying files</source>
        <translation>Bestanden worden gekopieerd</translation>
    </message>
    <message>
        <source>%1 changed while it was being copied. Close the program that is writing to it and try again.</source>
        <translation>%1 veranderde tijdens het kopiëren. Sluit het programma dat erin schrijft en probeer het opnieuw.</translation>
    </message>
    <message>
        <source>The practice factory is on this computer. You need no key for it.</source>
        <translation>De oefenfabriek staat op deze computer. U hebt er geen sleutel voor nodig.</translation>
    </message>
    <message>
        <source>The data set %1 is not in the practice factory any more. Upload the data again if you need it there.</source>
        <translation>De gegevens %1 staan niet meer in de oefenfabriek. Verstuur ze opnieuw als u ze daar nodig hebt.</translation>
    </message>
</context>
<context>
    <name>slurm</name>
    <message>
        <source>The factory gave an answer that Werkbank does not understand. Nothing was changed. Werkbank asks again; if this stays, send the details to the help desk.</source>
        <translation>De fabriek gaf een antwoord dat Werkbank niet begrijpt. Er is niets veranderd. Werkbank vraagt het nog eens. Blijft dit zo, stuur dan de details naar de helpdesk.</translation>
    </message>
    <message>
        <source>The factory does not know this job. Either it was never started there, or it ended so long ago that the factory has forgotten it.</source>
        <translation>De fabriek kent deze taak niet. Hij is daar nooit gestart, of hij is zo lang geleden gestopt dat de fabriek hem vergeten is.</translation>
    </message>
    <message>
        <source>The factory is slow and has not confirmed yet that it has your job. Werkbank asks again by itself. The job will not be started twice.</source>
        <translation>De fabriek is traag en heeft nog niet bevestigd dat uw taak binnen is. Werkbank vraagt het vanzelf nog eens. De taak wordt niet twee keer gestart.</translation>
    </message>
    <message>
        <source>The data &quot;%1&quot; is not on the factory any more. Upload it again, then start the job.</source>
        <translation>De gegevens &quot;%1&quot; staan niet meer op de fabriek. Upload ze opnieuw en start daarna de taak.</translation>
    </message>
    <message>
        <source>This job was cancelled before the factory had it. Start a new job if you want it after all.</source>
        <translation>Deze taak is geannuleerd voordat de fabriek hem had. Start een nieuwe taak als u hem toch wilt.</translation>
    </message>
    <message>
        <source>Werkbank cannot write in the folder %1 on the factory. Perhaps your room there is full. Remove what you no longer need, or ask the help desk.</source>
        <translation>Werkbank kan niet schrijven in de map %1 op de fabriek. Misschien is uw ruimte daar vol. Verwijder wat u niet meer nodig heeft, of vraag het de helpdesk.</translation>
    </message>
    <message>
        <source>This job cannot be sent, because Werkbank described it wrongly. Please report this.</source>
        <translation>Deze taak kan niet verstuurd worden, omdat Werkbank hem verkeerd heeft beschreven. Meld dit alstublieft.</translation>
    </message>
    <message>
        <source>The factory has not confirmed yet that your job is cancelled. Werkbank asks again by itself.</source>
        <translation>De fabriek heeft nog niet bevestigd dat uw taak geannuleerd is. Werkbank vraagt het vanzelf nog eens.</translation>
    </message>
    <message>
        <source>%1 has no GPUs that you may use. Ask the help desk, or choose a job that needs no GPU.</source>
        <translation>%1 heeft geen GPU&apos;s die u mag gebruiken. Vraag het de helpdesk, of kies een taak zonder GPU.</translation>
    </message>
    <message>
        <source>This job asks for %1 GPUs in one computer, and %2 has at most %3. Choose fewer GPUs.</source>
        <translation>Deze taak vraagt %1 GPU&apos;s in één computer. %2 heeft er hoogstens %3. Kies minder GPU&apos;s.</translation>
    </message>
    <message>
        <source>This job asks for more memory than one computer of %1 has (%2 GB). Choose a smaller model or less data.</source>
        <translation>Deze taak vraagt meer geheugen dan één computer van %1 heeft (%2 GB). Kies een kleiner model of minder gegevens.</translation>
    </message>
    <message>
        <source>This job asks for more computers at once than %1 gives one job (%2). Choose fewer GPUs.</source>
        <translation>Deze taak vraagt meer computers tegelijk dan %1 aan één taak geeft (%2). Kies minder GPU&apos;s.</translation>
    </message>
    <message>
        <source>This job asks for more time than %1 gives one job. The longest is %2. Choose a shorter time.</source>
        <translation>Deze taak vraagt meer tijd dan %1 aan één taak geeft. Het langste is %2. Kies een kortere tijd.</translation>
    </message>
    <message>
        <source>None of your projects on %1 may run a job of this size. Choose a smaller one, or ask the help desk what your project may use.</source>
        <translation>Geen van uw projecten op %1 mag een taak van deze grootte draaien. Kies een kleinere taak, of vraag de helpdesk wat uw project mag gebruiken.</translation>
    </message>
    <message>
        <source>You are signed in to %1, but no project with computing time belongs to your user name. Ask the help desk to add you to your project.</source>
        <translation>U bent aangemeld bij %1, maar bij uw gebruikersnaam hoort geen project met rekentijd. Vraag de helpdesk om u aan uw project toe te voegen.</translation>
    </message>
    <message>
        <source>The factory does not give one job this much time. Choose a shorter time.</source>
        <translation>De fabriek geeft één taak niet zoveel tijd. Kies een kortere tijd.</translation>
    </message>
    <message>
        <source>The computing time of your project is used up, or this job would use more than is left. Choose a shorter or smaller job, or ask for more computing time.</source>
        <translation>De rekentijd van uw project is op, of deze taak kost meer dan er nog over is. Kies een kortere of kleinere taak, of vraag extra rekentijd aan.</translation>
    </message>
    <message>
        <source>You have as many jobs waiting or running as the factory allows. Wait until one has ended, or cancel one, and start this job again.</source>
        <translation>U heeft al zoveel wachtende en draaiende taken als de fabriek toestaat. Wacht tot er een klaar is, of annuleer er een, en start deze taak dan opnieuw.</translation>
    </message>
    <message>
        <source>The factory does not accept the project that this job would be charged to. Perhaps it has ended, or you are not a member of it yet. Ask the help desk to check your project.</source>
        <translation>De fabriek accepteert het project niet waarop deze taak geboekt wordt. Misschien is het afgelopen, of bent u nog geen lid. Vraag de helpdesk om uw project na te kijken.</translation>
    </message>
    <message>
        <source>This job is larger or longer than your project may run, or you have too many jobs already. Choose fewer GPUs or a shorter time, or wait until another job has ended.</source>
        <translation>Deze taak is groter of langer dan uw project mag draaien, of u heeft al te veel taken. Kies minder GPU&apos;s of een kortere tijd, of wacht tot een andere taak klaar is.</translation>
    </message>
    <message>
        <source>The factory does not have this kind or this number of GPUs in one computer. Choose fewer GPUs. If this stays, tell the help desk that Werkbank&apos;s description of the factory is wrong.</source>
        <translation>De fabriek heeft dit soort of dit aantal GPU&apos;s niet in één computer. Kies minder GPU&apos;s. Blijft dit zo, meld de helpdesk dan dat de beschrijving van de fabriek in Werkbank niet klopt.</translation>
    </message>
    <message>
        <source>This job asks for more memory than one computer of the factory has. Choose a smaller model or less data.</source>
        <translation>Deze taak vraagt meer geheugen dan één computer van de fabriek heeft. Kies een kleiner model of minder gegevens.</translation>
    </message>
    <message>
        <source>The factory has no computers with this combination of GPUs, processors and memory. Choose fewer GPUs or a smaller job.</source>
        <translation>De fabriek heeft geen computers met deze combinatie van GPU&apos;s, processors en geheugen. Kies minder GPU&apos;s of een kleinere taak.</translation>
    </message>
    <message>
        <source>This part of the factory takes no jobs at the moment, probably because of maintenance. Try again later, or look at the factory&apos;s status page.</source>
        <translation>Dit deel van de fabriek neemt nu geen taken aan, waarschijnlijk door onderhoud. Probeer het later opnieuw, of kijk op de statuspagina van de fabriek.</translation>
    </message>
    <message>
        <source>You may not use this part of the factory. Ask the help desk for access, and tell them which job you wanted to run.</source>
        <translation>U mag dit deel van de fabriek niet gebruiken. Vraag de helpdesk om toegang, en vertel welke taak u wilde draaien.</translation>
    </message>
    <message>
        <source>The time that was reserved for you at the factory is over or not yet begun. Ask your coach or the help desk.</source>
        <translation>De tijd die bij de fabriek voor u gereserveerd was, is voorbij of nog niet begonnen. Vraag het uw begeleider of de helpdesk.</translation>
    </message>
    <message>
        <source>The factory does not know something that Werkbank asked for: its description of this factory is out of date. This is not your mistake. Send the details to the help desk.</source>
        <translation>Werkbank vroeg iets wat de fabriek niet kent: de beschrijving van deze fabriek is verouderd. U heeft niets fout gedaan. Stuur de details naar de helpdesk.</translation>
    </message>
    <message>
        <source>The factory cannot keep this job because its own disk is full. This is not your mistake. Tell the help desk, and try again later.</source>
        <translation>De fabriek kan deze taak niet bewaren, omdat haar eigen schijf vol is. U heeft niets fout gedaan. Meld het de helpdesk, en probeer het later opnieuw.</translation>
    </message>
    <message>
        <source>The factory refused this job. It says: &quot;%1&quot;. If you do not know what to do with that, send it to the help desk.</source>
        <translation>De fabriek heeft deze taak geweigerd. Zij zegt: &quot;%1&quot;. Weet u niet wat u daarmee moet, stuur het dan naar de helpdesk.</translation>
    </message>
    <message>
        <source>The factory&apos;s queue system does not answer at the moment. Jobs that run go on running. Werkbank asks again by itself.</source>
        <translation>Het wachtrijsysteem van de fabriek antwoordt nu niet. Taken die draaien, draaien gewoon door. Werkbank vraagt het vanzelf nog eens.</translation>
    </message>
    <message>
        <source>Your room on %1 is full, so Werkbank cannot work there. Remove what you no longer need there, or ask the help desk for more room.</source>
        <translation>Uw ruimte op %1 is vol, dus Werkbank kan daar niet werken. Verwijder daar wat u niet meer nodig heeft, of vraag de helpdesk om meer ruimte.</translation>
    </message>
    <message>
        <source>Werkbank cannot make its folder in %2 on %1. Ask the help desk which folder you may use.</source>
        <translation>Werkbank kan zijn map niet maken in %2 op %1. Vraag de helpdesk welke map u mag gebruiken.</translation>
    </message>
    <message>
        <source>You are signed in, but no queue system was found on this computer of %1. Perhaps it is the wrong computer. Ask the help desk which one to sign in to.</source>
        <translation>U bent aangemeld, maar op deze computer van %1 is geen wachtrijsysteem gevonden. Misschien is het de verkeerde computer. Vraag de helpdesk bij welke u zich moet aanmelden.</translation>
    </message>
    <message>
        <source>You are not signed in to %1, or the connection was lost. Sign in again.</source>
        <translation>U bent niet aangemeld bij %1, of de verbinding is verbroken. Meld u opnieuw aan.</translation>
    </message>
    <message>
        <source>Sign in to %1 again: it asks something that only you can answer.</source>
        <translation>Meld u opnieuw aan bij %1: er wordt iets gevraagd wat alleen u kunt beantwoorden.</translation>
    </message>
    <message>
        <source>%1 cannot be reached. Your own SSH settings (~/.ssh/config) get there through a program (ProxyCommand), and Werkbank starts no such programs. Write the computer in between there as ProxyJump, or ask the help desk for another way.</source>
        <translation>%1 is niet te bereiken. Uw eigen SSH-instellingen (~/.ssh/config) gaan erheen met een programma (ProxyCommand), en zulke programma&apos;s start Werkbank niet. Schrijf de computer ertussen daar op als ProxyJump, of vraag de helpdesk om een andere weg.</translation>
    </message>
    <message>
        <source>Your data goes to the computer %1 of %2, and that does not let Werkbank in at the moment. Sign out and sign in again, and answer what %1 asks. If that does not help, ask the help desk.</source>
        <translation>Uw gegevens gaan naar de computer %1 van %2, en die laat Werkbank nu niet binnen. Meld u af en weer aan, en beantwoord wat %1 vraagt. Helpt dat niet, vraag dan de helpdesk.</translation>
    </message>
</context>
<context>
    <name>ssh</name>
    <message>
        <source>What is your user name at %1?</source>
        <translation>Wat is uw gebruikersnaam bij %1?</translation>
    </message>
    <message>
        <source>What is the passphrase of your key %1?</source>
        <translation>Wat is de wachtzin van uw sleutel %1?</translation>
    </message>
    <message>
        <source>What is the password of %1 at %2?</source>
        <translation>Wat is het wachtwoord van %1 bij %2?</translation>
    </message>
    <message>
        <source>What is your one-time code for %1?</source>
        <translation>Wat is uw eenmalige code voor %1?</translation>
    </message>
    <message>
        <source>%1 asks you something:</source>
        <translation>%1 vraagt u iets:</translation>
    </message>
    <message>
        <source>The factory&apos;s answer cannot be understood: something got in between. Look at the details; a start-up file of your account (.bashrc) that ends early is a usual cause.</source>
        <translation>Het antwoord van de fabriek is niet te begrijpen: er kwam iets tussen. Bekijk de details; vaak komt het door een opstartbestand van uw account (.bashrc) dat te vroeg stopt.</translation>
    </message>
    <message>
        <source>There is no room left on the factory for %1. Remove what you no longer need there, or ask the help desk for more room.</source>
        <translation>Er is op de fabriek geen ruimte meer voor %1. Verwijder daar wat u niet meer nodig hebt, of vraag de helpdesk om meer ruimte.</translation>
    </message>
    <message>
        <source>%1 is not on the factory. It may have been removed; look at the list again.</source>
        <translation>%1 staat niet op de fabriek. Misschien is het verwijderd; bekijk de lijst opnieuw.</translation>
    </message>
    <message>
        <source>Your account may not use %1 on the factory. Ask the help desk who may.</source>
        <translation>Uw account mag %1 op de fabriek niet gebruiken. Vraag de helpdesk wie dat wel mag.</translation>
    </message>
    <message>
        <source>The factory could not read or write %1. Try again; if it stays so, ask the help desk.</source>
        <translation>De fabriek kon %1 niet lezen of opslaan. Probeer het opnieuw; blijft het zo, vraag dan de helpdesk.</translation>
    </message>
    <message>
        <source>%1 on the factory is larger than expected (more than %2), so it was not read. Look at it there, or fetch it as a result.</source>
        <translation>%1 op de fabriek is groter dan verwacht (meer dan %2) en is daarom niet gelezen. Bekijk het daar, of haal het op als resultaat.</translation>
    </message>
    <message>
        <source>The factory&apos;s file service answers in a way that cannot be understood. Send the details to its help desk.</source>
        <translation>De bestandsdienst van de fabriek geeft een antwoord dat niet te begrijpen is. Stuur de details naar de helpdesk.</translation>
    </message>
    <message>
        <source>There is no computer called %1. Check the name of the factory, and whether this computer is on the internet.</source>
        <translation>Er is geen computer met de naam %1. Controleer de naam van de fabriek, en of deze computer internet heeft.</translation>
    </message>
    <message>
        <source>This computer has no way to reach %1. Check your internet connection; some factories also need a VPN.</source>
        <translation>Deze computer kan %1 niet bereiken. Controleer uw internetverbinding; voor sommige fabrieken is ook een VPN nodig.</translation>
    </message>
    <message>
        <source>%1 is there, but does not accept connections on port %2. The factory may be down for maintenance: look at its status page, or try again later.</source>
        <translation>%1 is er, maar neemt op poort %2 geen verbinding aan. Misschien is er onderhoud: bekijk de statuspagina, of probeer het later opnieuw.</translation>
    </message>
    <message>
        <source>%1 does not answer. Try again in a few minutes. If it stays silent, a firewall of your network may be in between: ask whoever looks after it to allow port %2.</source>
        <translation>%1 geeft geen antwoord. Probeer het over een paar minuten opnieuw. Blijft het stil, dan houdt misschien een firewall van uw netwerk de verbinding tegen: vraag uw netwerkbeheerder om poort %2 open te zetten.</translation>
    </message>
    <message>
        <source>What answers at %1, port %2, cannot be spoken with: it is no SSH server, or it ended the conversation. Check the address and the port.</source>
        <translation>Met wat er antwoordt op %1, poort %2, valt niet te praten: het is geen SSH-server, of het brak het gesprek af. Controleer het adres en de poort.</translation>
    </message>
    <message>
        <source>The computer that answers as %1 cannot prove that it is the right one: its host key is not the one we know. Somebody may be listening in, or the factory has new keys. Nothing was sent, your password neither. Call the factory&apos;s help desk before you go on.</source>
        <translation>De computer die antwoordt als %1 kan niet bewijzen dat hij de juiste is: zijn sleutel is niet de sleutel die wij kennen. Misschien luistert er iemand mee, of de fabriek heeft nieuwe sleutels. Er is niets verstuurd, ook uw wachtwoord niet. Bel de helpdesk van de fabriek voordat u verdergaat.</translation>
    </message>
    <message>
        <source>You did not confirm that %1 is the right computer, so nothing was sent. Ask the factory&apos;s help desk for its fingerprint, and compare.</source>
        <translation>U hebt niet bevestigd dat %1 de juiste computer is; er is dus niets verstuurd. Vraag de helpdesk van de fabriek om de vingerafdruk en vergelijk die.</translation>
    </message>
    <message>
        <source>%1 knows none of your keys for %2, and offers no other way to sign in that you have. Add your public key to your account on the factory&apos;s website, or ask its help desk.</source>
        <translation>%1 kent geen van uw sleutels voor %2, en biedt geen andere manier om aan te melden die u hebt. Zet uw openbare sleutel bij uw account op de website van de fabriek, of vraag de helpdesk.</translation>
    </message>
    <message>
        <source>There is nothing to sign in with at %1 as %2: it asks for a key, and this computer has none. Make a key first, and add it to your account at the factory.</source>
        <translation>U hebt niets om u mee aan te melden bij %1 als %2: er wordt een sleutel gevraagd, en op deze computer is er geen. Maak eerst een sleutel en zet die bij uw account op de fabriek.</translation>
    </message>
    <message>
        <source>%1 says that your account is closed, expired or not open yet. Ask the factory&apos;s help desk, or whoever leads your project, to renew it.</source>
        <translation>%1 zegt dat uw account gesloten, verlopen of nog niet open is. Vraag de helpdesk van de fabriek, of uw projectleider, om het te verlengen.</translation>
    </message>
    <message>
        <source>You are signed in, but this account may not run anything on the factory. Ask the help desk whether it is active and has access to the login computers.</source>
        <translation>U bent aangemeld, maar dit account mag niets uitvoeren op de fabriek. Vraag de helpdesk of het account actief is en op de inlogcomputers mag.</translation>
    </message>
    <message>
        <source>The connection to the factory broke. What runs there goes on; connect again to see how it stands.</source>
        <translation>De verbinding met de fabriek is verbroken. Wat daar draait, gaat door; maak opnieuw verbinding om te zien hoe het ermee staat.</translation>
    </message>
    <message>
        <source>The factory did not finish within %1 what it was asked. It may be busy; try again later.</source>
        <translation>De fabriek was niet binnen %1 klaar met wat werd gevraagd. Misschien is het druk; probeer het later opnieuw.</translation>
    </message>
    <message>
        <source>The factory answered with far more text than was asked for. If it happens again, send the details to the help desk.</source>
        <translation>De fabriek antwoordde met veel meer tekst dan gevraagd. Gebeurt het opnieuw, stuur dan de details naar de helpdesk.</translation>
    </message>
    <message>
        <source>The factory is still busy with earlier questions and takes no new ones. Wait a minute; if it stays so, sign in again.</source>
        <translation>De fabriek is nog bezig met eerdere vragen en neemt er geen nieuwe aan. Wacht een minuut; blijft het zo, meld u dan opnieuw aan.</translation>
    </message>
    <message>
        <source>Your account runs commands, and nothing else talks in between.</source>
        <translation>Uw account voert opdrachten uit, en niets anders praat ertussendoor.</translation>
    </message>
    <message>
        <source>Your account runs commands. A start-up file of it prints more text with each of them, which Werkbank passes over; other programs may stumble on it.</source>
        <translation>Uw account voert opdrachten uit. Een opstartbestand van het account zet er elke keer tekst bij. Werkbank slaat die over; andere programma&apos;s kunnen erover struikelen.</translation>
    </message>
    <message>
        <source>Single files can be fetched and put there (SFTP).</source>
        <translation>Losse bestanden kunnen worden opgehaald en neergezet (SFTP).</translation>
    </message>
    <message>
        <source>Not tried.</source>
        <translation>Niet geprobeerd.</translation>
    </message>
    <message>
        <source>You are signed in as %1.</source>
        <translation>U bent aangemeld als %1.</translation>
    </message>
    <message>
        <source>%1 is not a certificate that can be used to sign in. Get a new one from your factory&apos;s website, and keep it beside your key.</source>
        <translation>%1 is geen certificaat waarmee u zich kunt aanmelden. Haal een nieuw certificaat op de website van uw fabriek, en bewaar het naast uw sleutel.</translation>
    </message>
    <message>
        <source>Your certificate for %1 ended at %2, so it opens nothing any more. Get a new one the way you got this one, and sign in again.</source>
        <translation>Uw certificaat voor %1 is verlopen op %2 en opent niets meer. Haal een nieuw certificaat op dezelfde manier als het vorige, en meld u opnieuw aan.</translation>
    </message>
    <message>
        <source>Your certificate for %1 begins only at %2. Check that the clock of this computer is right; if it is, wait until then or get a new certificate.</source>
        <translation>Uw certificaat voor %1 gaat pas in op %2. Kijk of de klok van deze computer goed staat. Staat die goed? Wacht dan tot dat moment, of haal een nieuw certificaat.</translation>
    </message>
    <message>
        <source>Your certificate is for the account %3, and you are signing in at %1 as %2. Sign in with that account&apos;s name, or get a certificate for this one.</source>
        <translation>Uw certificaat is voor het account %3, en u meldt zich bij %1 aan als %2. Meld u aan met de naam van dat account, of haal een certificaat voor dit account.</translation>
    </message>
    <message>
        <source>%1 does not take your certificate, although it is still valid. Check that it is the one for this factory; if it is, get a new one or ask the help desk.</source>
        <translation>%1 neemt uw certificaat niet aan, terwijl het nog geldig is. Kijk of het wel het certificaat voor deze fabriek is. Is dat zo? Haal dan een nieuw, of vraag de helpdesk.</translation>
    </message>
    <message>
        <source>The name %1 is known.</source>
        <translation>De naam %1 is bekend.</translation>
    </message>
    <message>
        <source>%1 can be reached at port %2.</source>
        <translation>%1 is bereikbaar op poort %2.</translation>
    </message>
    <message>
        <source>It is an SSH server.</source>
        <translation>Het is een SSH-server.</translation>
    </message>
    <message>
        <source>%1 showed a host key that Werkbank does not know yet. Before you sign in, compare its fingerprint with what the factory published: %2</source>
        <translation>%1 toonde een sleutel die Werkbank nog niet kent. Vergelijk de vingerafdruk, voordat u zich aanmeldt, met wat de fabriek heeft gepubliceerd: %2</translation>
    </message>
    <message>
        <source>%1 is the right computer: its host key is a known one.</source>
        <translation>%1 is de juiste computer: de sleutel is bekend.</translation>
    </message>
    <message>
        <source>It offers a way to sign in that Werkbank knows.</source>
        <translation>U kunt zich er aanmelden op een manier die Werkbank kent.</translation>
    </message>
    <message>
        <source>There is a key called %1 already, and a key is never overwritten: whoever loses one is locked out wherever it was in use. Use that one, or choose another name.</source>
        <translation>Er is al een sleutel die %1 heet. Een sleutel wordt nooit overschreven: wie er een kwijtraakt, komt nergens meer binnen waar die in gebruik was. Gebruik die sleutel, of kies een andere naam.</translation>
    </message>
    <message>
        <source>No key could be made on this computer.</source>
        <translation>Op deze computer kon geen sleutel worden gemaakt.</translation>
    </message>
    <message>
        <source>%1 is not a key that can be read. Choose the file of a private key, such as id_ed25519; the file that ends in .pub must stand beside it.</source>
        <translation>%1 is geen leesbare sleutel. Kies het bestand van een privésleutel, zoals id_ed25519; het bestand dat op .pub eindigt moet ernaast staan.</translation>
    </message>
    <message>
        <source>That is the code that %1 refused a moment ago, so it was not sent again. Wait until your app shows the next code, and type that one.</source>
        <translation>Dit is de code die %1 zojuist heeft geweigerd; hij is daarom niet opnieuw verstuurd. Wacht tot uw app de volgende code toont, en typ die.</translation>
    </message>
    <message>
        <source>%1 did not let you in. Each code works only once: wait until your app shows the next code, and type that one.</source>
        <translation>%1 heeft u niet binnengelaten. Elke code werkt maar één keer: wacht tot uw app de volgende code toont, en typ die.</translation>
    </message>
    <message>
        <source>%1 wants you to choose a new password. Type your present password once more first.</source>
        <translation>%1 wil dat u een nieuw wachtwoord kiest. Typ eerst nog een keer uw huidige wachtwoord.</translation>
    </message>
    <message>
        <source>%1 did not say which was wrong, the password or the code. Type the password of %2 again, with care.</source>
        <translation>%1 heeft niet gezegd wat er fout was: het wachtwoord of de code. Typ het wachtwoord van %2 nog eens, met zorg.</translation>
    </message>
    <message>
        <source>Type the new password for %1 once more.</source>
        <translation>Typ het nieuwe wachtwoord voor %1 nog een keer.</translation>
    </message>
    <message>
        <source>Choose a new password for %1. Make it a long one that you use nowhere else, and keep it in a safe place.</source>
        <translation>Kies een nieuw wachtwoord voor %1. Neem een lang wachtwoord dat u nergens anders gebruikt, en bewaar het op een veilige plek.</translation>
    </message>
    <message>
        <source>%1 asks you to open a page in your browser. Open it, do what it says, and then come back here. If it shows a code, type that; otherwise leave this empty.</source>
        <translation>%1 vraagt u een pagina in uw browser te openen. Open die pagina, doe wat er staat, en kom dan hier terug. Ziet u een code? Typ die dan hier; laat dit anders leeg.</translation>
    </message>
    <message>
        <source>%1 let you in, but there is no way on from there to %2. %2 may be down for maintenance, or its name may be wrong: ask the factory&apos;s help desk.</source>
        <translation>%1 heeft u binnengelaten, maar vandaar kunt u niet verder naar %2. Misschien is er onderhoud aan %2, of klopt de naam niet: vraag de helpdesk van de fabriek.</translation>
    </message>
    <message>
        <source>The computer that answers as %1 showed a host key that was withdrawn (@revoked in your known_hosts file), so it must not be trusted. Nothing was sent, your password neither. Call the factory&apos;s help desk before you go on.</source>
        <translation>De computer die antwoordt als %1 toonde een sleutel die is ingetrokken (@revoked in uw bestand known_hosts). Vertrouw hem niet. Er is niets verstuurd, ook uw wachtwoord niet. Bel de helpdesk van de fabriek voordat u verdergaat.</translation>
    </message>
    <message>
        <source>%1 did not accept the password or code of %2. Check the user name and the password before you try again: after a few wrong tries many factories lock the account.</source>
        <translation>%1 heeft het wachtwoord of de code van %2 niet aangenomen. Controleer de gebruikersnaam en het wachtwoord voordat u het opnieuw probeert: na een paar foute pogingen blokkeren veel fabrieken het account.</translation>
    </message>
    <message>
        <source>%1 took the first proof that %2 is you, and wants a second one, such as a code from an app. That is not set up here: ask the factory&apos;s help desk how you get a second factor.</source>
        <translation>%1 heeft het eerste bewijs aangenomen dat u %2 bent, en wil een tweede, zoals een code uit een app. Dat is hier niet ingesteld: vraag de helpdesk van de fabriek hoe u een tweede bewijs krijgt.</translation>
    </message>
    <message>
        <source>%1 refused every try for %2, and locks an account after so many, for about %3 hours. Do not try again before that: ask the help desk, who can also give you a new password.</source>
        <translation>%1 heeft elke poging voor %2 geweigerd, en blokkeert een account na zo veel pogingen ongeveer %3 uur. Probeer het niet eerder opnieuw: vraag de helpdesk, die u ook een nieuw wachtwoord kan geven.</translation>
    </message>
    <message>
        <source>%1 has locked the account of %2 for a while, after too many wrong passwords or codes. Wait, or ask the help desk to open it; each new try may make it longer.</source>
        <translation>%1 heeft het account van %2 een tijd geblokkeerd, na te veel foute wachtwoorden of codes. Wacht, of vraag de helpdesk om het te openen; met elke nieuwe poging kan het langer duren.</translation>
    </message>
    <message>
        <source>%1 wants a new password for %2 before it lets you in. Change it on the factory&apos;s website, or type in a terminal: ssh %2@%1. Then sign in here with the new one.</source>
        <translation>%1 wil een nieuw wachtwoord voor %2 voordat u binnen mag. Wijzig het op de website van de fabriek, of typ in een terminal: ssh %2@%1. Meld u daarna hier aan met het nieuwe.</translation>
    </message>
    <message>
        <source>Your password is right, but the factory wants a new one before it does anything. Change it on the factory&apos;s website, or sign in once in a terminal with ssh. Then sign in here again.</source>
        <translation>Uw wachtwoord klopt, maar de fabriek wil eerst een nieuw wachtwoord. Wijzig het op de website van de fabriek, of meld u één keer aan in een terminal met ssh. Meld u daarna hier opnieuw aan.</translation>
    </message>
    <message>
        <source>This is not a public key. A public key is one line that begins with &quot;ssh-ed25519&quot; or a word like it; you find it in the file that ends in .pub.</source>
        <translation>Dit is geen openbare sleutel. Een openbare sleutel is één regel die begint met &quot;ssh-ed25519&quot; of een woord dat daarop lijkt. U vindt hem in het bestand dat eindigt op .pub.</translation>
    </message>
    <message>
        <source>The factory did not take your key: the file that it belongs in (.ssh/authorized_keys) could not be written. Perhaps your room there is full. Hand the key in at the factory&apos;s website, or ask the help desk.</source>
        <translation>De fabriek heeft uw sleutel niet aangenomen: het bestand waar hij in hoort (.ssh/authorized_keys) kon niet worden geschreven. Misschien is uw ruimte daar vol. Lever de sleutel in op de website van de fabriek, of vraag de helpdesk.</translation>
    </message>
    <message>
        <source>The factory does not let Werkbank through to %1, so what runs there cannot be shown here. Ask the help desk whether port forwarding is allowed for your account.</source>
        <translation>De fabriek laat Werkbank niet door naar %1. Wat daar draait, kan dus niet hier worden getoond. Vraag de helpdesk of doorsturen (port forwarding) voor uw account mag.</translation>
    </message>
    <message>
        <source>This computer has no port left for the connection. Close other programs, or restart this computer, and try again.</source>
        <translation>Deze computer heeft geen poort meer vrij voor de verbinding. Sluit andere programma&apos;s, of start deze computer opnieuw, en probeer het nog eens.</translation>
    </message>
    <message>
        <source>%1 is the right computer: an authority that your known_hosts file names certified its host key.</source>
        <translation>%1 is de juiste computer: een instantie uit uw bestand known_hosts heeft de sleutel gewaarmerkt.</translation>
    </message>
    <message>
        <source>%1 showed a host key that Werkbank does not know yet, and no certificate that counts (why is in the details). Before you sign in, compare its fingerprint with what the factory published: %2</source>
        <translation>%1 toonde een sleutel die Werkbank nog niet kent, en geen certificaat dat meetelt (de reden staat bij de details). Vergelijk de vingerafdruk, voordat u zich aanmeldt, met wat de fabriek heeft gepubliceerd: %2</translation>
    </message>
    <message>
        <source>There is no way to the job&apos;s computer. If the job still runs, wait a minute and try again; if it stays so, send the details to the help desk.</source>
        <translation>De computer van de taak is niet te bereiken. Loopt de taak nog? Wacht een minuut en probeer het opnieuw. Blijft het zo, stuur de details dan naar de helpdesk.</translation>
    </message>
    <message>
        <source>What came from the job&apos;s computer cannot be understood, so the way to it was closed. Try again; if it happens again, send the details to the help desk.</source>
        <translation>Wat van de computer van de taak kwam, is niet te begrijpen. Daarom is de verbinding ermee gesloten. Probeer het opnieuw. Gebeurt het weer, stuur de details dan naar de helpdesk.</translation>
    </message>
</context>
<context>
    <name>telemetry</name>
    <message>
        <source>The job was too short to say how well it used the GPUs.</source>
        <translation>De taak was te kort om te zeggen hoe goed de GPU&apos;s zijn benut.</translation>
    </message>
    <message>
        <source>The job has only just begun. How well it works is known in a few minutes.</source>
        <translation>De taak is nog maar net begonnen. Over een paar minuten is bekend hoe goed het gaat.</translation>
    </message>
    <message>
        <source>This job did nothing at all on the GPU.</source>
        <translation>Deze taak heeft op de GPU helemaal niets gedaan.</translation>
    </message>
    <message>
        <source>Nothing has happened on the GPU for %1.</source>
        <translation>Op de GPU gebeurt al %1 niets.</translation>
    </message>
    <message>
        <source>GPUs that did nothing: %1 of %2.</source>
        <translation>GPU&apos;s die niets deden: %1 van de %2.</translation>
    </message>
    <message>
        <source>GPUs that do nothing: %1 of %2.</source>
        <translation>GPU&apos;s die niets doen: %1 van de %2.</translation>
    </message>
    <message>
        <source>The GPU work waited for data %1 % of the time.</source>
        <translation>Het werk op de GPU wachtte %1 % van de tijd op gegevens.</translation>
    </message>
    <message>
        <source>The GPU work waits for data %1 % of the time.</source>
        <translation>Het werk op de GPU wacht %1 % van de tijd op gegevens.</translation>
    </message>
    <message>
        <source>The GPU said that it was busy, but drew little power: it mostly waited within its work.</source>
        <translation>De GPU meldde dat hij druk was, maar gebruikte weinig stroom: tijdens het werk wachtte hij vooral.</translation>
    </message>
    <message>
        <source>The GPU says that it is busy, but draws little power: it mostly waits within its work.</source>
        <translation>De GPU meldt dat hij druk is, maar gebruikt weinig stroom: tijdens het werk wacht hij vooral.</translation>
    </message>
    <message>
        <source>The training makes %1 % of the speed that it made before.</source>
        <translation>Het leren gaat nu op %1 % van de snelheid van eerst.</translation>
    </message>
    <message>
        <source>This job would have fitted on a quarter of a GPU.</source>
        <translation>Deze taak had op een kwart van een GPU gepast.</translation>
    </message>
    <message>
        <source>This job would fit on a quarter of a GPU.</source>
        <translation>Deze taak zou op een kwart van een GPU passen.</translation>
    </message>
    <message>
        <source>Look in the log whether the program found a GPU, or choose a job without one: it starts sooner and costs less.</source>
        <translation>Kijk in het logboek of het programma een GPU vond, of kies een taak zonder GPU: die begint eerder en kost minder.</translation>
    </message>
    <message>
        <source>It costs budget all the same. If the job is not preparing data, stop it: what it has made so far is kept.</source>
        <translation>Dat kost wel budget. Is de taak geen gegevens aan het klaarzetten, stop hem dan: wat hij tot nu toe heeft gemaakt, blijft bewaard.</translation>
    </message>
    <message>
        <source>The program does not use them. Ask for %1 next time: the job starts sooner and costs less.</source>
        <translation>Het programma gebruikt ze niet. Vraag er de volgende keer %1: de taak begint dan eerder en kost minder.</translation>
    </message>
    <message>
        <source>Next time: make photos smaller before you send them, or choose larger batches.</source>
        <translation>De volgende keer: maak foto&apos;s kleiner voordat u ze verstuurt, of kies grotere batches.</translation>
    </message>
    <message>
        <source>Next time: choose larger batches, so that the GPU gets more work at once.</source>
        <translation>De volgende keer: kies grotere batches, dan krijgt de GPU meer werk tegelijk.</translation>
    </message>
    <message>
        <source>The disk of the factory may be busy. If it stays so, ask the help desk and name the job&apos;s number.</source>
        <translation>Misschien is de schijf van de fabriek druk. Blijft het zo, vraag het dan de helpdesk en noem het nummer van de taak.</translation>
    </message>
    <message>
        <source>Choose a smaller GPU next time, if the factory has one: the job starts sooner and costs less.</source>
        <translation>Kies de volgende keer een kleinere GPU, als de fabriek die heeft: de taak begint dan eerder en kost minder.</translation>
    </message>
    <message>
        <source>Larger batches or larger photos will not fit.</source>
        <translation>Grotere batches of grotere foto&apos;s passen er niet in.</translation>
    </message>
    <message>
        <source>The computing power of the GPU was well used.</source>
        <translation>De rekenkracht van de GPU is goed benut.</translation>
    </message>
    <message>
        <source>The computing power of the GPU is well used.</source>
        <translation>De rekenkracht van de GPU wordt goed benut.</translation>
    </message>
    <message>
        <source>The computing power of the GPU was well used, and the GPU memory was all but full.</source>
        <translation>De rekenkracht van de GPU is goed benut, en het geheugen van de GPU was bijna vol.</translation>
    </message>
    <message>
        <source>The computing power of the GPU is well used, and the GPU memory is all but full.</source>
        <translation>De rekenkracht van de GPU wordt goed benut, en het geheugen van de GPU is bijna vol.</translation>
    </message>
</context>
<context>
    <name>transfer</name>
    <message>
        <source>The results in %1 on the factory could not be read. Try it again. If it happens again, ask the help desk of the factory.</source>
        <translation>De resultaten in %1 op de fabriek konden niet gelezen worden. Probeer het nog eens. Gebeurt het weer, vraag het dan de helpdesk van de fabriek.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a place inside the folder of the job.</source>
        <translation>&quot;%1&quot; is geen plek in de map van de taak.</translation>
    </message>
    <message>
        <source>There are no results in %1 on the factory. Look in the log of the job why.</source>
        <translation>In %1 op de fabriek staan geen resultaten. Kijk in het logboek van de taak waarom.</translation>
    </message>
    <message>
        <source>There is not enough free space on this computer: the results need %1. Free some space, or choose another disk.</source>
        <translation>Er is te weinig vrije ruimte op deze computer: de resultaten hebben %1 nodig. Maak ruimte vrij of kies een andere schijf.</translation>
    </message>
    <message>
        <source>Fetching your results from the factory</source>
        <translation>Uw resultaten worden opgehaald van de fabriek</translation>
    </message>
    <message>
        <source>The file name &quot;%1&quot; cannot be used on the factory. Rename the file, and try again.</source>
        <translation>De bestandsnaam &quot;%1&quot; kan op de fabriek niet gebruikt worden. Geef het bestand een andere naam en probeer het opnieuw.</translation>
    </message>
    <message>
        <source>There are too many files for one transfer. Move fewer at a time.</source>
        <translation>Dit zijn te veel bestanden voor één keer. Verstuur of haal er minder tegelijk.</translation>
    </message>
    <message>
        <source>The factory broke off the transfer. Try it again. If it happens again, send the details to the help desk of the factory.</source>
        <translation>De fabriek brak de overdracht af. Probeer het nog eens. Gebeurt het weer, stuur de details dan naar de helpdesk van de fabriek.</translation>
    </message>
    <message>
        <source>There is not enough free space on the factory: %1 is needed. Remove data or jobs that you no longer need, or ask the help desk for more space.</source>
        <translation>Er is te weinig vrije ruimte op de fabriek: er is %1 nodig. Verwijder gegevens of taken die u niet meer nodig hebt, of vraag de helpdesk om meer ruimte.</translation>
    </message>
    <message>
        <source>What arrived on the factory is not what was sent. It was thrown away there; your own files are untouched. Try it again.</source>
        <translation>Wat op de fabriek aankwam, is niet wat verstuurd is. Het is daar weggegooid. Aan uw eigen bestanden is niets veranderd. Probeer het nog eens.</translation>
    </message>
    <message>
        <source>The folder %1 on the factory could not be read or written. Ask the help desk of the factory whether you may use it.</source>
        <translation>De map %1 op de fabriek kon niet gelezen of beschreven worden. Vraag de helpdesk van de fabriek of u deze map mag gebruiken.</translation>
    </message>
    <message>
        <source>There are no files to send. Choose a folder with files in it.</source>
        <translation>Er zijn geen bestanden om te versturen. Kies een map met bestanden erin.</translation>
    </message>
    <message>
        <source>The list of files has a name that cannot be sent. Choose the folder with your data again.</source>
        <translation>In de lijst met bestanden staat een naam die niet verstuurd kan worden. Kies de map met uw gegevens opnieuw.</translation>
    </message>
    <message>
        <source>Sending your data to the factory</source>
        <translation>Uw gegevens gaan naar de fabriek</translation>
    </message>
    <message>
        <source>What arrived on this computer is not what stands on the factory. Nothing of it was kept. Try it again.</source>
        <translation>Wat op deze computer aankwam, is niet wat op de fabriek staat. Er is niets van bewaard. Probeer het nog eens.</translation>
    </message>
    <message>
        <source>Werkbank could not pack your files. Send the details to the makers of Werkbank.</source>
        <translation>Werkbank kon uw bestanden niet inpakken. Stuur de details naar de makers van Werkbank.</translation>
    </message>
    <message>
        <source>%1 could not be removed from the factory, or not all of it. Try it again. If it happens again, ask the help desk of the factory.</source>
        <translation>%1 kon niet van de fabriek worden verwijderd, of niet helemaal. Probeer het opnieuw. Gebeurt het weer, vraag het dan de helpdesk van de fabriek.</translation>
    </message>
    <message>
        <source>There is not enough room on the factory: %1 is needed and %2 is left. Remove data or jobs that you no longer need, or ask the help desk for more room.</source>
        <translation>Er is niet genoeg ruimte op de fabriek: er is %1 nodig en er is %2 over. Verwijder gegevens of taken die u niet meer nodig hebt, of vraag de helpdesk om meer ruimte.</translation>
    </message>
    <message>
        <source>The factory lets you keep %2 more files, and this data has %1. Pack the many small files into one file (zip) and use that, or remove data or jobs that you no longer need.</source>
        <translation>Op de fabriek mogen er nog %2 bestanden bij, en deze gegevens hebben er %1. Pak de vele kleine bestanden in één bestand in (zip) en gebruik dat, of verwijder gegevens of taken die u niet meer nodig hebt.</translation>
    </message>
    <message>
        <source>The factory&apos;s list of what is stored there cannot be understood. Ask again. If it happens again, send the details to the help desk of the factory.</source>
        <translation>De lijst van de fabriek van wat daar wordt bewaard, is niet te begrijpen. Vraag het opnieuw. Gebeurt het weer, stuur dan de details naar de helpdesk van de fabriek.</translation>
    </message>
    <message>
        <source>The data set %1 is not on the factory, or was removed while it was being checked. Upload the data again if you need it there.</source>
        <translation>De gegevens %1 staan niet op de fabriek, of werden verwijderd tijdens de controle. Verstuur ze opnieuw als u ze daar nodig hebt.</translation>
    </message>
    <message>
        <source>The factory&apos;s answer about the data cannot be understood, so nothing is proven. Check it again.</source>
        <translation>Het antwoord van de fabriek over de gegevens is niet te begrijpen, dus er is niets bewezen. Controleer ze opnieuw.</translation>
    </message>
    <message>
        <source>Reading %1 on the factory</source>
        <translation>%1 wordt gelezen op de fabriek</translation>
    </message>
</context>
<context>
    <name>ui</name>
    <message>
        <source>The file %1 could not be written. Choose another folder, or make room on the disk.</source>
        <translation>Het bestand %1 kon niet worden geschreven. Kies een andere map, of maak ruimte op de schijf.</translation>
    </message>
    <message>
        <source>There was not enough memory for the picture. Ask for a smaller one.</source>
        <translation>Er was te weinig geheugen voor de afbeelding. Vraag om een kleinere.</translation>
    </message>
</context>
<context>
    <name>werkbank::ActivityStrip</name>
    <message>
        <source>Werkbank is stopping cleanly. One moment.</source>
        <translation>Werkbank sluit netjes af. Een ogenblik.</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Bezig met starten</translation>
    </message>
    <message>
        <source>Fetching</source>
        <translation>Bezig met ophalen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stoppen</translation>
    </message>
</context>
<context>
    <name>werkbank::AddFactoryPage</name>
    <message>
        <source>All factories</source>
        <translation>Alle fabrieken</translation>
    </message>
    <message>
        <source>Add a factory</source>
        <translation>Fabriek toevoegen</translation>
    </message>
    <message>
        <source>You need an account there. Your factory or your coach arranges that with you.</source>
        <translation>U hebt daar een account nodig. Dat regelt u met de fabriek of met uw begeleider.</translation>
    </message>
    <message>
        <source>Did you get an invitation?</source>
        <translation>Hebt u een uitnodiging gekregen?</translation>
    </message>
    <message>
        <source>Drop the file here, or open it. Its name ends in .werkbank. You see first what is in it.</source>
        <translation>Sleep het bestand hierheen, of open het. De naam eindigt op .werkbank. U ziet eerst wat erin staat.</translation>
    </message>
    <message>
        <source>Open an invitation…</source>
        <translation>Uitnodiging openen…</translation>
    </message>
    <message>
        <source>Factories that Werkbank knows</source>
        <translation>Fabrieken die Werkbank kent</translation>
    </message>
    <message>
        <source>Is yours not here? Ask the factory for an invitation for Werkbank.</source>
        <translation>Staat de uwe er niet bij? Vraag de fabriek om een uitnodiging voor Werkbank.</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Toevoegen</translation>
    </message>
    <message>
        <source>Add %1</source>
        <translation>%1 toevoegen</translation>
    </message>
    <message>
        <source>Invitations (*.werkbank)</source>
        <translation>Uitnodigingen (*.werkbank)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle bestanden (*)</translation>
    </message>
</context>
<context>
    <name>werkbank::AnsweredLines</name>
    <message>
        <source>%1 is the right computer</source>
        <translation>%1 is de goede computer</translation>
    </message>
    <message>
        <source>You opened the page</source>
        <translation>U hebt de pagina geopend</translation>
    </message>
    <message>
        <source>You gave your user name</source>
        <translation>U hebt uw gebruikersnaam gegeven</translation>
    </message>
    <message>
        <source>You gave your password</source>
        <translation>U hebt uw wachtwoord gegeven</translation>
    </message>
    <message>
        <source>You chose a new password</source>
        <translation>U hebt een nieuw wachtwoord gekozen</translation>
    </message>
    <message>
        <source>You gave the passphrase of your key</source>
        <translation>U hebt de wachtzin van uw sleutel gegeven</translation>
    </message>
    <message>
        <source>You gave the code</source>
        <translation>U hebt de code gegeven</translation>
    </message>
    <message>
        <source>You answered: “%1”</source>
        <translation>U hebt geantwoord op: “%1”</translation>
    </message>
    <message>
        <source>Done: %1</source>
        <translation>Klaar: %1</translation>
    </message>
</context>
<context>
    <name>werkbank::AttemptsCard</name>
    <message>
        <source>not known yet</source>
        <translation>nog niet bekend</translation>
    </message>
    <message>
        <source>The attempts of this job</source>
        <translation>De pogingen van deze taak</translation>
    </message>
    <message>
        <source>Attempt</source>
        <translation>Poging</translation>
    </message>
    <message>
        <source>Began</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Ran for</source>
        <translation>Duurde</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Stappen</translation>
    </message>
    <message>
        <source>How it ended</source>
        <translation>Hoe het afliep</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 tot %2</translation>
    </message>
</context>
<context>
    <name>werkbank::Background</name>
    <message>
        <source>Werkbank made a mistake and stopped this step. Try it again. If it happens again, send the details to the help desk of your factory.</source>
        <translation>Werkbank maakte een fout en is met deze stap gestopt. Probeer het nog eens. Gebeurt het weer, stuur de details dan naar de helpdesk van uw fabriek.</translation>
    </message>
</context>
<context>
    <name>werkbank::Banner</name>
    <message>
        <source>Close this notice</source>
        <translation>Deze melding sluiten</translation>
    </message>
</context>
<context>
    <name>werkbank::CatalogueCard</name>
    <message>
        <source>ask before you use it in business</source>
        <translation>vraag het na voor u het zakelijk gebruikt</translation>
    </message>
    <message>
        <source>may be used in business</source>
        <translation>mag zakelijk gebruikt worden</translation>
    </message>
    <message>
        <source>may not be used in business</source>
        <translation>mag niet zakelijk gebruikt worden</translation>
    </message>
    <message>
        <source>When to use it</source>
        <translation>Wanneer wel</translation>
    </message>
    <message>
        <source>When not</source>
        <translation>Wanneer niet</translation>
    </message>
    <message>
        <source>What others do with it</source>
        <translation>Wat anderen ermee doen</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>Licenties</translation>
    </message>
    <message>
        <source>Use this</source>
        <translation>Dit gebruiken</translation>
    </message>
    <message>
        <source>Use this: %1</source>
        <translation>Dit gebruiken: %1</translation>
    </message>
</context>
<context>
    <name>werkbank::CataloguePage</name>
    <message>
        <source>Catalogue</source>
        <translation>Catalogus</translation>
    </message>
    <message>
        <source>Each card is a job that is ready for you. You bring the data and answer a few questions.</source>
        <translation>Elke kaart is een taak die voor u klaarstaat. U brengt de gegevens mee en beantwoordt een paar vragen.</translation>
    </message>
    <message>
        <source>The catalogue is empty</source>
        <translation>De catalogus is leeg</translation>
    </message>
    <message>
        <source>Werkbank could not read its job templates. Install Werkbank again, or call the help desk.</source>
        <translation>Werkbank kon zijn taken niet lezen. Installeer Werkbank opnieuw, of bel de helpdesk.</translation>
    </message>
</context>
<context>
    <name>werkbank::CertificateFetch</name>
    <message>
        <source>Type this first. It cannot begin with a dash.</source>
        <translation>Vul dit eerst in. Het mag niet met een streepje beginnen.</translation>
    </message>
    <message>
        <source>This program is running on your computer:</source>
        <translation>Dit programma loopt nu op uw computer:</translation>
    </message>
    <message>
        <source>May Werkbank start this program on your computer?</source>
        <translation>Mag Werkbank dit programma op uw computer starten?</translation>
    </message>
    <message>
        <source>%1 says that this program gets the certificate. It may open your browser, and you sign in there. Werkbank gives it no password. Is “%2” not on this computer yet? Your factory tells you how to get it.</source>
        <translation>%1 zegt dat dit programma het certificaat ophaalt. Misschien opent het uw browser; daar meldt u zich dan aan. Werkbank geeft het geen wachtwoord. Staat “%2” nog niet op deze computer? Uw fabriek vertelt hoe u het krijgt.</translation>
    </message>
    <message>
        <source>Your user name at %1</source>
        <translation>Uw gebruikersnaam bij %1</translation>
    </message>
    <message>
        <source>Your e-mail address, as %1 knows it</source>
        <translation>Uw e-mailadres, zoals %1 het kent</translation>
    </message>
    <message>
        <source>Start it once more</source>
        <translation>Start het nog een keer</translation>
    </message>
    <message>
        <source>Yes, start it</source>
        <translation>Ja, start het</translation>
    </message>
    <message>
        <source>No, not now</source>
        <translation>Nee, nu niet</translation>
    </message>
    <message>
        <source>Stop the program</source>
        <translation>Stop het programma</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieer</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Gekopieerd</translation>
    </message>
    <message>
        <source>Waiting until “%1” is ready. Has it opened your browser? Then go on there.</source>
        <translation>Wachten tot “%1” klaar is. Heeft het uw browser geopend? Ga dan daar verder.</translation>
    </message>
    <message>
        <source>You have a new certificate. You stay signed in.</source>
        <translation>U hebt een nieuw certificaat. U blijft aangemeld.</translation>
    </message>
    <message>
        <source>You have a new certificate. Now you can sign in.</source>
        <translation>U hebt een nieuw certificaat. Nu kunt u zich aanmelden.</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Aanmelden</translation>
    </message>
</context>
<context>
    <name>werkbank::CertificateLine</name>
    <message numerus="yes">
        <source>This factory lets you in with a certificate. You get one for %n hours at a time.</source>
        <translation>
            <numerusform>Deze fabriek laat u binnen met een certificaat. U krijgt er een voor %n uur.</numerusform>
            <numerusform>Deze fabriek laat u binnen met een certificaat. U krijgt er telkens een voor %n uur.</numerusform>
        </translation>
    </message>
    <message>
        <source>This factory lets you in with a certificate that is valid for some hours.</source>
        <translation>Deze fabriek laat u binnen met een certificaat dat een aantal uren geldig is.</translation>
    </message>
    <message>
        <source>It begins at %1. Is the clock of this computer right?</source>
        <translation>Het begint op %1. Loopt de klok van deze computer goed?</translation>
    </message>
    <message>
        <source>It ended at %1. Get a new one, then sign in.</source>
        <translation>Het liep af op %1. Haal een nieuw certificaat en meld u dan aan.</translation>
    </message>
    <message>
        <source>It has no end.</source>
        <translation>Het loopt niet af.</translation>
    </message>
    <message>
        <source>%1 left, until %2.</source>
        <translation>Nog %1, tot %2.</translation>
    </message>
    <message>
        <source>No certificate</source>
        <translation>Geen certificaat</translation>
    </message>
    <message>
        <source>Certificate not valid yet</source>
        <translation>Certificaat nog niet geldig</translation>
    </message>
    <message>
        <source>Certificate valid</source>
        <translation>Certificaat geldig</translation>
    </message>
    <message>
        <source>Certificate ends soon</source>
        <translation>Certificaat loopt bijna af</translation>
    </message>
    <message>
        <source>Certificate over</source>
        <translation>Certificaat afgelopen</translation>
    </message>
    <message>
        <source>Get a new certificate</source>
        <translation>Nieuw certificaat halen</translation>
    </message>
    <message>
        <source>Get a new certificate on the page of %1</source>
        <translation>Nieuw certificaat halen op de pagina van %1</translation>
    </message>
    <message>
        <source>For who works with a terminal: this command gets a new certificate. Werkbank notices it.</source>
        <translation>Voor wie met een opdrachtregel werkt: dit commando haalt een nieuw certificaat. Werkbank merkt het vanzelf.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopiëren</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Gekopieerd</translation>
    </message>
    <message>
        <source>Or on its web page</source>
        <translation>Of op de webpagina</translation>
    </message>
</context>
<context>
    <name>werkbank::ChartWords</name>
    <message>
        <source>GPU use</source>
        <translation>GPU-gebruik</translation>
    </message>
    <message>
        <source>GPU memory</source>
        <translation>GPU-geheugen</translation>
    </message>
    <message>
        <source>Power</source>
        <translation>Vermogen</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Temperatuur</translation>
    </message>
    <message>
        <source>GPU use (%)</source>
        <translation>GPU-gebruik (%)</translation>
    </message>
    <message>
        <source>GPU memory (GiB)</source>
        <translation>GPU-geheugen (GiB)</translation>
    </message>
    <message>
        <source>Power (W)</source>
        <translation>Vermogen (W)</translation>
    </message>
    <message>
        <source>Temperature (°C)</source>
        <translation>Temperatuur (°C)</translation>
    </message>
    <message>
        <source>The use of the GPU was not measured here</source>
        <translation>Het gebruik van de GPU is hier niet gemeten</translation>
    </message>
    <message>
        <source>The memory of the GPU was not measured here</source>
        <translation>Het geheugen van de GPU is hier niet gemeten</translation>
    </message>
    <message>
        <source>The power of the GPU was not measured here</source>
        <translation>Het vermogen van de GPU is hier niet gemeten</translation>
    </message>
    <message>
        <source>The temperature of the GPU was not measured here</source>
        <translation>De temperatuur van de GPU is hier niet gemeten</translation>
    </message>
    <message>
        <source>start</source>
        <translation>start</translation>
    </message>
    <message>
        <source>attempt %1</source>
        <translation>poging %1</translation>
    </message>
    <message>
        <source>last saved</source>
        <translation>laatst bewaard</translation>
    </message>
    <message>
        <source>end</source>
        <translation>einde</translation>
    </message>
    <message>
        <source>%1 · %2 before the start</source>
        <translation>%1 · %2 voor de start</translation>
    </message>
    <message>
        <source>%1 · %2 after the start</source>
        <translation>%1 · %2 na de start</translation>
    </message>
    <message>
        <source>on the training data</source>
        <translation>op de trainingsgegevens</translation>
    </message>
    <message>
        <source>on data kept apart (check)</source>
        <translation>op apart gehouden gegevens (controle)</translation>
    </message>
    <message>
        <source>on test data</source>
        <translation>op testgegevens</translation>
    </message>
    <message>
        <source>No GPU readings yet.</source>
        <translation>Nog geen GPU-metingen.</translation>
    </message>
    <message>
        <source>from %1 to %2.</source>
        <translation>van %1 tot %2.</translation>
    </message>
    <message>
        <source>%1: %2 on average, between %3 and %4.</source>
        <translation>%1: gemiddeld %2, tussen %3 en %4.</translation>
    </message>
    <message>
        <source>%1: from %2 to %3.</source>
        <translation>%1: van %2 naar %3.</translation>
    </message>
    <message>
        <source>Without learning: %1.</source>
        <translation>Zonder leren: %1.</translation>
    </message>
    <message>
        <source>Recorded earlier: this run is played back, it is not running now.</source>
        <translation>Eerder opgenomen: deze taak wordt afgespeeld en draait nu niet.</translation>
    </message>
    <message>
        <source>The GPU readings are simulated: there is no real GPU behind them.</source>
        <translation>De GPU-metingen zijn nagebootst: er zit geen echte GPU achter.</translation>
    </message>
    <message numerus="yes">
        <source>Readings of %n GPUs</source>
        <translation>
            <numerusform>Metingen van %n GPU</numerusform>
            <numerusform>Metingen van %n GPU&apos;s</numerusform>
        </translation>
    </message>
    <message>
        <source>GPU use: %1 % on average</source>
        <translation>GPU&apos;s: gemiddeld %1 %</translation>
    </message>
    <message>
        <source>GPU use: %1 % now</source>
        <translation>GPU-gebruik: nu %1 %</translation>
    </message>
    <message>
        <source>Your job has a part of a GPU, and a part does not tell how busy it is</source>
        <translation>Uw taak heeft een deel van een GPU, en een deel zegt niet hoe druk het is</translation>
    </message>
    <message>
        <source>Only measured of the whole GPU, which others use too</source>
        <translation>Alleen gemeten voor de hele GPU, die anderen ook gebruiken</translation>
    </message>
    <message>
        <source>start, after %1 in the queue</source>
        <translation>start, na %1 in de wachtrij</translation>
    </message>
    <message>
        <source>put in the queue</source>
        <translation>in de wachtrij gezet</translation>
    </message>
    <message>
        <source>attempt %1 goes on from step %2</source>
        <translation>poging %1 gaat verder vanaf stap %2</translation>
    </message>
    <message>
        <source>saved at step %1</source>
        <translation>bewaard bij stap %1</translation>
    </message>
    <message>
        <source>Started at %1, after %2 in the queue.</source>
        <translation>Begonnen om %1, na %2 in de wachtrij.</translation>
    </message>
    <message>
        <source>Started at %1.</source>
        <translation>Begonnen om %1.</translation>
    </message>
    <message numerus="yes">
        <source>Went on in a new attempt %n times, the last time at %1.</source>
        <translation>
            <numerusform>Eén keer verdergegaan in een nieuwe poging, om %1.</numerusform>
            <numerusform>%n keer verdergegaan in een nieuwe poging, de laatste keer om %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Saved %n times, the last time at %1.</source>
        <translation>
            <numerusform>Eén keer bewaard, om %1.</numerusform>
            <numerusform>%n keer bewaard, de laatste keer om %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>Ended at %1.</source>
        <translation>Geëindigd om %1.</translation>
    </message>
    <message>
        <source>Attempt %1 goes on from step %2.</source>
        <translation>Poging %1 gaat verder vanaf stap %2.</translation>
    </message>
    <message numerus="yes">
        <source>They are in %n computers.</source>
        <translation>
            <numerusform>Ze zitten in %n computer.</numerusform>
            <numerusform>Ze zitten in %n computers.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>werkbank::CheckStep</name>
    <message>
        <source>Check</source>
        <translation>Controle</translation>
    </message>
    <message>
        <source>Is everything ready?</source>
        <translation>Is alles klaar?</translation>
    </message>
    <message>
        <source>Werkbank checks this before anything starts. What is not right yet you can repair here.</source>
        <translation>Dit kijkt Werkbank na voor er iets begint. Wat nog niet goed is, kunt u hier verhelpen.</translation>
    </message>
    <message>
        <source>All lights are green. You can start.</source>
        <translation>Alles staat op groen. U kunt starten.</translation>
    </message>
    <message>
        <source>Your data</source>
        <translation>Uw gegevens</translation>
    </message>
    <message>
        <source>Checked, and fit for use.</source>
        <translation>Nagekeken en goed bruikbaar.</translation>
    </message>
    <message>
        <source>Werkbank is looking at it once more.</source>
        <translation>Werkbank kijkt ze nog een keer na.</translation>
    </message>
    <message>
        <source>It cannot be used yet.</source>
        <translation>Ze zijn nog niet bruikbaar.</translation>
    </message>
    <message>
        <source>Go to your data</source>
        <translation>Naar uw gegevens</translation>
    </message>
    <message>
        <source>Your answers</source>
        <translation>Uw antwoorden</translation>
    </message>
    <message>
        <source>Go to the questions</source>
        <translation>Naar de vragen</translation>
    </message>
    <message>
        <source>All questions are answered.</source>
        <translation>Alle vragen zijn beantwoord.</translation>
    </message>
    <message>
        <source>Signed in</source>
        <translation>Aangemeld</translation>
    </message>
    <message>
        <source>There is no factory to send the job to.</source>
        <translation>Er is geen fabriek om de taak naartoe te sturen.</translation>
    </message>
    <message>
        <source>You are signed in to %1.</source>
        <translation>U bent aangemeld bij %1.</translation>
    </message>
    <message>
        <source>You are not signed in to %1 yet. You can do that right here.</source>
        <translation>U bent nog niet aangemeld bij %1. Dat kan hier meteen.</translation>
    </message>
    <message>
        <source>Room on the factory</source>
        <translation>Ruimte op de fabriek</translation>
    </message>
    <message>
        <source>Werkbank looks when you are signed in.</source>
        <translation>Werkbank kijkt dit na als u bent aangemeld.</translation>
    </message>
    <message>
        <source>Unknown: the factory does not say how much room there is.</source>
        <translation>Niet bekend: de fabriek zegt niet hoeveel ruimte er is.</translation>
    </message>
    <message>
        <source>Your data is %1, and only %2 is free. Delete old results on the factory, ask the help desk for more room, or use less data.</source>
        <translation>Uw gegevens zijn %1 groot en er is maar %2 vrij. Verwijder oude resultaten op de fabriek, vraag de helpdesk om meer ruimte, of gebruik minder gegevens.</translation>
    </message>
    <message>
        <source>Your data is %1, and %2 is free.</source>
        <translation>Uw gegevens zijn %1 groot; er is %2 vrij.</translation>
    </message>
    <message>
        <source>Accepted by the factory</source>
        <translation>De fabriek neemt de taak aan</translation>
    </message>
    <message>
        <source>Asking whether the factory would take this job…</source>
        <translation>Werkbank vraagt of de fabriek deze taak aanneemt…</translation>
    </message>
    <message>
        <source>Werkbank asks this when the lines above are in order.</source>
        <translation>Werkbank vraagt dit als de regels hierboven in orde zijn.</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Opnieuw vragen</translation>
    </message>
    <message>
        <source>The factory would take it. It expects to begin at about %1.</source>
        <translation>De fabriek neemt de taak aan en denkt te beginnen rond %1.</translation>
    </message>
    <message>
        <source>The factory would take it. When it begins is not known yet.</source>
        <translation>De fabriek neemt de taak aan. Wanneer hij begint, is nog niet bekend.</translation>
    </message>
    <message>
        <source>One line is not green yet. Repair it first.</source>
        <translation>Eén regel is nog niet groen. Verhelp dat eerst.</translation>
    </message>
    <message>
        <source>Werkbank is still checking. One moment.</source>
        <translation>Werkbank is nog aan het nakijken. Een ogenblik.</translation>
    </message>
    <message>
        <source>It runs on the GPUs that are kept for your course.</source>
        <translation>De taak draait op de GPU&apos;s die voor uw cursus zijn vrijgehouden.</translation>
    </message>
    <message>
        <source>It may take longer than the GPUs are kept for your course, so it waits in the ordinary queue. With less time, it would run on the GPUs of your course.</source>
        <translation>De taak kan langer duren dan de GPU&apos;s voor uw cursus zijn vrijgehouden. Daarom wacht hij in de gewone rij. Met minder tijd zou hij op de GPU&apos;s van uw cursus draaien.</translation>
    </message>
</context>
<context>
    <name>werkbank::CheckStepLine</name>
    <message>
        <source>Busy</source>
        <translation>Bezig</translation>
    </message>
    <message>
        <source>In order</source>
        <translation>In orde</translation>
    </message>
    <message>
        <source>Stops here</source>
        <translation>Loopt hier vast</translation>
    </message>
    <message>
        <source>Not looked at</source>
        <translation>Niet bekeken</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
</context>
<context>
    <name>werkbank::ChooseStep</name>
    <message>
        <source>Choose</source>
        <translation>Kiezen</translation>
    </message>
    <message>
        <source>A table</source>
        <translation>Een tabel</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Foto&apos;s</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Tekst</translation>
    </message>
    <message>
        <source>Measurements over time</source>
        <translation>Metingen in de tijd</translation>
    </message>
    <message>
        <source>Speech</source>
        <translation>Spraak</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>Documenten</translation>
    </message>
    <message>
        <source>Your own program</source>
        <translation>Uw eigen programma</translation>
    </message>
    <message>
        <source>First choose what you have.</source>
        <translation>Kies eerst wat u hebt.</translation>
    </message>
    <message>
        <source>What do you have?</source>
        <translation>Wat hebt u?</translation>
    </message>
    <message>
        <source>Choose what looks most like what you have. You can always come back.</source>
        <translation>Kies wat het meest lijkt op wat u hebt. U kunt altijd terug.</translation>
    </message>
    <message>
        <source>The catalogue is empty</source>
        <translation>De catalogus is leeg</translation>
    </message>
    <message>
        <source>Werkbank could not read its job templates. Install Werkbank again, or call the help desk.</source>
        <translation>Werkbank kon zijn taken niet lezen. Installeer Werkbank opnieuw, of bel de helpdesk.</translation>
    </message>
    <message>
        <source>A model that you made</source>
        <translation>Een model dat u maakte</translation>
    </message>
</context>
<context>
    <name>werkbank::ComparisonChoice</name>
    <message>
        <source>Compare with another job</source>
        <translation>Vergelijken met een andere taak</translation>
    </message>
</context>
<context>
    <name>werkbank::ConnectionLine</name>
    <message>
        <source>Close this notice</source>
        <translation>Sluit deze melding</translation>
    </message>
    <message>
        <source>Get a new one</source>
        <translation>Haal een nieuw</translation>
    </message>
    <message>
        <source>Your certificate for %1 has ended. You need a new one for your next sign-in.</source>
        <translation>Uw certificaat voor %1 is verlopen. Voor de volgende keer aanmelden hebt u een nieuw nodig.</translation>
    </message>
    <message>
        <source>Your certificate for %1 ends at %2. With a new one you get in again after that.</source>
        <translation>Uw certificaat voor %1 verloopt om %2. Met een nieuw komt u daarna ook weer binnen.</translation>
    </message>
    <message>
        <source>The connection to %1 is gone. Your jobs go on there.</source>
        <translation>De verbinding met %1 is weg. Uw taken gaan daar door.</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Probeer nu</translation>
    </message>
    <message>
        <source>Trying to connect again…</source>
        <translation>Werkbank probeert het opnieuw…</translation>
    </message>
    <message>
        <source>Connect again</source>
        <translation>Verbind opnieuw</translation>
    </message>
    <message>
        <source>Sign in again</source>
        <translation>Meld u weer aan</translation>
    </message>
    <message numerus="yes">
        <source>Trying again in %n seconds.</source>
        <translation>
            <numerusform>Nieuwe poging over %n seconde.</numerusform>
            <numerusform>Nieuwe poging over %n seconden.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Trying again in %n minutes.</source>
        <translation>
            <numerusform>Nieuwe poging over %n minuut.</numerusform>
            <numerusform>Nieuwe poging over %n minuten.</numerusform>
        </translation>
    </message>
    <message>
        <source>See what is wrong</source>
        <translation>Bekijk wat er mis is</translation>
    </message>
</context>
<context>
    <name>werkbank::ConnectionPanel</name>
    <message>
        <source>Connection check</source>
        <translation>Verbinding controleren</translation>
    </message>
    <message>
        <source>Does signing in not work? This looks at each step on the way to the factory and says where it stops. It sends no password and changes nothing.</source>
        <translation>Lukt het aanmelden niet? Dit bekijkt elke stap op weg naar de fabriek en zegt waar het vastloopt. Er gaat geen wachtwoord mee en er verandert niets.</translation>
    </message>
    <message>
        <source>Check the connection</source>
        <translation>Controleer de verbinding</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Opnieuw controleren</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stoppen</translation>
    </message>
    <message>
        <source>Copy for the help desk</source>
        <translation>Kopieer voor de helpdesk</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Gekopieerd</translation>
    </message>
    <message>
        <source>You stopped the check.</source>
        <translation>U hebt de controle gestopt.</translation>
    </message>
    <message>
        <source>It stops at: %1</source>
        <translation>Het loopt vast bij: %1</translation>
    </message>
    <message>
        <source>Copy the report and send it to the help desk of the factory. There is no password in it.</source>
        <translation>Kopieer het verslag en stuur het naar de helpdesk van de fabriek. Er staat geen wachtwoord in.</translation>
    </message>
    <message>
        <source>The way to the factory is open.</source>
        <translation>De weg naar de fabriek is vrij.</translation>
    </message>
    <message>
        <source>Werkbank: connection check</source>
        <translation>Werkbank: controle van de verbinding</translation>
    </message>
    <message>
        <source>Factory: %1 (%2), port %3</source>
        <translation>Fabriek: %1 (%2), poort %3</translation>
    </message>
</context>
<context>
    <name>werkbank::CourseDataList</name>
    <message>
        <source>%1: at the factory already, in %2</source>
        <translation>%1: staat al bij de fabriek, in %2</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>The data of your course</source>
        <translation>De gegevens van uw cursus</translation>
    </message>
    <message>
        <source>Werkbank fetches it to this computer and checks that it is exactly what your coach meant.</source>
        <translation>Werkbank haalt ze naar deze computer en controleert of ze precies zijn wat uw coach bedoelde.</translation>
    </message>
    <message>
        <source>Use this data</source>
        <translation>Deze gegevens gebruiken</translation>
    </message>
    <message>
        <source>Use the data %1</source>
        <translation>De gegevens %1 gebruiken</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stoppen</translation>
    </message>
</context>
<context>
    <name>werkbank::CurvePlot</name>
    <message>
        <source>rounds through the data (epochs)</source>
        <translation>rondes door de gegevens (epochs)</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>stappen</translation>
    </message>
    <message>
        <source>without learning: %1</source>
        <translation>zonder leren: %1</translation>
    </message>
    <message>
        <source>round %1</source>
        <translation>ronde %1</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>stap %1</translation>
    </message>
</context>
<context>
    <name>werkbank::DataPage</name>
    <message>
        <source>Data</source>
        <translation>Gegevens</translation>
    </message>
    <message>
        <source>Your data stays on this computer until you start a job. Then a copy goes to the factory.</source>
        <translation>Uw gegevens blijven op deze computer tot u een taak start. Dan gaat er een kopie naar de fabriek.</translation>
    </message>
    <message>
        <source>Is my data good enough?</source>
        <translation>Zijn mijn gegevens goed genoeg?</translation>
    </message>
    <message>
        <source>What do you want to do with it?</source>
        <translation>Wat wilt u ermee doen?</translation>
    </message>
    <message>
        <source>Use this data</source>
        <translation>Deze gegevens gebruiken</translation>
    </message>
</context>
<context>
    <name>werkbank::DataPanel</name>
    <message>
        <source>What we noticed</source>
        <translation>Wat ons opviel</translation>
    </message>
    <message>
        <source>Looking at your data…</source>
        <translation>Uw gegevens worden bekeken…</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Opnieuw nakijken</translation>
    </message>
    <message numerus="yes">
        <source>Your data cannot be used yet: %n things must be repaired first.</source>
        <translation>
            <numerusform>Uw gegevens zijn nog niet bruikbaar: er moet eerst één ding worden verholpen.</numerusform>
            <numerusform>Uw gegevens zijn nog niet bruikbaar: er moeten eerst %n dingen worden verholpen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Repair them in your file and save it. Then press “Check again”.</source>
        <translation>Verbeter het in uw bestand en bewaar dat. Druk dan op ‘Opnieuw nakijken’.</translation>
    </message>
    <message>
        <source>Your data can be used.</source>
        <translation>Uw gegevens zijn bruikbaar.</translation>
    </message>
    <message numerus="yes">
        <source>There are %n things to note. You may go on.</source>
        <translation>
            <numerusform>Er is één ding om op te letten. U mag verder.</numerusform>
            <numerusform>Er zijn %n dingen om op te letten. U mag verder.</numerusform>
        </translation>
    </message>
    <message>
        <source>Let Werkbank repair what it can, below. Or do it in your own file: save it, and press “Check again”.</source>
        <translation>Laat Werkbank hieronder verbeteren wat het kan. Of doe het in uw eigen bestand: bewaar het en druk op ‘Opnieuw nakijken’.</translation>
    </message>
</context>
<context>
    <name>werkbank::DataPreview</name>
    <message>
        <source>This is how the model sees it</source>
        <translation>Zo ziet het model het</translation>
    </message>
    <message>
        <source>%1 pictures of %2 kinds, %3</source>
        <translation>%1 foto&apos;s van %2 soorten, %3</translation>
    </message>
    <message>
        <source>%1 rows, %2 columns, %3</source>
        <translation>%1 rijen, %2 kolommen, %3</translation>
    </message>
    <message>
        <source>The first rows of your table</source>
        <translation>De eerste rijen van uw tabel</translation>
    </message>
    <message numerus="yes">
        <source>%n pictures</source>
        <translation>
            <numerusform>%n foto</numerusform>
            <numerusform>%n foto&apos;s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more kinds</source>
        <translation>
            <numerusform>en nog %n soort</numerusform>
            <numerusform>en nog %n soorten</numerusform>
        </translation>
    </message>
    <message>
        <source>This is what is in it</source>
        <translation>Dit zit erin</translation>
    </message>
    <message>
        <source>%1 files of %2 kinds, %3</source>
        <translation>%1 bestanden van %2 soorten, %3</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Soort</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Bestanden</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Grootte</translation>
    </message>
    <message>
        <source>other</source>
        <translation>overige</translation>
    </message>
    <message>
        <source>%1 recordings, together %2, %3</source>
        <translation>%1 opnames, samen %2, %3</translation>
    </message>
    <message>
        <source>%1 conversations, %2</source>
        <translation>%1 gesprekken, %2</translation>
    </message>
    <message>
        <source>%1 documents, %2</source>
        <translation>%1 documenten, %2</translation>
    </message>
    <message>
        <source>%1 words in sentences, %2</source>
        <translation>%1 woorden in zinnen, %2</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>Document</translation>
    </message>
    <message>
        <source>Sentence</source>
        <translation>Zin</translation>
    </message>
    <message>
        <source>How its text begins</source>
        <translation>Zo begint de tekst</translation>
    </message>
    <message>
        <source>What is marked in it</source>
        <translation>Wat erin gemerkt is</translation>
    </message>
</context>
<context>
    <name>werkbank::DataStep</name>
    <message>
        <source>Data</source>
        <translation>Gegevens</translation>
    </message>
    <message>
        <source>First give your data: drop it on the page or choose it with the button.</source>
        <translation>Geef eerst uw gegevens: sleep ze naar de pagina of kies ze met de knop.</translation>
    </message>
    <message>
        <source>Werkbank is still looking at your data. One moment.</source>
        <translation>Werkbank bekijkt uw gegevens nog. Een ogenblik.</translation>
    </message>
    <message>
        <source>Your data cannot be used yet. Repair the points in red, then press “Check again”.</source>
        <translation>Uw gegevens zijn nog niet bruikbaar. Verhelp de rode punten en druk dan op ‘Opnieuw nakijken’.</translation>
    </message>
    <message>
        <source>Your data</source>
        <translation>Uw gegevens</translation>
    </message>
    <message>
        <source>No data at hand? Use the example data</source>
        <translation>Geen gegevens bij de hand? Gebruik het voorbeeld</translation>
    </message>
    <message>
        <source>Does your data say anything about people? Leave out names, addresses and numbers of persons if the model does not need them.</source>
        <translation>Zeggen uw gegevens iets over mensen? Laat namen, adressen en persoonsnummers weg als het model ze niet nodig heeft.</translation>
    </message>
</context>
<context>
    <name>werkbank::DatasetList</name>
    <message>
        <source>Data that you brought to a factory</source>
        <translation>Gegevens die u naar een fabriek bracht</translation>
    </message>
    <message>
        <source>No data on a factory yet</source>
        <translation>Nog geen gegevens op een fabriek</translation>
    </message>
    <message>
        <source>When you start a job, your data goes to the factory. Here you then see a receipt: how much it was, and that every byte arrived.</source>
        <translation>Als u een taak start, gaan uw gegevens naar de fabriek. Hier ziet u dan een ontvangstbewijs: hoeveel het was, en dat elke byte is aangekomen.</translation>
    </message>
    <message>
        <source>%1 in %2 on %3</source>
        <translation>%1 in %2 op %3</translation>
    </message>
    <message numerus="yes">
        <source>%n files</source>
        <translation>
            <numerusform>%n bestand</numerusform>
            <numerusform>%n bestanden</numerusform>
        </translation>
    </message>
    <message>
        <source>Brought there on %1, and checked at both ends. Used by %2.</source>
        <translation>Gebracht op %1 en aan beide kanten nagekeken. Gebruikt door %2.</translation>
    </message>
    <message numerus="yes">
        <source>%n jobs</source>
        <translation>
            <numerusform>%n taak</numerusform>
            <numerusform>%n taken</numerusform>
        </translation>
    </message>
    <message>
        <source>On this computer: %1</source>
        <translation>Op deze computer: %1</translation>
    </message>
    <message>
        <source>Its mark (SHA-256): %1</source>
        <translation>Kenmerk (SHA-256): %1</translation>
    </message>
    <message>
        <source>Complete</source>
        <translation>Volledig</translation>
    </message>
    <message numerus="yes">
        <source>Kept there packed together, as %n files. Your jobs see them as they were.</source>
        <translation>
            <numerusform>Daar samengepakt bewaard, als %n bestand. Uw taken zien ze zoals ze waren.</numerusform>
            <numerusform>Daar samengepakt bewaard, als %n bestanden. Uw taken zien ze zoals ze waren.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>werkbank::DropZone</name>
    <message>
        <source>Drop your file here</source>
        <translation>Sleep uw bestand hierheen</translation>
    </message>
    <message>
        <source>Drop your folder here</source>
        <translation>Sleep uw map hierheen</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>Bestand kiezen…</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>Map kiezen…</translation>
    </message>
    <message>
        <source>Or type or paste where it is:</source>
        <translation>Of typ of plak waar het staat:</translation>
    </message>
    <message>
        <source>Where your file is</source>
        <translation>Waar uw bestand staat</translation>
    </message>
    <message>
        <source>Where your folder is</source>
        <translation>Waar uw map staat</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle bestanden (*)</translation>
    </message>
    <message numerus="yes">
        <source>You dropped %n things at once. Werkbank takes one.</source>
        <translation>
            <numerusform>U liet %n ding tegelijk los. Werkbank neemt er één aan.</numerusform>
            <numerusform>U liet %n dingen tegelijk los. Werkbank neemt er één aan.</numerusform>
        </translation>
    </message>
    <message>
        <source>Drop the one file that has your table.</source>
        <translation>Sleep alleen het bestand met uw tabel hierheen.</translation>
    </message>
    <message>
        <source>This is not on your computer: it is an address on the internet.</source>
        <translation>Dit staat niet op uw computer: het is een adres op internet.</translation>
    </message>
    <message>
        <source>Save it on this computer first. Then drop it here.</source>
        <translation>Bewaar het eerst op deze computer. Sleep het dan hierheen.</translation>
    </message>
    <message>
        <source>Put them together in one folder, and drop that. Photos to sort: a folder for each kind in it.</source>
        <translation>Zet ze bij elkaar in één map en sleep die hierheen. Foto&apos;s om te sorteren: daarin een map per soort.</translation>
    </message>
    <message>
        <source>Drop your file or folder here</source>
        <translation>Sleep uw bestand of map hierheen</translation>
    </message>
    <message>
        <source>Where your file or folder is</source>
        <translation>Waar uw bestand of map staat</translation>
    </message>
    <message>
        <source>Tables, conversations and sentences (*.csv *.txt *.jsonl *.conll *.bio *.iob *.tsv)</source>
        <translation>Tabellen, gesprekken en zinnen (*.csv *.txt *.jsonl *.conll *.bio *.iob *.tsv)</translation>
    </message>
</context>
<context>
    <name>werkbank::EstimateCard</name>
    <message>
        <source>What it will take</source>
        <translation>Wat het kost</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>niet bekend</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Tijd</translation>
    </message>
    <message>
        <source>GPU-hours</source>
        <translation>GPU-uren</translation>
    </message>
    <message>
        <source>Electricity</source>
        <translation>Stroom</translation>
    </message>
    <message>
        <source>Werkbank can only estimate this when it has seen your data.</source>
        <translation>Werkbank kan dit pas schatten als het uw gegevens heeft gezien.</translation>
    </message>
    <message>
        <source>hardly any</source>
        <translation>bijna niets</translation>
    </message>
    <message>
        <source>%1 kWh</source>
        <translation>%1 kWh</translation>
    </message>
    <message>
        <source>none</source>
        <translation>geen</translation>
    </message>
    <message>
        <source>This job does not need a GPU.</source>
        <translation>Deze taak heeft geen GPU nodig.</translation>
    </message>
    <message numerus="yes">
        <source>on %n GPUs</source>
        <translation>
            <numerusform>op %n GPU</numerusform>
            <numerusform>op %n GPU&apos;s</numerusform>
        </translation>
    </message>
    <message>
        <source>An estimate before the start. Waiting for a place on the factory is not in it. After %1 the factory stops the job.</source>
        <translation>Een schatting vooraf. Het wachten op een plek in de fabriek zit er niet in. Na %1 stopt de fabriek de taak.</translation>
    </message>
    <message>
        <source>GPU memory</source>
        <translation>GPU-geheugen</translation>
    </message>
    <message>
        <source>%1 GB</source>
        <translation>%1 GB</translation>
    </message>
    <message>
        <source>Fits on a GPU of %1 GB or more.</source>
        <translation>Past op een GPU van %1 GB of meer.</translation>
    </message>
    <message>
        <source>Does not fit on one GPU. Choose a smaller model, or another way to teach it (QLoRA asks the least).</source>
        <translation>Past niet op één GPU. Kies een kleiner model, of een andere manier van bijscholen (QLoRA vraagt het minst).</translation>
    </message>
    <message>
        <source>Measured by a trial run. Waiting for a place on the factory is not in it. After %1 the factory stops the job.</source>
        <translation>Gemeten met een proefrit. Wachten op een plek in de fabriek zit er niet in. Na %1 stopt de fabriek de taak.</translation>
    </message>
    <message numerus="yes">
        <source>For all %n settings together. Waiting for a place on the factory is not in it. A setting that takes longer than %1 is stopped; the others go on.</source>
        <translation>
            <numerusform>Voor %n instelling. Wachten op een plek bij de fabriek telt niet mee. Duurt een instelling langer dan %1, dan wordt die gestopt; de andere gaan door.</numerusform>
            <numerusform>Voor alle %n instellingen samen. Wachten op een plek bij de fabriek telt niet mee. Duurt een instelling langer dan %1, dan wordt die gestopt; de andere gaan door.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>werkbank::EvidencePage</name>
    <message>
        <source>Taken out: %1 passwords and keys, %2 addresses and account numbers, %3 names and folders.</source>
        <translation>Weggehaald: %1 wachtwoorden en sleutels, %2 adressen en rekeningnummers, %3 namen en mappen.</translation>
    </message>
    <message>
        <source>A program does not recognise everything. Look it through, and untick what should not go along.</source>
        <translation>Een programma herkent niet alles. Kijk het na, en haal het vinkje weg bij wat niet mee mag.</translation>
    </message>
    <message>
        <source>Saved in %1</source>
        <translation>Bewaard in %1</translation>
    </message>
    <message>
        <source>Send this file yourself to whoever helps you.</source>
        <translation>Stuur dit bestand zelf naar wie u helpt.</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>Map openen</translation>
    </message>
    <message>
        <source>Save the file for the adviser</source>
        <translation>Het bestand voor de adviseur bewaren</translation>
    </message>
    <message>
        <source>werkbank-help.zip</source>
        <translation>werkbank-hulp.zip</translation>
    </message>
    <message>
        <source>Zip file (*.zip)</source>
        <translation>Zip-bestand (*.zip)</translation>
    </message>
    <message>
        <source>Back to the job</source>
        <translation>Terug naar de taak</translation>
    </message>
    <message>
        <source>A file for whoever helps you</source>
        <translation>Een bestand voor wie u helpt</translation>
    </message>
    <message>
        <source>An adviser finds in it what is needed to help with this job. Nothing is sent: you save it, and you decide who gets it.</source>
        <translation>Een adviseur vindt hierin wat nodig is om u met deze taak te helpen. Er wordt niets verstuurd: u bewaart het, en u beslist wie het krijgt.</translation>
    </message>
    <message>
        <source>The file is put together …</source>
        <translation>Het bestand wordt samengesteld …</translation>
    </message>
    <message>
        <source>Save the file</source>
        <translation>Het bestand bewaren</translation>
    </message>
    <message>
        <source>Parts of the file</source>
        <translation>Onderdelen van het bestand</translation>
    </message>
    <message>
        <source>What is in the chosen part</source>
        <translation>Wat er in het gekozen onderdeel staat</translation>
    </message>
</context>
<context>
    <name>werkbank::FactoriesPage</name>
    <message>
        <source>Factories</source>
        <translation>Fabrieken</translation>
    </message>
    <message>
        <source>A factory is a place with powerful computers that train your model. Begin with the practice factory: nothing can go wrong there.</source>
        <translation>Een fabriek is een plek met krachtige computers die uw model trainen. Begin met de oefenfabriek: daar kan niets misgaan.</translation>
    </message>
    <message>
        <source>No factory is known</source>
        <translation>Er is geen fabriek bekend</translation>
    </message>
    <message>
        <source>Werkbank could not read any factory. Install Werkbank again, or call the help desk.</source>
        <translation>Werkbank kon geen enkele fabriek lezen. Installeer Werkbank opnieuw, of bel de helpdesk.</translation>
    </message>
    <message>
        <source>Add a factory</source>
        <translation>Fabriek toevoegen</translation>
    </message>
</context>
<context>
    <name>werkbank::FactoryCard</name>
    <message>
        <source>Always open</source>
        <translation>Altijd open</translation>
    </message>
    <message>
        <source>Not signed in</source>
        <translation>Niet aangemeld</translation>
    </message>
    <message>
        <source>Signing in</source>
        <translation>Bezig met aanmelden</translation>
    </message>
    <message>
        <source>Does not answer</source>
        <translation>Geeft geen antwoord</translation>
    </message>
    <message>
        <source>Signed in</source>
        <translation>Aangemeld</translation>
    </message>
    <message>
        <source>No connection</source>
        <translation>Geen verbinding</translation>
    </message>
    <message>
        <source>New jobs go here</source>
        <translation>Nieuwe taken gaan hierheen</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Openen</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>%1 openen</translation>
    </message>
</context>
<context>
    <name>werkbank::FactoryPage</name>
    <message>
        <source>All factories</source>
        <translation>Alle fabrieken</translation>
    </message>
    <message>
        <source>Send new jobs here</source>
        <translation>Nieuwe taken hierheen sturen</translation>
    </message>
    <message>
        <source>New jobs go here</source>
        <translation>Nieuwe taken gaan hierheen</translation>
    </message>
    <message numerus="yes">
        <source>Computers with %n GPUs each</source>
        <translation>
            <numerusform>Computers met elk %n GPU</numerusform>
            <numerusform>Computers met elk %n GPU&apos;s</numerusform>
        </translation>
    </message>
    <message>
        <source>Computers without GPU</source>
        <translation>Computers zonder GPU</translation>
    </message>
    <message>
        <source>, for at most %1 a job</source>
        <translation>, hoogstens %1 per taak</translation>
    </message>
    <message>
        <source> (here called “%1”)</source>
        <translation> (heet hier ‘%1’)</translation>
    </message>
    <message>
        <source>What you may use here</source>
        <translation>Wat u hier mag gebruiken</translation>
    </message>
    <message>
        <source>Werkbank is asking the factory.</source>
        <translation>Werkbank vraagt het aan de fabriek.</translation>
    </message>
    <message>
        <source>You see this when you are signed in.</source>
        <translation>Dit ziet u als u bent aangemeld.</translation>
    </message>
    <message>
        <source>Your jobs need no account name here.</source>
        <translation>Uw taken hebben hier geen rekeningnaam nodig.</translation>
    </message>
    <message>
        <source>Your jobs count for the account “%1”. Werkbank fills that in for you.</source>
        <translation>Uw taken tellen voor de rekening ‘%1’. Werkbank vult dat voor u in.</translation>
    </message>
    <message>
        <source>Free room for your data: %1.</source>
        <translation>Vrije ruimte voor uw gegevens: %1.</translation>
    </message>
    <message>
        <source>Free room for your data: unknown. The factory does not say.</source>
        <translation>Vrije ruimte voor uw gegevens: niet bekend. De fabriek zegt het niet.</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hulp</translation>
    </message>
    <message>
        <source>Computer you sign in to: %1</source>
        <translation>Computer waar u zich aanmeldt: %1</translation>
    </message>
    <message>
        <source>What you may use</source>
        <translation>Wat u mag gebruiken</translation>
    </message>
    <message>
        <source>My keys</source>
        <translation>Mijn sleutels</translation>
    </message>
    <message>
        <source>Connection check</source>
        <translation>Verbinding controleren</translation>
    </message>
    <message>
        <source>Parts of this page</source>
        <translation>Onderdelen van deze pagina</translation>
    </message>
    <message>
        <source>This factory lets you in with a key, and this computer has none yet.</source>
        <translation>Deze fabriek laat u binnen met een sleutel, en deze computer heeft er nog geen.</translation>
    </message>
    <message>
        <source>Werkbank makes one for you and says what to do with it.</source>
        <translation>Werkbank maakt er een voor u en zegt wat u ermee moet doen.</translation>
    </message>
    <message>
        <source>Make a key</source>
        <translation>Sleutel maken</translation>
    </message>
    <message>
        <source>Edit this factory (for experts)</source>
        <translation>Wijzig deze fabriek (voor experts)</translation>
    </message>
    <message>
        <source>What is stored here</source>
        <translation>Wat hier bewaard wordt</translation>
    </message>
</context>
<context>
    <name>werkbank::FindingList</name>
    <message numerus="yes">
        <source>Show %n more</source>
        <translation>
            <numerusform>Nog %n tonen</numerusform>
            <numerusform>Nog %n tonen</numerusform>
        </translation>
    </message>
    <message>
        <source>line %1</source>
        <translation>regel %1</translation>
    </message>
    <message>
        <source>column %1</source>
        <translation>kolom %1</translation>
    </message>
    <message>
        <source>Must be repaired: %1</source>
        <translation>Moet verholpen worden: %1</translation>
    </message>
    <message>
        <source>Please note: %1</source>
        <translation>Let op: %1</translation>
    </message>
</context>
<context>
    <name>werkbank::GpuCharts</name>
    <message>
        <source>Save the charts as a picture</source>
        <translation>De grafieken als afbeelding bewaren</translation>
    </message>
    <message>
        <source>Save the readings as a table</source>
        <translation>De metingen als tabel bewaren</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>Tabel (*.csv)</translation>
    </message>
    <message>
        <source>No GPU readings</source>
        <translation>Geen GPU-metingen</translation>
    </message>
    <message>
        <source>This job ran without a GPU, or the factory could not measure it. The learning curve is under Overview.</source>
        <translation>Deze taak draaide zonder GPU, of de fabriek kon de GPU niet meten. De leercurve staat onder Overzicht.</translation>
    </message>
    <message>
        <source>No GPU readings yet</source>
        <translation>Nog geen GPU-metingen</translation>
    </message>
    <message>
        <source>The charts begin when the job runs. You can leave this page; nothing is lost.</source>
        <translation>De grafieken beginnen zodra de taak draait. U kunt deze pagina verlaten; er gaat niets verloren.</translation>
    </message>
    <message>
        <source>Saved in %1</source>
        <translation>Bewaard in %1</translation>
    </message>
    <message>
        <source>Follow the run</source>
        <translation>Live volgen</translation>
    </message>
    <message>
        <source>Closer (+)</source>
        <translation>Inzoomen (+)</translation>
    </message>
    <message>
        <source>Farther (−)</source>
        <translation>Uitzoomen (−)</translation>
    </message>
    <message>
        <source>The whole run (0)</source>
        <translation>De hele taak (0)</translation>
    </message>
    <message>
        <source>Wheel: closer. Drag or arrow keys: move along.</source>
        <translation>Wiel: inzoomen. Slepen of pijltjes: verschuiven.</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Afbeelding</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabel</translation>
    </message>
    <message>
        <source>Picture (*.png);;PDF (*.pdf)</source>
        <translation>Afbeelding (*.png);;PDF (*.pdf)</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>niet gemeten</translation>
    </message>
    <message>
        <source>GPU use on average: this job %1, &quot;%2&quot; %3.</source>
        <translation>Gebruik van de GPU&apos;s, gemiddeld: deze taak %1, &quot;%2&quot; %3.</translation>
    </message>
    <message>
        <source>Of the settings that are tried these are the readings of number %1.</source>
        <translation>Er worden meer instellingen geprobeerd. Dit zijn de metingen van nummer %1.</translation>
    </message>
</context>
<context>
    <name>werkbank::GpuField</name>
    <message numerus="yes">
        <source>%n graphics cards</source>
        <translation>
            <numerusform>%n grafische kaart</numerusform>
            <numerusform>%n grafische kaarten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 in %n computers</source>
        <translation>
            <numerusform>%1 in %n computer</numerusform>
            <numerusform>%1 in %n computers</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, about %2; costs more</source>
        <translation>%1, ongeveer %2; kost meer</translation>
    </message>
    <message>
        <source>%1, about %2</source>
        <translation>%1, ongeveer %2</translation>
    </message>
    <message>
        <source>How many graphics cards?</source>
        <translation>Hoeveel grafische kaarten?</translation>
    </message>
    <message>
        <source>%1, about %2; not ready sooner, and costs more</source>
        <translation>%1, ongeveer %2; niet eerder klaar, en het kost meer</translation>
    </message>
    <message>
        <source>More cards share the work: much work is ready sooner, and the result is the same. It costs more GPU-hours, because the cards also wait for one another. For a first try, one is enough.</source>
        <translation>Meer kaarten verdelen het werk: veel werk is eerder klaar, met hetzelfde resultaat. Het kost meer GPU-uren, want de kaarten wachten ook op elkaar. Om te beginnen is één genoeg.</translation>
    </message>
</context>
<context>
    <name>werkbank::GpuPlot</name>
    <message>
        <source>lowest GPU</source>
        <translation>laagste GPU</translation>
    </message>
    <message>
        <source>highest GPU</source>
        <translation>hoogste GPU</translation>
    </message>
    <message>
        <source>average of %1 GPUs</source>
        <translation>gemiddelde van %1 GPU&apos;s</translation>
    </message>
    <message>
        <source>time since the start, and the time on the clock</source>
        <translation>tijd sinds de start, en de tijd op de klok</translation>
    </message>
    <message>
        <source>Charts of the GPUs</source>
        <translation>Grafieken van de GPU&apos;s</translation>
    </message>
    <message>
        <source>%1: a row for each GPU, the stronger the colour the busier</source>
        <translation>%1: een rij per GPU, hoe sterker de kleur, hoe drukker</translation>
    </message>
    <message>
        <source>average of &quot;%1&quot;</source>
        <translation>gemiddelde van &quot;%1&quot;</translation>
    </message>
</context>
<context>
    <name>werkbank::HelpLines</name>
    <message>
        <source>Call %1</source>
        <translation>Bel %1</translation>
    </message>
    <message>
        <source>Write to %1</source>
        <translation>Mail naar %1</translation>
    </message>
    <message>
        <source>Open the website %1</source>
        <translation>Open de website %1</translation>
    </message>
    <message>
        <source>This factory has no help desk. Look under Help in this window.</source>
        <translation>Deze fabriek heeft geen helpdesk. Kijk bij Hulp in dit venster.</translation>
    </message>
</context>
<context>
    <name>werkbank::HelpPage</name>
    <message>
        <source>Help</source>
        <translation>Hulp</translation>
    </message>
    <message>
        <source>What does Werkbank do?</source>
        <translation>Wat doet Werkbank?</translation>
    </message>
    <message>
        <source>You have data: a table, or photos. A model can learn from it, for instance to tell good products from bad ones. That takes a lot of computing. Werkbank sends your data to an AI factory, has the model trained there, and brings the result to your computer.</source>
        <translation>U hebt gegevens: een tabel, of foto&apos;s. Daar kan een model van leren, bijvoorbeeld om goede producten van slechte te onderscheiden. Dat vraagt veel rekenkracht. Werkbank stuurt uw gegevens naar een AI-fabriek, laat het model daar trainen en haalt het resultaat naar uw computer.</translation>
    </message>
    <message>
        <source>What is an AI factory?</source>
        <translation>Wat is een AI-fabriek?</translation>
    </message>
    <message>
        <source>A building full of very fast computers that companies may use. Your job waits in line there until there is room. Then it runs by itself. You may close Werkbank in the meantime.</source>
        <translation>Een gebouw vol heel snelle computers die bedrijven mogen gebruiken. Uw taak wacht daar in de rij tot er plek is. Daarna loopt hij vanzelf. U mag Werkbank intussen sluiten.</translation>
    </message>
    <message>
        <source>How do I begin?</source>
        <translation>Hoe begin ik?</translation>
    </message>
    <message>
        <source>Press “Train your first model” on the Start page. It uses the practice factory: you need no account, and nothing can go wrong.</source>
        <translation>Druk op de startpagina op ‘Train uw eerste model’. Dat gaat met de oefenfabriek: u hebt geen account nodig en er kan niets misgaan.</translation>
    </message>
    <message>
        <source>What happens to my data?</source>
        <translation>Wat gebeurt er met mijn gegevens?</translation>
    </message>
    <message>
        <source>It stays on your computer until you press “Start training”. Then a copy goes to the factory over a secured connection. Werkbank checks at both ends that every byte arrived. Nobody else can read your folder there.</source>
        <translation>Ze blijven op uw computer tot u op ‘Training starten’ drukt. Dan gaat er een kopie naar de fabriek over een beveiligde verbinding. Werkbank kijkt aan beide kanten na of elke byte is aangekomen. Andere gebruikers kunnen uw map daar niet lezen.</translation>
    </message>
    <message>
        <source>Something goes wrong</source>
        <translation>Er gaat iets mis</translation>
    </message>
    <message>
        <source>Open the job under Jobs. On top you read what is the matter and what you can do. If you cannot work it out, call the help desk of your factory: the number is on its page under Factory.</source>
        <translation>Open de taak bij Taken. Bovenaan leest u wat er aan de hand is en wat u kunt doen. Komt u er niet uit, bel dan de helpdesk van uw fabriek: het nummer staat op haar pagina bij Fabriek.</translation>
    </message>
    <message>
        <source>Working with the keyboard</source>
        <translation>Werken met het toetsenbord</translation>
    </message>
    <message>
        <source>Ctrl+1 to Ctrl+5 open the five pages on the left. Ctrl+N begins a new job, F1 opens this page. With Tab you go from one field to the next, with Enter or the space bar you press a button.</source>
        <translation>Met Ctrl+1 tot en met Ctrl+5 opent u de vijf pagina&apos;s links. Ctrl+N begint een nieuwe taak, F1 opent deze pagina. Met Tab gaat u naar het volgende veld, met Enter of de spatiebalk drukt u op een knop.</translation>
    </message>
</context>
<context>
    <name>werkbank::HostQuestion</name>
    <message>
        <source>Is this really %1? Werkbank does not know this computer yet.</source>
        <translation>Is dit echt %1? Werkbank kent deze computer nog niet.</translation>
    </message>
    <message>
        <source>Compare this with what your factory published on its website or in its letter to you. It must be exactly the same. Only then do you know that your password goes to the right place. Werkbank asks this once.</source>
        <translation>Vergelijk dit met wat uw fabriek op haar website of in haar brief aan u zet. Het moet precies hetzelfde zijn. Alleen dan weet u dat uw wachtwoord op de goede plek aankomt. Werkbank vraagt dit één keer.</translation>
    </message>
    <message>
        <source>Fingerprint of the computer (%1):</source>
        <translation>Vingerafdruk van de computer (%1):</translation>
    </message>
    <message>
        <source>Fingerprint: %1</source>
        <translation>Vingerafdruk: %1</translation>
    </message>
    <message>
        <source>The same in words, to compare over the telephone:</source>
        <translation>Hetzelfde in woorden, om aan de telefoon te vergelijken:</translation>
    </message>
</context>
<context>
    <name>werkbank::HostWords</name>
    <message>
        <source>average of %1 computers</source>
        <translation>gemiddelde van %1 computers</translation>
    </message>
    <message>
        <source>highest</source>
        <translation>hoogste</translation>
    </message>
    <message>
        <source>lowest</source>
        <translation>laagste</translation>
    </message>
    <message>
        <source>Main memory, where it was fullest (%1): of %2, %3 used at most.</source>
        <translation>Werkgeheugen, waar het het volst was (%1): van de %2 is hoogstens %3 gebruikt.</translation>
    </message>
    <message>
        <source>Main memory: of %1, %2 used at most.</source>
        <translation>Werkgeheugen: van de %1 is hoogstens %2 gebruikt.</translation>
    </message>
    <message>
        <source>That is nearly full: a job that needs more is broken off by the factory.</source>
        <translation>Dat is bijna vol: een taak die meer nodig heeft, wordt door de AI-fabriek afgebroken.</translation>
    </message>
    <message>
        <source>That is nearly full.</source>
        <translation>Dat is bijna vol.</translation>
    </message>
    <message>
        <source>This is of the whole computer, with other people&apos;s jobs if there are any.</source>
        <translation>Dit geldt voor de hele computer, met de taken van anderen erbij als die er zijn.</translation>
    </message>
    <message>
        <source>Processor: %1 on average, between %2 and %3.</source>
        <translation>Processor: gemiddeld %1, tussen %2 en %3.</translation>
    </message>
    <message>
        <source>Main memory of the job (GiB)</source>
        <translation>Werkgeheugen van de taak (GiB)</translation>
    </message>
    <message>
        <source>Main memory of the computer (GiB)</source>
        <translation>Werkgeheugen van de computer (GiB)</translation>
    </message>
    <message>
        <source>all that the job may use</source>
        <translation>alles wat de taak mag gebruiken</translation>
    </message>
    <message>
        <source>all there is</source>
        <translation>alles wat er is</translation>
    </message>
    <message>
        <source>Processor (%, of the cores that the job has)</source>
        <translation>Processor (%, van de kernen die de taak heeft)</translation>
    </message>
    <message>
        <source>Processor (%, of the whole computer)</source>
        <translation>Processor (%, van de hele computer)</translation>
    </message>
    <message>
        <source>Charts of the computers: main memory and processor</source>
        <translation>Grafieken van de computers: werkgeheugen en processor</translation>
    </message>
</context>
<context>
    <name>werkbank::HowItGoes</name>
    <message>
        <source>How it goes</source>
        <translation>Zo gaat het</translation>
    </message>
    <message>
        <source>1. You bring data</source>
        <translation>1. U brengt gegevens mee</translation>
    </message>
    <message>
        <source>A table or photos of your own work. Werkbank looks whether it is good enough, before anything leaves your computer.</source>
        <translation>Een tabel of foto&apos;s van uw eigen werk. Werkbank kijkt of ze goed genoeg zijn, voordat er iets uw computer verlaat.</translation>
    </message>
    <message>
        <source>2. The factory trains</source>
        <translation>2. De fabriek traint</translation>
    </message>
    <message>
        <source>Its computers look for the pattern in your data. You see how it is doing, and what it takes.</source>
        <translation>De computers daar zoeken het patroon in uw gegevens. U ziet hoe het gaat en wat het kost.</translation>
    </message>
    <message>
        <source>3. You get a model</source>
        <translation>3. U krijgt een model</translation>
    </message>
    <message>
        <source>With a report that says honestly how good it is, and a small program to use it.</source>
        <translation>Met een verslag dat eerlijk zegt hoe goed het is, en een klein programma om het te gebruiken.</translation>
    </message>
</context>
<context>
    <name>werkbank::InvitationPage</name>
    <message>
        <source>All factories</source>
        <translation>Alle fabrieken</translation>
    </message>
    <message>
        <source>Setting this computer up…</source>
        <translation>Deze computer wordt ingesteld…</translation>
    </message>
    <message>
        <source>Reading %1…</source>
        <translation>%1 wordt gelezen…</translation>
    </message>
    <message>
        <source>Set this computer up</source>
        <translation>Stel deze computer in</translation>
    </message>
    <message>
        <source>Do not use it</source>
        <translation>Niet gebruiken</translation>
    </message>
    <message>
        <source>Adds the factory to your list. Nothing is sent and nothing is started.</source>
        <translation>De fabriek komt in uw lijst. Er wordt niets verstuurd en niets gestart.</translation>
    </message>
    <message>
        <source>I heard exactly these eight words</source>
        <translation>Ik hoorde precies deze acht woorden</translation>
    </message>
    <message>
        <source>Invitation for %1</source>
        <translation>Uitnodiging voor %1</translation>
    </message>
    <message>
        <source>Invitation</source>
        <translation>Uitnodiging</translation>
    </message>
    <message>
        <source>It says that it is from %1, but Werkbank does not know the signature.</source>
        <translation>Er staat dat hij van %1 komt, maar Werkbank kent de handtekening niet.</translation>
    </message>
    <message>
        <source>Ask %1, in the room or by telephone, to read their eight words aloud. They must be exactly these:</source>
        <translation>Vraag %1, in de zaal of aan de telefoon, om de eigen acht woorden voor te lezen. Het moeten precies deze zijn:</translation>
    </message>
    <message>
        <source>Made by</source>
        <translation>Gemaakt door</translation>
    </message>
    <message>
        <source>Factory</source>
        <translation>Fabriek</translation>
    </message>
    <message>
        <source>Run by</source>
        <translation>Beheerd door</translation>
    </message>
    <message>
        <source>You sign in to</source>
        <translation>U meldt zich aan bij</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Project</translation>
    </message>
    <message>
        <source>Use it before</source>
        <translation>Te gebruiken tot</translation>
    </message>
    <message>
        <source>GPUs kept free for you</source>
        <translation>GPU&apos;s voor u vrijgehouden</translation>
    </message>
    <message>
        <source>from %1 until %2</source>
        <translation>van %1 tot %2</translation>
    </message>
    <message>
        <source>Course data</source>
        <translation>Gegevens van de cursus</translation>
    </message>
    <message>
        <source>You have this factory already. This changes:</source>
        <translation>U hebt deze fabriek al. Dit verandert:</translation>
    </message>
</context>
<context>
    <name>werkbank::JobActions</name>
    <message>
        <source>Send it now</source>
        <translation>Nu versturen</translation>
    </message>
    <message>
        <source>Bring the result home</source>
        <translation>Resultaat ophalen</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>Map openen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Opnieuw proberen</translation>
    </message>
    <message>
        <source>Bring home what there is</source>
        <translation>Ophalen wat er is</translation>
    </message>
    <message>
        <source>Bring it home again</source>
        <translation>Nog eens ophalen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Onderbreken</translation>
    </message>
    <message>
        <source>Stop this job</source>
        <translation>Deze taak stoppen</translation>
    </message>
    <message>
        <source>Do not send it</source>
        <translation>Niet versturen</translation>
    </message>
    <message>
        <source>Stop this job? What it learnt since it last saved is lost.</source>
        <translation>Deze taak stoppen? Wat hij sinds de laatste keer bewaren heeft geleerd, gaat verloren.</translation>
    </message>
    <message>
        <source>Not send this job? Your data on this computer stays as it is.</source>
        <translation>Deze taak niet versturen? Uw gegevens op deze computer blijven zoals ze zijn.</translation>
    </message>
    <message>
        <source>Yes, stop it</source>
        <translation>Ja, stoppen</translation>
    </message>
    <message>
        <source>Yes, leave it</source>
        <translation>Ja, niet versturen</translation>
    </message>
    <message>
        <source>No, let it run</source>
        <translation>Nee, laten lopen</translation>
    </message>
    <message>
        <source>No, keep it</source>
        <translation>Nee, bewaren</translation>
    </message>
    <message>
        <source>Bring home what there is so far</source>
        <translation>Haal op wat er tot nu toe is</translation>
    </message>
    <message>
        <source>Use this model</source>
        <translation>Dit model gebruiken</translation>
    </message>
    <message>
        <source>Start the whole run</source>
        <translation>Start de hele training</translation>
    </message>
    <message>
        <source>Opens a new job, filled in, with the time that was measured</source>
        <translation>Opent een nieuwe taak, al ingevuld, met de tijd die is gemeten</translation>
    </message>
    <message>
        <source>Stop this trial run</source>
        <translation>Stop deze proefrit</translation>
    </message>
    <message>
        <source>Stop this trial run? Then it measures nothing. No work is lost.</source>
        <translation>Deze proefrit stoppen? Dan wordt er niets gemeten. Er gaat geen werk verloren.</translation>
    </message>
</context>
<context>
    <name>werkbank::JobDelegate</name>
    <message>
        <source>%1 · %2 to go</source>
        <translation>%1 · nog %2</translation>
    </message>
    <message>
        <source>without learning: %1</source>
        <translation>zonder leren: %1</translation>
    </message>
    <message>
        <source>score %1</source>
        <translation>score %1</translation>
    </message>
</context>
<context>
    <name>werkbank::JobDetails</name>
    <message>
        <source>Template</source>
        <translation>Sjabloon</translation>
    </message>
    <message>
        <source>The card from the catalogue that this job was made of, with its version.</source>
        <translation>De kaart uit de catalogus waar deze taak van is gemaakt, met de versie.</translation>
    </message>
    <message>
        <source>Factory</source>
        <translation>Fabriek</translation>
    </message>
    <message>
        <source>The AI factory that runs the job.</source>
        <translation>De AI-fabriek die de taak uitvoert.</translation>
    </message>
    <message>
        <source>Number at the factory</source>
        <translation>Nummer bij de fabriek</translation>
    </message>
    <message>
        <source>Under this number the factory&apos;s own scheduler (Slurm) knows the job. The help desk asks for it.</source>
        <translation>Onder dit nummer kent de planner van de fabriek (Slurm) de taak. De helpdesk vraagt ernaar.</translation>
    </message>
    <message>
        <source>State at the factory</source>
        <translation>Status bij de fabriek</translation>
    </message>
    <message>
        <source>The scheduler&apos;s own word for why the job waits or ended.</source>
        <translation>Het eigen woord van de planner voor waarom de taak wacht of is gestopt.</translation>
    </message>
    <message>
        <source>Runs on</source>
        <translation>Draait op</translation>
    </message>
    <message>
        <source>The name of the machine, or machines, inside the factory (nodes).</source>
        <translation>De naam van de machine, of machines, in de fabriek (nodes).</translation>
    </message>
    <message>
        <source>Asked for</source>
        <translation>Gevraagd</translation>
    </message>
    <message>
        <source>%1 GPUs, %2 processor cores, %3 GB of memory</source>
        <translation>%1 GPU&apos;s, %2 processorkernen, %3 GB geheugen</translation>
    </message>
    <message>
        <source>What the factory keeps free for this job while it runs.</source>
        <translation>Wat de fabriek voor deze taak vrijhoudt zolang hij draait.</translation>
    </message>
    <message>
        <source>Time limit</source>
        <translation>Tijdslimiet</translation>
    </message>
    <message>
        <source>After this time the factory stops the job (walltime). The job saves itself just before.</source>
        <translation>Na deze tijd stopt de fabriek de taak (walltime). Vlak daarvoor bewaart de taak zichzelf.</translation>
    </message>
    <message>
        <source>Handed in</source>
        <translation>Ingediend</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Gestart</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Geëindigd</translation>
    </message>
    <message>
        <source>Exit code</source>
        <translation>Eindcode</translation>
    </message>
    <message>
        <source>What the program said when it ended; 0 means without an error.</source>
        <translation>Wat het programma bij het eindigen meldde; 0 betekent zonder fout.</translation>
    </message>
    <message>
        <source>Begun anew</source>
        <translation>Opnieuw begonnen</translation>
    </message>
    <message>
        <source>How often the factory interrupted the job and began it again (requeue). It goes on from its last saved state.</source>
        <translation>Hoe vaak de fabriek de taak heeft onderbroken en opnieuw begonnen (requeue). Hij gaat verder waar hij het laatst bewaarde.</translation>
    </message>
    <message>
        <source>Computes with</source>
        <translation>Rekent met</translation>
    </message>
    <message>
        <source>The device that the training itself reports: cuda is an NVIDIA GPU, cpu is the processor.</source>
        <translation>Het apparaat dat de training zelf meldt: cuda is een GPU van NVIDIA, cpu is de processor.</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Stappen</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 van %2</translation>
    </message>
    <message>
        <source>One step is one small portion of your data that the model learnt from.</source>
        <translation>Eén stap is één klein deel van uw gegevens waar het model van leerde.</translation>
    </message>
    <message>
        <source>Last saved at step</source>
        <translation>Laatst bewaard bij stap</translation>
    </message>
    <message>
        <source>From here the job would go on after an interruption (checkpoint).</source>
        <translation>Vanaf hier gaat de taak verder na een onderbreking (checkpoint).</translation>
    </message>
    <message>
        <source>Data on this computer</source>
        <translation>Gegevens op deze computer</translation>
    </message>
    <message>
        <source>Data at the factory</source>
        <translation>Gegevens bij de fabriek</translation>
    </message>
    <message>
        <source>The name of your data there, with a fingerprint of its content.</source>
        <translation>De naam van uw gegevens daar, met een vingerafdruk van de inhoud.</translation>
    </message>
    <message>
        <source>Result on this computer</source>
        <translation>Resultaat op deze computer</translation>
    </message>
    <message>
        <source>Identity</source>
        <translation>Kenmerk</translation>
    </message>
    <message>
        <source>Werkbank&apos;s own number of this job; the same everywhere, so that nothing runs twice.</source>
        <translation>Het nummer dat Werkbank aan deze taak geeft; overal hetzelfde, zodat niets twee keer draait.</translation>
    </message>
    <message>
        <source>Last problem</source>
        <translation>Laatste probleem</translation>
    </message>
    <message>
        <source>In the words of the program, for whoever helps you.</source>
        <translation>In de woorden van het programma, voor wie u helpt.</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Bestanden</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Grootte</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>Vingerafdruk</translation>
    </message>
    <message>
        <source>Worked out on both ends from every file (SHA-256). It was the same: what arrived is what you sent.</source>
        <translation>Aan beide kanten berekend uit elk bestand (SHA-256). Het was gelijk: wat aankwam is wat u stuurde.</translation>
    </message>
    <message>
        <source>Lies in</source>
        <translation>Staat in</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>Gecontroleerd</translation>
    </message>
    <message>
        <source>For those who want to know, and for the help desk. Point at a line to read what it means.</source>
        <translation>Voor wie het wil weten, en voor de helpdesk. Wijs een regel aan om te lezen wat hij betekent.</translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>Alles kopiëren</translation>
    </message>
    <message>
        <source>The job</source>
        <translation>De taak</translation>
    </message>
    <message>
        <source>Your answers</source>
        <translation>Uw antwoorden</translation>
    </message>
    <message>
        <source>Receipt of your data</source>
        <translation>Ontvangstbewijs van uw gegevens</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Ja</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nee</translation>
    </message>
    <message>
        <source>the last column</source>
        <translation>de laatste kolom</translation>
    </message>
    <message>
        <source>left empty</source>
        <translation>leeg gelaten</translation>
    </message>
    <message>
        <source>File for an adviser</source>
        <translation>Bestand voor een adviseur</translation>
    </message>
    <message>
        <source>Began with the work of</source>
        <translation>Begon met het werk van</translation>
    </message>
    <message>
        <source>The identity of the job whose saved state this one was given to go on from.</source>
        <translation>De identiteit van de taak waarvan deze de bewaarde tussenstand kreeg om vanaf daar verder te gaan.</translation>
    </message>
    <message>
        <source>%1 to %2, guessed</source>
        <translation>%1 tot %2, geschat</translation>
    </message>
    <message>
        <source>%1 to %2, measured</source>
        <translation>%1 tot %2, gemeten</translation>
    </message>
    <message>
        <source>Expected time</source>
        <translation>Verwachte tijd</translation>
    </message>
    <message>
        <source>How long the whole run was expected to work when this was sent: guessed, or measured by a trial run.</source>
        <translation>Hoelang de hele training zou duren, zoals dat bekend was bij het versturen: geschat, of gemeten met een proefrit.</translation>
    </message>
    <message>
        <source>Measured by</source>
        <translation>Gemeten met</translation>
    </message>
    <message>
        <source>The identity of the trial run that measured how long this job would take.</source>
        <translation>Het nummer van de proefrit die heeft gemeten hoelang deze taak zou duren.</translation>
    </message>
    <message numerus="yes">
        <source>%n computers, each with %1</source>
        <translation>
            <numerusform>%n computer, met elk %1</numerusform>
            <numerusform>%n computers, met elk %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Kept as</source>
        <translation>Bewaard als</translation>
    </message>
    <message>
        <source>%1 files, packed together</source>
        <translation>%1 bestanden, samengepakt</translation>
    </message>
    <message>
        <source>This factory keeps few large files better than many small ones. Your job unpacks them before it begins.</source>
        <translation>Deze fabriek bewaart liever een paar grote bestanden dan heel veel kleine. Uw taak pakt ze uit voordat zij begint.</translation>
    </message>
</context>
<context>
    <name>werkbank::JobDraft</name>
    <message>
        <source>The model of &quot;%1&quot; lies ready at the AI factory. Choose the new photos, texts or tables that it should judge.</source>
        <translation>Het model van &quot;%1&quot; ligt klaar op de AI-fabriek. Kies de nieuwe foto&apos;s, teksten of tabellen die het moet beoordelen.</translation>
    </message>
</context>
<context>
    <name>werkbank::JobLog</name>
    <message>
        <source>Follow new lines</source>
        <translation>Nieuwe regels volgen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopiëren</translation>
    </message>
    <message>
        <source>Copy the log</source>
        <translation>Het logboek kopiëren</translation>
    </message>
    <message>
        <source>Log of the job</source>
        <translation>Logboek van de taak</translation>
    </message>
    <message>
        <source>No log yet</source>
        <translation>Nog geen logboek</translation>
    </message>
    <message>
        <source>What the job writes appears here as soon as it runs.</source>
        <translation>Wat de taak schrijft, verschijnt hier zodra hij draait.</translation>
    </message>
    <message>
        <source>Save the log</source>
        <translation>Het logboek opslaan</translation>
    </message>
    <message>
        <source>Text (*.log)</source>
        <translation>Tekst (*.log)</translation>
    </message>
    <message>
        <source>Searching: %1 %</source>
        <translation>Zoeken: %1 %</translation>
    </message>
    <message>
        <source>Searching …</source>
        <translation>Bezig met zoeken …</translation>
    </message>
    <message>
        <source>The last %1 of them</source>
        <translation>De laatste %1</translation>
    </message>
    <message>
        <source>There are none</source>
        <translation>Er zijn er geen</translation>
    </message>
    <message numerus="yes">
        <source>%n lines</source>
        <translation>
            <numerusform>%n regel</numerusform>
            <numerusform>%n regels</numerusform>
        </translation>
    </message>
    <message>
        <source>This is too much to copy: %1. Choose fewer lines, or save the log as a file.</source>
        <translation>Dit is te veel om te kopiëren: %1. Kies minder regels, of sla het logboek op als bestand.</translation>
    </message>
    <message>
        <source>The log is saved: %1</source>
        <translation>Het logboek is opgeslagen: %1</translation>
    </message>
    <message>
        <source>Only errors and warnings</source>
        <translation>Alleen fouten en waarschuwingen</translation>
    </message>
    <message>
        <source>Show the line that explains it</source>
        <translation>Toon de regel die het verklaart</translation>
    </message>
    <message>
        <source>To the end</source>
        <translation>Naar het einde</translation>
    </message>
    <message>
        <source>The lines that you chose, or the whole log</source>
        <translation>De gekozen regels, of anders het hele logboek</translation>
    </message>
    <message>
        <source>Save the log as …</source>
        <translation>Logboek opslaan als …</translation>
    </message>
    <message>
        <source>The log is being read …</source>
        <translation>Het logboek wordt gelezen …</translation>
    </message>
</context>
<context>
    <name>werkbank::JobOverview</name>
    <message>
        <source>The last words of the job: %1</source>
        <translation>De laatste woorden van de taak: %1</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Score</translation>
    </message>
    <message>
        <source>the job ended before there was a score</source>
        <translation>de taak eindigde voordat er een score was</translation>
    </message>
    <message>
        <source>known when the job has learnt for a while</source>
        <translation>bekend zodra de taak een tijdje heeft geleerd</translation>
    </message>
    <message>
        <source>so far</source>
        <translation>tot nu toe</translation>
    </message>
    <message>
        <source>simulated</source>
        <translation>nagebootst</translation>
    </message>
    <message>
        <source>GPU use</source>
        <translation>GPU-gebruik</translation>
    </message>
    <message>
        <source>no GPU readings</source>
        <translation>geen GPU-metingen</translation>
    </message>
    <message>
        <source>not measured here</source>
        <translation>hier niet gemeten</translation>
    </message>
    <message>
        <source>Electricity</source>
        <translation>Stroom</translation>
    </message>
    <message>
        <source>Running time</source>
        <translation>Looptijd</translation>
    </message>
    <message>
        <source>not begun yet</source>
        <translation>nog niet begonnen</translation>
    </message>
    <message>
        <source>ready at %1</source>
        <translation>klaar op %1</translation>
    </message>
    <message>
        <source>ended at %1</source>
        <translation>geëindigd op %1</translation>
    </message>
    <message>
        <source>about %1 to go</source>
        <translation>nog ongeveer %1</translation>
    </message>
    <message>
        <source>at most %1</source>
        <translation>hooguit %1</translation>
    </message>
    <message>
        <source>no GPU readings yet</source>
        <translation>nog geen GPU-metingen</translation>
    </message>
    <message numerus="yes">
        <source>on average, %n GPUs</source>
        <translation>
            <numerusform>gemiddeld, %n GPU</numerusform>
            <numerusform>gemiddeld, %n GPU&apos;s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last minute, %n GPUs</source>
        <translation>
            <numerusform>laatste minuut, %n GPU</numerusform>
            <numerusform>laatste minuut, %n GPU&apos;s</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>werkbank::JobPage</name>
    <message>
        <source>The job itself goes on without this computer. What you see here is the last that was known.</source>
        <translation>De taak zelf gaat door zonder deze computer. U ziet hier wat het laatst bekend was.</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Aanmelden</translation>
    </message>
    <message>
        <source>All jobs</source>
        <translation>Alle taken</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Overzicht</translation>
    </message>
    <message>
        <source>GPUs</source>
        <translation>GPU&apos;s</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Logboek</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Parts of this job</source>
        <translation>Onderdelen van deze taak</translation>
    </message>
    <message>
        <source>This job is being looked up …</source>
        <translation>Deze taak wordt opgezocht …</translation>
    </message>
    <message>
        <source>How far the training is</source>
        <translation>Hoe ver de training is</translation>
    </message>
    <message>
        <source>It said: %1</source>
        <translation>De taak zei: %1</translation>
    </message>
    <message>
        <source>The log says it in line %1: %2</source>
        <translation>Het logboek zegt het in regel %1: %2</translation>
    </message>
    <message>
        <source>Make a file for whoever helps you</source>
        <translation>Maak een bestand voor wie u helpt</translation>
    </message>
</context>
<context>
    <name>werkbank::JobRow</name>
    <message>
        <source>%1 left</source>
        <translation>nog %1</translation>
    </message>
</context>
<context>
    <name>werkbank::JobWords</name>
    <message>
        <source>Stopping</source>
        <translation>Wordt gestopt</translation>
    </message>
    <message>
        <source>Not sent yet</source>
        <translation>Nog niet verstuurd</translation>
    </message>
    <message>
        <source>Sending data</source>
        <translation>Gegevens versturen</translation>
    </message>
    <message>
        <source>Handing in</source>
        <translation>Indienen</translation>
    </message>
    <message>
        <source>Waiting its turn</source>
        <translation>Wacht op zijn beurt</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Bezig</translation>
    </message>
    <message>
        <source>Finishing</source>
        <translation>Afronden</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Klaar</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Mislukt</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Gestopt</translation>
    </message>
    <message>
        <source>started %1</source>
        <translation>gestart %1</translation>
    </message>
    <message>
        <source>expected to start %1</source>
        <translation>start naar verwachting %1</translation>
    </message>
    <message>
        <source>handed in %1</source>
        <translation>ingediend %1</translation>
    </message>
    <message>
        <source>made %1</source>
        <translation>gemaakt %1</translation>
    </message>
    <message>
        <source>took %1</source>
        <translation>duurde %1</translation>
    </message>
    <message>
        <source>Job without a name</source>
        <translation>Taak zonder naam</translation>
    </message>
    <message>
        <source>the same as guessing without learning (%1)</source>
        <translation>hetzelfde als gokken zonder leren (%1)</translation>
    </message>
    <message>
        <source>better than guessing without learning: that gives %1</source>
        <translation>beter dan gokken zonder leren: dat geeft %1</translation>
    </message>
    <message>
        <source>worse than guessing without learning: that gives %1</source>
        <translation>slechter dan gokken zonder leren: dat geeft %1</translation>
    </message>
    <message>
        <source>Trial run: %1</source>
        <translation>Proefrit: %1</translation>
    </message>
</context>
<context>
    <name>werkbank::JobsArea</name>
    <message>
        <source>You are not signed in to %1, so this may not be the latest news.</source>
        <translation>U bent niet aangemeld bij %1. Dit is dus misschien niet het laatste nieuws.</translation>
    </message>
</context>
<context>
    <name>werkbank::JobsPage</name>
    <message>
        <source>Nothing found</source>
        <translation>Niets gevonden</translation>
    </message>
    <message>
        <source>No job has &quot;%1&quot; in its name, factory or state.</source>
        <translation>Geen taak heeft &quot;%1&quot; in naam, fabriek of status.</translation>
    </message>
    <message>
        <source>Show all jobs</source>
        <translation>Alle taken tonen</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Taken</translation>
    </message>
    <message>
        <source>New job</source>
        <translation>Nieuwe taak</translation>
    </message>
    <message>
        <source>Search by name, factory or state</source>
        <translation>Zoek op naam, fabriek of status</translation>
    </message>
    <message>
        <source>Search the jobs</source>
        <translation>Taken zoeken</translation>
    </message>
    <message>
        <source>Jobs, newest first</source>
        <translation>Taken, nieuwste eerst</translation>
    </message>
    <message>
        <source>Your jobs are being looked up …</source>
        <translation>Uw taken worden opgezocht …</translation>
    </message>
    <message>
        <source>No jobs yet</source>
        <translation>Nog geen taken</translation>
    </message>
    <message>
        <source>A job is one round of training: your data, one question, one result. Your first one takes about five minutes to set up.</source>
        <translation>Een taak is één keer trainen: uw gegevens, één vraag, één resultaat. De eerste klaarzetten kost ongeveer vijf minuten.</translation>
    </message>
    <message>
        <source>Start your first job</source>
        <translation>Uw eerste taak starten</translation>
    </message>
    <message numerus="yes">
        <source>%n jobs</source>
        <translation>
            <numerusform>%n taak</numerusform>
            <numerusform>%n taken</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n jobs</source>
        <translation>
            <numerusform>%1 van %n taak</numerusform>
            <numerusform>%1 van %n taken</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>werkbank::KeyCard</name>
    <message>
        <source>Key made by Werkbank</source>
        <translation>Sleutel gemaakt door Werkbank</translation>
    </message>
    <message>
        <source>Key without a name</source>
        <translation>Sleutel zonder naam</translation>
    </message>
    <message>
        <source>Fingerprint: %1</source>
        <translation>Vingerafdruk: %1</translation>
    </message>
    <message>
        <source>Secret half: %1</source>
        <translation>Geheime helft: %1</translation>
    </message>
    <message>
        <source>With passphrase</source>
        <translation>Met wachtzin</translation>
    </message>
    <message>
        <source>No passphrase</source>
        <translation>Geen wachtzin</translation>
    </message>
    <message>
        <source>Copy the public half</source>
        <translation>Kopieer de openbare helft</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Gekopieerd</translation>
    </message>
</context>
<context>
    <name>werkbank::KeyForm</name>
    <message numerus="yes">
        <source>Take at least %n characters, or leave it empty.</source>
        <translation>
            <numerusform>Neem minstens %n teken, of laat het leeg.</numerusform>
            <numerusform>Neem minstens %n tekens, of laat het leeg.</numerusform>
        </translation>
    </message>
    <message>
        <source>This is not the same. Type the passphrase once more.</source>
        <translation>Dit is niet hetzelfde. Typ de wachtzin nog een keer.</translation>
    </message>
    <message>
        <source>Werkbank makes a new key for you. That takes a second, and you can do it again at any time.</source>
        <translation>Werkbank maakt een nieuwe sleutel voor u. Dat duurt een seconde, en het kan later altijd opnieuw.</translation>
    </message>
    <message>
        <source>Passphrase (you may leave this empty)</source>
        <translation>Wachtzin (mag leeg blijven)</translation>
    </message>
    <message>
        <source>A passphrase locks the key on this computer. Werkbank asks for it when you sign in. Take one when others can use this computer, or when it is a laptop that you carry with you. Write it down in a safe place: nobody can recover it.</source>
        <translation>Een wachtzin zet de sleutel op deze computer op slot. Werkbank vraagt erom als u zich aanmeldt. Neem er een als anderen bij deze computer kunnen, of als het een laptop is die u meeneemt. Schrijf hem op en bewaar hem veilig: niemand kan hem terughalen.</translation>
    </message>
    <message>
        <source>The same passphrase once more</source>
        <translation>Dezelfde wachtzin nog een keer</translation>
    </message>
    <message>
        <source>Make a key</source>
        <translation>Sleutel maken</translation>
    </message>
    <message>
        <source>Remember this on this computer (in the keychain of the system)</source>
        <translation>Onthoud dit op deze computer (in de wachtwoordkluis van het systeem)</translation>
    </message>
</context>
<context>
    <name>werkbank::KeyHandIn</name>
    <message>
        <source>Hand in your key with one press</source>
        <translation>Lever uw sleutel in met één druk op de knop</translation>
    </message>
    <message>
        <source>You are signed in to %1, so Werkbank can add the public half of your key to your account there.</source>
        <translation>U bent aangemeld bij %1. Daarom kan Werkbank de openbare helft van uw sleutel daar aan uw account toevoegen.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Probeer het opnieuw</translation>
    </message>
    <message>
        <source>Add this key to my account there</source>
        <translation>Voeg deze sleutel toe aan mijn account daar</translation>
    </message>
    <message>
        <source>Adding your key…</source>
        <translation>Uw sleutel wordt toegevoegd…</translation>
    </message>
    <message>
        <source>From now on you get in without a password. The code from your app stays.</source>
        <translation>Vanaf nu komt u binnen zonder wachtwoord. De code uit uw app blijft.</translation>
    </message>
    <message>
        <source>From now on you get in without a password.</source>
        <translation>Vanaf nu komt u binnen zonder wachtwoord.</translation>
    </message>
</context>
<context>
    <name>werkbank::KeyPanel</name>
    <message>
        <source>Making your key…</source>
        <translation>Uw sleutel wordt gemaakt…</translation>
    </message>
    <message>
        <source>Looking for keys on this computer…</source>
        <translation>Werkbank zoekt sleutels op deze computer…</translation>
    </message>
    <message>
        <source>My keys</source>
        <translation>Mijn sleutels</translation>
    </message>
    <message>
        <source>A key opens the factory for you, instead of a password. It has two halves. The secret half stays on this computer, and Werkbank never shows it. The public half you give to the factory.</source>
        <translation>Een sleutel opent de fabriek voor u, in plaats van een wachtwoord. Hij bestaat uit twee helften. De geheime helft blijft op deze computer, en Werkbank laat die nooit zien. De openbare helft geeft u aan de fabriek.</translation>
    </message>
    <message>
        <source>Your key is ready. Below is what to do with it.</source>
        <translation>Uw sleutel is klaar. Hieronder staat wat u ermee doet.</translation>
    </message>
    <message>
        <source>Make another key</source>
        <translation>Nog een sleutel maken</translation>
    </message>
</context>
<context>
    <name>werkbank::KeySteps</name>
    <message>
        <source>%1 does not take keys of this kind. Make a new key above.</source>
        <translation>%1 neemt dit soort sleutels niet aan. Maak hierboven een nieuwe sleutel.</translation>
    </message>
    <message>
        <source>What to do with your key</source>
        <translation>Wat u met uw sleutel doet</translation>
    </message>
    <message>
        <source>Copy the public half</source>
        <translation>Kopieer de openbare helft</translation>
    </message>
    <message>
        <source>Only this half leaves your computer. Everybody may see it.</source>
        <translation>Alleen deze helft gaat uw computer uit. Iedereen mag hem zien.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopiëren</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Gekopieerd</translation>
    </message>
    <message>
        <source>Hand it in at %1</source>
        <translation>Lever hem in bij %1</translation>
    </message>
    <message>
        <source>Open the page of the factory, sign in there, and paste the public half where it asks for an SSH key.</source>
        <translation>Open de pagina van de fabriek, meld u daar aan, en plak de openbare helft waar om een SSH-sleutel (SSH key) wordt gevraagd.</translation>
    </message>
    <message>
        <source>Send it to the help desk of the factory, and ask them to add it to your account.</source>
        <translation>Stuur hem naar de helpdesk van de fabriek, en vraag of zij hem bij uw account willen zetten.</translation>
    </message>
    <message>
        <source>The page also asks from which internet address you come. Your system administrator knows it.</source>
        <translation>De pagina vraagt ook vanaf welk internetadres u komt. Uw systeembeheerder weet dat.</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>Open %1</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Meld u aan</translation>
    </message>
    <message numerus="yes">
        <source>It can take up to %n hours before the factory knows your key.</source>
        <translation>
            <numerusform>Het kan tot %n uur duren voordat de fabriek uw sleutel kent.</numerusform>
            <numerusform>Het kan tot %n uur duren voordat de fabriek uw sleutel kent.</numerusform>
        </translation>
    </message>
    <message>
        <source>It can take a while before the factory knows your key.</source>
        <translation>Het kan even duren voordat de fabriek uw sleutel kent.</translation>
    </message>
    <message>
        <source>Sign in with this key</source>
        <translation>Aanmelden met deze sleutel</translation>
    </message>
    <message>
        <source>Or hand it in yourself</source>
        <translation>Of lever hem zelf in</translation>
    </message>
    <message>
        <source>Wait</source>
        <translation>Wacht</translation>
    </message>
</context>
<context>
    <name>werkbank::LearningCurve</name>
    <message>
        <source>Learning curve</source>
        <translation>Leercurve</translation>
    </message>
    <message>
        <source>Learning curve: %1</source>
        <translation>Leercurve: %1</translation>
    </message>
    <message>
        <source>What the learning curve shows</source>
        <translation>Wat de leercurve laat zien</translation>
    </message>
    <message>
        <source>The learning curve begins with the first round through your data.</source>
        <translation>De leercurve begint met de eerste ronde door uw gegevens.</translation>
    </message>
    <message>
        <source>no result yet</source>
        <translation>nog geen resultaat</translation>
    </message>
    <message>
        <source>This job: %1; &quot;%2&quot;: %3.</source>
        <translation>Deze taak: %1; &quot;%2&quot;: %3.</translation>
    </message>
    <message>
        <source>Pace</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Pace of the training</source>
        <translation>Tempo van de training</translation>
    </message>
</context>
<context>
    <name>werkbank::LiveFactory</name>
    <message>
        <source>The connection to the factory broke. What runs there goes on; Werkbank connects again by itself where it can.</source>
        <translation>De verbinding met de fabriek is verbroken. Wat daar loopt, gaat door. Werkbank maakt zelf opnieuw verbinding als dat kan.</translation>
    </message>
</context>
<context>
    <name>werkbank::LiveNotebooks</name>
    <message>
        <source>No browser could be started on this computer. Start one yourself, and try again.</source>
        <translation>Op deze computer kon geen browser worden gestart. Start er zelf een en probeer het opnieuw.</translation>
    </message>
</context>
<context>
    <name>werkbank::LogSearchBar</name>
    <message>
        <source>Searching: %1 %</source>
        <translation>Zoeken: %1 %</translation>
    </message>
    <message>
        <source>More than %1 lines</source>
        <translation>Meer dan %1 regels</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 van %2</translation>
    </message>
    <message numerus="yes">
        <source>%n lines</source>
        <translation>
            <numerusform>%n regel</numerusform>
            <numerusform>%n regels</numerusform>
        </translation>
    </message>
    <message>
        <source>Search the log</source>
        <translation>Zoeken in het logboek</translation>
    </message>
    <message>
        <source>Previous place found (Shift+F3)</source>
        <translation>Vorige vindplaats (Shift+F3)</translation>
    </message>
    <message>
        <source>Next place found (F3)</source>
        <translation>Volgende vindplaats (F3)</translation>
    </message>
</context>
<context>
    <name>werkbank::LogView</name>
    <message numerus="yes">
        <source>%n lines of progress</source>
        <translation>
            <numerusform>%n regel voortgang</numerusform>
            <numerusform>%n regels voortgang</numerusform>
        </translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fout</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Waarschuwing</translation>
    </message>
    <message>
        <source>line %1</source>
        <translation>regel %1</translation>
    </message>
    <message>
        <source>Reading …</source>
        <translation>Bezig met lezen …</translation>
    </message>
    <message>
        <source> … and %1 more</source>
        <translation> … en nog %1</translation>
    </message>
</context>
<context>
    <name>werkbank::NewJobPage</name>
    <message>
        <source>Next: %1</source>
        <translation>Verder: %1</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Terug</translation>
    </message>
    <message>
        <source>The template of “%1” is no longer in the catalogue. Choose another one that suits.</source>
        <translation>Het sjabloon van ‘%1’ staat niet meer in de catalogus. Kies een ander dat past.</translation>
    </message>
</context>
<context>
    <name>werkbank::NotebookCard</name>
    <message>
        <source>There is no notebook to open</source>
        <translation>Er is geen notebook om te openen</translation>
    </message>
    <message>
        <source>This is a recording of an earlier run. Nothing is computed.</source>
        <translation>Dit is een opname van een eerdere keer. Er wordt niets berekend.</translation>
    </message>
    <message>
        <source>Your notebook is starting</source>
        <translation>Uw notebook start</translation>
    </message>
    <message>
        <source>It can be opened in a minute or so. This page says when.</source>
        <translation>Over ongeveer een minuut kunt u het openen. Deze pagina zegt wanneer.</translation>
    </message>
    <message>
        <source>Your notebook could not be opened</source>
        <translation>Uw notebook kon niet worden geopend</translation>
    </message>
    <message>
        <source>Your notebook is ready</source>
        <translation>Uw notebook staat klaar</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Probeer opnieuw</translation>
    </message>
    <message>
        <source>Open the notebook</source>
        <translation>Open het notebook</translation>
    </message>
    <message>
        <source>The way to your notebook is being opened …</source>
        <translation>De verbinding met uw notebook wordt gemaakt …</translation>
    </message>
    <message>
        <source>The notebook is open in your browser</source>
        <translation>Het notebook is open in uw browser</translation>
    </message>
    <message>
        <source>The notebook is open in your browser as long as Werkbank is connected</source>
        <translation>Het notebook is open in uw browser zolang Werkbank verbonden is</translation>
    </message>
    <message>
        <source>Save there before the time is up. What is only in memory is not kept.</source>
        <translation>Sla daar op voordat de tijd om is. Wat alleen in het geheugen staat, wordt niet bewaard.</translation>
    </message>
    <message>
        <source>The connection was lost, but your notebook goes on</source>
        <translation>De verbinding is verbroken, maar uw notebook gaat door</translation>
    </message>
    <message>
        <source>When there is a connection again, you can open it again here.</source>
        <translation>Zodra er weer verbinding is, kunt u het hier opnieuw openen.</translation>
    </message>
    <message>
        <source>The connection is back, and your notebook is still there</source>
        <translation>De verbinding is er weer, en uw notebook is er nog</translation>
    </message>
    <message>
        <source>Close the old page in your browser and open the notebook again.</source>
        <translation>Sluit de oude pagina in uw browser en open het notebook opnieuw.</translation>
    </message>
    <message>
        <source>It opens in your browser. It runs on this computer.</source>
        <translation>Het opent in uw browser. Het draait op deze computer.</translation>
    </message>
    <message>
        <source>It opens in your browser. Only you can reach it, over your own connection with the AI factory.</source>
        <translation>Het opent in uw browser. Alleen u kunt erbij, via uw eigen verbinding met de AI-fabriek.</translation>
    </message>
    <message>
        <source>Open it again</source>
        <translation>Open het opnieuw</translation>
    </message>
    <message>
        <source>Opens the notebook of this job in your browser</source>
        <translation>Opent het notebook van deze taak in uw browser</translation>
    </message>
</context>
<context>
    <name>werkbank::Notifier</name>
    <message>
        <source>Open Werkbank</source>
        <translation>Werkbank openen</translation>
    </message>
    <message>
        <source>Close Werkbank</source>
        <translation>Werkbank afsluiten</translation>
    </message>
</context>
<context>
    <name>werkbank::NotifierWords</name>
    <message>
        <source>Job without a name</source>
        <translation>Taak zonder naam</translation>
    </message>
    <message>
        <source>Started: %1</source>
        <translation>Begonnen: %1</translation>
    </message>
    <message>
        <source>The factory has begun with your job.</source>
        <translation>De fabriek is met uw taak begonnen.</translation>
    </message>
    <message>
        <source>Ready: %1</source>
        <translation>Klaar: %1</translation>
    </message>
    <message>
        <source>Bring the result to this computer.</source>
        <translation>Haal het resultaat naar deze computer.</translation>
    </message>
    <message>
        <source>Failed: %1</source>
        <translation>Mislukt: %1</translation>
    </message>
    <message>
        <source>Werkbank says why, and what you can do.</source>
        <translation>Werkbank zegt waarom, en wat u kunt doen.</translation>
    </message>
    <message>
        <source>Stopped: %1</source>
        <translation>Gestopt: %1</translation>
    </message>
    <message>
        <source>The factory has stopped your job.</source>
        <translation>De fabriek heeft uw taak gestopt.</translation>
    </message>
    <message>
        <source>Does nothing: %1</source>
        <translation>Doet niets: %1</translation>
    </message>
    <message>
        <source>Nothing happens on the GPU any more, and it costs budget. Look whether to stop it.</source>
        <translation>Op de GPU gebeurt niets meer, en dat kost budget. Kijk of u de taak wilt stoppen.</translation>
    </message>
    <message>
        <source>Trial run ready: %1</source>
        <translation>Proefrit klaar: %1</translation>
    </message>
    <message>
        <source>Werkbank now knows how long the whole run will take.</source>
        <translation>Werkbank weet nu hoelang de hele training duurt.</translation>
    </message>
</context>
<context>
    <name>werkbank::PaceWords</name>
    <message>
        <source>Pace (steps a second)</source>
        <translation>Tempo (stappen per seconde)</translation>
    </message>
    <message>
        <source>Pace (steps a minute)</source>
        <translation>Tempo (stappen per minuut)</translation>
    </message>
    <message>
        <source>Pace (steps an hour)</source>
        <translation>Tempo (stappen per uur)</translation>
    </message>
    <message>
        <source>%1 steps a second</source>
        <translation>%1 stappen per seconde</translation>
    </message>
    <message>
        <source>%1 steps a minute</source>
        <translation>%1 stappen per minuut</translation>
    </message>
    <message>
        <source>%1 steps an hour</source>
        <translation>%1 stappen per uur</translation>
    </message>
    <message>
        <source>On average %1.</source>
        <translation>Gemiddeld %1.</translation>
    </message>
    <message>
        <source>%1 over the last %2 that were recorded; on average %3.</source>
        <translation>%1 in de laatste %2 van de metingen; gemiddeld %3.</translation>
    </message>
    <message>
        <source>While it learns, it counts %1 tokens (pieces of words) a second.</source>
        <translation>Terwijl het leert, telt het %1 tokens (stukjes van woorden) per seconde.</translation>
    </message>
    <message>
        <source>While it learns, it counts %1 examples a second.</source>
        <translation>Terwijl het leert, telt het %1 voorbeelden per seconde.</translation>
    </message>
</context>
<context>
    <name>werkbank::PackingNote</name>
    <message>
        <source>You need not do anything: Werkbank packs them while it sends them. Your own files stay as they are.</source>
        <translation>U hoeft niets te doen: Werkbank pakt ze samen terwijl ze worden verstuurd. Uw eigen bestanden blijven zoals ze zijn.</translation>
    </message>
</context>
<context>
    <name>werkbank::ProfileEditor</name>
    <message>
        <source>This text is much too long to be the profile of a factory.</source>
        <translation>Deze tekst is veel te lang voor het profiel van een fabriek.</translation>
    </message>
    <message>
        <source>The fields &quot;id&quot; and &quot;kind&quot; must stay as they are: they say which factory this is.</source>
        <translation>De velden &quot;id&quot; en &quot;kind&quot; moeten blijven zoals ze zijn: zij zeggen welke fabriek dit is.</translation>
    </message>
    <message>
        <source>Edit this factory (for experts)</source>
        <translation>Wijzig deze fabriek (voor experts)</translation>
    </message>
    <message>
        <source>This is all that Werkbank knows of this factory. What you change counts on this computer only. Werkbank looks at it while you type, and says below what is wrong or missing.</source>
        <translation>Dit is alles wat Werkbank van deze fabriek weet. Wat u wijzigt, geldt alleen op deze computer. Werkbank kijkt mee terwijl u typt, en zegt hieronder wat er fout is of ontbreekt.</translation>
    </message>
    <message>
        <source>The profile of this factory, as text</source>
        <translation>Het profiel van deze fabriek, als tekst</translation>
    </message>
    <message>
        <source>Saved. It counts from the next time you start Werkbank.</source>
        <translation>Bewaard. Het geldt vanaf de volgende keer dat u Werkbank start.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Bewaar</translation>
    </message>
    <message>
        <source>Close without saving</source>
        <translation>Sluit zonder te bewaren</translation>
    </message>
    <message>
        <source>Nothing is missing, and nothing is doubtful.</source>
        <translation>Er ontbreekt niets, en niets is twijfelachtig.</translation>
    </message>
    <message>
        <source>This can be saved. Look at this first:</source>
        <translation>Dit kan worden bewaard. Kijk eerst hiernaar:</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Ontbreekt</translation>
    </message>
    <message>
        <source>Doubtful</source>
        <translation>Twijfelachtig</translation>
    </message>
    <message>
        <source>Risk</source>
        <translation>Risico</translation>
    </message>
    <message>
        <source>This is not right yet, so it cannot be saved.</source>
        <translation>Dit klopt nog niet. Daarom kan het niet worden bewaard.</translation>
    </message>
    <message>
        <source>Put back what Werkbank came with</source>
        <translation>Zet terug wat Werkbank meebracht</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Sluit</translation>
    </message>
</context>
<context>
    <name>werkbank::QuestionField</name>
    <message>
        <source>Choose a column</source>
        <translation>Kies een kolom</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Ja</translation>
    </message>
    <message>
        <source>(none)</source>
        <translation>(geen)</translation>
    </message>
</context>
<context>
    <name>werkbank::QuestionsStep</name>
    <message>
        <source>Questions</source>
        <translation>Vragen</translation>
    </message>
    <message>
        <source>A few questions</source>
        <translation>Een paar vragen</translation>
    </message>
    <message>
        <source>The answers that usually work are filled in. Change only what you want different.</source>
        <translation>De antwoorden die meestal goed werken, zijn al ingevuld. Verander alleen wat u anders wilt.</translation>
    </message>
    <message>
        <source>Fewer settings</source>
        <translation>Minder instellingen</translation>
    </message>
    <message>
        <source>More settings</source>
        <translation>Meer instellingen</translation>
    </message>
</context>
<context>
    <name>werkbank::Rail</name>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Gegevens</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Taken</translation>
    </message>
    <message>
        <source>Catalogue</source>
        <translation>Catalogus</translation>
    </message>
    <message>
        <source>Factory</source>
        <translation>Fabriek</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hulp</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Instellingen</translation>
    </message>
</context>
<context>
    <name>werkbank::RenderWords</name>
    <message>
        <source>took %1</source>
        <translation>duurde %1</translation>
    </message>
    <message>
        <source>Learning curve</source>
        <translation>Leercurve</translation>
    </message>
    <message>
        <source>Learning curve: %1</source>
        <translation>Leercurve: %1</translation>
    </message>
    <message>
        <source>There is no learning curve yet.</source>
        <translation>Er is nog geen leercurve.</translation>
    </message>
    <message>
        <source>There are no GPU readings of this job.</source>
        <translation>Van deze taak zijn er geen GPU-metingen.</translation>
    </message>
    <message numerus="yes">
        <source>%n GPUs</source>
        <translation>
            <numerusform>%n GPU</numerusform>
            <numerusform>%n GPU&apos;s</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>werkbank::RepairCard</name>
    <message>
        <source>Werkbank can repair this for you</source>
        <translation>Dit kan Werkbank voor u verbeteren</translation>
    </message>
    <message>
        <source>Make a repaired copy</source>
        <translation>Verbeterde kopie maken</translation>
    </message>
    <message>
        <source>You now use the repaired copy: %1</source>
        <translation>U gebruikt nu de verbeterde kopie: %1</translation>
    </message>
    <message>
        <source>repaired</source>
        <translation>verbeterd</translation>
    </message>
    <message>
        <source>Writing the copy…</source>
        <translation>De kopie wordt geschreven…</translation>
    </message>
    <message>
        <source>In a copy of your data, this becomes different. Your own data stays as it is.</source>
        <translation>In een kopie van uw gegevens wordt dit anders. Uw eigen gegevens blijven zoals ze zijn.</translation>
    </message>
    <message>
        <source>It lies beside your own data, %1, which stayed as it is.</source>
        <translation>De kopie staat naast uw eigen gegevens, %1. Die zijn niet veranderd.</translation>
    </message>
</context>
<context>
    <name>werkbank::RoomLines</name>
    <message>
        <source>How much room is left is not known: the factory does not say.</source>
        <translation>Hoeveel ruimte er over is, is niet bekend: de fabriek zegt het niet.</translation>
    </message>
    <message>
        <source>Room left: %1</source>
        <translation>Ruimte over: %1</translation>
    </message>
    <message>
        <source>of %1</source>
        <translation>van %1</translation>
    </message>
    <message>
        <source>Files that may still be added: %1</source>
        <translation>Bestanden die er nog bij mogen: %1</translation>
    </message>
    <message>
        <source>There is little room left.</source>
        <translation>Er is weinig ruimte over.</translation>
    </message>
    <message>
        <source>Only few files may still be added.</source>
        <translation>Er mogen nog maar weinig bestanden bij.</translation>
    </message>
    <message>
        <source>Remove below what you no longer need, before you send more data.</source>
        <translation>Verwijder hieronder wat u niet meer nodig hebt, voordat u meer gegevens verstuurt.</translation>
    </message>
    <message>
        <source>Remove below what you no longer need, and pack many small files into one zip file before you send them.</source>
        <translation>Verwijder hieronder wat u niet meer nodig hebt, en pak vele kleine bestanden in één zipbestand in voordat u ze verstuurt.</translation>
    </message>
</context>
<context>
    <name>werkbank::ServerWords</name>
    <message>
        <source>The factory&apos;s computer says: %1</source>
        <translation>De computer van de fabriek zegt: %1</translation>
    </message>
    <message>
        <source>These are words of the factory&apos;s computer, not of Werkbank:</source>
        <translation>Dit zijn woorden van de computer van de fabriek, niet van Werkbank:</translation>
    </message>
</context>
<context>
    <name>werkbank::SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>Instellingen</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Taal</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>Licht of donker</translation>
    </message>
    <message>
        <source>As this computer is set</source>
        <translation>Zoals deze computer is ingesteld</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Licht</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Donker</translation>
    </message>
    <message>
        <source>Where results go</source>
        <translation>Waar resultaten komen</translation>
    </message>
    <message>
        <source>Werkbank makes a folder of its own in here for each job that you fetch.</source>
        <translation>Werkbank maakt hierin een eigen map voor elke taak die u ophaalt.</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>Map kiezen…</translation>
    </message>
    <message>
        <source>How fast data may go</source>
        <translation>Hoe snel gegevens mogen gaan</translation>
    </message>
    <message>
        <source>Choose a limit when the internet in your building becomes slow for others while you send or fetch data. It holds at once, also for what is on its way now.</source>
        <translation>Kies een grens als het internet in uw gebouw traag wordt voor anderen terwijl u gegevens verstuurt of ophaalt. De grens geldt meteen, ook voor wat nu onderweg is.</translation>
    </message>
    <message>
        <source>As fast as the line allows</source>
        <translation>Zo snel als de verbinding toelaat</translation>
    </message>
    <message>
        <source>At most %1 MB/s (%2 Mbit/s)</source>
        <translation>Hoogstens %1 MB/s (%2 Mbit/s)</translation>
    </message>
    <message>
        <source>News of your jobs</source>
        <translation>Berichten over uw taken</translation>
    </message>
    <message>
        <source>This computer tells you when a job starts, is ready, fails or does nothing, while you do something else.</source>
        <translation>Deze computer laat u weten dat een taak begint, klaar is, mislukt of niets doet, terwijl u iets anders doet.</translation>
    </message>
    <message>
        <source>While Werkbank is open</source>
        <translation>Zolang Werkbank open is</translation>
    </message>
    <message>
        <source>Also when its window is closed (Werkbank stays beside the clock)</source>
        <translation>Ook als het venster dicht is (Werkbank blijft naast de klok staan)</translation>
    </message>
    <message>
        <source>No news</source>
        <translation>Geen berichten</translation>
    </message>
</context>
<context>
    <name>werkbank::SignInPanel</name>
    <message>
        <source>Sign out</source>
        <translation>Afmelden</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Verder</translation>
    </message>
    <message>
        <source>Stop signing in</source>
        <translation>Aanmelden stoppen</translation>
    </message>
    <message>
        <source>Yes, it is exactly the same</source>
        <translation>Ja, het is precies gelijk</translation>
    </message>
    <message>
        <source>No, or I am not sure</source>
        <translation>Nee, of ik weet het niet zeker</translation>
    </message>
    <message>
        <source>Connecting to %1…</source>
        <translation>Verbinding maken met %1…</translation>
    </message>
    <message>
        <source>Sign in to %1</source>
        <translation>Aanmelden bij %1</translation>
    </message>
    <message>
        <source>Not signed in</source>
        <translation>Niet aangemeld</translation>
    </message>
    <message>
        <source>Signing in</source>
        <translation>Bezig met aanmelden</translation>
    </message>
    <message>
        <source>Signed in</source>
        <translation>Aangemeld</translation>
    </message>
    <message>
        <source>This factory is inside Werkbank. You do not need an account.</source>
        <translation>Deze fabriek zit in Werkbank zelf. U hebt geen account nodig.</translation>
    </message>
    <message>
        <source>as %1</source>
        <translation>als %1</translation>
    </message>
    <message>
        <source>No connection</source>
        <translation>Geen verbinding</translation>
    </message>
    <message>
        <source>Connect again</source>
        <translation>Opnieuw verbinden</translation>
    </message>
    <message>
        <source>Jobs on the factory go on without you. What you see is what was known last.</source>
        <translation>Taken op de fabriek gaan zonder u door. U ziet wat het laatst bekend was.</translation>
    </message>
    <message>
        <source>I have done that, go on</source>
        <translation>Dat heb ik gedaan, verder</translation>
    </message>
    <message>
        <source>%1 looks at your answer…</source>
        <translation>%1 bekijkt uw antwoord…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Probeer opnieuw</translation>
    </message>
    <message numerus="yes">
        <source>Is your account or your key new? Then it can take up to %n hours before the factory lets you in. Nothing is wrong then: try again later.</source>
        <translation>
            <numerusform>Is uw account of uw sleutel nieuw? Dan kan het tot %n uur duren voordat de fabriek u binnenlaat. Er is dan niets mis: probeer het later opnieuw.</numerusform>
            <numerusform>Is uw account of uw sleutel nieuw? Dan kan het tot %n uur duren voordat de fabriek u binnenlaat. Er is dan niets mis: probeer het later opnieuw.</numerusform>
        </translation>
    </message>
    <message>
        <source>Keep your telephone at hand: this factory asks for a code from your app too.</source>
        <translation>Houd uw telefoon bij de hand: deze fabriek vraagt ook een code uit uw app.</translation>
    </message>
    <message>
        <source>Sign in again</source>
        <translation>Meld u weer aan</translation>
    </message>
</context>
<context>
    <name>werkbank::SignInQuestion</name>
    <message>
        <source>A code has only digits and letters. The rest was left out.</source>
        <translation>Een code heeft alleen cijfers en letters. De rest is weggelaten.</translation>
    </message>
    <message>
        <source>Type your answer first.</source>
        <translation>Typ eerst uw antwoord.</translation>
    </message>
    <message>
        <source>That is the code you just used. It works only once. Wait until your app shows the next one.</source>
        <translation>Dat is de code die u net hebt gebruikt. Die werkt maar één keer. Wacht tot uw app de volgende toont.</translation>
    </message>
    <message>
        <source>Does the page show you a code? Type it here. Otherwise leave this empty.</source>
        <translation>Toont de pagina een code? Typ die hier. Laat dit anders leeg.</translation>
    </message>
    <message>
        <source>The next code from your app</source>
        <translation>De volgende code uit uw app</translation>
    </message>
    <message>
        <source>The code from your app</source>
        <translation>De code uit uw app</translation>
    </message>
    <message>
        <source>The factory asks you something:</source>
        <translation>De fabriek vraagt u iets:</translation>
    </message>
    <message>
        <source>Open the app on your telephone that you set up for this factory. It shows a new code every half minute. Spaces do not matter.</source>
        <translation>Open op uw telefoon de app die u voor deze fabriek hebt ingesteld. Die toont elke halve minuut een nieuwe code. Spaties maken niet uit.</translation>
    </message>
    <message>
        <source>What you type is not shown, and Werkbank does not keep it.</source>
        <translation>Wat u typt, is niet te zien, en Werkbank bewaart het niet.</translation>
    </message>
    <message>
        <source>After that the factory locks your account for a while.</source>
        <translation>Daarna sluit de fabriek uw account een tijd af.</translation>
    </message>
    <message numerus="yes">
        <source>After that the factory locks your account for %n hours.</source>
        <translation>
            <numerusform>Daarna sluit de fabriek uw account %n uur af.</numerusform>
            <numerusform>Daarna sluit de fabriek uw account %n uur af.</numerusform>
        </translation>
    </message>
    <message>
        <source>The factory did not take that code.</source>
        <translation>De fabriek nam die code niet aan.</translation>
    </message>
    <message>
        <source>Each code works only once, and only for half a minute. Wait until your app shows the next one, and type that.</source>
        <translation>Elke code werkt maar één keer, en maar een halve minuut. Wacht tot uw app de volgende toont, en typ die.</translation>
    </message>
    <message>
        <source>The factory did not take that new password. Choose another one.</source>
        <translation>De fabriek nam dat nieuwe wachtwoord niet aan. Kies een ander.</translation>
    </message>
    <message>
        <source>That was not accepted. Type it again; mind capital letters.</source>
        <translation>Dat werd niet aangenomen. Typ het opnieuw; let op hoofdletters.</translation>
    </message>
    <message numerus="yes">
        <source>You can still try %n times.</source>
        <translation>
            <numerusform>U kunt het nog %n keer proberen.</numerusform>
            <numerusform>U kunt het nog %n keer proberen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Show what I type</source>
        <translation>Laat zien wat ik typ</translation>
    </message>
    <message>
        <source>Hide what I type</source>
        <translation>Verberg wat ik typ</translation>
    </message>
    <message>
        <source>Remember this on this computer (in the keychain of the system)</source>
        <translation>Onthoud dit op deze computer (in de wachtwoordkluis van het systeem)</translation>
    </message>
    <message>
        <source>What you type is not shown. The keychain is the safe in which your computer keeps passwords.</source>
        <translation>Wat u typt, ziet niemand. In de wachtwoordkluis bewaart uw computer wachtwoorden veilig.</translation>
    </message>
</context>
<context>
    <name>werkbank::SignInStop</name>
    <message>
        <source>Stop: this is not the computer that Werkbank knows</source>
        <translation>Stop: dit is niet de computer die Werkbank kent</translation>
    </message>
    <message>
        <source>Either %1 has renewed its computer, or somebody else pretends to be the factory to get your password. Werkbank has sent no password and cannot tell which it is. Your factory can: call, and ask whether the fingerprint of the computer was changed.</source>
        <translation>Of %1 heeft de computer vernieuwd, of iemand doet zich voor als de fabriek om uw wachtwoord te krijgen. Werkbank heeft geen wachtwoord verstuurd en kan niet zien wat het is. Uw fabriek wel: bel, en vraag of de vingerafdruk van de computer is veranderd.</translation>
    </message>
    <message>
        <source>I have called: look once more</source>
        <translation>Ik heb gebeld: kijk nog eens</translation>
    </message>
    <message>
        <source>The factory has locked your account for a while</source>
        <translation>De fabriek heeft uw account voor een tijd afgesloten</translation>
    </message>
    <message numerus="yes">
        <source>It opens again by itself, %n hours after the last try.</source>
        <translation>
            <numerusform>Het gaat vanzelf weer open, %n uur na de laatste poging.</numerusform>
            <numerusform>Het gaat vanzelf weer open, %n uur na de laatste poging.</numerusform>
        </translation>
    </message>
    <message>
        <source>It opens again by itself after some time. Your factory knows how long.</source>
        <translation>Het gaat na een tijd vanzelf weer open. Uw fabriek weet hoe lang dat duurt.</translation>
    </message>
    <message>
        <source>Do not try before that: a new try can make it longer.</source>
        <translation>Probeer het niet eerder: een nieuwe poging kan het langer maken.</translation>
    </message>
    <message>
        <source>I have waited: sign in</source>
        <translation>Ik heb gewacht: aanmelden</translation>
    </message>
    <message>
        <source>Whom to call</source>
        <translation>Wie u belt</translation>
    </message>
</context>
<context>
    <name>werkbank::StartPage</name>
    <message>
        <source>The factory does not answer at the moment.</source>
        <translation>De fabriek geeft op dit moment geen antwoord.</translation>
    </message>
    <message>
        <source>Your jobs go on without this connection. What you see here is what was known last.</source>
        <translation>Uw taken gaan zonder deze verbinding door. U ziet hier wat het laatst bekend was.</translation>
    </message>
    <message>
        <source>Begin with my own data</source>
        <translation>Beginnen met mijn eigen gegevens</translation>
    </message>
    <message>
        <source>Train another model</source>
        <translation>Nog een model trainen</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>Een ogenblik…</translation>
    </message>
    <message>
        <source>Werkbank is reading your jobs.</source>
        <translation>Werkbank leest uw taken.</translation>
    </message>
    <message>
        <source>Train your first model</source>
        <translation>Train uw eerste model</translation>
    </message>
    <message>
        <source>Everything is ready: a real example with real data. You look at it, press one button, and see how a model learns. It takes a few minutes and costs nothing.</source>
        <translation>Alles staat klaar: een echt voorbeeld met echte gegevens. U bekijkt het, drukt op één knop en ziet hoe een model leert. Het duurt een paar minuten en kost niets.</translation>
    </message>
    <message>
        <source>Sign in to %1</source>
        <translation>Meld u aan bij %1</translation>
    </message>
    <message>
        <source>Then you can send jobs there and follow them.</source>
        <translation>Dan kunt u er taken naartoe sturen en ze volgen.</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Aanmelden</translation>
    </message>
    <message>
        <source>“%1” is ready</source>
        <translation>‘%1’ is klaar</translation>
    </message>
    <message>
        <source>The model is trained. Bring it to this computer together with its report.</source>
        <translation>Het model is getraind. Haal het met het verslag naar deze computer.</translation>
    </message>
    <message>
        <source>Fetch the results</source>
        <translation>Resultaten ophalen</translation>
    </message>
    <message>
        <source>“%1” is under way</source>
        <translation>‘%1’ is onderweg</translation>
    </message>
    <message>
        <source>You need not wait for it. You may close Werkbank; the factory goes on.</source>
        <translation>U hoeft er niet op te wachten. U mag Werkbank sluiten; de fabriek gaat door.</translation>
    </message>
    <message>
        <source>See how it goes</source>
        <translation>Kijken hoe het gaat</translation>
    </message>
    <message>
        <source>Train a new model</source>
        <translation>Een nieuw model trainen</translation>
    </message>
    <message>
        <source>Tell what data you have. Werkbank takes you through it in five steps.</source>
        <translation>Vertel welke gegevens u hebt. Werkbank brengt u er in vijf stappen doorheen.</translation>
    </message>
    <message>
        <source>Under way</source>
        <translation>Onderweg</translation>
    </message>
    <message>
        <source>Ready to fetch</source>
        <translation>Klaar om op te halen</translation>
    </message>
    <message>
        <source>Fetch</source>
        <translation>Ophalen</translation>
    </message>
    <message>
        <source>See why</source>
        <translation>Kijken waarom</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Verdergaan</translation>
    </message>
    <message>
        <source>Needs you</source>
        <translation>Heeft u nodig</translation>
    </message>
    <message>
        <source>See what it measured</source>
        <translation>Bekijk wat er is gemeten</translation>
    </message>
</context>
<context>
    <name>werkbank::StartStep</name>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>niet bekend</translation>
    </message>
    <message>
        <source>Your job is on its way</source>
        <translation>Uw taak is onderweg</translation>
    </message>
    <message>
        <source>Ready to start</source>
        <translation>Klaar om te starten</translation>
    </message>
    <message>
        <source>See the checks</source>
        <translation>De controles bekijken</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Opnieuw proberen</translation>
    </message>
    <message>
        <source>Start training</source>
        <translation>Training starten</translation>
    </message>
    <message>
        <source>Getting ready…</source>
        <translation>Wordt klaargezet…</translation>
    </message>
    <message>
        <source>Name of this job</source>
        <translation>Naam van deze taak</translation>
    </message>
    <message>
        <source>So that you find it back later.</source>
        <translation>Zodat u hem later terugvindt.</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Wat</translation>
    </message>
    <message>
        <source>With</source>
        <translation>Waarmee</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Waar</translation>
    </message>
    <message>
        <source>Expected time</source>
        <translation>Verwachte tijd</translation>
    </message>
    <message>
        <source>Your data goes to the factory and is checked there. You may look at other pages meanwhile.</source>
        <translation>Uw gegevens gaan naar de fabriek en worden daar nagekeken. U mag intussen andere pagina&apos;s bekijken.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stoppen</translation>
    </message>
    <message>
        <source>Nothing is lost. Werkbank goes on by itself as soon as the connection is back.</source>
        <translation>Er is niets verloren. Werkbank gaat vanzelf verder zodra de verbinding er weer is.</translation>
    </message>
    <message>
        <source>%1, measured by a trial run</source>
        <translation>%1, gemeten met een proefrit</translation>
    </message>
    <message>
        <source>Your trial run is on its way</source>
        <translation>Uw proefrit is onderweg</translation>
    </message>
    <message>
        <source>Start the whole run</source>
        <translation>Start de hele training</translation>
    </message>
    <message>
        <source>Try the trial run again</source>
        <translation>Probeer de proefrit opnieuw</translation>
    </message>
    <message>
        <source>Trial run first (about 2 minutes)</source>
        <translation>Eerst een proefrit (ongeveer 2 minuten)</translation>
    </message>
    <message>
        <source>It measures how long the whole run will take, before that costs you hours. Your data is sent only once.</source>
        <translation>Zo weet u hoelang de hele training duurt, voordat die u uren kost. Uw gegevens worden maar één keer verstuurd.</translation>
    </message>
    <message numerus="yes">
        <source>%n settings are tried, the best is kept</source>
        <translation>
            <numerusform>%n instelling wordt geprobeerd, de beste wordt bewaard</numerusform>
            <numerusform>%n instellingen worden geprobeerd, de beste wordt bewaard</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is lost. Press “Try again”: Werkbank then sends what is not at the factory yet.</source>
        <translation>Er is niets kwijt. Druk op ‘Opnieuw proberen’: Werkbank verstuurt dan wat nog niet bij de fabriek is.</translation>
    </message>
</context>
<context>
    <name>werkbank::StepBar</name>
    <message>
        <source>Step %1 of %2: %3</source>
        <translation>Stap %1 van %2: %3</translation>
    </message>
    <message>
        <source>%1 (done)</source>
        <translation>%1 (klaar)</translation>
    </message>
</context>
<context>
    <name>werkbank::StoredPanel</name>
    <message>
        <source>%1 in %2.</source>
        <translation>%1 in %2.</translation>
    </message>
    <message numerus="yes">
        <source>%n folders</source>
        <translation>
            <numerusform>%n map</numerusform>
            <numerusform>%n mappen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of it can go without harm.</source>
        <translation>%1 daarvan kan zonder bezwaar weg.</translation>
    </message>
    <message numerus="yes">
        <source>There are %n more that are not counted here.</source>
        <translation>
            <numerusform>Er is er nog %n die hier niet is meegeteld.</numerusform>
            <numerusform>Er zijn er nog %n die hier niet zijn meegeteld.</numerusform>
        </translation>
    </message>
    <message>
        <source>Copies of your data and the folders of your jobs, the largest first. Your own files on this computer are not in this list, and nothing here changes them.</source>
        <translation>Kopieën van uw gegevens en de mappen van uw taken, de grootste eerst. Uw eigen bestanden op deze computer staan niet in deze lijst, en niets hier verandert ze.</translation>
    </message>
    <message>
        <source>You see this when you are signed in.</source>
        <translation>U ziet dit als u bent aangemeld.</translation>
    </message>
    <message>
        <source>Counting again…</source>
        <translation>Er wordt opnieuw geteld…</translation>
    </message>
    <message>
        <source>The factory counts what is stored there. With much data this takes a few minutes.</source>
        <translation>De fabriek telt wat daar wordt bewaard. Bij veel gegevens duurt dat enkele minuten.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Opnieuw proberen</translation>
    </message>
    <message>
        <source>Removed. %1 is free again.</source>
        <translation>Verwijderd. Er is weer %1 vrij.</translation>
    </message>
    <message>
        <source>Your own files on this computer are untouched.</source>
        <translation>Uw eigen bestanden op deze computer zijn niet veranderd.</translation>
    </message>
    <message>
        <source>What is stored here</source>
        <translation>Wat hier bewaard wordt</translation>
    </message>
    <message>
        <source>Count again</source>
        <translation>Opnieuw tellen</translation>
    </message>
    <message>
        <source>Show more</source>
        <translation>Meer tonen</translation>
    </message>
    <message>
        <source>Nothing is stored here</source>
        <translation>Hier wordt niets bewaard</translation>
    </message>
    <message>
        <source>When you start a job, a copy of your data comes here. Then you see how much room it takes, and you can remove it again.</source>
        <translation>Als u een taak start, komt hier een kopie van uw gegevens. Dan ziet u hoeveel ruimte die inneemt, en kunt u die weer verwijderen.</translation>
    </message>
</context>
<context>
    <name>werkbank::StoredRow</name>
    <message>
        <source>Job: %1</source>
        <translation>Taak: %1</translation>
    </message>
    <message>
        <source>Something that was only half removed</source>
        <translation>Iets dat maar half is verwijderd</translation>
    </message>
    <message>
        <source>An upload that broke off</source>
        <translation>Gegevens die maar half zijn aangekomen</translation>
    </message>
    <message>
        <source>A job that was half prepared</source>
        <translation>Een taak die maar half is klaargezet</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1 in %2</translation>
    </message>
    <message numerus="yes">
        <source>%n files</source>
        <translation>
            <numerusform>%n bestand</numerusform>
            <numerusform>%n bestanden</numerusform>
        </translation>
    </message>
    <message>
        <source> (a part of it cannot be read)</source>
        <translation> (een deel ervan kan niet worden gelezen)</translation>
    </message>
    <message>
        <source>Room that %1 takes: %2</source>
        <translation>Ruimte die %1 inneemt: %2</translation>
    </message>
    <message>
        <source>Verified on %1.</source>
        <translation>Gecontroleerd op %1.</translation>
    </message>
    <message>
        <source>Never verified.</source>
        <translation>Nooit gecontroleerd.</translation>
    </message>
    <message>
        <source>Last used on %1.</source>
        <translation>Laatst gebruikt op %1.</translation>
    </message>
    <message>
        <source>Used by %1.</source>
        <translation>Gebruikt door %1.</translation>
    </message>
    <message numerus="yes">
        <source>%n jobs</source>
        <translation>
            <numerusform>%n taak</numerusform>
            <numerusform>%n taken</numerusform>
        </translation>
    </message>
    <message>
        <source>Can go</source>
        <translation>Kan weg</translation>
    </message>
    <message>
        <source>Think first</source>
        <translation>Denk eerst na</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>In gebruik</translation>
    </message>
    <message>
        <source>Remove “%1” from the factory for good?</source>
        <translation>“%1” voorgoed van de fabriek verwijderen?</translation>
    </message>
    <message>
        <source>Lost: %1</source>
        <translation>Dit raakt u kwijt: %1</translation>
    </message>
    <message>
        <source>Kept: %1</source>
        <translation>Dit blijft: %1</translation>
    </message>
    <message>
        <source>No, keep it</source>
        <translation>Nee, bewaren</translation>
    </message>
    <message>
        <source>Yes, remove it</source>
        <translation>Ja, verwijderen</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Controleren</translation>
    </message>
    <message>
        <source>Check whether %1 is still what was sent</source>
        <translation>Controleren of %1 nog is wat er is verstuurd</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stoppen</translation>
    </message>
    <message>
        <source>Stop the check of %1</source>
        <translation>De controle van %1 stoppen</translation>
    </message>
    <message>
        <source>Removing…</source>
        <translation>Wordt verwijderd…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Verwijderen</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>%1 verwijderen</translation>
    </message>
    <message>
        <source>The factory reads every byte of it…</source>
        <translation>De fabriek leest elke byte ervan…</translation>
    </message>
    <message numerus="yes">
        <source>, packed together from %n</source>
        <translation>
            <numerusform>, samengepakt uit %n</numerusform>
            <numerusform>, samengepakt uit %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>werkbank::SweepCard</name>
    <message>
        <source>Your own answers</source>
        <translation>Uw eigen antwoorden</translation>
    </message>
    <message>
        <source>%1, the best</source>
        <translation>%1, de beste</translation>
    </message>
    <message>
        <source>%1, the best so far</source>
        <translation>%1, tot nu toe de beste</translation>
    </message>
    <message>
        <source>Compared by: %1. Higher is better.</source>
        <translation>Vergeleken op: %1. Hoger is beter.</translation>
    </message>
    <message>
        <source>Compared by: %1. Lower is better.</source>
        <translation>Vergeleken op: %1. Lager is beter.</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>What is different</source>
        <translation>Wat is er anders</translation>
    </message>
    <message>
        <source>How it stands</source>
        <translation>Hoe het ervoor staat</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Cijfer</translation>
    </message>
    <message>
        <source>The settings that are tried</source>
        <translation>De instellingen die worden geprobeerd</translation>
    </message>
    <message>
        <source>Show in the order in which they began</source>
        <translation>Toon op volgorde van nummer</translation>
    </message>
    <message>
        <source>Show the best first</source>
        <translation>Toon de beste eerst</translation>
    </message>
    <message numerus="yes">
        <source>%n at once.</source>
        <translation>
            <numerusform>%n tegelijk.</numerusform>
            <numerusform>%n tegelijk.</numerusform>
        </translation>
    </message>
    <message>
        <source>Of number %1, the best: %2.</source>
        <translation>Van nummer %1, de beste: %2.</translation>
    </message>
    <message>
        <source>Of number %1, the best so far: %2.</source>
        <translation>Van nummer %1, tot nu toe de beste: %2.</translation>
    </message>
    <message>
        <source>Of number %1, which was broken off: %2.</source>
        <translation>Van nummer %1, die is afgebroken: %2.</translation>
    </message>
    <message>
        <source>Of number %1, which runs now: %2.</source>
        <translation>Van nummer %1, die nu loopt: %2.</translation>
    </message>
    <message>
        <source>The readings of processor and memory are those of number %1.</source>
        <translation>De metingen van processor en geheugen zijn die van nummer %1.</translation>
    </message>
    <message>
        <source>The readings of GPU, processor and memory are those of number %1.</source>
        <translation>De metingen van GPU, processor en geheugen zijn die van nummer %1.</translation>
    </message>
    <message>
        <source>The learning curve appears when the first of them has learnt for a while.</source>
        <translation>De leercurve komt zodra de eerste een tijdje heeft geleerd.</translation>
    </message>
</context>
<context>
    <name>werkbank::SweepCurves</name>
    <message>
        <source>No. %1: %2</source>
        <translation>Nr. %1: %2</translation>
    </message>
    <message>
        <source>No. %1, the best: %2</source>
        <translation>Nr. %1, de beste: %2</translation>
    </message>
    <message>
        <source>No. %1, the best so far: %2</source>
        <translation>Nr. %1, tot nu toe de beste: %2</translation>
    </message>
    <message>
        <source>The thick line is the best.</source>
        <translation>De dikke lijn is de beste.</translation>
    </message>
    <message>
        <source>The thick line is the best so far.</source>
        <translation>De dikke lijn is tot nu toe de beste.</translation>
    </message>
    <message numerus="yes">
        <source>So that the lines can be told apart, %n are left out. They did less well or have no score yet.</source>
        <translation>
            <numerusform>Zo blijven de lijnen uit elkaar te houden: %n instelling is weggelaten. Die deed het minder goed of heeft nog geen score.</numerusform>
            <numerusform>Zo blijven de lijnen uit elkaar te houden: %n instellingen zijn weggelaten. Die deden het minder goed of hebben nog geen score.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: from %2 to %3.</source>
        <translation>%1: van %2 naar %3.</translation>
    </message>
    <message>
        <source>The learning curves together: %1, %2</source>
        <translation>De leercurves samen: %1, %2</translation>
    </message>
    <message>
        <source>What the learning curves show</source>
        <translation>Wat de leercurves laten zien</translation>
    </message>
    <message>
        <source>The learning curves together</source>
        <translation>De leercurves samen</translation>
    </message>
</context>
<context>
    <name>werkbank::SweepField</name>
    <message>
        <source>Your own answers are the first setting. In the others this is different: %1.</source>
        <translation>Uw eigen antwoorden zijn de eerste instelling. In de andere is dit anders: %1.</translation>
    </message>
    <message numerus="yes">
        <source>There are only %n different settings here.</source>
        <translation>
            <numerusform>Er is hier maar %n andere instelling.</numerusform>
            <numerusform>Er zijn hier maar %n verschillende instellingen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Try several settings</source>
        <translation>Meerdere instellingen proberen</translation>
    </message>
    <message>
        <source>Werkbank trains the model several times, each time a little differently, and keeps the best one.</source>
        <translation>Werkbank traint het model een paar keer, steeds iets anders, en bewaart het beste.</translation>
    </message>
    <message>
        <source>Yes, try several</source>
        <translation>Ja, probeer er meer</translation>
    </message>
    <message>
        <source>How many?</source>
        <translation>Hoeveel?</translation>
    </message>
    <message numerus="yes">
        <source>%n settings</source>
        <translation>
            <numerusform>%n instelling</numerusform>
            <numerusform>%n instellingen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>werkbank::TemplateCard</name>
    <message>
        <source>For example: %1</source>
        <translation>Bijvoorbeeld: %1</translation>
    </message>
    <message>
        <source>Chosen</source>
        <translation>Gekozen</translation>
    </message>
    <message>
        <source>Choose this</source>
        <translation>Dit kiezen</translation>
    </message>
</context>
<context>
    <name>werkbank::TopBar</name>
    <message>
        <source>New job</source>
        <translation>Nieuwe taak</translation>
    </message>
    <message>
        <source>Factory: %1. %2</source>
        <translation>Fabriek: %1. %2</translation>
    </message>
    <message>
        <source>%1, certificate until %2</source>
        <translation>%1, certificaat tot %2</translation>
    </message>
    <message>
        <source>%1 until %2</source>
        <translation>%1 tot %2</translation>
    </message>
</context>
<context>
    <name>werkbank::VerifiedLines</name>
    <message>
        <source>its address</source>
        <translation>het adres</translation>
    </message>
    <message>
        <source>the fingerprint of its computer</source>
        <translation>de vingerafdruk van de computer</translation>
    </message>
    <message>
        <source>how you sign in</source>
        <translation>hoe u zich aanmeldt</translation>
    </message>
    <message>
        <source>its help desk</source>
        <translation>de helpdesk</translation>
    </message>
    <message>
        <source>its computers and GPUs</source>
        <translation>de computers en GPU&apos;s</translation>
    </message>
    <message>
        <source>how jobs are sent</source>
        <translation>hoe taken worden verstuurd</translation>
    </message>
    <message>
        <source>the folder for your data</source>
        <translation>de map voor uw gegevens</translation>
    </message>
    <message>
        <source>the programs that are there</source>
        <translation>de programma&apos;s die er staan</translation>
    </message>
    <message>
        <source>what a GPU-hour costs</source>
        <translation>wat een GPU-uur kost</translation>
    </message>
    <message>
        <source>%1 (in part)</source>
        <translation>%1 (deels)</translation>
    </message>
    <message>
        <source>What Werkbank knows of this factory</source>
        <translation>Wat Werkbank van deze fabriek weet</translation>
    </message>
    <message>
        <source>Checked against what the factory publishes: %1.</source>
        <translation>Nagekeken bij wat de fabriek zelf bekendmaakt: %1.</translation>
    </message>
    <message>
        <source>Not checked yet: %1.</source>
        <translation>Nog niet nagekeken: %1.</translation>
    </message>
</context>
<context>
    <name>werkbank::WebPage</name>
    <message>
        <source>The factory&apos;s computer asks you to open a page of:</source>
        <translation>De computer van de fabriek vraagt u een pagina te openen van:</translation>
    </message>
    <message>
        <source>Open this page</source>
        <translation>Open deze pagina</translation>
    </message>
    <message>
        <source>Open the page of %1</source>
        <translation>Open de pagina van %1</translation>
    </message>
    <message>
        <source>Or point the camera of your telephone at this square.</source>
        <translation>Of richt de camera van uw telefoon op dit vierkant.</translation>
    </message>
    <message>
        <source>Square with the address of the page of %1, for the camera of a telephone</source>
        <translation>Vierkant met het adres van de pagina van %1, voor de camera van een telefoon</translation>
    </message>
</context>
<context>
    <name>werkbank::WorkLine</name>
    <message>
        <source>How much of the GPU is put to use</source>
        <translation>Hoeveel van de GPU wordt benut</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>not known yet</source>
        <translation>nog niet bekend</translation>
    </message>
    <message>
        <source>%1 % of the GPU is put to use: how busy it says it is, as far as its power bears that out.</source>
        <translation>%1 % van de GPU wordt benut: hoe druk hij zegt te zijn, voor zover zijn stroomgebruik dat bevestigt.</translation>
    </message>
    <message>
        <source>Is it really working?</source>
        <translation>Werkt het echt?</translation>
    </message>
    <message>
        <source>Stop and keep the results</source>
        <translation>Stoppen en resultaten bewaren</translation>
    </message>
    <message>
        <source>Was it really working?</source>
        <translation>Heeft het echt gewerkt?</translation>
    </message>
</context>
</TS>
