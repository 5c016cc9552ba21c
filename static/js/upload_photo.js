// A photograph, made as small as a clear page needs before it travels. Nothing is done where the browser would not
// keep it upright, nor to what is small already; a phone's HEIC becomes a JPEG where the browser can read it.

const SMALL = 2 * 1024 * 1024;
const SIDE = 3000;
const QUALITY = 0.85;
const FOREIGN = /heic|heif/i;

/** The same photograph, smaller if it can be. */
export async function smaller(file) {
  const foreign = FOREIGN.test(file.type) || FOREIGN.test(file.name.split(".").pop());
  if (!foreign && (file.size <= SMALL || file.type !== "image/jpeg")) return file;
  if (!CSS.supports("image-orientation", "from-image")) return file;
  try {
    const blob = await drawn(await pictureOf(file));
    if (!blob || (!foreign && blob.size >= file.size)) return file;
    const name = file.name.replace(/\.[^.]+$/, "") + ".jpg";
    return new File([blob], name, { type: "image/jpeg", lastModified: file.lastModified });
  } catch (problem) {
    return file;
  }
}

function pictureOf(file) {
  return new Promise((resolve, reject) => {
    const picture = new Image();
    const address = URL.createObjectURL(file);
    picture.onload = () => { URL.revokeObjectURL(address); resolve(picture); };
    picture.onerror = () => { URL.revokeObjectURL(address); reject(); };
    picture.src = address;
  });
}

function drawn(picture) {
  const scale = Math.min(1, SIDE / Math.max(picture.naturalWidth, picture.naturalHeight));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.naturalWidth * scale);
  canvas.height = Math.round(picture.naturalHeight * scale);
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
}
