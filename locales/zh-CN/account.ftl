### 账号：登录、忘记密码、我的账号，以及工作人员对账号的处理。

key-forgot = 忘记密码
key-account = 我的账号
key-chats = 已登录的聊天
key-change-password = 修改密码
key-prove-mobile = 确认手机号
key-other-picture = 看不清，换一张
key-set-password = 设置新密码
key-unbind = 解除：{ $name }
key-unbind-others = 解除其他全部聊天

log-in-riddle = 为防止有人猜密码，请先输入图中的 5 位数字。
    看不清可以换一张；看不到图片，请点“忘记密码”或联系工作人员。
riddle-wrong = 数字不对，换了一张，请再看一次。
riddle-too-old = 上一张图已过期，换了一张。

account-card = <b>{ $unit }</b>
account-uscc = 登录名：<code>{ $uscc }</code>
account-mobile-proven = 手机号：{ $mobile }（已确认）
account-mobile-unproven = 手机号：{ $mobile }（未确认）
account-chats = 已登录的聊天：{ $count } 个
account-doubtful = 统一社会信用代码的校验位对不上，工作人员会核实。
account-corrections = 单位名称有误，请致电 { $telephone }，由工作人员更正。统一社会信用代码有误不能更正：请退出登录，用正确的代码重新注册。
old-password = 请先输入现在的密码。收到后会立即从聊天中删除。
old-password-wrong = 密码不对。
new-password = 请输入新的<b>密码</b>：至少 { $min } 个字符，不能全是数字。
    收到后我会立即从聊天中删除这条消息。
password-changed = 密码已修改。其他已登录的聊天仍然有效，不需要的可以解除。
password-changed-elsewhere = 提醒：{ $name } 在另一个聊天里修改了本单位账号的密码。若非本单位人员，请尽快联系工作人员。
prove-mobile = 请点下方按钮共享您自己的手机号。这个号码会成为账号的手机号。
bound-chats = <b>已登录本账号的聊天</b>（{ $count }）
bound-chat = · { $name }　{ $at }
bound-chat-this = · { $name }　{ $at }（本聊天）
bound-chats-only = 只有本聊天，没有可解除的。
chat-number = Telegram 用户 { $number }
chat-unbound = 已解除：{ $name }。对方需要密码才能再次登录。
chat-unbound-advice = 若不认识对方，请同时修改密码。
chat-gone-already = 那个聊天已经退出了。
chat-let-go = 本聊天已被解除登录：{ $unit }。需要继续办理，请重新登录。

recover-uscc = 请输入忘记密码的单位的 18 位统一社会信用代码。
recover-asked = 已转给工作人员。核对码：<b>{ $digits }</b>
    工作人员会按单位登记的电话联系；也可以主动致电 { $telephone }，并报出核对码。经两名工作人员同意后，本聊天会收到设置新密码的按钮。
recover-wait = 刚才已经提交过一次，请十分钟后再试。
recover-granted = { $unit } 的密码可以重设了。请点下面的按钮设置新密码，24 小时内有效，只能用一次。
recover-refused = 忘记密码的申请未获同意。如有疑问请致电 { $telephone }。
recover-void = 这个按钮已失效：可能已过期、已使用，或不是在这个聊天里申请的。需要时请重新点“忘记密码”。
password-reset = 新密码已生效，本聊天已登录：<b>{ $unit }</b>
recovery-elsewhere = 提醒：{ $name } 在另一个聊天里申请重设本单位账号的密码。若非本单位人员，请立即联系工作人员。
unit-renamed = 工作人员已更正单位名称：“{ $from }”改为“<b>{ $to }</b>”。还没有提交的表格请重新下载、重新盖章。

card-mobile-unproven = ！账号手机号未经 Telegram 证实
staff-no-account = 没有这个账号。
staff-own-account = 这是您本人的账号或申请，须由同事处理。
staff-account-locked = 密码错误过多，暂停登录至 { $until }
staff-rename-same = 单位名称没有变化。
staff-renamed = { $name } 更正单位名称：“{ $from }”改为“{ $to }”，已记录并通知申请人。
staff-recovery = <b>忘记密码</b> · { $unit }（{ $uscc }）
    核对码：<b>{ $digits }</b>
staff-recovery-asker = 申请人：{ $name }
staff-recovery-how = 请按单位登记的电话回拨，请对方报出核对码，再点“已电话核实”。之后由另一位同事同意。
staff-recovery-checked = { $name } 已电话核实，等待另一位同事同意。
staff-recovery-granted = 已同意，申请人可在 { $until } 前设置新密码。
staff-recovery-refused = { $name } 拒绝了 { $unit } 的忘记密码申请。
staff-recovery-used = { $unit } 已设置新密码。
key-recovery-check = 已电话核实
key-recovery-grant = 我也同意
key-recovery-refuse = 拒绝
recovery-none = 这个单位没有等待处理的忘记密码申请。请申请人在登录时点“忘记密码”。
recovery-same-person = 您已核实过，须由另一位同事同意。
recovery-unchecked = 还没有人电话核实。
recovery-over = 这个申请已处理、已过期，或已被新的申请代替。
account-event-opened = 注册
account-event-renamed = 单位名称“{ $from }”改为“{ $to }”
account-event-password-changed = 修改密码
account-event-mobile-proven = 确认手机号
account-event-unbound = 解除一个聊天
account-event-recovery-checked = 忘记密码：电话核实
account-event-recovery-granted = 忘记密码：同意
account-event-recovery-refused = 忘记密码：拒绝
account-event-password-reset = 忘记密码：设置新密码
usage-account = 用法：/account 信用代码，或 /account 订单号
usage-rename = 用法：/rename 信用代码（或订单号） 正确的单位名称
usage-reset = 用法：/reset 信用代码（已电话核实后使用）

command-account = 我的账号
command-staff-account = 查看单位账号
command-rename = 更正单位名称
command-reset = 忘记密码：已核实
