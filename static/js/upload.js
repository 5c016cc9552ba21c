// Sections in which papers are handed in. What they need is fetched only by a page that has one; without script
// the same form posts all files together.
import { fresh } from "./tools.js";

export async function startUploads(root) {
  const sections = fresh(root, "[data-upload]", "Upload");
  if (!sections.length || !window.File || !window.Promise) return;
  const { Section } = await import("./upload_section.js");
  sections.forEach((section) => new Section(section).watch());
}
