"use strict";

/* Making elements. Whatever comes from the corpus gets in as text or as the value of an attribute, never as markup. */

const SVG_NAMESPACE = "http://www.w3.org/2000/svg";

/**
 * Makes an element: `element("p", { class: "note" }, "text", child)`. A property that begins with `on` is a listener;
 * one that is null, undefined or false is left out. Children are elements, texts, or null.
 */
function element(name, properties = {}, ...children) {
  return dressed(document.createElement(name), properties, children);
}

/** Makes an element of a drawing. */
function drawingElement(name, properties = {}, ...children) {
  return dressed(document.createElementNS(SVG_NAMESPACE, name), properties, children);
}

function dressed(made, properties, children) {
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return made;
}

/** A link that leads out of the page, or null if its address is none that a reader may be led to. */
function outsideLink(address, properties, ...children) {
  let protocol;
  try {
    protocol = new URL(address).protocol;
  } catch {
    return null;
  }
  if (!["http:", "https:", "mailto:"].includes(protocol)) return null;
  return element("a", { href: address, target: "_blank", rel: "noopener noreferrer", ...properties }, ...children);
}

/* Icons are drawn with lines on a grid of 20 by 20. */
const ICONS = {
  plus: "M10 4v12M4 10h12",
  minus: "M4 10h12",
  fit: "M4 8V4h4M12 4h4v4M16 12v4h-4M8 16H4v-4",
  close: "M5 5l10 10M15 5L5 15",
  sun: "M10 6.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7M10 2v1.5M10 16.5V18M2 10h1.5M16.5 10H18M4.3 4.3l1.1 1.1M14.6 14.6l1.1 1.1M4.3 15.7l1.1-1.1M14.6 5.4l1.1-1.1",
  moon: "M16 11.6A6.6 6.6 0 0 1 8.4 4a6.6 6.6 0 1 0 7.6 7.6z",
  system: "M3 4.5h14v9H3zM7 16.5h6M10 13.5v3",
  filter: "M3 5h14M6 10h8M8.5 15h3",
  list: "M7 5h10M7 10h10M7 15h10M3.2 5h.6M3.2 10h.6M3.2 15h.6",
  picture: "M3 4h6v4H3zM11 12h6v4h-6zM9 6h3a2 2 0 0 1 2 2v4",
  save: "M10 3v9M6.5 8.8L10 12.3l3.5-3.5M4 16h12",
  outside: "M8 5H5v10h10v-3M11 4h5v5M16 4l-7 7",
};

function icon(name) {
  return drawingElement(
    "svg", { class: "icon", viewBox: "0 0 20 20", "aria-hidden": "true", focusable: "false" },
    drawingElement("path", { d: ICONS[name] }));
}

/** Gives a button an icon, words, or both, and the name that is read out and shown on hovering. */
function labelButton(button, { iconName, text, label }) {
  button.replaceChildren(
    ...[iconName ? icon(iconName) : null, text ? element("span", { class: "button-text" }, text) : null].filter(Boolean));
  if (label) {
    button.setAttribute("aria-label", label);
    button.title = label;
  } else {
    button.removeAttribute("aria-label");
    button.removeAttribute("title");
  }
}

const prefersReducedMotion = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
