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
legal-say-digits = 请现在录制一段<b>圆形视频</b>：正对镜头，把本人身份证件举在脸旁，念出：
    <b>{ $digits }</b>
    { $minutes } 分钟内有效。（在输入框右侧，把麦克风切换为相机，按住录制。）
legal-video-please = 请发送圆形视频（不是文字、照片或普通视频）：正对镜头，举着本人身份证件，念出数字。
legal-unfinished = 法人核验还没有完成：请按上面消息里的按钮，或照提示录制圆形视频。
legal-forwarded = 转发的视频不能用，请现场录制一段新的。
legal-sent = 视频已提交，审核人员会尽快核对，结果会通知您和经办人。
legal-declined = 已拒绝，经办人会收到通知。若是误操作，可重新打开链接。
legal-opened-on-page = 核验链接已在网页上打开，对方同意核验。若不是法定代表人，请不要再转发链接；法定代表人本人打开同一个链接即可核验。
legal-opened = 核验链接已由 Telegram 用户“{ $name }”打开。若不是法定代表人，请不要再转发链接；法定代表人本人打开同一个链接即可核验。
legal-sent-applicant = 法定代表人已提交核验视频，等待审核。
legal-declined-applicant = 法定代表人拒绝了授权。请先与法定代表人沟通，再请本人重新打开链接。
legal-verified = 法人核验：<b>认证成功</b>。
legal-refused = 法人核验未通过：{ $reason }。请法定代表人重新核验。
legal-refused-last = 法人核验未通过：{ $reason }。几次机会都已用完，工作人员会与您联系；着急请致电 { $telephone }。
legal-again = 工作人员又给了一次核验机会，请法定代表人重新核验（打开原来的链接即可）。

legal-old-video = 这段视频是之前录的，不能用。请对着现在显示的数字重新录一段。
legal-authorised = 订单 { $number }：您已授权经办人 { $agent } 补办以下证书。
legal-may-revoke = 在提交预审之前，您可以随时撤回授权。
legal-too-late-to-revoke = 申请已提交，不能在这里撤回。如有异议请致电本机构。
key-take-back = 撤回授权
legal-revoked = 授权已撤回，经办人不能再用它提交。重新打开链接可以再次授权。
legal-revoked-applicant = 法定代表人撤回了授权。请先与法定代表人沟通，再请本人重新打开链接核验。
staff-legal-revoked = 订单 { $number }：法定代表人撤回了授权。

### 法定代表人：身份认证服务与浏览器页面。

legal-consent-to-provider = 您是法定代表人本人，并同意由经办人代为办理吗？同意后将前往身份认证服务的页面刷脸核验。您的姓名和证件号码仅用于本次核验。
legal-to-provider = 请在 { $until } 前打开下面的认证页面，按提示完成刷脸。完成后结果会通知您和经办人。
key-to-provider = 前往认证页面
legal-video-instead = 身份认证服务暂时无法使用，请改为录制视频。
legal-session-over = 认证页面已超时，没有收到结果。请重新核验。
legal-unproven = 身份认证服务未能确认是法定代表人本人。请由本人在光线充足处重新核验。
legal-unproven-last = 身份认证服务未能确认是法定代表人本人，几次机会都已用完。工作人员会与您联系；着急请致电 { $telephone }。
staff-proved = 订单 { $number }：身份认证服务已确认法定代表人本人，认证成功。
staff-unproven = 订单 { $number }：法人核验几次机会都已用完，请联系申请人。问清情况后可以再给一次机会。
key-legal-again = 再给一次核验机会
staff-legal-again = { $number }：{ $name } 又给了一次法人核验机会
verification-at-provider = … 法人核验：正在身份认证服务核验
verification-unproven = ✗ 法人核验：身份未能确认，请法定代表人重新核验
legal-link-page = 法定代表人没有 Telegram 的，可用手机浏览器打开下面的网页核验（授权书上也印有）：
    { $link }

page-title = 法定代表人核验
page-this-language = 中文
page-consent-question = 您是法定代表人本人，并同意由经办人代为办理吗？同意后请在本页录制一段几秒钟的视频，念出显示的数字。视频仅供审核人员核对身份。
page-say-digits = 请打开相机，正对镜头，把本人身份证件举在脸旁，<b>念出下面的数字</b>。录好后可先查看，再发送。
page-sent = 视频已提交，审核人员会尽快核对。本页会显示结果，可以关闭后再打开。
page-declined = 您已拒绝授权，经办人已收到通知。如需授权，请在下面确认。
page-elsewhere = 这个链接已在 Telegram 中打开，请在那里继续。
page-expired = 上次的核验已超时，请重新开始。
page-to-provider = 请前往身份认证服务的页面刷脸核验，完成后回到本页查看结果。
page-please-wait = 正在连接身份认证服务，请稍候……
page-open-camera = 打开相机
page-record = 开始录制
page-recording = 正在录制，请念出数字……
page-send = 发送视频
page-again = 重新录制
page-sending = 正在发送，请不要关闭本页……
page-no-camera = 本浏览器不能直接录制，请用手机相机拍摄几秒钟并念出数字。
page-choose = 拍摄或选择视频
page-too-large = 视频太大，请重拍，控制在几秒钟。
page-not-video = 这不是可用的视频文件，请重新拍摄。
page-failed = 未能发送，请检查网络后再试一次。
page-needs-script = 录制视频需要启用 JavaScript，请换用手机自带的浏览器打开本页。
