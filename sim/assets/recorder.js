// A round video: from the camera, from a file, or a drawn sample in which somebody says digits. Nothing leaves the page
// but the finished clip.

import { dialog, toast } from "./dialogs.js";
import { h, icon } from "./dom.js";
import { t } from "./i18n.js";
import { field, post, upload } from "./attach.js";
import { api } from "./api.js";

const SIDE = 384;
const SECONDS = 3;

export function openRecorder(pane) {
  const digits = field(t("recordWords"), "", { inputmode: "numeric", "data-digits": "", maxlength: "12" });
  const canvas = h("canvas", { width: SIDE, height: SIDE, class: "round-preview", "aria-hidden": "true" });
  const pen = canvas.getContext("2d");
  face(pen, "", 0);
  const status = h("p", { class: "asked", role: "status" });
  const record = async (source) => {
    buttons.forEach((button) => (button.disabled = true));
    status.textContent = t("recording");
    try {
      const clip = await source();
      const done = clip ? await upload(pane, [clip], "video_note") : await sample(pane);
      if (done) box.close();
    } catch (error) {
      toast(error.message, { bad: true });
    }
    status.textContent = "";
    buttons.forEach((button) => (button.disabled = false));
  };
  const choose = h("input", { type: "file", accept: "video/*", hidden: true, onchange: () => choose.files[0] && record(async () => choose.files[0]) });
  const button = (name, drawing, act) => h("button", { type: "button", class: `choice ${name === "record" ? "main" : ""}`, "data-record": name, onclick: act }, icon(drawing), t(name));
  const buttons = [
    button("record", "round", () => record(() => drawn(canvas, pen, digits.input.value))),
    button("camera", "photo", () => record(() => filmed(canvas, pen))),
    button("pick", "file", () => choose.click()),
  ];
  const box = dialog(t("recordTitle"), h("div", { class: "choices" }, canvas, digits.row, status, buttons, choose), { name: "recorder" });
}

/** The clip that the local Telegram keeps for those who cannot record. */
async function sample(pane) {
  const { upload: staged } = await api.paper("wrong", { kind: "video_note" });
  return post(pane, [staged], "video_note");
}

/** Films the canvas while somebody on it speaks; null where the browser cannot record. */
function drawn(canvas, pen, digits) {
  const start = performance.now();
  let running = true;
  const draw = (now) => {
    face(pen, digits, (now - start) / 1000);
    if (running) requestAnimationFrame(draw);
  };
  requestAnimationFrame(draw);
  return filmCanvas(canvas).finally(() => (running = false));
}

async function filmed(canvas, pen) {
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { width: SIDE, height: SIDE } });
  } catch {
    throw new Error(t("noCamera"));
  }
  const film = h("video", { muted: true, playsInline: true });
  film.srcObject = stream;
  await film.play();
  let running = true;
  const draw = () => {
    const side = Math.min(film.videoWidth, film.videoHeight);
    pen.drawImage(film, (film.videoWidth - side) / 2, (film.videoHeight - side) / 2, side, side, 0, 0, SIDE, SIDE);
    if (running) requestAnimationFrame(draw);
  };
  draw();
  try {
    return await filmCanvas(canvas);
  } finally {
    running = false;
    stream.getTracks().forEach((track) => track.stop());
  }
}

function filmCanvas(canvas) {
  if (typeof MediaRecorder === "undefined" || !canvas.captureStream) return Promise.resolve(null);
  return new Promise((resolve, reject) => {
    const type = ["video/mp4", "video/webm"].find((one) => MediaRecorder.isTypeSupported(one)) ?? "video/webm";
    const recorder = new MediaRecorder(canvas.captureStream(20), { mimeType: type, videoBitsPerSecond: 300_000 });
    const parts = [];
    recorder.ondataavailable = (event) => parts.push(event.data);
    recorder.onerror = () => reject(new Error("recording failed"));
    recorder.onstop = () => resolve(new File(parts, type.endsWith("mp4") ? "note.mp4" : "note.webm", { type }));
    recorder.start();
    setTimeout(() => recorder.stop(), SECONDS * 1000);
  });
}

/** Head and shoulders of nobody, whose mouth moves; the digits appear one after the other. */
function face(pen, digits, seconds) {
  const glow = pen.createLinearGradient(0, 0, 0, SIDE);
  glow.addColorStop(0, "#cfe3f5");
  glow.addColorStop(1, "#8fb3d1");
  pen.fillStyle = glow;
  pen.fillRect(0, 0, SIDE, SIDE);
  const sway = Math.sin(seconds * 2) * 5;
  disc(pen, "#34405c", 192 + sway / 2, 430, 150, 150);
  disc(pen, "#2b2523", 192 + sway, 168, 84, 98);
  disc(pen, "#e7c0a4", 192 + sway, 188, 72, 88);
  for (const side of [-28, 28]) disc(pen, "#2b2523", 192 + side + sway, 180, 6, seconds % 2.4 > 2.25 ? 1 : 7);
  disc(pen, "#a8504c", 192 + sway, 232, 18, 4 + Math.abs(Math.sin(seconds * 9)) * 9 * Math.min(seconds, 1));
  pen.fillStyle = "#ffffff";
  pen.font = "bold 46px sans-serif";
  pen.textAlign = "center";
  pen.fillText([...digits].slice(0, Math.ceil(seconds * 3)).join(" "), SIDE / 2, 330);
}

function disc(pen, colour, x, y, wide, high) {
  pen.fillStyle = colour;
  pen.beginPath();
  pen.ellipse(x, y, wide, high, 0, 0, Math.PI * 2);
  pen.fill();
}
