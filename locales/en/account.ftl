### Accounts: logging in, a forgotten password, one's own account, and what staff do about it.

key-forgot = Forgot the password
key-account = My account
key-chats = Chats logged in
key-change-password = Change the password
key-prove-mobile = Confirm the mobile number
key-other-picture = Another picture
key-set-password = Set a new password
key-unbind = Disconnect: { $name }
key-unbind-others = Disconnect all other chats

log-in-riddle = So that nobody guesses passwords, please type the 5 digits in the picture first.
    There can be another picture. If you cannot see it, press “Forgot the password” or contact staff.
riddle-wrong = Those are not the digits. Here is another picture.
riddle-too-old = The last picture is too old. Here is another one.

account-card = <b>{ $unit }</b>
account-uscc = Login name: <code>{ $uscc }</code>
account-mobile-proven = Mobile: { $mobile } (confirmed)
account-mobile-unproven = Mobile: { $mobile } (not confirmed)
account-chats = Chats logged in: { $count }
account-doubtful = The credit code's check character does not fit; staff will look into it.
account-corrections = Is the unit's name wrong? Call { $telephone }; staff will correct it. A wrong credit code cannot be corrected: log out and register again with the right one.
old-password = Please type your current password first. I delete the message as soon as I have it.
old-password-wrong = The password is wrong.
new-password = Please type the new <b>password</b>: at least { $min } characters, not only digits.
    I delete your message as soon as I have it.
password-changed = Your password has been changed. Other chats stay logged in; disconnect those you do not need.
password-changed-elsewhere = Note: { $name } has changed the password of your unit's account in another chat. If that was not one of you, contact staff soon.
prove-mobile = Please share your own number with the button below. It becomes the account's mobile number.
bound-chats = <b>Chats logged in to this account</b> ({ $count })
bound-chat = · { $name }  { $at }
bound-chat-this = · { $name }  { $at } (this chat)
bound-chats-only = Only this chat; there is no other to disconnect.
chat-number = Telegram user { $number }
chat-unbound = Disconnected: { $name }. They need the password to log in again.
chat-unbound-advice = If you do not know them, change the password as well.
chat-gone-already = That chat has logged out already.
chat-let-go = This chat was disconnected from { $unit }. To go on, please log in again.

recover-uscc = Which unit's password was forgotten? Please send its 18-character unified social credit code.
recover-asked = Passed on to staff. Your check number: <b>{ $digits }</b>
    They will call the telephone number that your unit has on file; or call { $telephone } and give the check number. Once two of them agree, a button for a new password comes to this chat.
recover-wait = You have just asked. Please try again in ten minutes.
recover-granted = The password of { $unit } can now be set anew. Press the button below; it works once, within 24 hours.
recover-refused = The request for a new password was refused. Questions? Call { $telephone }.
recover-void = This button no longer works: it is too old, was used, or belongs to another chat. If needed, press “Forgot the password” again.
password-reset = The new password is set, and this chat is logged in: <b>{ $unit }</b>
recovery-elsewhere = Note: { $name } has asked for a new password to your unit's account in another chat. If that was not one of you, contact staff at once.
unit-renamed = Staff have corrected the unit's name: “{ $from }” is now “<b>{ $to }</b>”. Forms that are not submitted yet must be printed and stamped again.

card-mobile-unproven = ! The account's mobile is not confirmed by Telegram
staff-no-account = There is no such account.
staff-own-account = This is your own account or request; a colleague must deal with it.
staff-account-locked = Too many wrong passwords; locked until { $until }
staff-rename-same = That is its name already.
staff-renamed = { $name } corrected the unit's name: “{ $from }” is now “{ $to }”. On record; the applicant is told.
staff-recovery = <b>Forgotten password</b> · { $unit } ({ $uscc })
    Check number: <b>{ $digits }</b>
staff-recovery-asker = Asked by: { $name }
staff-recovery-how = Call the number that the unit has on file, have them read out the check number, then press “Checked by telephone”. After that another colleague agrees.
staff-recovery-checked = { $name } has checked by telephone; another colleague must agree.
staff-recovery-granted = Agreed. The applicant can set a new password until { $until }.
staff-recovery-refused = { $name } refused the new password for { $unit }.
staff-recovery-used = { $unit } has set a new password.
key-recovery-check = Checked by telephone
key-recovery-grant = I agree, too
key-recovery-refuse = Refuse
recovery-none = This unit has no request for a new password. The applicant asks for it with “Forgot the password” when logging in.
recovery-same-person = You checked it yourself; another colleague must agree.
recovery-unchecked = Nobody has checked it by telephone yet.
recovery-over = This request is dealt with, too old, or replaced by a newer one.
account-event-opened = registered
account-event-renamed = unit's name “{ $from }” corrected to “{ $to }”
account-event-password-changed = password changed
account-event-mobile-proven = mobile number confirmed
account-event-unbound = a chat was disconnected
account-event-recovery-checked = forgotten password: checked by telephone
account-event-recovery-granted = forgotten password: agreed
account-event-recovery-refused = forgotten password: refused
account-event-password-reset = forgotten password: new one set
usage-account = Usage: /account CODE, or /account ORDER
usage-rename = Usage: /rename CODE (or ORDER) the unit's right name
usage-reset = Usage: /reset CODE, once checked by telephone

command-account = My account
command-staff-account = Look at a unit's account
command-rename = Correct a unit's name
command-reset = Forgotten password: checked
