### 申请人在私聊里看到的话。

welcome = 您好，{ $name }。这里是{ $desk }的数字证书补办服务。
welcome-steps = 第一次来请先注册；已有账号请登录。全程在这里办理：填写信息、打印盖章、上传扫描件、付款、邮寄纸质资料、收新证书。
welcome-back = 您好，当前账号：<b>{ $unit }</b>。
welcome-orders = 办理中的订单：{ $count } 个。
still-open = 上次停在这一步，可以接着填：
log-in-first = 请先注册或登录单位账号。
already-bound = 本聊天已登录：{ $unit }。要换账号，请先发送 /logout 退出。
choose-language = 请选择语言：
language-changed = 已切换为中文。
cancelled = 好的，先停在这里。发送 /start 可以继续。
cancelled-order = 好的，订单 <b>{ $number }</b> 已填写的内容都保存了，随时可以接着填。
nothing-to-cancel = 现在没有要取消的步骤。
help = <b>怎么办理</b>
    1. 注册或登录单位账号
    2. /apply 申请补办，选择证书，填写信息
    3. 打印三份表格，盖章，彩色扫描后以文件发来
    4. 法定代表人扫授权书上的二维码完成核验
    5. 提交预审，通过后付款，邮寄纸质资料并填写快递单号
    6. 审核通过后制证寄出，随时 /status 查看进度
    /cancel 随时停下，已填内容不会丢；/language 切换语言。
help-telephone = 有疑问请致电 { $telephone }。
unknown-command = 没有这个命令。发送 /help 查看可以做什么。
not-understood = 没看懂这句话。要继续办理，请点下面订单里的按钮；也可以发送订单号查看进度，或发送 /help。
not-understood-paying = 付款后不用另外告知，到账确认后会通知您。对公转账的，把付款回单的照片或文件发来即可；有问题请点“联系工作人员”。
not-understood-stranger = 没看懂这句话。发送 /start 开始办理，或发送订单号查询进度。
edits-do-not-count = 修改已发出的消息不会改变答案，请把新的内容重新发一条。
forwarded-is-no-answer = 转发的消息不作为答案，以免填错。请直接输入或复制粘贴文字。
sent-twice = 同样的内容刚才发过一次，第二条没有采用。若不是误发，请再发一次。
sent-twice-kept = “{ $text }”刚才发过一次，第二条没有直接填入；若它正是下面问题的答案，点按钮即可。
pressed-twice = 刚才已经点过了。
old-button-pressed = 刚才点的按钮属于之前的问题，没有改变任何内容。现在要回答的是：
cannot-take = 这一步用不上{ $what }。
press-a-button = 请点消息下面的按钮选择。
file-please = 请发送扫描件（照片或文件），而不是文字。
text-please = 这一步请输入文字，图片稍后再传。
old-button = 这个按钮属于之前的问题，已不再有效。
not-your-order = 这个订单不属于当前登录的账号。

register-unit = 请输入<b>单位名称</b>（与营业执照一致）。
    单位名称填错只能由工作人员更正，请仔细核对。
register-uscc = 请输入 18 位<b>统一社会信用代码</b>，它就是您的登录名。
    注册后不能修改；填错需用正确的代码重新注册。
uscc-doubtful = 统一社会信用代码 <code>{ $uscc }</code> 的校验位对不上，多半是抄错了。
    请再对照营业执照，把正确的代码发来。若执照上确实如此，可以坚持使用，工作人员会核实。
key-type-again = 重新输入
key-insist = 执照上就是这样，坚持使用
uscc-taken = 这个统一社会信用代码已经注册过。请直接登录；忘记密码可在登录时点“忘记密码”。
register-mobile = 请点下方按钮共享您自己的手机号；也可以直接输入手机号。
key-share-contact = 共享我的手机号
mobile-proven = 手机号 { $mobile } 已确认。
mobile-unproven = 好的，手机号已记下（未经 Telegram 证实，工作人员会看到这一点）。
contact-not-yours = 这是别人的名片。请共享您自己的手机号，或直接输入。
contact-foreign = 共享的号码不是大陆手机号，请直接输入能收短信的大陆手机号。
register-password = 请设置登录<b>密码</b>：至少 { $min } 个字符，不能全是数字。
    收到后我会立即从聊天中删除这条消息。
registered = 注册成功：<b>{ $unit }</b>
    登录名：<code>{ $uscc }</code>
registered-next = 现在可以申请补办证书了。
log-in-uscc = 请输入单位的 18 位统一社会信用代码。
log-in-password = 请输入密码。收到后会立即从聊天中删除。
log-in-wrong = 统一社会信用代码或密码不对。
log-in-locked = 密码错误次数过多，请在 { $until } 之后再试。
logged-in = 登录成功：<b>{ $unit }</b>（{ $uscc }）
logged-in-elsewhere = 提醒：{ $name } 刚刚在另一个 Telegram 账号登录了本单位账号。若非本单位人员，请尽快联系工作人员。
logged-out = 已退出登录。订单都还在，再次登录即可继续。
not-logged-in = 当前没有登录。

no-certificates-on-file = 没有查到贵单位名下可补办的证书。可以点“不在名单上”自己描述，工作人员会核实；也可致电 { $telephone }。
order-opened = 已为您建立订单 <b>{ $number }</b>。邮寄、查询都用这个号。
agreement-file = 电子认证服务协议
agreement = <b>电子认证服务协议</b>（版本 { $version }）
agreement-question = 是否同意上述协议？
key-agree = 同意
key-disagree = 不同意
disagreed = 不同意协议就无法办理。改变主意时，请再次发送 /apply。
choose-project = 请选择项目：
choose-certificates = 贵单位名下有 { $count } 张有效证书。请勾选要补办的，然后点“选好了”：
key-previous = ← 上一页
key-next = 下一页 →
key-all = 全选
key-chosen = 选好了（{ $count }）
ask-ground = 补办原因是什么？
bill = <b>费用</b>
bill-certificates = 证书 { $count } 张 × { $each } 元
bill-seals = 重做电子印章 { $count } 枚 × { $each } 元
bill-total = 合计 <b>{ $total } 元</b>
revocation-warning = <b>请注意</b>：补办后，下列 { $count } 张旧证书将立即吊销，永远不能恢复：
key-revoke = 我明白，吊销旧证书
key-other-certificates = 重新选择证书
key-not-now = 先不办

progress = <b>{ $section }</b> · 第 { $step } 项，共 { $steps } 项 · 订单 { $number }
given-so-far = 目前填的是：{ $answer }
key-offer = { $source }：{ $answer }
key-all-as-before = 全部沿用上次的信息
key-to-summary = 去核对汇总
offer-account = 账号
offer-unit = 同单位
offer-legal = 同法人
offer-agent = 同经办人
offer-before = 上次
identity-kind = 证件类型：{ $kind }。用其他证件请先点对应的按钮。
ask-unit-address = 请填写单位<b>地址</b>。
    示例：江西省南昌市红谷滩区会展路 88 号
ask-unit-mobile = 请填写单位<b>联系手机</b>。要填手机号，不要填座机。
ask-legal-name = 请填写法定代表人<b>姓名</b>。
ask-legal-identity = 请填写法定代表人<b>证件号码</b>。
ask-agent-name = 请填写经办人<b>姓名</b>。
ask-agent-identity = 请填写经办人<b>证件号码</b>。
ask-agent-mobile = 请填写经办人<b>手机号</b>。所有通知都发到这个号码，请务必填对。
ask-invoice-kind = 请选择要哪种<b>发票</b>：
ask-invoice-title = 请填写发票<b>抬头</b>。
ask-invoice-tax-number = 请填写<b>税号</b>（统一社会信用代码）。
ask-invoice-email = 请填写接收发票的<b>电子邮箱</b>。
ask-invoice-bank = 专用发票：请填写<b>开户银行</b>。
ask-invoice-bank-account = 专用发票：请填写<b>银行账号</b>。
ask-invoice-address = 专用发票：请填写<b>注册地址</b>。
ask-invoice-telephone = 专用发票：请填写<b>注册电话</b>。
ask-recipient-name = 请填写新证书<b>收件人姓名</b>。
ask-recipient-mobile = 请填写<b>收件人手机号</b>。
ask-recipient-address = 请填写<b>收件地址</b>，写到门牌号；填错会收不到快递。
field-unit-address = 单位地址
field-unit-mobile = 单位联系手机
field-legal-name = 法人姓名
field-legal-identity = 法人证件号码
field-agent-name = 经办人姓名
field-agent-identity = 经办人证件号码
field-agent-mobile = 经办人手机号
field-invoice-kind = 发票种类
field-invoice-title = 发票抬头
field-invoice-tax-number = 税号
field-invoice-email = 收票邮箱
field-invoice-bank = 开户银行
field-invoice-bank-account = 银行账号
field-invoice-address = 注册地址
field-invoice-telephone = 注册电话
field-recipient-name = 收件人姓名
field-recipient-mobile = 收件人手机号
field-recipient-address = 收件地址
summary = <b>请核对订单 { $number }</b>
summary-project = 项目：{ $project }
summary-ground = 补办原因：{ $ground }
summary-section = <b>{ $section }</b>
summary-field = { $field }：{ $answer }
summary-question = 全部正确请点“确认无误”，表格将按这些信息生成；有误请点“修改”。
key-confirm = 确认无误，生成表格
key-change = 修改
which-to-change = 要修改哪一项？

confirmed = 已确认。订单号 <b>{ $number }</b>，三份表格随后发到这里。
confirmed-next = 请打印（A4，不缩放），按表上提示盖章签名，做<b>彩色扫描</b>，再以文件形式发来。每份表格都绑定本订单，不能混用。
form-application = 数字证书用户申请表：盖公章
form-authorisation = 法人授权委托书：盖公章，法定代表人盖章或亲笔签名；法定代表人扫描上面的核验二维码
form-specimen = 签章采集表：印章盖在方框内
form-packing = 邮寄清单和地址标签：随纸质资料一起寄。申请表左上角请手写订单号 { $number }
legal-link = 请把下面的链接转发给法定代表人 { $name }，由本人在自己的 Telegram 打开完成核验（授权书上的二维码是同一个链接）：
    { $link }
key-verification = 重发核验链接
amending = 可以修改了。改完并确认后会重新生成表格，<b>之前的表格和法人核验全部作废</b>，请不要再用旧表。

checklist = <b>订单 { $number }</b> · { $stage }
next-draft = 还没有填完，点“继续填写”接着填。
next-preparing = 下一步：把下列材料逐一发来，法人完成核验，然后提交。
next-correcting = 有材料被退回，只需重新发送标为“退回”的几份，然后再次提交。
next-pre-review = 已提交，工作人员正在预审。有结果会立即通知您，现在无需操作。
next-payment = 下一步：付款后请上传付款回单，财务确认后会通知您。
next-posting = 下一步：邮寄纸质资料。请在申请表<b>左上角手写订单号 { $number }</b>，按申请表、营业执照、身份证、授权书、采集表的顺序用回形针夹好，不要装订。建议用顺丰，运费自付。
next-paper-review = 已登记快递单号，纸质资料到达后审核，有结果会立即通知您。
next-making = 正在制证，预计 { $date } 前寄出。
next-making-uncertain = 正在制证，预计 { $date } 前后寄出（该年度节假日安排尚未公布）。
next-shipped = 新证书已寄出，请留意收件人手机。
next-delivered = 新证书已签收，办理完成。
next-rejected = 申请已终止。原因：{ $reason }
next-withdrawn = 订单已删除，它的表格都不能再用。
all-there = 材料已齐，可以提交了。
staff-note = 工作人员留言：{ $note }
verification-waiting = ○ 法人核验：链接还未打开
verification-opened = … 法人核验：已打开链接
verification-asked = … 法人核验：等待录制视频
verification-sent = … 法人核验：视频已提交，等待审核
verification-verified = ✓ 法人核验：认证成功
verification-refused = ✗ 法人核验：未通过，请法定代表人重新核验
verification-declined = ✗ 法人核验：法定代表人已拒绝
checklist-missing = ○ { $document }：未上传
checklist-checking = … { $document }：检查中
checklist-doubtful = ！ { $document }：有疑问，请重传或确认使用
checklist-ready = ✓ { $document }：检查通过
checklist-accepted = ✓ { $document }：审核通过
checklist-returned = ✗ { $document }：退回
return-reason = 　　原因：{ $reason }
key-continue = 继续填写
key-submit = 提交预审
key-send-document = 上传{ $document }
key-legal-link = 法人核验链接
key-forms-again = 重新下载表格
key-amend = 修改信息
key-timeline = 查看进度
key-withdraw = 删除订单
key-receipt = 上传付款回单
key-waybill = 填写快递单号
key-correct-waybill = 更正快递单号
key-packing = 邮寄清单（PDF）

send-document = 请发送<b>{ $document }</b>。
send-as-file = 建议用“文件”方式发送，照片会被压缩。支持 jpg、png、bmp。
send-again = 请重新发送。
received = 收到，正在检查……
received-document = 收到{ $document }，正在检查……
same-file-again = 这个文件之前发过一次，请确认没有发错。
file-without-order = 收到文件，但现在没有正在准备材料的订单。请先从 /orders 打开订单。
file-too-large = 文件有 { $megabytes } MB，Telegram 只允许我接收 20 MB 以内的文件。请用 300 dpi 重新扫描，或存为 jpg 后再发。
named = 好的，按{ $document }核对，马上告诉您结果。
insisted = 好的，按您的意思使用这份文件，审核人员会看到上面的提示。
verdict-ready = ✓ { $document }检查通过。
verdict-doubtful = ！ { $document }可以读取，但有下面的疑问。最好重新扫描再发；确认无误也可以坚持使用。
verdict-refused = ✗ { $document }不能用，请按提示重新发送：
verdict-unnamed = 收到一份文件，但看不出是哪种材料，请点按钮选择：
verdict-void = { $document }所用的表格已作废，请打印最新的表格。
verdict-untimely = { $document }没有采用：订单这时不收材料。需要时请重新发送。
verdict-one-side = 如果只扫了一面，请把另一面也发来；两面在同一张上就不用再发。
verdict-replaced = { $document }已审核通过，这份没有采用。
finding-line-refusal = ✗ 不合格：{ $finding }
finding-line-warning = ！ 提醒：{ $finding }
key-insist-upload = 坚持使用这份

submitted = 订单 <b>{ $number }</b> 已提交预审。有结果会立即通知您。
approved = 好消息：订单 <b>{ $number }</b> 预审通过，请付款。
returned = 订单 <b>{ $number }</b> 有材料需要补正：{ $documents }。其余已通过，不用重传。
rejected = 订单 <b>{ $number }</b> 已终止。原因：{ $reason }
how-to-pay = 请对公转账：
    户名：{ $holder }
    开户行：{ $bank }
    账号：<code>{ $account }</code>
    附言请写订单号 { $number }
receipt-as-picture = 请把付款回单的照片、截图或文件发到这里，会转交财务。
receipt-taken = 付款回单已收到，财务确认后会立即通知您。
receipt-shown = 付款回单已收到，等待财务确认。
paid = 订单 <b>{ $number }</b> 已确认收款 { $amount } 元。请邮寄纸质资料。
post-to = 收件人：{ $recipient }
    电话：{ $telephone }
    地址：{ $address }
ask-waybill = 请输入<b>快递单号</b>，或直接拍下快递面单上的条形码发来，会自动读取。
    示例：SF1234567890123
waybill-taken = 已登记：{ $waybill }。不对的话点下面的按钮更正。
paper-missing = <b>请补寄</b>：{ $documents }
paper-asked = 纸质资料还缺：{ $documents }。请补寄后填写新的快递单号。
paper-passed = 订单 <b>{ $number }</b> 纸质资料审核通过，开始制证。
made = 订单 <b>{ $number }</b> 的新证书已制作完成，旧证书已吊销。
shipped = 订单 <b>{ $number }</b> 的新证书已寄出：{ $waybill }。
delivered = 订单 <b>{ $number }</b> 的新证书已签收，感谢您的配合。
invoice-sent = 订单 <b>{ $number }</b> 的发票已开具，发票号码 { $invoice }。
withdraw-question = 确定删除订单 <b>{ $number }</b> 吗？删除后不能恢复：
key-withdraw-sure = 确定删除
key-keep = 保留订单
withdrawn = 订单 <b>{ $number }</b> 已删除，相关表格和法人核验已作废。需要时可重新申请。
withdrawn-draft = 订单 <b>{ $number }</b> 已删除。需要时可重新申请。

no-orders = 还没有订单。
your-orders = <b>我的订单</b>（{ $count }）
order-line = { $number } · { $stage }
order-line-current = ▶ { $number } · { $stage }（当前）
status-usage = 请在命令后写订单号，例如：/status 2600 0017
status-head = <b>订单 { $number }</b> · { $stage }
status-inbound = 寄来的资料：{ $waybill }（{ $at } 登记），{ $step }
status-outbound = 寄出的证书：{ $waybill }（{ $at } 寄出），{ $step }
status-invoice = 发票号码：{ $number }
look-up-digits = 请输入经办人手机号的<b>后四位</b>：
look-up-wrong = 订单号与手机后四位不符。请核对后重发后四位，或重发订单号。
look-up-spent = 查询次数过多，请一小时后再试。
event = { $at }　{ $what }
event-opened = 建立订单
event-confirmed = 确认信息，生成表格
event-amended = 修改信息，旧表格作废
event-verified = 法人核验成功
event-submitted = 提交预审
event-approved = 预审通过
event-returned = 材料退回补正
event-rejected = 申请终止
event-paid = 确认收款
event-paper-posted = 登记快递单号
event-paper-passed = 纸质资料审核通过
event-paper-missing = 要求补寄资料
event-made = 证书制作完成
event-shipped = 证书寄出
event-delivered = 证书签收
event-invoice = 发票已发送
event-withdrawn = 删除订单

command-start = 开始
command-apply = 申请补办证书
command-orders = 我的订单
command-status = 查询进度
command-cancel = 停下当前步骤
command-language = 切换语言 / Language
command-login = 登录
command-logout = 退出登录
command-help = 帮助

## 提醒与到期

reminder = 提醒：订单 <b>{ $number }</b> 还等着您办理。已填写的内容都在，点“继续填写”接着办即可。
reminder-closing = 订单 <b>{ $number }</b> 很久没有办理了。如不再办理，{ $date } 将自动关闭，届时已打印的表格和法人核验作废；办理任何一步即可保留。
closed = 订单 <b>{ $number }</b> 长期没有办理，已自动关闭，相关表格和法人核验已作废。填写过的信息都保留着，重新发送 /apply 申请时可以一键沿用。
todo-question = 停在：{ $section } · { $field }
todo-draft = 停在：选择证书和确认费用
todo-verification = 还差：法人核验
todo-documents = 还差：{ $documents }
todo-submit = 材料已齐，只差点“提交预审”。
todo-payment = 待付款：{ $total } 元
todo-paper = 待办：邮寄纸质资料，并填写快递单号。请在申请表左上角手写订单号 { $number }。
key-silence = 不再提醒这个订单
key-unsilence = 恢复提醒
silenced = 好的，不再提醒这个订单。只有将要自动关闭时，才会再通知您一次。
unsilenced = 好的，这个订单会照常提醒。
event-closed = 长期未办理，自动关闭

## 一次粘贴、跳转、稍后再填

key-later = 稍后再填
key-sections = 跳到其他部分
key-go-on = 继续填写
key-fill = 补填未填的
offer-in-full = · { $source }：{ $answer }
offer-at-hand = 刚才发的
too-early = 这条消息发得比问题早，没有当作答案。请看清下面的问题再输入。
too-early-kept = “{ $text }”发得比问题早，没有直接填入；若正是下面问题的答案，点按钮即可。
switched = 已切换到订单 <b>{ $number }</b>。
key-back-to-order = 回到订单 { $number }
sections = <b>订单 { $number }</b> 填写进度
section-done = ✓ { $section }：已填完（{ $answered }/{ $all }）
section-open = ○ { $section }：已填 { $answered }/{ $all }
sections-question = 要到哪一部分？
summary-open = 还有 { $count } 项没填，补齐后才能确认。
identity-of-kind = { $number }（{ $kind }）
identity-other-kind = 如果是其他证件的号码，点下面对应的按钮即可采用。
key-identity-resident-card = 居民身份证
key-identity-hong-kong-macao = 港澳通行证
key-identity-taiwan = 台胞证
key-identity-passport = 护照
key-identity-residence-permit = 港澳台居住证
key-identity-permanent-residence = 外国人永居证
key-invoice-ordinary = 普通发票
key-invoice-special = 专用发票
key-change-certificates = 证书
key-change-ground = 补办原因
paste-found = 从这条消息里认出了下面几项（订单 { $number }），还没有填入，请核对：
paste-instead = 　　（将代替原来的：{ $answer }）
paste-rest = 没有用上的内容：{ $rest }
paste-question = 全部正确就点“填入”；哪项不对，点它重新输入。
paste-taken = 已填入。
key-paste-take = 全部正确，填入 { $count } 项
key-paste-correct = 更正{ $field }
key-paste-whole = 不拆分，整条作为{ $field }
key-paste-drop = 都不要，重新输入

## 联系工作人员

command-write-to-staff = 联系工作人员
key-staff = 联系工作人员
key-not-staff = 不发了，继续办理
key-staff-more = 再说一句
key-staff-answer = 回复工作人员
talk-please = 请把要对工作人员说的话发来（文字、照片、文件、语音或视频）。
talk-please-order = 请把要对工作人员说的话发来（文字、照片、文件、语音或视频），会注明是订单 <b>{ $number }</b>。
talk-once = 只有您接下来发的<b>这一条</b>会转给他们；之后继续办理，刚才的问题还在。
talk-not = 好的，没有转发任何内容。
talk-passed = 已转给工作人员，他们的答复会发到这里。
talk-edited = 修改后的内容也已转给工作人员。
talk-kinds = 位置、名片、投票不能转交，请换一种方式发来；不想发了请点“不发了，继续办理”。
talk-nobody = 现在没有可以接收留言的工作人员，请致电 { $telephone }。
talk-spent = 这一小时的留言已经很多了。急事请致电 { $telephone }。
talk-failed = 抱歉，这条留言没能转给工作人员。请致电 { $telephone }。
talk-answer = <b>工作人员 { $name } 答复：</b>
talk-answer-order = <b>工作人员 { $name } 答复（订单 { $number }）：</b>
talk-corrected = <b>工作人员更正了上面的答复：</b>

## 进度与时限

checklist-answers = 已填 { $answered }/{ $all } 项
checklist-closes = 请在 { $date } 前办完这一步，逾期未动订单会自动关闭。
promised-by = 预计 { $date } 前有结果。
promised-about = 预计 { $date } 前后有结果（该年度节假日安排尚未公布）。
promised-after-arrival = 预计资料到达后 { $days } 个工作日内有结果。
next-invoice = 发票在制证后 { $days } 个工作日内发到收票邮箱。
command-register = 注册单位账号
profile-description = 江西CA 数字证书补办：注册单位账号，选择证书，填写信息，打印盖章，上传扫描件，付款，邮寄，随时查进度。全程在这里完成，已填内容不会丢。
profile-short = 数字证书补办：申请、上传、付款、邮寄、查进度，全程在这里。
