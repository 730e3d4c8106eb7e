// One message as a bubble: who, what, when, and the buttons under it. Draws only; what a press does is the pane's business.

import { avatar, bytes, clock, h, icon, iconButton, tint } from "./dom.js";
import { rich } from "./entities.js";
import { t } from "./i18n.js";

/** A message's element. `hands` are the pane's callbacks; `near` says whether it continues the one above. */
export function bubble(message, hands, near) {
  if (message.service) return service(message);
  const kind = message.kind;
  const bare = kind === "sticker" || kind === "video_note";
  const words = message.text ? h("div", { class: "words" }, rich(message.text, message.entities, hands), meta(message)) : null;
  const inside = h(
    "div",
    { class: `bubble${bare ? " bare" : ""}${kind === "photo" || kind === "video" ? " pictured" : ""}` },
    hands.group && !message.out && !near ? sender(message) : null,
    message.forward ? h("div", { class: "forwarded" }, t("forwarded", message.forward.name)) : null,
    message.reply_to ? quoted(message.reply_to, hands) : null,
    content(message, hands),
    words,
    words ? null : meta(message),
  );
  const column = h("div", { class: "stack" }, inside, message.inline ? inline(message, hands) : null);
  const face = hands.group && !message.out ? h("div", { class: "face" }, near ? null : avatar(message.from.id, message.from.name)) : null;
  return h(
    "article",
    {
      class: `message ${message.out ? "out" : "in"}${near ? " near" : ""}${bare ? " is-bare" : ""}`,
      tabindex: "-1",
      "data-message-id": message.id,
      "data-kind": kind,
      "data-out": message.out ? "true" : "false",
      "data-from": message.from.id,
      "aria-label": `${message.from.name}, ${clock(message.date)}`,
      oncontextmenu: (event) => {
        event.preventDefault();
        hands.actions(message, event);
      },
    },
    face,
    column,
    iconButton("more", t("actions"), (event) => hands.actions(message, event), { class: "icon-button message-more", "data-message-actions": "" }),
  );
}

function sender(message) {
  const name = message.sender_title ?? message.from.name;
  return h("div", { class: `sender name-${tint(message.from.id)}` }, name, message.from.admin ? h("span", { class: "rank" }, t(message.from.admin)) : null);
}

function meta(message) {
  return h(
    "span",
    { class: "meta" },
    message.edited ? h("span", { class: "edited" }, t("edited"), " ") : null,
    h("time", { datetime: new Date(message.date).toISOString() }, clock(message.date)),
    message.out ? ticks() : null,
  );
}

function ticks() {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 20 12");
  svg.setAttribute("class", "ticks");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", "M1.500 6.500l3.500 3.500 7-8.500M8.500 9l1 1 7-8.500");
  svg.append(path);
  return svg;
}

function quoted(reply, hands) {
  return h(
    "button",
    { type: "button", class: `quoted name-${tint(reply.from_id ?? 0)}`, onclick: () => hands.jump(reply.id) },
    h("b", {}, reply.name ?? ""),
    h("span", {}, reply.text ?? ""),
  );
}

function content(message, hands) {
  switch (message.kind) {
    case "photo":
      return picture(message, hands);
    case "sticker":
      return h("div", { class: "sticker", role: "img", "aria-label": t("sticker") }, message.media?.label || "🙂");
    case "video_note":
      return round(message.media);
    case "video":
    case "animation":
      return h("video", { class: "film", src: message.media.url, controls: true, preload: "metadata", playsInline: true });
    case "voice":
    case "audio":
      return h(
        "div",
        { class: "sound" },
        h("span", { class: "file-face" }, icon("voice")),
        h("audio", { src: message.media.url, controls: true, preload: "none", "aria-label": t(message.kind) }),
      );
    case "document":
      return paper(message.media);
    case "contact":
      return h(
        "div",
        { class: "card" },
        avatar(message.contact.user_id ?? 5, message.contact.first_name),
        h("div", {}, h("b", {}, [message.contact.first_name, message.contact.last_name].filter(Boolean).join(" ")), h("span", {}, message.contact.phone_number)),
      );
    case "location":
      return h("div", { class: "card" }, h("span", { class: "file-face" }, icon("place")), h("div", {}, h("b", {}, t("location")), h("span", {}, `${message.location.latitude.toFixed(5)}, ${message.location.longitude.toFixed(5)}`)));
    case "invoice":
      return h("div", { class: "invoice" }, h("b", {}, message.invoice.title), h("p", {}, message.invoice.description), h("span", {}, money(message.invoice)));
    default:
      return null;
  }
}

export function money(invoice) {
  return `${(invoice.total / 100).toFixed(2)} ${invoice.currency}`;
}

function picture(message, hands) {
  const { width, height, url } = message.photo;
  return h(
    "button",
    { type: "button", class: "picture", "aria-label": t("expand"), style: `aspect-ratio:${width}/${height};--natural:${width}px`, onclick: () => hands.enlarge(url) },
    h("img", { src: message.photo.small ?? url, width, height, alt: message.text || t("photo"), decoding: "async" }),
  );
}

function round(media) {
  const film = h("video", { src: media.url, playsInline: true, muted: true, loop: true, preload: "auto", "aria-label": t("note") });
  const play = () => {
    film.muted = !film.paused && !film.muted;
    if (film.paused) film.play().catch(() => {});
  };
  return h("button", { type: "button", class: "round", "aria-label": t("note"), onclick: play }, film, h("span", { class: "round-time" }, `0:${String(media.duration || 0).padStart(2, "0")}`));
}

function paper(media) {
  const ending = (media.name ?? "").split(".").pop().slice(0, 4).toLowerCase();
  const looks = /^(image\/(png|jpeg|gif|webp|bmp)|application\/pdf)$/.test(media.mime ?? "");
  return h(
    "a",
    {
      class: "document",
      href: media.url,
      target: looks ? "_blank" : undefined,
      rel: "noreferrer noopener",
      download: looks ? undefined : (media.name ?? "file"),
      "data-document": media.name ?? "",
    },
    h("span", { class: `file-face kind-${ending === "pdf" ? "pdf" : "any"}` }, ending || icon("file")),
    h("span", { class: "file-words" }, h("b", {}, media.name ?? "file"), h("span", {}, bytes(media.size), " · ", t(looks ? "open" : "download"))),
  );
}

function inline(message, hands) {
  const rows = message.inline.map((row, line) =>
    h(
      "div",
      { class: "keys-row" },
      row.map((button, column) => {
        const url = button.url ?? button.web_app ?? button.login_url;
        return h(
          "button",
          {
            type: "button",
            class: `key${url ? " leads-away" : ""}${hands.waiting(message.id, line, column) ? " waiting" : ""}`,
            "data-button": button.text,
            "data-callback": button.callback,
            "data-url": url,
            onclick: (event) => hands.press(message, button, { line, column, element: event.currentTarget }),
          },
          button.pay && message.invoice ? t("pay", money(message.invoice)) : button.text,
        );
      }),
    ),
  );
  return h("div", { class: "keys", role: "group", "data-inline-keyboard": "" }, rows);
}

function service(message) {
  const { what, ...said } = message.service;
  const lines = {
    joined: () => t("joined", said.names.join(", ")),
    left: () => t("left", said.name),
    title: () => t("retitled", said.title),
    pinned: () => t("pinnedBy", message.from.name),
    migrated: () => t("migrated"),
    topic_created: () => t("topicCreated", said.name),
    topic_edited: () => t("topicEdited", said.name ?? ""),
    topic_closed: () => t("topicClosed"),
    topic_reopened: () => t("topicReopened"),
    paid: () => t("paid", money(said)),
  };
  return h("div", { class: "service", "data-message-id": message.id, "data-kind": "service" }, h("span", {}, (lines[what] ?? (() => what))()));
}

/** One line that stands for a message in a reply, a pin or a dialog. */
export function digest(message) {
  if (message.text) return message.text.slice(0, 120);
  if (message.kind === "document") return message.media?.name ?? t("file");
  return { photo: t("photo"), video_note: t("note"), sticker: t("sticker"), voice: t("voice"), contact: t("contact"), location: t("location") }[message.kind] ?? message.kind;
}
