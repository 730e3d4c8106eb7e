// The stamp-and-scan desk: takes the PDFs that a bot sent to this person, shows how an office would return them, sends one.

import { api } from "./api.js";
import { dialog, enlarge, toast } from "./dialogs.js";
import { bytes, fill, h, icon } from "./dom.js";
import { deepLink } from "./entities.js";
import { t } from "./i18n.js";
import { field, post } from "./attach.js";

const FINISHES = [
  "good", "blurred", "shaken", "no_seal", "grey_copy", "photocopied_seal", "faint_seal", "seal_over_code",
  "cropped", "phone_photo", "dark", "askew", "sideways", "upside_down", "small", "blocky",
];

/** What is written on seals and cards where nothing better is known. */
const DEFAULTS = { company: "江西示例建筑工程有限公司", legal: "赵一鸣", uscc: "91360100MA35Q8X27U", agent: "钱小雨", identity: "36010219900307803X" };

export async function openDesk(pane) {
  const desk = new Desk(pane);
  await desk.open();
}

class Desk {
  constructor(pane) {
    this.pane = pane;
    this.typed = JSON.parse(localStorage.getItem(`desk ${pane.person}`) ?? "{}");
    this.finish = "good";
    this.seed = 1 + Math.floor(Math.random() * 100_000);
    this.preview = h("div", { class: "desk-preview", "aria-live": "polite", "data-desk-preview": "" });
    this.papers = h("div", { class: "desk-papers", role: "listbox", "aria-label": t("papers") });
    this.finishes = h("div", { class: "desk-finishes", role: "listbox", "aria-label": t("howScanned") });
  }

  async open() {
    const { papers } = await this.ask("list", { person: this.pane.person, chat: this.pane.chat });
    const forms = (papers ?? []).flatMap((paper) => Array.from({ length: Math.min(paper.pages, 8) }, (_, page) => ({ ...paper, page: page + 1 })));
    this.choices = [
      ...forms.map((form) => ({ name: form.pages > 1 ? `${form.name} · ${t("page", form.page)}` : form.name, file: form.file, page: form.page, detail: bytes(form.size) })),
      { name: t("licence"), card: "licence" },
      { name: t("identity_card"), card: "identity_card" },
    ];
    this.paper = this.choices[0];
    this.words = this.names();
    const inputs = Object.keys(DEFAULTS).map((key) => field(t(key), this.words[key], { "data-desk-word": key, onchange: (event) => this.rewrite(key, event.target.value) }).row);
    const body = h(
      "div",
      { class: "desk", "data-desk": "" },
      h("div", { class: "desk-left" }, h("p", { class: "hint" }, forms.length ? t("deskHint") : t("deskNone")), h("h3", {}, t("papers")), this.papers, h("details", {}, h("summary", {}, t("deskNames")), inputs), h("h3", {}, t("howScanned")), this.finishes),
      h("div", { class: "desk-right" }, this.preview),
    );
    this.box = dialog(t("deskTitle"), body, { wide: true, name: "desk" });
    this.draw();
    await this.scan();
  }

  /** Whose papers these are: what was typed here goes before what this person told the bot, and that before their notes. */
  names() {
    const notes = this.pane.page.notes.filter((one) => one.people.includes(this.pane.person));
    return Object.assign({}, DEFAULTS, ...notes.map((one) => one.papers), this.told(), this.typed);
  }

  /** The company, code and people that this person told the bot. */
  told() {
    const said = [...this.pane.history.messages.values()].filter((one) => one.out && one.kind === "text").map((one) => one.text.trim());
    const found = {};
    // A made-up unit may carry a number.
    const company = said.findLast((text) => /^[\u4e00-\u9fff（）()]{4,40}(公司|集团|厂|院|中心|局)( \d{1,4})?$/.test(text));
    const uscc = said.findLast((text) => /^[0-9A-HJ-NPQRTUWXY]{18}$/i.test(text) && /[A-Z]/i.test(text.slice(0, 17)));
    if (company) found.company = company;
    if (uscc) found.uscc = uscc.toUpperCase();
    // Asked for in this order: the legal person's name and identity number, then the agent's.
    const people = said.flatMap((text, index) => (/^\d{17}[\dXx]$/.test(text) && /^[\u4e00-\u9fff·]{2,20}$/.test(said[index - 1] ?? "") ? [{ name: said[index - 1], number: text.toUpperCase() }] : []));
    if (people.length >= 2) {
      const [legal, agent] = people.slice(-2);
      Object.assign(found, { legal: legal.name, agent: agent.name, identity: agent.number });
    }
    return found;
  }

  rewrite(key, value) {
    if (value.trim()) this.typed[key] = value.trim();
    else delete this.typed[key];
    this.words = this.names();
    this.box.element.querySelector(`[data-desk-word="${key}"]`).value = this.words[key];
    localStorage.setItem(`desk ${this.pane.person}`, JSON.stringify(this.typed));
    this.scan();
  }

  draw() {
    const option = (chosen, props, ...children) => h("button", { type: "button", role: "option", "aria-selected": String(chosen), class: "desk-option", ...props }, ...children);
    fill(
      this.papers,
      this.choices.map((paper, index) =>
        option(paper === this.paper, { "data-desk-file": paper.file ?? paper.card, "data-desk-page": paper.page, onclick: () => this.choose({ paper: this.choices[index] }) }, icon(paper.card ? "contact" : "file"), h("span", {}, paper.name), h("small", {}, paper.detail ?? "")),
      ),
    );
    fill(this.finishes, FINISHES.map((finish) => option(finish === this.finish, { "data-finish": finish, class: `desk-option finish${finish === "good" ? " fine" : ""}`, onclick: () => this.choose({ finish }) }, t(finish))));
  }

  choose(what) {
    Object.assign(this, what);
    this.draw();
    this.scan();
  }

  async ask(what, body) {
    try {
      return await api.paper(what, body);
    } catch (error) {
      toast(t("refused", error.message), { bad: true });
      return {};
    }
  }

  async scan() {
    const turn = (this.turn = (this.turn ?? 0) + 1);
    fill(this.preview, h("div", { class: "desk-working" }, h("span", { class: "spinner" }), t("working")));
    const { company, legal, uscc, agent, identity } = this.words;
    const common = { finish: this.finish, seed: this.seed, company, legal_person: legal, name: agent };
    const { file, page, card } = this.paper;
    const answer = !card ? await this.ask("scan", { ...common, file, page }) : await this.ask("card", { ...common, kind: card, uscc, number: identity });
    if (turn !== this.turn) return;
    if (!answer.upload) return fill(this.preview);
    const send = (as) => h("button", { type: "button", class: `choice ${as === "document" ? "main" : ""}`, "data-desk-send": as, onclick: () => this.send(answer.upload, as) }, t(as === "document" ? "asFile" : "asPhoto"));
    const read = card ? null : h("button", { type: "button", class: "choice", "data-read-code": "", onclick: () => this.readCode() }, icon("scan"), t("readCode"));
    fill(
      this.preview,
      h("button", { type: "button", class: "desk-picture", "aria-label": t("preview"), onclick: () => enlarge(answer.url) }, h("img", { src: answer.preview, alt: t("preview"), "data-desk-picture": answer.upload })),
      h("p", { class: "hint" }, `${answer.name} · ${answer.width} × ${answer.height} · ${bytes(answer.size)}`),
      h("div", { class: "desk-send" }, send("document"), send("photo"), read),
    );
  }

  async send(upload, as) {
    if (await post(this.pane, [upload], as)) {
      toast(t("sent"));
      this.seed += 1;
      this.box.close();
    }
  }

  /** What a telephone's camera would do with the printed code: open its link, as whoever holds the telephone. */
  async readCode() {
    const { codes } = await this.ask("codes", { file: this.paper.file, page: this.paper.page });
    const link = (codes ?? []).map((text) => deepLink(text, this.pane.page.bots)).find(Boolean);
    if (!link) return toast(t(codes?.length ? "noLink" : "noCode"), { bad: true });
    this.box.close();
    await this.pane.page.openBot(link, this.pane);
  }
}
