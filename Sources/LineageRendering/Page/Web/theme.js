"use strict";

/* Light or dark, decided before anything is painted. */

class Theme {
  constructor() {
    this.root = document.documentElement;
    this.media = matchMedia("(prefers-color-scheme: dark)");
    /* A choice holds for the pages that open as this one does. */
    const opening = this.root.dataset.theme;
    this.key = opening === "auto" ? "lineage-theme" : `lineage-theme-${opening}`;
    this.value = this.stored() ?? opening;
    this.apply();
  }

  static names = ["auto", "light", "dark"];

  get isDark() {
    return this.value === "dark" || (this.value === "auto" && this.media.matches);
  }

  apply() {
    this.root.classList.toggle("dark", this.isDark);
    this.root.style.colorScheme = this.isDark ? "dark" : "light";
  }

  /** Takes the next of the themes. */
  next() {
    this.value = Theme.names[(Theme.names.indexOf(this.value) + 1) % Theme.names.length];
    try {
      localStorage.setItem(this.key, this.value);
    } catch {
      /* See below. */
    }
    this.apply();
  }

  /* Pages from disk may not be allowed to keep anything; then the choice holds until the page is closed. */
  stored() {
    try {
      const theme = localStorage.getItem(this.key);
      return Theme.names.includes(theme) ? theme : null;
    } catch {
      return null;
    }
  }
}

const THEME = new Theme();
