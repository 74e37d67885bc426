"use strict";

/* Saving what is shown as a drawing of its own. */

/* What the page's style does to the drawing, and the file says by itself. */
const DRAWN_PROPERTIES = ["fill", "stroke", "stroke-width", "stroke-dasharray", "opacity"];

const NO_XML_CHARACTER = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/**
 * The shown part of the picture as an SVG text: what filters hide and what lies outside of the window is left out, and
 * the colours and the light are as on the page.
 *
 * @param box the part of the picture that the window shows; all of it while the picture is hidden.
 */
function exportedPicture(root, box) {
  const clone = root.cloneNode(true);
  const originals = [...root.querySelectorAll("*")];
  const copies = [...clone.querySelectorAll("*")];
  const window_ = root.parentElement.getBoundingClientRect();
  const isHidden = window_.width === 0;
  const dropped = [];
  originals.forEach((original, index) => {
    const copy = copies[index];
    if (original.matches(".paper, .relation")) {
      const bounds = original.getBoundingClientRect();
      const isOutside = !isHidden && (
        bounds.right < window_.left || bounds.left > window_.right || bounds.bottom < window_.top
        || bounds.top > window_.bottom);
      if (original.classList.contains("hidden") || isOutside) dropped.push(copy);
    }
    if (original.matches("g, path, polygon, polyline, rect, ellipse, circle, text")) {
      const style = getComputedStyle(original);
      for (const property of DRAWN_PROPERTIES) {
        const value = style.getPropertyValue(property);
        const isPlain = original.matches("g") ? property !== "opacity" || value === "1" : value === "" || (property === "opacity" && value === "1");
        if (!isPlain) copy.setAttribute(property, value.replace(/px$/, ""));
      }
    }
  });
  for (const copy of dropped) copy.remove();
  for (const copy of clone.querySelectorAll("[role=button], [tabindex]")) {
    for (const name of ["role", "tabindex", "aria-pressed"]) copy.removeAttribute(name);
  }
  const [x, y, width, height] = [box.x, box.y, box.width, box.height].map((value) => Math.round(value * 100) / 100);
  clone.removeAttribute("style");
  clone.removeAttribute("class");
  clone.setAttribute("role", "img");
  clone.setAttribute("viewBox", `${x} ${y} ${width} ${height}`);
  clone.setAttribute("width", width);
  clone.setAttribute("height", height);
  const ground = getComputedStyle(root.parentElement).backgroundColor;
  const sheet = drawingElement("rect", { x, y, width, height, fill: ground });
  clone.insertBefore(sheet, clone.querySelector(":scope > g"));
  /* Names may hold characters that HTML takes and XML does not. */
  const text = new XMLSerializer().serializeToString(clone).replace(NO_XML_CHARACTER, " ");
  return `<?xml version="1.0" encoding="UTF-8"?>\n${text}\n`;
}

/** Hands a text to the reader as a file. */
function saveFile(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = element("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
