// Small tools for building elements. Text always goes in as text: nothing a bot or a person wrote is ever parsed as HTML.

/** An element: attributes and `on…` handlers in `props`, then children (strings, elements, arrays, null). */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class") element.className = value;
    else if (name in element && ["value", "checked", "disabled", "hidden", "muted", "playsInline", "loop"].includes(name)) {
      element[name] = value;
    } else element.setAttribute(name, value === true ? "" : String(value));
  }
  add(element, children);
  return element;
}

function add(element, children) {
  for (const child of children) {
    if (Array.isArray(child)) add(element, child);
    else if (child !== null && child !== undefined && child !== false) element.append(child);
  }
}

/** Replaces all that is in an element. */
export function fill(element, ...children) {
  element.replaceChildren();
  add(element, children);
}

const ICONS = {
  send: "M3 12l17-8-4 17-5-6-3 4-1-6z",
  attach: "M8 12.5l6.5-6.5a3 3 0 0 1 4.2 4.2L10.500 18.400a5 5 0 0 1-7-7L11 4",
  keyboard: "M3 6h18v12H3zM6 10h1M10 10h1M14 10h1M18 10h0M6 14h1M9 14h7M18 14h0",
  more: "M12 5v.01M12 12v.01M12 19v.01",
  close: "M6 6l12 12M18 6L6 18",
  down: "M6 10l6 6 6-6",
  file: "M6 3h8l5 5v13H6zM14 3v5h5",
  photo: "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15 9h.01",
  round: "M12 3a9 9 0 1 0 .01 0zM10 8.500l6 3.500-6 3.500z",
  contact: "M12 4a4 4 0 1 0 .01 0zM4 20c1-5 4-7 8-7s7 2 8 7",
  place: "M12 21c5-6 7-9 7-12a7 7 0 0 0-14 0c0 3 2 6 7 12zM12 7a2.500 2.500 0 1 0 .01 0z",
  sticker: "M5 4h14v10l-5 6H5zM14 20v-6h5M9 9h.01M14 9h.01M9 13c1 1.500 3 1.500 4 0",
  voice: "M12 3a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3zM6 11a6 6 0 0 0 12 0M12 17v4",
  stamp: "M9 4h6l-1 7h3l1 4H6l1-4h3zM5 19h14",
  wrong: "M12 3l10 18H2zM12 10v5M12 18v.01",
  menu: "M4 7h16M4 12h16M4 17h16",
  reply: "M10 5L4 11l6 6v-4c5 0 8 1 10 5 0-6-3-10-10-10z",
  edit: "M4 20l1-5L16 4l4 4L9 19z",
  forward: "M14 5l6 6-6 6v-4c-5 0-8 1-10 5 0-6 3-10 10-10z",
  copy: "M8 8h11v12H8zM5 16V4h11",
  trash: "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13",
  block: "M12 3a9 9 0 1 0 .01 0zM6 6l12 12",
  pin: "M9 3h6l-1 7 4 3H6l4-3zM12 13v8",
  chats: "M4 5h16v11H9l-5 4z",
  notes: "M6 3h12v18H6zM9 8h6M9 12h6M9 16h4",
  scan: "M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M4 12h16",
};

/** A line drawing; purely decorative, so hidden from screen readers. */
export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", ICONS[name] ?? ICONS.more);
  svg.append(path);
  return svg;
}

/** A button that shows only a drawing, with its name for screen readers and as a tooltip. */
export function iconButton(name, label, onclick, props = {}) {
  return h("button", { type: "button", class: "icon-button", "aria-label": label, title: label, onclick, ...props }, icon(name));
}

/** The first letters of a name on a colour of its own. */
export function avatar(id, name) {
  const letters = [...String(name).trim()];
  const two = letters.length > 1 && /[a-z]/i.test(letters[0]) ? letters[0] + (name.split(/\s+/)[1]?.[0] ?? "") : letters[0] ?? "?";
  return h("span", { class: `avatar tint-${tint(id)}`, "aria-hidden": "true" }, two.toUpperCase());
}

/** One of Telegram's seven colours for an id. */
export function tint(id) {
  return Math.abs(Number(id)) % 7;
}

export function bytes(size) {
  if (size < 1024) return `${size} B`;
  if (size < 1024 * 1024) return `${(size / 1024).toFixed(1)} KB`;
  return `${(size / 1024 / 1024).toFixed(1)} MB`;
}

export function clock(millis) {
  const date = new Date(millis);
  return `${String(date.getHours()).padStart(2, "0")}:${String(date.getMinutes()).padStart(2, "0")}`;
}
