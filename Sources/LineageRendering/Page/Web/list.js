"use strict";

/* The papers as a list by date, in step with the picture. */

class ListView {
  constructor(list, corpus, actions) {
    this.list = list;
    this.corpus = corpus;
    this.actions = actions;
    this.current = 0;
    /* The generation of each lit paper. */
    this.lit = corpus.papers.map(() => undefined);
    this.items = corpus.papers.map((paper, place) => {
      const color = paper.topic === undefined ? "" : ` topic-color-${corpus.topics[paper.topic].color}`;
      const mark = element("span", { class: "generation", "aria-hidden": "true" });
      const date = element("span", { class: "item-date" });
      const button = element(
        "button", {
          type: "button", class: `item${color}${paper.external ? " external" : ""}`, "data-place": place,
          "data-paper": paper.id, tabindex: place === 0 ? "0" : "-1", "aria-pressed": "false",
        },
        element("span", { class: "dot", "aria-hidden": "true" }),
        element(
          "span", { class: "item-text" },
          element("span", { class: "item-name" }, paper.name),
          element("span", { class: "item-more" }, date, paper.organizations[0] ? ` · ${paper.organizations[0]}` : "")),
        mark);
      const item = element("li", {}, button);
      return { item, button, mark, date };
    });
    list.replaceChildren(...this.items.map(({ item }) => item));
    list.addEventListener("click", (event) => {
      const button = event.target instanceof Element ? event.target.closest("[data-place]") : null;
      if (button) actions.pick(Number(button.dataset.place), event.shiftKey);
    });
    list.addEventListener("keydown", (event) => this.key(event));
    list.addEventListener("focusin", (event) => {
      const place = event.target.dataset?.place;
      if (place !== undefined) this.setCurrent(Number(place));
    });
    for (const [name, isOver] of [["pointerover", true], ["pointerout", false]]) {
      list.addEventListener(name, (event) => {
        const button = event.target instanceof Element ? event.target.closest("[data-place]") : null;
        if (button) actions.hover(Number(button.dataset.place), isOver);
      });
    }
  }

  translate(words) {
    this.corpus.papers.forEach((paper, place) => {
      this.items[place].date.textContent = paper.date ?? words.say("noDate");
    });
  }

  setCurrent(place) {
    this.items[this.current]?.button.setAttribute("tabindex", "-1");
    this.current = place;
    this.items[place]?.button.setAttribute("tabindex", "0");
  }

  /* One stop for Tab; the arrow keys lead through the list. */
  key(event) {
    const shown = this.items.map((_, place) => place).filter((place) => !this.items[place].item.hidden);
    const at = shown.indexOf(this.current);
    const next = { ArrowDown: shown[at + 1], ArrowUp: shown[at - 1], Home: shown[0], End: shown.at(-1) }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    this.setCurrent(next);
    this.items[next].button.focus();
  }

  filter(shown) {
    this.items.forEach(({ item }, place) => {
      item.hidden = !shown[place];
    });
    if (!shown[this.current]) this.setCurrent(Math.max(0, shown.indexOf(true)));
  }

  lightUp(light, words) {
    this.list.classList.toggle("has-light", light !== null);
    const isSameLanguage = this.lightLanguage === words.language;
    this.lightLanguage = words.language;
    this.items.forEach(({ button, mark }, place) => {
      const generation = light?.generation.get(place);
      if (generation === this.lit[place] && (isSameLanguage || !generation)) return;
      this.lit[place] = generation;
      button.classList.toggle("lit", generation !== undefined);
      button.classList.toggle("selected", generation === 0);
      button.setAttribute("aria-pressed", String(generation === 0));
      mark.textContent = generation ? (generation < 0 ? `−${-generation}` : `+${generation}`) : "";
      button.setAttribute("aria-description", generation ? words.say("badge", generation) : "");
    });
  }

  reveal(place) {
    this.setCurrent(place);
    const { item } = this.items[place];
    if (this.list.offsetParent === null) return;
    const [box, room] = [item.getBoundingClientRect(), this.list.getBoundingClientRect()];
    if (box.top < room.top || box.bottom > room.bottom) {
      this.list.scrollTop += box.top - room.top - (room.height - box.height) / 2;
    }
  }
}
