# English. See nl.ftl, the source.

language-name = English
language-dir = ltr

### Dates and lengths of time

date-weekday = { $weekday ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
}
date-month = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}
date-long = { date-weekday } { $day } { date-month }
date-long-year = { date-weekday } { $day } { date-month } { $year }
date-today = today
date-tomorrow = tomorrow
date-yesterday = yesterday
date-clock = { $hour }:{ $minute }
date-hours = between { $from } and { $until }
date-visit = { $day }, { $hours }
date-moment = { $when }, { $clock }
length-now = just now
length-minutes = { $count ->
    [one] 1 minute
   *[other] { $count } minutes
}
length-hours = { $count ->
    [one] 1 hour
   *[other] { $count } hours
}
length-days = { $count ->
    [one] 1 day
   *[other] { $count } days
}
length-ago = { $length } ago

### Words for codes

category-litter = Litter
category-litter-examples = Cans, paper, plastic
category-litter-solved = The litter has been cleared
category-waste_beside_container = Waste next to container
category-waste_beside_container-examples = Bags, boxes, bottles
category-waste_beside_container-solved = The waste next to the container is gone
category-bin_full = Litter bin full
category-bin_full-examples = Nothing more fits in
category-bin_full-solved = The bin has been emptied
category-bulky_waste = Bulky waste
category-bulky_waste-examples = Sofa, mattress, cupboard
category-bulky_waste-solved = The bulky waste is gone
category-street_furniture_broken = Something broken in the street
category-street_furniture_broken-examples = Bench, post, sign, lamp
category-street_furniture_broken-solved = It has been repaired
category-other = Something else
category-other-examples = Tell us what you see
category-other-solved = It has been solved
category-in-area = { $what } in { $area }

status-received = Received
status-routed = With the crew
status-planned = Planned
status-in_progress = Crew is working
status-waiting_for_reporter = Waiting for you
status-resolved = Solved
status-not_resolved = Not solved
status-reopened = Open again

step-received = Your report came in
step-routed = Your report is with the crew
step-routed-team = Your report is with { $team }
step-planned = The crew will come
step-planned-team = { $team } will come
step-visit = The crew will come on { $day }
step-visit-team = { $team } will come on { $day }
step-postponed = The agreed day is off
step-in_progress = The crew is working on it
step-in_progress-team = { $team } is working on it
step-waiting_for_reporter = We have a question for you
step-resolved = It has been solved
step-not_resolved = We could not solve it
step-reopened = We are going there once more

reason-not_found = The crew came, but did not find it at this place.
reason-already_gone = The crew came. It was already gone.
reason-not_ours = This place does not belong to the municipality. That is why we may not remove anything here.
reason-other_team = Another crew takes over.
reason-needs_equipment = This needs another truck or a crane. We will plan it again.
reason-other = The crew could not solve it.

### On every page

page-skip = Go to the content
page-back = Back
page-begin = Start
page-to-begin = Go to the start
page-help = Help
page-step = Step { $step } of { $steps }
page-error = Error:
page-languages = Choose a language
page-language = Language
page-optional = (optional)
page-go-on = Continue
errors-heading = { $count ->
    [1] Please change one thing
    [2] Please change two things
    [3] Please change three things
   *[other] Please change { $count } things
}

### The first page

home-title = Rubbish in the street? Report it
home-heading = Rubbish in the street? Report it.
home-lead = We clean up and show you how it turned out.
home-follow = Follow my report
home-find = Search with a number
home-number = Number of your report
home-number-hint = It is in our message, for example LD-4F7K-29
home-number-unknown = We do not know this number. Please look again. It never contains a 0, O, 1 or I.
home-search = Search
home-report = Make a report
home-report-hint = Done in half a minute
home-how = How it works
home-how-report = You make a report
home-how-report-more = Photo, place, done. No name.
home-how-crew = The crew goes there
home-how-crew-more = They see your photo at once.
home-how-result = You see how it turned out
home-how-result-more = Usually with a photo.

### Help

help-title = Help
help-danger = There is danger
help-danger-more = Fire, gas, somebody hurt
help-no-hurry = Not urgent
help-no-hurry-more = Call the municipality
help-call = Call
help-crew-more = You see what they do.
help-questions = Questions
help-who-sees = Who sees my report?
help-who-sees-answer = The crew sees the place, the photos and your text. Whoever has your link or number sees the photos and how it is going. We do not ask your name. So point your camera at what is lying there, not at people or number plates.
help-keep = What do you keep about me?
help-keep-answer = Your photos, the place and your text. An email address or phone number only if you fill it in, and only for this report. We delete it 30 days after the report is closed. We take everything out of your photos that your phone adds by itself.
help-reading = I find it hard to read or type
help-reading-answer = Tap the pictures. Text is never required. Rather talk? Call { -phone }.
help-number = Where do I find my number?
help-number-answer = It is on the thank-you page and in every email, for example LD-4F7K-29. You can search with it on the start page.
help-language = Another language
help-language-hint = What you have filled in stays.
help-back-to-report = Back to your report

### Accessibility statement

access-title = Accessibility
access-lead = Everybody must be able to make a report. We are working on that.
access-how = How we do that
access-how-text = We build and test by WCAG 2.2, levels A and AA. Every page is checked automatically at every change: in light and dark, in five languages, on a small screen and without script. You can do everything with the keyboard. Typing text is never required.
access-limits = What is not good yet
access-limits-text = There has been no independent examination yet with people who use aids. The map is difficult with a screen reader: choose the neighbourhood from the list then, or type an address. The texts in Turkish, Arabic and Polish have not yet been read by a native speaker.
access-report = Are you stuck?
access-report-text = Call the municipality: { -phone }. Tell on which page you were and what did not work. We will take your report at once as well.

### Step 1: photo

photo-title = take a photo
photo-heading = Take a photo
photo-lead = Then we see at once what is lying there. No photo? Just continue.
photo-n = Photo { $number }
photo-ready = Ready
photo-remove = Remove photo { $number }
photo-take = Take photo
photo-taken = Photo taken
photo-choose = Choose photo
photo-chosen = Photo chosen
photo-tip = Rather no people or number plates in the photo. <b>Point your camera at what is lying there.</b> At most { $max } photos.
photo-too-many = A report can have at most five photos.
photo-empty = This photo is empty. Choose another photo, or take a new one.
photo-unreadable = We cannot read this photo. Choose another one.

js-photo-number = Photo { $number }
js-photo-remove = Remove photo { $number }
js-photo-retry = Try again
js-photo-too-large = This photo is too large. A photo may be at most 20 MB.
js-photo-ready = Ready
js-photo-ready-spoken = Photo { $number } is ready.
js-photo-failed = Sending did not work.
js-photo-percent = { $percent }% done
js-photo-half = Photo { $number } is { $percent } percent done.
js-photo-removed = Photo { $number } has been removed.
js-photo-removed-one = The photo has been removed.
js-photo-too-many = A report can have at most { $max } photos.
js-photo-wait = Waiting for your photo…
js-photo-not-all = Not all your photos have been sent. Try again, or remove the photo.
js-photo-offline = No internet. Try again in a moment.
js-photo-too-slow = It took too long. Please try again.
js-photo-unreadable = We cannot read this photo. Choose another one.

### Step 2: place

place-title = where is it?
place-heading = Where is it?
place-text = Address or name of the place
place-map = Map of the neighbourhoods. Tap the place, or choose the neighbourhood below.
place-or-area = Or choose the neighbourhood
place-area = Neighbourhood
place-area-unknown = I do not know
place-go = This is the place
place-locate = Put the pin at my location
place-zoom-in = Zoom in
place-zoom-out = Zoom out
place-none = No place chosen yet
place-none-hint = Tap the map where it is lying.
place-outside = Outside our area
place-border = Just outside the neighbourhoods
place-border-hint = You can report here. Is the pin in the wrong place? Tap the map.
place-area-hint = Tap the map, then we know exactly.
place-pin-hint = Is the pin in the wrong place? Tap the map.
place-too-long = Make this shorter. { $max } characters fit, now there are { $count }.
place-missing = We do not know yet where it is. Tap the map, or choose the neighbourhood.
place-outside-error = This place is outside our area.
place-on-map = On the map
place-somewhere = Somewhere in { $area }
place-and-somewhere = { $place } (somewhere in { $area })

js-place-searching = Finding your place…
js-place-searching-hint = This takes a few seconds.
js-place-unknown = We do not know where you are
js-place-refused = Your phone does not allow this. Tap the map.
js-place-none-hint = Tap the map where it is lying.
js-place-border = Just outside the neighbourhoods
js-place-border-hint = You can report here. Is the pin in the wrong place? Tap the map.
js-place-outside = Outside our area
js-place-outside-hint = We do not clean up here. Tap the map where it is lying.
js-place-outside-error = This place is outside our area.
js-place-pin-hint = Is the pin in the wrong place? Tap the map.
js-place-on-map = The place is on the map
js-place-area-hint = Tap the map, then we know exactly.
js-place-metres = Accurate to { $metres } metres.
js-place-exact = Very accurate.
js-place-map = Map of the neighbourhoods. Tap the place.
js-place-pin = Pin. Move it with the arrow keys.

### Step 3: what

what-title = what do you see?
what-heading = What do you see?
what-lead = Tap the picture that fits best.
what-missing = Tap one of the pictures.
what-danger = Is it dangerous?
what-call = Then call

### Step 3: questions about it

questions-lead = You may skip this. With an answer the crew knows what to bring.
questions-many = (choose all that fit)

### Last step: check

check-title = is this right?
check-heading = Is this right?
check-photos = Photos
check-no-photo = No photo
check-photos-ready = { $count ->
    [one] 1 photo is ready
   *[other] { $count } photos are ready
}
check-place = Place
check-what = What
check-change = Change
check-change-photos = your photos
check-change-place = the place
check-change-what = what you see
check-more = Do you want to tell us more?
check-contact = Get a message?
check-mail = Your email address
check-mail-hint = Only for messages about this report. We delete it 30 days after the report is closed.
check-phone = Your phone number
check-phone-hint = In case the municipality has to ask you something about this report. We send messages by email only. We delete this after 30 days too.
check-privacy = Your name is not needed. The crew sees your photos, your text and the place.
check-send = Send
check-too-long = Your text has { $count } characters. { $max } characters fit. Make it shorter.
check-mail-wrong = This is not an email address. An email address looks like name@example.com.
check-phone-wrong = This is not a phone number. Use digits only, for example 06 12345678.

### Thanks

thanks-title = Thank you, your report is in
thanks-heading = Thank you!
thanks-heading-more = Your report is in.
thanks-number = Your number
thanks-now = What happens now
thanks-finding-team = Your report is going to the right crew
thanks-expected = The crew will have come by { $day }
thanks-crew-looks = The crew comes to look
thanks-crew-looks-more = You will see the day on the page of your report
thanks-result = You see how it turned out
thanks-mail = We will send you an email
thanks-follow = Follow your report
thanks-ask = A message when it is clean?
thanks-ask-hint = Give your email address. Only for messages about this report. We delete it 30 days after the report is closed.
thanks-keep-me = Keep me informed
thanks-no = No, I will look myself
thanks-mail-missing = Fill in your email address, or choose ‘No, I will look myself’.

### Follow a report

follow-expected = The crew will have come by <b>{ $day }</b>.
follow-visit = The crew will come on <b>{ $when }</b>.
follow-late = It is taking longer than we thought.
follow-before = Before
follow-after = After
follow-before-alt = Before: the photo of your report
follow-after-alt = After: the photo of the crew
follow-photo-alt = The photo of your report
follow-crew-photo-alt = The photo of the crew
follow-of = 1 of { $count }
follow-went = How it went
follow-goes = How it is going
follow-result = You see how it turned out
follow-report = Your report
follow-area = Neighbourhood
follow-team = Crew
follow-number = Number
follow-note-dutch = Message from the crew, in Dutch
js-live-offline = No internet. We keep trying.
js-live-on = You will see it here at once when something changes.
js-live-off = No connection for a moment. We look every half minute.

### When something goes wrong

problem-400 = Something is not right
problem-400-text = Something came in that we do not understand. Go back and try again.
problem-401 = Sign in first
problem-401-text = This page is for staff. Sign in and go on.
problem-403 = This page is not for you
problem-403-text = Your account may not see this page.
problem-404 = This page does not exist
problem-404-text = Perhaps the address was not copied well. Do you have the number of your report? Search with it on the start page.
problem-405 = That is not possible here
problem-405-text = Go back and use the buttons on the page.
problem-408 = It took too long
problem-408-text = Not everything arrived in time. Go back and try again where the connection is better.
problem-409 = This has already changed
problem-409-text = Somebody was just ahead of you. Go back to see how it is now.
problem-413 = This file is too large
problem-413-text = A photo may be at most 20 MB. Choose a smaller photo, or continue without a photo.
problem-415 = We do not know this kind of file
problem-415-text = Choose a photo of the kind JPEG, PNG or WebP.
problem-429 = Please wait a moment
problem-429-text = Too many messages came one after the other. Wait a minute and try again.
problem-503 = Just a moment
problem-503-text = Something is out of order on our side. Try again in a minute. Were you sending something? Then it did not arrive. Go back and send it again.
problem-500 = Something went wrong on our side
problem-500-text = Try again in a minute. Were you sending something? Then it did not arrive. Go back and send it again.
problem-photo-empty = The file is empty. Choose your photo again.
problem-photo-too-large = Your photo is too large. A photo may be at most 20 MB. Choose a smaller photo or take a screenshot of your photo.
problem-photo-not-a-picture = This file is not a photo that we can read. Choose a photo of the kind JPEG, PNG or WebP.
problem-photo-heic = Your photo is a HEIC file. We cannot read that. On your iPhone go to Settings, then Camera, then Formats. Choose ‘Most Compatible’ and take the photo again. Or take a screenshot of your photo and send that.
problem-photo-unsupported = We cannot read this kind of photo. Take a screenshot of your photo and send that.
problem-photo-damaged = Your photo is damaged or did not arrive completely. Try again or choose another photo.
problem-photo-too-many-pixels = Your photo is too large (too many pixels). Choose a smaller photo or take a screenshot of your photo.
problem-outside = This place is outside our area. We do not clean up here. Call the municipality of that place (in { -municipality }: { -phone }), or choose another place.
problem-too-many-look-ups = Too many people are searching at the moment. Wait a minute and try again.
problem-too-large = What you sent is too large. Make the text shorter, or send fewer photos.
problem-unreadable-form = The form did not arrive well. Go back and try again.
problem-upload-timeout = Your photo did not arrive in time. Try again where the connection is better.

### Mails: stop

stop-title = Stop emails
stop-heading = No more emails?
stop-lead = Then we will send nothing more about this report. The report itself stays: the crew just carries on.
stop-button = Stop the emails
stop-done-title = Stopped
stop-done = You will get no more emails
stop-done-lead = We will send nothing more about this report. The report itself stays: the crew just carries on.

### Mails

mail-from = Municipality of { -municipality }
mail-state = { $state }, { $day }, { $clock }
mail-team = Team { $team }
mail-crew = The crew
mail-received = Received
mail-received-title = We have your report
mail-received-subject = Received: { $what }, { $place }
mail-received-thanks = Thank you.
mail-received-team = { $team } has your report.
mail-received-team-day = { $team } has your report. The crew will have come by { $day }.
mail-received-finding = We are finding out which crew can do this best.
mail-received-next = You will get an email when the crew comes, and an email when it is done.
mail-received-preview = Thank you. You will hear what we do.
mail-received-preview-team = { $team } has it.
mail-received-preview-day = { $team } has it. By { $day } at the latest.
mail-busy = Working
mail-busy-title = The crew is working on it
mail-busy-subject = The crew is working on it: { $place }
mail-busy-text = { $team } is now working at this place. You will get an email when it is done.
mail-busy-preview = { $team } is working on it now.
mail-planned = Planned
mail-planned-title = The crew will come
mail-planned-subject = Planned: { $place }
mail-planned-subject-day = Planned: by { $day }, { $place }
mail-planned-comes = { $team } will come.
mail-planned-day = by { $day } at the latest
mail-planned-text = You do not have to be at home or do anything. If the crew cannot do it, you will hear why.
mail-visit-subject = Planned: { $day }, { $place }
mail-postponed = Another day
mail-postponed-title = The crew will come another day
mail-postponed-subject = Another day: { $place }
mail-postponed-text = The crew will not come on the day we told you. You do not have to do anything. We will email you when we know the new day.
mail-resolved = Solved
mail-resolved-title-waste = It is gone
mail-resolved-title-waste-photo = It is gone. Have a look:
mail-resolved-title = It has been solved
mail-resolved-title-photo = It has been solved. Have a look:
mail-resolved-subject = Solved: { $place }
mail-resolved-subject-photo = Solved: { $place }, see the photo
mail-resolved-came = { $team } has been there.
mail-resolved-came-after = { $team } has been there, { $length } after your report.
mail-resolved-still = Still there?
mail-resolved-again = Let us know, with a photo of now. Then the crew will look again.
mail-not_resolved = Not solved
mail-not_resolved-title = We could not solve it
mail-not_resolved-title-gone = It was already gone
mail-not_resolved-subject = Not solved: { $place }
mail-not_resolved-still = Is it still there after all?
mail-not_resolved-again = Let us know, with a photo and the exact place. Then the crew will look again.
mail-not_resolved-owner = Only the owner may do something here. Do you have a question? Call the municipality: { -phone }.
mail-quote-by = { $team }
mail-quote-by-after = { $team }, { $length } after your report
mail-what = What
mail-where = Where
mail-number = Your number
mail-follow = Follow your report
mail-look = See your report
mail-before = Before
mail-before-alt = Before: the photo of your report
mail-your-photo = Your photo
mail-your-photo-alt = The photo of your report
mail-after = After
mail-after-alt = After: the photo of the crew
mail-why = You get this because you gave this email address with your report. We use it only for this report. You cannot reply to this email.
mail-stop = No more emails about this report

### Known nearby

known-title = is it one of these?
known-heading = Is it one of these?
known-lead = Then join it. You can all follow what happens.
known-here = At this spot
known-away = { $metres } metres away
known-since = { $count ->
    [one] Reported: { $day }
   *[other] Reported: { $day }, by { $count } people
}
known-photo = Photo from an earlier report
known-yes = Yes, this one
known-none = No, none of these

### Against misuse

guard-empty = Leave this field empty
guard-wait = A few seconds, we are checking your report.
guard-too-many = { $minutes ->
    [one] Very many reports are coming from your internet connection. Wait 1 minute, then send your report again.
   *[other] Very many reports are coming from your internet connection. Wait { $minutes } minutes, then send your report again.
}
guard-too-many-photos = { $minutes ->
    [one] Very many photos are coming from your internet connection. Wait 1 minute, or go on without this photo.
   *[other] Very many photos are coming from your internet connection. Wait { $minutes } minutes, or go on without this photo.
}

### Finding the place, and whose it is

find-go = Search for this place
find-found = Places found
find-nothing = Nothing found. Tap the map, or describe the place in your own words.
things-nearby = What is close by?
things-metres = { $metres } metres
things-metres-reported = { $metres } metres, already reported
things-none = None of these
thing-container = Container { $number }
thing-bin = Litter bin { $number }
thing-bench = Bench { $number }
thing-lamp-post = Lamp post { $number }
thing-other = Number { $number }
outside-title = we do not clean up here
outside-heading = We do not clean up here
outside-in = The pin is in the municipality of { $municipality }.
outside-in-part = The pin is in { $name }. That is the municipality of { $municipality }.
outside-nobody = This place is outside our area, and not in a municipality next to us either.
outside-report = Report it to { $municipality }
outside-report-hint = Their own page opens
outside-still = In { -municipality } after all?
outside-call = Call { -phone } and we will help you
outside-photos = Your photos are kept. If you choose a place in our area, they go along.
outside-back = Choose another place
problem-place = This is not a place on earth.

### What residents tell about their report later

status-withdrawn = Withdrawn
step-withdrawn = You withdrew your report
reason-withdrawn = The report was withdrawn.
answer-question = Is the spot really clean?
answer-still = Still there
answer-still-hint = Send a photo of it now
answer-solved = Yes, solved
answer-thanks = Thank you! Good that it is solved.
answer-sent-back = Your message is with the crew. They will come and look again.
answer-withdrawn = You withdrew this report. You get no more messages about it.
answer-options = Do you want to do something?
answer-again = Is something there again?
answer-new = Make a new report
answer-more = I have more to tell
answer-more-hint = The crew reads it
answer-withdraw = Withdraw my report
answer-withdraw-hint = It is gone already, or I was wrong
answer-forget = Forget me
answer-forget-hint = Clean up, but erase who I am
answer-told-still = You saw that it was still there
answer-told-more = You told us more
answer-photo-alt = Photo that you sent later
answer-empty = Take a photo, or write what you see.
answer-too-long = Your text is too long. It can have { $max } characters. Make it shorter.
still-title = Still there? Show us
still-lead = Take a new photo of the same spot.
still-team-photo = From the crew, { $day }
still-team-photo-alt = The crew's photo, from when it was done
still-photo = Photo of now
still-back = Your report goes straight back to the crew. You can do this until { $day }.
still-send = Send back to the crew
more-title = What else do you want to tell?
more-lead = The crew reads it, and you see it with your report.
more-text = Tell it here
more-text-needed = (needed without a photo)
more-tip = Do not write names, addresses or telephone numbers. The crew does not need them.
more-send = Send
confirm-solved = Is it solved?
confirm-solved-text = One press on the button tells the crew that it is fine.
confirm-withdraw = Do you want to withdraw your report?
confirm-withdraw-gone = Nobody comes to look any more, unless neighbours reported the same.
confirm-withdraw-keep = This report can still be seen, as withdrawn.
confirm-withdraw-button = Yes, withdraw my report
confirm-no = No, leave everything as it is
confirm-forget = Should we forget you?
confirm-forget-gone = This we erase
confirm-forget-mail = Your mail address and your telephone number
confirm-forget-words = Your photos and your own words
confirm-forget-keep = This stays
confirm-forget-fact = That something lay here, and on which day. Without anything about you.
confirm-forget-crew = The crew will still clean it up.
confirm-forget-final = You cannot undo this.
confirm-forget-copies = We erase at once. In backups it is gone after 30 days.
confirm-forget-button = Yes, forget me
forgotten-title = We have forgotten you
forgotten-text = Your photos, your words and how to reach you are erased. You get no more messages.
forgotten-stays = The crew will still clean it up. That something lay here stays, without anything about you.
refused-late = This is no longer possible
refused-late-text = The report was closed too long ago. Is something still there? Make a new report, and a crew will go there again.
refused-again = The crew is going there already
refused-again-text = Somebody told us that it is still there. You need not do anything.
refused-open = This report is still open
refused-open-text = The crew is not done yet. The page of your report shows how it goes.
refused-closed = This report is closed
refused-closed-text = Nothing can be added any more. Do you still see something? Make a new report.
refused-started = The crew is at it already
refused-started-text = You cannot withdraw it now. Soon you will see how it turned out.
refused-withdrawn = This report was withdrawn
refused-withdrawn-text = You withdrew it yourself. Is something there after all? Make a new report.
refused-many = You told us a lot already
refused-many-text = Nothing more fits with this report. The crew has everything that you sent.
refused-look = Look at your report

### The public map

map-title = What is going on
map-link = Map of the neighbourhood
map-link-hint = What is open and what was just solved
map-filter = Show on the map
map-all = All
map-open = Open
map-solved = Just solved
map-area = Neighbourhood
map-all-areas = All neighbourhoods
map-show = Show
map-alt = Map of the neighbourhoods. Nothing is open.
map-alt-areas = Map of the neighbourhoods, with what is open: { $areas }.
map-legend = The numbers are in the list. Tick: solved.
map-nothing = Nothing is reported here now.
map-count-open = { $count } open
map-count-solved = { $count } solved in the last 14 days
map-since = since { $day }
map-solved-on = solved: { $day }
map-more = And { $count } more that were reported earlier. Choose a neighbourhood or a kind to see them.
map-feed = Follow this neighbourhood as a feed
map-feed-hint = For an app that reads feeds
map-feed-title = Reports: { $place }
map-report = Make a report

### My reports on this phone

mine-title = My reports
mine-link = All my reports
mine-link-hint = From this phone
mine-lead = This list is only on this phone.
mine-none = Nothing was reported from this phone yet.
mine-going = Still open
mine-over = Closed
mine-clear = Erase this list
mine-clear-hint = Your reports stay as they are.

### Without connection

kept-heading = On this phone
kept-waiting = Waiting for a connection
kept-sending = Being sent
kept-refused = Not sent
kept-change = View or change
kept-forget = Throw away
kept-sure = Are you sure? Throw away
kept-sent = Sent. Number
offline-title = Report without internet
offline-script = This page only works with JavaScript.
offline-to-form = Go to the normal form
offline-heading = Make your report
offline-lead = Also without internet. We keep your report on this phone and send it by itself.
offline-elsewhere = We cannot show the page that you wanted to see right now.
offline-midway = Were you already making a report? It will still be there when you have internet again. Do not want to wait? Then fill it in here.
offline-wrong = Something is not right
offline-photo = Photo
offline-photo-remove = Remove photo
offline-locate = Use my location
offline-area = Location does not work? Choose the neighbourhood
offline-area-none = Choose a neighbourhood
offline-place-missing = Say where it is. Use your location, or choose the neighbourhood.
offline-private = Your report stays on this phone until it is sent. Then we delete your photos and your text from the phone. Do not put names or email addresses in it.
offline-kept = Your report is safe
offline-kept-lead = We send it by itself as soon as you have internet again. Nothing happens? Then open Opgeruimd for a moment.
offline-kept-tip = You do not have to fill in anything again. You get your number as soon as the report is sent.
offline-sent = Thank you! We have your report.
offline-sent-lead = Tap your report below to follow it.
offline-try = Try now
offline-another = Make another report
js-offline-searching = Looking for your place…
js-offline-found = We know where you are, to within { $metres } metres.
js-offline-nowhere = We do not know where you are. Choose the neighbourhood.
js-offline-known = The place of your report is still there.
js-offline-photo = Photo { $number }
js-offline-too-many = A report can have at most { $max } photos.
js-offline-too-large = This photo is too large. A photo can be at most 20 MB.
js-offline-full = There are already { $max } reports waiting on this phone. Wait until they are sent.
js-offline-not-kept = Your phone cannot keep the report. Is its memory full? Then try with fewer photos.
js-offline-too-late = This report has already been sent. You cannot change it any more.

### A question to whoever reported it

mail-asked = Question
mail-asked-title = We have a question
mail-asked-subject = Question about your report: { $place }
question-title = We have a question for you
question-answer = Answer
question-send = Send answer
question-without = No answer? Then we go on without it from { $day }.

### Making something on a photo unrecognisable, and hints about photos

photo-tip-staff = We make faces and number plates unrecognisable before a photo becomes public.
photo-dark = Photo { $number } is very dark. You can use it as it is, or take a new one.
photo-tiny = Photo { $number } is very small. You can use it as it is, or choose a larger one.
wipe-tip = Is somebody in it, or a number plate? Wipe it out. Then nobody will see it.
wipe-open = Wipe out
wipe-heading = Make something unrecognisable
wipe-lead = Wipe with your finger over a face or a number plate. Or choose a block and put it in place.
wipe-picture = Your photo
wipe-box = Block to put down
wipe-box-help = Tap the photo to move the block there, or move it with the arrow keys. Use + and - to make it larger or smaller.
wipe-face = Face
wipe-plate = Number plate
wipe-undo = Undo
wipe-smaller = Smaller
wipe-larger = Larger
wipe-set = Put a block here
wipe-ready = Done
wipe-cancel = Stop without wiping
js-picture-open = Wipe out
js-picture-open-label = Wipe out on photo { $number }
js-picture-dark = Photo { $number } is very dark. You can use it as it is, or take a new one.
js-picture-tiny = Photo { $number } is very small. You can use it as it is, or choose a larger one.
js-picture-at = Block at { $across } percent from the left and { $down } percent from the top, { $wide } percent wide.
js-picture-wiped = Wiped out.
js-picture-set = The block is there.
js-picture-undone = The last one was undone.
js-picture-nothing = There is nothing to undo.
js-picture-failed = Wiping does not work right now. Are you online? Try again.
js-picture-replaced = The photo with the wiped part takes the place of the old one.
js-picture-heic = Your browser cannot read this photo (HEIC). Take a screenshot of it and choose that. Or set your camera to JPEG.
js-photo-busy = Too many photos are coming in at once. You can try again from { $time }.

### Mail about a buurt

alert-title = Email about your neighbourhood
alert-link = Get email about this neighbourhood
alert-link-all = Get email about your neighbourhood
alert-link-hint = One email a day at most
alert-heading = Get email about your neighbourhood
alert-lead = At five o'clock we send what is new and what was solved. Only on days when something happened.
alert-mail-hint = Only for these emails. You can stop at any time.
alert-area-missing = Choose a neighbourhood.
alert-mail-missing = Fill in your email address.
alert-send = Keep me informed
alert-asked-heading = Check your email
alert-asked-lead = You will get an email shortly. Tap the button in it to switch this on.
alert-asked-hint = Do that within 3 days. Nothing there? Look in your spam folder too, or check that your address is right. You can ask about the same neighbourhood once an hour.
alert-to-map = See the map
alert-confirm-heading = Do you want email about this neighbourhood?
alert-year = It stops by itself after a year.
alert-confirm = Yes, send me these emails
alert-renew-heading = You get email about this neighbourhood
alert-until = You get these emails until { $day }.
alert-renew = Go on for another year
alert-on-heading = It is switched on
alert-on-lead = The first email comes on the first day that something happens.
alert-stop-lead = Then we send nothing more about this neighbourhood. We erase your email address.
alert-stop-done-lead = We send nothing more about this neighbourhood. Your email address has been erased.
alert-mail-confirm-subject = Do you want email about { $area }?
alert-mail-confirm-title = One more tap
alert-mail-confirm-text = This address was used to ask for email about this neighbourhood. Was that you? Then confirm it within 3 days.
alert-mail-confirm-button = Yes, that was me
alert-mail-confirm-not = Was this not you? Then do nothing. Your address will be erased by itself. You cannot reply to this email.
alert-mail-subject-new = { $area }: { $count } new
alert-mail-subject-solved = { $area }: { $count } solved
alert-mail-subject-both = { $area }: { $new } new, { $solved } solved
alert-mail-new = New: { $count }
alert-mail-solved = Solved: { $count }
alert-mail-more = And { $count } more. They are on the map.
alert-mail-lapses = These emails stop on { $day }. Do you want to keep them?
alert-mail-why = You get this because you asked for email about this neighbourhood. You cannot reply to this email.
alert-mail-stop = No more emails about this neighbourhood

### The base map
map-credit = Map: { $who }
