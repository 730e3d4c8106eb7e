// Everything a person can send besides words: pictures, files, cards, places, stickers, sounds, and things that go wrong.

import { api } from "./api.js";
import { ask, dialog, toast } from "./dialogs.js";
import { bytes, h, icon } from "./dom.js";
import { openDesk } from "./desk.js";
import { t } from "./i18n.js";
import { openRecorder } from "./recorder.js";

/** Most files of one album, as on Telegram. */
const ALBUM = 10;

/** What the attach menu's entries do. */
export async function attach(pane, kind) {
  const acts = {
    photo: () => pick("image/*", (files) => sendFiles(pane, files, true)),
    file: () => pick("", (files) => sendFiles(pane, files, false)),
    note: () => openRecorder(pane),
    desk: () => openDesk(pane),
    contact: () => chooseContact(pane),
    location: () => pane.do("location", { latitude: 28.682892, longitude: 115.858197, topic: pane.thread }),
    sticker: () => pane.do("sticker", { topic: pane.thread }),
    voice: () => pane.do("voice", { topic: pane.thread }),
    wrong: () => chooseWrong(pane),
  };
  return acts[kind]?.();
}

function pick(accept, then) {
  const input = h("input", { type: "file", multiple: true, accept, hidden: true, "data-file-input": "", onchange: () => take() });
  const take = () => {
    if (input.files.length) then([...input.files]);
    input.remove();
  };
  input.addEventListener("cancel", () => input.remove());
  document.body.append(input);
  input.click();
}

/** Shows what is about to be sent, asks how, and sends it. */
export function sendFiles(pane, files, asPhotos) {
  const pictures = files.every((file) => /^image\/(jpeg|png|bmp|webp)$/.test(file.type));
  const compress = h("input", { type: "checkbox", checked: asPhotos && pictures, disabled: !pictures, "data-compress": "" });
  const caption = h("input", { type: "text", placeholder: t("caption"), "aria-label": t("caption"), "data-caption": "" });
  const send = h("button", { type: "submit", class: "choice main", "data-send-files": "" }, t("send"));
  const go = async (event) => {
    event.preventDefault();
    send.disabled = true;
    if (await upload(pane, files, compress.checked ? "photo" : "document", caption.value)) box.close();
    send.disabled = false;
  };
  const rows = files.map((file) => {
    const face = pictures ? h("img", { class: "file-thumb", alt: "", src: URL.createObjectURL(file) }) : h("span", { class: "file-face" }, icon("file"));
    return h("li", {}, face, h("span", { class: "file-words" }, h("b", {}, file.name), h("span", {}, bytes(file.size))));
  });
  const form = h("form", { class: "choices", onsubmit: go }, h("ul", { class: "files" }, rows), h("label", { class: "tick" }, compress, t("asPhoto")), caption, send);
  const box = dialog(files.length > 1 ? t("sendMany", files.length) : t("sendOne"), form, { name: "files" });
  caption.focus();
}

/** Uploads files and posts them, several as an album. */
export async function upload(pane, files, as, caption = "") {
  try {
    const staged = [];
    for (const file of files) staged.push((await api.upload(file, file.name ?? "file")).upload);
    return post(pane, staged, as, caption);
  } catch (error) {
    toast(t("refused", error.message), { bad: true });
    return false;
  }
}

/** Posts what was uploaded before. */
export async function post(pane, staged, as, caption = "") {
  const reply_to = pane.composer.takeReply();
  for (let from = 0; from < staged.length; from += ALBUM) {
    const items = staged.slice(from, from + ALBUM).map((one) => ({ upload: one, as }));
    const done = await pane.do("media", { items, caption: from ? "" : caption, reply_to, topic: pane.thread });
    if (!done) return false;
  }
  return true;
}

async function chooseContact(pane) {
  const people = pane.page.people;
  const answers = people.map((one) => ({
    label: one.id === pane.person ? t("ownContact") : t("otherContact", one.name),
    value: String(one.id),
    detail: one.phone ?? "",
  }));
  answers.push({ label: t("forger"), value: "forged", detail: "+86 199 0000 0000" });
  const chosen = await ask(t("contact"), answers, { name: "contact-card" });
  if (chosen === "forged") await pane.do("contact", { phone_number: "+8619900000000", first_name: "某人", topic: pane.thread });
  else if (chosen) await pane.do("contact", { user_id: Number(chosen), topic: pane.thread });
}

async function chooseWrong(pane) {
  const kinds = ["empty", "huge", "lying", "tall"].map((kind) => ({ label: t(kind), value: kind }));
  const chosen = await ask(t("wrong"), [...kinds, { label: t("sticker"), value: "sticker" }, { label: t("voice"), value: "voice" }, { label: t("location"), value: "location" }], { name: "wrong" });
  if (!chosen) return;
  if (["sticker", "voice", "location"].includes(chosen)) return attach(pane, chosen);
  try {
    const { upload: staged } = await api.paper("wrong", { kind: chosen });
    await post(pane, [staged], "document");
  } catch (error) {
    toast(t("refused", error.message), { bad: true });
  }
}

/** Files dropped on a pane: the upper half sends pictures, the lower half files. */
export function dropZone(pane) {
  const zone = (kind, drawing, title, hint) => h("div", { class: "drop-half", "data-drop": kind }, icon(drawing), h("b", {}, title), h("span", {}, hint));
  const cover = h("div", { class: "drop", hidden: true }, zone("photo", "photo", t("dropPhoto"), t("dropPhotoHint")), zone("file", "file", t("dropFile"), t("dropFileHint")));
  const carries = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  let depth = 0;
  pane.element.append(cover);
  pane.element.addEventListener("dragenter", (event) => {
    if (!carries(event)) return;
    depth += 1;
    cover.hidden = false;
  });
  pane.element.addEventListener("dragleave", () => {
    depth = Math.max(0, depth - 1);
    cover.hidden = depth === 0;
  });
  pane.element.addEventListener("dragover", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    const half = event.target.closest(".drop-half");
    for (const one of cover.children) one.classList.toggle("over", one === half);
  });
  pane.element.addEventListener("drop", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    depth = 0;
    cover.hidden = true;
    const half = event.target.closest(".drop-half");
    sendFiles(pane, [...event.dataTransfer.files], half?.dataset.drop !== "file");
  });
}

/** A labelled text field. */
export function field(label, value, props = {}) {
  const input = h("input", { type: "text", value, ...props });
  return { input, row: h("label", { class: "field" }, h("span", {}, label), input) };
}

