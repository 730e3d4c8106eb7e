### Applying, paying, posting, looking up: the choice of certificates, the fee, waybills, the timeline.

agreed = Noted: you agreed to version { $version } at { $at }.
key-none = None of them
key-only-one = Re-issue this one
key-every = Show all certificates
key-by-hand = Not on the list, describe it…
certificates-search = There are many: send a part of the serial or of the holder's name to find one.
certificates-found = With “{ $find }”: { $count }
certificates-not-found = No certificate has “{ $find }”. These are all of them:
certificate-taken = · { $serial } is in order { $number } already
by-hand-full = { $most ->
        [one] At most { $most } certificate can be described by hand.
       *[other] At most { $most } certificates can be described by hand.
    }
key-back-to-choice = ← Back to the certificates
describe-kind = This certificate is not on the list; please describe it, and staff will check. Which kind is it?
describe-serial = Its <b>serial</b>? It is on the token or in old papers.
key-serial-unknown = I do not know it
describe-expiry = Until which day is it <b>valid</b>?
    Example: 2027-01-31
key-expiry-unknown = I do not know
describe-seal = Does it carry an <b>electronic seal</b>? The seal is made again with it.
key-with-seal = With a seal
key-without-seal = Without
described = Added. Staff will check this certificate.
serial-on-file = { $serial } is on the list; it is ticked for you.
serial-twice = You have just described a certificate with this serial.
serial-revoked = This certificate is revoked and cannot be re-issued. Please check the serial.
serial-unknown = serial unknown
not-known = unknown
certificate-by-hand = { $certificate } (described by hand, to be checked)
wrong-date = This does not look like a date. Example: 2027-01-31
ask-ground-note = Please give the <b>reason</b> in one sentence:
key-other-ground = ← Another reason
ground-with-note = { $ground }: { $note }
bill-project = Project fee { $fee } yuan
card-by-hand = ! Described by hand, please check: { $certificate }
card-ground = Reason: { $note }

approved-nothing-due = Good news: order <b>{ $number }</b> has passed the pre-review, and nothing is to be paid. Please post the originals.
receipt-replaced = Got the new receipt; it takes the place of the earlier one and is with finance.
waybill-read = Read from the slip and noted: { $waybill }. If it is wrong, correct it with the buttons below.
waybill-meant = Did you mean <b>{ $waybill }</b>?
key-waybill-yes = Yes, that is it
waybill-known = { $waybill } is noted already. If you posted something again, please give the new number.
ask-carrier = Which courier carries <code>{ $number }</code>?
key-correct-carrier = Wrong courier
slip-received = Got the slip, reading its barcode…
slip-unreadable = The barcode could not be read. Please take it nearer, flat and without glare, and send it again; or type the number.
slip-several = There is more than one number on the slip. Please type the right one:
wrong-waybill-mobile = This is a mobile number, not a waybill number. That one stands under the barcode of the slip.
wrong-waybill-order = This is our order number, not a waybill number. Please give the one under the barcode of the slip.
wrong-waybill-length = A number of { $carrier } has { $wanted } digits after the letters; you typed { $got }. Please compare with the slip.
paper-missing-item = · { $document }: { $hint }
next-posting-again = Next: <b>post only what is listed above</b>; the rest is here. Write order number <b>{ $number }</b> at the top left of the first page, and give the new waybill number.

parcel-on-its-way = on its way or waiting at the desk
parcel-incomplete = arrived, something is missing
parcel-passed = arrived and accepted
parcel-sent = with the courier
parcel-delivered = delivered { $at }
expected-shipping = Certificate expected to be shipped: { $date }
expected-after-paper = { $days ->
        [one] The certificate is shipped about { $days } working day after the originals are accepted
       *[other] The certificate is shipped about { $days } working days after the originals are accepted
    }
expected-invoice = Invoice expected: { $date }
expected-invoice-after = { $days ->
        [one] The invoice comes within { $days } working day after the certificate is made
       *[other] The invoice comes within { $days } working days after the certificate is made
    }
day-certain = by { $date }
day-uncertain = around { $date } (that year's holidays are not announced yet)
key-invoice-file = Get the invoice
orders-more = Earlier orders are not listed here: send the number to see one.

withdraw-void-forms = · All printed forms become void; they are recognised and refused from then on
withdraw-void-link = · The legal person's link becomes void
withdraw-void-verified = · The legal person's verification becomes void; a new order is verified again
withdraw-void-uploads = { $count ->
        [one] · { $count } uploaded document becomes void
       *[other] · { $count } uploaded documents become void
    }
withdraw-receipt = <b>You have sent a payment receipt.</b> If you have paid, speak to staff before you delete.
withdraw-keeps-answers = What you entered is kept and offered with one tap next time. The certificates stay valid.
withdraw-keeps-certificates = The certificates stay valid.
withdraw-kept = Order <b>{ $number }</b> stays as it is.
withdraw-changed = The order has changed since you were asked. Here is the question once more, as things stand now:
