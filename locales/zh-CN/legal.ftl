### 法定代表人看到的话，以及经办人看到的核验进展。

legal-link-void = 这个核验链接已失效：订单信息可能已修改并重新生成了表格。请向经办人要最新的授权书或链接。
legal-done-already = 这个订单的法人核验已经完成，无需再做。
legal-who-asks = <b>法定代表人核验</b>
    { $unit } 的经办人 { $agent } 正在申请补办数字证书（订单 { $number }），需要法定代表人 <b>{ $name }</b> 本人确认授权。
    涉及证书：
legal-consent-question = 您是法定代表人本人，并同意由经办人代为办理吗？同意后请录制一段圆形视频，念出屏幕上的数字。视频仅供审核人员核对身份。
key-consent = 我是本人，同意授权
key-decline = 拒绝
key-try-again = 重新核验
legal-say-digits = 请现在录制一段<b>圆形视频</b>，正对镜头念出：
    <b>{ $digits }</b>
    { $minutes } 分钟内有效。（在输入框右侧，把麦克风切换为相机，按住录制。）
legal-video-please = 请发送圆形视频（不是文字、照片或普通视频），正对镜头念出数字。
legal-forwarded = 转发的视频不能用，请现场录制一段新的。
legal-sent = 视频已提交，审核人员会尽快核对，结果会通知您和经办人。
legal-declined = 已拒绝，经办人会收到通知。若是误操作，可重新打开链接。
legal-opened = 核验链接已由 Telegram 用户“{ $name }”打开。若不是法定代表人，请不要再转发链接；法定代表人本人打开同一个链接即可核验。
legal-sent-applicant = 法定代表人已提交核验视频，等待审核。
legal-declined-applicant = 法定代表人拒绝了授权。请先与法定代表人沟通，再请本人重新打开链接。
legal-verified = 法人核验：<b>认证成功</b>。
legal-refused = 法人核验未通过：{ $reason }。请法定代表人重新核验。

legal-old-video = 这段视频是之前录的，不能用。请对着现在显示的数字重新录一段。
legal-authorised = 订单 { $number }：您已授权经办人 { $agent } 补办以下证书。
legal-may-revoke = 在提交预审之前，您可以随时撤回授权。
legal-too-late-to-revoke = 申请已提交，不能在这里撤回。如有异议请致电本机构。
key-take-back = 撤回授权
legal-revoked = 授权已撤回，经办人不能再用它提交。重新打开链接可以再次授权。
legal-revoked-applicant = 法定代表人撤回了授权。请先与法定代表人沟通，再请本人重新打开链接核验。
staff-legal-revoked = 订单 { $number }：法定代表人撤回了授权。
