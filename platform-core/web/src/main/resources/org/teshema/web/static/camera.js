/* Reads the symbol of a label with the camera: by the browser's own reader, or else by the platform's, a picture after the other, for
   people who are logged in. Where it leads is always a path of this platform, whatever the symbol says. */
(() => {
  "use strict";
  const PAUSE = 300;
  const box = document.getElementById("camera");
  const video = document.getElementById("picture");
  const said = document.getElementById("said");
  const begin = document.getElementById("begin");
  const torch = document.getElementById("torch");
  if (!box || !navigator.mediaDevices || !navigator.mediaDevices.getUserMedia) return;
  box.hidden = false;

  /* What reads a canvas: a function to a text, or to nothing; nothing where nothing reads. */
  const reader = async () => {
    if ("BarcodeDetector" in window && (await BarcodeDetector.getSupportedFormats()).includes("qr_code")) {
      const detector = new BarcodeDetector({ formats: ["qr_code"] });
      return async (canvas) => (await detector.detect(canvas))[0]?.rawValue;
    }
    if (!box.dataset.reads) return null;
    return async (canvas) => {
      const body = new FormData();
      body.append("label", await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.8)), "label.jpg");
      const answer = await fetch(box.dataset.reads, { method: "POST", body, headers: { Accept: "application/json" } });
      return answer.ok ? (await answer.json()).text : null;
    };
  };

  /* Where a text leads; nothing where it is no code of this city. */
  const target = (text) => {
    const prefix = box.dataset.prefix;
    const own = text.slice(0, prefix.length).toUpperCase() === prefix.toUpperCase();
    const rest = own ? text.slice(prefix.length) : text;
    const number = /^[0-9]{13}$/.test(rest);
    if (!number && !(own && /^[0-9A-Za-z]{20,600}$/.test(rest))) return null;
    const url = new URL(number ? box.dataset.numbers : box.dataset.to, location.href);
    if (url.pathname.endsWith("/")) url.pathname += rest;
    else url.searchParams.set("code", rest);
    return url;
  };

  const pause = () => new Promise((done) => setTimeout(done, PAUSE));

  const look = async (stream, read) => {
    const canvas = document.createElement("canvas");
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    for (;;) {
      if (video.videoWidth > 0) {
        canvas.width = video.videoWidth;
        canvas.height = video.videoHeight;
        pen.drawImage(video, 0, 0);
        const text = await read(canvas);
        const url = text ? target(text) : null;
        if (url) {
          stream.getTracks().forEach((track) => track.stop());
          location.assign(url);
          return;
        }
        if (text) said.textContent = box.dataset.foreign;
      }
      await pause();
    }
  };

  const light = (stream) => {
    const track = stream.getVideoTracks()[0];
    if (!track.getCapabilities || !track.getCapabilities().torch) return;
    torch.hidden = false;
    torch.setAttribute("aria-pressed", "false");
    torch.onclick = async () => {
      const on = torch.getAttribute("aria-pressed") !== "true";
      await track.applyConstraints({ advanced: [{ torch: on }] });
      torch.setAttribute("aria-pressed", String(on));
    };
  };

  /* Nothing looks any more, and nothing is lit. */
  const dark = (stream) => {
    if (stream) stream.getTracks().forEach((track) => track.stop());
    video.hidden = true;
    torch.hidden = true;
  };

  begin.addEventListener("click", async () => {
    begin.disabled = true;
    let stream;
    try {
      const read = await reader();
      if (!read) {
        // The camera is not asked for: that it is there would help nobody.
        said.textContent = box.dataset.unread;
        begin.disabled = false;
        return;
      }
      stream = await navigator.mediaDevices.getUserMedia({
        audio: false,
        video: { facingMode: { ideal: "environment" }, width: { ideal: 1280 }, height: { ideal: 720 } },
      });
      video.srcObject = stream;
      video.hidden = false;
      begin.hidden = true;
      said.textContent = box.dataset.looking;
      await video.play();
      light(stream);
      await look(stream, read);
    } catch {
      dark(stream);
      said.textContent = box.dataset.refused;
      begin.disabled = false;
      begin.hidden = false;
    }
  });
})();
