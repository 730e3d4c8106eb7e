### 各处共用的词句：阶段、材料、按钮、输入有误时的说明。
### 按钮与弹出提示为纯文本，不使用标记。

trouble = 抱歉，刚才这一步没有办成，您之前填写的内容都还在。请再试一次；若仍不行，请把编号 { $code } 告诉工作人员。
item = · { $item }
list-and = { $list }、{ $next }
nothing = 无
nobody = 无人受理
not-given = 未填写
page = 第 { $page } 页，共 { $pages } 页
waybill = { $carrier } { $number }

stage-draft = 填写中
stage-preparing = 准备材料
stage-pre-review = 预审中
stage-correcting = 材料待补正
stage-awaiting-payment = 待付款
stage-awaiting-paper = 待邮寄纸质资料
stage-paper-review = 纸质资料审核中
stage-making = 制证中
stage-made = 已制证，待寄出
stage-shipped = 证书已寄出
stage-delivered = 已签收
stage-rejected = 已终止
stage-withdrawn = 已删除

document-application-form = 数字证书用户申请表
document-business-licence = 营业执照
document-agent-identity-card = 经办人身份证
document-authorisation-letter = 法人授权委托书
document-seal-specimen-form = 签章采集表
document-unknown = 这份文件

hint-application-form = 请用本订单生成的表格，打印后加盖公章原章，再做彩色扫描。
hint-business-licence = 电子营业执照；或 1:1 复印件，在空白处加盖公章原章。
hint-agent-identity-card = 正反两面 1:1 复印在同一页，在空白处加盖公章原章，不要压住证件信息。
hint-authorisation-letter = 加盖公章，并由法定代表人盖章或亲笔签名。
hint-seal-specimen-form = 印章盖在对应方框内：字迹和边框清晰、无污点、无底色；法人章为备案的红色方章。

section-unit = 单位信息
section-legal-person = 法定代表人
section-agent = 经办人
section-invoice = 发票
section-recipient = 收件人

ground-lost = 遗失
ground-damaged = 损坏
ground-password = 忘记密码
ground-other = 其他

identity-resident-card = 居民身份证
identity-hong-kong-macao = 港澳居民来往内地通行证
identity-taiwan = 台湾居民来往大陆通行证
identity-passport = 护照
identity-residence-permit = 港澳台居民居住证
identity-permanent-residence = 外国人永久居留身份证

certificate-unit = 单位证书
certificate-legal-person = 法人证书
certificate-staff = 业务证书
certificate-short = { $serial } { $kind }
certificate-plain = { $kind }｜{ $holder }｜{ $serial }｜有效期至 { $expires }
certificate-with-seal = { $kind }（含电子印章）｜{ $holder }｜{ $serial }｜有效期至 { $expires }

carrier-sf = 顺丰速运
carrier-ems = 邮政 EMS
carrier-jd = 京东快递
carrier-zto = 中通快递
carrier-yto = 圆通速递
carrier-sto = 申通快递
carrier-yunda = 韵达快递
carrier-jt = 极兔速递
carrier-other = 快递

role-reviewer = 审核人员
role-finance = 财务
role-maker = 制证人员
role-administrator = 管理员

kind-sticker = 表情贴纸
kind-voice = 语音
kind-video = 视频
kind-location = 位置
kind-contact = 联系人名片
kind-video-note = 圆形视频
kind-audio = 音频
kind-animation = 动图
kind-other = 这类消息

invoice-ordinary = 增值税普通发票
invoice-special = 增值税专用发票

key-chinese = 中文
key-english = English
key-register = 注册
key-log-in = 登录
key-log-out = 退出登录
key-apply = 申请补办
key-orders = 我的订单
key-help = 帮助
key-back = ← 上一步
key-ticked = ✓ 已选 { $label }
key-unticked = 未选 { $label }

wrong-empty = 没有看到内容，请重新输入。
wrong-short = 太短了，至少 { $min } 个字。
wrong-long = 太长了，最多 { $max } 个字，您输入了 { $got } 个。
wrong-character = 这里不能有“{ $character }”，请去掉后重新输入。
wrong-choice = 请点下面的按钮选择。
wrong-email = 这不像电子邮箱。示例：caiwu@example.cn
wrong-telephone = 这不像电话号码。示例：0791-88886666
wrong-bank-account = 银行账号应为 8 至 32 位数字，请核对后重新输入。
wrong-mobile-character = 手机号只能是数字，“{ $character }”不是。示例：13800138000
wrong-mobile-length = 手机号应为 11 位，您输入了 { $got } 位。示例：13800138000
wrong-mobile-prefix = 手机号应以 13 至 19 开头，请核对。座机收不到通知，请填手机号。
wrong-identity-length = 身份证号应为 18 位，您输入了 { $got } 位。
wrong-identity-character = 身份证号里不能有“{ $character }”：前 17 位是数字，最后一位是数字或 X。
wrong-identity-birth = 身份证号中的出生日期不存在，请对照证件核对第 7 至 14 位。
wrong-identity-check = 身份证号的校验位对不上，可能抄错了一位，请对照证件核对。
wrong-identity-shape = 号码与证件类型不符，请核对号码，或点按钮换证件类型。
wrong-uscc-length = 统一社会信用代码应为 18 位，您输入了 { $got } 位。
wrong-uscc-character = 第 { $place } 位的“{ $character }”不会出现在统一社会信用代码里（不用字母 I、O、S、V、Z），请对照营业执照核对。
wrong-uscc-check = 统一社会信用代码的校验位对不上，可能抄错了一位，请对照营业执照核对。
wrong-password-short = 密码太短，至少 { $min } 个字符。
wrong-password-long = 密码太长，最多 { $max } 个字符。
wrong-password-simple = 密码太简单：不能全是数字，也不能都是同一个字符。
wrong-password-guessable = 密码里不能含有信用代码或手机号，容易被猜到。
wrong-waybill-shape = 这不像快递单号。单号为 8 至 20 位字母和数字，请看快递面单，示例：SF1234567890123
wrong-waybill-check = 这个单号的校验位对不上，可能抄错了一位，请对照面单核对。
wrong-number-shape = 这不像订单号。订单号是 8 位数字，印在表格右上角。
wrong-number-check = 订单号有一位不对，请对照表格右上角的数字再输一次。

refused-stage = 现在办不了这一步：订单目前为“{ $stage }”。
refused-no-certificates = 请至少选择一张证书。
refused-revoked = 其中有证书已被吊销，请重新选择。
refused-project = 这个项目已停止受理，请重新选择。
refused-unfinished = 前面还有没完成的步骤，请先补上。
refused-unanswered = 还缺“{ $field }”，请先填写。
refused-not-verified = 法定代表人还没有完成核验，认证成功后才能提交。
refused-missing = 还缺这些材料，或尚未检查通过：{ $documents }。
refused-other-person = 这个核验链接正由另一个 Telegram 账号使用，请过一会儿再打开同一个链接。若那不是您本人，请告诉经办人。
refused-expired = 数字已过期，请重新打开链接，获取新的数字。
refused-tries = 尝试次数已用完，请联系工作人员处理。
refused-not-there = 这一步现在用不上了，请以最新的订单状态为准。
refused-not-open = “{ $document }”已审核通过，无需再传。
refused-claimed = 该订单由 { $name } 受理中。
refused-full = 本订单上传次数已达上限，请联系工作人员。
refused-serials = 需要 { $needed } 个新证书序列号，请逐一填写，用空格或逗号分开。
refused-already = 这一步已经办过了。

# On printed forms, which are in Chinese, and in their files' names.
print-packing-list = 邮寄清单
print-date = { $year }年{ $month }月{ $day }日
print-fee = 合计 { $total } 元

refused-held = 订单暂停办理中：{ $reason }
refused-needs-another = 这一步须由另一位审核人员完成。
refused-built-upon = 之后已有新的操作，不能再撤销。
refused-too-late = 已超过 { $minutes } 分钟，不能再撤销。
refused-for-good = 旧证书已吊销，这一步不能撤销。
held = 订单 { $number } 暂停办理：{ $reason }。您填写和上传的内容都保留着，恢复后会通知您。
resumed = 订单 { $number } 已恢复办理。
undone = 订单 { $number }：工作人员撤销了刚才的“{ $what }”，请以下面的状态为准。
paid-too-little = 应付 { $due } 元，还差 { $difference } 元，请补足差额。
paid-too-much = 应付 { $due } 元，多付 { $difference } 元，我们会与您联系退还。
paper-received = 订单 { $number } 的纸质资料已收到，开始审核。
came-back = 订单 { $number } 的新证书被退回（收件人：{ $recipient }）。请核对收件信息，我们会与您联系重新寄出。
