"use strict";

/* A field in which papers are found by typing: a combobox with a list of options, after the ARIA practices. */

const RESULT_LIMIT = 40;

class PaperPicker {
  /**
   * @param actions `find(text)` gives places; `pick(place)` takes the reader's choice; `found(places, text)` hears of
   *   each search; `describe(place)` gives the elements of an option.
   */
  constructor(input, results, actions) {
    this.input = input;
    this.results = results;
    this.actions = actions;
    this.places = [];
    this.active = -1;
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", results.id);
    input.setAttribute("autocomplete", "off");
    input.setAttribute("spellcheck", "false");
    input.addEventListener("input", () => this.search());
    input.addEventListener("focus", () => {
      if (input.value !== "") this.search();
    });
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.close());
    /* A press on an option must not take the focus from the field, or the list would be gone before the click. */
    results.addEventListener("pointerdown", (event) => event.preventDefault());
    results.addEventListener("click", (event) => {
      const option = event.target instanceof Element ? event.target.closest("[data-place]") : null;
      if (option) this.pick(Number(option.dataset.place));
    });
  }

  translate(words, placeholder, label) {
    this.words = words;
    this.input.placeholder = placeholder;
    this.input.setAttribute("aria-label", label);
    this.results.setAttribute("aria-label", label);
    if (!this.results.hidden) this.search();
  }

  search() {
    const text = this.input.value.trim();
    if (text === "") {
      this.close();
      return;
    }
    this.places = this.actions.find(text);
    const shown = this.places.slice(0, RESULT_LIMIT);
    this.results.replaceChildren(
      ...shown.map((place, index) =>
        element(
          "li", {
            id: `${this.results.id}-${index}`, role: "option", class: "result", "data-place": place,
            "aria-selected": "false",
          },
          this.actions.describe(place))),
      ...this.remark(text, this.places.length - shown.length));
    this.results.hidden = false;
    this.results.scrollTop = 0;
    this.input.setAttribute("aria-expanded", "true");
    this.activate(shown.length > 0 ? 0 : -1);
    this.actions.found(this.places, text);
  }

  remark(text, more) {
    if (this.places.length > 0 && more <= 0) return [];
    const remark = this.places.length === 0 ? this.words.say("noResults", text) : this.words.say("moreResults", more);
    /* A list box holds options and nothing else; this one cannot be taken. */
    const attributes = { class: "result-remark", role: "option", "aria-disabled": "true", "aria-selected": "false" };
    return [element("li", attributes, remark)];
  }

  activate(index) {
    const options = this.results.querySelectorAll("[data-place]");
    options[this.active]?.setAttribute("aria-selected", "false");
    this.active = index;
    const option = options[index];
    if (option) {
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      this.input.setAttribute("aria-activedescendant", option.id);
    } else {
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  key(event) {
    const count = Math.min(this.places.length, RESULT_LIMIT);
    const isOpen = !this.results.hidden;
    /* Enter and Escape may belong to a method of writing Chinese. */
    if (event.isComposing) return;
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && this.input.value !== "") {
      if (!isOpen) this.search();
      else if (count > 0) this.activate((this.active + (event.key === "ArrowDown" ? 1 : count - 1)) % count);
      event.preventDefault();
    } else if (event.key === "Enter" && isOpen && this.active >= 0) {
      this.pick(this.places[this.active]);
      event.preventDefault();
    } else if (event.key === "Escape" && this.input.value !== "") {
      this.input.value = "";
      this.close();
      event.preventDefault();
      event.stopPropagation();
    }
  }

  pick(place) {
    this.input.value = "";
    this.close();
    this.actions.pick(place);
  }

  close() {
    const wasOpen = !this.results.hidden;
    this.results.hidden = true;
    this.results.replaceChildren();
    this.places = [];
    this.active = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
    if (wasOpen) this.actions.found([], "");
  }
}
