# The texts that residents read. Dutch is the source: plain (B1), "je", short sentences, a weekday
# with each date. The other files in this folder hold the same keys and variables.
# To add a language, add its file; it then appears wherever a language is chosen.
# Keys that begin with `js-` go to scripts: only plain variables there.

language-name = Nederlands
language-dir = ltr

### Dates and lengths of time

date-weekday = { $weekday ->
    [1] maandag
    [2] dinsdag
    [3] woensdag
    [4] donderdag
    [5] vrijdag
    [6] zaterdag
   *[7] zondag
}
date-month = { $month ->
    [1] januari
    [2] februari
    [3] maart
    [4] april
    [5] mei
    [6] juni
    [7] juli
    [8] augustus
    [9] september
    [10] oktober
    [11] november
   *[12] december
}
date-long = { date-weekday } { $day } { date-month }
date-long-year = { date-weekday } { $day } { date-month } { $year }
date-today = vandaag
date-tomorrow = morgen
date-yesterday = gisteren
date-clock = { $hour }.{ $minute }
date-hours = tussen { $from } en { $until } uur
date-visit = { $day } { $hours }
date-moment = { $when }, { $clock } uur
length-now = zojuist
length-minutes = { $count ->
    [one] 1 minuut
   *[other] { $count } minuten
}
length-hours = { $count } uur
length-days = { $count ->
    [one] 1 dag
   *[other] { $count } dagen
}
length-ago = { $length } geleden

### Words for codes

category-litter = Zwerfafval
category-litter-examples = Blikjes, papier, plastic
category-litter-solved = Het zwerfafval is opgeruimd
category-waste_beside_container = Afval naast container
category-waste_beside_container-examples = Zakken, dozen, flessen
category-waste_beside_container-solved = Het afval naast de container is weg
category-bin_full = Prullenbak vol
category-bin_full-examples = Er past niets meer bij
category-bin_full-solved = De prullenbak is geleegd
category-bulky_waste = Grofvuil
category-bulky_waste-examples = Bank, matras, kast
category-bulky_waste-solved = Het grofvuil is weg
category-street_furniture_broken = Iets kapot op straat
category-street_furniture_broken-examples = Bank, paal, bord, lamp
category-street_furniture_broken-solved = Het is weer gemaakt
category-other = Iets anders
category-other-examples = Vertel zelf wat je ziet
category-other-solved = Het is opgelost
category-in-area = { $kind ->
    [buurt] { $what } in de { $area }
   *[name] { $what } in { $area }
}

status-received = Ontvangen
status-routed = Bij de ploeg
status-planned = Gepland
status-in_progress = Ploeg is bezig
status-waiting_for_reporter = Wacht op jou
status-resolved = Opgelost
status-not_resolved = Niet opgelost
status-reopened = Weer open

step-received = Je melding kwam binnen
step-routed = Je melding ligt bij de ploeg
step-routed-team = Je melding ligt bij { $team }
step-planned = De ploeg komt langs
step-planned-team = { $team } komt langs
step-visit = De ploeg komt { $day }
step-visit-team = { $team } komt { $day }
step-postponed = De afgesproken dag gaat niet door
step-in_progress = De ploeg is bezig
step-in_progress-team = { $team } is bezig
step-waiting_for_reporter = We hebben een vraag aan jou
step-resolved = Het is opgelost
step-not_resolved = We konden het niet oplossen
step-reopened = We gaan er nog een keer heen

reason-not_found = De ploeg is geweest, maar vond het niet op deze plek.
reason-already_gone = De ploeg is geweest. Het was al weg.
reason-not_ours = Deze plek is niet van de gemeente. Daarom mogen wij er niets weghalen.
reason-other_team = Een andere ploeg neemt het over.
reason-needs_equipment = Er is een andere wagen of een kraan voor nodig. We plannen het opnieuw.
reason-other = De ploeg kon het niet oplossen.

### On every page

page-skip = Naar de inhoud
page-back = Terug
page-begin = Begin
page-to-begin = Naar het begin
page-help = Hulp
page-step = Stap { $step } van { $steps }
page-error = Fout:
page-languages = Taal kiezen
page-language = Taal
page-optional = (optioneel)
page-go-on = Verder
errors-heading = { $count ->
    [1] Pas nog één ding aan
    [2] Pas nog twee dingen aan
    [3] Pas nog drie dingen aan
   *[other] Pas nog { $count } dingen aan
}

### The first page

home-title = Rommel op straat? Meld het
home-heading = Rommel op straat? Meld het even.
home-lead = Wij ruimen op en laten je zien hoe het is geworden.
home-follow = Volg mijn melding
home-find = Zoek met een nummer
home-number = Nummer van je melding
home-number-hint = Het staat in ons bericht, bijvoorbeeld LD-4F7K-29
home-number-unknown = Dit nummer kennen we niet. Kijk nog eens goed. De 0, de O, de 1 en de I komen er niet in voor.
home-search = Zoek
home-report = Melding maken
home-report-hint = Klaar in een halve minuut
home-how = Zo werkt het
home-how-report = Jij maakt een melding
home-how-report-more = Foto, plek, klaar. Zonder naam.
home-how-crew = De ploeg gaat eropaf
home-how-crew-more = Ze zien jouw foto meteen.
home-how-result = Jij ziet hoe het is geworden
home-how-result-more = Meestal met een foto erbij.

### Help

help-title = Hulp
help-danger = Er is gevaar
help-danger-more = Vuur, gas, iemand gewond
help-no-hurry = Geen spoed
help-no-hurry-more = Bel de gemeente
help-call = Bel
help-crew-more = Je ziet wat ze doen.
help-questions = Vragen
help-who-sees = Wie ziet mijn melding?
help-who-sees-answer = De ploeg ziet de plek, de foto's en je tekst. Wie jouw link of nummer heeft, ziet de foto's en hoe het gaat. Je naam vragen we niet. Richt daarom op wat er ligt, niet op mensen of kentekens.
help-keep = Wat bewaren jullie van mij?
help-keep-answer = Je foto's, de plek en je tekst. Een mailadres of telefoonnummer alleen als je het invult, en alleen voor deze melding. 30 dagen nadat de melding is afgesloten wissen we dat. Uit je foto's halen we alles wat je telefoon er zelf bij schrijft.
help-reading = Ik kan niet goed lezen of typen
help-reading-answer = Tik op de plaatjes. Tekst is nooit verplicht. Liever praten? Bel { -phone }.
help-number = Waar vind ik mijn nummer?
help-number-answer = Het staat op de bedankpagina en in elke mail, bijvoorbeeld LD-4F7K-29. Op de beginpagina zoek je ermee.
help-language = Andere taal
help-language-hint = Wat je al invulde, blijft staan.
help-back-to-report = Terug naar je melding

### Accessibility statement

access-title = Toegankelijkheid
access-lead = Iedereen moet een melding kunnen maken. Daar werken we aan.
access-how = Hoe we dat doen
access-how-text = We bouwen en testen volgens WCAG 2.2, niveau A en AA. Elke pagina wordt bij elke wijziging automatisch gecontroleerd: in licht en donker, in vijf talen, op een klein scherm en zonder script. Je kunt alles met het toetsenbord doen. Tekst typen is nooit verplicht.
access-limits = Wat nog niet goed is
access-limits-text = Een onafhankelijk onderzoek met mensen die hulpmiddelen gebruiken is er nog niet geweest. De kaart is met een schermlezer lastig: kies dan de buurt uit de lijst, of typ een adres. De teksten in het Turks, Arabisch en Pools zijn nog niet nagelezen door iemand die die taal als moedertaal heeft.
access-report = Loop je vast?
access-report-text = Bel de gemeente: { -phone }. Vertel op welke pagina je was en wat niet lukte. We nemen je melding dan ook meteen op.

### Step 1: photo

photo-title = maak een foto
photo-heading = Maak een foto
photo-lead = Dan zien we meteen wat er ligt. Geen foto? Ga dan gewoon verder.
photo-n = Foto { $number }
photo-ready = Staat klaar
photo-remove = Foto { $number } weghalen
photo-take = Maak foto
photo-taken = Foto klaar
photo-choose = Kies foto
photo-chosen = Foto gekozen
photo-tip = Liever geen mensen of kentekens op de foto. <b>Richt je camera op wat er ligt.</b> Hoogstens { $max } foto's.
photo-too-many = Er passen hoogstens vijf foto's bij een melding.
photo-empty = Deze foto is leeg. Kies een andere foto, of maak een nieuwe.
photo-unreadable = Deze foto kunnen we niet lezen. Kies een andere.

js-photo-number = Foto { $number }
js-photo-remove = Foto { $number } weghalen
js-photo-retry = Nog een keer
js-photo-too-large = Deze foto is te groot. Een foto mag hoogstens 20 MB zijn.
js-photo-ready = Staat klaar
js-photo-ready-spoken = Foto { $number } staat klaar.
js-photo-failed = Versturen lukte niet.
js-photo-percent = { $percent }% klaar
js-photo-half = Foto { $number } is voor { $percent } procent klaar.
js-photo-removed = Foto { $number } is weggehaald.
js-photo-removed-one = De foto is weggehaald.
js-photo-too-many = Er passen hoogstens { $max } foto's bij een melding.
js-photo-wait = Even wachten op je foto…
js-photo-not-all = Niet al je foto's zijn verstuurd. Probeer het nog een keer, of haal de foto weg.
js-photo-offline = Geen internet. Probeer het zo nog eens.
js-photo-too-slow = Het duurde te lang. Probeer het nog eens.
js-photo-unreadable = Deze foto kunnen we niet lezen. Kies een andere.

### Step 2: place

place-title = waar is het?
place-heading = Waar is het?
place-text = Adres of naam van de plek
place-map = Kaart van de buurten. Tik op de plek, of kies hieronder de buurt.
place-or-area = Of kies de buurt
place-area = Buurt
place-area-unknown = Weet ik niet
place-go = Dit is de plek
place-locate = Zet de pin op mijn locatie
place-zoom-in = Inzoomen
place-zoom-out = Uitzoomen
place-none = Nog geen plek gekozen
place-none-hint = Tik op de kaart waar het ligt.
place-outside = Buiten ons gebied
place-border = Net buiten de buurten
place-border-hint = Melden kan hier. Staat de pin niet goed? Tik op de kaart.
place-area-hint = Tik op de kaart, dan weten we het precies.
place-pin-hint = Staat de pin niet goed? Tik op de kaart.
place-too-long = Maak dit korter. Er passen { $max } tekens in, nu zijn het er { $count }.
place-missing = Wij weten nog niet waar het is. Tik op de kaart, of kies de buurt.
place-outside-error = Deze plek ligt buiten ons gebied.
place-on-map = Op de kaart
place-somewhere = { $kind ->
    [buurt] Ergens in de { $area }
   *[name] Ergens in { $area }
}
place-and-somewhere = { $kind ->
    [buurt] { $place } (ergens in de { $area })
   *[name] { $place } (ergens in { $area })
}

js-place-searching = We zoeken je plek…
js-place-searching-hint = Dit duurt een paar tellen.
js-place-unknown = We weten niet waar je bent
js-place-refused = Je telefoon staat dit niet toe. Tik op de kaart.
js-place-none-hint = Tik op de kaart waar het ligt.
js-place-border = Net buiten de buurten
js-place-border-hint = Melden kan hier. Staat de pin niet goed? Tik op de kaart.
js-place-outside = Buiten ons gebied
js-place-outside-hint = Hier ruimen wij niet op. Tik op de kaart waar het ligt.
js-place-outside-error = Deze plek ligt buiten ons gebied.
js-place-pin-hint = Staat de pin niet goed? Tik op de kaart.
js-place-on-map = De plek staat op de kaart
js-place-area-hint = Tik op de kaart, dan weten we het precies.
js-place-metres = Tot op { $metres } meter.
js-place-exact = Heel precies.
js-place-map = Kaart van de buurten. Tik op de plek.
js-place-pin = Pin. Verplaats met de pijltjestoetsen.

### Step 3: what

what-title = wat zie je?
what-heading = Wat zie je?
what-lead = Tik op het plaatje dat het best past.
what-missing = Tik op een van de plaatjes.
what-danger = Is het gevaarlijk?
what-call = Bel dan

### Step 3: questions about it

questions-lead = Overslaan mag. Met een antwoord weet de ploeg wat ze mee moet nemen.
questions-many = (kies alles wat past)

### Last step: check

check-title = klopt het zo?
check-heading = Klopt het zo?
check-photos = Foto's
check-no-photo = Geen foto
check-photos-ready = { $count ->
    [one] 1 foto staat klaar
   *[other] { $count } foto's staan klaar
}
check-place = Plek
check-what = Wat
check-change = Wijzig
check-change-photos = je foto's
check-change-place = de plek
check-change-what = wat je ziet
check-more = Wil je nog iets vertellen?
check-contact = Bericht krijgen?
check-mail = Je mailadres
check-mail-hint = Alleen voor berichten over deze melding. 30 dagen nadat de melding is afgesloten wissen we het.
check-phone = Je telefoonnummer
check-phone-hint = Voor als de gemeente je iets moet vragen over deze melding. Berichten sturen we alleen per mail. Ook dit wissen we na 30 dagen.
check-privacy = Je naam is niet nodig. De ploeg ziet je foto's, je tekst en de plek.
check-send = Verstuur
check-too-long = Je tekst is { $count } tekens lang. Er passen { $max } tekens in. Maak hem korter.
check-mail-wrong = Dit is geen mailadres. Een mailadres lijkt op naam@voorbeeld.nl.
check-phone-wrong = Dit is geen telefoonnummer. Gebruik alleen cijfers, bijvoorbeeld 06 12345678.

### Thanks

thanks-title = Bedankt, je melding is binnen
thanks-heading = Bedankt!
thanks-heading-more = Je melding is binnen.
thanks-number = Jouw nummer
thanks-now = Dit gebeurt er nu
thanks-finding-team = Je melding gaat nu naar de juiste ploeg
thanks-expected = Uiterlijk { $day } is de ploeg geweest
thanks-crew-looks = De ploeg komt kijken
thanks-crew-looks-more = De dag zie je op de pagina van je melding
thanks-result = Je ziet hoe het is geworden
thanks-mail = We sturen je een mail
thanks-follow = Volg je melding
thanks-ask = Bericht als het schoon is?
thanks-ask-hint = Geef je mailadres. Alleen voor berichten over deze melding. 30 dagen nadat de melding is afgesloten wissen we het.
thanks-keep-me = Houd me op de hoogte
thanks-no = Nee, ik kijk zelf wel
thanks-mail-missing = Vul je mailadres in, of kies ‘Nee, ik kijk zelf wel’.

### Follow a report

follow-expected = Uiterlijk <b>{ $day }</b> is de ploeg geweest.
follow-visit = De ploeg komt <b>{ $when }</b>.
follow-late = Het duurt langer dan we dachten.
follow-before = Voor
follow-after = Na
follow-before-alt = Voor: de foto van jouw melding
follow-after-alt = Na: de foto van de ploeg
follow-photo-alt = De foto van jouw melding
follow-crew-photo-alt = De foto van de ploeg
follow-of = 1 van { $count }
follow-went = Zo ging het
follow-goes = Zo gaat het
follow-result = Je ziet hoe het is geworden
follow-report = Je melding
follow-area = Buurt
follow-team = Ploeg
follow-number = Nummer
follow-note-dutch = Bericht van de ploeg, in het Nederlands
js-live-offline = Geen internet. We proberen het steeds opnieuw.
js-live-on = Je ziet het hier meteen als er iets verandert.
js-live-off = Even geen verbinding. We kijken elke halve minuut.

### When something goes wrong

problem-400 = Dit klopt niet helemaal
problem-400-text = Er kwam iets binnen dat wij niet begrijpen. Ga terug en probeer het nog een keer.
problem-401 = Log eerst in
problem-401-text = Deze pagina is voor medewerkers. Log in en ga verder.
problem-403 = Deze pagina is niet voor jou
problem-403-text = Je account mag deze pagina niet zien.
problem-404 = Deze pagina is er niet
problem-404-text = Misschien is het adres niet goed overgenomen. Heb je een nummer van je melding? Zoek daarmee op de beginpagina.
problem-405 = Dat kan hier niet
problem-405-text = Ga terug en gebruik de knoppen op de pagina.
problem-408 = Het duurde te lang
problem-408-text = Niet alles kwam op tijd aan. Ga terug en probeer het op een plek met beter bereik.
problem-409 = Dit is al veranderd
problem-409-text = Iemand anders was je net voor. Ga terug om te zien hoe het nu is.
problem-413 = Dit bestand is te groot
problem-413-text = Een foto mag hoogstens 20 MB zijn. Kies een kleinere foto, of ga verder zonder foto.
problem-415 = Dit soort bestand kennen we niet
problem-415-text = Kies een foto van het soort JPEG, PNG of WebP.
problem-429 = Even wachten
problem-429-text = Er kwamen te veel berichten achter elkaar. Wacht een minuut en probeer het opnieuw.
problem-503 = Even geduld
problem-503-text = Er is een storing bij ons. Probeer het over een minuut opnieuw. Was je iets aan het versturen? Dan is dat niet aangekomen. Ga terug en verstuur het dan nog een keer.
problem-500 = Er ging iets mis bij ons
problem-500-text = Probeer het over een minuut opnieuw. Was je iets aan het versturen? Dan is dat niet aangekomen. Ga terug en verstuur het dan nog een keer.
problem-photo-empty = Het bestand is leeg. Kies je foto nog een keer.
problem-photo-too-large = Je foto is te groot. Een foto mag hoogstens 20 MB zijn. Kies een kleinere foto of maak een screenshot van je foto.
problem-photo-not-a-picture = Dit bestand is geen foto die wij kunnen lezen. Kies een foto van het soort JPEG, PNG of WebP.
problem-photo-heic = Je foto is een HEIC-bestand. Dat kunnen wij niet lezen. Ga op je iPhone naar Instellingen, dan Camera, dan Structuren. Kies ‘Meest compatibel’ en maak de foto opnieuw. Of maak een screenshot van je foto en stuur die.
problem-photo-unsupported = Dit soort foto kunnen wij niet lezen. Maak een screenshot van je foto en stuur die.
problem-photo-damaged = Je foto is beschadigd of niet helemaal aangekomen. Probeer het nog een keer of kies een andere foto.
problem-photo-too-many-pixels = Je foto is te groot (te veel pixels). Kies een kleinere foto of maak een screenshot van je foto.
problem-outside = Deze plek ligt buiten ons gebied. Wij ruimen hier niet op. Bel de gemeente waar de plek ligt (in { -municipality }: { -phone }), of kies een andere plek.
problem-too-many-look-ups = Er zoeken nu te veel mensen tegelijk. Wacht een minuut en probeer het opnieuw.
problem-too-large = Wat je stuurde is te groot. Maak de tekst korter, of stuur minder foto's.
problem-unreadable-form = Het formulier kwam niet goed aan. Ga terug en probeer het nog een keer.
problem-upload-timeout = Je foto kwam niet op tijd aan. Probeer het op een plek met beter bereik.

### Mails: stop

stop-title = Mails stoppen
stop-heading = Geen mails meer?
stop-lead = Dan sturen we niets meer over deze melding. De melding zelf blijft staan: de ploeg gaat gewoon verder.
stop-button = Stop de mails
stop-done-title = Gestopt
stop-done = Je krijgt geen mails meer
stop-done-lead = We sturen niets meer over deze melding. De melding zelf blijft staan: de ploeg gaat gewoon verder.

### Mails

mail-from = Gemeente { -municipality }
mail-state = { $state }, { $day }, { $clock } uur
mail-team = Team { $team }
mail-crew = De ploeg
mail-received = Ontvangen
mail-received-title = We hebben je melding
mail-received-subject = Ontvangen: { $what }, { $place }
mail-received-thanks = Dank je wel.
mail-received-team = { $team } heeft je melding.
mail-received-team-day = { $team } heeft je melding. Uiterlijk { $day } is de ploeg geweest.
mail-received-finding = We zoeken uit welke ploeg dit het beste kan doen.
mail-received-next = Je krijgt een mail als de ploeg komt, en een mail als het klaar is.
mail-received-preview = Dank je wel. Je hoort wat we doen.
mail-received-preview-team = { $team } heeft het.
mail-received-preview-day = { $team } heeft het. Uiterlijk { $day }.
mail-busy = Bezig
mail-busy-title = De ploeg is bezig
mail-busy-subject = De ploeg is bezig: { $place }
mail-busy-text = { $team } is nu bezig op deze plek. Je krijgt een mail als het klaar is.
mail-busy-preview = { $team } is nu bezig.
mail-planned = Ingepland
mail-planned-title = De ploeg komt langs
mail-planned-subject = Ingepland: { $place }
mail-planned-subject-day = Ingepland: uiterlijk { $day }, { $place }
mail-planned-comes = { $team } komt langs.
mail-planned-day = uiterlijk { $day }
mail-planned-text = Je hoeft niet thuis te zijn en je hoeft niets te doen. Lukt het de ploeg niet, dan hoor je waarom.
mail-visit-subject = Ingepland: { $day }, { $place }
mail-postponed = Andere dag
mail-postponed-title = De ploeg komt op een andere dag
mail-postponed-subject = Andere dag: { $place }
mail-postponed-text = De ploeg komt niet op de dag die we noemden. Je hoeft niets te doen. We mailen je als we de nieuwe dag weten.
mail-resolved = Opgelost
mail-resolved-title-waste = Het is weg
mail-resolved-title-waste-photo = Het is weg. Kijk maar:
mail-resolved-title = Het is opgelost
mail-resolved-title-photo = Het is opgelost. Kijk maar:
mail-resolved-subject = Opgelost: { $place }
mail-resolved-subject-photo = Opgelost: { $place }, kijk naar de foto
mail-resolved-came = { $team } is geweest.
mail-resolved-came-after = { $team } is geweest, { $length } na je melding.
mail-resolved-still = Nog steeds daar?
mail-resolved-again = Laat het weten, met een foto van nu. Dan gaat de ploeg opnieuw kijken.
mail-not_resolved = Niet opgelost
mail-not_resolved-title = We konden het niet oplossen
mail-not_resolved-title-gone = Het was al weg
mail-not_resolved-subject = Niet opgelost: { $place }
mail-not_resolved-still = Ligt het er toch nog?
mail-not_resolved-again = Laat het weten, met een foto en de precieze plek. Dan gaat de ploeg opnieuw kijken.
mail-not_resolved-owner = Alleen de eigenaar mag hier iets doen. Heb je een vraag? Bel de gemeente: { -phone }.
mail-quote-by = { $team }
mail-quote-by-after = { $team }, { $length } na je melding
mail-what = Wat
mail-where = Waar
mail-number = Je nummer
mail-follow = Volg je melding
mail-look = Bekijk je melding
mail-before = Voor
mail-before-alt = Voor: de foto bij je melding
mail-your-photo = Je foto
mail-your-photo-alt = De foto bij je melding
mail-after = Na
mail-after-alt = Na: de foto van de ploeg
mail-why = Je krijgt dit omdat je bij je melding dit mailadres opgaf. We gebruiken het alleen voor deze melding. Op deze mail kun je niet antwoorden.
mail-stop = Geen mails meer over deze melding

### Known nearby

known-title = is het een van deze?
known-heading = Is het een van deze?
known-lead = Sluit je dan aan. Je volgt samen hoe het gaat.
known-here = Op deze plek
known-away = { $metres } meter verderop
known-since = { $count ->
    [one] Gemeld: { $day }
   *[other] Gemeld: { $day }, door { $count } mensen
}
known-photo = Foto van een eerdere melding
known-yes = Ja, deze is het
known-none = Nee, geen van deze

### Against misuse

guard-empty = Laat dit veld leeg
guard-wait = Een paar tellen, we controleren je melding.
guard-too-many = { $minutes ->
    [one] Er komen nu heel veel meldingen van jouw internetverbinding. Wacht 1 minuut en verstuur je melding dan opnieuw.
   *[other] Er komen nu heel veel meldingen van jouw internetverbinding. Wacht { $minutes } minuten en verstuur je melding dan opnieuw.
}
guard-too-many-photos = { $minutes ->
    [one] Er komen nu heel veel foto's van jouw internetverbinding. Wacht 1 minuut, of ga verder zonder deze foto.
   *[other] Er komen nu heel veel foto's van jouw internetverbinding. Wacht { $minutes } minuten, of ga verder zonder deze foto.
}

### Finding the place, and whose it is

find-go = Zoek deze plek
find-found = Gevonden plekken
find-nothing = Niets gevonden. Tik op de kaart, of schrijf de plek in je eigen woorden.
things-nearby = Wat staat er vlakbij?
things-metres = { $metres } meter
things-metres-reported = { $metres } meter, al gemeld
things-none = Geen van deze
thing-container = Container { $number }
thing-bin = Afvalbak { $number }
thing-bench = Bankje { $number }
thing-lamp-post = Lantaarnpaal { $number }
thing-other = Nummer { $number }
outside-title = hier ruimen wij niet op
outside-heading = Hier ruimen wij niet op
outside-in = De pin staat in de gemeente { $municipality }.
outside-in-part = De pin staat in { $name }. Dat is de gemeente { $municipality }.
outside-nobody = Deze plek ligt buiten ons gebied, en ook niet bij een gemeente naast ons.
outside-report = Meld het bij { $municipality }
outside-report-hint = Hun eigen pagina gaat open
outside-still = Toch in { -municipality }?
outside-call = Bel { -phone }, dan kijken we mee
outside-photos = Je foto's blijven bewaard. Kies je een plek bij ons, dan gaan ze gewoon mee.
outside-back = Kies een andere plek
problem-place = Dit is geen plek op aarde.

### What residents tell about their report later

status-withdrawn = Ingetrokken
step-withdrawn = Je hebt je melding ingetrokken
reason-withdrawn = De melding is ingetrokken.
answer-question = Is de plek echt schoon?
answer-still = Nog steeds daar
answer-still-hint = Stuur een foto van nu
answer-solved = Ja, opgelost
answer-thanks = Bedankt! Fijn dat het is opgelost.
answer-sent-back = Je bericht is bij de ploeg. Ze komen nog een keer kijken.
answer-withdrawn = Je hebt deze melding ingetrokken. Je krijgt er geen berichten meer over.
answer-options = Wil je iets doen?
answer-again = Ligt er weer iets?
answer-new = Maak een nieuwe melding
answer-more = Ik wil nog iets vertellen
answer-more-hint = De ploeg leest het
answer-withdraw = Trek mijn melding in
answer-withdraw-hint = Het is al weg, of ik had het mis
answer-forget = Vergeet mij
answer-forget-hint = Ruim op, maar wis wie ik ben
answer-told-still = Je zag het nog steeds liggen
answer-told-more = Je vertelde nog iets
answer-photo-alt = Foto die je later stuurde
answer-empty = Maak een foto, of schrijf op wat je ziet.
answer-too-long = Je tekst is te lang. Er passen { $max } tekens in. Maak hem korter.
still-title = Nog steeds daar? Laat het zien
still-lead = Maak een nieuwe foto van dezelfde plek.
still-team-photo = Van de ploeg, { $day }
still-team-photo-alt = De foto van de ploeg, van toen het klaar was
still-photo = Foto van nu
still-back = Je melding gaat meteen terug naar de ploeg. Dit kan tot { $day }.
still-send = Stuur terug naar de ploeg
more-title = Wat wil je nog vertellen?
more-lead = De ploeg leest het, en jij ziet het terug bij je melding.
more-text = Vertel het hier
more-text-needed = (nodig zonder foto)
more-tip = Schrijf geen namen, adressen of telefoonnummers op. De ploeg heeft ze niet nodig.
more-send = Verstuur
confirm-solved = Is het opgelost?
confirm-solved-text = Met één druk op de knop laat je de ploeg weten dat het goed is.
confirm-withdraw = Wil je je melding intrekken?
confirm-withdraw-gone = Niemand komt meer kijken, behalve als buren hetzelfde meldden.
confirm-withdraw-keep = Deze melding blijft te zien als ingetrokken.
confirm-withdraw-button = Ja, trek mijn melding in
confirm-no = Nee, laat alles staan
confirm-forget = Moeten we je vergeten?
confirm-forget-gone = Dit wissen we
confirm-forget-mail = Je mailadres en je telefoonnummer
confirm-forget-words = Je foto's en je eigen woorden
confirm-forget-keep = Dit blijft
confirm-forget-fact = Dat hier iets lag, en op welke dag. Zonder iets over jou.
confirm-forget-crew = De ploeg ruimt het gewoon op.
confirm-forget-final = Je kunt dit niet terugdraaien.
confirm-forget-copies = We wissen meteen. In reservekopieën is het na 30 dagen weg.
confirm-forget-button = Ja, vergeet mij
forgotten-title = We zijn je vergeten
forgotten-text = Je foto's, je woorden en hoe we je bereiken zijn gewist. Je krijgt geen berichten meer.
forgotten-stays = De ploeg ruimt het gewoon op. Dat hier iets lag blijft staan, zonder iets over jou.
refused-late = Dit kan niet meer
refused-late-text = De melding is te lang geleden afgesloten. Ligt er nog steeds iets? Maak een nieuwe melding, dan gaat er weer een ploeg heen.
refused-again = De ploeg gaat er al heen
refused-again-text = Iemand liet al weten dat het er nog ligt. Je hoeft niets te doen.
refused-open = Deze melding loopt nog
refused-open-text = De ploeg is er nog niet mee klaar. Op de pagina van je melding zie je hoe het gaat.
refused-closed = Deze melding is afgesloten
refused-closed-text = Hier kan niets meer bij. Zie je nog iets? Maak een nieuwe melding.
refused-started = De ploeg is al bezig
refused-started-text = Intrekken kan nu niet meer. Je ziet straks hoe het is geworden.
refused-withdrawn = Deze melding is ingetrokken
refused-withdrawn-text = Je hebt hem zelf ingetrokken. Ligt er toch iets? Maak een nieuwe melding.
refused-many = Je hebt al veel verteld
refused-many-text = Er past niets meer bij deze melding. De ploeg heeft alles wat je stuurde.
refused-look = Bekijk je melding

### The public map

map-title = Wat er speelt
map-link = Kaart van de buurt
map-link-hint = Wat er open is en wat net is opgelost
map-filter = Toon op de kaart
map-all = Alles
map-open = Open
map-solved = Pas opgelost
map-area = Buurt
map-all-areas = Alle buurten
map-show = Toon
map-alt = Kaart van de buurten. Er is niets open.
map-alt-areas = Kaart van de buurten, met wat er open is: { $areas }.
map-legend = De nummers staan in de lijst. Vinkje: opgelost.
map-nothing = Hier is nu niets gemeld.
map-count-open = { $count } open
map-count-solved = { $count } opgelost in de laatste 14 dagen
map-since = sinds { $day }
map-solved-on = opgelost: { $day }
map-more = En nog { $count } die langer geleden gemeld zijn. Kies een buurt of een soort om ze te zien.
map-feed = Volg deze buurt als feed
map-feed-hint = Voor een programma dat feeds leest
map-feed-title = Meldingen: { $place }
map-report = Melding maken

### My reports on this phone

mine-title = Mijn meldingen
mine-link = Al mijn meldingen
mine-link-hint = Van deze telefoon
mine-lead = Deze lijst staat alleen op deze telefoon.
mine-none = Vanaf deze telefoon is nog niets gemeld.
mine-going = Loopt nog
mine-over = Afgesloten
mine-clear = Wis deze lijst
mine-clear-hint = Je meldingen blijven gewoon bestaan.

### Without connection

kept-heading = Op deze telefoon
kept-waiting = Wacht op verbinding
kept-sending = Wordt verstuurd
kept-refused = Niet verstuurd
kept-change = Bekijk of wijzig
kept-forget = Gooi weg
kept-sure = Zeker weten? Gooi weg
kept-sent = Verstuurd. Nummer
offline-title = Melden zonder internet
offline-script = Deze pagina werkt alleen met JavaScript.
offline-to-form = Ga naar het gewone formulier
offline-heading = Maak je melding
offline-lead = Ook zonder internet. We bewaren je melding op deze telefoon en versturen hem vanzelf.
offline-elsewhere = De pagina die je wilde zien, kunnen we nu niet laten zien.
offline-midway = Was je al bezig met een melding? Die staat er nog als je weer internet hebt. Wil je niet wachten? Vul hem dan hier in.
offline-wrong = Er klopt iets niet
offline-photo = Foto
offline-photo-remove = Foto weghalen
offline-locate = Gebruik mijn locatie
offline-area = Lukt je locatie niet? Kies de buurt
offline-area-none = Kies een buurt
offline-place-missing = Zeg waar het is. Gebruik je locatie, of kies de buurt.
offline-private = Je melding blijft op deze telefoon tot hij verstuurd is. Daarna wissen we je foto's en je tekst van de telefoon. Zet er geen namen of mailadressen in.
offline-kept = Je melding is veilig bewaard
offline-kept-lead = We sturen hem vanzelf zodra je weer internet hebt. Gebeurt er niets? Open Opgeruimd dan even.
offline-kept-tip = Je hoeft niets opnieuw in te vullen. Je krijgt je nummer zodra de melding verstuurd is.
offline-sent = Bedankt! Je melding is binnen.
offline-sent-lead = Tik hieronder op je melding om hem te volgen.
offline-try = Probeer het nu
offline-another = Nog een melding maken
js-offline-searching = We zoeken je plek…
js-offline-found = We weten waar je bent, tot op { $metres } meter.
js-offline-nowhere = We weten niet waar je bent. Kies de buurt.
js-offline-known = De plek van je melding staat er nog.
js-offline-photo = Foto { $number }
js-offline-too-many = Er passen hoogstens { $max } foto's bij een melding.
js-offline-too-large = Deze foto is te groot. Een foto mag hoogstens 20 MB zijn.
js-offline-full = Er wachten al { $max } meldingen op deze telefoon. Wacht tot die verstuurd zijn.
js-offline-not-kept = Je telefoon kan de melding niet bewaren. Is het geheugen vol? Probeer het dan met minder foto's.
js-offline-too-late = Deze melding is intussen al verstuurd. Je kunt hem niet meer wijzigen.

### A question to whoever reported it

mail-asked = Vraag
mail-asked-title = We hebben een vraag
mail-asked-subject = Vraag over je melding: { $place }
question-title = We hebben een vraag aan jou
question-answer = Geef antwoord
question-send = Verstuur antwoord
question-without = Geen antwoord? Dan gaan we vanaf { $day } zonder jouw antwoord verder.

### Making something on a photo unrecognisable, and hints about photos

photo-tip-staff = Wij maken gezichten en kentekens onherkenbaar voordat een foto openbaar wordt.
photo-dark = Foto { $number } is erg donker. Je mag hem gewoon gebruiken, of een nieuwe maken.
photo-tiny = Foto { $number } is erg klein. Je mag hem gewoon gebruiken, of een grotere kiezen.
wipe-tip = Staat er iemand op, of een kenteken? Veeg het weg. Dan ziet niemand het.
wipe-open = Wegvegen
wipe-heading = Iets onherkenbaar maken
wipe-lead = Veeg met je vinger over een gezicht of een kenteken. Of kies een vlak en zet het op zijn plek.
wipe-picture = Je foto
wipe-box = Vlak om neer te zetten
wipe-box-help = Tik op de foto om het vlak daar te zetten, of schuif het met de pijltjes. Met + en - maak je het groter of kleiner.
wipe-face = Gezicht
wipe-plate = Kenteken
wipe-undo = Ongedaan
wipe-smaller = Kleiner
wipe-larger = Groter
wipe-set = Zet hier een vlak
wipe-ready = Klaar
wipe-cancel = Stoppen zonder wegvegen
js-picture-open = Wegvegen
js-picture-open-label = Wegvegen op foto { $number }
js-picture-dark = Foto { $number } is erg donker. Je mag hem gewoon gebruiken, of een nieuwe maken.
js-picture-tiny = Foto { $number } is erg klein. Je mag hem gewoon gebruiken, of een grotere kiezen.
js-picture-at = Vlak op { $across } procent van links en { $down } procent van boven, { $wide } procent breed.
js-picture-wiped = Weggeveegd.
js-picture-set = Het vlak staat er.
js-picture-undone = De laatste is ongedaan gemaakt.
js-picture-nothing = Er is niets om ongedaan te maken.
js-picture-failed = Wegvegen lukt nu niet. Heb je internet? Probeer het nog een keer.
js-picture-replaced = De foto met het weggeveegde stuk komt in de plaats van de oude.
js-picture-heic = Deze foto (HEIC) kan je browser niet lezen. Maak een screenshot van de foto en kies die. Of zet je camera op JPEG.
js-photo-busy = Er komen nu te veel foto's tegelijk. Vanaf { $time } kun je het nog een keer proberen.

### Mail about a buurt

alert-title = Mail over je buurt
alert-link = Krijg mail over deze buurt
alert-link-all = Krijg mail over je buurt
alert-link-hint = Hoogstens één mail per dag
alert-heading = Krijg mail over je buurt
alert-lead = Om vijf uur sturen we wat er nieuw is en wat is opgelost. Alleen op dagen dat er iets gebeurde.
alert-mail-hint = Alleen voor deze mails. Stoppen kan altijd.
alert-area-missing = Kies een buurt.
alert-mail-missing = Vul je mailadres in.
alert-send = Houd me op de hoogte
alert-asked-heading = Kijk in je mail
alert-asked-lead = Je krijgt zo een mail. Tik daarin op de knop, dan staat het aan.
alert-asked-hint = Doe dat binnen 3 dagen. Niets gekregen? Kijk ook bij de ongewenste mail, of controleer of je adres klopt. Om dezelfde buurt kun je één keer per uur vragen.
alert-to-map = Bekijk de kaart
alert-confirm-heading = Wil je mail over deze buurt?
alert-year = Na een jaar stopt het vanzelf.
alert-confirm = Ja, stuur me deze mails
alert-renew-heading = Je krijgt mail over deze buurt
alert-until = Je krijgt deze mails tot { $day }.
alert-renew = Nog een jaar doorgaan
alert-on-heading = Het staat aan
alert-on-lead = De eerste mail komt op de eerste dag dat er iets gebeurt.
alert-stop-lead = Dan sturen we niets meer over deze buurt. We wissen je mailadres.
alert-stop-done-lead = We sturen niets meer over deze buurt. Je mailadres is gewist.
alert-mail-confirm-subject = Wil je mail over { $area }?
alert-mail-confirm-title = Nog één tik
alert-mail-confirm-text = Met dit adres is gevraagd om mail over deze buurt. Was jij dat? Bevestig het dan binnen 3 dagen.
alert-mail-confirm-button = Ja, dat was ik
alert-mail-confirm-not = Was jij dit niet? Doe dan niets. Je adres wordt vanzelf gewist. Op deze mail kun je niet antwoorden.
alert-mail-subject-new = { $area }: { $count } nieuw
alert-mail-subject-solved = { $area }: { $count } opgelost
alert-mail-subject-both = { $area }: { $new } nieuw, { $solved } opgelost
alert-mail-new = Nieuw: { $count }
alert-mail-solved = Opgelost: { $count }
alert-mail-more = En nog { $count }. Die staan op de kaart.
alert-mail-lapses = Deze mails stoppen op { $day }. Wil je ze houden?
alert-mail-why = Je krijgt dit omdat je om mail over deze buurt vroeg. Op deze mail kun je niet antwoorden.
alert-mail-stop = Geen mails meer over deze buurt

### The base map
map-credit = Kaart: { $who }
