### 工作群里看到的话。个人信息一律打码。

card = <b>{ $number }</b> · { $stage }
card-unit = { $unit }（{ $uscc }）
card-doubtful-uscc = ！信用代码校验位不符，申请人坚持使用，请核实
card-agent = 经办人：{ $agent } { $mobile }
card-certificates = 证书 { $count } 张，含印章 { $seals } 枚，费用 { $fee } 元
card-since = 进入本阶段：{ $at }
card-round = 第 { $round } 次提交
card-document-clean = ✓ { $document }（#{ $upload }）
card-document-warned = ！ { $document }（#{ $upload }）
card-document-accepted = ✓ { $document }（#{ $upload }，已通过）
card-document-returned = ✗ { $document }（#{ $upload }，已退回）
card-finding = 　　· { $finding } { $figure }
card-verified = ✓ 法人核验：{ $name }
card-not-verified = ○ 法人未核验：{ $name }
card-receipt = 付款回单已上传
card-paid = 已收款 { $amount } 元
card-paid-differs = ！与应收 { $due } 元不符
card-serials = 新证书：{ $serials }
card-claimed = 受理人：{ $name }（{ $at } 起）
card-unclaimed = 尚无人受理

key-claim = 受理
key-release = 放回
key-look = 看材料
key-approve = 预审通过
key-return = 退回补正…
key-reject = 终止…
key-verified = 认证成功
key-not-verified = 不通过…
key-paid = 已收款 { $total } 元
key-paper-pass = 纸质通过
key-paper-missing = 要求补寄…
key-made = 已制证…
key-ship = 已寄出…
key-delivered = 已签收
key-invoice = 发票…
key-return-document = { $document }（{ $count }）
key-return-send = 退回
key-paper-send = 要求补寄

staff-verification = 法人核验 · 订单 { $number }
    法定代表人：{ $name }（{ $identity }）
    应念数字：<b>{ $digits }</b>
    请对照上面的视频与身份证件。
staff-receipt = 订单 { $number } 的付款回单
staff-upload = 订单 { $number } · { $document }（#{ $upload }）
staff-approved = { $number }：{ $name } 预审通过
staff-returned = { $number }：{ $name } 退回补正
staff-rejected = { $number }：{ $name } 终止申请
staff-verified = { $number }：{ $name } 确认法人核验通过
staff-not-verified = { $number }：{ $name } 未认可法人核验
staff-paid = { $number }：{ $name } 确认收款
staff-paid-differs = ！实收 { $amount } 元，应收 { $due } 元，请核对差额。
staff-paper-passed = { $number }：{ $name } 纸质审核通过
staff-paper-asked = { $number }：{ $name } 要求补寄资料
staff-made = { $number }：{ $name } 已制证，旧证书标记为吊销
staff-shipped = { $number }：{ $name } 已寄出
staff-delivered = { $number }：{ $name } 登记签收
staff-invoiced = { $number }：{ $name } 已发送发票
staff-return = <b>退回补正 · { $number }</b>
staff-return-documents = 选择要退回的材料，并勾选原因：
staff-return-reasons = { $document }的退回原因：
staff-return-sent = { $number } 已退回，申请人已收到原因。
staff-paper-missing = <b>要求补寄 · { $number }</b>
    勾选缺少的资料：
staff-paper-asked-done = { $number } 已通知申请人补寄。
staff-ask-serials = <a href="tg://user?id={ $user }">{ $name }</a>，请回复本条：{ $number } 的新证书序列号（{ $count } 个，空格分开）。
staff-ask-waybill = <a href="tg://user?id={ $user }">{ $name }</a>，请回复本条：{ $number } 寄出的快递单号。
staff-ask-invoice = <a href="tg://user?id={ $user }">{ $name }</a>，请回复本条：{ $number } 的发票号码；或回复发票 PDF，发票号码写在说明里。
staff-ask-reject-reason = <a href="tg://user?id={ $user }">{ $name }</a>，请回复本条：终止 { $number } 的原因（申请人会看到）。
staff-ask-verification-reason = <a href="tg://user?id={ $user }">{ $name }</a>，请回复本条：{ $number } 法人核验不通过的原因（申请人会看到）。
staff-text-please = 请用文字回复。
staff-invoice-pdf = 发票请发 PDF 文件。
staff-changed-since = 订单在您看到之后有变化，请看最新的卡片再决定。
staff-no-order = 没有这个订单。
staff-no-uploads = 还没有上传材料。
staff-not-your-ticks = 这是同事打开的菜单，请自己点一次“退回”或“补寄”。
staff-own-order = 这是您本人的订单，须由同事处理。
staff-lacks-role = 这一步由{ $role }处理，您没有这个权限。
staff-unknown = 您不在工作人员名册中（您的 ID：{ $id }）。请让管理员加入 bot.toml 的 staff.members。
staff-anonymous = 请以本人身份操作：关闭匿名管理员后再试。
not-the-staff-group = 这里不是工作群。若应当是，请在 bot.toml 设置 staff.group = { $chat }。
staff-queue = <b>待办 { $count } 件</b>（久等的在前）
staff-queue-empty = 没有待办，辛苦了。
staff-queue-line = { $number } · { $stage } · { $unit } · { $since } · { $who }
staff-found = 找到 { $count } 件：
staff-found-none = 没有找到。可用订单号、单位名称、信用代码、手机号、快递单号或证书序列号查找。
staff-you = { $name }，您的角色：
staff-unreachable-blocked = ！联系不上：{ $unit } 已屏蔽机器人或注销。涉及订单：{ $numbers }。请改用电话。
staff-unreachable-gave-up = ！给 { $unit } 的通知多次发送失败，已停止重试。涉及订单：{ $numbers }。
history-line = { $at } { $who } { $what }
by-applicant = 申请人
by-legal-person = 法人
by-staff = 工作人员 { $id }
by-desk = 系统

staff-help = <b>工作群命令</b>（订单号可省略：直接回复卡片）
    /queue 待办 · /find 词 · /order 号 · /audit 号
    /claim 号 · /release 号 · /look 号
    /verify 号 yes|no 原因
    /approve 号 · /return 号 材料序号 原因 · /reject 号 原因
    /paid 号 金额 凭证号 · /paper 号 ok|序号,序号 说明
    /made 号 序列号… · /ship 号 快递单号 · /delivered 号
    /invoice 号 发票号码（或作为 PDF 的说明）
    材料序号：1 申请表 2 营业执照 3 身份证 4 授权书 5 采集表
unknown-staff-command = 没有这个命令，/help 查看全部。
usage-order = 用法：/{ $command } 订单号
usage-find = 用法：/find 订单号、单位名称、信用代码、手机号、快递单号或序列号
usage-verify = 用法：/verify 订单号 yes，或 /verify 订单号 no 原因
usage-return = 用法：/return 订单号 材料序号 原因。序号：1 申请表 2 营业执照 3 身份证 4 授权书 5 采集表
usage-reject = 用法：/reject 订单号 原因
usage-paid = 用法：/paid 订单号 [金额 [凭证号]]，金额省略为应收全额
usage-paper = 用法：/paper 订单号 ok，或 /paper 订单号 1,4 说明
usage-made = 用法：/made 订单号 新证书序列号…
usage-ship = 用法：/ship 订单号 快递单号
usage-invoice = 用法：/invoice 订单号 发票号码（可写在 PDF 的说明里）

command-queue = 待办列表
command-order = 查看订单
command-find = 查找订单
command-claim = 受理
command-look = 看材料
command-verify = 法人核验结果
command-approve = 预审通过
command-return = 退回补正
command-reject = 终止申请
command-paid = 确认收款
command-paper = 纸质审核
command-made = 登记制证
command-ship = 登记寄出
command-delivered = 登记签收
command-invoice = 发送发票
command-staff-help = 命令说明

## 与申请人对话

staff-talk = <b>订单 { $number }</b> · { $unit } · { $name } 留言：
staff-talk-unit = { $unit } · { $name } 留言（未指明订单）：
staff-talk-stranger = { $name } 留言（未登录单位账号）：
staff-talk-hint = （<b>回复本条</b>即发给对方；以 // 开头的回复只留在群里）
staff-talk-edited = （这是对方修改后的内容，原话见所回复的那条）
staff-note-stays = 这是内部备注，没有发给申请人。
staff-talk-delivered = ✓ 已送达申请人。
staff-talk-blocked = ✗ 没有送达：对方已停用机器人。请电话联系。
staff-talk-failed = ✗ 没有送达：多次发送失败。请电话联系。
