### What the legal person reads, and what the agent is told of the verification.

legal-link-void = This link is void: the details may have been changed and new forms made. Please ask the agent for the newest letter or link.
legal-done-already = The legal person of this order is verified already; there is nothing left to do.
legal-who-asks = <b>Verification of the legal person</b>
    { $agent }, agent of { $unit }, asks for a re-issue (order { $number }). The legal person, <b>{ $name }</b>, must authorise it in person.
    Certificates concerned:
legal-consent-question = Are you the legal person, and do you authorise the agent? If so, you then record a round video saying the digits shown. Only reviewers see it.
key-consent = I am, and I authorise it
key-decline = Decline
key-try-again = Verify again
legal-say-digits = Please record a <b>round video</b> now: face the camera, hold your identity document beside your face, and say:
    <b>{ $digits }</b>
    Good for { $minutes } minutes. (Beside the text field, switch the microphone to the camera and hold it.)
legal-video-please = Please send a round video (not text, a photo or an ordinary video): face the camera, hold up your identity document, and say the digits.
legal-unfinished = Your verification is not finished: press a button in the message above, or record the round video it asks for.
legal-forwarded = A forwarded video cannot be used. Please record a new one now.
legal-sent = Your video is with the reviewers; you and the agent will be told.
legal-declined = Declined; the agent is told. If that was a mistake, open the link again.
legal-opened-on-page = The verification link was opened on its page, and consent was given. If that is not the legal person, please pass the link on to nobody else; the legal person can open the same link and verify.
legal-opened = The verification link was opened by the Telegram user “{ $name }”. If that is not the legal person, please pass the link on to nobody else; the legal person can open the same link and verify.
legal-sent-applicant = The legal person has sent the video; it is being checked.
legal-declined-applicant = The legal person declined. Please talk to them, then have them open the link again.
legal-verified = Legal person: <b>verified</b>.
legal-refused = The legal person was not verified: { $reason }. Please have them try again.
legal-refused-last = The legal person was not verified: { $reason }. No tries are left; our staff will get in touch. If it is urgent, please call { $telephone }.
legal-again = Our staff have given one more try. Please have the legal person verify again, with the same link.

legal-old-video = This video was recorded earlier and cannot be used. Please record a new one with the digits shown now.
legal-authorised = Order { $number }: you have authorised { $agent } to have these certificates re-issued.
legal-may-revoke = Until the application is handed in you can take this back at any time.
legal-too-late-to-revoke = The application has been handed in and can no longer be taken back here. Please telephone the desk if you object.
key-take-back = Take it back
legal-revoked = The authorisation is withdrawn; nothing can be handed in with it. Open the link again to authorise anew.
legal-revoked-applicant = The legal person has withdrawn the authorisation. Please talk to them, and then ask them to open the link again.
staff-legal-revoked = Order { $number }: the legal person has withdrawn the authorisation.

### The legal person: the identity provider, and the page in a browser.

legal-consent-to-provider = Are you the legal person, and do you authorise the agent? If so, you go on to the identity provider's page. Your name and document number are used for this alone.
legal-to-provider = Please open the page below before { $until } and follow it. You and the agent will be told the result.
key-to-provider = Go to the verification page
legal-video-instead = The identity provider cannot be used at the moment. Please record a video instead.
legal-session-over = The verification page has timed out without a result. Please verify again.
legal-unproven = The identity provider could not confirm that it was the legal person. Please have the legal person try again, in good light.
legal-unproven-last = The identity provider could not confirm that it was the legal person, and no tries are left. Our staff will get in touch; if it is urgent, please call { $telephone }.
staff-proved = Order { $number }: the identity provider has confirmed the legal person; verified.
staff-unproven = Order { $number }: the legal person has used up all tries; please contact the applicant. When it is cleared up, you can give one more.
key-legal-again = Give one more try
staff-legal-again = { $number }: { $name } gave the legal person one more try
verification-at-provider = … Legal person: with the identity provider
verification-unproven = ✗ Legal person: not confirmed, please try again
legal-link-page = A legal person without Telegram can open this page in a telephone's browser (it is printed on the letter, too):
    { $link }

page-title = Verification of the legal person
page-this-language = English
page-consent-question = Are you the legal person, and do you authorise the agent? If so, you then record a video of some seconds on this page, saying the digits shown. Only reviewers see it.
page-say-digits = Please open the camera, face it, hold your identity document beside your face, and <b>say these digits</b>. You can look at the video before you send it.
page-sent = Your video is with the reviewers. This page will show the result; you can close it and come back.
page-declined = You have declined, and the agent has been told. To authorise after all, confirm below.
page-elsewhere = This link has been opened in Telegram; please go on there.
page-expired = That took too long. Please begin again.
page-to-provider = Please go to the identity provider's page, and come back here for the result.
page-please-wait = Connecting to the identity provider…
page-open-camera = Open the camera
page-record = Record
page-recording = Recording, please say the digits…
page-send = Send the video
page-again = Record again
page-sending = Sending, please keep this page open…
page-no-camera = This browser cannot record by itself. Please film a few seconds with your telephone's camera, saying the digits.
page-choose = Film or choose a video
page-too-large = The video is too large. Please record a few seconds only.
page-not-video = This is no video that can be used. Please record another.
page-failed = It could not be sent. Please check the connection and try again.
page-needs-script = Recording needs JavaScript. Please open this page in your telephone's own browser.
