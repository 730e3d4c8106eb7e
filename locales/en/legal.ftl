### What the legal person reads, and what the agent is told of the verification.

legal-link-void = This link is void: the details may have been changed and new forms made. Please ask the agent for the newest letter or link.
legal-done-already = The legal person of this order is verified already; nothing to do.
legal-who-asks = <b>Verification of the legal person</b>
    { $agent }, agent of { $unit }, asks for a re-issue (order { $number }). The legal person, <b>{ $name }</b>, must authorise it in person.
    Certificates concerned:
legal-consent-question = Are you the legal person, and do you authorise the agent? If so, you then record a round video saying the digits shown. Only reviewers see it.
key-consent = I am, and I authorise it
key-decline = Decline
key-try-again = Verify again
legal-say-digits = Please record a <b>round video</b> now, facing the camera and saying:
    <b>{ $digits }</b>
    Good for { $minutes } minutes. (Beside the text field, switch the microphone to the camera and hold it.)
legal-video-please = Please send a round video (not text, a photo or an ordinary video) in which you say the digits.
legal-forwarded = A forwarded video cannot be used. Please record a new one now.
legal-sent = Your video is with the reviewers; you and the agent will be told.
legal-declined = Declined; the agent is told. If that was a mistake, open the link again.
legal-opened = The verification link was opened by the Telegram user “{ $name }”. If that is not the legal person, please pass the link on to nobody else; the legal person can open the same link and verify.
legal-sent-applicant = The legal person has sent the video; it is being checked.
legal-declined-applicant = The legal person declined. Please talk to them, then have them open the link again.
legal-verified = Legal person: <b>verified</b>.
legal-refused = The legal person was not verified: { $reason }. Please have them try again.

legal-old-video = This video was recorded earlier and cannot be used. Please record a new one with the digits shown now.
legal-authorised = Order { $number }: you have authorised { $agent } to have these certificates re-issued.
legal-may-revoke = Until the application is handed in you can take this back at any time.
legal-too-late-to-revoke = The application has been handed in and can no longer be taken back here. Please telephone the desk if you object.
key-take-back = Take it back
legal-revoked = The authorisation is withdrawn; nothing can be handed in with it. Open the link again to authorise anew.
legal-revoked-applicant = The legal person has withdrawn the authorisation. Please talk to them, and then ask them to open the link again.
staff-legal-revoked = Order { $number }: the legal person has withdrawn the authorisation.
