// The list of messages of one chat: keeps what is loaded, draws it in units (a message, an album, a day), stays quick by
// keeping a few hundred at most and redrawing only what changed. Fetches nothing itself.

import { fill, h, iconButton } from "./dom.js";
import { day, t } from "./i18n.js";
import { bubble } from "./message.js";

/** Most messages that stay loaded; the older ones come back when scrolled to. */
const MOST = 320;
const KEPT = 160;
/** Two messages of one sender within this time belong together. */
const TOGETHER = 5 * 60 * 1000;

export class History {
  constructor(hands, { onearlier, onseen }) {
    this.hands = hands;
    this.messages = new Map();
    this.drawn = new Map();
    this.more = false;
    this.unseen = 0;
    this.revision = 0;
    this.onseen = onseen;
    this.list = h("div", { class: "list", role: "log", "aria-live": "polite", "data-messages": "" });
    this.scroller = h("div", { class: "scroller", tabindex: "0", onscroll: () => this.scrolled() }, this.list);
    this.badge = h("span", { class: "badge", hidden: true });
    this.down = iconButton("down", t("latest"), () => this.toEnd(true), { class: "icon-button down", "data-down": "" });
    this.down.append(this.badge);
    this.down.hidden = true;
    this.element = h("div", { class: "history" }, this.scroller, this.down);
    this.onearlier = onearlier;
    // Pictures and keyboards change heights after the fact: whoever was at the end stays there.
    new ResizeObserver(() => this.pinnedToEnd && this.toEnd(false)).observe(this.list);
    new ResizeObserver(() => this.pinnedToEnd && this.toEnd(false)).observe(this.scroller);
    this.pinnedToEnd = true;
  }

  clear() {
    this.messages.clear();
    this.drawn.clear();
    this.list.replaceChildren();
    this.more = false;
    this.pinnedToEnd = true;
  }

  get oldest() {
    return Math.min(...this.messages.keys());
  }

  put(messages) {
    for (const message of messages) {
      this.revision += 1;
      this.messages.set(message.id, { ...message, revision: this.revision });
    }
  }

  remove(id) {
    this.messages.delete(id);
  }

  /** Brings the screen up to date; new messages from others count as unseen while the end is out of sight. */
  draw({ arrived = 0, mine = false } = {}) {
    if (this.pinnedToEnd && this.messages.size > MOST) {
      const drop = [...this.messages.keys()].sort((a, b) => a - b).slice(0, this.messages.size - KEPT);
      drop.forEach((id) => this.messages.delete(id));
      this.more = true;
    }
    const wanted = this.units();
    const keys = new Set(wanted.map((unit) => unit.key));
    for (const [key, { element }] of this.drawn) {
      if (!keys.has(key)) {
        element.remove();
        this.drawn.delete(key);
      }
    }
    let after = null;
    for (const unit of wanted) {
      const element = this.unit(unit);
      const place = after ? after.nextSibling : this.list.firstChild;
      if (place !== element) this.list.insertBefore(element, place);
      after = element;
    }
    if (!wanted.length) fill(this.list, this.hands.empty());
    else this.list.querySelector(".empty")?.remove();
    if (mine || this.pinnedToEnd) this.toEnd(false);
    else this.unseen += arrived;
    this.showBadge();
  }

  unit(unit) {
    const kept = this.drawn.get(unit.key);
    if (kept?.signature === unit.signature) return kept.element;
    const element = unit.make();
    kept?.element.replaceWith(element);
    this.drawn.set(unit.key, { element, signature: unit.signature });
    return element;
  }

  units() {
    const units = [];
    let last = null;
    let album = null;
    for (const message of [...this.messages.values()].sort((a, b) => a.id - b.id)) {
      const date = day(message.date);
      if (!last || day(last.date) !== date) {
        units.push({ key: `day ${date}`, signature: date, make: () => h("div", { class: "day" }, h("span", {}, date)) });
        last = null;
      }
      const near = Boolean(last && !last.service && last.from?.id === message.from?.id && message.date - last.date < TOGETHER);
      if (message.album && album?.name === message.album && message.kind === "photo") {
        album.parts.push(message);
        album.unit.signature += ` ${message.revision}`;
      } else {
        const parts = [message];
        const unit = { key: message.id, signature: `${near} ${message.revision}`, make: () => this.make(parts, near) };
        units.push(unit);
        album = message.album && message.kind === "photo" ? { name: message.album, parts, unit } : null;
      }
      last = message;
    }
    return units;
  }

  make(parts, near) {
    if (parts.length === 1) return bubble(parts[0], this.hands, near);
    const words = parts.find((part) => part.text) ?? {};
    const whole = bubble({ ...parts[0], text: words.text, entities: words.entities }, this.hands, near);
    const grid = h("div", { class: `album of-${Math.min(parts.length, 4)}`, "data-album": parts[0].album });
    for (const part of parts) {
      grid.append(
        h("button", { type: "button", class: "tile", "data-message-id": part.id, "aria-label": t("expand"), onclick: () => this.hands.enlarge(part.photo.url) }, h("img", { src: part.photo.small ?? part.photo.url, alt: "", decoding: "async" })),
      );
    }
    whole.querySelector(".picture")?.replaceWith(grid);
    return whole;
  }

  find(id) {
    return this.list.querySelector(`[data-message-id="${CSS.escape(String(id))}"]`);
  }

  jump(id) {
    const element = this.find(id);
    if (!element) return;
    element.scrollIntoView({ block: "center", behavior: "smooth" });
    element.classList.add("flash");
    setTimeout(() => element.classList.remove("flash"), 1500);
  }

  toEnd(smooth) {
    this.scroller.scrollTo({ top: this.scroller.scrollHeight, behavior: smooth ? "smooth" : "auto" });
    this.pinnedToEnd = true;
    this.unseen = 0;
    this.showBadge();
  }

  scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    this.pinnedToEnd = scrollHeight - scrollTop - clientHeight < 60;
    if (this.pinnedToEnd) this.unseen = 0;
    this.showBadge();
    if (scrollTop < 240 && this.more && !this.loading) this.earlier();
  }

  async earlier() {
    this.loading = true;
    const before = this.scroller.scrollHeight - this.scroller.scrollTop;
    try {
      await this.onearlier();
    } finally {
      this.loading = false;
    }
    this.draw();
    this.scroller.scrollTop = this.scroller.scrollHeight - before;
  }

  showBadge() {
    this.down.hidden = this.pinnedToEnd;
    this.badge.hidden = !this.unseen;
    this.badge.textContent = String(this.unseen);
    this.onseen(this.unseen);
  }
}
