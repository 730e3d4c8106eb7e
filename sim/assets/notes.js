// What the person at a pane has at hand: sample answers in a strip above the text box. A tap puts one into the box; nothing
// is sent from here.

import { fill, h, iconButton } from "./dom.js";
import { t } from "./i18n.js";

export class Notes {
  /** `insert` puts a text into the pane's text box. */
  constructor(insert) {
    this.insert = insert;
    this.used = new Set();
    this.strip = h("div", { class: "notes-strip", onwheel: (event) => this.roll(event) });
    this.element = h("div", { class: "notes", role: "group", "aria-label": t("notes"), hidden: true, "data-notes": "" }, this.strip);
    this.button = iconButton("notes", t("notes"), () => this.toggle(), { "data-open-notes": "", "aria-expanded": "false" });
  }

  /** The notes of whoever sits here now. */
  show(person, notes) {
    this.answers = notes.filter((one) => one.people.includes(person)).flatMap((one) => one.answers);
    this.button.hidden = !this.answers.length;
    fill(
      this.strip,
      this.answers.map(({ what, value }) => {
        const key = `${person} ${what} ${value}`;
        const take = (event) => {
          this.used.add(key);
          event.currentTarget.classList.add("used");
          this.insert(value);
        };
        return h("button", { type: "button", class: `note${this.used.has(key) ? " used" : ""}`, title: value, "data-note": what, onclick: take }, h("small", {}, t(what)), h("span", {}, value));
      }),
    );
    this.open(localStorage.getItem("notes") !== "closed");
  }

  toggle() {
    this.open(this.element.hidden);
    localStorage.setItem("notes", this.element.hidden ? "closed" : "open");
  }

  open(yes) {
    this.element.hidden = !yes || !this.answers.length;
    this.button.setAttribute("aria-expanded", String(!this.element.hidden));
  }

  /** A mouse wheel turns the strip. */
  roll(event) {
    if (event.deltaX || this.strip.scrollWidth <= this.strip.clientWidth) return;
    event.preventDefault();
    this.strip.scrollLeft += event.deltaY;
  }
}
