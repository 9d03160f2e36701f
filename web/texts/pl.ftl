# Polski. See nl.ftl, the source.

language-name = Polski
language-dir = ltr

### Dates and lengths of time

date-weekday = { $weekday ->
    [1] poniedziałek
    [2] wtorek
    [3] środa
    [4] czwartek
    [5] piątek
    [6] sobota
   *[7] niedziela
}
date-month = { $month ->
    [1] stycznia
    [2] lutego
    [3] marca
    [4] kwietnia
    [5] maja
    [6] czerwca
    [7] lipca
    [8] sierpnia
    [9] września
    [10] października
    [11] listopada
   *[12] grudnia
}
date-long = { date-weekday }, { $day } { date-month }
date-long-year = { date-weekday }, { $day } { date-month } { $year }
date-today = dzisiaj
date-tomorrow = jutro
date-yesterday = wczoraj
date-clock = { $hour }:{ $minute }
date-hours = między { $from } a { $until }
date-visit = { $day }, { $hours }
date-moment = { $when }, godz. { $clock }
length-now = przed chwilą
length-minutes = { $count ->
    [one] 1 minuta
    [few] { $count } minuty
    [many] { $count } minut
   *[other] { $count } minuty
}
length-hours = { $count ->
    [one] 1 godzina
    [few] { $count } godziny
    [many] { $count } godzin
   *[other] { $count } godziny
}
length-days = { $count ->
    [one] 1 dzień
    [few] { $count } dni
    [many] { $count } dni
   *[other] { $count } dnia
}
length-ago = { $length } temu

### Words for codes

category-litter = Śmieci na ulicy
category-litter-examples = Puszki, papier, plastik
category-litter-solved = Śmieci zostały sprzątnięte
category-waste_beside_container = Śmieci obok kontenera
category-waste_beside_container-examples = Worki, kartony, butelki
category-waste_beside_container-solved = Śmieci obok kontenera zostały zabrane
category-bin_full = Kosz jest pełny
category-bin_full-examples = Nic się już nie mieści
category-bin_full-solved = Kosz został opróżniony
category-bulky_waste = Duże śmieci
category-bulky_waste-examples = Gabaryty: kanapa, materac, szafa
category-bulky_waste-solved = Duże śmieci zostały zabrane
category-street_furniture_broken = Coś zepsutego na ulicy
category-street_furniture_broken-examples = Ławka, słupek, znak, lampa
category-street_furniture_broken-solved = Zostało naprawione
category-other = Coś innego
category-other-examples = Opisz, co widzisz
category-other-solved = Sprawa załatwiona
category-in-area = { $what }: { $area }

status-received = Przyjęte
status-routed = U ekipy
status-planned = Zaplanowane
status-in_progress = Ekipa pracuje
status-waiting_for_reporter = Czeka na ciebie
status-resolved = Załatwione
status-not_resolved = Niezałatwione
status-reopened = Znowu otwarte

step-received = Twoje zgłoszenie dotarło
step-routed = Twoje zgłoszenie ma ekipa
step-routed-team = Twoje zgłoszenie ma: { $team }
step-planned = Ekipa przyjedzie
step-planned-team = { $team }: ekipa przyjedzie
step-visit = Ekipa przyjedzie: { $day }
step-visit-team = { $team }: ekipa przyjedzie { $day }
step-postponed = Umówiony dzień jest odwołany
step-in_progress = Ekipa pracuje
step-in_progress-team = { $team }: ekipa pracuje
step-waiting_for_reporter = Mamy do ciebie pytanie
step-resolved = Załatwione
step-not_resolved = Nie udało się tego załatwić
step-reopened = Pojedziemy tam jeszcze raz

reason-not_found = Ekipa była na miejscu, ale niczego tam nie znalazła.
reason-already_gone = Ekipa była na miejscu. Już tego nie było.
reason-not_ours = To miejsce nie należy do gminy. Dlatego nie wolno nam niczego stąd zabrać.
reason-other_team = Zajmie się tym inna ekipa.
reason-needs_equipment = Potrzebny jest inny samochód albo dźwig. Zaplanujemy to od nowa.
reason-other = Ekipie nie udało się tego załatwić.

### On every page

page-skip = Przejdź do treści
page-back = Wstecz
page-begin = Początek
page-to-begin = Na początek
page-help = Pomoc
page-step = Krok { $step } z { $steps }
page-error = Błąd:
page-languages = Wybierz język
page-language = Język
page-optional = (nieobowiązkowe)
page-go-on = Dalej
errors-heading = { $count ->
    [1] Popraw jeszcze jedną rzecz
    [2] Popraw jeszcze dwie rzeczy
    [3] Popraw jeszcze trzy rzeczy
   *[other] Rzeczy do poprawienia: { $count }
}

### The first page

home-title = Śmieci na ulicy? Zgłoś to
home-heading = Śmieci na ulicy? Zgłoś to.
home-lead = Posprzątamy i pokażemy ci, jak teraz wygląda.
home-follow = Śledź moje zgłoszenie
home-find = Szukaj po numerze
home-number = Numer twojego zgłoszenia
home-number-hint = Jest w naszej wiadomości, na przykład LD-4F7K-29
home-number-unknown = Nie znamy tego numeru. Sprawdź jeszcze raz. Nie ma w nim nigdy 0, O, 1 ani I.
home-search = Szukaj
home-report = Zgłoś
home-report-hint = Gotowe w pół minuty
home-how = Tak to działa
home-how-report = Robisz zgłoszenie
home-how-report-more = Zdjęcie, miejsce, gotowe. Bez nazwiska.
home-how-crew = Ekipa jedzie na miejsce
home-how-crew-more = Od razu widzą twoje zdjęcie.
home-how-result = Widzisz, jak teraz wygląda
home-how-result-more = Zwykle razem ze zdjęciem.

### Help

help-title = Pomoc
help-danger = Jest niebezpiecznie
help-danger-more = Ogień, gaz, ktoś jest ranny
help-no-hurry = To nie jest pilne
help-no-hurry-more = Zadzwoń do gminy
help-call = Zadzwoń
help-crew-more = Widzisz, co robią.
help-questions = Pytania
help-who-sees = Kto widzi moje zgłoszenie?
help-who-sees-answer = Ekipa widzi miejsce, zdjęcia i twój tekst. Kto ma twój link albo numer, widzi zdjęcia i przebieg sprawy. Nie pytamy o nazwisko. Dlatego fotografuj to, co leży, a nie ludzi ani tablice rejestracyjne.
help-keep = Jakie moje dane przechowujecie?
help-keep-answer = Zdjęcia, miejsce i twój tekst. Adres e-mail albo numer telefonu tylko wtedy, gdy go podasz, i tylko do tego zgłoszenia. Usuwamy go 30 dni po zamknięciu zgłoszenia. Ze zdjęć usuwamy wszystko, co telefon sam do nich dopisuje.
help-reading = Mam trudności z czytaniem lub pisaniem
help-reading-answer = Dotknij obrazków. Tekst nigdy nie jest obowiązkowy. Wolisz porozmawiać? Zadzwoń: { -phone }.
help-number = Gdzie znajdę mój numer?
help-number-answer = Jest na stronie z podziękowaniem i w każdym e-mailu, na przykład LD-4F7K-29. Możesz go wyszukać na stronie początkowej.
help-language = Inny język
help-language-hint = To, co już wpisałeś, zostanie.
help-back-to-report = Wróć do zgłoszenia

### Accessibility statement

access-title = Dostępność
access-lead = Każdy musi móc zrobić zgłoszenie. Pracujemy nad tym.
access-how = Jak to robimy
access-how-text = Budujemy i testujemy według WCAG 2.2, poziomy A i AA. Każda strona jest automatycznie sprawdzana przy każdej zmianie: w jasnych i ciemnych kolorach, w pięciu językach, na małym ekranie i bez skryptów. Wszystko można zrobić za pomocą klawiatury. Pisanie tekstu nigdy nie jest obowiązkowe.
access-limits = Co jeszcze nie jest dobre
access-limits-text = Nie było jeszcze niezależnego badania z osobami, które korzystają z pomocy technicznych. Mapa jest trudna z czytnikiem ekranu: wybierz wtedy osiedle z listy albo wpisz adres. Tekstów po turecku, arabsku i polsku nie czytał jeszcze nikt, dla kogo to język ojczysty.
access-report = Coś nie działa?
access-report-text = Zadzwoń do gminy: { -phone }. Powiedz, na której stronie i co się nie udało. Od razu przyjmiemy też twoje zgłoszenie.

### Step 1: photo

photo-title = zrób zdjęcie
photo-heading = Zrób zdjęcie
photo-lead = Od razu zobaczymy, co tam leży. Nie masz zdjęcia? Po prostu przejdź dalej.
photo-n = Zdjęcie { $number }
photo-ready = Gotowe
photo-remove = Usuń zdjęcie { $number }
photo-take = Zrób zdjęcie
photo-taken = Zdjęcie zrobione
photo-choose = Wybierz zdjęcie
photo-chosen = Zdjęcie wybrane
photo-tip = Lepiej bez ludzi i tablic rejestracyjnych na zdjęciu. <b>Skieruj aparat na to, co leży.</b> Maksymalna liczba zdjęć: { $max }.
photo-too-many = Do zgłoszenia można dodać najwyżej pięć zdjęć.
photo-empty = To zdjęcie jest puste. Wybierz inne albo zrób nowe.
photo-unreadable = Nie możemy odczytać tego zdjęcia. Wybierz inne.

js-photo-number = Zdjęcie { $number }
js-photo-remove = Usuń zdjęcie { $number }
js-photo-retry = Jeszcze raz
js-photo-too-large = To zdjęcie jest za duże. Zdjęcie może mieć najwyżej 20 MB.
js-photo-ready = Gotowe
js-photo-ready-spoken = Zdjęcie { $number } jest gotowe.
js-photo-failed = Nie udało się wysłać.
js-photo-percent = Gotowe w { $percent }%
js-photo-half = Zdjęcie { $number } jest gotowe w { $percent } procentach.
js-photo-removed = Zdjęcie { $number } zostało usunięte.
js-photo-removed-one = Zdjęcie zostało usunięte.
js-photo-too-many = Maksymalna liczba zdjęć w zgłoszeniu: { $max }.
js-photo-wait = Czekamy na twoje zdjęcie…
js-photo-not-all = Nie wszystkie zdjęcia zostały wysłane. Spróbuj jeszcze raz albo usuń zdjęcie.
js-photo-offline = Brak internetu. Spróbuj za chwilę.
js-photo-too-slow = Trwało to za długo. Spróbuj jeszcze raz.
js-photo-unreadable = Nie możemy odczytać tego zdjęcia. Wybierz inne.

### Step 2: place

place-title = gdzie to jest?
place-heading = Gdzie to jest?
place-text = Adres albo nazwa miejsca
place-map = Mapa osiedli. Dotknij miejsca albo wybierz osiedle poniżej.
place-or-area = Albo wybierz osiedle
place-area = Osiedle
place-area-unknown = Nie wiem
place-go = To jest to miejsce
place-locate = Ustaw pinezkę tam, gdzie jestem
place-zoom-in = Przybliż
place-zoom-out = Oddal
place-none = Nie wybrano jeszcze miejsca
place-none-hint = Dotknij na mapie, gdzie to leży.
place-outside = Poza naszym obszarem
place-border = Tuż poza osiedlami
place-border-hint = Możesz zgłosić. Pinezka jest w złym miejscu? Dotknij mapy.
place-area-hint = Dotknij mapy, wtedy będziemy wiedzieć dokładnie.
place-pin-hint = Pinezka jest w złym miejscu? Dotknij mapy.
place-too-long = Skróć to. Mieści się { $max } znaków, a teraz jest { $count }.
place-missing = Nie wiemy jeszcze, gdzie to jest. Dotknij mapy albo wybierz osiedle.
place-outside-error = To miejsce jest poza naszym obszarem.
place-on-map = Na mapie
place-somewhere = Gdzieś na osiedlu { $area }
place-and-somewhere = { $place } (gdzieś na osiedlu { $area })

js-place-searching = Szukamy twojego miejsca…
js-place-searching-hint = To potrwa kilka sekund.
js-place-unknown = Nie wiemy, gdzie jesteś
js-place-refused = Twój telefon na to nie pozwala. Dotknij mapy.
js-place-none-hint = Dotknij na mapie, gdzie to leży.
js-place-border = Tuż poza osiedlami
js-place-border-hint = Możesz zgłosić. Pinezka jest w złym miejscu? Dotknij mapy.
js-place-outside = Poza naszym obszarem
js-place-outside-hint = Tutaj nie sprzątamy. Dotknij na mapie, gdzie to leży.
js-place-outside-error = To miejsce jest poza naszym obszarem.
js-place-pin-hint = Pinezka jest w złym miejscu? Dotknij mapy.
js-place-on-map = Miejsce jest na mapie
js-place-area-hint = Dotknij mapy, wtedy będziemy wiedzieć dokładnie.
js-place-metres = Dokładność: { $metres } m.
js-place-exact = Bardzo dokładnie.
js-place-map = Mapa osiedli. Dotknij miejsca.
js-place-pin = Pinezka. Przesuwaj strzałkami.

### Step 3: what

what-title = co widzisz?
what-heading = Co widzisz?
what-lead = Dotknij obrazka, który pasuje najlepiej.
what-missing = Dotknij jednego z obrazków.
what-danger = Czy to niebezpieczne?
what-call = Zadzwoń

### Step 3: questions about it

questions-lead = Możesz to pominąć. Dzięki odpowiedzi ekipa wie, co zabrać.
questions-many = (wybierz wszystko, co pasuje)

### Last step: check

check-title = czy tak jest dobrze?
check-heading = Czy tak jest dobrze?
check-photos = Zdjęcia
check-no-photo = Bez zdjęcia
check-photos-ready = { $count ->
    [one] 1 zdjęcie gotowe
    [few] { $count } zdjęcia gotowe
    [many] { $count } zdjęć gotowych
   *[other] { $count } zdjęcia gotowe
}
check-place = Miejsce
check-what = Co
check-change = Zmień
check-change-photos = zdjęcia
check-change-place = miejsce
check-change-what = to, co widzisz
check-more = Chcesz coś jeszcze dodać?
check-contact = Chcesz dostać wiadomość?
check-mail = Twój adres e-mail
check-mail-hint = Tylko do wiadomości o tym zgłoszeniu. Usuwamy go 30 dni po zamknięciu zgłoszenia.
check-phone = Twój numer telefonu
check-phone-hint = Na wypadek, gdyby gmina chciała o coś zapytać w sprawie tego zgłoszenia. Wiadomości wysyłamy tylko e-mailem. To też usuwamy po 30 dniach.
check-privacy = Twoje nazwisko nie jest potrzebne. Ekipa widzi zdjęcia, tekst i miejsce.
check-send = Wyślij
check-too-long = Twój tekst ma { $count } znaków. Mieści się { $max } znaków. Skróć go.
check-mail-wrong = To nie jest adres e-mail. Adres e-mail wygląda tak: nazwa@przyklad.nl.
check-phone-wrong = To nie jest numer telefonu. Użyj tylko cyfr, na przykład 06 12345678.

### Thanks

thanks-title = Dziękujemy, zgłoszenie dotarło
thanks-heading = Dziękujemy!
thanks-heading-more = Twoje zgłoszenie dotarło.
thanks-number = Twój numer
thanks-now = Co się teraz dzieje
thanks-finding-team = Twoje zgłoszenie idzie do właściwej ekipy
thanks-expected = Ekipa przyjedzie najpóźniej: { $day }
thanks-crew-looks = Ekipa przyjedzie zobaczyć
thanks-crew-looks-more = Dzień zobaczysz na stronie zgłoszenia
thanks-result = Zobaczysz, jak teraz wygląda
thanks-mail = Wyślemy ci e-mail
thanks-follow = Śledź zgłoszenie
thanks-ask = Wiadomość, kiedy będzie czysto?
thanks-ask-hint = Podaj adres e-mail. Tylko do wiadomości o tym zgłoszeniu. Usuwamy go 30 dni po zamknięciu zgłoszenia.
thanks-keep-me = Informujcie mnie
thanks-no = Nie, sprawdzę sam
thanks-mail-missing = Wpisz adres e-mail albo wybierz „Nie, sprawdzę sam”.

### Follow a report

follow-expected = Ekipa przyjedzie najpóźniej: <b>{ $day }</b>.
follow-visit = Ekipa przyjedzie: <b>{ $when }</b>.
follow-late = Trwa to dłużej, niż myśleliśmy.
follow-before = Przed
follow-after = Po
follow-before-alt = Przed: zdjęcie z twojego zgłoszenia
follow-after-alt = Po: zdjęcie ekipy
follow-photo-alt = Zdjęcie z twojego zgłoszenia
follow-crew-photo-alt = Zdjęcie ekipy
follow-of = 1 z { $count }
follow-went = Tak było
follow-goes = Co się dzieje
follow-result = Zobaczysz, jak teraz wygląda
follow-report = Twoje zgłoszenie
follow-area = Osiedle
follow-team = Ekipa
follow-number = Numer
follow-note-dutch = Wiadomość od ekipy, po niderlandzku
js-live-offline = Brak internetu. Próbujemy dalej.
js-live-on = Tu od razu zobaczysz, gdy coś się zmieni.
js-live-off = Chwilowo brak połączenia. Sprawdzamy co pół minuty.

### When something goes wrong

problem-400 = Coś się nie zgadza
problem-400-text = Dotarło coś, czego nie rozumiemy. Wróć i spróbuj jeszcze raz.
problem-401 = Najpierw się zaloguj
problem-401-text = Ta strona jest dla pracowników. Zaloguj się i przejdź dalej.
problem-403 = Ta strona nie jest dla ciebie
problem-403-text = Twoje konto nie może oglądać tej strony.
problem-404 = Nie ma takiej strony
problem-404-text = Może adres został źle przepisany. Masz numer zgłoszenia? Wyszukaj go na stronie początkowej.
problem-405 = Tutaj tego nie można zrobić
problem-405-text = Wróć i użyj przycisków na stronie.
problem-408 = Trwało to za długo
problem-408-text = Nie wszystko dotarło na czas. Wróć i spróbuj tam, gdzie jest lepszy zasięg.
problem-409 = To się już zmieniło
problem-409-text = Ktoś cię właśnie wyprzedził. Wróć, aby zobaczyć, jak jest teraz.
problem-413 = Ten plik jest za duży
problem-413-text = Zdjęcie może mieć najwyżej 20 MB. Wybierz mniejsze zdjęcie albo przejdź dalej bez zdjęcia.
problem-415 = Nie znamy tego rodzaju pliku
problem-415-text = Wybierz zdjęcie w formacie JPEG, PNG albo WebP.
problem-429 = Poczekaj chwilę
problem-429-text = Przyszło za dużo wiadomości naraz. Poczekaj minutę i spróbuj jeszcze raz.
problem-503 = Chwileczkę
problem-503-text = Mamy awarię. Spróbuj za minutę. Coś właśnie wysyłałeś? To nie dotarło. Wróć i wyślij jeszcze raz.
problem-500 = Coś poszło nie tak po naszej stronie
problem-500-text = Spróbuj za minutę. Coś właśnie wysyłałeś? To nie dotarło. Wróć i wyślij jeszcze raz.
problem-photo-empty = Plik jest pusty. Wybierz zdjęcie jeszcze raz.
problem-photo-too-large = Zdjęcie jest za duże. Może mieć najwyżej 20 MB. Wybierz mniejsze zdjęcie albo zrób zrzut ekranu zdjęcia.
problem-photo-not-a-picture = Ten plik nie jest zdjęciem, które możemy odczytać. Wybierz zdjęcie w formacie JPEG, PNG albo WebP.
problem-photo-heic = Twoje zdjęcie to plik HEIC. Nie możemy go odczytać. W iPhonie wejdź w Ustawienia, potem Aparat, potem Formaty. Wybierz „Najbardziej zgodny” i zrób zdjęcie ponownie. Albo zrób zrzut ekranu zdjęcia i wyślij go.
problem-photo-unsupported = Nie możemy odczytać tego rodzaju zdjęcia. Zrób zrzut ekranu zdjęcia i wyślij go.
problem-photo-damaged = Zdjęcie jest uszkodzone albo nie dotarło w całości. Spróbuj jeszcze raz albo wybierz inne.
problem-photo-too-many-pixels = Zdjęcie jest za duże (za dużo pikseli). Wybierz mniejsze zdjęcie albo zrób zrzut ekranu zdjęcia.
problem-outside = To miejsce jest poza naszym obszarem. Tutaj nie sprzątamy. Zadzwoń do gminy, w której leży to miejsce ({ -municipality }: { -phone }), albo wybierz inne miejsce.
problem-too-many-look-ups = Zbyt wiele osób teraz szuka. Poczekaj minutę i spróbuj jeszcze raz.
problem-too-large = To, co wysłałeś, jest za duże. Skróć tekst albo wyślij mniej zdjęć.
problem-unreadable-form = Formularz nie dotarł poprawnie. Wróć i spróbuj jeszcze raz.
problem-upload-timeout = Zdjęcie nie dotarło na czas. Spróbuj tam, gdzie jest lepszy zasięg.

### Mails: stop

stop-title = Zatrzymaj e-maile
stop-heading = Nie chcesz więcej e-maili?
stop-lead = Nie wyślemy już nic o tym zgłoszeniu. Samo zgłoszenie zostaje: ekipa pracuje dalej.
stop-button = Zatrzymaj e-maile
stop-done-title = Zatrzymano
stop-done = Nie dostaniesz więcej e-maili
stop-done-lead = Nie wyślemy już nic o tym zgłoszeniu. Samo zgłoszenie zostaje: ekipa pracuje dalej.

### Mails

mail-from = Gmina { -municipality }
mail-state = { $state }, { $day }, godz. { $clock }
mail-team = Ekipa { $team }
mail-crew = Ekipa
mail-received = Przyjęte
mail-received-title = Mamy twoje zgłoszenie
mail-received-subject = Przyjęte: { $what }, { $place }
mail-received-thanks = Dziękujemy.
mail-received-team = Twoje zgłoszenie ma: { $team }.
mail-received-team-day = Twoje zgłoszenie ma: { $team }. Ekipa przyjedzie najpóźniej: { $day }.
mail-received-finding = Sprawdzamy, która ekipa zrobi to najlepiej.
mail-received-next = Dostaniesz e-mail, gdy ekipa będzie jechać, i e-mail, gdy będzie gotowe.
mail-received-preview = Dziękujemy. Damy znać, co robimy.
mail-received-preview-team = Zgłoszenie ma: { $team }.
mail-received-preview-day = Zgłoszenie ma: { $team }. Najpóźniej: { $day }.
mail-busy = W toku
mail-busy-title = Ekipa pracuje
mail-busy-subject = Ekipa pracuje: { $place }
mail-busy-text = { $team } pracuje teraz w tym miejscu. Dostaniesz e-mail, gdy będzie gotowe.
mail-busy-preview = { $team } teraz pracuje.
mail-planned = Zaplanowane
mail-planned-title = Ekipa przyjedzie
mail-planned-subject = Zaplanowane: { $place }
mail-planned-subject-day = Zaplanowane, najpóźniej: { $day }, { $place }
mail-planned-comes = { $team } przyjedzie.
mail-planned-day = najpóźniej: { $day }
mail-planned-text = Nie musisz być w domu ani nic robić. Jeśli ekipie się nie uda, dowiesz się dlaczego.
mail-visit-subject = Zaplanowane: { $day }, { $place }
mail-postponed = Inny dzień
mail-postponed-title = Ekipa przyjedzie innego dnia
mail-postponed-subject = Inny dzień: { $place }
mail-postponed-text = Ekipa nie przyjedzie w dniu, który podaliśmy. Nie musisz nic robić. Wyślemy e-mail, gdy będziemy znać nowy dzień.
mail-resolved = Załatwione
mail-resolved-title-waste = Zostało zabrane
mail-resolved-title-waste-photo = Zostało zabrane. Zobacz:
mail-resolved-title = Załatwione
mail-resolved-title-photo = Załatwione. Zobacz:
mail-resolved-subject = Załatwione: { $place }
mail-resolved-subject-photo = Załatwione: { $place }, zobacz zdjęcie
mail-resolved-came = { $team }: byliśmy na miejscu.
mail-resolved-came-after = { $team }: byliśmy na miejscu. Czas od zgłoszenia: { $length }.
mail-resolved-still = Nadal tam jest?
mail-resolved-again = Daj nam znać, ze zdjęciem z teraz. Wtedy ekipa sprawdzi ponownie.
mail-not_resolved = Niezałatwione
mail-not_resolved-title = Nie udało się tego załatwić
mail-not_resolved-title-gone = Już tego nie było
mail-not_resolved-subject = Niezałatwione: { $place }
mail-not_resolved-still = A jednak nadal tam leży?
mail-not_resolved-again = Daj nam znać, ze zdjęciem i dokładnym miejscem. Wtedy ekipa sprawdzi ponownie.
mail-not_resolved-owner = Tylko właściciel może tu coś zrobić. Masz pytanie? Zadzwoń do gminy: { -phone }.
mail-quote-by = { $team }
mail-quote-by-after = { $team }. Czas od zgłoszenia: { $length }
mail-what = Co
mail-where = Gdzie
mail-number = Twój numer
mail-follow = Śledź zgłoszenie
mail-look = Zobacz zgłoszenie
mail-before = Przed
mail-before-alt = Przed: zdjęcie z twojego zgłoszenia
mail-your-photo = Twoje zdjęcie
mail-your-photo-alt = Zdjęcie z twojego zgłoszenia
mail-after = Po
mail-after-alt = Po: zdjęcie ekipy
mail-why = Dostajesz to, ponieważ przy zgłoszeniu podano ten adres e-mail. Używamy go tylko do tego zgłoszenia. Na ten e-mail nie można odpowiedzieć.
mail-stop = Nie chcę więcej e-maili o tym zgłoszeniu

### Known nearby

known-title = czy to jedno z tych?
known-heading = Czy to jedno z tych?
known-lead = Dołącz więc. Razem zobaczycie, co się dzieje.
known-here = W tym miejscu
known-away = { $metres } m stąd
known-since = { $count ->
    [one] Zgłoszono: { $day }
    [few] Zgłoszono: { $day }, { $count } osoby
    [many] Zgłoszono: { $day }, { $count } osób
   *[other] Zgłoszono: { $day }, { $count } osoby
}
known-photo = Zdjęcie z wcześniejszego zgłoszenia
known-yes = Tak, to to
known-none = Nie, żadne z nich

### Against misuse

guard-empty = Zostaw to pole puste
guard-wait = Kilka sekund, sprawdzamy twoje zgłoszenie.
guard-too-many = { $minutes ->
    [one] Z twojego łącza przychodzi teraz bardzo dużo zgłoszeń. Poczekaj 1 minutę i wyślij zgłoszenie jeszcze raz.
    [few] Z twojego łącza przychodzi teraz bardzo dużo zgłoszeń. Poczekaj { $minutes } minuty i wyślij zgłoszenie jeszcze raz.
   *[other] Z twojego łącza przychodzi teraz bardzo dużo zgłoszeń. Poczekaj { $minutes } minut i wyślij zgłoszenie jeszcze raz.
}
guard-too-many-photos = { $minutes ->
    [one] Z twojego łącza przychodzi teraz bardzo dużo zdjęć. Poczekaj 1 minutę albo idź dalej bez tego zdjęcia.
    [few] Z twojego łącza przychodzi teraz bardzo dużo zdjęć. Poczekaj { $minutes } minuty albo idź dalej bez tego zdjęcia.
   *[other] Z twojego łącza przychodzi teraz bardzo dużo zdjęć. Poczekaj { $minutes } minut albo idź dalej bez tego zdjęcia.
}

### Finding the place, and whose it is

find-go = Szukaj tego miejsca
find-found = Znalezione miejsca
find-nothing = Nic nie znaleziono. Dotknij mapy albo opisz miejsce własnymi słowami.
things-nearby = Co jest w pobliżu?
things-metres = { $metres } m
things-metres-reported = { $metres } m, już zgłoszone
things-none = Żadne z tych
thing-container = Kontener { $number }
thing-bin = Kosz na śmieci { $number }
thing-bench = Ławka { $number }
thing-lamp-post = Latarnia { $number }
thing-other = Numer { $number }
outside-title = tutaj nie sprzątamy
outside-heading = Tutaj nie sprzątamy
outside-in = Pinezka jest w gminie { $municipality }.
outside-in-part = Pinezka jest w miejscowości { $name }. To gmina { $municipality }.
outside-nobody = To miejsce leży poza naszym terenem i nie w sąsiedniej gminie.
outside-report = Zgłoś to w gminie { $municipality }
outside-report-hint = Otworzy się ich strona
outside-still = Jednak w gminie { -municipality }?
outside-call = Zadzwoń pod { -phone }, pomożemy
outside-photos = Twoje zdjęcia są zachowane. Jeśli wybierzesz miejsce u nas, zostaną wysłane.
outside-back = Wybierz inne miejsce
problem-place = To nie jest miejsce na Ziemi.

### What residents tell about their report later

status-withdrawn = Wycofane
step-withdrawn = Zgłoszenie zostało wycofane
reason-withdrawn = Zgłoszenie zostało wycofane.
answer-question = Czy to miejsce jest naprawdę czyste?
answer-still = Nadal tam leży
answer-still-hint = Wyślij zdjęcie z teraz
answer-solved = Tak, załatwione
answer-thanks = Dziękujemy! Cieszymy się, że to załatwione.
answer-sent-back = Ekipa ma twoją wiadomość. Przyjedzie sprawdzić jeszcze raz.
answer-withdrawn = To zgłoszenie zostało przez ciebie wycofane. Nie dostaniesz już o nim wiadomości.
answer-options = Chcesz coś zrobić?
answer-again = Znowu coś tam leży?
answer-new = Zrób nowe zgłoszenie
answer-more = Chcę jeszcze coś dodać
answer-more-hint = Ekipa to przeczyta
answer-withdraw = Wycofaj moje zgłoszenie
answer-withdraw-hint = Już tego nie ma albo to pomyłka
answer-forget = Zapomnijcie o mnie
answer-forget-hint = Posprzątajcie, ale usuńcie moje dane
answer-told-still = Nadal tam leżało
answer-told-more = Dodano coś do zgłoszenia
answer-photo-alt = Zdjęcie wysłane później
answer-empty = Zrób zdjęcie albo napisz, co widzisz.
answer-too-long = Tekst jest za długi. Mieści się { $max } znaków. Skróć go.
still-title = Nadal tam leży? Pokaż
still-lead = Zrób nowe zdjęcie tego samego miejsca.
still-team-photo = Od ekipy, { $day }
still-team-photo-alt = Zdjęcie ekipy, po skończonej pracy
still-photo = Zdjęcie z teraz
still-back = Twoje zgłoszenie od razu wraca do ekipy. Można to zrobić do: { $day }.
still-send = Wyślij z powrotem do ekipy
more-title = Co chcesz jeszcze dodać?
more-lead = Ekipa to przeczyta, a ty zobaczysz to przy swoim zgłoszeniu.
more-text = Napisz tutaj
more-text-needed = (konieczne bez zdjęcia)
more-tip = Nie podawaj nazwisk, adresów ani numerów telefonu. Ekipa ich nie potrzebuje.
more-send = Wyślij
confirm-solved = Czy to załatwione?
confirm-solved-text = Jednym naciśnięciem dasz znać ekipie, że jest dobrze.
confirm-withdraw = Chcesz wycofać swoje zgłoszenie?
confirm-withdraw-gone = Nikt już nie przyjedzie, chyba że sąsiedzi zgłosili to samo.
confirm-withdraw-keep = To zgłoszenie będzie nadal widoczne jako wycofane.
confirm-withdraw-button = Tak, wycofaj moje zgłoszenie
confirm-no = Nie, zostaw wszystko
confirm-forget = Mamy o tobie zapomnieć?
confirm-forget-gone = To usuniemy
confirm-forget-mail = Twój adres e-mail i numer telefonu
confirm-forget-words = Twoje zdjęcia i twoje słowa
confirm-forget-keep = To zostanie
confirm-forget-fact = Że coś tu leżało i którego dnia. Bez niczego o tobie.
confirm-forget-crew = Ekipa i tak posprząta.
confirm-forget-final = Nie można tego cofnąć.
confirm-forget-copies = Usuwamy od razu. Z kopii zapasowych zniknie po 30 dniach.
confirm-forget-button = Tak, zapomnijcie o mnie
forgotten-title = Zapomnieliśmy o tobie
forgotten-text = Twoje zdjęcia, słowa i dane kontaktowe są usunięte. Nie dostaniesz już wiadomości.
forgotten-stays = Ekipa i tak posprząta. Zostaje tylko to, że coś tu leżało, bez niczego o tobie.
refused-late = To już niemożliwe
refused-late-text = Zgłoszenie zamknięto zbyt dawno. Nadal coś tam leży? Zrób nowe zgłoszenie, a ekipa pojedzie znowu.
refused-again = Ekipa już tam jedzie
refused-again-text = Ktoś dał już znać, że to nadal tam leży. Nie musisz nic robić.
refused-open = To zgłoszenie jest nadal w toku
refused-open-text = Ekipa jeszcze nie skończyła. Na stronie zgłoszenia widać, jak idzie.
refused-closed = To zgłoszenie jest zamknięte
refused-closed-text = Nie można już nic dodać. Nadal coś widzisz? Zrób nowe zgłoszenie.
refused-started = Ekipa już pracuje
refused-started-text = Teraz nie można już wycofać zgłoszenia. Wkrótce zobaczysz, jak wyszło.
refused-withdrawn = To zgłoszenie jest wycofane
refused-withdrawn-text = Zostało wycofane przez ciebie. Jednak coś tam leży? Zrób nowe zgłoszenie.
refused-many = Mamy już od ciebie dużo informacji
refused-many-text = Do tego zgłoszenia nic już się nie zmieści. Ekipa ma wszystko, co zostało wysłane.
refused-look = Zobacz swoje zgłoszenie

### The public map

map-title = Co się dzieje
map-link = Mapa osiedla
map-link-hint = Co jest otwarte i co niedawno załatwiono
map-filter = Pokaż na mapie
map-all = Wszystko
map-open = Otwarte
map-solved = Niedawno załatwione
map-area = Osiedle
map-all-areas = Wszystkie osiedla
map-show = Pokaż
map-alt = Mapa osiedli. Nic nie jest otwarte.
map-alt-areas = Mapa osiedli z otwartymi zgłoszeniami: { $areas }.
map-legend = Numery są na liście. Ptaszek: załatwione.
map-nothing = Nic tu teraz nie jest zgłoszone.
map-count-open = Otwarte: { $count }
map-count-solved = Załatwione w ostatnich 14 dniach: { $count }
map-since = zgłoszone: { $day }
map-solved-on = załatwione: { $day }
map-more = I jeszcze { $count } zgłoszonych wcześniej. Wybierz osiedle albo rodzaj, aby je zobaczyć.
map-feed = Śledź to osiedle jako kanał
map-feed-hint = Dla programu, który czyta kanały
map-feed-title = Zgłoszenia: { $place }
map-report = Zrób zgłoszenie

### My reports on this phone

mine-title = Moje zgłoszenia
mine-link = Wszystkie moje zgłoszenia
mine-link-hint = Z tego telefonu
mine-lead = Ta lista jest tylko na tym telefonie.
mine-none = Z tego telefonu nic jeszcze nie zgłoszono.
mine-going = W toku
mine-over = Zamknięte
mine-clear = Usuń tę listę
mine-clear-hint = Twoje zgłoszenia zostają.

### Without connection

kept-heading = Na tym telefonie
kept-waiting = Czeka na połączenie
kept-sending = Wysyłanie
kept-refused = Nie wysłano
kept-change = Zobacz lub zmień
kept-forget = Wyrzuć
kept-sure = Na pewno? Wyrzuć
kept-sent = Wysłano. Numer
offline-title = Zgłoszenie bez internetu
offline-script = Ta strona działa tylko z JavaScriptem.
offline-to-form = Przejdź do zwykłego formularza
offline-heading = Zrób zgłoszenie
offline-lead = Także bez internetu. Zachowamy zgłoszenie na tym telefonie i wyślemy je samo.
offline-elsewhere = Nie możemy teraz pokazać strony, którą chcesz zobaczyć.
offline-midway = Robisz już zgłoszenie? Będzie na Ciebie czekać, gdy wróci internet. Nie chcesz czekać? Wypełnij je tutaj.
offline-wrong = Coś się nie zgadza
offline-photo = Zdjęcie
offline-photo-remove = Usuń zdjęcie
offline-locate = Użyj mojej lokalizacji
offline-area = Lokalizacja nie działa? Wybierz okolicę
offline-area-none = Wybierz okolicę
offline-place-missing = Powiedz, gdzie to jest. Użyj lokalizacji albo wybierz okolicę.
offline-private = Zgłoszenie zostaje na tym telefonie, aż zostanie wysłane. Potem usuwamy z telefonu zdjęcia i tekst. Nie wpisuj nazwisk ani adresów e-mail.
offline-kept = Twoje zgłoszenie jest bezpieczne
offline-kept-lead = Wyślemy je samo, gdy tylko wróci internet. Nic się nie dzieje? Otwórz na chwilę Opgeruimd.
offline-kept-tip = Nie musisz niczego wypełniać ponownie. Numer dostaniesz, gdy zgłoszenie zostanie wysłane.
offline-sent = Dziękujemy! Mamy Twoje zgłoszenie.
offline-sent-lead = Dotknij zgłoszenia poniżej, żeby je śledzić.
offline-try = Spróbuj teraz
offline-another = Zrób kolejne zgłoszenie
js-offline-searching = Szukamy Twojego miejsca…
js-offline-found = Wiemy, gdzie jesteś, z dokładnością do { $metres } m.
js-offline-nowhere = Nie wiemy, gdzie jesteś. Wybierz okolicę.
js-offline-known = Miejsce zgłoszenia jest zapisane.
js-offline-photo = Zdjęcie { $number }
js-offline-too-many = Do zgłoszenia można dodać najwyżej tyle zdjęć: { $max }.
js-offline-too-large = To zdjęcie jest za duże. Zdjęcie może mieć najwyżej 20 MB.
js-offline-full = Na tym telefonie czeka już { $max } zgłoszeń. Poczekaj, aż zostaną wysłane.
js-offline-not-kept = Telefon nie może zachować zgłoszenia. Czy pamięć jest pełna? Spróbuj z mniejszą liczbą zdjęć.
js-offline-too-late = To zgłoszenie zostało już wysłane. Nie można go zmienić.

### A question to whoever reported it

mail-asked = Pytanie
mail-asked-title = Mamy pytanie
mail-asked-subject = Pytanie o twoje zgłoszenie: { $place }
question-title = Mamy do ciebie pytanie
question-answer = Odpowiedz
question-send = Wyślij odpowiedź
question-without = Brak odpowiedzi? Od dnia { $day } działamy dalej bez niej.

### Making something on a photo unrecognisable, and hints about photos

photo-tip-staff = Zamazujemy twarze i tablice rejestracyjne, zanim zdjęcie stanie się publiczne.
photo-dark = Zdjęcie { $number } jest bardzo ciemne. Możesz go użyć albo zrobić nowe.
photo-tiny = Zdjęcie { $number } jest bardzo małe. Możesz go użyć albo wybrać większe.
wipe-tip = Widać na nim kogoś albo tablicę rejestracyjną? Zamaż to. Wtedy nikt tego nie zobaczy.
wipe-open = Zamaż
wipe-heading = Zamaż coś na zdjęciu
wipe-lead = Przeciągnij palcem po twarzy lub tablicy rejestracyjnej. Albo wybierz pole i ustaw je na miejscu.
wipe-picture = Twoje zdjęcie
wipe-box = Pole do ustawienia
wipe-box-help = Dotknij zdjęcia, aby przenieść tam pole, albo przesuwaj je strzałkami. Znakami + i - zmienisz rozmiar.
wipe-face = Twarz
wipe-plate = Tablica
wipe-undo = Cofnij
wipe-smaller = Mniejsze
wipe-larger = Większe
wipe-set = Ustaw pole tutaj
wipe-ready = Gotowe
wipe-cancel = Wyjdź bez zamazywania
js-picture-open = Zamaż
js-picture-open-label = Zamaż na zdjęciu { $number }
js-picture-dark = Zdjęcie { $number } jest bardzo ciemne. Możesz go użyć albo zrobić nowe.
js-picture-tiny = Zdjęcie { $number } jest bardzo małe. Możesz go użyć albo wybrać większe.
js-picture-at = Pole: { $across } procent od lewej i { $down } procent od góry, szerokość { $wide } procent.
js-picture-wiped = Zamazano.
js-picture-set = Pole ustawione.
js-picture-undone = Cofnięto ostatnie.
js-picture-nothing = Nie ma czego cofnąć.
js-picture-failed = Zamazywanie teraz nie działa. Masz internet? Spróbuj jeszcze raz.
js-picture-replaced = Zamazane zdjęcie zastępuje stare.
js-picture-heic = Twoja przeglądarka nie odczyta tego zdjęcia (HEIC). Zrób zrzut ekranu i wybierz go. Albo ustaw aparat na JPEG.
js-photo-busy = Przychodzi teraz za dużo zdjęć naraz. Możesz spróbować ponownie od { $time }.

### Mail about a buurt

alert-title = E-maile o twojej okolicy
alert-link = Dostawaj e-maile o tej okolicy
alert-link-all = Dostawaj e-maile o swojej okolicy
alert-link-hint = Najwyżej jeden e-mail dziennie
alert-heading = Dostawaj e-maile o swojej okolicy
alert-lead = O piątej po południu wysyłamy, co jest nowe i co załatwiono. Tylko w dni, w których coś się stało.
alert-mail-hint = Tylko do tych e-maili. Możesz je zatrzymać w każdej chwili.
alert-area-missing = Wybierz okolicę.
alert-mail-missing = Wpisz swój adres e-mail.
alert-send = Informujcie mnie
alert-asked-heading = Zajrzyj do poczty
alert-asked-lead = Za chwilę dostaniesz e-mail. Naciśnij w nim przycisk, a wszystko zacznie działać.
alert-asked-hint = Zrób to w ciągu 3 dni. Nic nie przyszło? Zajrzyj też do spamu albo sprawdź, czy adres jest poprawny. O tę samą okolicę możesz prosić raz na godzinę.
alert-to-map = Zobacz mapę
alert-confirm-heading = Chcesz e-maile o tej okolicy?
alert-year = Po roku kończy się samo.
alert-confirm = Tak, wysyłajcie mi te e-maile
alert-renew-heading = Dostajesz e-maile o tej okolicy
alert-until = Dostajesz te e-maile do dnia: { $day }.
alert-renew = Jeszcze jeden rok
alert-on-heading = Włączone
alert-on-lead = Pierwszy e-mail przyjdzie w pierwszym dniu, w którym coś się stanie.
alert-stop-lead = Nie wyślemy już nic o tej okolicy. Usuniemy twój adres e-mail.
alert-stop-done-lead = Nie wyślemy już nic o tej okolicy. Twój adres e-mail został usunięty.
alert-mail-confirm-subject = Chcesz e-maile o okolicy { $area }?
alert-mail-confirm-title = Jeszcze jedno naciśnięcie
alert-mail-confirm-text = Z tym adresem poproszono o e-maile o tej okolicy. To ty? Potwierdź to w ciągu 3 dni.
alert-mail-confirm-button = Tak, to ja
alert-mail-confirm-not = To nie ty? Nie rób nic. Adres zostanie sam usunięty. Na ten e-mail nie można odpowiedzieć.
alert-mail-subject-new = { $area }: nowe: { $count }
alert-mail-subject-solved = { $area }: załatwione: { $count }
alert-mail-subject-both = { $area }: nowe: { $new }, załatwione: { $solved }
alert-mail-new = Nowe: { $count }
alert-mail-solved = Załatwione: { $count }
alert-mail-more = I jeszcze { $count }. Są na mapie.
alert-mail-lapses = Te e-maile kończą się w dniu: { $day }. Chcesz je dalej dostawać?
alert-mail-why = Dostajesz to, bo chcesz e-maile o tej okolicy. Na ten e-mail nie można odpowiedzieć.
alert-mail-stop = Nie chcę już e-maili o tej okolicy

### The base map
map-credit = Mapa: { $who }
