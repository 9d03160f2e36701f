# العربية. See nl.ftl, the source.

language-name = العربية
language-dir = rtl

### Dates and lengths of time

date-weekday = { $weekday ->
    [1] الاثنين
    [2] الثلاثاء
    [3] الأربعاء
    [4] الخميس
    [5] الجمعة
    [6] السبت
   *[7] الأحد
}
date-month = { $month ->
    [1] يناير
    [2] فبراير
    [3] مارس
    [4] أبريل
    [5] مايو
    [6] يونيو
    [7] يوليو
    [8] أغسطس
    [9] سبتمبر
    [10] أكتوبر
    [11] نوفمبر
   *[12] ديسمبر
}
date-long = { date-weekday } { $day } { date-month }
date-long-year = { date-weekday } { $day } { date-month } { $year }
date-today = اليوم
date-tomorrow = غدًا
date-yesterday = أمس
date-clock = { $hour }:{ $minute }
date-hours = بين الساعة { $from } والساعة { $until }
date-visit = يوم { $day } { $hours }
date-moment = { $when }، الساعة { $clock }
length-now = الآن
length-minutes = { $count ->
    [zero] { $count } دقيقة
    [one] دقيقة واحدة
    [two] دقيقتان
    [few] { $count } دقائق
    [many] { $count } دقيقة
   *[other] { $count } دقيقة
}
length-hours = { $count ->
    [zero] { $count } ساعة
    [one] ساعة واحدة
    [two] ساعتان
    [few] { $count } ساعات
    [many] { $count } ساعة
   *[other] { $count } ساعة
}
length-days = { $count ->
    [zero] { $count } يوم
    [one] يوم واحد
    [two] يومان
    [few] { $count } أيام
    [many] { $count } يومًا
   *[other] { $count } يوم
}
length-ago = قبل { $length }

### Words for codes

category-litter = نفايات متناثرة
category-litter-examples = علب، ورق، بلاستيك
category-litter-solved = تم تنظيف النفايات المتناثرة
category-waste_beside_container = نفايات بجانب الحاوية
category-waste_beside_container-examples = أكياس، كراتين، زجاجات
category-waste_beside_container-solved = أُزيلت النفايات من جانب الحاوية
category-bin_full = سلة المهملات ممتلئة
category-bin_full-examples = لا تتسع لشيء آخر
category-bin_full-solved = تم إفراغ سلة المهملات
category-bulky_waste = نفايات كبيرة
category-bulky_waste-examples = أريكة، مرتبة، خزانة
category-bulky_waste-solved = أُزيلت النفايات الكبيرة
category-street_furniture_broken = شيء مكسور في الشارع
category-street_furniture_broken-examples = مقعد، عمود، لافتة، مصباح
category-street_furniture_broken-solved = تم الإصلاح
category-other = شيء آخر
category-other-examples = اكتب ما تراه بنفسك
category-other-solved = تم الحل
category-in-area = { $what } في { $area }

status-received = تم الاستلام
status-routed = لدى الفريق
status-planned = محدد الموعد
status-in_progress = الفريق يعمل الآن
status-waiting_for_reporter = بانتظارك
status-resolved = تم الحل
status-not_resolved = لم يُحل
status-reopened = مفتوح من جديد

step-received = استلمنا بلاغك
step-routed = وصل بلاغك إلى الفريق
step-routed-team = وصل بلاغك إلى فريق { $team }
step-planned = الفريق سيأتي
step-planned-team = فريق { $team } سيأتي
step-visit = يأتي الفريق يوم { $day }
step-visit-team = يأتي فريق { $team } يوم { $day }
step-postponed = أُلغي الموعد المتفق عليه
step-in_progress = الفريق يعمل الآن
step-in_progress-team = فريق { $team } يعمل الآن
step-waiting_for_reporter = لدينا سؤال لك
step-resolved = تم الحل
step-not_resolved = لم نتمكن من حله
step-reopened = سنذهب إلى هناك مرة أخرى

reason-not_found = جاء الفريق، لكنه لم يجد شيئًا في هذا المكان.
reason-already_gone = جاء الفريق. كان قد أُزيل من قبل.
reason-not_ours = هذا المكان لا يتبع البلدية. لذلك لا يحق لنا إزالة أي شيء هنا.
reason-other_team = سيتولى فريق آخر العمل.
reason-needs_equipment = يحتاج هذا إلى شاحنة أخرى أو رافعة. سنحدد موعدًا جديدًا.
reason-other = لم يتمكن الفريق من حله.

### On every page

page-skip = انتقل إلى المحتوى
page-back = رجوع
page-begin = البداية
page-to-begin = إلى البداية
page-help = مساعدة
page-step = الخطوة { $step } من { $steps }
page-error = خطأ:
page-languages = اختر اللغة
page-language = اللغة
page-optional = (اختياري)
page-go-on = متابعة
errors-heading = { $count ->
    [1] بقي شيء واحد لتصحيحه
    [2] بقي شيئان لتصحيحهما
    [3] بقيت ثلاثة أشياء لتصحيحها
   *[other] بقي { $count } من الأشياء لتصحيحها
}

### The first page

home-title = نفايات في الشارع؟ أبلغ عنها
home-heading = نفايات في الشارع؟ أبلغ عنها.
home-lead = نحن ننظف ونريك كيف أصبح المكان.
home-follow = تابع بلاغي
home-find = ابحث برقم
home-number = رقم بلاغك
home-number-hint = تجده في رسالتنا، مثلًا LD-4F7K-29
home-number-unknown = لا نعرف هذا الرقم. انظر مرة أخرى. لا يحتوي الرقم أبدًا على 0 أو O أو 1 أو I.
home-search = ابحث
home-report = تقديم بلاغ
home-report-hint = ينتهي في نصف دقيقة
home-how = هكذا يتم الأمر
home-how-report = أنت تقدم بلاغًا
home-how-report-more = صورة، مكان، انتهى. بدون اسم.
home-how-crew = الفريق يذهب إلى المكان
home-how-crew-more = يرون صورتك فورًا.
home-how-result = أنت ترى كيف أصبح المكان
home-how-result-more = غالبًا مع صورة.

### Help

help-title = مساعدة
help-danger = هناك خطر
help-danger-more = حريق، غاز، شخص مصاب
help-no-hurry = غير مستعجل
help-no-hurry-more = اتصل بالبلدية
help-call = اتصل
help-crew-more = ترى ما يفعلونه.
help-questions = أسئلة
help-who-sees = من يرى بلاغي؟
help-who-sees-answer = يرى الفريق المكان والصور ونصك. ومن لديه رابطك أو رقمك يرى الصور وسير العمل. لا نسألك عن اسمك. لذلك وجّه الكاميرا إلى ما هو موجود على الأرض، وليس إلى أشخاص أو لوحات سيارات.
help-keep = ماذا تحتفظون عني؟
help-keep-answer = صورك والمكان ونصك. عنوان البريد الإلكتروني أو رقم الهاتف فقط إذا كتبته، ولهذا البلاغ فقط. نحذفه بعد 30 يومًا من إغلاق البلاغ. ونزيل من صورك كل ما يضيفه هاتفك من تلقاء نفسه.
help-reading = لا أستطيع القراءة أو الكتابة جيدًا
help-reading-answer = اضغط على الصور. النص ليس إلزاميًا أبدًا. تفضل الكلام؟ اتصل على { -phone }.
help-number = أين أجد رقمي؟
help-number-answer = تجده في صفحة الشكر وفي كل رسالة، مثلًا LD-4F7K-29. ويمكنك البحث به في صفحة البداية.
help-language = لغة أخرى
help-language-hint = ما كتبته حتى الآن يبقى محفوظًا.
help-back-to-report = العودة إلى بلاغك

### Accessibility statement

access-title = سهولة الوصول
access-lead = يجب أن يستطيع الجميع تقديم بلاغ. نحن نعمل على ذلك.
access-how = كيف نفعل ذلك
access-how-text = نبني ونختبر وفق WCAG 2.2، المستويين A وAA. تُفحص كل صفحة تلقائيًا عند كل تغيير: بالألوان الفاتحة والداكنة، وبخمس لغات، وعلى شاشة صغيرة، وبدون سكربت. يمكنك فعل كل شيء بلوحة المفاتيح. كتابة النص ليست إلزامية أبدًا.
access-limits = ما ليس جيدًا بعد
access-limits-text = لم يُجرَ بعد فحص مستقل مع أشخاص يستخدمون وسائل مساعدة. الخريطة صعبة مع قارئ الشاشة: اختر الحي من القائمة أو اكتب عنوانًا. لم يقرأ النصوص التركية والعربية والبولندية بعدُ شخص لغته الأم هي تلك اللغة.
access-report = هل واجهت صعوبة؟
access-report-text = اتصل بالبلدية: { -phone }. أخبرنا في أي صفحة كنت وما الذي لم ينجح. ونأخذ بلاغك فورًا أيضًا.

### Step 1: photo

photo-title = التقط صورة
photo-heading = التقط صورة
photo-lead = هكذا نرى فورًا ما هو موجود. لا توجد صورة؟ تابع بدونها.
photo-n = الصورة { $number }
photo-ready = جاهزة
photo-remove = إزالة الصورة { $number }
photo-take = التقط صورة
photo-taken = تم التقاط الصورة
photo-choose = اختر صورة
photo-chosen = تم اختيار الصورة
photo-tip = من الأفضل ألا يظهر أشخاص أو لوحات سيارات في الصورة. <b>وجّه الكاميرا إلى ما هو موجود على الأرض.</b> { $max } صور على الأكثر.
photo-too-many = يمكن إضافة خمس صور على الأكثر إلى البلاغ.
photo-empty = هذه الصورة فارغة. اختر صورة أخرى أو التقط صورة جديدة.
photo-unreadable = لا نستطيع قراءة هذه الصورة. اختر صورة أخرى.

js-photo-number = الصورة { $number }
js-photo-remove = إزالة الصورة { $number }
js-photo-retry = حاول مرة أخرى
js-photo-too-large = هذه الصورة كبيرة جدًا. الحد الأقصى للصورة 20 ميغابايت.
js-photo-ready = جاهزة
js-photo-ready-spoken = الصورة { $number } جاهزة.
js-photo-failed = لم ينجح الإرسال.
js-photo-percent = اكتمل { $percent }%
js-photo-half = اكتمل { $percent } بالمئة من الصورة { $number }.
js-photo-removed = أُزيلت الصورة { $number }.
js-photo-removed-one = أُزيلت الصورة.
js-photo-too-many = يمكن إضافة { $max } صور على الأكثر إلى البلاغ.
js-photo-wait = ننتظر صورتك…
js-photo-not-all = لم تُرسل كل صورك. حاول مرة أخرى أو أزل الصورة.
js-photo-offline = لا يوجد إنترنت. حاول بعد قليل.
js-photo-too-slow = استغرق الأمر وقتًا طويلًا. حاول مرة أخرى.
js-photo-unreadable = لا نستطيع قراءة هذه الصورة. اختر صورة أخرى.

### Step 2: place

place-title = أين المكان؟
place-heading = أين المكان؟
place-text = العنوان أو اسم المكان
place-map = خريطة الأحياء. اضغط على المكان أو اختر الحي في الأسفل.
place-or-area = أو اختر الحي
place-area = الحي
place-area-unknown = لا أعرف
place-go = هذا هو المكان
place-locate = ضع الدبوس في موقعي
place-zoom-in = تكبير
place-zoom-out = تصغير
place-none = لم يتم اختيار مكان بعد
place-none-hint = اضغط على المكان في الخريطة.
place-outside = خارج منطقتنا
place-border = خارج الأحياء بقليل
place-border-hint = يمكنك الإبلاغ من هنا. الدبوس ليس في مكانه؟ اضغط على الخريطة.
place-area-hint = اضغط على الخريطة لنعرف المكان بدقة.
place-pin-hint = الدبوس ليس في مكانه؟ اضغط على الخريطة.
place-too-long = اجعل هذا أقصر. يتسع لـ { $max } حرفًا، والآن عددها { $count }.
place-missing = لا نعرف بعد أين المكان. اضغط على الخريطة أو اختر الحي.
place-outside-error = هذا المكان خارج منطقتنا.
place-on-map = على الخريطة
place-somewhere = في مكان ما في { $area }
place-and-somewhere = { $place } (في مكان ما في { $area })

js-place-searching = نبحث عن مكانك…
js-place-searching-hint = يستغرق هذا بضع ثوانٍ.
js-place-unknown = لا نعرف أين أنت
js-place-refused = هاتفك لا يسمح بذلك. اضغط على الخريطة.
js-place-none-hint = اضغط على المكان في الخريطة.
js-place-border = خارج الأحياء بقليل
js-place-border-hint = يمكنك الإبلاغ من هنا. الدبوس ليس في مكانه؟ اضغط على الخريطة.
js-place-outside = خارج منطقتنا
js-place-outside-hint = نحن لا ننظف هنا. اضغط على المكان في الخريطة.
js-place-outside-error = هذا المكان خارج منطقتنا.
js-place-pin-hint = الدبوس ليس في مكانه؟ اضغط على الخريطة.
js-place-on-map = المكان على الخريطة
js-place-area-hint = اضغط على الخريطة لنعرف المكان بدقة.
js-place-metres = الدقة: { $metres } متر.
js-place-exact = دقيق جدًا.
js-place-map = خريطة الأحياء. اضغط على المكان.
js-place-pin = دبوس. حرّكه بمفاتيح الأسهم.

### Step 3: what

what-title = ماذا ترى؟
what-heading = ماذا ترى؟
what-lead = اضغط على الصورة الأنسب.
what-missing = اضغط على إحدى الصور.
what-danger = هل هو خطير؟
what-call = إذن اتصل

### Step 3: questions about it

questions-lead = يمكنك التخطي. مع إجابتك يعرف الفريق ما يجب أن يأخذه معه.
questions-many = (اختر كل ما ينطبق)

### Last step: check

check-title = هل هذا صحيح؟
check-heading = هل هذا صحيح؟
check-photos = الصور
check-no-photo = لا توجد صورة
check-photos-ready = { $count ->
    [zero] لا توجد صور جاهزة
    [one] صورة واحدة جاهزة
    [two] صورتان جاهزتان
    [few] { $count } صور جاهزة
    [many] { $count } صورة جاهزة
   *[other] { $count } صورة جاهزة
}
check-place = المكان
check-what = ماذا
check-change = تغيير
check-change-photos = صورك
check-change-place = المكان
check-change-what = ما تراه
check-more = هل تريد أن تخبرنا بشيء آخر؟
check-contact = هل تريد أن تصلك رسالة؟
check-mail = بريدك الإلكتروني
check-mail-hint = فقط للرسائل عن هذا البلاغ. نحذفه بعد 30 يومًا من إغلاق البلاغ.
check-phone = رقم هاتفك
check-phone-hint = إذا احتاجت البلدية أن تسألك شيئًا عن هذا البلاغ. نرسل الرسائل بالبريد الإلكتروني فقط. ونحذف هذا أيضًا بعد 30 يومًا.
check-privacy = لا حاجة إلى اسمك. يرى الفريق صورك ونصك والمكان.
check-send = إرسال
check-too-long = نصك { $count } حرفًا. يتسع لـ { $max } حرفًا. اجعله أقصر.
check-mail-wrong = هذا ليس بريدًا إلكترونيًا. يشبه البريد الإلكتروني name@example.com.
check-phone-wrong = هذا ليس رقم هاتف. استخدم الأرقام فقط، مثلًا 06 12345678.

### Thanks

thanks-title = شكرًا، وصل بلاغك
thanks-heading = شكرًا!
thanks-heading-more = وصل بلاغك.
thanks-number = رقمك
thanks-now = ماذا يحدث الآن
thanks-finding-team = بلاغك في طريقه إلى الفريق المناسب
thanks-expected = يكون الفريق قد جاء في موعد أقصاه { $day }
thanks-crew-looks = الفريق سيأتي ليرى
thanks-crew-looks-more = تجد اليوم في صفحة بلاغك
thanks-result = سترى كيف أصبح المكان
thanks-mail = سنرسل لك رسالة
thanks-follow = تابع بلاغك
thanks-ask = هل تريد رسالة عندما يصبح نظيفًا؟
thanks-ask-hint = اكتب بريدك الإلكتروني. فقط للرسائل عن هذا البلاغ. نحذفه بعد 30 يومًا من إغلاق البلاغ.
thanks-keep-me = أخبروني بالجديد
thanks-no = لا، سأنظر بنفسي
thanks-mail-missing = اكتب بريدك الإلكتروني، أو اختر «لا، سأنظر بنفسي».

### Follow a report

follow-expected = يكون الفريق قد جاء في موعد أقصاه <b>{ $day }</b>.
follow-visit = يأتي الفريق <b>{ $when }</b>.
follow-late = يستغرق الأمر وقتًا أطول مما توقعنا.
follow-before = قبل
follow-after = بعد
follow-before-alt = قبل: صورة بلاغك
follow-after-alt = بعد: صورة الفريق
follow-photo-alt = صورة بلاغك
follow-crew-photo-alt = صورة الفريق
follow-of = 1 من { $count }
follow-went = ماذا حدث
follow-goes = ماذا يحدث
follow-result = سترى كيف أصبح المكان
follow-report = بلاغك
follow-area = الحي
follow-team = الفريق
follow-number = الرقم
follow-note-dutch = رسالة من الفريق، مكتوبة بالهولندية
js-live-offline = لا يوجد إنترنت. سنواصل المحاولة.
js-live-on = ترى هنا فورًا أي تغيير.
js-live-off = لا يوجد اتصال الآن. ننظر كل نصف دقيقة.

### When something goes wrong

problem-400 = هناك شيء غير صحيح
problem-400-text = وصلنا شيء لا نفهمه. ارجع وحاول مرة أخرى.
problem-401 = سجّل الدخول أولًا
problem-401-text = هذه الصفحة للموظفين. سجّل الدخول ثم تابع.
problem-403 = هذه الصفحة ليست لك
problem-403-text = لا يحق لحسابك رؤية هذه الصفحة.
problem-404 = هذه الصفحة غير موجودة
problem-404-text = ربما لم يُكتب العنوان بشكل صحيح. هل لديك رقم بلاغك؟ ابحث به في صفحة البداية.
problem-405 = هذا غير ممكن هنا
problem-405-text = ارجع واستخدم الأزرار الموجودة في الصفحة.
problem-408 = استغرق الأمر وقتًا طويلًا
problem-408-text = لم يصل كل شيء في الوقت المناسب. ارجع وحاول في مكان اتصاله أفضل.
problem-409 = لقد تغير هذا
problem-409-text = سبقك شخص آخر بقليل. ارجع لترى كيف هو الآن.
problem-413 = هذا الملف كبير جدًا
problem-413-text = الحد الأقصى للصورة 20 ميغابايت. اختر صورة أصغر أو تابع بدون صورة.
problem-415 = لا نعرف هذا النوع من الملفات
problem-415-text = اختر صورة من نوع JPEG أو PNG أو WebP.
problem-429 = انتظر قليلًا
problem-429-text = وصلت رسائل كثيرة جدًا متتالية. انتظر دقيقة وحاول مرة أخرى.
problem-503 = لحظة من فضلك
problem-503-text = لدينا عطل. حاول مرة أخرى بعد دقيقة. هل كنت ترسل شيئًا؟ إذن لم يصل. ارجع وأرسله مرة أخرى.
problem-500 = حدث خطأ عندنا
problem-500-text = حاول مرة أخرى بعد دقيقة. هل كنت ترسل شيئًا؟ إذن لم يصل. ارجع وأرسله مرة أخرى.
problem-photo-empty = الملف فارغ. اختر صورتك مرة أخرى.
problem-photo-too-large = صورتك كبيرة جدًا. الحد الأقصى للصورة 20 ميغابايت. اختر صورة أصغر أو خذ لقطة شاشة لصورتك.
problem-photo-not-a-picture = هذا الملف ليس صورة نستطيع قراءتها. اختر صورة من نوع JPEG أو PNG أو WebP.
problem-photo-heic = صورتك ملف من نوع HEIC ولا نستطيع قراءته. في هاتف iPhone اذهب إلى «الإعدادات»، ثم «الكاميرا»، ثم «التنسيقات». اختر «الأكثر توافقًا» والتقط الصورة من جديد. أو خذ لقطة شاشة لصورتك وأرسلها.
problem-photo-unsupported = لا نستطيع قراءة هذا النوع من الصور. خذ لقطة شاشة لصورتك وأرسلها.
problem-photo-damaged = صورتك تالفة أو لم تصل كاملة. حاول مرة أخرى أو اختر صورة أخرى.
problem-photo-too-many-pixels = صورتك كبيرة جدًا (عدد البكسل كبير). اختر صورة أصغر أو خذ لقطة شاشة لصورتك.
problem-outside = هذا المكان خارج منطقتنا. نحن لا ننظف هنا. اتصل ببلدية ذلك المكان (في { -municipality }: { -phone }) أو اختر مكانًا آخر.
problem-too-many-look-ups = يبحث الآن عدد كبير جدًا من الناس. انتظر دقيقة وحاول مرة أخرى.
problem-too-large = ما أرسلته كبير جدًا. اجعل النص أقصر أو أرسل صورًا أقل.
problem-unreadable-form = لم يصل النموذج بشكل صحيح. ارجع وحاول مرة أخرى.
problem-upload-timeout = لم تصل صورتك في الوقت المناسب. حاول في مكان اتصاله أفضل.

### Mails: stop

stop-title = إيقاف الرسائل
stop-heading = لا تريد رسائل بعد الآن؟
stop-lead = إذن لن نرسل شيئًا آخر عن هذا البلاغ. يبقى البلاغ نفسه: والفريق يواصل عمله.
stop-button = أوقف الرسائل
stop-done-title = تم الإيقاف
stop-done = لن تصلك رسائل بعد الآن
stop-done-lead = لن نرسل شيئًا آخر عن هذا البلاغ. يبقى البلاغ نفسه: والفريق يواصل عمله.

### Mails

mail-from = بلدية { -municipality }
mail-state = { $state }، { $day }، الساعة { $clock }
mail-team = فريق { $team }
mail-crew = الفريق
mail-received = تم الاستلام
mail-received-title = استلمنا بلاغك
mail-received-subject = تم الاستلام: { $what }، { $place }
mail-received-thanks = شكرًا لك.
mail-received-team = بلاغك الآن لدى { $team }.
mail-received-team-day = بلاغك الآن لدى { $team }. يكون الفريق قد جاء في موعد أقصاه { $day }.
mail-received-finding = نبحث عن الفريق الأنسب لهذا العمل.
mail-received-next = ستصلك رسالة عندما يأتي الفريق، ورسالة عند الانتهاء.
mail-received-preview = شكرًا لك. سنخبرك بما نفعله.
mail-received-preview-team = البلاغ لدى { $team }.
mail-received-preview-day = البلاغ لدى { $team }. في موعد أقصاه { $day }.
mail-busy = قيد العمل
mail-busy-title = الفريق يعمل الآن
mail-busy-subject = الفريق يعمل الآن: { $place }
mail-busy-text = { $team } يعمل الآن في هذا المكان. ستصلك رسالة عند الانتهاء.
mail-busy-preview = { $team } يعمل الآن.
mail-planned = محدد الموعد
mail-planned-title = الفريق سيأتي
mail-planned-subject = محدد الموعد: { $place }
mail-planned-subject-day = محدد الموعد: في موعد أقصاه { $day }، { $place }
mail-planned-comes = { $team } سيأتي.
mail-planned-day = في موعد أقصاه { $day }
mail-planned-text = لا حاجة لأن تكون في البيت أو أن تفعل شيئًا. وإذا لم يتمكن الفريق من ذلك فسنخبرك بالسبب.
mail-visit-subject = محدد الموعد: { $day }، { $place }
mail-postponed = يوم آخر
mail-postponed-title = سيأتي الفريق في يوم آخر
mail-postponed-subject = يوم آخر: { $place }
mail-postponed-text = لن يأتي الفريق في اليوم الذي ذكرناه. لا حاجة لأن تفعل شيئًا. سنرسل إليك رسالة عندما نعرف اليوم الجديد.
mail-resolved = تم الحل
mail-resolved-title-waste = تمت الإزالة
mail-resolved-title-waste-photo = تمت الإزالة. انظر:
mail-resolved-title = تم الحل
mail-resolved-title-photo = تم الحل. انظر:
mail-resolved-subject = تم الحل: { $place }
mail-resolved-subject-photo = تم الحل: { $place }، انظر الصورة
mail-resolved-came = جاء { $team } إلى المكان.
mail-resolved-came-after = جاء { $team } إلى المكان بعد { $length } من بلاغك.
mail-resolved-still = ما زال هناك؟
mail-resolved-again = أخبرنا بذلك مع صورة للمكان الآن. عندها سينظر الفريق مرة أخرى.
mail-not_resolved = لم يُحل
mail-not_resolved-title = لم نتمكن من حله
mail-not_resolved-title-gone = كان قد أُزيل من قبل
mail-not_resolved-subject = لم يُحل: { $place }
mail-not_resolved-still = هل ما زال هناك رغم ذلك؟
mail-not_resolved-again = أخبرنا بذلك مع صورة والمكان بدقة. عندها سينظر الفريق مرة أخرى.
mail-not_resolved-owner = لا يحق إلا للمالك أن يفعل شيئًا هنا. هل لديك سؤال؟ اتصل بالبلدية: { -phone }.
mail-quote-by = { $team }
mail-quote-by-after = { $team }، بعد { $length } من بلاغك
mail-what = ماذا
mail-where = أين
mail-number = رقمك
mail-follow = تابع بلاغك
mail-look = انظر إلى بلاغك
mail-before = قبل
mail-before-alt = قبل: صورة بلاغك
mail-your-photo = صورتك
mail-your-photo-alt = صورة بلاغك
mail-after = بعد
mail-after-alt = بعد: صورة الفريق
mail-why = تصلك هذه الرسالة لأنك كتبت هذا البريد الإلكتروني في بلاغك. نستخدمه لهذا البلاغ فقط. لا يمكنك الرد على هذه الرسالة.
mail-stop = لا أريد رسائل أخرى عن هذا البلاغ

### Known nearby

known-title = هل هو واحد من هذه؟
known-heading = هل هو واحد من هذه؟
known-lead = إذن انضم إليه، وتابعوا معًا ما يحدث.
known-here = في هذا المكان
known-away = على بعد { $metres } مترًا
known-since = { $count ->
    [zero] تم الإبلاغ: { $day }، من { $count } شخصًا
    [one] تم الإبلاغ: { $day }
    [two] تم الإبلاغ: { $day }، من شخصين
    [few] تم الإبلاغ: { $day }، من { $count } أشخاص
    [many] تم الإبلاغ: { $day }، من { $count } شخصًا
   *[other] تم الإبلاغ: { $day }، من { $count } شخصًا
}
known-photo = صورة من بلاغ سابق
known-yes = نعم، هذا هو
known-none = لا، ليس أيًّا منها

### Against misuse

guard-empty = اترك هذا الحقل فارغًا
guard-wait = بضع ثوانٍ، نتحقق من بلاغك.
guard-too-many = { $minutes ->
    [one] تصل الآن بلاغات كثيرة جدًا من اتصالك بالإنترنت. انتظر دقيقة واحدة ثم أرسل بلاغك من جديد.
    [two] تصل الآن بلاغات كثيرة جدًا من اتصالك بالإنترنت. انتظر دقيقتين ثم أرسل بلاغك من جديد.
    [few] تصل الآن بلاغات كثيرة جدًا من اتصالك بالإنترنت. انتظر { $minutes } دقائق ثم أرسل بلاغك من جديد.
   *[other] تصل الآن بلاغات كثيرة جدًا من اتصالك بالإنترنت. انتظر { $minutes } دقيقة ثم أرسل بلاغك من جديد.
}
guard-too-many-photos = { $minutes ->
    [one] تصل الآن صور كثيرة جدًا من اتصالك بالإنترنت. انتظر دقيقة واحدة، أو تابع بدون هذه الصورة.
    [two] تصل الآن صور كثيرة جدًا من اتصالك بالإنترنت. انتظر دقيقتين، أو تابع بدون هذه الصورة.
    [few] تصل الآن صور كثيرة جدًا من اتصالك بالإنترنت. انتظر { $minutes } دقائق، أو تابع بدون هذه الصورة.
   *[other] تصل الآن صور كثيرة جدًا من اتصالك بالإنترنت. انتظر { $minutes } دقيقة، أو تابع بدون هذه الصورة.
}

### Finding the place, and whose it is

find-go = ابحث عن هذا المكان
find-found = الأماكن التي وُجدت
find-nothing = لم نجد شيئًا. انقر على الخريطة، أو اكتب المكان بكلماتك.
things-nearby = ماذا يوجد بالقرب؟
things-metres = { $metres } متر
things-metres-reported = { $metres } متر، تم الإبلاغ عنه
things-none = لا شيء من هذه
thing-container = حاوية { $number }
thing-bin = سلة مهملات { $number }
thing-bench = مقعد { $number }
thing-lamp-post = عمود إنارة { $number }
thing-other = رقم { $number }
outside-title = نحن لا ننظف هنا
outside-heading = نحن لا ننظف هنا
outside-in = العلامة في بلدية { $municipality }.
outside-in-part = العلامة في { $name }. هذه بلدية { $municipality }.
outside-nobody = هذا المكان خارج منطقتنا، وليس في بلدية مجاورة لنا.
outside-report = أبلغ بلدية { $municipality }
outside-report-hint = تُفتح صفحتهم
outside-still = هل هو في { -municipality }؟
outside-call = اتصل على { -phone } وسننظر معك
outside-photos = صورك محفوظة. إذا اخترت مكانًا عندنا فستُرسل معه.
outside-back = اختر مكانًا آخر
problem-place = هذا ليس مكانًا على الأرض.

### What residents tell about their report later

status-withdrawn = مسحوب
step-withdrawn = لقد سحبت بلاغك
reason-withdrawn = سُحب البلاغ.
answer-question = هل المكان نظيف فعلًا؟
answer-still = ما زال هناك
answer-still-hint = أرسل صورة للمكان الآن
answer-solved = نعم، تم الحل
answer-thanks = شكرًا! يسرّنا أن الأمر قد حُلّ.
answer-sent-back = رسالتك عند الفريق. سيأتون للنظر مرة أخرى.
answer-withdrawn = لقد سحبت هذا البلاغ. لن تصلك رسائل عنه بعد الآن.
answer-options = هل تريد أن تفعل شيئًا؟
answer-again = هل يوجد شيء هناك مرة أخرى؟
answer-new = قدّم بلاغًا جديدًا
answer-more = أريد أن أضيف شيئًا
answer-more-hint = سيقرؤه الفريق
answer-withdraw = اسحب بلاغي
answer-withdraw-hint = لم يعد هناك شيء، أو كنت مخطئًا
answer-forget = انسوني
answer-forget-hint = نظّفوا المكان، لكن امحوا بياناتي
answer-told-still = رأيت أنه ما زال هناك
answer-told-more = أضفت شيئًا
answer-photo-alt = صورة أرسلتها لاحقًا
answer-empty = التقط صورة، أو اكتب ما تراه.
answer-too-long = نصك طويل جدًا. الحد الأقصى { $max } حرف. اجعله أقصر.
still-title = ما زال هناك؟ أرنا
still-lead = التقط صورة جديدة للمكان نفسه.
still-team-photo = من الفريق، { $day }
still-team-photo-alt = صورة الفريق بعد انتهاء العمل
still-photo = صورة الآن
still-back = يعود بلاغك إلى الفريق فورًا. يمكنك ذلك حتى { $day }.
still-send = أعده إلى الفريق
more-title = ماذا تريد أن تضيف؟
more-lead = سيقرؤه الفريق، وستراه مع بلاغك.
more-text = اكتب هنا
more-text-needed = (مطلوب بدون صورة)
more-tip = لا تكتب أسماء أو عناوين أو أرقام هواتف. الفريق لا يحتاج إليها.
more-send = أرسل
confirm-solved = هل تم الحل؟
confirm-solved-text = بضغطة واحدة تخبر الفريق بأن كل شيء على ما يرام.
confirm-withdraw = هل تريد سحب بلاغك؟
confirm-withdraw-gone = لن يأتي أحد للنظر، إلا إذا أبلغ الجيران عن الشيء نفسه.
confirm-withdraw-keep = يبقى هذا البلاغ ظاهرًا على أنه مسحوب.
confirm-withdraw-button = نعم، اسحب بلاغي
confirm-no = لا، اترك كل شيء كما هو
confirm-forget = هل تريد أن ننساك؟
confirm-forget-gone = هذا ما نمحوه
confirm-forget-mail = بريدك الإلكتروني ورقم هاتفك
confirm-forget-words = صورك وكلماتك
confirm-forget-keep = هذا ما يبقى
confirm-forget-fact = أن شيئًا كان هنا، وفي أي يوم. دون أي شيء عنك.
confirm-forget-crew = سينظف الفريق المكان على أي حال.
confirm-forget-final = لا يمكنك التراجع عن هذا.
confirm-forget-copies = نمحو فورًا. ويختفي من النسخ الاحتياطية بعد 30 يومًا.
confirm-forget-button = نعم، انسوني
forgotten-title = لقد نسيناك
forgotten-text = مُحيت صورك وكلماتك وطريقة الوصول إليك. لن تصلك رسائل بعد الآن.
forgotten-stays = سينظف الفريق المكان على أي حال. يبقى فقط أن شيئًا كان هنا، دون أي شيء عنك.
refused-late = لم يعد هذا ممكنًا
refused-late-text = أُغلق البلاغ منذ وقت طويل. هل ما زال هناك شيء؟ قدّم بلاغًا جديدًا ليذهب فريق مرة أخرى.
refused-again = الفريق ذاهب إلى هناك بالفعل
refused-again-text = أخبرنا أحدهم أنه ما زال هناك. لا حاجة لأن تفعل شيئًا.
refused-open = هذا البلاغ ما زال مفتوحًا
refused-open-text = لم ينته الفريق بعد. ترى في صفحة بلاغك كيف يسير العمل.
refused-closed = هذا البلاغ مغلق
refused-closed-text = لا يمكن إضافة شيء بعد الآن. هل ما زلت ترى شيئًا؟ قدّم بلاغًا جديدًا.
refused-started = بدأ الفريق العمل
refused-started-text = لا يمكن السحب الآن. سترى النتيجة قريبًا.
refused-withdrawn = هذا البلاغ مسحوب
refused-withdrawn-text = لقد سحبته بنفسك. هل يوجد شيء رغم ذلك؟ قدّم بلاغًا جديدًا.
refused-many = لقد أخبرتنا بالكثير
refused-many-text = لا يتسع هذا البلاغ للمزيد. لدى الفريق كل ما أرسلته.
refused-look = انظر إلى بلاغك

### The public map

map-title = ما يجري في الأحياء
map-link = خريطة الحي
map-link-hint = ما هو مفتوح وما حُلّ حديثًا
map-filter = اعرض على الخريطة
map-all = الكل
map-open = مفتوح
map-solved = حُلّ حديثًا
map-area = الحي
map-all-areas = كل الأحياء
map-show = اعرض
map-alt = خريطة الأحياء. لا يوجد شيء مفتوح.
map-alt-areas = خريطة الأحياء مع البلاغات المفتوحة: { $areas }.
map-legend = الأرقام موجودة في القائمة. علامة الصح: تم الحل.
map-nothing = لا توجد بلاغات هنا الآن.
map-count-open = مفتوح: { $count }
map-count-solved = حُلّ في آخر 14 يومًا: { $count }
map-since = منذ: { $day }
map-solved-on = تم الحل: { $day }
map-more = وهناك { $count } أُبلغ عنها قبل ذلك. اختر حيًا أو نوعًا لرؤيتها.
map-feed = تابع هذا الحي عبر خلاصة
map-feed-hint = لتطبيق يقرأ الخلاصات
map-feed-title = البلاغات: { $place }
map-report = قدّم بلاغًا

### My reports on this phone

mine-title = بلاغاتي
mine-link = كل بلاغاتي
mine-link-hint = من هذا الهاتف
mine-lead = هذه القائمة على هذا الهاتف فقط.
mine-none = لم يُرسل أي بلاغ من هذا الهاتف بعد.
mine-going = ما زال جاريًا
mine-over = مغلق
mine-clear = امسح هذه القائمة
mine-clear-hint = تبقى بلاغاتك كما هي.

### Without connection

kept-heading = على هذا الهاتف
kept-waiting = في انتظار الاتصال
kept-sending = جارٍ الإرسال
kept-refused = لم يُرسل
kept-change = اعرض أو عدّل
kept-forget = احذف
kept-sure = هل أنت متأكد؟ احذف
kept-sent = أُرسل. الرقم
offline-title = بلاغ بدون إنترنت
offline-script = هذه الصفحة تعمل فقط مع JavaScript.
offline-to-form = اذهب إلى النموذج العادي
offline-heading = قدّم بلاغك
offline-lead = حتى بدون إنترنت. نحفظ بلاغك على هذا الهاتف ونرسله تلقائيًا.
offline-elsewhere = لا يمكننا الآن عرض الصفحة التي تريدها.
offline-midway = هل بدأت بلاغًا من قبل؟ سيبقى موجودًا حين يعود الإنترنت. لا تريد الانتظار؟ املأه هنا.
offline-wrong = هناك شيء غير صحيح
offline-photo = صورة
offline-photo-remove = إزالة الصورة
offline-locate = استخدم موقعي
offline-area = الموقع لا يعمل؟ اختر الحي
offline-area-none = اختر حيًا
offline-place-missing = قل لنا أين المكان. استخدم موقعك أو اختر الحي.
offline-private = يبقى بلاغك على هذا الهاتف حتى يُرسل. بعد ذلك نحذف صورك ونصك من الهاتف. لا تكتب فيه أسماء أو عناوين بريد إلكتروني.
offline-kept = بلاغك محفوظ بأمان
offline-kept-lead = نرسله تلقائيًا عندما يعود الإنترنت. لم يحدث شيء؟ افتح Opgeruimd للحظة.
offline-kept-tip = لا حاجة لملء أي شيء مرة أخرى. تحصل على رقمك عندما يُرسل البلاغ.
offline-sent = شكرًا! وصلنا بلاغك.
offline-sent-lead = اضغط على بلاغك في الأسفل لمتابعته.
offline-try = حاول الآن
offline-another = قدّم بلاغًا آخر
js-offline-searching = نبحث عن مكانك…
js-offline-found = نعرف مكانك بدقة { $metres } متر.
js-offline-nowhere = لا نعرف أين أنت. اختر الحي.
js-offline-known = مكان بلاغك ما زال محفوظًا.
js-offline-photo = صورة { $number }
js-offline-too-many = يمكن إضافة { $max } صور على الأكثر إلى البلاغ.
js-offline-too-large = هذه الصورة كبيرة جدًا. الحد الأقصى للصورة 20 ميغابايت.
js-offline-full = على هذا الهاتف { $max } بلاغًا في الانتظار. انتظر حتى تُرسل.
js-offline-not-kept = لا يستطيع هاتفك حفظ البلاغ. هل الذاكرة ممتلئة؟ جرّب بصور أقل.
js-offline-too-late = أُرسل هذا البلاغ في هذه الأثناء. لا يمكنك تعديله بعد الآن.

### A question to whoever reported it

mail-asked = سؤال
mail-asked-title = لدينا سؤال
mail-asked-subject = سؤال عن بلاغك: { $place }
question-title = لدينا سؤال لك
question-answer = أجب
question-send = أرسل الإجابة
question-without = لم تُجب؟ إذن نتابع ابتداءً من { $day } من دون إجابتك.

### Making something on a photo unrecognisable, and hints about photos

photo-tip-staff = نُخفي الوجوه ولوحات السيارات قبل أن تصبح أي صورة علنية.
photo-dark = الصورة { $number } معتمة جدًا. يمكنك استخدامها كما هي، أو التقاط صورة جديدة.
photo-tiny = الصورة { $number } صغيرة جدًا. يمكنك استخدامها كما هي، أو اختيار صورة أكبر.
wipe-tip = هل يظهر فيها شخص أو لوحة سيارة؟ امسح ذلك. عندها لن يراه أحد.
wipe-open = مسح
wipe-heading = إخفاء شيء في الصورة
wipe-lead = مرّر إصبعك فوق وجه أو لوحة سيارة. أو اختر مربعًا وضعه في مكانه.
wipe-picture = صورتك
wipe-box = مربع لوضعه
wipe-box-help = المس الصورة لنقل المربع إلى هناك، أو حرّكه بمفاتيح الأسهم. استخدم + و - لتكبيره أو تصغيره.
wipe-face = وجه
wipe-plate = لوحة سيارة
wipe-undo = تراجع
wipe-smaller = أصغر
wipe-larger = أكبر
wipe-set = ضع المربع هنا
wipe-ready = تم
wipe-cancel = خروج دون مسح
js-picture-open = مسح
js-picture-open-label = مسح في الصورة { $number }
js-picture-dark = الصورة { $number } معتمة جدًا. يمكنك استخدامها كما هي، أو التقاط صورة جديدة.
js-picture-tiny = الصورة { $number } صغيرة جدًا. يمكنك استخدامها كما هي، أو اختيار صورة أكبر.
js-picture-at = المربع على بُعد { $across } بالمئة من اليسار و{ $down } بالمئة من الأعلى، وعرضه { $wide } بالمئة.
js-picture-wiped = تم المسح.
js-picture-set = وُضع المربع.
js-picture-undone = تم التراجع عن الأخير.
js-picture-nothing = لا يوجد ما يمكن التراجع عنه.
js-picture-failed = المسح لا يعمل الآن. هل لديك إنترنت؟ حاول مرة أخرى.
js-picture-replaced = الصورة بعد المسح تحل محل الصورة القديمة.
js-picture-heic = لا يستطيع متصفحك قراءة هذه الصورة (HEIC). التقط لقطة شاشة لها واخترها. أو اضبط الكاميرا على JPEG.
js-photo-busy = تصل الآن صور كثيرة في وقت واحد. يمكنك المحاولة مرة أخرى ابتداءً من { $time }.

### Mail about a buurt

alert-title = رسائل عن حيّك
alert-link = احصل على رسائل عن هذا الحي
alert-link-all = احصل على رسائل عن حيّك
alert-link-hint = رسالة واحدة في اليوم على الأكثر
alert-heading = احصل على رسائل عن حيّك
alert-lead = في الساعة الخامسة نرسل ما هو جديد وما تم حله. فقط في الأيام التي يحدث فيها شيء.
alert-mail-hint = لهذه الرسائل فقط. يمكنك إيقافها في أي وقت.
alert-area-missing = اختر حيًّا.
alert-mail-missing = اكتب عنوان بريدك الإلكتروني.
alert-send = أبقوني على اطلاع
alert-asked-heading = انظر في بريدك
alert-asked-lead = ستصلك رسالة بعد قليل. اضغط على الزر فيها لتبدأ الرسائل.
alert-asked-hint = افعل ذلك خلال 3 أيام. لم يصلك شيء؟ انظر أيضًا في البريد غير المرغوب فيه، أو تأكد من صحة عنوانك. يمكنك الطلب عن الحي نفسه مرة واحدة كل ساعة.
alert-to-map = انظر إلى الخريطة
alert-confirm-heading = هل تريد رسائل عن هذا الحي؟
alert-year = تتوقف من تلقاء نفسها بعد سنة.
alert-confirm = نعم، أرسلوا لي هذه الرسائل
alert-renew-heading = أنت تتلقى رسائل عن هذا الحي
alert-until = ستصلك هذه الرسائل حتى { $day }.
alert-renew = المتابعة سنة أخرى
alert-on-heading = تم التفعيل
alert-on-lead = تصلك أول رسالة في أول يوم يحدث فيه شيء.
alert-stop-lead = لن نرسل بعد ذلك شيئًا عن هذا الحي، ونمحو عنوان بريدك.
alert-stop-done-lead = لن نرسل شيئًا بعد الآن عن هذا الحي. تم محو عنوان بريدك.
alert-mail-confirm-subject = هل تريد رسائل عن { $area }؟
alert-mail-confirm-title = بقيت ضغطة واحدة
alert-mail-confirm-text = طُلبت بهذا العنوان رسائل عن هذا الحي. هل كنت أنت؟ أكّد ذلك خلال 3 أيام.
alert-mail-confirm-button = نعم، كنت أنا
alert-mail-confirm-not = لم تكن أنت؟ لا تفعل شيئًا. سيُمحى عنوانك من تلقاء نفسه. لا يمكنك الرد على هذه الرسالة.
alert-mail-subject-new = { $area }: جديد { $count }
alert-mail-subject-solved = { $area }: تم حل { $count }
alert-mail-subject-both = { $area }: جديد { $new }، تم حل { $solved }
alert-mail-new = جديد: { $count }
alert-mail-solved = تم حلها: { $count }
alert-mail-more = و{ $count } أخرى. تجدها على الخريطة.
alert-mail-lapses = تتوقف هذه الرسائل في { $day }. هل تريد الاحتفاظ بها؟
alert-mail-why = تصلك هذه الرسالة لأنك طلبت رسائل عن هذا الحي. لا يمكنك الرد على هذه الرسالة.
alert-mail-stop = لا مزيد من الرسائل عن هذا الحي

### The base map
map-credit = الخريطة: { $who }
