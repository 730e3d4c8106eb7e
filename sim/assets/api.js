// The page's line to the local Telegram: the JSON API under /_sim/ and its stream of events. No page state lives here.

/** What the server refused, in its own words. */
export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function call(method, path, body, type) {
  const options = { method, headers: {} };
  if (body !== undefined && type) {
    options.headers["Content-Type"] = type;
    options.body = body;
  } else if (body !== undefined) {
    options.headers["Content-Type"] = "application/json";
    options.body = JSON.stringify(body);
  }
  const answer = await fetch(`/_sim/${path}`, options);
  const text = await answer.text();
  let parsed = {};
  try {
    parsed = text ? JSON.parse(text) : {};
  } catch {
    throw new Refused(answer.status, text.slice(0, 200));
  }
  if (!answer.ok) throw new Refused(answer.status, parsed.error ?? `HTTP ${answer.status}`);
  return parsed;
}

const at = (pane) => `people/${pane.person}/chats/${pane.chat}`;

export const api = {
  state: () => call("GET", "state"),
  chats: (person) => call("GET", `people/${person}/chats`),
  chat: (pane, limit) => call("GET", `${at(pane)}?limit=${limit}${pane.topic ? `&topic=${pane.topic}` : ""}`),
  before: (pane, id, limit) =>
    call("GET", `${at(pane)}/messages?before=${id}&limit=${limit}${pane.topic ? `&topic=${pane.topic}` : ""}`),
  messages: (pane, ids) => call("GET", `${at(pane)}/messages?ids=${ids.join(",")}`),
  verb: (pane, verb, body) => call("POST", `${at(pane)}/${verb}`, body),
  upload: (blob, name) =>
    call("POST", `uploads?name=${encodeURIComponent(name)}`, blob, blob.type || "application/octet-stream"),
  callback: (id) => call("GET", `callbacks/${id}`),
  paper: (what, body) => call("POST", `paper/${what}`, body),
};

/** Listens for changes for ever. `onchange` gets each once and in order; `onlive` hears of the line; `onlost` that some were missed. */
export function listen(seq, { onchange, onlive, onlost }) {
  let source;
  let pause = 500;
  const open = () => {
    source = new EventSource(`/_sim/events?since=${seq}`);
    source.onopen = () => {
      pause = 500;
      onlive(true);
    };
    source.onmessage = (event) => {
      const change = JSON.parse(event.data);
      seq = change.seq;
      onchange(change);
    };
    source.addEventListener("lost", (event) => {
      seq = JSON.parse(event.data).seq;
      onlost();
    });
    source.onerror = () => {
      onlive(false);
      source.close();
      setTimeout(open, pause);
      pause = Math.min(pause * 2, 8000);
    };
  };
  open();
}
