"use strict";

/* Papers by month in a narrow band; a range of months is chosen by dragging over it, or with two sliders. */

/* More months than this are shown as years. */
const MONTH_LIMIT = 240;

class Brush {
  constructor(host, corpus, actions) {
    this.host = host;
    this.corpus = corpus;
    this.actions = actions;
    this.measure();
    this.build();
  }

  measure() {
    const dated = this.corpus.papers.filter((paper) => paper.months !== null);
    const first = Math.min(...dated.map((paper) => paper.months[0]));
    const last = Math.max(...dated.map((paper) => paper.months[1]));
    const knowsMonths = dated.some((paper) => paper.months[0] === paper.months[1]);
    this.isEmpty = dated.length === 0;
    if (this.isEmpty) return;
    /* Where only years are known, or the span is long, a bar is a year. */
    this.unit = knowsMonths && last - first < MONTH_LIMIT ? 1 : 12;
    const precise = this.unit === 12 ? dated : dated.filter((paper) => paper.months[0] === paper.months[1]);
    this.first = Math.floor(Math.min(...precise.map((paper) => paper.months[0])) / this.unit);
    this.count = Math.floor(Math.max(...precise.map((paper) => paper.months[1])) / this.unit) - this.first + 1;
    this.bars = Array.from({ length: this.count }, () => new Map());
    for (const paper of precise) {
      const bar = this.bars[Math.floor(paper.months[0] / this.unit) - this.first];
      const topic = paper.topic ?? -1;
      bar.set(topic, (bar.get(topic) ?? 0) + 1);
    }
    this.undated = this.corpus.papers.length - dated.length;
    this.imprecise = dated.length - precise.length;
  }

  build() {
    if (this.isEmpty) {
      this.host.hidden = true;
      return;
    }
    const heights = this.bars.map((bar) => [...bar.values()].reduce((sum, count) => sum + count, 0));
    const highest = Math.max(...heights);
    this.track = element("div", { class: "brush-track", "data-testid": "brush-track" });
    this.bars.forEach((bar, index) => {
      const column = element("div", { class: "brush-bar" });
      [...bar].sort((a, b) => a[0] - b[0]).forEach(([topic, count]) => {
        const piece = element("div", { class: topic < 0 ? "brush-piece" : `brush-piece topic-color-${this.corpus.topics[topic].color}` });
        piece.style.height = `${(count / highest) * 100}%`;
        column.append(piece);
      });
      column.dataset.index = index;
      this.track.append(column);
    });
    this.range = element("div", { class: "brush-range", "aria-hidden": "true" });
    this.handles = ["from", "to"].map((end) =>
      element("div", {
        class: `brush-handle ${end}`, role: "slider", tabindex: "0", id: `brush-${end}`, "data-testid": `brush-${end}`,
        "aria-valuemin": 0, "aria-valuemax": this.count - 1, "aria-orientation": "horizontal",
        onkeydown: (event) => this.key(event, end),
      }));
    this.track.append(this.range, ...this.handles);
    this.axis = element("div", { class: "brush-axis", "aria-hidden": "true" });
    this.text = element("span", { class: "brush-text", "data-testid": "brush-text" });
    this.clear = element("button", { type: "button", class: "button", id: "brush-clear", "data-testid": "brush-clear", onclick: () => {
      this.actions.choose(null, null);
      this.handles[0].focus();
    } });
    this.host.replaceChildren(
      element("div", { class: "brush-head" }, this.text, this.clear),
      element("div", { class: "brush-plot" }, this.track, this.axis));
    this.track.addEventListener("pointerdown", (event) => this.down(event));
    this.track.addEventListener("pointermove", (event) => this.drag(event));
    for (const name of ["pointerup", "pointercancel"]) this.track.addEventListener(name, () => this.up());
    new ResizeObserver(() => this.drawAxis()).observe(this.axis);
  }

  translate(words) {
    if (this.isEmpty) return;
    this.words = words;
    this.host.setAttribute("aria-label", words.say("brushLabel"));
    this.track.title = words.say("brushHelp");
    this.handles[0].setAttribute("aria-label", words.say("brushFrom"));
    this.handles[1].setAttribute("aria-label", words.say("brushTo"));
    labelButton(this.clear, { text: words.say("brushClear") });
    this.drawAxis();
  }

  label(index) {
    const ordinal = this.first + index;
    return this.unit === 12 ? String(ordinal) : this.words.month(ordinal);
  }

  /* As many names of months as there is room for; the first of each year always. */
  drawAxis() {
    if (!this.words) return;
    const width = this.axis.clientWidth / this.count;
    if (width === 0) return;
    const marks = [];
    const nameWidth = this.words.language === "zh" ? 34 : 30;
    const yearWidth = 64;
    let free = -Infinity;
    for (let index = 0; index < this.count; index += 1) {
      const ordinal = this.first + index;
      const beginsYear = this.unit === 12 || ordinal % 12 === 0 || index === 0;
      const left = index * width;
      const text = this.unit === 12 || !beginsYear
        ? this.unit === 12 ? String(ordinal) : this.words.say("months")[ordinal % 12]
        : this.words.month(ordinal);
      if (left < free) continue;
      const needed = beginsYear && this.unit === 1 ? yearWidth : nameWidth + 8;
      const toYear = this.unit === 12 ? Infinity : (12 - (ordinal % 12)) * width;
      if (!beginsYear && (toYear < needed || width < 8)) continue;
      if (left + needed > this.axis.clientWidth + 24 && index > 0) continue;
      const mark = element("span", { class: beginsYear && this.unit === 1 ? "brush-mark strong" : "brush-mark" }, text);
      mark.style.left = `${left}px`;
      marks.push(mark);
      free = left + needed;
    }
    this.axis.replaceChildren(...marks);
  }

  // Choosing

  indexAt(event) {
    const box = this.track.getBoundingClientRect();
    return Math.min(this.count - 1, Math.max(0, Math.floor(((event.clientX - box.left) / box.width) * this.count)));
  }

  down(event) {
    if (event.button !== 0) return;
    this.track.setPointerCapture(event.pointerId);
    const handle = event.target.closest?.(".brush-handle");
    const index = this.indexAt(event);
    /* A handle moves its end; the other one stays. */
    const anchor = handle && this.chosen ? (handle.classList.contains("from") ? this.chosen[1] : this.chosen[0]) : index;
    this.dragging = { anchor, isHandle: Boolean(handle), start: event.clientX, moved: false };
    event.preventDefault();
    handle?.focus();
  }

  drag(event) {
    if (!this.dragging) return;
    if (Math.abs(event.clientX - this.dragging.start) > 3) this.dragging.moved = true;
    if (!this.dragging.moved) return;
    const index = this.indexAt(event);
    const ends = [Math.min(index, this.dragging.anchor), Math.max(index, this.dragging.anchor)];
    this.dragging.ends = ends;
    this.choose(ends, "replace");
  }

  up() {
    const dragging = this.dragging;
    this.dragging = null;
    if (!dragging) return;
    /* A press on a bar chooses it, and lets it go if it was chosen alone. */
    if (!dragging.moved && !dragging.isHandle) {
      const isChosen = this.chosen?.[0] === dragging.anchor && this.chosen[1] === dragging.anchor;
      this.choose(isChosen ? null : [dragging.anchor, dragging.anchor], "push");
    } else if (dragging.ends) {
      this.choose(dragging.ends, "push");
    }
  }

  choose(ends, history) {
    if (ends === null || (ends[0] === 0 && ends[1] === this.count - 1)) this.actions.choose(null, null, history);
    else this.actions.choose((this.first + ends[0]) * this.unit, (this.first + ends[1] + 1) * this.unit - 1, history);
  }

  key(event, end) {
    const step = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -6, PageUp: 6, Home: -Infinity, End: Infinity }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const [from, to] = this.chosen ?? [0, this.count - 1];
    const ends = end === "from"
      ? [Math.min(to, Math.max(0, from + step)), to]
      : [from, Math.max(from, Math.min(this.count - 1, to + step))];
    this.choose(ends, "replace");
  }

  show(state, shownCount) {
    if (this.isEmpty) return;
    const { words } = this;
    const clamp = (index) => Math.min(this.count - 1, Math.max(0, index));
    this.chosen = state.from === null
      ? null
      : [clamp(Math.floor(state.from / this.unit) - this.first), clamp(Math.floor(state.to / this.unit) - this.first)];
    const [from, to] = this.chosen ?? [0, this.count - 1];
    const share = (index) => `${(index / this.count) * 100}%`;
    this.host.classList.toggle("chosen", this.chosen !== null);
    this.range.style.left = share(from);
    this.range.style.width = share(to - from + 1);
    this.handles[0].style.left = share(from);
    this.handles[1].style.left = share(to + 1);
    [from, to].forEach((index, end) => {
      this.handles[end].setAttribute("aria-valuenow", index);
      this.handles[end].setAttribute("aria-valuetext", this.label(index));
    });
    this.track.querySelectorAll(".brush-bar").forEach((bar, index) => {
      bar.classList.toggle("outside", index < from || index > to);
    });
    const range = this.chosen ? words.say("brushRange", this.label(from), this.label(to)) : words.say("brushAll");
    const remark = this.chosen
      ? this.undated > 0 ? words.say("undatedHidden", this.undated) : null
      : this.undated + this.imprecise > 0 && this.unit === 1 ? words.say("undatedShown", this.undated + this.imprecise) : null;
    this.text.textContent = [range, remark].filter(Boolean).join(" · ");
    this.clear.hidden = this.chosen === null;
    this.rangeText = range;
  }
}
