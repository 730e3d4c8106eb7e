### What staff read in their group. Personal data is masked throughout.

card = <b>{ $number }</b> · { $stage }
card-unit = { $unit } ({ $uscc })
card-doubtful-uscc = ! The credit code's check character does not fit; the applicant insists, please verify
card-agent = Agent: { $agent } { $mobile }
card-certificates = { $count ->
        [one] { $count } certificate, { $seals } with a seal, fee { $fee } yuan
       *[other] { $count } certificates, { $seals } with a seal, fee { $fee } yuan
    }
card-since = In this stage since { $at } ({ $waited })
card-round = Submission no. { $round }
card-document-clean = ✓ { $document } (#{ $upload })
card-document-warned = ! { $document } (#{ $upload })
card-document-accepted = ✓ { $document } (#{ $upload }, accepted)
card-document-returned = ✗ { $document } (#{ $upload }, returned)
card-finding = 　　· { $finding } { $figure }
card-verified = ✓ Legal person: { $name }
card-not-verified = ○ Legal person not verified: { $name }
card-receipt = Payment receipt is there
card-paid = Paid { $amount } yuan
card-paid-differs = ! differs from { $due } yuan due
card-serials = New certificates: { $serials }
card-claimed = With { $name } (until { $until })
card-unclaimed = With nobody

key-claim = Claim
key-release = Release
key-look = Documents
key-approve = Approve
key-return = Return…
key-reject = Reject…
key-verified = Verified
key-not-verified = Not verified…
key-paid = Paid { $total } yuan
key-paper-pass = Originals fine
key-paper-missing = Ask for more…
key-made = Made…
key-ship = Shipped…
key-delivered = Delivered
key-invoice = Invoice…
key-return-document = { $document } ({ $count })
key-return-send = Return them
key-paper-send = Ask for them

staff-verification = Legal person · order { $number }
    { $name } ({ $identity })
    Digits to be said: <b>{ $digits }</b>
    Please check: the face is the one on the document held up, name and number agree, the digits are right.
staff-receipt = Payment receipt of order { $number }, { $total } yuan due
staff-upload = Order { $number } · { $document } (#{ $upload })
staff-approved = { $number }: approved by { $name }
staff-returned = { $number }: returned by { $name }
staff-rejected = { $number }: rejected by { $name }
staff-verified = { $number }: legal person confirmed by { $name }
staff-not-verified = { $number }: legal person not accepted by { $name }
staff-paid = { $number }: payment confirmed by { $name }
staff-paid-differs = ! { $amount } yuan came, { $due } yuan were due. Please look into it.
staff-paper-passed = { $number }: originals accepted by { $name }
staff-paper-asked = { $number }: more originals asked for by { $name }
staff-made = { $number }: made by { $name }, old certificates marked revoked
staff-shipped = { $number }: shipped by { $name }
staff-delivered = { $number }: delivery noted by { $name }
staff-invoiced = { $number }: invoice sent by { $name }
staff-return = <b>Return · { $number }</b>
staff-return-documents = Choose the documents and tick the reasons:
staff-return-reasons = Reasons, { $document }:
staff-return-sent = { $number } is returned; the applicant has the reasons.
staff-paper-missing = <b>Ask for originals · { $number }</b>
    Tick what is missing:
staff-paper-asked-done = { $number }: the applicant has been asked.
staff-ask-serials = { $count ->
        [one] <a href="tg://user?id={ $user }">{ $name }</a>, please reply to this: { $count } new serial of { $number }.
       *[other] <a href="tg://user?id={ $user }">{ $name }</a>, please reply to this: the { $count } new serials of { $number }, separated by spaces.
    }
staff-ask-waybill = <a href="tg://user?id={ $user }">{ $name }</a>, please reply to this: the waybill number of { $number }.
staff-ask-invoice = <a href="tg://user?id={ $user }">{ $name }</a>, please reply to this: the invoice number of { $number }; or reply with the PDF and the number as its caption.
staff-ask-reject-reason = <a href="tg://user?id={ $user }">{ $name }</a>, please reply to this: why { $number } is rejected (the applicant reads it).
staff-ask-verification-reason = <a href="tg://user?id={ $user }">{ $name }</a>, please reply to this: why the legal person of { $number } is not accepted (the applicant reads it).
staff-text-please = Please reply with text.
staff-invoice-pdf = An invoice must be a PDF file.
staff-changed-since = The order has changed since you saw it. Please look at the newest card.
staff-changed-what = { $line }
    Since then: { $what }
staff-did = { $who } { $what }
staff-topic-line = { $number }: { $did }
staff-no-order = There is no such order.
staff-no-uploads = Nothing has been uploaded yet.
staff-not-your-ticks = A colleague opened this menu. Please open your own.
staff-own-order = This is your own order; a colleague must decide.
staff-lacks-role = This is for the { $role }; you do not have that role.
staff-unknown = You are not in the staff register (your id: { $id }). Ask an administrator for an invitation (/staff invite).
staff-anonymous = Please act under your own name: switch anonymous administration off.
not-the-staff-group = This is not the staff group. If it should be, set staff.group = { $chat } in bot.toml.
staff-queue = <b>{ $count } waiting</b> (longest first)
staff-queue-empty = Nothing is waiting. Well done.
staff-queue-line = { $number } · { $stage } · { $unit } · { $since } · { $who }
staff-found = { $count } found:
staff-found-none = Nothing found. Try an order number, unit name, credit code, mobile, waybill or serial.
staff-you = { $name }, your roles:
staff-unreachable-blocked = ! Out of reach: { $unit } blocked the bot or is gone. Orders: { $numbers }. Please telephone.
staff-unreachable-gave-up = ! Notices to { $unit } failed again and again and are given up. Orders: { $numbers }.
history-line = { $at } { $who } { $what }
by-applicant = applicant
by-legal-person = legal person
by-staff = staff { $id }
by-desk = desk

staff-help = <b>Commands</b> (no number needed in a reply to a card)
    /queue (mine, free, overdue) · /find words
    /order number · /audit number · /look number [document]
    /claim number · /release number · /take number (administrators)
    /talk number text (or #template): a word for the applicant
    /note number text · /hold number reason · /resume number · /undo number
    /verify number yes|no reason
    /approve number · /return number document reason · /reject number reason
    /paid number amount reference · /paper number ok|1,4 note
    /made number serials… · /ship number waybill · /delivered number · /returned number
    /invoice number invoice-number (or as the caption of the PDF)
    /stats days · /export days · /staff
    /cert: the register · /import with a file
    Many at once: a line for each, number and words
    /account code · /rename code name · /reset code
    Documents: 1 application 2 licence 3 identity card 4 letter 5 specimen
unknown-staff-command = There is no such command; /help lists them.
usage-order = Usage: /{ $command } ORDER
usage-find = Usage: /find order number, unit name, credit code, mobile, waybill or serial
usage-verify = Usage: /verify ORDER yes, or /verify ORDER no REASON
usage-return = Usage: /return ORDER DOCUMENT REASON. Documents: 1 application 2 licence 3 identity card 4 letter 5 specimen
usage-reject = Usage: /reject ORDER REASON
usage-paid = Usage: /paid ORDER [AMOUNT [REFERENCE]]; without an amount, all that is due
usage-paper = Usage: /paper ORDER ok, /paper ORDER received, or /paper ORDER 1,4 NOTE
usage-made = Usage: /made ORDER SERIAL…
usage-ship = Usage: /ship ORDER WAYBILL; many lines may be pasted, orders of one parcel on one line
usage-invoice = Usage: /invoice ORDER NUMBER (may be the caption of the PDF)

command-queue = What is waiting
command-order = Show an order
command-find = Find orders
command-claim = Claim an order
command-look = Show its documents
command-verify = Legal person's verification
command-approve = Approve
command-return = Return documents
command-reject = Reject
command-paid = Confirm payment
command-paper = Review the originals
command-made = Certificate made
command-ship = Certificate shipped
command-delivered = Certificate delivered
command-invoice = Send the invoice
command-staff-help = All commands

## Talking with applicants

staff-talk = <b>Order { $number }</b> · { $unit } · { $name } writes:
staff-talk-unit = { $unit } · { $name } writes (no order named):
staff-talk-stranger = { $name } writes (not logged in):
staff-talk-hint = (<b>Reply to this message</b> to answer them; a reply that begins with // stays in the group)
staff-talk-edited = (This is what it says after an edit; see the message it replies to.)
staff-note-stays = An internal note: it was not sent to the applicant.
staff-talk-delivered = ✓ Delivered to the applicant.
staff-talk-blocked = ✗ Not delivered: they have stopped the bot. Please call them.
staff-talk-failed = ✗ Not delivered: sending failed many times. Please call them.
staff-approved-once = { $number }: approved by { $name }; another reviewer must approve, too
staff-taken-over = { $number }: taken over by { $name } from { $from }
staff-held = { $number }: put on hold by { $name }
staff-resumed = { $number }: resumed by { $name }
staff-undone = { $number }: { $name } took back “{ $what }”
staff-noted = { $number }: noted; the applicant does not see it.
staff-unmasked = Legal person { $legal } { $identity }; agent { $agent } { $card } { $mobile } (your look is on record)
staff-nothing-to-undo = There is no decision to take back.
staff-undo-not-yours = Only who decided, or an administrator, can take it back.
staff-paper-received = { $number }: originals received by { $name }
staff-came-back = { $number }: { $name } noted that the parcel came back; it can be shipped again
staff-claim-expired = { $number }: the claim of { $name } has expired; the order is free again
staff-overdue = ⏰ { $number } is overdue: { $stage }, due by { $date } (with: { $who })
staff-calendar-unknown = The year's holidays are not published yet; weekends alone were counted.
staff-digest = <b>Good morning. { $count } waiting</b>: { $free } unclaimed, { $late } overdue
staff-digest-stage = 　· { $stage }: { $count }
staff-answers-nothing = { $number } awaits no answer from you; this was not taken down. For a note among colleagues, use /note.
staff-answers-no-order = That message is of no order; your reply was not taken.
staff-open-questions = What awaits your reply:
staff-open-question = 　· { $number }: { $what } (reply to that question, or to the order's card)
wanted-serials = the new serials
wanted-waybill = the waybill number
wanted-invoice = the invoice number
wanted-reject-reason = why it is rejected
wanted-verification-reason = why the legal person is not accepted
wanted-hold-reason = why it is put on hold
wanted-return-note = words on a returned document
staff-ask-hold-reason = <a href="tg://user?id={ $user }">{ $name }</a>, please reply to this: why { $number } is put on hold (the applicant reads it).
staff-ask-return-note = <a href="tg://user?id={ $user }">{ $name }</a>, please reply to this: your words on the returned document of { $number } (the applicant reads them).
staff-return-noted = 　{ $document }: { $note }
staff-upload-clean = Machine check: nothing found
staff-upload-copy-lost = On the smaller copy the code or a seal is less clear: go by the original
staff-upload-insisted = ! The applicant insists on this one
compare-unit = Compare: { $unit } ({ $uscc })
compare-legal = Compare: legal person { $name }
compare-person = Compare: { $name } { $number }
compare-certificates = Compare: certificates { $serials }
compare-seals = { $seals ->
        [one] Compare: { $seals } electronic seal
       *[other] Compare: { $seals } electronic seals
    }
staff-many = { $count ->
        [one] <b>{ $count } line, { $done } done</b>
       *[other] <b>{ $count } lines, { $done } done</b>
    }
staff-many-done = ✓ { $number }
staff-many-not-done = ✗ { $number }: { $why }
staff-many-unread = ✗ “{ $line }”: no order number
staff-many-twice = this order stands in the list twice
staff-many-too-many = At most { $most } at once; please send them in parts.
staff-not-your-list = A colleague opened this list. Please send /queue or /find yourself.
staff-queue-mine = <b>{ $count } with you</b>
staff-queue-unclaimed = <b>{ $count } unclaimed</b> (longest first)
staff-queue-overdue = <b>{ $count } overdue</b>
staff-page = Page { $page } of { $pages }
staff-did-you-mean = Did you mean:
key-page-before = ← Back
key-page-next = Next →
key-queue-all = All
key-queue-mine = Mine
key-queue-unclaimed = Unclaimed
key-queue-overdue = Overdue
key-open-card = Open the card
key-hold = Hold…
key-resume = Resume
key-undo = Take it back
key-unmask = Full numbers
key-paper-received = Received
key-came-back = Came back
key-return-this = Return this…
key-return-note = In words…
key-join-staff = Join
card-overdue = ! Due by { $date }, overdue
card-due = Due by { $date }
card-held = ⏸ On hold since { $at }: { $reason }
card-corrected = 　Returned last time: { $document } ({ $reasons })
card-approvals = Approved by { $count } of { $needed }
card-paper-received = Originals received { $at }
card-came-back = Came back: { $waybill }
card-note = ✎ { $name } { $at }: { $text }
card-document-new = ↻ { $document } (#{ $upload }, new in this submission)
waited-minutes = { $count } min
waited-hours = { $count } h
waited-days = { $count } d
decision-approve = approved
decision-return = returned
decision-reject = rejected
decision-payment = payment confirmed
decision-paper-pass = originals accepted
decision-paper-ask = originals asked for
decision-make = made
decision-ship = shipped
decision-deliver = delivered
history-earlier = { $count ->
        [one] ({ $count } earlier entry)
       *[other] ({ $count } earlier entries)
    }
history-whole = { $count ->
        [one] ✓ The chain is whole: { $count } entry
       *[other] ✓ The chain is whole: { $count } entries
    }
history-broken = ! The chain is broken at entry { $place }; please tell an administrator
did-uploaded = uploaded #{ $upload }
did-inspected = { $count ->
        [one] inspected #{ $upload }: { $count } finding
       *[other] inspected #{ $upload }: { $count } findings
    }
did-insisted = insisted on #{ $upload }
did-submitted = submitted, no. { $round }
did-returned = returned: { $documents }
did-paid = paid { $amount } yuan of { $due }
did-paper-posted = posted the originals { $waybill }
did-paper-missing = asked for: { $documents }
did-made = made { $serials }
did-shipped = shipped { $waybill }
did-invoice = sent invoice { $number }
did-undone = took back “{ $what }”
did-agreed = agreed to the service agreement
did-project = chose the project
did-certificates = chose the certificates
did-ground = gave the ground
did-warned = accepted the revocation
did-legal-opened = opened the link
did-legal-consented = consented
did-legal-sent = sent the video
did-legal-refused = did not accept the legal person
did-legal-declined = declined
did-legal-again = gave the legal person one more try
did-claimed = claimed
did-released = released
did-taken-over = took it over
did-claim-expired = the claim expired
did-approved-once = approved, one of several
did-receipt = showed the receipt
did-noted = made a note
did-unmasked = looked at unmasked numbers
did-looked = looked at the scans
did-raised = raised as overdue
did-reminded = reminded the applicant
did-closing-announced = announced the closing
did-chosen = chose between two scans of a document
did-silenced = switched reminders
did-other = something else
event-held = put on hold
event-resumed = resumed
event-undone = the last decision was taken back
event-paper-received = originals received
event-came-back = the parcel came back
usage-queue = Usage: /queue, or /queue mine, free or overdue
usage-look = Usage: /look ORDER, or /look ORDER DOCUMENT
usage-hold = Usage: /hold ORDER REASON
usage-note = Usage: /note ORDER TEXT (the applicant does not see it)
usage-stats = Usage: /stats DAYS (1–366; 7 where left out)
usage-staff = Usage: /staff invite ROLES · /staff roles ID ROLES · /staff remove ID. Roles: reviewer, finance, maker, administrator
stats = { $days ->
        [one] <b>The last { $days } day</b>
       *[other] <b>The last { $days } days</b>
    }
stats-volume = Submitted { $submitted } · approved { $approved } · returned { $returned } · shipped { $shipped }
stats-wait = { $stage }: { $count }, median { $median }, 95 % within { $late }
stats-returned = Returned { $document }: { $count }
stats-by = { $name }: { $count }
staff-register = <b>{ $count } in the register</b>
staff-register-line = 　{ $name } ({ $id }): { $roles }
staff-roles-set = The roles of { $name } are set.
staff-nobody-known = Nobody in the register is “{ $who }”.
staff-last-administrator = There must be one administrator left.
staff-invitation = { $hours ->
        [one] An invitation for one colleague: { $roles }. Pass this on; it is good for { $hours } hour and works once.
       *[other] An invitation for one colleague: { $roles }. Pass this on; it is good for { $hours } hours and works once.
    }
staff-invitation-void = This invitation is no longer good. Please ask an administrator for a new one.
staff-joined = You are in the staff register: { $roles }. Please work in the staff group.
staff-joined-group = { $name } has joined: { $roles }
staff-removed = { $by } has removed { $name } from the register.
command-take = Take an order over
command-hold = Put on hold
command-resume = Resume
command-undo = Take a decision back
command-note = A note among colleagues
command-returned = Parcel came back
command-audit = History of an order
command-stats = Figures
command-staff = Staff register
command-release = Release a claim

## A word for the applicant, and its receipt

staff-talk-queued = ⏳ Queued; on its way to the applicant.
staff-talk-partly = ✓ Delivered, but a part of it was not. Please make sure by telephone.
staff-talk-nobody = Nobody follows { $number } at the moment (they have logged out); nothing was sent. Please call them.
staff-talk-kinds = A location, a contact or a poll cannot be passed on. Please answer in another way.
staff-talk-stays = The edit was not sent; the applicant still sees what you wrote first.
staff-no-template = There is no template “{ $id }”. Known: { $known }
staff-ask-word = <a href="tg://user?id={ $user }">{ $name }</a>, reply to this with what the applicant of { $number } is to be told; or tap a template to send it.
wanted-word = a word for the applicant
usage-talk = Usage: /talk ORDER text, or /talk ORDER #template; or in the caption of a photo, video or file
command-talk = A word for the applicant
key-word = Message…

## The register of certificates

usage-import = Usage: send a CSV or XLSX file to the group with the caption /import, or answer the file with /import. Columns: serial, uscc, kind, holder, expires, seal, state
usage-cert = Usage: /cert with a serial, holder or code; to correct: /cert SERIAL COLUMN VALUE, such as /cert JX-0001 expires 2027-12-31
import-counts = { $wrong ->
        [one] <b>Preview</b>: { $fresh } new, { $changed } changed, { $same } the same, { $wrong } row with mistakes
       *[other] <b>Preview</b>: { $fresh } new, { $changed } changed, { $same } the same, { $wrong } rows with mistakes
    }
import-fault = ✗ line { $line }, column { $letter } “{ $column }”: { $why } ({ $text })
import-mend = Nothing was imported. Please correct the file and send it again.
import-sure = Nothing is written yet. Once confirmed, all of it is written at once.
import-same = The register says the same already; there is nothing to import.
import-done = ✓ Imported: { $fresh } new, { $changed } changed, { $same } the same
import-left = All right, nothing was imported.
import-not-yours = Only the administrator who sent the file confirms it, and only once.
import-nothing = Nothing was imported.
import-no-table = This is no CSV or XLSX file that can be read. Save an old .xls as .xlsx.
import-encoding = The file's text encoding is unknown. Save it as CSV in UTF-8 or GBK, or as XLSX.
import-too-large = The file is too large; 5 MB at most.
import-too-many = Too many rows; { $most } at once. Please split the file.
import-empty = There is nothing in the table.
import-changed = The file is not the one that was looked through. Please send it again.
import-not-fetched = The file could not be fetched. Please send it again.
import-columns = These columns are missing: { $columns }
column-serial = serial
column-uscc = unit's code (USCC)
column-kind = kind
column-holder = holder
column-expires = expires
column-seal = seal
column-state = state
wrong-missing = is empty
wrong-check = the code's check character does not fit
wrong-twice = the same as in line { $line }
wrong-kind = must be unit, legal person or staff
wrong-day = no date, such as 2027-12-31
wrong-seal = must be yes or no
wrong-state = must be valid or revoked
wrong-form = cannot be read
key-import = Import
key-import-not = Do not import
cert-none = There is no such certificate in the register.
cert-same = The register says the same; nothing was changed.
cert-found = <b>{ $count } found</b>
cert-line = 　{ $certificate } ({ $uscc }) { $state }
cert-more = There are more; please be more exact.
cert-corrected = { $name } corrected the register (on record):
cert-before = 　was: { $certificate } ({ $uscc }) { $state }
cert-after = 　now: { $certificate } ({ $uscc }) { $state }
certificate-valid = valid
certificate-revoked = revoked
command-cert = The register of certificates
command-import = Import certificates

## Orders as a table

usage-export = Usage: /export, /export DAYS, or /export 2026-11-01 2026-11-30; add full for unmasked data (on record)
export-begun = Exporting the orders from { $from } to { $until } (personal data masked); the file comes to your private chat.
export-begun-unmasked = Exporting the orders from { $from } to { $until } (<b>personal data unmasked</b>, on record); the file comes to your private chat.
export-sent = { $count ->
        [one] ✓ Sent to your private chat: { $count } order.
       *[other] ✓ Sent to your private chat: { $count } orders.
    }
export-blocked = ✗ Your private chat cannot be reached: send /start to @{ $bot } there first, then export again.
export-failed = ✗ It could not be sent. Please export again.
export-caption = Orders from { $from } to { $until }: { $count }.
export-caption-unmasked = Orders from { $from } to { $until }: { $count }. <b>Holds full personal data; keep it safe.</b>
export-file = Orders { $from } to { $until }
export-sheet = Orders
export-number = Order
export-stage = Stage
export-unit = Unit
export-created = Begun
export-updated = Last change
export-agent = Agent
export-agent-card = Agent's ID
export-mobile = Agent's mobile
export-legal = Legal person
export-recipient = Recipient
export-address = Address
export-certificates = Old certificates
export-serials = New certificates
export-due = Due (yuan)
export-paid = Paid (yuan)
export-reference = Reference
export-waybill = Waybill
export-invoice = Invoice
command-export = Export orders

## Figures as a picture

stats-reason = reason “{ $reason }”: { $count }
chart-title = { $days ->
        [one] The last { $days } day
       *[other] The last { $days } days
    }
chart-volume = Volume
chart-submitted = Submitted
chart-approved = Approved
chart-returned = Returned
chart-shipped = Shipped
chart-waits = Waiting times (dark: median; pale: 95%)
chart-wait = { $median } / { $late }
chart-reasons = Reasons for return
chart-by = Done by

staff-delivered-by-courier = { $number }: the courier says it was signed for; the order is done
