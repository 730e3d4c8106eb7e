// Where a person writes: the text box, reply and edit, the commands menu, the reply keyboard, attachments.

import { fill, h, iconButton } from "./dom.js";
import { menu } from "./dialogs.js";
import { t } from "./i18n.js";
import { digest } from "./message.js";

export class Composer {
  /** `hands` are the pane's verbs: say, edit, start, unblock, shareContact, attach(kind), paste(files). */
  constructor(hands) {
    this.hands = hands;
    this.reply = null;
    this.editing = null;
    this.commands = [];
    this.drafts = new Map();
    this.text = h("textarea", {
      rows: "1",
      placeholder: t("message"),
      "aria-label": t("message"),
      maxlength: "20000",
      "data-composer": "",
      oninput: () => this.typed(),
      onkeydown: (event) => this.key(event),
      onpaste: (event) => this.pasted(event),
    });
    this.sendButton = iconButton("send", t("send"), () => this.submit(), { class: "icon-button send", "data-send": "" });
    this.menuButton = h("button", { type: "button", class: "menu-pill", "data-commands": "", onclick: () => this.openCommands() }, t("menu"));
    this.keysButton = iconButton("keyboard", t("keyboard"), () => this.toggleKeys(), { "data-keyboard-toggle": "" });
    this.attachButton = iconButton("attach", t("attach"), () => this.openAttach(), { "data-attach": "" });
    this.bar = h("div", { class: "answering", hidden: true });
    this.suggestions = h("div", { class: "suggestions", role: "listbox", hidden: true, "data-suggestions": "" });
    this.keys = h("div", { class: "reply-keys", role: "group", "aria-label": t("keyboard"), hidden: true, "data-reply-keyboard": "" });
    this.line = h("div", { class: "line" }, this.menuButton, this.attachButton, this.text, this.keysButton, this.sendButton);
    this.instead = h("button", { type: "button", class: "instead", hidden: true });
    this.element = h("footer", { class: "composer" }, this.suggestions, this.bar, this.line, this.instead, this.keys);
    this.show({ menu: [], keyboard: null, chat: {} });
  }

  /** Another person or chat: what was being written stays with the one it was written in. */
  turnTo(place) {
    if (this.place === place) return;
    this.drafts.set(this.place, this.editing ? "" : this.text.value);
    this.place = place;
    this.forced = null;
    this.stop();
    this.text.value = this.drafts.get(place) ?? "";
    this.typed();
  }

  /** What the chat allows now. */
  show({ menu: commands, keyboard, chat, force_reply: force }) {
    this.commands = commands;
    this.isPrivate = chat.kind === "private";
    this.menuButton.hidden = !commands.length || !this.isPrivate;
    const place = keyboard?.placeholder ?? force?.placeholder;
    this.text.placeholder = place || t("message");
    this.showKeys(keyboard);
    const cannot = chat.blocked ? ["unblock", () => this.hands.unblock()] : chat.kind === "private" && !chat.started ? ["start", () => this.hands.start("")] : chat.can_post === false ? ["readonly", null] : null;
    this.instead.hidden = !cannot;
    this.line.hidden = Boolean(cannot);
    if (cannot) {
      this.instead.textContent = t(cannot[0]);
      this.instead.dataset.instead = cannot[0];
      this.instead.disabled = !cannot[1];
      this.instead.onclick = cannot[1];
      this.keys.hidden = true;
    }
    this.force = force;
    this.answerForced();
  }

  /** Starts the reply that a bot forces, once; what is to be answered may be loaded later than the chat says so. */
  answerForced() {
    const asked = this.force && this.hands.find(this.force.message_id);
    if (!asked || this.forced === asked.id) return;
    this.forced = asked.id;
    this.startReply(asked);
  }

  showKeys(keyboard) {
    const fresh = keyboard && this.keyboardOf !== keyboard.message_id;
    this.keyboardOf = keyboard?.message_id;
    this.keysButton.hidden = !keyboard;
    if (!keyboard) {
      this.keys.hidden = true;
      return;
    }
    fill(
      this.keys,
      keyboard.rows.map((row) =>
        h("div", { class: "keys-row" }, row.map((button) => h("button", { type: "button", class: "reply-key", "data-reply-button": button.text, "data-request": typeof button.request === "string" ? button.request : undefined, onclick: () => this.pressed(button, keyboard) }, button.text))),
      ),
    );
    if (fresh) this.keys.hidden = false;
  }

  async pressed(button, keyboard) {
    const done =
      button.request === "contact" ? await this.hands.shareContact(keyboard.message_id)
      : button.request === "location" ? await this.hands.attach("location")
      : await this.hands.say({ text: button.text, reply_to: this.isPrivate ? undefined : keyboard.message_id });
    if (keyboard.one_time && done) this.keys.hidden = true;
  }

  toggleKeys() {
    this.keys.hidden = !this.keys.hidden;
  }

  openCommands() {
    menu(this.menuButton, this.commands.map((one) => [one.command, null, `/${one.command}   ${one.description}`, () => this.hands.say({ text: `/${one.command}` })]), { name: "commands", above: true });
  }

  openAttach() {
    const kinds = ["photo", "file", "note", "desk", "contact", "location", "sticker", "voice", "wrong"];
    const icons = { note: "round", desk: "stamp", location: "place" };
    menu(this.attachButton, kinds.map((kind) => [kind, icons[kind] ?? kind, t(kind), () => this.hands.attach(kind)]), { name: "attach", above: true });
  }

  typed() {
    this.text.style.height = "auto";
    // Out of sight it has no height; then its one row does.
    const tall = this.text.scrollHeight;
    if (tall) this.text.style.height = `${Math.min(tall, 180)}px`;
    const word = /^\/(\w*)$/.exec(this.text.value);
    const fitting = word ? this.commands.filter((one) => one.command.startsWith(word[1])).slice(0, 12) : [];
    this.suggestions.hidden = !fitting.length;
    this.chosen = 0;
    fill(this.suggestions, fitting.map((one, index) => h("button", { type: "button", role: "option", "data-suggestion": one.command, "aria-selected": String(index === 0), onclick: () => this.accept(one) }, h("b", {}, `/${one.command}`), h("span", {}, one.description))));
  }

  accept(command) {
    this.text.value = "";
    this.typed();
    this.hands.say({ text: this.isPrivate ? `/${command.command}` : `/${command.command}@${command.bot}` });
    this.text.focus();
  }

  key(event) {
    const open = !this.suggestions.hidden;
    if (event.isComposing) return;
    if (open && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      const rows = [...this.suggestions.children];
      this.chosen = (this.chosen + (event.key === "ArrowDown" ? 1 : rows.length - 1)) % rows.length;
      rows.forEach((row, index) => row.setAttribute("aria-selected", String(index === this.chosen)));
      rows[this.chosen].scrollIntoView({ block: "nearest" });
    } else if (open && (event.key === "Tab" || event.key === "Enter") && !event.shiftKey) {
      const exact = this.commands.find((one) => `/${one.command}` === this.text.value);
      this.accept(exact ?? this.commands.find((one) => one.command === this.suggestions.children[this.chosen].dataset.suggestion));
    } else if (event.key === "Enter" && !event.shiftKey) this.submit();
    else if (event.key === "Escape") this.stop();
    else if (event.key === "ArrowUp" && !this.text.value) this.hands.editLast();
    else return;
    event.preventDefault();
  }

  /** Puts words where the caret is. */
  insert(words) {
    if (this.line.hidden) return;
    this.text.setRangeText(words, this.text.selectionStart, this.text.selectionEnd, "end");
    this.typed();
    this.text.focus();
  }

  pasted(event) {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length) return;
    event.preventDefault();
    this.hands.paste(files);
  }

  startReply(message) {
    this.editing = null;
    this.reply = message;
    this.showBar("reply", t("replying", message.from.name), digest(message));
  }

  startEdit(message) {
    this.reply = null;
    this.editing = message;
    this.text.value = message.text;
    this.showBar("edit", t("editing"), digest(message));
    this.typed();
  }

  showBar(name, title, words) {
    this.bar.hidden = false;
    this.bar.dataset.answering = name;
    fill(this.bar, h("div", {}, h("b", {}, title), h("span", {}, words)), iconButton("close", t("cancel"), () => this.stop()));
    this.text.focus();
  }

  stop() {
    if (this.editing) this.text.value = "";
    this.reply = null;
    this.editing = null;
    this.bar.hidden = true;
    this.suggestions.hidden = true;
    this.typed();
  }

  /** The message being replied to, once. */
  takeReply() {
    const id = this.reply?.id;
    if (this.reply) this.stop();
    return id;
  }

  async submit() {
    const text = this.text.value;
    if (!text.trim()) return;
    const done = this.editing ? await this.hands.edit(this.editing.id, text) : await this.hands.say({ text, reply_to: this.reply?.id });
    if (!done) return;
    this.stop();
    this.text.value = "";
    this.typed();
  }
}
