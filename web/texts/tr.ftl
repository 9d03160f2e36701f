# Türkçe. See nl.ftl, the source.

language-name = Türkçe
language-dir = ltr

### Dates and lengths of time

date-weekday = { $weekday ->
    [1] Pazartesi
    [2] Salı
    [3] Çarşamba
    [4] Perşembe
    [5] Cuma
    [6] Cumartesi
   *[7] Pazar
}
date-month = { $month ->
    [1] Ocak
    [2] Şubat
    [3] Mart
    [4] Nisan
    [5] Mayıs
    [6] Haziran
    [7] Temmuz
    [8] Ağustos
    [9] Eylül
    [10] Ekim
    [11] Kasım
   *[12] Aralık
}
date-long = { $day } { date-month } { date-weekday }
date-long-year = { $day } { date-month } { $year } { date-weekday }
date-today = bugün
date-tomorrow = yarın
date-yesterday = dün
date-clock = { $hour }.{ $minute }
date-hours = { $from } ile { $until } arasında
date-visit = { $day }, { $hours }
date-moment = { $when }, saat { $clock }
length-now = az önce
length-minutes = { $count ->
    [one] 1 dakika
   *[other] { $count } dakika
}
length-hours = { $count } saat
length-days = { $count ->
    [one] 1 gün
   *[other] { $count } gün
}
length-ago = { $length } önce

### Words for codes

category-litter = Yerdeki çöpler
category-litter-examples = Teneke kutu, kâğıt, plastik
category-litter-solved = Yerdeki çöpler toplandı
category-waste_beside_container = Konteyner yanında çöp
category-waste_beside_container-examples = Poşet, karton, şişe
category-waste_beside_container-solved = Konteynerin yanındaki çöp kaldırıldı
category-bin_full = Çöp kutusu dolu
category-bin_full-examples = Artık hiçbir şey sığmıyor
category-bin_full-solved = Çöp kutusu boşaltıldı
category-bulky_waste = Büyük eşya
category-bulky_waste-examples = Koltuk, yatak, dolap
category-bulky_waste-solved = Büyük eşya kaldırıldı
category-street_furniture_broken = Sokakta bir şey bozuk
category-street_furniture_broken-examples = Bank, direk, tabela, lamba
category-street_furniture_broken-solved = Onarıldı
category-other = Başka bir şey
category-other-examples = Ne gördüğünü kendin anlat
category-other-solved = Çözüldü
category-in-area = { $what }: { $area }

status-received = Alındı
status-routed = Ekipte
status-planned = Planlandı
status-in_progress = Ekip çalışıyor
status-waiting_for_reporter = Seni bekliyor
status-resolved = Çözüldü
status-not_resolved = Çözülemedi
status-reopened = Yeniden açıldı

step-received = Bildirimin bize ulaştı
step-routed = Bildirimin ekipte
step-routed-team = Bildirimin şu ekipte: { $team }
step-planned = Ekip gelecek
step-planned-team = { $team } gelecek
step-visit = Ekip { $day } günü gelecek
step-visit-team = { $team } { $day } günü gelecek
step-postponed = Kararlaştırılan gün iptal oldu
step-in_progress = Ekip çalışıyor
step-in_progress-team = { $team } çalışıyor
step-waiting_for_reporter = Sana bir sorumuz var
step-resolved = Çözüldü
step-not_resolved = Çözemedik
step-reopened = Oraya bir kez daha gidiyoruz

reason-not_found = Ekip geldi, ama bu yerde bulamadı.
reason-already_gone = Ekip geldi. Çoktan kaldırılmıştı.
reason-not_ours = Bu yer belediyeye ait değil. Bu yüzden buradan bir şey alamayız.
reason-other_team = İşi başka bir ekip alıyor.
reason-needs_equipment = Bunun için başka bir araç veya vinç gerekiyor. Yeniden planlıyoruz.
reason-other = Ekip bunu çözemedi.

### On every page

page-skip = İçeriğe geç
page-back = Geri
page-begin = Başlangıç
page-to-begin = Başlangıca git
page-help = Yardım
page-step = Adım { $step } / { $steps }
page-error = Hata:
page-languages = Dil seç
page-language = Dil
page-optional = (isteğe bağlı)
page-go-on = Devam
errors-heading = { $count ->
    [1] Bir şeyi daha düzelt
    [2] İki şeyi daha düzelt
    [3] Üç şeyi daha düzelt
   *[other] { $count } şeyi daha düzelt
}

### The first page

home-title = Sokakta çöp mü var? Bildir
home-heading = Sokakta çöp mü var? Hemen bildir.
home-lead = Biz temizleriz ve nasıl olduğunu sana gösteririz.
home-follow = Bildirimimi takip et
home-find = Numarayla ara
home-number = Bildiriminin numarası
home-number-hint = Mesajımızda yazıyor, örneğin LD-4F7K-29
home-number-unknown = Bu numarayı tanımıyoruz. Bir daha bak. İçinde 0, O, 1 ve I hiç bulunmaz.
home-search = Ara
home-report = Bildirim yap
home-report-hint = Yarım dakikada biter
home-how = Böyle işliyor
home-how-report = Sen bildirim yaparsın
home-how-report-more = Fotoğraf, yer, tamam. İsim gerekmez.
home-how-crew = Ekip oraya gider
home-how-crew-more = Fotoğrafını hemen görürler.
home-how-result = Nasıl olduğunu görürsün
home-how-result-more = Çoğu zaman fotoğrafıyla.

### Help

help-title = Yardım
help-danger = Tehlike var
help-danger-more = Yangın, gaz, yaralı biri
help-no-hurry = Acil değil
help-no-hurry-more = Belediyeyi ara
help-call = Ara:
help-crew-more = Ne yaptıklarını görürsün.
help-questions = Sorular
help-who-sees = Bildirimimi kim görür?
help-who-sees-answer = Ekip yeri, fotoğrafları ve yazını görür. Linkin veya numaran kimdeyse fotoğrafları ve durumu görür. İsmini sormayız. Bu yüzden kamerayı yerde duran şeye tut; insanlara veya plakalara değil.
help-keep = Hakkımda ne saklıyorsunuz?
help-keep-answer = Fotoğraflarını, yeri ve yazını. E-posta adresini veya telefon numaranı yalnızca kendin yazarsan ve yalnızca bu bildirim için saklarız. Bildirim kapandıktan 30 gün sonra sileriz. Telefonunun fotoğrafa kendiliğinden eklediği her şeyi çıkarırız.
help-reading = İyi okuyamıyorum veya yazamıyorum
help-reading-answer = Resimlere dokun. Yazı hiçbir zaman zorunlu değil. Konuşmak mı istersin? { -phone } numarasını ara.
help-number = Numaramı nerede bulurum?
help-number-answer = Teşekkür sayfasında ve her e-postada yazar, örneğin LD-4F7K-29. Başlangıç sayfasında bununla arayabilirsin.
help-language = Başka dil
help-language-hint = Şimdiye kadar yazdıkların kalır.
help-back-to-report = Bildirimine dön

### Accessibility statement

access-title = Erişilebilirlik
access-lead = Herkes bildirim yapabilmeli. Bunun için çalışıyoruz.
access-how = Bunu nasıl yapıyoruz
access-how-text = WCAG 2.2’nin A ve AA düzeylerine göre yapıyor ve deniyoruz. Her değişiklikte her sayfa otomatik olarak denetlenir: açık ve koyu renkte, beş dilde, küçük ekranda ve betik olmadan. Her şeyi klavyeyle yapabilirsin. Yazı yazmak hiçbir zaman zorunlu değildir.
access-limits = Henüz iyi olmayanlar
access-limits-text = Yardımcı araç kullanan kişilerle bağımsız bir inceleme henüz yapılmadı. Harita ekran okuyucuyla zordur: o zaman listeden mahalleyi seç veya adres yaz. Türkçe, Arapça ve Lehçe metinleri henüz ana dili bu olan biri okumadı.
access-report = Takıldın mı?
access-report-text = Belediyeyi ara: { -phone }. Hangi sayfada olduğunu ve neyin olmadığını anlat. Bildirimini de hemen alırız.

### Step 1: photo

photo-title = fotoğraf çek
photo-heading = Fotoğraf çek
photo-lead = Böylece ne olduğunu hemen görürüz. Fotoğraf yok mu? O zaman devam et.
photo-n = Fotoğraf { $number }
photo-ready = Hazır
photo-remove = Fotoğraf { $number }: kaldır
photo-take = Fotoğraf çek
photo-taken = Fotoğraf çekildi
photo-choose = Fotoğraf seç
photo-chosen = Fotoğraf seçildi
photo-tip = Fotoğrafta insan veya plaka olmasın. <b>Kamerayı yerde duran şeye tut.</b> En çok { $max } fotoğraf.
photo-too-many = Bir bildirime en çok beş fotoğraf eklenebilir.
photo-empty = Bu fotoğraf boş. Başka bir fotoğraf seç veya yeni bir tane çek.
photo-unreadable = Bu fotoğrafı okuyamıyoruz. Başka bir tane seç.

js-photo-number = Fotoğraf { $number }
js-photo-remove = Fotoğraf { $number }: kaldır
js-photo-retry = Bir daha dene
js-photo-too-large = Bu fotoğraf çok büyük. Bir fotoğraf en çok 20 MB olabilir.
js-photo-ready = Hazır
js-photo-ready-spoken = Fotoğraf { $number } hazır.
js-photo-failed = Gönderilemedi.
js-photo-percent = %{ $percent } tamam
js-photo-half = Fotoğraf { $number }: yüzde { $percent } tamam.
js-photo-removed = Fotoğraf { $number } kaldırıldı.
js-photo-removed-one = Fotoğraf kaldırıldı.
js-photo-too-many = Bir bildirime en çok { $max } fotoğraf eklenebilir.
js-photo-wait = Fotoğrafın bekleniyor…
js-photo-not-all = Fotoğraflarının hepsi gönderilemedi. Bir daha dene veya fotoğrafı kaldır.
js-photo-offline = İnternet yok. Birazdan tekrar dene.
js-photo-too-slow = Çok uzun sürdü. Bir daha dene.
js-photo-unreadable = Bu fotoğrafı okuyamıyoruz. Başka bir tane seç.

### Step 2: place

place-title = nerede?
place-heading = Nerede?
place-text = Adres veya yerin adı
place-map = Mahallelerin haritası. Yere dokun veya aşağıdan mahalleyi seç.
place-or-area = Veya mahalleyi seç
place-area = Mahalle
place-area-unknown = Bilmiyorum
place-go = Yer burası
place-locate = İğneyi bulunduğum yere koy
place-zoom-in = Yakınlaştır
place-zoom-out = Uzaklaştır
place-none = Henüz yer seçilmedi
place-none-hint = Haritada bulunduğu yere dokun.
place-outside = Bölgemizin dışında
place-border = Mahallelerin hemen dışında
place-border-hint = Buradan bildirebilirsin. İğne yanlış yerde mi? Haritaya dokun.
place-area-hint = Haritaya dokun, o zaman tam yerini biliriz.
place-pin-hint = İğne yanlış yerde mi? Haritaya dokun.
place-too-long = Bunu kısalt. { $max } karakter sığar, şu an { $count } karakter var.
place-missing = Nerede olduğunu henüz bilmiyoruz. Haritaya dokun veya mahalleyi seç.
place-outside-error = Bu yer bölgemizin dışında.
place-on-map = Haritada
place-somewhere = { $area } içinde bir yerde
place-and-somewhere = { $place } ({ $area } içinde bir yerde)

js-place-searching = Yerini arıyoruz…
js-place-searching-hint = Bu birkaç saniye sürer.
js-place-unknown = Nerede olduğunu bilmiyoruz
js-place-refused = Telefonun buna izin vermiyor. Haritaya dokun.
js-place-none-hint = Haritada bulunduğu yere dokun.
js-place-border = Mahallelerin hemen dışında
js-place-border-hint = Buradan bildirebilirsin. İğne yanlış yerde mi? Haritaya dokun.
js-place-outside = Bölgemizin dışında
js-place-outside-hint = Burayı biz temizlemiyoruz. Haritada bulunduğu yere dokun.
js-place-outside-error = Bu yer bölgemizin dışında.
js-place-pin-hint = İğne yanlış yerde mi? Haritaya dokun.
js-place-on-map = Yer haritada
js-place-area-hint = Haritaya dokun, o zaman tam yerini biliriz.
js-place-metres = { $metres } metreye kadar doğru.
js-place-exact = Çok doğru.
js-place-map = Mahallelerin haritası. Yere dokun.
js-place-pin = İğne. Ok tuşlarıyla taşı.

### Step 3: what

what-title = ne görüyorsun?
what-heading = Ne görüyorsun?
what-lead = En uygun resme dokun.
what-missing = Resimlerden birine dokun.
what-danger = Tehlikeli mi?
what-call = O zaman ara

### Step 3: questions about it

questions-lead = Atlayabilirsin. Yanıt verirsen ekip yanına ne alacağını bilir.
questions-many = (uyanların hepsini seç)

### Last step: check

check-title = doğru mu?
check-heading = Doğru mu?
check-photos = Fotoğraflar
check-no-photo = Fotoğraf yok
check-photos-ready = { $count ->
    [one] 1 fotoğraf hazır
   *[other] { $count } fotoğraf hazır
}
check-place = Yer
check-what = Ne
check-change = Değiştir
check-change-photos = fotoğraflarını
check-change-place = yeri
check-change-what = ne gördüğünü
check-more = Başka bir şey anlatmak ister misin?
check-contact = Haber almak ister misin?
check-mail = E-posta adresin
check-mail-hint = Yalnızca bu bildirimle ilgili mesajlar için. Bildirim kapandıktan 30 gün sonra sileriz.
check-phone = Telefon numaran
check-phone-hint = Belediyenin bu bildirimle ilgili bir şey sorması gerekirse diye. Mesajları yalnızca e-postayla göndeririz. Bunu da 30 gün sonra sileriz.
check-privacy = İsmin gerekmez. Ekip fotoğraflarını, yazını ve yeri görür.
check-send = Gönder
check-too-long = Yazın { $count } karakter. { $max } karakter sığar. Kısalt.
check-mail-wrong = Bu bir e-posta adresi değil. E-posta adresi isim@ornek.nl gibi görünür.
check-phone-wrong = Bu bir telefon numarası değil. Yalnızca rakam kullan, örneğin 06 12345678.

### Thanks

thanks-title = Teşekkürler, bildirimin bize ulaştı
thanks-heading = Teşekkürler!
thanks-heading-more = Bildirimin bize ulaştı.
thanks-number = Numaran
thanks-now = Şimdi ne oluyor
thanks-finding-team = Bildirimin şimdi doğru ekibe gidiyor
thanks-expected = En geç { $day } günü ekip gelmiş olacak
thanks-crew-looks = Ekip bakmaya gelecek
thanks-crew-looks-more = Günü bildiriminin sayfasında görürsün
thanks-result = Nasıl olduğunu görürsün
thanks-mail = Sana e-posta göndeririz
thanks-follow = Bildirimini takip et
thanks-ask = Temizlenince haber verelim mi?
thanks-ask-hint = E-posta adresini yaz. Yalnızca bu bildirimle ilgili mesajlar için. Bildirim kapandıktan 30 gün sonra sileriz.
thanks-keep-me = Bana haber ver
thanks-no = Hayır, kendim bakarım
thanks-mail-missing = E-posta adresini yaz veya ‘Hayır, kendim bakarım’ı seç.

### Follow a report

follow-expected = En geç <b>{ $day }</b> günü ekip gelmiş olacak.
follow-visit = Ekibin geleceği zaman: <b>{ $when }</b>.
follow-late = Düşündüğümüzden uzun sürüyor.
follow-before = Önce
follow-after = Sonra
follow-before-alt = Önce: bildirimindeki fotoğraf
follow-after-alt = Sonra: ekibin fotoğrafı
follow-photo-alt = Bildirimindeki fotoğraf
follow-crew-photo-alt = Ekibin fotoğrafı
follow-of = { $count } fotoğraftan 1.
follow-went = Böyle oldu
follow-goes = Durum böyle
follow-result = Nasıl olduğunu görürsün
follow-report = Bildirimin
follow-area = Mahalle
follow-team = Ekip
follow-number = Numara
follow-note-dutch = Ekibin mesajı, Hollandaca
js-live-offline = İnternet yok. Denemeye devam ediyoruz.
js-live-on = Bir şey değişince burada hemen görürsün.
js-live-off = Şu an bağlantı yok. Her yarım dakikada bakıyoruz.

### When something goes wrong

problem-400 = Bir şey doğru değil
problem-400-text = Anlamadığımız bir şey geldi. Geri dön ve bir daha dene.
problem-401 = Önce giriş yap
problem-401-text = Bu sayfa çalışanlar içindir. Giriş yap ve devam et.
problem-403 = Bu sayfa senin için değil
problem-403-text = Hesabın bu sayfayı göremez.
problem-404 = Böyle bir sayfa yok
problem-404-text = Belki adres yanlış yazıldı. Bildiriminin numarası var mı? Başlangıç sayfasında onunla ara.
problem-405 = Bu burada olmaz
problem-405-text = Geri dön ve sayfadaki düğmeleri kullan.
problem-408 = Çok uzun sürdü
problem-408-text = Her şey zamanında ulaşmadı. Geri dön ve bağlantının daha iyi olduğu bir yerde dene.
problem-409 = Bu çoktan değişti
problem-409-text = Biri senden biraz önce davrandı. Şimdi nasıl olduğunu görmek için geri dön.
problem-413 = Bu dosya çok büyük
problem-413-text = Bir fotoğraf en çok 20 MB olabilir. Daha küçük bir fotoğraf seç veya fotoğrafsız devam et.
problem-415 = Bu dosya türünü tanımıyoruz
problem-415-text = JPEG, PNG veya WebP türünde bir fotoğraf seç.
problem-429 = Biraz bekle
problem-429-text = Arka arkaya çok fazla mesaj geldi. Bir dakika bekle ve tekrar dene.
problem-503 = Biraz sabır
problem-503-text = Bizde bir arıza var. Bir dakika sonra tekrar dene. Bir şey mi gönderiyordun? Ulaşmadı. Geri dön ve bir daha gönder.
problem-500 = Bizde bir şeyler ters gitti
problem-500-text = Bir dakika sonra tekrar dene. Bir şey mi gönderiyordun? Ulaşmadı. Geri dön ve bir daha gönder.
problem-photo-empty = Dosya boş. Fotoğrafını bir daha seç.
problem-photo-too-large = Fotoğrafın çok büyük. Bir fotoğraf en çok 20 MB olabilir. Daha küçük bir fotoğraf seç veya fotoğrafının ekran görüntüsünü al.
problem-photo-not-a-picture = Bu dosya okuyabildiğimiz bir fotoğraf değil. JPEG, PNG veya WebP türünde bir fotoğraf seç.
problem-photo-heic = Fotoğrafın bir HEIC dosyası. Bunu okuyamıyoruz. iPhone’unda Ayarlar, sonra Kamera, sonra Formatlar’a git. ‘En Uyumlu’yu seç ve fotoğrafı yeniden çek. Ya da fotoğrafının ekran görüntüsünü alıp gönder.
problem-photo-unsupported = Bu fotoğraf türünü okuyamıyoruz. Fotoğrafının ekran görüntüsünü alıp gönder.
problem-photo-damaged = Fotoğrafın bozuk veya tam ulaşmadı. Bir daha dene veya başka bir fotoğraf seç.
problem-photo-too-many-pixels = Fotoğrafın çok büyük (çok fazla piksel). Daha küçük bir fotoğraf seç veya fotoğrafının ekran görüntüsünü al.
problem-outside = Bu yer bölgemizin dışında. Burayı biz temizlemiyoruz. O yerin belediyesini ara ({ -municipality }: { -phone }) veya başka bir yer seç.
problem-too-many-look-ups = Şu anda çok fazla kişi arama yapıyor. Bir dakika bekle ve tekrar dene.
problem-too-large = Gönderdiğin çok büyük. Yazıyı kısalt veya daha az fotoğraf gönder.
problem-unreadable-form = Form düzgün ulaşmadı. Geri dön ve bir daha dene.
problem-upload-timeout = Fotoğrafın zamanında ulaşmadı. Bağlantının daha iyi olduğu bir yerde dene.

### Mails: stop

stop-title = E-postaları durdur
stop-heading = Artık e-posta istemiyor musun?
stop-lead = O zaman bu bildirimle ilgili başka bir şey göndermeyiz. Bildirim kalır: ekip işine devam eder.
stop-button = E-postaları durdur
stop-done-title = Durduruldu
stop-done = Artık e-posta almayacaksın
stop-done-lead = Bu bildirimle ilgili başka bir şey göndermeyiz. Bildirim kalır: ekip işine devam eder.

### Mails

mail-from = { -municipality } Belediyesi
mail-state = { $state }, { $day }, saat { $clock }
mail-team = { $team } ekibi
mail-crew = Ekip
mail-received = Alındı
mail-received-title = Bildirimin bize ulaştı
mail-received-subject = Alındı: { $what }, { $place }
mail-received-thanks = Teşekkürler.
mail-received-team = Bildirimin şu ekipte: { $team }.
mail-received-team-day = Bildirimin şu ekipte: { $team }. En geç { $day } günü ekip gelmiş olacak.
mail-received-finding = Bunu en iyi hangi ekibin yapacağına bakıyoruz.
mail-received-next = Ekip geleceği zaman ve iş bittiğinde sana e-posta göndeririz.
mail-received-preview = Teşekkürler. Ne yaptığımızı sana bildiririz.
mail-received-preview-team = İş şu ekipte: { $team }.
mail-received-preview-day = İş şu ekipte: { $team }. En geç { $day }.
mail-busy = Çalışılıyor
mail-busy-title = Ekip çalışıyor
mail-busy-subject = Ekip çalışıyor: { $place }
mail-busy-text = { $team } şu anda bu yerde çalışıyor. İş bitince sana e-posta göndeririz.
mail-busy-preview = { $team } şu anda çalışıyor.
mail-planned = Planlandı
mail-planned-title = Ekip gelecek
mail-planned-subject = Planlandı: { $place }
mail-planned-subject-day = Planlandı: en geç { $day }, { $place }
mail-planned-comes = { $team } gelecek.
mail-planned-day = en geç { $day }
mail-planned-text = Evde olman veya bir şey yapman gerekmez. Ekip yapamazsa nedenini öğrenirsin.
mail-visit-subject = Planlandı: { $day }, { $place }
mail-postponed = Başka bir gün
mail-postponed-title = Ekip başka bir gün gelecek
mail-postponed-subject = Başka bir gün: { $place }
mail-postponed-text = Ekip sana söylediğimiz gün gelmiyor. Bir şey yapman gerekmez. Yeni günü öğrenince sana e-posta göndeririz.
mail-resolved = Çözüldü
mail-resolved-title-waste = Kaldırıldı
mail-resolved-title-waste-photo = Kaldırıldı. İşte bak:
mail-resolved-title = Çözüldü
mail-resolved-title-photo = Çözüldü. İşte bak:
mail-resolved-subject = Çözüldü: { $place }
mail-resolved-subject-photo = Çözüldü: { $place }, fotoğrafa bak
mail-resolved-came = { $team } oraya gitti.
mail-resolved-came-after = { $team } oraya gitti, bildiriminden { $length } sonra.
mail-resolved-still = Hâlâ orada mı?
mail-resolved-again = Şimdiki bir fotoğrafla bize bildir. O zaman ekip bir daha bakar.
mail-not_resolved = Çözülemedi
mail-not_resolved-title = Çözemedik
mail-not_resolved-title-gone = Çoktan kaldırılmıştı
mail-not_resolved-subject = Çözülemedi: { $place }
mail-not_resolved-still = Yine de orada mı duruyor?
mail-not_resolved-again = Bir fotoğraf ve tam yeriyle bize bildir. O zaman ekip bir daha bakar.
mail-not_resolved-owner = Burada yalnızca sahibi bir şey yapabilir. Sorun mu var? Belediyeyi ara: { -phone }.
mail-quote-by = { $team }
mail-quote-by-after = { $team }, bildiriminden { $length } sonra
mail-what = Ne
mail-where = Nerede
mail-number = Numaran
mail-follow = Bildirimini takip et
mail-look = Bildirimine bak
mail-before = Önce
mail-before-alt = Önce: bildirimindeki fotoğraf
mail-your-photo = Fotoğrafın
mail-your-photo-alt = Bildirimindeki fotoğraf
mail-after = Sonra
mail-after-alt = Sonra: ekibin fotoğrafı
mail-why = Bunu, bildiriminde bu e-posta adresini verdiğin için alıyorsun. Adresini yalnızca bu bildirim için kullanırız. Bu e-postaya yanıt veremezsin.
mail-stop = Bu bildirim hakkında artık e-posta istemiyorum

### Known nearby

known-title = bunlardan biri mi?
known-heading = Bunlardan biri mi?
known-lead = O zaman ona katıl. Ne olduğunu birlikte izlersiniz.
known-here = Tam burada
known-away = { $metres } metre ötede
known-since = { $count ->
    [one] Bildirildi: { $day }
   *[other] Bildirildi: { $day }, { $count } kişi
}
known-photo = Önceki bir bildirimin fotoğrafı
known-yes = Evet, bu
known-none = Hayır, hiçbiri

### Against misuse

guard-empty = Bu alanı boş bırak
guard-wait = Birkaç saniye, bildirimini kontrol ediyoruz.
guard-too-many = { $minutes ->
    [one] Şu anda internet bağlantından çok fazla bildirim geliyor. 1 dakika bekle, sonra bildirimini yeniden gönder.
   *[other] Şu anda internet bağlantından çok fazla bildirim geliyor. { $minutes } dakika bekle, sonra bildirimini yeniden gönder.
}
guard-too-many-photos = { $minutes ->
    [one] Şu anda internet bağlantından çok fazla fotoğraf geliyor. 1 dakika bekle veya bu fotoğraf olmadan devam et.
   *[other] Şu anda internet bağlantından çok fazla fotoğraf geliyor. { $minutes } dakika bekle veya bu fotoğraf olmadan devam et.
}

### Finding the place, and whose it is

find-go = Bu yeri ara
find-found = Bulunan yerler
find-nothing = Hiçbir şey bulunamadı. Haritaya dokun veya yeri kendi sözlerinle yaz.
things-nearby = Yakında ne var?
things-metres = { $metres } metre
things-metres-reported = { $metres } metre, zaten bildirildi
things-none = Hiçbiri
thing-container = Konteyner { $number }
thing-bin = Çöp kutusu { $number }
thing-bench = Bank { $number }
thing-lamp-post = Sokak lambası { $number }
thing-other = Numara { $number }
outside-title = burayı biz temizlemiyoruz
outside-heading = Burayı biz temizlemiyoruz
outside-in = İşaret { $municipality } belediyesinde.
outside-in-part = İşaret { $name } içinde. Orası { $municipality } belediyesi.
outside-nobody = Bu yer bölgemizin dışında ve komşu bir belediyede de değil.
outside-report = { $municipality } belediyesine bildir
outside-report-hint = Kendi sayfaları açılır
outside-still = Yine de bizim belediyemizde mi?
outside-call = { -phone } numarasını ara, birlikte bakalım
outside-photos = Fotoğrafların saklanır. Bölgemizde bir yer seçersen onlar da gönderilir.
outside-back = Başka bir yer seç
problem-place = Burası yeryüzünde bir yer değil.

### What residents tell about their report later

status-withdrawn = Geri çekildi
step-withdrawn = Bildirimini geri çektin
reason-withdrawn = Bildirim geri çekildi.
answer-question = Orası gerçekten temiz mi?
answer-still = Hâlâ orada
answer-still-hint = Şimdiki hâlinin fotoğrafını gönder
answer-solved = Evet, çözüldü
answer-thanks = Teşekkürler! Çözülmesine sevindik.
answer-sent-back = Mesajın ekipte. Bir kez daha bakmaya gelecekler.
answer-withdrawn = Bu bildirimi geri çektin. Artık bununla ilgili mesaj almayacaksın.
answer-options = Bir şey yapmak ister misin?
answer-again = Yine bir şey mi var?
answer-new = Yeni bildirim yap
answer-more = Anlatacak bir şeyim daha var
answer-more-hint = Ekip bunu okur
answer-withdraw = Bildirimimi geri çek
answer-withdraw-hint = Artık yok, ya da yanılmışım
answer-forget = Beni unutun
answer-forget-hint = Temizleyin, ama kim olduğumu silin
answer-told-still = Hâlâ orada olduğunu gördün
answer-told-more = Bir şey daha anlattın
answer-photo-alt = Sonradan gönderdiğin fotoğraf
answer-empty = Bir fotoğraf çek ya da ne gördüğünü yaz.
answer-too-long = Metnin çok uzun. En fazla { $max } karakter olabilir. Kısalt.
still-title = Hâlâ orada mı? Göster bize
still-lead = Aynı yerin yeni bir fotoğrafını çek.
still-team-photo = Ekipten, { $day }
still-team-photo-alt = Ekibin iş bittiğinde çektiği fotoğraf
still-photo = Şimdiki fotoğraf
still-back = Bildirimin hemen ekibe geri gider. Bunu { $day } gününe kadar yapabilirsin.
still-send = Ekibe geri gönder
more-title = Başka ne anlatmak istersin?
more-lead = Ekip okur, sen de bildiriminin yanında görürsün.
more-text = Buraya yaz
more-text-needed = (fotoğraf yoksa gerekli)
more-tip = İsim, adres ya da telefon numarası yazma. Ekibin bunlara ihtiyacı yok.
more-send = Gönder
confirm-solved = Çözüldü mü?
confirm-solved-text = Düğmeye basarak ekibe her şeyin yolunda olduğunu bildirirsin.
confirm-withdraw = Bildirimini geri çekmek istiyor musun?
confirm-withdraw-gone = Artık kimse bakmaya gelmez, komşular da aynısını bildirdiyse gelirler.
confirm-withdraw-keep = Bu bildirim geri çekilmiş olarak görünmeye devam eder.
confirm-withdraw-button = Evet, bildirimimi geri çek
confirm-no = Hayır, her şey kalsın
confirm-forget = Seni unutalım mı?
confirm-forget-gone = Bunları sileriz
confirm-forget-mail = E-posta adresin ve telefon numaran
confirm-forget-words = Fotoğrafların ve kendi sözlerin
confirm-forget-keep = Bunlar kalır
confirm-forget-fact = Burada bir şey olduğu ve hangi gün olduğu. Seninle ilgili hiçbir şey olmadan.
confirm-forget-crew = Ekip yine de temizler.
confirm-forget-final = Bunu geri alamazsın.
confirm-forget-copies = Hemen sileriz. Yedeklerden 30 gün sonra silinir.
confirm-forget-button = Evet, beni unutun
forgotten-title = Seni unuttuk
forgotten-text = Fotoğrafların, sözlerin ve sana nasıl ulaşacağımız silindi. Artık mesaj almayacaksın.
forgotten-stays = Ekip yine de temizler. Burada bir şey olduğu kalır, seninle ilgili hiçbir şey olmadan.
refused-late = Bu artık mümkün değil
refused-late-text = Bildirim çok önce kapatıldı. Hâlâ bir şey mi var? Yeni bildirim yap, o zaman yine bir ekip gider.
refused-again = Ekip zaten oraya gidiyor
refused-again-text = Biri hâlâ orada olduğunu bildirdi. Bir şey yapman gerekmez.
refused-open = Bu bildirim hâlâ açık
refused-open-text = Ekip henüz bitirmedi. Bildiriminin sayfasında nasıl gittiğini görürsün.
refused-closed = Bu bildirim kapatıldı
refused-closed-text = Artık bir şey eklenemez. Hâlâ bir şey görüyor musun? Yeni bildirim yap.
refused-started = Ekip işe başladı bile
refused-started-text = Artık geri çekilemez. Birazdan nasıl olduğunu görürsün.
refused-withdrawn = Bu bildirim geri çekildi
refused-withdrawn-text = Onu kendin geri çektin. Yine de bir şey mi var? Yeni bildirim yap.
refused-many = Zaten çok şey anlattın
refused-many-text = Bu bildirime başka bir şey sığmıyor. Gönderdiğin her şey ekipte.
refused-look = Bildirimine bak

### The public map

map-title = Neler oluyor
map-link = Mahalle haritası
map-link-hint = Neler açık, neler yeni çözüldü
map-filter = Haritada göster
map-all = Hepsi
map-open = Açık
map-solved = Yeni çözüldü
map-area = Mahalle
map-all-areas = Bütün mahalleler
map-show = Göster
map-alt = Mahallelerin haritası. Açık bir şey yok.
map-alt-areas = Mahallelerin haritası, açık olanlarla: { $areas }.
map-legend = Numaralar listede. Onay işareti: çözüldü.
map-nothing = Burada şu anda bildirilen bir şey yok.
map-count-open = { $count } açık
map-count-solved = Son 14 günde { $count } çözüldü
map-since = bildirildi: { $day }
map-solved-on = çözüldü: { $day }
map-more = Daha önce bildirilen { $count } tane daha var. Görmek için bir mahalle ya da tür seç.
map-feed = Bu mahalleyi akış olarak izle
map-feed-hint = Akış okuyan bir uygulama için
map-feed-title = Bildirimler: { $place }
map-report = Bildirim yap

### My reports on this phone

mine-title = Bildirimlerim
mine-link = Bütün bildirimlerim
mine-link-hint = Bu telefondan
mine-lead = Bu liste yalnızca bu telefonda.
mine-none = Bu telefondan henüz bir şey bildirilmedi.
mine-going = Devam ediyor
mine-over = Kapatıldı
mine-clear = Bu listeyi sil
mine-clear-hint = Bildirimlerin olduğu gibi kalır.

### Without connection

kept-heading = Bu telefonda
kept-waiting = Bağlantı bekleniyor
kept-sending = Gönderiliyor
kept-refused = Gönderilmedi
kept-change = Bak veya değiştir
kept-forget = Sil
kept-sure = Emin misin? Sil
kept-sent = Gönderildi. Numara
offline-title = İnternetsiz bildirim
offline-script = Bu sayfa yalnızca JavaScript ile çalışır.
offline-to-form = Normal forma git
offline-heading = Bildirimini yap
offline-lead = İnternet olmadan da olur. Bildirimini bu telefonda saklarız ve kendiliğinden göndeririz.
offline-elsewhere = Görmek istediğin sayfayı şu anda gösteremiyoruz.
offline-midway = Bir bildirime başlamış mıydın? İnternetin gelince hâlâ orada olacak. Beklemek istemiyor musun? O zaman buraya yaz.
offline-wrong = Bir şey doğru değil
offline-photo = Fotoğraf
offline-photo-remove = Fotoğrafı kaldır
offline-locate = Konumumu kullan
offline-area = Konum çalışmıyor mu? Mahalleyi seç
offline-area-none = Bir mahalle seç
offline-place-missing = Nerede olduğunu söyle. Konumunu kullan veya mahalleyi seç.
offline-private = Bildirimin gönderilene kadar bu telefonda kalır. Sonra fotoğraflarını ve yazını telefondan sileriz. İçine isim veya e-posta adresi yazma.
offline-kept = Bildirimin güvende
offline-kept-lead = İnternetin gelir gelmez kendiliğinden göndeririz. Bir şey olmuyor mu? O zaman Opgeruimd'u bir kez aç.
offline-kept-tip = Hiçbir şeyi yeniden doldurman gerekmez. Bildirim gönderilince numaranı alırsın.
offline-sent = Teşekkürler! Bildirimin bize ulaştı.
offline-sent-lead = Takip etmek için aşağıdaki bildirimine dokun.
offline-try = Şimdi dene
offline-another = Bir bildirim daha yap
js-offline-searching = Yerini arıyoruz…
js-offline-found = Nerede olduğunu { $metres } metre hassasiyetle biliyoruz.
js-offline-nowhere = Nerede olduğunu bilmiyoruz. Mahalleyi seç.
js-offline-known = Bildiriminin yeri hâlâ duruyor.
js-offline-photo = Fotoğraf { $number }
js-offline-too-many = Bir bildirime en çok { $max } fotoğraf eklenebilir.
js-offline-too-large = Bu fotoğraf çok büyük. Bir fotoğraf en fazla 20 MB olabilir.
js-offline-full = Bu telefonda zaten { $max } bildirim bekliyor. Gönderilmelerini bekle.
js-offline-not-kept = Telefonun bildirimi saklayamıyor. Hafızası dolu mu? O zaman daha az fotoğrafla dene.
js-offline-too-late = Bu bildirim bu arada gönderildi. Artık değiştiremezsin.

### A question to whoever reported it

mail-asked = Soru
mail-asked-title = Bir sorumuz var
mail-asked-subject = Bildirimin hakkında soru: { $place }
question-title = Sana bir sorumuz var
question-answer = Cevap ver
question-send = Cevabı gönder
question-without = Cevap gelmezse { $day } gününden itibaren cevabın olmadan devam ederiz.

### Making something on a photo unrecognisable, and hints about photos

photo-tip-staff = Bir fotoğraf herkese açılmadan önce yüzleri ve plakaları tanınmaz hale getiririz.
photo-dark = { $number }. fotoğraf çok karanlık. Bu haliyle kullanabilirsin ya da yenisini çekebilirsin.
photo-tiny = { $number }. fotoğraf çok küçük. Bu haliyle kullanabilirsin ya da daha büyüğünü seçebilirsin.
wipe-tip = Fotoğrafta biri ya da bir plaka mı var? Üzerini sil. Böylece kimse görmez.
wipe-open = Üzerini sil
wipe-heading = Bir yeri tanınmaz yap
wipe-lead = Parmağını bir yüzün ya da plakanın üzerinde gezdir. Ya da bir kutu seç ve yerine koy.
wipe-picture = Fotoğrafın
wipe-box = Yerleştirilecek kutu
wipe-box-help = Kutuyu taşımak için fotoğrafa dokun ya da ok tuşlarını kullan. + ve - ile büyütüp küçültebilirsin.
wipe-face = Yüz
wipe-plate = Plaka
wipe-undo = Geri al
wipe-smaller = Küçült
wipe-larger = Büyüt
wipe-set = Kutuyu buraya koy
wipe-ready = Tamam
wipe-cancel = Silmeden çık
js-picture-open = Üzerini sil
js-picture-open-label = Üzerini sil: fotoğraf { $number }
js-picture-dark = { $number }. fotoğraf çok karanlık. Bu haliyle kullanabilirsin ya da yenisini çekebilirsin.
js-picture-tiny = { $number }. fotoğraf çok küçük. Bu haliyle kullanabilirsin ya da daha büyüğünü seçebilirsin.
js-picture-at = Kutu soldan yüzde { $across }, yukarıdan yüzde { $down } uzakta, genişliği yüzde { $wide }.
js-picture-wiped = Üzeri silindi.
js-picture-set = Kutu yerinde.
js-picture-undone = Sonuncusu geri alındı.
js-picture-nothing = Geri alınacak bir şey yok.
js-picture-failed = Silme şu anda çalışmıyor. İnternetin var mı? Tekrar dene.
js-picture-replaced = Silinmiş fotoğraf eskisinin yerine geçer.
js-picture-heic = Tarayıcın bu fotoğrafı (HEIC) okuyamıyor. Fotoğrafın ekran görüntüsünü al ve onu seç. Ya da kameranı JPEG olarak ayarla.
js-photo-busy = Şu anda aynı anda çok fazla fotoğraf geliyor. Saat { $time } itibarıyla tekrar deneyebilirsin.

### Mail about a buurt

alert-title = Mahallen hakkında e-posta
alert-link = Bu mahalle hakkında e-posta al
alert-link-all = Mahallen hakkında e-posta al
alert-link-hint = Günde en fazla bir e-posta
alert-heading = Mahallen hakkında e-posta al
alert-lead = Saat beşte yeni olanları ve çözülenleri göndeririz. Yalnızca bir şey olduğu günlerde.
alert-mail-hint = Yalnızca bu e-postalar için. İstediğin zaman durdurabilirsin.
alert-area-missing = Bir mahalle seç.
alert-mail-missing = E-posta adresini yaz.
alert-send = Bana haber ver
alert-asked-heading = E-postana bak
alert-asked-lead = Birazdan bir e-posta alacaksın. İçindeki düğmeye dokun, sonra başlar.
alert-asked-hint = Bunu 3 gün içinde yap. Bir şey gelmedi mi? İstenmeyen postalara da bak veya adresini kontrol et. Aynı mahalle için saatte bir kez isteyebilirsin.
alert-to-map = Haritaya bak
alert-confirm-heading = Bu mahalle hakkında e-posta ister misin?
alert-year = Bir yıl sonra kendiliğinden durur.
alert-confirm = Evet, bu e-postaları gönderin
alert-renew-heading = Bu mahalle hakkında e-posta alıyorsun
alert-until = Bu e-postaları { $day } gününe kadar alırsın.
alert-renew = Bir yıl daha devam et
alert-on-heading = Açıldı
alert-on-lead = İlk e-posta, bir şey olduğu ilk gün gelir.
alert-stop-lead = Bu mahalle hakkında artık bir şey göndermeyiz. E-posta adresini sileriz.
alert-stop-done-lead = Bu mahalle hakkında artık bir şey göndermeyeceğiz. E-posta adresin silindi.
alert-mail-confirm-subject = { $area } hakkında e-posta ister misin?
alert-mail-confirm-title = Son bir dokunuş
alert-mail-confirm-text = Bu adresle bu mahalle hakkında e-posta istendi. Sen miydin? O zaman 3 gün içinde onayla.
alert-mail-confirm-button = Evet, bendim
alert-mail-confirm-not = Sen değil miydin? O zaman bir şey yapma. Adresin kendiliğinden silinir. Bu e-postaya yanıt veremezsin.
alert-mail-subject-new = { $area }: { $count } yeni
alert-mail-subject-solved = { $area }: { $count } çözüldü
alert-mail-subject-both = { $area }: { $new } yeni, { $solved } çözüldü
alert-mail-new = Yeni: { $count }
alert-mail-solved = Çözüldü: { $count }
alert-mail-more = Ve { $count } tane daha. Onlar haritada.
alert-mail-lapses = Bu e-postalar { $day } günü durur. Devam etsin mi?
alert-mail-why = Bunu, bu mahalle hakkında e-posta istediğin için alıyorsun. Bu e-postaya yanıt veremezsin.
alert-mail-stop = Bu mahalle hakkında artık e-posta gönderme

### The base map
map-credit = Harita: { $who }
