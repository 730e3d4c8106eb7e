// The page: panes side by side (tabs on a narrow window), the live line, the language. Knows every pane, draws no message.

import { api, listen } from "./api.js";
import { ask, toast } from "./dialogs.js";
import { fill, h } from "./dom.js";
import { chooseLanguage, switchLanguage, t } from "./i18n.js";
import { Pane } from "./pane.js";

const narrow = matchMedia("(max-width: 760px)");

class Page {
  async start() {
    chooseLanguage();
    const state = await api.state();
    this.state = state;
    this.bots = state.bots;
    this.people = state.people;
    this.notes = state.notes;
    this.panes = state.panes.map((spec, index) => new Pane(spec, index, this));
    this.unread = this.panes.map(() => 0);
    this.front = 0;
    fill(document.querySelector("[data-panes]"), this.panes.map((pane) => pane.element));
    const language = document.querySelector("[data-language]");
    language.textContent = t("language");
    language.onclick = () => {
      switchLanguage();
      location.reload();
    };
    this.drawTabs();
    narrow.addEventListener("change", () => this.show(this.front));
    listen(state.seq, {
      onchange: (change) => this.changed(change),
      onlive: (live) => this.live(live),
      onlost: () => this.panes.forEach((pane) => pane.open(pane.person, pane.chat, pane.topic)),
    });
    await Promise.all(this.panes.map((pane) => pane.open()));
    this.show(0);
    document.body.dataset.ready = "true";
  }

  person(id) {
    return this.people.find((one) => one.id === id) ?? { id, name: String(id) };
  }

  /** What somebody is, as their notes say. */
  role(id) {
    const role = this.notes.find((one) => one.role && one.people.includes(id))?.role;
    return role && t(role);
  }

  changed(change) {
    for (const pane of this.panes) if (pane.sees(change)) pane.changed(change);
  }

  live(yes) {
    const sign = document.querySelector("[data-live]");
    sign.textContent = t(yes ? "live" : "offline");
    sign.dataset.live = yes ? "yes" : "no";
    if (yes && this.wasLost) this.panes.forEach((pane) => pane.open(pane.person, pane.chat, pane.topic));
    this.wasLost = !yes;
  }

  drawTabs() {
    const tabs = document.querySelector("[data-tabs]");
    fill(
      tabs,
      this.panes.map((pane, index) => {
        const count = this.unread[index];
        return h(
          "button",
          { type: "button", role: "tab", "aria-selected": String(index === this.front), "data-tab": index, "aria-controls": `pane-${index}`, onclick: () => this.show(index), onkeydown: (event) => this.turn(event) },
          t(pane.spec.title),
          count ? h("span", { class: "badge", "data-unread": count, "aria-label": t("unread", count) }, String(count)) : null,
        );
      }),
    );
  }

  turn(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    this.show((this.front + step + this.panes.length) % this.panes.length);
    document.querySelector(`[data-tab="${this.front}"]`).focus();
  }

  show(index) {
    this.front = index;
    this.panes.forEach((pane, at) => pane.element.classList.toggle("front", at === index));
    this.unread[index] = 0;
    this.drawTabs();
    if (this.panes[index]?.history.pinnedToEnd) this.panes[index].history.toEnd(false);
  }

  /** New messages in a pane that is behind another one. */
  arrived(pane, count) {
    if (!count || !narrow.matches || pane.index === this.front) return;
    this.unread[pane.index] += count;
    this.drawTabs();
  }

  seen() {}

  /** A link to a bot: asks who opens it, and presses Start there. */
  async openBot({ bot, payload }, from) {
    const answers = this.panes.flatMap((pane) => pane.spec.people.map((id) => ({ pane, id })));
    const people = answers.filter((one, index) => answers.findIndex((other) => other.id === one.id) === index);
    const labels = people.map(({ pane, id }) => ({ label: this.person(id).name, value: `${pane.index} ${id}`, detail: [t(pane.spec.title), this.role(id)].filter(Boolean).join(" · ") }));
    const own = labels.findIndex((one) => one.value === `${from.index} ${from.person}`);
    labels.unshift(...labels.splice(Math.max(own, 0), 1));
    const chosen = await ask(t("openAs"), labels, { text: `@${bot.username}${payload ? ` · ${payload}` : ""}`, name: "open-as" });
    if (!chosen) return;
    const [index, person] = chosen.split(" ").map(Number);
    const pane = this.panes[index];
    this.show(index);
    await pane.open(person, String(bot.id));
    await pane.do("start", { payload });
  }
}

const page = new Page();
page.start().catch((error) => toast(error.message, { bad: true }));
