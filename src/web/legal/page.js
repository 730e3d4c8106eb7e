// Works the camera of the legal person's page: shows it, records a few seconds, lets the person look at them, and posts them. Every word
// stands in the page's attributes. Where the browser records nothing, the telephone's own camera is asked for a video.
"use strict";
(() => {
  const place = document.getElementById("camera");
  const words = place.dataset;
  const SECONDS = 8;
  const add = (name, text) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    place.append(made);
    return made;
  };
  const video = add("video");
  const note = add("p");
  const main = add("button", words.open);
  const again = add("button", words.again);
  again.className = "quiet";
  video.muted = true;
  video.playsInline = true;
  video.hidden = again.hidden = true;
  video.style.display = "none";
  note.setAttribute("role", "status");
  let stream = null, recorded = null, busy = false;

  const show = (on) => { video.style.display = on ? "block" : "none"; };
  // The digits are too late: the page shows how to go on.
  setTimeout(() => { if (!busy) location.reload(); }, (Number(words.left) + 1) * 1000);

  const send = async (blob) => {
    busy = main.disabled = again.disabled = true;
    note.textContent = words.sending;
    try {
      const said = await fetch(words.to, { method: "POST", body: blob, headers: { "content-type": "application/octet-stream" } });
      const why = { 410: words.late, 413: words.large, 415: words.other }[said.status];
      if (said.ok || said.status === 409 || said.status === 404) return location.reload();
      note.textContent = why || words.failed;
      if (said.status === 410) return setTimeout(() => location.reload(), 2500);
    } catch {
      note.textContent = words.failed;
    }
    busy = main.disabled = again.disabled = false;
  };

  const chooseFile = () => {
    main.hidden = true;
    main.style.display = "none";
    note.textContent = words.none;
    const label = add("label", words.choose);
    const input = document.createElement("input");
    input.type = "file";
    input.accept = "video/*";
    input.setAttribute("capture", "user");
    input.onchange = () => { if (input.files[0]) send(input.files[0]); };
    label.append(input);
  };

  const live = async () => {
    stream = stream || await navigator.mediaDevices.getUserMedia({ video: { facingMode: "user", width: 640, height: 640 }, audio: true });
    recorded = null;
    video.removeAttribute("src");
    video.srcObject = stream;
    video.muted = true;
    show(true);
    await video.play();
    // The digits, the picture and the button on one small screen.
    document.querySelector(".digits").scrollIntoView();
    note.textContent = "";
    again.style.display = "none";
    main.textContent = words.record;
    main.onclick = record;
    main.disabled = false;
  };

  const record = () => {
    const kinds = ["video/mp4", "video/webm;codecs=vp8,opus", "video/webm"];
    const mimeType = kinds.find((kind) => MediaRecorder.isTypeSupported(kind));
    const recorder = new MediaRecorder(stream, { mimeType, videoBitsPerSecond: 800000, audioBitsPerSecond: 48000 });
    const pieces = [];
    let left = SECONDS;
    busy = main.disabled = true;
    const tick = () => { note.textContent = words.recording + " " + left; left -= 1; };
    tick();
    const timer = setInterval(tick, 1000);
    recorder.ondataavailable = (event) => { if (event.data.size) pieces.push(event.data); };
    recorder.onstop = () => {
      clearInterval(timer);
      recorded = new Blob(pieces, { type: recorder.mimeType });
      busy = main.disabled = false;
      note.textContent = "";
      video.srcObject = null;
      video.src = URL.createObjectURL(recorded);
      video.muted = false;
      video.controls = true;
      main.textContent = words.send;
      main.onclick = () => send(recorded);
      again.hidden = false;
      again.style.display = "block";
      again.onclick = () => { video.controls = false; live().catch(chooseFile); };
    };
    recorder.start();
    setTimeout(() => recorder.stop(), SECONDS * 1000);
  };

  again.style.display = "none";
  if (!navigator.mediaDevices || !window.MediaRecorder) return chooseFile();
  main.onclick = () => { main.disabled = true; live().catch(chooseFile); };
})();
