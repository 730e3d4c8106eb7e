### What staff read in their group. Personal data is masked throughout.

card = <b>{ $number }</b> · { $stage }
card-unit = { $unit } ({ $uscc })
card-doubtful-uscc = ! The credit code's check character does not fit; the applicant insists, please verify
card-agent = Agent: { $agent } { $mobile }
card-certificates = { $count } certificate(s), { $seals } with a seal, fee { $fee } yuan
card-since = In this stage since { $at }
card-round = Submitted for the { $round }. time
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
card-claimed = With { $name } (since { $at })
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
    Please compare the video above with the identity card.
staff-receipt = Payment receipt of order { $number }
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
staff-ask-serials = <a href="tg://user?id={ $user }">{ $name }</a>, please reply to this: the new serial(s) of { $number } ({ $count }, apart by blanks).
staff-ask-waybill = <a href="tg://user?id={ $user }">{ $name }</a>, please reply to this: the waybill number of { $number }.
staff-ask-invoice = <a href="tg://user?id={ $user }">{ $name }</a>, please reply to this: the invoice number of { $number }; or reply with the PDF and the number as its caption.
staff-ask-reject-reason = <a href="tg://user?id={ $user }">{ $name }</a>, please reply to this: why { $number } is rejected (the applicant reads it).
staff-ask-verification-reason = <a href="tg://user?id={ $user }">{ $name }</a>, please reply to this: why the legal person of { $number } is not accepted (the applicant reads it).
staff-text-please = Please reply with text.
staff-invoice-pdf = An invoice must be a PDF file.
staff-changed-since = The order has changed since you saw it. Please look at the newest card.
staff-no-order = There is no such order.
staff-no-uploads = Nothing has been uploaded yet.
staff-not-your-ticks = A colleague opened this menu. Please open your own.
staff-own-order = This order is your own; a colleague must decide.
staff-lacks-role = This is for the { $role }; you do not have that role.
staff-unknown = You are not in the staff register (your id: { $id }). Ask an administrator to add you to staff.members in bot.toml.
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
    /queue · /find words · /order number · /audit number
    /claim number · /release number · /look number
    /verify number yes|no reason
    /approve number · /return number document reason · /reject number reason
    /paid number amount reference · /paper number ok|1,4 note
    /made number serials… · /ship number waybill · /delivered number
    /invoice number invoice-number (or as the caption of the PDF)
    Documents: 1 application 2 licence 3 identity card 4 letter 5 specimen
unknown-staff-command = There is no such command; /help lists them.
usage-order = Usage: /{ $command } ORDER
usage-find = Usage: /find order number, unit name, credit code, mobile, waybill or serial
usage-verify = Usage: /verify ORDER yes, or /verify ORDER no REASON
usage-return = Usage: /return ORDER DOCUMENT REASON. Documents: 1 application 2 licence 3 identity card 4 letter 5 specimen
usage-reject = Usage: /reject ORDER REASON
usage-paid = Usage: /paid ORDER [AMOUNT [REFERENCE]]; without an amount, all that is due
usage-paper = Usage: /paper ORDER ok, or /paper ORDER 1,4 NOTE
usage-made = Usage: /made ORDER SERIAL…
usage-ship = Usage: /ship ORDER WAYBILL
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
