// Formatted text: UTF-16 ranges become nested elements. Links are told apart by where they lead; nothing is fetched.

import { h } from "./dom.js";

const TAGS = {
  bold: "b",
  italic: "i",
  underline: "u",
  strikethrough: "s",
  code: "code",
  pre: "pre",
  blockquote: "blockquote",
  expandable_blockquote: "blockquote",
  spoiler: "span",
};

/** The elements of a text. `follow(url)` opens a link, `command(text)` says a command. */
export function rich(text, entities, { follow, command }) {
  const sorted = [...(entities ?? [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return within(text, 0, text.length, sorted, { follow, command });
}

function within(text, from, to, entities, hands) {
  const out = [];
  let at = from;
  for (let index = 0; index < entities.length; index += 1) {
    const entity = entities[index];
    const start = Math.max(entity.offset, at);
    const end = Math.min(entity.offset + entity.length, to);
    if (end <= start) continue;
    if (start > at) out.push(text.slice(at, start));
    const inner = entities.slice(index + 1).filter((other) => other.offset < end && other.offset + other.length > start);
    out.push(element(entity, text.slice(start, end), within(text, start, end, inner, hands), hands));
    at = end;
  }
  if (at < to) out.push(text.slice(at, to));
  return out;
}

function element(entity, words, children, { follow, command }) {
  switch (entity.type) {
    case "bot_command":
      return h("a", { class: "link", href: "#", role: "button", "data-command": words, onclick: stop(() => command(words)) }, children);
    case "url":
    case "text_link": {
      const url = entity.url ?? (/^[a-z]+:/i.test(words) ? words : `https://${words}`);
      return h("a", { class: "link", href: safe(url), "data-url": url, rel: "noreferrer noopener", onclick: stop(() => follow(url)) }, children);
    }
    case "email":
      return h("a", { class: "link", href: `mailto:${words}` }, children);
    case "phone_number":
      return h("a", { class: "link", href: `tel:${words}` }, children);
    case "mention":
    case "text_mention":
    case "hashtag":
    case "cashtag":
      return h("span", { class: "link" }, children);
    case "spoiler":
      return h("span", { class: "spoiler", tabindex: "0", onclick: (event) => event.currentTarget.classList.add("seen") }, children);
    case "pre":
      return h("pre", { "data-code-language": entity.language }, children);
    default:
      return h(TAGS[entity.type] ?? "span", {}, children);
  }
}

const stop = (act) => (event) => {
  event.preventDefault();
  event.stopPropagation();
  act();
};

/** A link that the browser may show in its status line; scripts never. */
function safe(url) {
  return /^(https?|tg|mailto|tel):/i.test(url) ? url : "#";
}

/** What a link to a bot of this world asks for: `{ bot, payload }`, or null for any other link. */
export function deepLink(url, bots) {
  let parsed;
  try {
    parsed = new URL(/^[a-z]+:/i.test(url) ? url : `https://${url}`);
  } catch {
    return null;
  }
  let name = null;
  if (/^(www\.)?(t|telegram)\.me$/i.test(parsed.hostname)) name = parsed.pathname.split("/")[1];
  else if (parsed.protocol === "tg:" && /resolve/.test(parsed.host + parsed.pathname)) name = parsed.searchParams.get("domain");
  const bot = name && bots.find((one) => one.username.toLowerCase() === name.toLowerCase());
  return bot ? { bot, payload: parsed.searchParams.get("start") ?? "" } : null;
}
