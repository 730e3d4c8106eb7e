### Shared words: stages, documents, keys, what is wrong with an answer.
### Keys and pop-ups are plain text, without markup.

trouble = Sorry, that step did not work; everything you entered is still here. Please try once more. If it fails again, tell staff the code { $code }.
item = · { $item }
list-and = { $list }, { $next }
nothing = none
nobody = nobody
not-given = not given
page = Page { $page } of { $pages }
waybill = { $carrier } { $number }

stage-draft = being filled in
stage-preparing = preparing documents
stage-pre-review = in pre-review
stage-correcting = documents to be corrected
stage-awaiting-payment = to be paid
stage-awaiting-paper = paper originals to be posted
stage-paper-review = paper originals in review
stage-making = certificate being made
stage-made = made, to be shipped
stage-shipped = shipped
stage-delivered = delivered
stage-rejected = ended
stage-withdrawn = deleted

document-application-form = Application form
document-business-licence = Business licence
document-agent-identity-card = Agent's identity card
document-authorisation-letter = Authorisation letter
document-seal-specimen-form = Seal specimen form
document-unknown = this file

hint-application-form = Use the form made for this order: print it, stamp it with the original company seal, scan it in colour.
hint-business-licence = The electronic licence; or a 1:1 copy with the original company seal in a blank area.
hint-agent-identity-card = Both sides copied 1:1 on one page, with the original company seal in a blank area, clear of the card.
hint-authorisation-letter = With the company seal, and the legal person's seal or hand signature.
hint-seal-specimen-form = Stamp each seal into its box: every character and the frame sharp, no specks, no background. The legal person's seal is the registered red square one.

section-unit = Unit
section-legal-person = Legal person
section-agent = Agent
section-invoice = Invoice
section-recipient = Recipient

ground-lost = Lost
ground-damaged = Damaged
ground-password = Password forgotten
ground-other = Other

identity-resident-card = Resident identity card
identity-hong-kong-macao = Hong Kong / Macao resident's permit
identity-taiwan = Taiwan resident's permit
identity-passport = Passport
identity-residence-permit = Residence permit for Hong Kong, Macao and Taiwan residents
identity-permanent-residence = Foreign permanent resident's identity card

certificate-unit = Unit certificate
certificate-legal-person = Legal person's certificate
certificate-staff = Staff certificate
certificate-short = { $serial } { $kind }
certificate-plain = { $kind } | { $holder } | { $serial } | valid to { $expires }
certificate-with-seal = { $kind } (with electronic seal) | { $holder } | { $serial } | valid to { $expires }

carrier-sf = SF Express
carrier-ems = EMS
carrier-jd = JD Logistics
carrier-zto = ZTO Express
carrier-yto = YTO Express
carrier-sto = STO Express
carrier-yunda = Yunda Express
carrier-jt = J&T Express
carrier-other = Courier

role-reviewer = reviewer
role-finance = finance
role-maker = maker
role-administrator = administrator

kind-sticker = a sticker
kind-voice = a voice message
kind-video = a video
kind-location = a location
kind-contact = a contact card
kind-video-note = a round video
kind-audio = a sound file
kind-animation = a GIF
kind-other = this kind of message

invoice-ordinary = Ordinary VAT invoice
invoice-special = Special VAT invoice

key-chinese = 中文
key-english = English
key-register = Register
key-log-in = Log in
key-log-out = Log out
key-apply = Apply for re-issue
key-orders = My orders
key-help = Help
key-back = ← Back
key-ticked = ✓ Chosen { $label }
key-unticked = Not chosen { $label }

wrong-empty = There was nothing to read. Please type it again.
wrong-short = { $min ->
        [one] That is too short: at least { $min } character.
       *[other] That is too short: at least { $min } characters.
    }
wrong-long = { $max ->
        [one] That is too long: at most { $max } character, you sent { $got }.
       *[other] That is too long: at most { $max } characters, you sent { $got }.
    }
wrong-character = “{ $character }” cannot be part of this. Please type it without.
wrong-choice = Please choose with one of the buttons below.
wrong-email = That does not look like an e-mail address. Example: accounts@example.cn
wrong-telephone = That does not look like a telephone number. Example: 0791-88886666
wrong-bank-account = A bank account number has 8 to 32 digits. Please check and type it again.
wrong-mobile-character = A mobile number has digits only; “{ $character }” is none. Example: 13800138000
wrong-mobile-length = A mobile number has 11 digits, you sent { $got }. Example: 13800138000
wrong-mobile-prefix = A mobile number begins with 13 to 19. Landlines get no notices, please give a mobile.
wrong-identity-length = The number has 18 characters, you sent { $got }.
wrong-identity-character = “{ $character }” cannot be part of it: 17 digits, then a digit or X.
wrong-identity-birth = The birth date in it does not exist. Please compare characters 7 to 14 with the card.
wrong-identity-check = The check character does not fit, perhaps one digit was miscopied. Please compare with the card.
wrong-identity-shape = The number does not fit the kind of document. Check the number, or choose another kind.
wrong-uscc-length = A unified social credit code has 18 characters, you sent { $got }.
wrong-uscc-character = “{ $character }” at place { $place } never occurs in a unified social credit code (no I, O, S, V, Z). Please compare with the licence.
wrong-uscc-check = The code's check character does not fit, perhaps one was miscopied. Please compare with the licence.
wrong-password-short = Too short: at least { $min } characters.
wrong-password-long = Too long: at most { $max } characters.
wrong-password-simple = Too simple: not only digits, and not one character over and over.
wrong-password-guessable = It must not contain the credit code or the mobile number: too easy to guess.
wrong-waybill-shape = That does not look like a waybill number: 8 to 20 letters and digits, as on the courier's slip. Example: SF1234567890123
wrong-waybill-check = The check digit does not fit, perhaps one digit was miscopied. Please compare with the slip.
wrong-number-shape = That does not look like an order number: 8 digits, printed at the top right of your forms.
wrong-number-check = One digit of the order number is wrong. Please compare with the top right of your forms.

refused-stage = That cannot be done now: the order is “{ $stage }”.
refused-no-certificates = Please choose at least one certificate.
refused-revoked = One of them is revoked already. Please choose again.
refused-project = This project is not open any more. Please choose again.
refused-unfinished = An earlier step is still open. Please finish it first.
refused-unanswered = “{ $field }” is still missing. Please fill it in first.
refused-not-verified = The legal person is not verified yet. You can submit once they are.
refused-missing = These are still missing or not checked: { $documents }.
refused-other-person = Another Telegram account is using this link at the moment; please open the same link again in a while. If that is not you, please tell the agent.
refused-expired = The digits have expired. Please open the link again for new ones.
refused-tries = There are no tries left. Please contact staff.
refused-not-there = This step no longer applies. Please go by the order's latest state.
refused-not-open = “{ $document }” is accepted already and need not be sent again.
refused-claimed = { $name } is working on this order.
refused-full = This order has reached its limit of uploads. Please contact staff.
refused-serials = { $needed ->
        [one] { $needed } new serial is needed.
       *[other] { $needed } new serials are needed, separated by spaces or commas.
    }
refused-already = That is done already.

# On printed forms, which are in Chinese, and in their files' names.
print-packing-list = Packing list
print-date = { $year }-{ $month }-{ $day }
print-fee = { $total } yuan in all

refused-held = The order is on hold: { $reason }
refused-needs-another = This takes another reviewer.
refused-built-upon = Something was done since; it cannot be taken back.
refused-too-late = { $minutes ->
        [one] More than { $minutes } minute has passed; it cannot be taken back.
       *[other] More than { $minutes } minutes have passed; it cannot be taken back.
    }
refused-for-good = The old certificates are revoked; this cannot be taken back.
held = Order { $number } is on hold: { $reason }. Everything you entered is kept; we will tell you when it continues.
resumed = Order { $number } is being worked on again.
undone = Order { $number }: staff took back “{ $what }”. The card below shows how it stands.
paid-too-little = { $due } yuan were due; { $difference } yuan are still missing. Please pay the difference.
paid-too-much = { $due } yuan were due; you paid { $difference } yuan too much. We will contact you about the refund.
paper-received = The originals of order { $number } have arrived and are being reviewed.
came-back = The parcel of order { $number } came back (recipient: { $recipient }). Please check the address; we will get in touch and ship it again.
