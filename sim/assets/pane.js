// One pane: a person in a chat. Binds header, history and composer to the API, and turns changes into what is seen.

import { api } from "./api.js";
import { Composer } from "./composer.js";
import { alertBox, ask, enlarge, menu, toast } from "./dialogs.js";
import { avatar, fill, h, icon, iconButton } from "./dom.js";
import { deepLink } from "./entities.js";
import { attach, dropZone, sendFiles } from "./attach.js";
import { History } from "./history.js";
import { t } from "./i18n.js";
import { digest } from "./message.js";
import { Notes } from "./notes.js";

/** How many messages are loaded at a time. */
const CHUNK = 60;
/** A button stops turning after this, whatever the bot does. */
const PATIENCE = 15_000;

export class Pane {
  constructor(spec, index, page) {
    this.page = page;
    this.spec = spec;
    this.index = index;
    this.person = spec.people[0];
    this.chat = String(spec.chat);
    this.home = this.chat;
    this.topic = null;
    this.turning = new Map();
    this.wanted = new Set();
    const hands = {
      group: true,
      follow: (url) => this.follow(url),
      command: (text) => this.say({ text }),
      press: (message, button, where) => this.press(message, button, where),
      waiting: (id, line, column) => [...this.turning.values()].some((one) => one.key === `${id} ${line} ${column}`),
      actions: (message, event) => this.actions(message, event),
      jump: (id) => this.jump(id),
      enlarge,
      empty: () => this.empty(),
    };
    this.history = new History(hands, { onearlier: () => this.earlier(), onseen: (count) => page.seen(this, count) });
    this.hands = hands;
    this.composer = new Composer({
      say: (what) => this.say(what),
      edit: (message, text) => this.do("edit", { message, text }),
      editLast: () => this.editLast(),
      start: (payload) => this.do("start", { payload }),
      unblock: () => this.do("unblock", {}),
      shareContact: (reply_to) => this.shareContact(reply_to),
      attach: (kind) => attach(this, kind),
      paste: (files) => sendFiles(this, files, true),
      find: (id) => this.history.messages.get(id),
    });
    this.notes = new Notes((text) => this.composer.insert(text));
    this.head = h("header", { class: "head" });
    this.switcher = h("div", { class: "switcher", role: "group", "aria-label": t("person"), "data-person-switch": "" });
    this.topics = h("div", { class: "topics", role: "group", "aria-label": t("topics"), "data-topics": "", hidden: true });
    this.pin = h("button", { type: "button", class: "pin", hidden: true, "data-pinned": "" });
    this.element = h("section", { class: "pane", id: `pane-${index}`, "data-pane": index, "data-pane-title": spec.title }, this.head, this.switcher, this.topics, this.pin, this.history.element, this.notes.element, this.composer.element);
    dropZone(this);
  }

  /** Loads the chat as this person sees it. */
  async open(person = this.person, chat = this.chat, topic = null) {
    this.composer.turnTo(`${person} ${chat} ${topic}`);
    Object.assign(this, { person, chat, topic });
    Object.assign(this.element.dataset, { person, chat });
    this.notes.show(person, this.page.notes);
    try {
      const answer = await api.chat(this, CHUNK);
      if (person !== this.person || chat !== this.chat || topic !== this.topic) return;
      this.history.clear();
      this.take(answer);
      this.history.put(answer.messages);
      this.history.more = answer.more;
      this.hands.group = answer.chat.kind !== "private";
      this.history.draw();
      this.composer.answerForced();
    } catch (error) {
      toast(t("refused", error.message), { bad: true });
    }
  }

  /** Header, keyboard, menu and pins only. */
  async refresh() {
    this.take(await api.chat(this, 0));
  }

  take(answer) {
    this.info = answer.chat;
    this.drawHead();
    this.drawTopics();
    this.composer.show(answer);
    const pinned = answer.chat.pinned?.at(-1);
    this.pin.hidden = !pinned;
    if (pinned) {
      fill(this.pin, icon("pin"), h("span", {}, h("b", {}, t("pinned")), h("span", {}, digest(pinned))));
      this.pin.onclick = () => this.jump(pinned.id);
    }
  }

  drawHead() {
    const { title, kind, members, bot } = this.info;
    this.subtitle = h("span", { class: "status", "data-status": "" }, kind === "private" ? t("bot") : t(kind === "channel" ? "subscribers" : "members", members));
    fill(
      this.head,
      avatar(bot?.id ?? this.chat, title),
      h("div", { class: "head-words" }, h("span", { class: "pane-title" }, t(this.spec.title)), h("b", {}, title), this.subtitle),
      this.notes.button,
      iconButton("stamp", t("desk"), () => attach(this, "desk"), { "data-open-desk": "" }),
      iconButton("more", t("more"), (event) => this.headMenu(event.currentTarget), { "data-head-menu": "" }),
    );
    this.switcher.hidden = this.spec.people.length < 2;
    fill(this.switcher, this.spec.people.map((id) => this.personButton(id)));
    this.element.setAttribute("aria-label", `${t(this.spec.title)}: ${title}`);
  }

  personButton(id) {
    const person = this.page.person(id);
    const chosen = id === this.person;
    return h("button", { type: "button", class: "person", "aria-pressed": String(chosen), "data-person-id": id, onclick: () => this.open(id, this.home) }, avatar(id, person.name), person.name, this.page.role(id) ? h("small", {}, this.page.role(id)) : null);
  }

  drawTopics() {
    const topics = this.info.topics ?? [];
    this.topics.hidden = !this.info.forum;
    const choice = (id, name, closed) => h("button", { type: "button", class: "topic", "aria-pressed": String(this.topic === id), "data-topic": id ?? "all", onclick: () => this.open(this.person, this.chat, id) }, closed ? `🔒 ${name}` : name);
    fill(this.topics, choice(null, t("all")), choice("general", t("general")), topics.map((one) => choice(String(one.id), one.name, one.closed)));
  }

  async headMenu(anchor) {
    const entries = [["chats", "chats", t("chats"), () => this.chooseChat()]];
    if (this.info.kind === "private") {
      const verb = this.info.blocked ? "unblock" : "block";
      entries.push([verb, "block", t(verb), () => this.do(verb, {}), "bad"]);
    }
    menu(anchor, entries, { name: "head" });
  }

  async chooseChat() {
    const { chats } = await api.chats(this.person);
    const chosen = await ask(t("chats"), chats.map((one) => ({ label: one.title, value: one.chat, detail: one.kind })));
    if (chosen) this.open(this.person, chosen);
  }

  /** A verb of this person in this chat; true when the local Telegram accepted it. */
  async do(verb, body) {
    try {
      this.answer = await api.verb(this, verb, body);
      return true;
    } catch (error) {
      toast(t("refused", error.message), { bad: true });
      return false;
    }
  }

  /** Where a message of this person goes: the open topic. */
  get thread() {
    return this.topic && this.topic !== "general" ? Number(this.topic) : undefined;
  }

  say(what) {
    return this.do("say", { topic: this.thread, ...what });
  }

  async shareContact(reply_to) {
    const sure = await ask(t("sharePhone"), [{ label: t("share"), value: "yes", kind: "main" }, { label: t("cancel"), value: null }], { name: "contact" });
    return Boolean(sure) && this.do("contact", { user_id: this.person, reply_to });
  }

  editLast() {
    const own = [...this.history.messages.values()].filter((one) => one.out && one.kind === "text").sort((a, b) => b.id - a.id)[0];
    if (own) this.composer.startEdit(own);
  }

  async press(message, button, { line, column, element }) {
    const url = button.url ?? button.web_app ?? button.login_url;
    if (url) return this.follow(url);
    if (button.copy_text !== undefined) {
      await navigator.clipboard?.writeText(button.copy_text).catch(() => {});
      return toast(t("copied"));
    }
    const data = button.callback;
    if (data === undefined && !button.pay) return toast(t("silence"), { bad: true });
    if (element.classList.contains("waiting")) return;
    element.classList.add("waiting");
    const [verb, body] = button.pay ? ["pay", { message: message.id }] : ["press", { message: message.id, data }];
    if (!(await this.do(verb, body))) return element.classList.remove("waiting");
    const id = this.answer.callback ?? this.answer.checkout;
    const timer = setTimeout(() => {
      this.settle(id);
      toast(t("silence"), { bad: true });
    }, PATIENCE);
    this.turning.set(id, { key: `${message.id} ${line} ${column}`, timer });
    this.answered(id);
  }

  /** Stops a button turning. */
  settle(id) {
    const turning = this.turning.get(id);
    if (!turning) return false;
    clearTimeout(turning.timer);
    this.turning.delete(id);
    const [message, line, column] = turning.key.split(" ");
    const rows = this.history.find(message)?.querySelectorAll(".keys .keys-row");
    rows?.[line]?.children[column]?.classList.remove("waiting");
    return true;
  }

  async answered(id) {
    const { answer } = await api.callback(id);
    if (!answer || !this.settle(id)) return;
    if (answer.url) this.follow(answer.url);
    if (answer.text && answer.show_alert) alertBox(answer.text);
    else if (answer.text) toast(answer.text);
  }

  /** Opens a link: of a bot in this world as somebody, any other in a new tab. */
  async follow(url) {
    const link = deepLink(url, this.page.bots);
    if (link) return this.page.openBot(link, this);
    const sure = await ask(t("openLink"), [{ label: t("open"), value: "open", kind: "main" }, { label: t("cancel"), value: null }], { text: url, name: "link" });
    if (sure && /^https?:/i.test(url)) window.open(url, "_blank", "noreferrer,noopener");
  }

  actions(message, event) {
    const own = message.out;
    const entries = [["reply", "reply", t("reply"), () => this.composer.startReply(message)]];
    if (own && message.text) entries.push(["edit", "edit", t("edit"), () => this.composer.startEdit(message)]);
    if (message.text) entries.push(["copy", "copy", t("copy"), () => navigator.clipboard?.writeText(message.text).then(() => toast(t("copied")), () => {})]);
    entries.push(["forward", "forward", t("forward"), () => this.forward(message)]);
    if (own || this.info.kind === "private") entries.push(["delete", "trash", t("remove"), () => this.do("delete", { message: message.id }), "bad"]);
    const anchor = event.type === "contextmenu" ? { x: event.clientX, y: event.clientY } : event.currentTarget;
    menu(anchor, entries, { name: "message" });
  }

  async forward(message) {
    const { chats } = await api.chats(this.person);
    const to = await ask(t("toChat"), chats.map((one) => ({ label: one.title, value: one.chat, detail: one.kind })), { name: "forward" });
    if (to && (await this.do("forward", { message: message.id, to }))) toast(t("sent"));
  }

  empty() {
    const words = this.info?.bot?.description;
    return h("div", { class: "empty" }, h("div", {}, words ? h("p", { class: "description" }, words) : t("nothing")));
  }

  async earlier() {
    const answer = await api.before(this, this.history.oldest, CHUNK);
    this.history.put(answer.messages);
    this.history.more = answer.more;
  }

  async jump(id) {
    while (!this.history.messages.has(id) && this.history.more && this.history.oldest > id) await this.earlier();
    this.history.draw();
    this.history.jump(id);
  }

  /** Whether a change of the world concerns what this pane shows. */
  sees(change) {
    return change.chat === this.chat && (change.owner === undefined || change.owner === this.person);
  }

  changed(change) {
    if (change.what === "posted" || change.what === "edited") this.want(change.message, change.what === "posted");
    else if (change.what === "deleted") {
      this.history.remove(change.message);
      this.history.draw();
    } else if (change.what === "answered" && change.person === this.person) this.answered(change.callback);
    else if (change.what === "action") this.busy(change.action);
    else if (change.what !== "answered") this.refresh().catch(() => {});
  }

  /** Fetches changed messages together, one round trip for a burst of them. */
  want(id, fresh) {
    if (!fresh && !this.history.messages.has(id)) return;
    this.wanted.add(id);
    this.fetching ??= setTimeout(() => this.fetchWanted().catch(() => {}), 15);
  }

  async fetchWanted() {
    const ids = [...this.wanted];
    this.wanted.clear();
    this.fetching = null;
    const { chat, person } = this;
    const { messages } = await api.messages(this, ids.slice(-200));
    if (chat !== this.chat || person !== this.person) return;
    const visible = messages.filter((one) => this.topic === null || String(one.topic ?? "general") === this.topic);
    const known = new Set(this.history.messages.keys());
    this.history.put(visible);
    this.composer.answerForced();
    ids.filter((id) => !messages.some((one) => one.id === id)).forEach((id) => this.history.remove(id));
    const arrived = visible.filter((one) => !known.has(one.id));
    if (arrived.some((one) => !one.out)) this.idle();
    this.history.draw({ arrived: arrived.filter((one) => !one.out).length, mine: arrived.some((one) => one.out) });
    this.page.arrived(this, arrived.filter((one) => !one.out).length);
    if (!this.info.started) this.refresh().catch(() => {});
  }

  busy(action) {
    if (!this.subtitle) return;
    this.subtitle.textContent = t(action === "typing" ? "typing" : "sending");
    this.subtitle.classList.add("busy");
    clearTimeout(this.idling);
    this.idling = setTimeout(() => this.idle(), 5000);
  }

  idle() {
    if (this.subtitle?.classList.contains("busy")) this.drawHead();
  }
}
