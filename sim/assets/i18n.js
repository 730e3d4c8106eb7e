// Words of the page itself, in Chinese and English. What bots and people say is never translated.

const WORDS = {
  app: ["本地 Telegram", "Local Telegram"],
  language: ["English", "中文"],
  live: ["已连接", "Connected"],
  offline: ["正在重新连接…", "Reconnecting…"],
  pane: ["会话：{0}", "Chat: {0}"],
  person: ["以谁的身份", "Acting as"],
  bot: ["机器人", "bot"],
  members: ["{0} 位成员", "{0} members"],
  subscribers: ["{0} 位订阅者", "{0} subscribers"],
  typing: ["正在输入…", "typing…"],
  sending: ["正在发送文件…", "sending a file…"],
  start: ["开始", "Start"],
  unblock: ["取消屏蔽", "Unblock bot"],
  block: ["屏蔽机器人", "Block bot"],
  message: ["输入消息", "Message"],
  send: ["发送", "Send"],
  attach: ["添加附件", "Attach"],
  menu: ["菜单", "Menu"],
  keyboard: ["机器人键盘", "Bot keyboard"],
  more: ["更多", "More"],
  chats: ["切换会话", "Other chats"],
  photo: ["图片（压缩）", "Photo (compressed)"],
  file: ["文件（原样）", "File (as it is)"],
  note: ["圆形视频", "Round video"],
  contact: ["联系人名片", "Contact card"],
  location: ["位置", "Location"],
  sticker: ["贴纸", "Sticker"],
  voice: ["语音", "Voice message"],
  desk: ["盖章扫描台", "Stamp and scan"],
  wrong: ["出点差错", "Wrong things"],
  empty: ["0 字节的文件", "A file of 0 bytes"],
  huge: ["25 MB 的文件", "A file of 25 MB"],
  lying: ["其实是文本的 .jpg", "A .jpg that is a text file"],
  tall: ["65535 × 65535 的图片", "A picture of 65535 × 65535"],
  reply: ["回复", "Reply"],
  edit: ["编辑", "Edit"],
  forward: ["转发", "Forward"],
  copy: ["复制文字", "Copy text"],
  remove: ["删除", "Delete"],
  cancel: ["取消", "Cancel"],
  close: ["关闭", "Close"],
  ok: ["好", "OK"],
  edited: ["已编辑", "edited"],
  editing: ["编辑消息", "Edit message"],
  replying: ["回复 {0}", "Reply to {0}"],
  forwarded: ["转发自 {0}", "Forwarded from {0}"],
  pinned: ["置顶消息", "Pinned message"],
  today: ["今天", "Today"],
  earlier: ["更早的消息", "Earlier messages"],
  latest: ["最新消息", "Latest messages"],
  nothing: ["还没有消息", "No messages yet"],
  all: ["全部", "All"],
  general: ["常规", "General"],
  unread: ["{0} 条未读", "{0} unread"],
  actions: ["消息操作", "Message actions"],
  toChat: ["转发到", "Forward to"],
  openAs: ["以谁的身份打开链接？", "Open the link as…"],
  openLink: ["要打开这个链接吗？", "Open this link?"],
  open: ["打开", "Open"],
  download: ["下载", "Download"],
  dropPhoto: ["作为图片发送", "Send as photos"],
  dropPhotoHint: ["会被压缩", "compressed"],
  dropFile: ["作为文件发送", "Send as files"],
  dropFileHint: ["原样不变", "byte for byte"],
  sendMany: ["发送 {0} 个文件", "Send {0} files"],
  sendOne: ["发送文件", "Send a file"],
  caption: ["说明文字", "Caption"],
  asPhoto: ["作为图片发送（压缩）", "Send as photo"],
  asFile: ["作为文件发送", "Send as file"],
  ownContact: ["我自己的名片", "My own card"],
  otherContact: ["{0} 的名片", "{0}'s card"],
  sharePhone: ["把你的手机号码发给机器人？", "Share your phone number with this bot?"],
  share: ["发送", "Share"],
  forger: ["编造的号码", "A made-up number"],
  recordTitle: ["录制圆形视频", "Record a round video"],
  recordWords: ["视频里念出的数字", "Digits spoken in the video"],
  record: ["录一段示例", "Record a sample"],
  camera: ["用摄像头录", "Use the camera"],
  pick: ["选择文件…", "Choose a file…"],
  recording: ["正在录制…", "Recording…"],
  noCamera: ["没有可用的摄像头", "No camera is available"],
  deskTitle: ["盖章扫描台", "Stamp and scan"],
  deskHint: ["选一份文件，选一种扫描结果，再发给机器人。", "Pick a paper, pick how it is scanned, send it to the bot."],
  deskNone: ["机器人还没有发来 PDF 表格。可先用营业执照和身份证。", "The bot has not sent a PDF yet. Licence and identity card are ready."],
  papers: ["纸张", "Papers"],
  page: ["第 {0} 页", "Page {0}"],
  company: ["公章上的单位名称", "Company on the seal"],
  legal: ["法定代表人", "Legal person"],
  uscc: ["统一社会信用代码", "Credit code (USCC)"],
  agent: ["经办人姓名", "Agent's name"],
  identity: ["身份证号码", "Identity number"],
  licence: ["营业执照（副本）", "Business licence (copy)"],
  identity_card: ["经办人身份证（正反面）", "Agent's identity card (both sides)"],
  howScanned: ["怎么扫描", "How it is scanned"],
  working: ["正在盖章、扫描…", "Stamping and scanning…"],
  preview: ["扫描件预览", "Preview of the scan"],
  readCode: ["扫一扫纸上的二维码", "Scan the code on the paper"],
  noCode: ["纸上没有二维码", "There is no code on this paper"],
  good: ["好的扫描件", "Good scan"],
  blurred: ["模糊", "Blurred"],
  shaken: ["抖动", "Shaken"],
  no_seal: ["没有盖章", "No seal"],
  grey_copy: ["灰度扫描", "Grey copy"],
  photocopied_seal: ["复印的公章", "Photocopied seal"],
  faint_seal: ["印章太淡", "Faint seal"],
  seal_over_code: ["章盖住二维码", "Seal over the code"],
  cropped: ["缺了一截", "Cropped"],
  phone_photo: ["手机拍照", "Phone photo"],
  dark: ["太暗", "Too dark"],
  askew: ["歪了", "Askew"],
  sideways: ["横放", "Sideways"],
  upside_down: ["颠倒", "Upside down"],
  small: ["尺寸太小", "Too small"],
  blocky: ["压缩过度", "Over-compressed"],
  joined: ["{0} 加入了群组", "{0} joined the group"],
  left: ["{0} 离开了群组", "{0} left the group"],
  retitled: ["群名改为“{0}”", "The group is now called “{0}”"],
  pinnedBy: ["{0} 置顶了一条消息", "{0} pinned a message"],
  migrated: ["群组已升级为超级群组", "The group became a supergroup"],
  topicCreated: ["创建了话题“{0}”", "Topic “{0}” was created"],
  topicEdited: ["话题改为“{0}”", "The topic is now “{0}”"],
  topicClosed: ["话题已关闭", "The topic was closed"],
  topicReopened: ["话题已重新开放", "The topic was reopened"],
  paid: ["已付款 {0}", "Paid {0}"],
  pay: ["支付 {0}", "Pay {0}"],
  silence: ["机器人没有回应", "The bot did not answer"],
  refused: ["不行：{0}", "Refused: {0}"],
  copied: ["已复制", "Copied"],
  sent: ["已发送", "Sent"],
  topics: ["话题", "Topics"],
  video: ["视频", "Video"],
  audio: ["音频", "Audio"],
  readonly: ["只有管理员可以发言", "Only administrators can post"],
  owner: ["群主", "owner"],
  admin: ["管理员", "admin"],
  expand: ["查看大图", "View picture"],
};

let english = false;

/** Chooses the language: what was chosen before, else the browser's. */
export function chooseLanguage() {
  const kept = localStorage.getItem("language");
  english = kept ? kept === "en" : !navigator.language.toLowerCase().startsWith("zh");
  apply();
}

export function switchLanguage() {
  english = !english;
  localStorage.setItem("language", english ? "en" : "zh");
  apply();
}

function apply() {
  document.documentElement.lang = english ? "en" : "zh-CN";
  for (const element of document.querySelectorAll("[data-i18n]")) element.textContent = t(element.dataset.i18n);
}

/** A word of the page with its arguments; an unknown one shows its own name. */
export function t(key, ...args) {
  const pair = WORDS[key];
  if (!pair) return key;
  return pair[english ? 1 : 0].replace(/\{(\d)\}/g, (_, index) => args[Number(index)] ?? "");
}

export function day(millis) {
  const date = new Date(millis);
  if (date.toDateString() === new Date().toDateString()) return t("today");
  return date.toLocaleDateString(english ? "en" : "zh-CN", { month: "long", day: "numeric" });
}
