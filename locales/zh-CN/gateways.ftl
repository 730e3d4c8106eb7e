# 快递跟踪
parcel-inbound = 📦 纸质资料快递 { $waybill } 有新进展：
parcel-outbound = 📦 证书快递 { $waybill } 有新进展：
parcel-step = { $at } { $what }：{ $text }
parcel-never-moved = 快递单号 { $waybill } 填写后一直没有揽收记录。请核对单号，或联系快递公司；单号有误，可在订单卡片上重新填写。
parcel-of-paper = 纸质资料
parcel-of-certificate = 证书
milestone-announced = 已下单
milestone-collected = 已揽收
milestone-on-the-way = 运输中
milestone-out-for-delivery = 派送中
milestone-to-be-fetched = 待取件
milestone-delivered = 已签收
milestone-failed = 派送未成功
milestone-trouble = 异常
milestone-refused = 拒收
milestone-returning = 退回中
milestone-returned = 已退回
staff-parcel-moved = 📦 订单 { $number } 的纸质资料快递 { $waybill } 有新进展：
staff-parcel-arrived = 📬 订单 { $number } 的纸质资料快递 { $waybill } 已到：
staff-parcel-alarm = ⚠️ 订单 { $number } 的{ $parcel }快递 { $waybill }：{ $alarm }
alarm-never-moved = 填单后一天半仍无揽收记录，请核实单号
alarm-delayed = 三天没有新的物流信息，请联系快递公司
alarm-failed = 派送未成功或出现异常，请联系快递公司
alarm-returned = 被拒收或正在退回，请尽快处理
alarm-wrong-digits = 快递公司要求核对手机号后四位，现有号码不符，需人工查询
alarm-refused = 快递查询接口拒绝了请求，请管理员检查账户和密钥
alarm-unanswered = 快递查询接口一天半没有答复，快递到了哪里不清楚，请人工查询
alarm-given-up = 跟踪一个月仍未查到签收，已停止自动查询

# 扫码付款、Telegram 账单
way-wechat = 微信支付
way-alipay = 支付宝
way-demo = 演示支付
way-telegram = Telegram 支付
key-scan = { $way }扫码付款
key-pay-here = { $way }
pay-subject = 数字证书补办 { $number }
pay-code = 请用{ $way }扫码付款 { $amount } 元（订单 { $number }），{ $until } 前有效。付款后会自动确认，无需上传回单。手边只有这一部手机时，可把此图转发给同事扫码。
pay-invoice = 订单 { $number } 应付 { $amount } 元，请点下方按钮支付，{ $until } 前有效。付款后会自动确认，无需上传回单。
pay-invoice-failed = 暂时无法生成{ $way }账单。请稍后再试，或改用对公转账。
pay-code-failed = 暂时无法生成{ $way }付款码。请稍后再试，或改用对公转账。
pay-looked-at = 订单 { $number } 收到一笔 { $amount } 元的付款，与应付情况不符，财务正在核对，会尽快与您联系。
pay-late = 订单 { $number } 已不再收款，您支付的 { $amount } 元将原路退回。
pay-late-by-hand = 订单 { $number } 已不再收款，您支付的 { $amount } 元将由财务退还，会尽快与您联系。
pay-in-another-currency = 订单 { $number } 收到一笔不是人民币的付款，财务正在核对，会尽快与您联系。
pay-has-come = 您的付款已收到，财务会核对并尽快与您联系。
checkout-not-there = 找不到这张账单，没有扣款。请发送 /status 打开订单，重新获取账单。
checkout-stranger = 这张账单只能由申请单位的经办人支付，没有扣款。请经办人本人付款；您就是经办人时，请先发送 /login 登录单位账号。
checkout-paid = 订单 { $number } 已经付款，无需再付，没有扣款。
checkout-not-awaited = 订单 { $number } 现在不收款，没有扣款。请发送 /status 查看订单。
checkout-expired = 订单 { $number } 的这张账单已过期，没有扣款。请发送 /status 打开订单，重新获取账单。
checkout-changed = 订单 { $number } 的应付金额与这张账单不符，没有扣款。请发送 /status 打开订单，重新获取账单。
checkout-busy = 您的同事正在支付订单 { $number }，没有扣款。请一分钟后发送 /status 查看；仍未付款时再付。
checkout-trouble = 系统暂时无法核对这笔付款，没有扣款。请稍后再试，或改用对公转账。
refunded = 订单 { $number } 的 { $amount } 元已原路退回，到账时间以支付机构为准。
staff-paid-by-code = 💰 订单 { $number }：{ $way }到账 { $amount } 元，已自动确认（交易 { $trade }）
staff-paid-oddly-differs = ⚠️ 订单 { $number }：{ $way }到账 { $amount } 元，应付 { $due } 元，金额不符，请财务核对后确认（交易 { $trade }）
staff-paid-oddly-late = ⚠️ 订单 { $number } 已不再收款，{ $way }仍到账 { $amount } 元（应付 { $due } 元），正在自动退款（交易 { $trade }）
staff-paid-late-by-hand = ⚠️ 订单 { $number } 已不再收款，{ $way }仍到账 { $amount } 元（应付 { $due } 元）。Telegram 不能代为退款，请财务在支付服务商后台退还（交易 { $trade }）
staff-paid-oddly-currency = ⚠️ 订单 { $number }：{ $way }到账的不是人民币（应付 { $due } 元），请财务在支付服务商后台核对后处理（交易 { $trade }）
staff-paid-for-nothing = ⚠️ Telegram 支付到账一笔，找不到对应的账单（{ $trade }），请财务在支付服务商后台核对后处理
staff-charge = 服务商流水号 { $provider }，Telegram 流水号 { $telegram }，{ $currency } { $units }（最小货币单位）
staff-paid-oddly-double = ⚠️ 订单 { $number } 已付款，{ $way }又到账 { $amount } 元（应付 { $due } 元），请财务处理（交易 { $trade }）
staff-refunded = 订单 { $number }：{ $amount } 元已退款（交易 { $trade }）
staff-not-refunded = ⚠️ 订单 { $number }：支付机构没有退回 { $amount } 元（交易 { $trade }）。请财务在商户后台查明原因；处理后可点“再试一次”，不会重复退款。
staff-payment-unclear = ⚠️ 订单 { $number }：{ $way }交易 { $trade } 两天来查不到结果，请财务在商户后台核对

# 短信
sms-shipped = 【{ $desk }】您的数字证书已寄出，快递单号 { $waybill }，请保持手机畅通。
sms-notice = 【{ $desk }】您的证书补办订单 { $number } 有新进展，请在 Telegram 中向 @{ $bot } 发送 /status 查看；已屏蔽的请先解除，已退出的请先登录。
staff-not-texted = ⚠️ 订单 { $number }：给{ $to }的短信未能发出（{ $why }）
staff-beside = ⚠️ 订单 { $number }：{ $why }，聊天中的通知没有人能看到；{ $how }
staff-beside-blocked = 申请人已屏蔽机器人
staff-beside-nobody = 申请人已在所有聊天中退出登录
staff-beside-text = 已改发短信给经办人
staff-beside-mail = 已改发邮件
staff-beside-both = 已改发短信和邮件
staff-beside-none = 请致电经办人
text-to-agent = 经办人
text-to-recipient = 收件人
text-sent = 已发出
text-limited = 已达当日上限
text-refused = 短信服务拒绝
text-given-up = 短信服务一直连接不上，未发出
text-unknown = 结果不明

# 电子邮件与发票
mail-invoice-subject = 【{ $desk }】证书补办订单 { $number } 的电子发票
mail-invoice =
    您好！订单 { $number } 的发票已开具，见附件 PDF。
    发票号码：{ $invoice }
    发票抬头：{ $title }
    如有疑问，请致电 { $desk } { $telephone }。本邮件由系统发出，请勿直接回复。
mail-shipped-subject = 【{ $desk }】证书补办订单 { $number } 的证书已寄出
mail-shipped =
    您好！订单 { $number } 的数字证书已寄出，快递单号 { $waybill }，请留意查收。
    如有疑问，请致电 { $desk } { $telephone }。本邮件由系统发出，请勿直接回复。
mail-notice-subject = 【{ $desk }】证书补办订单 { $number } 有新进展
mail-notice =
    您好！订单 { $number } 有新进展，请在 Telegram 中向 @{ $bot } 发送 /status 查看；已屏蔽的请先解除，已退出的请先登录。
    如有疑问，请致电 { $desk } { $telephone }。本邮件由系统发出，请勿直接回复。
mail-of-invoice = 发票邮件
mail-of-shipping = 寄出通知邮件
mail-of-notice = 提醒邮件
mail-refused = 邮件服务器拒收
mail-given-up = 邮件服务器一直无法连接，未发出
invoice-mailed = 订单 { $number } 的发票已发送到邮箱 { $address }。没有看到时，请检查垃圾邮件。
invoice-not-mailed = 订单 { $number } 的发票邮件没有发出（{ $address }）。发送 /status 可直接下载发票。
invoice-mail-unknown = 订单 { $number } 的发票邮件已交给邮件服务器，但没有收到确认（{ $address }）。没有收到时，发送 /status 可直接下载发票，或再发一次邮件。
invoice-mailing = 发票邮件：{ $at } { $address } { $outcome }
invoice-mailing-again = 正在把发票发送到 { $address }，结果会在这里告诉您。
key-invoice-mail = 再发到邮箱
key-invoice-insist = 仍然发送
staff-not-mailed = ⚠️ 订单 { $number }：{ $what }未能确认发出（{ $address }，{ $why }）
staff-invoice-differs = ⚠️ 订单 { $number } 的发票 { $invoice } 与订单不一致，尚未发送：
invoice-differs-amount = · PDF 中没有找到应开金额 { $due } 元
invoice-differs-title = · PDF 中没有找到发票抬头“{ $title }”
staff-invoice-too-large = 发票 PDF 不能超过 { $megabytes } MB，没有发送。
staff-invoice-not-fetched = 无法从 Telegram 取得这份 PDF，没有发送。请重新发一次。
staff-invoice-no-text = 这份 PDF 里没有可读的文字（可能是图片），金额和抬头没有核对。发票已发送，请人工确认无误。
did-invoice-came = 开票系统送来发票 { $number }
did-invoice-unreadable = 开票系统送来的发票 { $number } 无法打开
invoice-states-amount = · 开票系统填报的金额不是应开金额 { $due } 元
invoice-states-title = · 开票系统填报的抬头不是“{ $title }”
staff-invoice-came = 🧾 订单 { $number }：开票系统送来发票 { $invoice }，已发送给申请人。
staff-invoice-came-unreadable = ⚠️ 订单 { $number }：开票系统送来的发票 { $invoice } 无法打开，没有发送，请财务处理。
did-invoice-doubted = 发票 { $number } 与订单不一致，等待确认
did-mailed = { $what }：{ $outcome }
did-texted = 给{ $to }的短信：{ $outcome }

# 证书机构接口
enrol-issue = 签发新证书
enrol-revoke = 吊销旧证书
enrol-done = 已完成
enrol-refused = 被拒绝，未执行
did-enrolled = 证书机构接口：{ $act }（第 { $place } 张）{ $outcome }
did-ask-register = 向证书机构查到本单位证书 { $count } 张
did-ask-register-in-vain = 向证书机构查询本单位证书，没有得到答复
staff-not-enrolled = ⚠️ 订单 { $number }：证书机构接口{ $act }（第 { $place } 张）{ $outcome }。请在证书系统中核对；点“再试一次”会先查询，未执行才重新提交。
staff-serial-unknown = ⚠️ 订单 { $number }：第 { $place } 张旧证书没有序列号，无法通过接口吊销，请在证书系统中人工吊销。
key-enrol-again = 再试一次
made-not-yet-revoked = 订单 <b>{ $number }</b> 的新证书已制作完成，旧证书正在吊销。
old-revoked = 订单 <b>{ $number }</b> 的旧证书已吊销。

# 接口调用记录
did-call = { $call }：成功
did-call-in-vain = { $call }：{ $why }
did-call-answered = { $call }：已恢复
call-inbound-parcel = 查询纸质资料快递
call-outbound-parcel = 查询证书快递
call-inbound-steps = 订阅纸质资料快递动态
call-outbound-steps = 订阅证书快递动态
call-pay-code = 生成付款码
call-pay-look = 查询扫码付款
call-pay-back = 退款
call-proof-start = 打开身份认证页面
call-proof-look = 查询身份认证结果
call-text = 发短信
call-mail = 发邮件
call-enrol = 通知证书机构
outage-refused = 对方拒绝
outage-busy = 对方繁忙，稍后再试
outage-away = 连接不上
outage-unknown = 没有得到可信的答复
outage-not-served = 接口不支持这家快递公司，请人工查询
did-ask-code = 申请{ $way }付款码（交易 { $trade }）
did-paid-currency = 到账的不是人民币，应付 { $due } 元（交易 { $trade }）
did-paid-oddly = { $what }：到账 { $amount } 元，应付 { $due } 元（交易 { $trade }）
did-paid-differs = 扫码付款金额不符
did-paid-late = 不再收款后到账
did-paid-double = 重复付款
did-refunded = 已退款（交易 { $trade }）
did-payment-unclear = 付款结果一直查不到（交易 { $trade }）
did-tracked = { $parcel }快递：{ $what }
did-parcel-alarm = { $parcel }快递提醒：{ $alarm }
staff-paid-unknown = ⚠️ 支付机构通知收到 { $amount } 元，但付款单号 { $trade } 不属于任何订单（支付机构单号 { $transaction }）。请财务核对去向。

# 退款
refused-own-payment = 这笔是本订单的有效付款，订单有效期间不能退回。
key-give-back = 退回这笔
key-give-back-sure = 确认原路退回 { $amount } 元
key-give-back-not = 先不退
key-refund-again = 再试一次
money-underway = ↩️ { $way } { $amount } 元正在原路退回
card-money-odd = ⚠️ { $way }到账 { $amount } 元，待财务处理
refund-underway = 订单 { $number } 的 { $amount } 元正在原路退回，退款完成后会再告诉您。
refund-stuck = 订单 { $number } 的 { $amount } 元未能自动退回，财务正在处理，会尽快与您联系。
staff-gives-back = 💰 订单 { $number }：{ $name } 退回{ $way } { $amount } 元，正在办理（交易 { $trade }）
staff-refund-underway = 订单 { $number }：{ $amount } 元正在退回，等待支付机构完成（交易 { $trade }）
staff-refund-unknown = ⚠️ 订单 { $number }：{ $amount } 元的退款一直没有得到支付机构的确认，可能已退，也可能未退（交易 { $trade }）。请财务在商户后台核对；点“再试一次”不会重复退款。
staff-refund-unclear = ⚠️ 订单 { $number }：{ $amount } 元的退款十天仍未完成（交易 { $trade }）。请财务在商户后台核对；点“再试一次”会重新提交并继续查询，不会重复退款。
call-refund-look = 查询退款
did-give-back = 退回 { $amount } 元（交易 { $trade }）
did-refund-underway = { $amount } 元正在退回（交易 { $trade }）
did-not-refunded = 支付机构未退款（交易 { $trade }）
did-refund-unknown = 退款结果不明（交易 { $trade }）
did-refund-unclear = 退款一直未完成（交易 { $trade }）

# 账单付款未放行、多开的发票
did-not-let-pay = 账单付款未放行：{ $why }（交易 { $trade }）
hindrance-stranger = 付款人不是申请单位的经办人
hindrance-not-there = 没有这张账单
hindrance-paid = 订单已付款
hindrance-not-awaited = 订单现在不收款
hindrance-expired = 账单已过期
hindrance-changed = 应付金额已变
hindrance-busy = 同事正在付款
hindrance-unchecked = 未能及时核对
hindrance-unanswered = 未能及时答复 Telegram
did-other-invoice = 开票系统又送来发票 { $number }，没有采用
staff-invoice-other = ⚠️ 订单 { $number }：开票系统又送来另一张发票 { $invoice }，没有采用，也没有发给申请人。
staff-invoice-other-sent = 已发送的是 { $sent }。请财务核对，多开的一张需要冲红。
