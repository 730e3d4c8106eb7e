# Following parcels
parcel-inbound = 📦 Your paper originals’ parcel { $waybill } has moved:
parcel-outbound = 📦 Your certificate’s parcel { $waybill } has moved:
parcel-step = { $at } { $what }: { $text }
parcel-never-moved = The courier has not collected anything under { $waybill } yet. Check the number, or ask the courier; if it is wrong, enter it again from the order’s card.
parcel-of-paper = paper originals
parcel-of-certificate = certificate
milestone-announced = announced
milestone-collected = collected
milestone-on-the-way = on the way
milestone-out-for-delivery = out for delivery
milestone-to-be-fetched = waiting to be fetched
milestone-delivered = delivered
milestone-failed = delivery failed
milestone-trouble = trouble
milestone-refused = refused
milestone-returning = on its way back
milestone-returned = returned
staff-parcel-moved = 📦 The paper of order { $number } has moved, parcel { $waybill }:
staff-parcel-arrived = 📬 The paper of order { $number } has arrived, parcel { $waybill }:
staff-parcel-alarm = ⚠️ Order { $number }, the parcel { $waybill } with the { $parcel }: { $alarm }
alarm-never-moved = not collected for a day and a half; check the number
alarm-delayed = nothing has moved for three days; ask the courier
alarm-failed = a delivery failed or something is wrong; ask the courier
alarm-returned = it was refused or is on its way back; see to it soon
alarm-wrong-digits = the courier wants the last four digits of the mobile, and ours do not fit; look it up by hand
alarm-refused = the courier’s interface refuses us; an administrator should check account and keys
alarm-unanswered = the courier’s interface has not answered for a day and a half, so nobody knows where it is; look it up by hand
alarm-given-up = no delivery was seen within a month; it is no longer followed

# Paying by a scanned code, or by an invoice of Telegram's
way-wechat = WeChat Pay
way-alipay = Alipay
way-demo = Demo Pay
way-telegram = Telegram Payments
key-scan = Pay by { $way }
key-pay-here = Pay by { $way }
pay-subject = Certificate re-issue { $number }
pay-code = Scan this with { $way } to pay { $amount } yuan for order { $number }; it is good until { $until }. The payment is confirmed automatically; no receipt is needed. With only this phone at hand, forward the picture to a colleague who scans it.
pay-invoice = { $amount } yuan are due for order { $number }. Pay with the button below; it is good until { $until }. The payment is confirmed automatically; no receipt is needed.
pay-invoice-failed = { $way } cannot make an invoice just now. Try again in a while, or pay by bank transfer.
pay-code-failed = { $way } cannot make a code just now. Try again in a while, or pay by bank transfer.
pay-looked-at = A payment of { $amount } yuan for order { $number } has come in that does not fit what is due. Finance are looking at it and will be in touch.
pay-late = Order { $number } takes no payment any more; the { $amount } yuan that you paid are being given back.
pay-late-by-hand = Order { $number } takes no payment any more; finance will give back the { $amount } yuan that you paid and will be in touch.
pay-in-another-currency = A payment for order { $number } has come in that is not in yuan. Finance are looking at it and will be in touch.
pay-has-come = Your payment has arrived. Finance will check it and be in touch.
checkout-not-there = There is no such invoice; nothing was taken. Send /status, open the order and get the invoice anew.
checkout-stranger = Only the unit’s own agent can pay this invoice; nothing was taken. If that is you, send /login and log in to the unit’s account first.
checkout-paid = Order { $number } is paid already; nothing was taken.
checkout-not-awaited = Order { $number } takes no payment now; nothing was taken. Send /status to see the order.
checkout-expired = This invoice for order { $number } has run out; nothing was taken. Send /status, open the order and get a new one.
checkout-changed = This invoice is not what is due for order { $number }; nothing was taken. Send /status, open the order and get a new one.
checkout-busy = A colleague of yours is paying order { $number }; nothing was taken. Look again with /status in a minute, and pay if it is still due.
checkout-trouble = The payment cannot be checked just now; nothing was taken. Try again in a while, or pay by bank transfer.
refunded = The { $amount } yuan for order { $number } have been given back; when they arrive is up to the payment service.
staff-paid-by-code = 💰 Order { $number }: { $amount } yuan by { $way }, confirmed automatically (trade { $trade })
staff-paid-oddly-differs = ⚠️ Order { $number }: { $amount } yuan by { $way } where { $due } are due; finance please check and confirm (trade { $trade })
staff-paid-oddly-late = ⚠️ Order { $number } takes no payment any more, and { $amount } yuan came by { $way } ({ $due } were due); they are being given back (trade { $trade })
staff-paid-late-by-hand = ⚠️ Order { $number } takes no payment any more, and { $amount } yuan came by { $way } ({ $due } were due). Telegram cannot give money back; finance please do it in the provider’s console (trade { $trade })
staff-paid-oddly-currency = ⚠️ Order { $number }: what came by { $way } is not in yuan ({ $due } yuan are due); finance please look in the provider’s console and see to it (trade { $trade })
staff-paid-for-nothing = ⚠️ A payment by Telegram Payments belongs to no invoice ({ $trade }); finance please look in the provider’s console and see to it
staff-charge = provider’s number { $provider }, Telegram’s number { $telegram }, { $currency } { $units } in smallest units
staff-paid-oddly-double = ⚠️ Order { $number } is paid, and another { $amount } yuan came by { $way } ({ $due } were due); finance please see to it (trade { $trade })
staff-refunded = Order { $number }: { $amount } yuan have been given back (trade { $trade })
staff-not-refunded = ⚠️ Order { $number }: the payment service did not give { $amount } yuan back (trade { $trade }). Finance, please find out why in the provider’s console; “Try again” then never refunds twice.
staff-payment-unclear = ⚠️ Order { $number }: for two days { $way } has not said how trade { $trade } ended; finance please look in the merchant’s console

# Short messages
sms-shipped = [{ $desk }] Your digital certificate has been posted, waybill { $waybill }. Please keep your telephone at hand.
sms-notice = [{ $desk }] There is news on your re-issue order { $number }. Send /status to @{ $bot } on Telegram; if you have blocked it, unblock it first, if you have logged out, log in first.
staff-not-texted = ⚠️ Order { $number }: the short message to the { $to } did not go out ({ $why })
staff-beside = ⚠️ Order { $number }: { $why }, so nobody sees what is said in the chat; { $how }
staff-beside-blocked = the applicant has blocked the bot
staff-beside-nobody = the applicant is logged in to no chat
staff-beside-text = the agent is told by short message
staff-beside-mail = the applicant is told by e-mail
staff-beside-both = the applicant is told by short message and e-mail
staff-beside-none = please telephone the agent
text-to-agent = agent
text-to-recipient = recipient
text-sent = sent
text-limited = the day’s limit is reached
text-refused = refused by the service
text-given-up = the service could not be reached; it was not sent
text-unknown = nobody knows

# E-mail and invoices
mail-invoice-subject = [{ $desk }] Invoice for re-issue order { $number }
mail-invoice =
    Dear customer, the invoice for order { $number } is attached as a PDF.
    Invoice number: { $invoice }
    Title: { $title }
    Questions? Call { $desk }, { $telephone }. This is an automatic message; please do not reply to it.
mail-shipped-subject = [{ $desk }] The certificate of order { $number } has been posted
mail-shipped =
    Dear customer, the certificate of order { $number } has been posted, waybill { $waybill }.
    Questions? Call { $desk }, { $telephone }. This is an automatic message; please do not reply to it.
mail-notice-subject = [{ $desk }] News on re-issue order { $number }
mail-notice =
    Dear customer, there is news on order { $number }. Send /status to @{ $bot } on Telegram to see it; if you have blocked the bot, unblock it first, if you have logged out, log in first.
    Questions? Call { $desk }, { $telephone }. This is an automatic message; please do not reply to it.
mail-of-invoice = invoice e-mail
mail-of-shipping = shipping e-mail
mail-of-notice = reminder e-mail
mail-refused = the mail server refuses it
mail-given-up = the mail server could not be reached, not sent
invoice-mailed = The invoice of order { $number } has been e-mailed to { $address }. If you do not see it, look among the junk mail.
invoice-not-mailed = The invoice of order { $number } could not be e-mailed to { $address }. Send /status to get it here.
invoice-mail-unknown = The invoice of order { $number } was handed to the mail server, which did not confirm it ({ $address }). If it does not arrive, send /status to get it here or have it e-mailed again.
invoice-mailing = Invoice e-mail: { $at } { $address } { $outcome }
invoice-mailing-again = The invoice is being e-mailed to { $address }; you will be told here how that went.
key-invoice-mail = E-mail it again
key-invoice-insist = Send it all the same
staff-not-mailed = ⚠️ Order { $number }: the { $what } is not confirmed as sent ({ $address }, { $why })
staff-invoice-differs = ⚠️ Invoice { $invoice } does not agree with order { $number } and was not sent:
invoice-differs-amount = · the PDF does not name the amount { $due }
invoice-differs-title = · the PDF does not name the title “{ $title }”
staff-invoice-too-large = An invoice's PDF may have at most { $megabytes } MB; it was not sent.
staff-invoice-not-fetched = Telegram does not give out this PDF; it was not sent. Please send it again.
staff-invoice-no-text = This PDF has no text that can be read (it may be a picture), so amount and title were not compared. It was sent; please make sure that it is right.
did-invoice-came = the invoicing system sent invoice { $number }
did-invoice-unreadable = invoice { $number } from the invoicing system cannot be opened
invoice-states-amount = · the invoicing system states another amount than the { $due } yuan due
invoice-states-title = · the invoicing system states another title than “{ $title }”
staff-invoice-came = 🧾 Order { $number }: the invoicing system sent invoice { $invoice }; the applicant has it.
staff-invoice-came-unreadable = ⚠️ Order { $number }: invoice { $invoice } from the invoicing system cannot be opened and was not sent; finance please see to it.
did-invoice-doubted = invoice { $number } does not agree with the order and waits for a word
did-mailed = { $what }: { $outcome }
did-texted = short message to the { $to }: { $outcome }

# The authority's own system
enrol-issue = issuing the new certificate
enrol-revoke = revoking the old certificate
enrol-done = done
enrol-refused = refused, nothing was done
did-enrolled = Authority’s system: { $act } (no. { $place }): { $outcome }
did-ask-register = Authority’s system: certificates of the unit: { $count }
did-ask-register-in-vain = Authority’s system: asked for the unit’s certificates, no answer
staff-not-enrolled = ⚠️ Order { $number }: { $act } (no. { $place }) at the authority’s system: { $outcome }. Please look there; “Try again” asks first, and tells it again only if nothing was done.
staff-serial-unknown = ⚠️ Order { $number }: the old certificate no. { $place } has no serial and cannot be revoked by the desk; please revoke it in the authority’s system.
key-enrol-again = Try again
made-not-yet-revoked = The new certificates of order <b>{ $number }</b> are made; the old ones are being revoked.
old-revoked = The old certificates of order <b>{ $number }</b> are revoked.

# Calls to the services outside, on the timeline
did-call = { $call }: done
did-call-in-vain = { $call }: { $why }
did-call-answered = { $call }: works again
call-inbound-parcel = ask where the paper is
call-outbound-parcel = ask where the certificate is
call-inbound-steps = be told of each step of the paper
call-outbound-steps = be told of each step of the certificate
call-pay-code = make a code to pay by
call-pay-look = ask how the payment stands
call-pay-back = give the money back
call-proof-start = open the identity provider’s page
call-proof-look = ask how the proof stands
call-text = send a short message
call-mail = send an e-mail
call-enrol = tell the authority
outage-refused = the other side refuses
outage-busy = the other side is busy; tried again later
outage-away = there is no connection
outage-unknown = no answer that can be believed
outage-not-served = this carrier is not served; look it up by hand
did-ask-code = asked for a code by { $way } (trade { $trade })
did-paid-currency = what came is not in yuan, { $due } yuan were due (trade { $trade })
did-paid-oddly = { $what }: { $amount } yuan came, { $due } were due (trade { $trade })
did-paid-differs = another amount than is due
did-paid-late = paid when it took no payment any more
did-paid-double = paid twice
did-refunded = the money was given back (trade { $trade })
did-payment-unclear = how the payment ended was never said (trade { $trade })
did-tracked = parcel with the { $parcel }: { $what }
did-parcel-alarm = raised, parcel with the { $parcel }: { $alarm }
staff-paid-unknown = ⚠️ The payment provider says that { $amount } yuan came in for { $trade }, which belongs to no order (the provider’s number is { $transaction }). Finance, please find out whose it is.

# Refunds
refused-own-payment = This is what the order was paid with; it cannot be given back while the order stands.
key-give-back = Give it back
key-give-back-sure = Yes, give back { $amount } yuan
key-give-back-not = Not now
key-refund-again = Try again
money-underway = ↩️ { $amount } yuan paid by { $way } are on their way back
card-money-odd = ⚠️ { $amount } yuan came by { $way }; waiting for finance
refund-underway = The { $amount } yuan for order { $number } are on their way back to you; we will tell you when the refund is complete.
refund-stuck = The { $amount } yuan for order { $number } could not be given back automatically; our finance desk is seeing to it and will contact you soon.
staff-gives-back = 💰 Order { $number }: { $name } gives back { $amount } yuan paid by { $way }; under way (trade { $trade })
staff-refund-underway = Order { $number }: { $amount } yuan are on their way back; waiting for the payment service (trade { $trade })
staff-refund-unknown = ⚠️ Order { $number }: the payment service never confirmed the refund of { $amount } yuan; it may have been made or not (trade { $trade }). Finance, please check in the provider’s console; “Try again” never refunds twice.
staff-refund-unclear = ⚠️ Order { $number }: the refund of { $amount } yuan is not complete after ten days (trade { $trade }). Finance, please check in the provider’s console; “Try again” submits it once more and goes on asking, and never refunds twice.
call-refund-look = asking after a refund
did-give-back = { $amount } yuan are to go back (trade { $trade })
did-refund-underway = { $amount } yuan are on their way back (trade { $trade })
did-not-refunded = the payment service did not give the money back (trade { $trade })
did-refund-unknown = whether the money was given back is not known (trade { $trade })
did-refund-unclear = the refund does not come to its end (trade { $trade })

# Who was not let pay an invoice, and invoices too many
did-not-let-pay = not let pay: { $why } (trade { $trade })
hindrance-stranger = the payer is not of the applicant unit
hindrance-not-there = there is no such invoice
hindrance-paid = the order is paid
hindrance-not-awaited = the order takes no payment now
hindrance-expired = the invoice has expired
hindrance-changed = another amount is due by now
hindrance-busy = a colleague is paying
hindrance-unchecked = it could not be checked in time
hindrance-unanswered = Telegram was not answered in time
did-other-invoice = the invoicing system sent another invoice, { $number }; it was not taken
staff-invoice-other = ⚠️ Order { $number }: the invoicing system sent another invoice, { $invoice }. It was not taken, and the applicant has not got it.
staff-invoice-other-sent = { $sent } is the one that was sent. Finance, please compare them and cancel the one too many.
