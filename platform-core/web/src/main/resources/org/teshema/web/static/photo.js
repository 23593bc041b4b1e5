/* Makes a photo smaller on the phone before it is sent. Without script, or where anything goes wrong, it is sent as it is. What the
   camera wrote of time and place goes along, because the server keeps it beside the photo; the server strips it from the file. */
(() => {
  "use strict";
  const SIDE = 1600;
  const SMALL = 400 * 1024;
  const HEAD = 256 * 1024;

  /* The EXIF segment of a JPEG, saying that the picture is upright, as the smaller one is; nothing where there is none. */
  const exif = (bytes) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return null;
    let at = 2;
    while (at + 10 < view.byteLength && view.getUint8(at) === 0xff && view.getUint8(at + 1) !== 0xda) {
      const end = at + 2 + view.getUint16(at + 2);
      if (end > view.byteLength) return null;
      if (view.getUint8(at + 1) === 0xe1 && view.getUint32(at + 4) === 0x45786966) {
        const segment = bytes.slice(at, end);
        upright(new DataView(segment.buffer, 10));
        return segment;
      }
      at = end;
    }
    return null;
  };

  const upright = (tiff) => {
    const little = tiff.getUint8(0) === 0x49;
    const first = tiff.getUint32(4, little);
    const entries = tiff.getUint16(first, little);
    for (let i = 0; i < entries; i++) {
      const entry = first + 2 + 12 * i;
      if (tiff.getUint16(entry, little) === 0x0112) tiff.setUint16(entry + 8, 1, little);
    }
  };

  const smaller = async (file) => {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
    if (scale === 1 && file.size <= SMALL) return null;
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
    const segment = exif(new Uint8Array(await file.slice(0, HEAD).arrayBuffer()));
    return new File(segment ? [blob.slice(0, 2), segment, blob.slice(2)] : [blob], "photo.jpg", { type: "image/jpeg" });
  };

  const shrink = async (input) => {
    const file = input.files[0];
    const button = input.form.querySelector("button[type=submit]");
    button.disabled = true;
    try {
      const made = file ? await smaller(file) : null;
      if (made && made.size < file.size) {
        const chosen = new DataTransfer();
        chosen.items.add(made);
        input.files = chosen.files;
      }
    } catch {
      /* It is sent as it is. */
    } finally {
      button.disabled = false;
      input.dataset.photo = "ready";
    }
  };

  for (const input of document.querySelectorAll("input[data-photo]")) {
    input.addEventListener("change", () => shrink(input));
  }
})();
