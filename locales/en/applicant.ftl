### What an applicant reads in the private chat.

welcome = Hello, { $name }. This is { $desk }'s desk for re-issuing digital certificates.
welcome-steps = New here? Please register. Already have an account? Log in. Everything is done here: details, printing and stamping, scans, payment, post, and the new certificate.
welcome-back = Hello. Account: <b>{ $unit }</b>.
welcome-orders = Open orders: { $count }.
still-open = You left off at this step; just carry on:
log-in-first = Please register or log in with your unit's account first.
already-bound = This chat is logged in: { $unit }. To change accounts, send /logout first.
choose-language = Please choose a language:
language-changed = English from now on.
cancelled = All right, stopped here. Send /start whenever you want to go on.
cancelled-order = All right. Everything entered for order <b>{ $number }</b> is kept; go on whenever you like.
nothing-to-cancel = There is no step to cancel.
help = <b>How it works</b>
    1. Register or log in with your unit's account
    2. /apply, choose certificates, fill in the details
    3. Print the three forms, stamp them, send colour scans as files
    4. The legal person scans the code on the authorisation letter
    5. Submit; after the pre-review, pay, post the originals, enter the waybill number
    6. Once they are accepted, the certificate is made and shipped; /status at any time
    /cancel stops without losing anything; /language changes the language.
help-telephone = Questions? Call { $telephone }.
unknown-command = There is no such command. /help shows what you can do.
not-understood = I did not understand that. To go on, use the buttons of your order below; or send an order number, or /help.
not-understood-paying = No need to tell us that you have paid: you hear as soon as the payment is confirmed. After a bank transfer, just send a photo or a file of the receipt; with a question, press “Talk to staff”.
not-understood-stranger = I did not understand that. Send /start to begin, or an order number to look it up.
edits-do-not-count = Editing a message does not change an answer. Please send the new text as a new message.
forwarded-is-no-answer = A forwarded message is not taken as an answer, so that nothing lands in the wrong place. Please type or paste the text.
sent-twice = The same text came a moment ago; the second one was not taken. If you meant it, please send it again.
sent-twice-kept = “{ $text }” came a moment ago; the second one was not filled in. If it is the answer to the question below, just press the button.
pressed-twice = You have just pressed this.
old-button-pressed = The button you pressed belongs to an earlier question and changed nothing. The question now is:
cannot-take = This step cannot use { $what }.
press-a-button = Please choose with a button under the message.
file-please = Please send the scan (a photo or a file), not text.
text-please = Please type text at this step; pictures come later.
old-button = This button belongs to an earlier question and no longer counts.
not-your-order = This order does not belong to the account you are logged in with.

register-unit = What is the <b>name of your unit</b>, as on the business licence?
    Only staff can correct it later, please check it well.
register-uscc = What is its 18-character <b>unified social credit code</b>? It becomes your login name.
    It cannot be changed later; with a wrong one you would have to register again.
uscc-doubtful = The check character of <code>{ $uscc }</code> does not fit; most likely something was copied wrongly.
    Please compare it with the licence and send the right code. If the licence really says so, you can insist, and staff will look into it.
key-type-again = Type it again
key-insist = The licence says so, use it
uscc-taken = This credit code is registered already. Please log in; if the password is forgotten, press “Forgot the password” there.
register-mobile = Please share your own mobile number with the button below, or type it.
key-share-contact = Share my number
mobile-proven = Mobile { $mobile } confirmed.
mobile-unproven = Noted (not confirmed by Telegram; staff will see that).
contact-not-yours = That is someone else's card. Please share your own number, or type it.
contact-foreign = The shared number is not a mainland mobile. Please type one that receives SMS.
register-password = Please choose a <b>password</b>: at least { $min } characters, not only digits.
    I delete your message as soon as I have it.
registered = Registered: <b>{ $unit }</b>
    Login name: <code>{ $uscc }</code>
registered-next = You can apply for a re-issue now.
log-in-uscc = Please type your unit's 18-character unified social credit code.
log-in-password = Please type the password. I delete the message as soon as I have it.
log-in-wrong = The code or the password is wrong.
log-in-locked = Too many wrong passwords. Please try again after { $until }.
logged-in = Logged in: <b>{ $unit }</b> ({ $uscc })
logged-in-elsewhere = Note: { $name } has just logged in to your unit's account from another Telegram account. If that was not one of you, contact staff soon.
logged-out = Logged out. Your orders are kept; log in again to go on.
not-logged-in = You are not logged in.

no-certificates-on-file = No certificate that can be re-issued is on file for your unit. Describe it yourself with “Not on the list”, and staff will check; or call { $telephone }.
order-opened = Your order number is <b>{ $number }</b>. Please use it when posting and asking.
agreement-file = Electronic certification service agreement
agreement = <b>Electronic certification service agreement</b> (version { $version })
agreement-question = Do you agree to it?
key-agree = I agree
key-disagree = I do not
disagreed = Without the agreement we cannot go on. If you change your mind, send /apply again.
choose-project = Please choose the project:
choose-certificates = { $count ->
        [one] { $count } valid certificate is on file for your unit. Is it the one to re-issue?
       *[other] { $count } valid certificates are on file for your unit. Tick the ones to re-issue, then press “Done”:
    }
key-previous = ← Previous page
key-next = Next page →
key-all = All of them
key-chosen = Done ({ $count })
ask-ground = Why do you need a re-issue?
bill = <b>Fee</b>
bill-certificates = { $count ->
        [one] { $count } certificate × { $each } yuan
       *[other] { $count } certificates × { $each } yuan
    }
bill-seals = { $count ->
        [one] { $count } electronic seal made again × { $each } yuan
       *[other] { $count } electronic seals made again × { $each } yuan
    }
bill-total = Total <b>{ $total } yuan</b>
revocation-warning = { $count ->
        [one] <b>Please note</b>: re-issuing revokes { $count } old certificate at once and for good:
       *[other] <b>Please note</b>: re-issuing revokes these { $count } old certificates at once and for good:
    }
key-revoke = I understand, revoke them
key-other-certificates = Choose others
key-not-now = Not now

progress = <b>{ $section }</b> · { $step } of { $steps } · order { $number }
given-so-far = So far: { $answer }
key-offer = { $source }: { $answer }
key-all-as-before = Everything as last time
key-to-summary = To the summary
offer-account = Account
offer-unit = Unit's
offer-legal = Legal person's
offer-agent = Agent's
offer-before = Last time
identity-kind = Document: { $kind }. For another one, press its button.
ask-unit-address = The unit's <b>address</b>?
    Example: 江西省南昌市红谷滩区会展路 88 号
ask-unit-mobile = The unit's <b>mobile number</b>? Please no landline.
ask-legal-name = The legal person's <b>name</b>?
ask-legal-identity = The legal person's <b>identity number</b>?
ask-agent-name = The agent's <b>name</b>?
ask-agent-identity = The agent's <b>identity number</b>?
ask-agent-mobile = The agent's <b>mobile number</b>? Every notice goes there, so please get it right.
ask-invoice-kind = Which kind of <b>invoice</b>?
ask-invoice-title = Invoice <b>title</b>?
ask-invoice-tax-number = <b>Tax number</b> (unified social credit code)?
ask-invoice-email = <b>E-mail address</b> for the invoice?
ask-invoice-bank = Special invoice: <b>bank</b>?
ask-invoice-bank-account = Special invoice: <b>bank account</b>?
ask-invoice-address = Special invoice: <b>registered address</b>?
ask-invoice-telephone = Special invoice: <b>registered telephone</b>?
ask-recipient-name = Who <b>receives</b> the new certificate (name)?
ask-recipient-mobile = The recipient's <b>mobile number</b>?
ask-recipient-address = The <b>delivery address</b>? Down to the door, or the courier cannot find it.
field-unit-address = Unit address
field-unit-mobile = Unit mobile
field-legal-name = Legal person
field-legal-identity = Legal person's ID
field-agent-name = Agent
field-agent-identity = Agent's ID
field-agent-mobile = Agent's mobile
field-invoice-kind = Invoice
field-invoice-title = Invoice title
field-invoice-tax-number = Tax number
field-invoice-email = Invoice e-mail
field-invoice-bank = Bank
field-invoice-bank-account = Bank account
field-invoice-address = Reg. address
field-invoice-telephone = Reg. telephone
field-recipient-name = Recipient
field-recipient-mobile = Recipient mobile
field-recipient-address = Delivery address
summary = <b>Please check order { $number }</b>
summary-project = Project: { $project }
summary-ground = Reason: { $ground }
summary-section = <b>{ $section }</b>
summary-field = { $field }: { $answer }
summary-question = If all is right, press “Confirm” and the forms are made from it; if not, press “Change”.
key-confirm = Confirm and print the forms
key-change = Change
which-to-change = Which one?

confirmed = Confirmed. Order <b>{ $number }</b>; the three forms follow here.
confirmed-next = Please print them (A4, no scaling), stamp and sign as they say, scan them <b>in colour</b> and send the scans as files. Each form is bound to this order.
form-application = Application form: company seal
form-authorisation = Authorisation letter: company seal, legal person's seal or signature; the legal person scans the code on it
form-specimen = Seal specimen form: the seals in their boxes
form-packing = Packing list and address label: send them with the originals. Write order number { $number } at the top left of the application form
legal-link = Please pass this link on to the legal person, { $name }, to be opened in their own Telegram (the code on the letter is the same):
    { $link }
key-verification = Send the link again
amending = You can change the details now. Once you confirm, new forms are made; <b>the forms so far and the verification become void</b>, so please do not use them any more.

checklist = <b>Order { $number }</b> · { $stage }
next-draft = Not finished yet. Press “Continue” to go on.
next-preparing = Next: send each document below, have the legal person verified, then submit.
next-correcting = Some documents were returned. Send only those marked “returned”, then submit again.
next-pre-review = Submitted. Staff are looking at it and you will hear at once; nothing to do now.
next-payment = Next: pay, then send the payment receipt; you will hear when finance has confirmed it.
next-posting = Next: post the paper originals. <b>Write the order number { $number } by hand at the top left of the application form</b>; application form, licence, identity card, letter, specimen form, in that order, with a paper clip, not bound. SF Express is recommended; you pay the postage.
next-paper-review = Your waybill is noted. The originals are reviewed when they arrive, and you will hear at once.
next-making = Being made; shipped by { $date }, as planned.
next-making-uncertain = Being made; shipped by about { $date } (that year's public holidays are not published yet).
next-shipped = The new certificate is on its way. Please watch the recipient's mobile.
next-delivered = The new certificate was received; the order is complete.
next-rejected = The application has ended. Reason: { $reason }
next-withdrawn = The order is deleted; any forms of it are void.
all-there = Everything is there; you can submit.
staff-note = Note from staff: { $note }
verification-waiting = ○ Legal person: link not opened yet
verification-opened = … Legal person: link opened
verification-asked = … Legal person: video awaited
verification-sent = … Legal person: video sent, being checked
verification-verified = ✓ Legal person: verified
verification-refused = ✗ Legal person: not accepted, please try again
verification-declined = ✗ Legal person: declined
checklist-missing = ○ { $document }: missing
checklist-checking = … { $document }: being checked
checklist-doubtful = ! { $document }: doubtful, send again or insist
checklist-ready = ✓ { $document }: checked, fine
checklist-accepted = ✓ { $document }: accepted
checklist-returned = ✗ { $document }: returned
return-reason = 　　because: { $reason }
key-continue = Continue
key-submit = Submit for pre-review
key-send-document = Send: { $document }
key-legal-link = Legal person's link
key-forms-again = Forms again
key-amend = Change details
key-timeline = Progress
key-withdraw = Delete order
key-receipt = Send the payment receipt
key-waybill = Enter the waybill number
key-correct-waybill = Correct the waybill number
key-packing = Packing list (PDF)

send-document = Please send: <b>{ $document }</b>.
send-as-file = Best sent as a file: photos are compressed. jpg, png and bmp are taken.
send-again = Please send it again.
received = Got it, checking…
received-document = Got the { $document }, checking…
same-file-again = This very file was sent before; please make sure it is the right one.
file-without-order = A file, but no order is waiting for documents. Please open one from /orders first.
file-too-large = The file has { $megabytes } MB and Telegram lets me fetch 20 MB at most. Please scan at 300 dpi, or save it as jpg, and send it again.
named = All right, I am checking it as: { $document }. The result comes at once.
insisted = All right, it is used as you wish; the reviewer sees the remarks above.
verdict-ready = ✓ { $document }: checked, fine.
verdict-doubtful = ! { $document }: readable, but with these doubts. A better scan is best; you can also insist on this one.
verdict-refused = ✗ { $document }: cannot be used. Please send it again:
verdict-unnamed = I cannot tell which document this is. Please press its button:
verdict-void = { $document }: made from a form that is void. Please print the newest one.
verdict-untimely = { $document }: not used, for the order takes no documents at this stage. Please send it again when it does.
verdict-one-side = If this is one side only, please send the other side as well; with both sides on one page nothing is missing.
verdict-replaced = { $document }: accepted already, this one was not used.
finding-line-refusal = ✗ Not accepted: { $finding }
finding-line-warning = ! Please note: { $finding }
key-insist-upload = Use this one all the same

submitted = Order <b>{ $number }</b> is submitted. You will hear at once.
approved = Good news: order <b>{ $number }</b> has passed the pre-review. Please pay.
returned = Order <b>{ $number }</b>, to be corrected: { $documents }. The others are accepted and need not be sent again.
rejected = Order <b>{ $number }</b> has ended. Reason: { $reason }
how-to-pay = Please pay by bank transfer:
    Account holder: { $holder }
    Bank: { $bank }
    Account: <code>{ $account }</code>
    Remark: order number { $number }
receipt-as-picture = Please send a photo, screenshot or file of the payment receipt; I pass it on to finance.
receipt-taken = Got the receipt; you will hear when finance has confirmed it.
receipt-shown = The receipt is with finance.
paid = Order <b>{ $number }</b>: payment of { $amount } yuan confirmed. Please post the paper originals.
post-to = To: { $recipient }
    Telephone: { $telephone }
    Address: { $address }
ask-waybill = Please type the <b>waybill number</b>, or send a photo of the barcode on the slip, and I read it.
    Example: SF1234567890123
waybill-taken = Noted: { $waybill }. If it is wrong, correct it with the buttons below.
paper-missing = <b>Please post again</b>: { $documents }
paper-asked = Still missing among the originals: { $documents }. Please post them and enter the new waybill number.
paper-passed = Order <b>{ $number }</b>: the originals are accepted, the certificate is being made.
made = Order <b>{ $number }</b>: the new certificate is made, the old one is revoked.
shipped = Order <b>{ $number }</b>: the new certificate is on its way: { $waybill }.
delivered = Order <b>{ $number }</b>: the new certificate is delivered. Thank you.
invoice-sent = Order <b>{ $number }</b>: your invoice, number { $invoice }.
withdraw-question = Delete order <b>{ $number }</b>? This cannot be undone:
key-withdraw-sure = Yes, delete it
key-keep = Keep it
withdrawn = Order <b>{ $number }</b> is deleted; its forms and verification are void. You can apply again at any time.
withdrawn-draft = Order <b>{ $number }</b> is deleted. You can apply again at any time.

no-orders = No orders yet.
your-orders = <b>My orders</b> ({ $count })
order-line = { $number } · { $stage }
order-line-current = ▶ { $number } · { $stage } (current)
status-usage = Please add the order number, for instance: /status 2600 0017
status-head = <b>Order { $number }</b> · { $stage }
status-inbound = Originals: { $waybill } (noted { $at }), { $step }
status-outbound = Certificate: { $waybill } (shipped { $at }), { $step }
status-invoice = Invoice number: { $number }
look-up-digits = Please type the <b>last four digits</b> of the agent's mobile:
look-up-wrong = Order number and digits do not fit together. Please send the digits again, or the order number.
look-up-spent = Too many tries. Please come back in an hour.
event = { $at }  { $what }
event-opened = order opened
event-confirmed = details confirmed, forms made
event-amended = details changed, old forms void
event-verified = legal person verified
event-submitted = submitted
event-approved = pre-review passed
event-returned = documents returned
event-rejected = ended
event-paid = payment confirmed
event-paper-posted = originals posted
event-paper-passed = originals accepted
event-paper-missing = originals missing
event-made = certificate made
event-shipped = certificate shipped
event-delivered = certificate delivered
event-invoice = invoice sent
event-withdrawn = order deleted

command-start = Start
command-apply = Apply for a re-issue
command-orders = My orders
command-status = Where an order stands
command-cancel = Stop the current step
command-language = Language / 切换语言
command-login = Log in
command-logout = Log out
command-help = Help

## Reminders and deadlines

reminder = A reminder: order <b>{ $number }</b> is waiting for you. Everything you entered is still there; press “Continue” to go on.
reminder-closing = Order <b>{ $number }</b> has not moved for a long time. It will be closed on { $date }; its printed forms and verification will then be void. Any step you take keeps it open.
closed = Order <b>{ $number }</b> was closed because nothing was done for a long time; its forms and verification are void. What you entered is kept: send /apply and use it again with one tap.
todo-question = You stopped at: { $section } · { $field }
todo-draft = You stopped at: choosing certificates and confirming the fee
todo-verification = Still missing: the legal person's verification
todo-documents = Still missing: { $documents }
todo-submit = Everything is there. Only “Submit” is left to press.
todo-payment = To be paid: { $total } yuan
todo-paper = To do: post the paper originals and enter the waybill number. Write the order number { $number } at the top left of the application form.
key-silence = No more reminders
key-unsilence = Remind me again
silenced = No more reminders of this order. You will only be told once more before it is closed.
unsilenced = You will be reminded of this order as usual.
event-closed = closed: nothing was done for a long time

## Pasting, jumping, answering later

key-later = Later
key-sections = Go to…
key-go-on = Continue
key-fill = Fill in what is open
offer-in-full = · { $source }: { $answer }
offer-at-hand = Just sent
too-early = That message is older than the question, so it was not taken as an answer. Please read the question below and answer it.
too-early-kept = “{ $text }” was sent before the question, so it was not filled in. If it is the answer to the question below, press its button.
switched = Now at order <b>{ $number }</b>.
key-back-to-order = Back to order { $number }
sections = <b>Order { $number }</b>: how far you are
section-done = ✓ { $section }: complete ({ $answered }/{ $all })
section-open = ○ { $section }: { $answered } of { $all } answered
sections-question = Which part would you like to go to?
summary-open = { $count ->
        [one] { $count } answer is still open; it is needed before you can confirm.
       *[other] { $count } answers are still open; they are needed before you can confirm.
    }
identity-of-kind = { $number } ({ $kind })
identity-other-kind = If it is the number of another document, press that document's button to use it.
key-identity-resident-card = Resident card
key-identity-hong-kong-macao = HK/Macao
key-identity-taiwan = Taiwan permit
key-identity-passport = Passport
key-identity-residence-permit = Res. permit
key-identity-permanent-residence = Permanent ID
key-invoice-ordinary = Ordinary
key-invoice-special = Special VAT
key-change-certificates = Certificates
key-change-ground = Reason
paste-found = I found these answers in your message (order { $number }). Nothing is filled in yet; please check:
paste-instead = 　　(instead of: { $answer })
paste-rest = Not used: { $rest }
paste-question = Press “fill in” if all are right, or press one to type it again.
paste-taken = Filled in.
key-paste-take = All right, fill in { $count }
key-paste-correct = Correct: { $field }
key-paste-whole = One answer: { $field }
key-paste-drop = None of it, type again

## A word with staff

command-write-to-staff = Talk to staff
key-staff = Talk to staff
key-not-staff = Never mind
key-staff-more = One more message
key-staff-answer = Answer staff
talk-please = Send what you want to tell staff: text, a photo, a file, a voice message or a video.
talk-please-order = Send what you want to tell staff: text, a photo, a file, a voice message or a video. It will be marked with order <b>{ $number }</b>.
talk-once = Only your <b>next message</b> is passed on; then you go on where you were.
talk-not = All right, nothing was passed on.
talk-passed = Passed on to staff. Their answer will come here.
talk-edited = Staff have your correction as well.
talk-kinds = A location, a contact or a poll cannot be passed on. Please say it in another way, or press “Never mind”.
talk-nobody = There is nobody to take messages at the moment. Please call { $telephone }.
talk-spent = That was a lot within one hour. If it is urgent, please call { $telephone }.
talk-failed = Sorry, your message could not be passed on to staff. Please call { $telephone }.
talk-answer = <b>{ $name }, staff:</b>
talk-answer-order = <b>{ $name }, staff, about order { $number }:</b>
talk-corrected = <b>Staff have corrected their answer above:</b>

## Progress and dates

checklist-answers = { $answered } of { $all } answers given
checklist-closes = Please do this by { $date }; an order that does not move is closed.
promised-by = Expected by { $date }.
promised-about = Expected around { $date } (that year's holidays are not published yet).
promised-after-arrival = { $days ->
        [one] Expected within { $days } working day of the paper's arrival.
       *[other] Expected within { $days } working days of the paper's arrival.
    }
next-invoice = { $days ->
        [one] The invoice is e-mailed within { $days } working day after the certificate is made.
       *[other] The invoice is e-mailed within { $days } working days after the certificate is made.
    }
command-register = Register a unit account
profile-description = Re-issue of digital certificates: register your unit, choose certificates, fill in the details, print and stamp, upload scans, pay, post, and follow the order. All of it here, and nothing you entered is lost.
profile-short = Re-issue of digital certificates: apply, upload, pay, post and follow the order, all here.
