// Boxes over the page: menus, questions, alerts, the enlarged picture. Each closes with Escape and gives the focus back.

import { fill, h, icon, iconButton } from "./dom.js";
import { t } from "./i18n.js";

/** A box with a title and a way to close it. Gives back `{ element, close }`. */
export function dialog(title, body, { wide = false, name = "" } = {}) {
  const element = h("dialog", { class: `box${wide ? " wide" : ""}`, "aria-label": title, "data-dialog": name });
  const close = () => {
    element.close();
    element.remove();
  };
  fill(element, h("header", {}, h("h2", {}, title), iconButton("close", t("close"), close, { "data-close": "" })), body);
  element.addEventListener("close", () => element.remove());
  element.addEventListener("click", (event) => event.target === element && close());
  document.body.append(element);
  element.showModal();
  return { element, close };
}

/** A question with a few answers; resolves to the value chosen, or null. */
export function ask(title, answers, { text = "", name = "ask" } = {}) {
  return new Promise((resolve) => {
    let chosen = null;
    const buttons = answers.map(({ label, value, detail, kind }) =>
      h(
        "button",
        {
          type: "button",
          class: `choice ${kind ?? ""}`,
          "data-choice": String(value),
          onclick: () => {
            chosen = value;
            box.close();
          },
        },
        h("span", {}, label),
        detail ? h("small", {}, detail) : null,
      ),
    );
    const box = dialog(title, h("div", { class: "choices" }, text ? h("p", { class: "asked" }, text) : null, buttons), { name });
    box.element.addEventListener("close", () => resolve(chosen));
    buttons[0]?.focus();
  });
}

/** What a bot wants to be seen and closed. */
export function alertBox(text) {
  const box = dialog(
    "Telegram",
    h("div", { class: "choices" }, h("p", { class: "asked", "data-alert-text": "" }, text), h("button", { type: "button", class: "choice main", onclick: () => box.close() }, t("ok"))),
    { name: "alert" },
  );
}

/** A word in passing. */
export function toast(text, { bad = false } = {}) {
  const note = h("div", { class: `toast${bad ? " bad" : ""}`, "data-toast": bad ? "bad" : "good" }, text);
  const place = document.querySelector("[data-toasts]");
  place.append(note);
  // Shown anew each time, so that it lies above a box that was opened meanwhile.
  if (place.matches(":popover-open")) place.hidePopover();
  place.showPopover();
  setTimeout(() => note.remove(), bad ? 6000 : 3500);
}

/** A menu at a place on the screen: `[name, icon, label, act]` each. */
export function menu(anchor, entries, { name = "menu", above = false } = {}) {
  document.querySelector(".menu")?.remove();
  const back = document.activeElement;
  const list = h("div", { class: "menu", role: "menu", "data-menu": name });
  const close = () => {
    list.remove();
    document.removeEventListener("pointerdown", outside, true);
    if (document.contains(back)) back.focus();
  };
  const outside = (event) => list.contains(event.target) || close();
  for (const [key, drawing, label, act, kind] of entries) {
    const choose = () => {
      close();
      act();
    };
    list.append(h("button", { type: "button", role: "menuitem", class: kind ?? "", "data-item": key, onclick: choose }, drawing ? icon(drawing) : null, h("span", {}, label)));
  }
  list.addEventListener("keydown", (event) => keys(event, list, close));
  document.body.append(list);
  place(list, anchor, above);
  document.addEventListener("pointerdown", outside, true);
  list.firstElementChild?.focus();
}

function keys(event, list, close) {
  const items = [...list.children];
  const at = items.indexOf(document.activeElement);
  if (event.key === "Escape") close();
  else if (event.key === "ArrowDown") items[(at + 1) % items.length].focus();
  else if (event.key === "ArrowUp") items[(at - 1 + items.length) % items.length].focus();
  else return;
  event.preventDefault();
}

function place(list, anchor, above) {
  const spot = anchor instanceof Element ? anchor.getBoundingClientRect() : { left: anchor.x, right: anchor.x, top: anchor.y, bottom: anchor.y };
  const { width, height } = list.getBoundingClientRect();
  const left = Math.max(8, Math.min(spot.left, innerWidth - width - 8));
  const over = above || spot.bottom + height + 8 > innerHeight;
  const top = Math.max(8, Math.min(over ? spot.top - height - 6 : spot.bottom + 6, innerHeight - height - 8));
  list.style.left = `${left}px`;
  list.style.top = `${top}px`;
}

/** A picture over the whole page. */
export function enlarge(url) {
  const element = h("dialog", { class: "viewer", "data-dialog": "viewer", "aria-label": t("expand") });
  const close = () => element.close();
  element.addEventListener("close", () => element.remove());
  element.append(
    h("img", { src: url, alt: "", onclick: (event) => event.currentTarget.classList.toggle("whole") }),
    iconButton("close", t("close"), close, { class: "icon-button viewer-close" }),
  );
  element.addEventListener("click", (event) => event.target === element && close());
  document.body.append(element);
  element.showModal();
}
