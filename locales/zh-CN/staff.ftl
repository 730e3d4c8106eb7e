### 工作群里看到的话。个人信息一律打码。

card = <b>{ $number }</b> · { $stage }
card-unit = { $unit }（{ $uscc }）
card-doubtful-uscc = ！信用代码校验位不符，申请人坚持使用，请核实
card-agent = 经办人：{ $agent } { $mobile }
card-certificates = 证书 { $count } 张，含印章 { $seals } 枚，费用 { $fee } 元
card-since = 进入本阶段：{ $at }（已等 { $waited }）
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
card-claimed = 受理人：{ $name }（至 { $until }）
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
    请核对：人脸与手持证件一致，姓名、证件尾号相符，数字念对。
staff-receipt = 订单 { $number } 的付款回单，应收 { $total } 元
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
staff-changed-what = { $line }
    之后：{ $what }
staff-did = { $who }{ $what }
staff-topic-line = { $number }：{ $did }
staff-no-order = 没有这个订单。
staff-no-uploads = 还没有上传材料。
staff-not-your-ticks = 这是同事打开的菜单，请自己点一次“退回”或“补寄”。
staff-own-order = 这是您本人的订单，须由同事处理。
staff-lacks-role = 这一步由{ $role }处理，您没有这个权限。
staff-unknown = 您不在工作人员名册中（您的 ID：{ $id }）。请让管理员用 /staff invite 邀请您。
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
    /queue 待办（mine 我的 free 未受理 overdue 超时） · /find 词
    /order 号 · /audit 号 记录 · /look 号 [材料序号]
    /claim 号 · /release 号 · /take 号 接手（管理员）
    /talk 号 内容（或 #模板）给申请人留言
    /note 号 备注 · /hold 号 原因 · /resume 号 · /undo 号 撤销
    /verify 号 yes|no 原因
    /approve 号 · /return 号 材料序号 原因 · /reject 号 原因
    /paid 号 金额 凭证号 · /paper 号 ok|序号,序号 说明
    /made 号 序列号… · /ship 号 快递单号 · /delivered 号 · /returned 号 退件
    /invoice 号 发票号码（或作为 PDF 的说明）
    /stats 天数 · /export 天数 · /staff 名册
    /cert 证书 · /import（随文件）导入证书
    多个订单可一次粘贴，每行一个：订单号 内容
    /account 信用代码 · /rename 信用代码 新名称 · /reset 信用代码
    材料序号：1 申请表 2 营业执照 3 身份证 4 授权书 5 采集表
unknown-staff-command = 没有这个命令，/help 查看全部。
usage-order = 用法：/{ $command } 订单号
usage-find = 用法：/find 订单号、单位名称、信用代码、手机号、快递单号或序列号
usage-verify = 用法：/verify 订单号 yes，或 /verify 订单号 no 原因
usage-return = 用法：/return 订单号 材料序号 原因。序号：1 申请表 2 营业执照 3 身份证 4 授权书 5 采集表
usage-reject = 用法：/reject 订单号 原因
usage-paid = 用法：/paid 订单号 [金额 [凭证号]]，金额省略为应收全额
usage-paper = 用法：/paper 订单号 ok，/paper 订单号 received（收到），或 /paper 订单号 1,4 说明
usage-made = 用法：/made 订单号 新证书序列号…
usage-ship = 用法：/ship 订单号 快递单号；可粘贴多行，同一包裹的订单写在一行
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
staff-approved-once = { $number }：{ $name } 通过预审，还需另一位审核人员通过
staff-taken-over = { $number }：{ $name } 从 { $from } 处接手
staff-held = { $number }：{ $name } 暂停办理
staff-resumed = { $number }：{ $name } 恢复办理
staff-undone = { $number }：{ $name } 撤销了“{ $what }”
staff-noted = { $number } 已记内部备注，申请人看不到。
staff-unmasked = 法人 { $legal } { $identity }；经办人 { $agent } { $card } { $mobile }（本次查看已记录）
staff-nothing-to-undo = 没有可以撤销的决定。
staff-undo-not-yours = 只有作出决定的同事或管理员能撤销。
staff-paper-received = { $number }：{ $name } 已收到纸质资料
staff-came-back = { $number }：{ $name } 登记退件，可重新寄出
staff-claim-expired = { $number }：{ $name } 的受理已超时，自动放回待办
staff-overdue = ⏰ { $number } 超时：{ $stage }，应于 { $date } 前处理（受理人：{ $who }）
staff-calendar-unknown = 当年节假日安排尚未公布，只按周末推算。
staff-digest = <b>早安。待办 { $count } 件</b>：未受理 { $free } 件，超时 { $late } 件
staff-digest-stage = 　· { $stage }：{ $count }
staff-answers-nothing = { $number } 现在没有等您回复的内容，这句话没有被记录。内部备注请用 /note。
staff-answers-no-order = 这条消息不属于任何订单，您的回复没有被采用。
staff-open-questions = 等您回复的有：
staff-open-question = 　· { $number }：{ $what }（回复该提问，或回复该订单的卡片）
wanted-serials = 新证书序列号
wanted-waybill = 快递单号
wanted-invoice = 发票号码
wanted-reject-reason = 终止原因
wanted-verification-reason = 法人核验不通过的原因
wanted-hold-reason = 暂停原因
wanted-return-note = 退回附言
staff-ask-hold-reason = <a href="tg://user?id={ $user }">{ $name }</a>，请回复本条：暂停 { $number } 的原因（申请人会看到）。
staff-ask-return-note = <a href="tg://user?id={ $user }">{ $name }</a>，请回复本条：{ $number } 该材料的退回附言（申请人会看到）。
staff-return-noted = 　{ $document }附言：{ $note }
staff-upload-clean = 机器检查：未发现问题
staff-upload-copy-lost = 压缩后的副本上二维码或印章不如原件清晰，请以原件为准
staff-upload-insisted = ！申请人坚持使用这一份
compare-unit = 对照：{ $unit }（{ $uscc }）
compare-legal = 对照：法定代表人 { $name }
compare-person = 对照：{ $name } { $number }
compare-certificates = 对照：证书 { $serials }
compare-seals = 对照：电子印章 { $seals } 枚
staff-many = <b>共 { $count } 行，成功 { $done } 件</b>
staff-many-done = ✓ { $number }
staff-many-not-done = ✗ { $number }：{ $why }
staff-many-unread = ✗ “{ $line }”：没有订单号
staff-many-twice = 这个订单在列表里出现了两次
staff-many-too-many = 一次最多 { $most } 件，请分几次发送。
staff-not-your-list = 这是同事打开的列表，请自己发送 /queue 或 /find。
staff-queue-mine = <b>我受理的 { $count } 件</b>
staff-queue-unclaimed = <b>未受理 { $count } 件</b>（久等的在前）
staff-queue-overdue = <b>超时 { $count } 件</b>
staff-page = 第 { $page }/{ $pages } 页
staff-did-you-mean = 您要找的是不是：
key-page-before = ← 上一页
key-page-next = 下一页 →
key-queue-all = 全部
key-queue-mine = 我的
key-queue-unclaimed = 未受理
key-queue-overdue = 超时
key-open-card = 打开卡片
key-hold = 暂停…
key-resume = 恢复办理
key-undo = 撤销刚才的决定
key-unmask = 完整号码
key-paper-received = 已收到资料
key-came-back = 退件
key-return-this = 退回这项…
key-return-note = 附言…
key-join-staff = 加入
card-overdue = ！应于 { $date } 前处理，已超时
card-due = 请于 { $date } 前处理
card-held = ⏸ 已暂停（{ $at }）：{ $reason }
card-corrected = 　上次退回：{ $document }（{ $reasons }）
card-approvals = 预审已通过 { $count }/{ $needed }
card-paper-received = 纸质资料已到：{ $at }
card-came-back = 曾退件：{ $waybill }
card-note = ✎ { $name } { $at }：{ $text }
card-document-new = ↻ { $document }（#{ $upload }，本次重新提交）
waited-minutes = { $count } 分钟
waited-hours = { $count } 小时
waited-days = { $count } 天
decision-approve = 预审通过
decision-return = 退回补正
decision-reject = 终止申请
decision-payment = 确认收款
decision-paper-pass = 纸质通过
decision-paper-ask = 要求补寄
decision-make = 已制证
decision-ship = 已寄出
decision-deliver = 已签收
history-earlier = （此前还有 { $count } 条）
history-whole = ✓ 记录链完整，共 { $count } 条
history-broken = ！记录链在第 { $place } 条断开，请通知管理员
did-uploaded = 上传 #{ $upload }
did-inspected = 检查 #{ $upload }：{ $count } 项提示
did-insisted = 坚持使用 #{ $upload }
did-submitted = 第 { $round } 次提交
did-returned = 退回：{ $documents }
did-paid = 收款 { $amount } 元，应收 { $due } 元
did-paper-posted = 寄出纸质资料 { $waybill }
did-paper-missing = 要求补寄：{ $documents }
did-made = 制证 { $serials }
did-shipped = 寄出证书 { $waybill }
did-invoice = 发送发票 { $number }
did-undone = 撤销“{ $what }”
did-agreed = 同意服务协议
did-project = 选择项目
did-certificates = 选择证书
did-ground = 填写补办原因
did-warned = 确认旧证书将被吊销
did-legal-opened = 打开核验链接
did-legal-consented = 同意授权
did-legal-sent = 发送核验视频
did-legal-refused = 未认可法人核验
did-legal-declined = 拒绝授权
did-legal-again = 再给一次法人核验机会
did-claimed = 受理
did-released = 放回
did-taken-over = 接手
did-claim-expired = 受理超时，自动放回
did-approved-once = 通过预审（需两人）
did-receipt = 上传付款回单
did-noted = 记备注
did-unmasked = 查看完整号码
did-looked = 查看材料原图
did-raised = 超时提醒
did-reminded = 提醒申请人
did-closing-announced = 预告关闭
did-chosen = 在两份同类材料中选定一份
did-silenced = 设置提醒
did-other = 其他
event-held = 暂停办理
event-resumed = 恢复办理
event-undone = 撤销了上一步决定
event-paper-received = 纸质资料已收到
event-came-back = 证书退件
usage-queue = 用法：/queue，或 /queue mine（我的）、free（未受理）、overdue（超时）
usage-look = 用法：/look 订单号，或 /look 订单号 材料序号
usage-hold = 用法：/hold 订单号 原因
usage-note = 用法：/note 订单号 备注（申请人看不到）
usage-stats = 用法：/stats 天数（1–366，省略为 7）
usage-staff = 用法：/staff invite 角色 · /staff roles 编号 角色 · /staff remove 编号。角色：reviewer 审核 finance 财务 maker 制证 administrator 管理员
stats = <b>近 { $days } 天</b>
stats-volume = 提交 { $submitted } · 通过 { $approved } · 退回 { $returned } · 寄出 { $shipped }
stats-wait = { $stage }：{ $count } 件，中位 { $median }，95% 在 { $late } 内
stats-returned = 退回 { $document }：{ $count } 次
stats-by = { $name }：{ $count } 件
staff-register = <b>名册 { $count } 人</b>
staff-register-line = 　{ $name }（{ $id }）：{ $roles }
staff-roles-set = { $name } 的角色已更新。
staff-nobody-known = 名册里没有“{ $who }”。
staff-last-administrator = 至少要留一位管理员。
staff-invitation = 邀请一位同事：{ $roles }。把本条转给对方，点“加入”即可；{ $hours } 小时内有效，只能用一次。
staff-invitation-void = 这个邀请已失效，请让管理员重新邀请。
staff-joined = 已加入工作人员名册：{ $roles }。请到工作群办理。
staff-joined-group = { $name } 已加入名册：{ $roles }
staff-removed = { $by } 已将 { $name } 移出名册。
command-take = 接手他人的受理
command-hold = 暂停办理
command-resume = 恢复办理
command-undo = 撤销刚才的决定
command-note = 内部备注
command-returned = 登记退件
command-audit = 办理记录
command-stats = 统计
command-staff = 名册
command-release = 放回

## 给申请人留言，与回执

staff-talk-queued = ⏳ 已排队，正在发给申请人。
staff-talk-partly = ✓ 已送达，但有一部分没有送达，请电话确认。
staff-talk-nobody = { $number } 现在没有人关注（对方已退出账号），没有发送。请电话联系。
staff-talk-kinds = 位置、名片、投票不能转交，请换一种方式回复。
staff-talk-stays = 修改后的内容没有发给申请人，对方看到的仍是原话。
staff-no-template = 没有模板“{ $id }”。可用：{ $known }
staff-ask-word = <a href="tg://user?id={ $user }">{ $name }</a>，请回复本条：要对 { $number } 的申请人说的话；或直接点一个模板发出。
wanted-word = 给申请人的留言
usage-talk = 用法：/talk 订单号 内容，或 /talk 订单号 #模板；也可写在照片、视频、文件的说明里
command-talk = 给申请人留言
key-word = 留言…

## 证书登记

usage-import = 用法：把 CSV 或 XLSX 文件发到群里，说明写 /import；或用 /import 回复该文件。列：证书序列号、统一社会信用代码、证书类型、持有人、有效期至、含电子印章、状态
usage-cert = 用法：/cert 序列号、持有人或信用代码；更正：/cert 序列号 列名 新值，例如 /cert JX-0001 有效期至 2027-12-31
import-counts = <b>导入预览</b>：新增 { $fresh }，变更 { $changed }，相同 { $same }，有误 { $wrong } 行
import-fault = ✗ 第 { $line } 行 { $letter } 列“{ $column }”：{ $why }（{ $text }）
import-mend = 没有导入任何内容。请改好文件再发一次。
import-sure = 尚未写入。确认后一次全部写入。
import-same = 与登记完全相同，无需导入。
import-done = ✓ 已导入：新增 { $fresh }，变更 { $changed }，相同 { $same }
import-left = 好的，没有导入。
import-not-yours = 请由发送文件的管理员确认；已处理过的不能再次导入。
import-nothing = 没有导入任何内容。
import-no-table = 这不是可以读取的 CSV 或 XLSX 文件。旧版 .xls 请另存为 .xlsx。
import-encoding = 文件的文字编码无法识别，请存为 UTF-8 或 GBK 的 CSV，或存为 XLSX。
import-too-large = 文件太大，最大 5 MB。
import-too-many = 行数太多，一次最多 { $most } 行，请分几个文件。
import-empty = 表格里没有内容。
import-changed = 文件与预览的不同，请重新发送。
import-not-fetched = 文件没有取到，请重新发送。
import-columns = 缺少这些列：{ $columns }
column-serial = 证书序列号
column-uscc = 统一社会信用代码
column-kind = 证书类型
column-holder = 持有人
column-expires = 有效期至
column-seal = 含电子印章
column-state = 状态
wrong-missing = 没有填
wrong-check = 信用代码校验位不符
wrong-twice = 与第 { $line } 行重复
wrong-kind = 须为 单位证书、法人证书 或 业务证书
wrong-day = 日期无法识别，例如 2027-12-31
wrong-seal = 须为 是 或 否
wrong-state = 须为 有效 或 已吊销
wrong-form = 格式不对
key-import = 确认导入
key-import-not = 不导入
cert-none = 登记中没有这张证书。
cert-same = 与登记相同，没有改动。
cert-found = <b>找到 { $count } 张</b>
cert-line = 　{ $certificate }（{ $uscc }）{ $state }
cert-more = 还有更多，请写得更具体。
cert-corrected = { $name } 已更正登记（已记录）：
cert-before = 　原：{ $certificate }（{ $uscc }）{ $state }
cert-after = 　新：{ $certificate }（{ $uscc }）{ $state }
certificate-valid = 有效
certificate-revoked = 已吊销
command-cert = 证书登记
command-import = 导入证书登记

## 导出

usage-export = 用法：/export，/export 天数，或 /export 2026-11-01 2026-11-30；最后加 full 为不打码（会记录）
export-begun = 正在导出 { $from } 至 { $until } 的订单（个人信息打码），稍后发到您的私聊。
export-begun-unmasked = 正在导出 { $from } 至 { $until } 的订单（<b>个人信息不打码</b>，本次导出已记录），稍后发到您的私聊。
export-sent = ✓ 已发到您的私聊，共 { $count } 件。
export-blocked = ✗ 发不到您的私聊：请先在私聊里给 @{ $bot } 发 /start，再导出一次。
export-failed = ✗ 没有发成，请再导出一次。
export-caption = { $from } 至 { $until } 的订单，共 { $count } 件。
export-caption-unmasked = { $from } 至 { $until } 的订单，共 { $count } 件。<b>含完整个人信息，请妥善保管。</b>
export-file = 订单 { $from } 至 { $until }
export-sheet = 订单
export-number = 订单号
export-stage = 阶段
export-unit = 单位
export-created = 建单时间
export-updated = 最后变动
export-agent = 经办人
export-agent-card = 经办人证件号
export-mobile = 经办人手机
export-legal = 法定代表人
export-recipient = 收件人
export-address = 收件地址
export-certificates = 原证书
export-serials = 新证书
export-due = 应收（元）
export-paid = 实收（元）
export-reference = 凭证号
export-waybill = 寄出单号
export-invoice = 发票号码
command-export = 导出订单

## 统计图

stats-reason = 原因“{ $reason }”：{ $count } 次
chart-title = 近 { $days } 天
chart-volume = 数量
chart-submitted = 提交
chart-approved = 通过
chart-returned = 退回
chart-shipped = 寄出
chart-waits = 等待时间（深色为中位，浅色为 95%）
chart-wait = { $median } / { $late }
chart-reasons = 退回原因
chart-by = 各人办理件数

staff-delivered-by-courier = { $number }：快递显示已签收，订单办结
