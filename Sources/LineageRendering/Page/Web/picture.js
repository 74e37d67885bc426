"use strict";

/* The drawing: which papers and lines are shown, lit up, or faded. */

/* Generations beyond look like the last one; the number tells them apart. */
const LAST_SHADE = 4;

class PictureView {
  constructor(root, stage, corpus) {
    this.root = root;
    this.stage = stage;
    this.corpus = corpus;
    this.cards = corpus.papers.map((paper) => root.getElementById(paper.element));
    this.lines = corpus.lines.map((line) => ({ ...line, element: root.getElementById(line.id) }))
      .filter((line) => line.element);
    this.labels = new Map([...root.querySelectorAll("[id^=label-]")].map((label) => [label.id, label]));
    this.current = 0;
    /* What is lit: the generation of each card, the shade of each line, and the badges by place. */
    this.lit = corpus.papers.map(() => undefined);
    this.litLines = this.lines.map(() => null);
    this.badges = new Map();
    this.cards.forEach((card, place) => {
      card?.setAttribute("role", "button");
      card?.setAttribute("tabindex", place === 0 ? "0" : "-1");
      card?.setAttribute("aria-pressed", "false");
      const rank = corpus.papers[place].topic;
      if (rank !== undefined) card?.classList.add(`topic-color-${corpus.topics[rank].color}`);
    });
  }

  /** The place of the paper whose card holds an element, or null. */
  placeAt(target) {
    const card = target instanceof Element ? target.closest(".paper") : null;
    return card ? this.corpus.placeOfElement.get(card.id) ?? null : null;
  }

  /** How far down the picture's own heading reaches. */
  get headingHeight() {
    const title = this.labels.get("label-title");
    return title ? this.bounds(title).bottom : 0;
  }

  /* Where an element stands in the picture's units. */
  bounds(element) {
    const box = element.getBBox();
    const matrix = this.root.getScreenCTM().inverse().multiply(element.getScreenCTM());
    const corner = new DOMPoint(box.x, box.y).matrixTransform(matrix);
    const far = new DOMPoint(box.x + box.width, box.y + box.height).matrixTransform(matrix);
    return new DOMRect(corner.x, corner.y, far.x - corner.x, far.y - corner.y);
  }

  /** The box of a card in the picture's units. It is known and not measured: a hidden card has none to measure. */
  box(place) {
    const [x, y, width, height] = this.corpus.papers[place].box;
    return { x, y, width, height };
  }

  /** Puts the words of a language into the picture. */
  translate(words) {
    const { corpus, root } = this;
    const texts = corpus.labels[words.language] ?? {};
    for (const [id, label] of this.labels) {
      const lines = label.querySelectorAll("text");
      /* A caption may be broken into more lines in one language than in another; the last one takes the rest. */
      const translated = texts[id];
      if (!translated) continue;
      lines.forEach((line, index) => {
        line.textContent =
          index === lines.length - 1 ? translated.slice(index).join(" ") : translated[index] ?? "";
      });
    }
    root.setAttribute("lang", words.language);
    root.querySelector("title").textContent = words.pick(corpus.title);
    this.cards.forEach((card, place) => card?.setAttribute("aria-label", this.name(place, words)));
    this.words = words;
    for (const tooltip of root.querySelectorAll("g > title")) tooltip.remove();
  }

  name(place, words) {
    const paper = this.corpus.papers[place];
    return [paper.name, paper.date ?? words.say("noDate"), paper.organizations[0]].filter(Boolean)
      .join(words.say("separator"));
  }

  /* A tooltip is made when it is wanted: thousands of them would be dear. */
  addTooltip(target, describeLine) {
    const group = target instanceof Element ? target.closest(".paper, .relation") : null;
    if (!group || group.querySelector(":scope > title")) return;
    const place = this.corpus.placeOfElement.get(group.id);
    const line = place === undefined ? this.lines.find((line) => line.element === group) : null;
    if (place === undefined && !line) return;
    const text = place === undefined ? describeLine(line) : this.corpus.papers[place].title;
    group.prepend(drawingElement("title", {}, text));
  }

  // Filters

  /** Shows what the filters let through. */
  filter(state, shown) {
    this.cards.forEach((card, place) => card?.classList.toggle("hidden", !shown[place]));
    for (const line of this.lines) {
      const hasKind =
        line.relations.length === 0
        || line.relations.some((number) => !state.hiddenKinds.has(this.corpus.relations[number].kind));
      line.element.classList.toggle("hidden", !hasKind || !shown[line.citing] || !shown[line.cited]);
    }
    if (!shown[this.current]) this.setCurrent(Math.max(0, shown.indexOf(true)));
  }

  // Light

  /**
   * Lights up what a selection is about and fades the rest.
   *
   * @param light `null`, or: `generation` of each lit paper by place, negative for ancestors, 0 for what is selected;
   *   `lines`, whether a line is lit, as a function of its ends and relations.
   */
  lightUp(light, words) {
    this.root.classList.toggle("has-light", light !== null);
    /* Only what changes is touched: the rest of thousands of cards and lines need not be looked at again. */
    const isSameLanguage = this.lightLanguage === words.language;
    this.lightLanguage = words.language;
    this.cards.forEach((card, place) => {
      const generation = light?.generation.get(place);
      if (!card || (generation === this.lit[place] && (isSameLanguage || !generation))) return;
      card.classList.toggle("lit", generation !== undefined);
      card.classList.toggle("selected", generation === 0);
      card.setAttribute("aria-pressed", String(generation === 0));
      this.shade(card, this.lit[place], generation);
      this.badges.get(place)?.remove();
      this.badges.delete(place);
      if (generation) this.addBadge(place, generation, words);
      this.lit[place] = generation;
    });
    this.lines.forEach((line, index) => {
      const generation = light ? light.lines(line) : null;
      if (generation === this.litLines[index]) return;
      line.element.classList.toggle("lit", generation !== null);
      this.shade(line.element, this.litLines[index], generation);
      this.litLines[index] = generation;
    });
  }

  shade(element, before, generation) {
    if (before) element.classList.remove(`shade-${Math.min(Math.abs(before), LAST_SHADE)}`);
    if (generation) element.classList.add(`shade-${Math.min(Math.abs(generation), LAST_SHADE)}`);
  }

  /* The generation in the corner of a card: −2 two steps before, +1 one step after. */
  addBadge(place, generation, words) {
    const text = generation < 0 ? `−${-generation}` : `+${generation}`;
    const { x, y, width } = this.box(place);
    /* The group that a card stands in counts from the lower edge of the picture. */
    const top = y - this.root.viewBox.baseVal.height;
    const badge = drawingElement(
      "g", { class: "badge", transform: `translate(${x + width - 4} ${top + 1})`, role: "img" },
      drawingElement("rect", { x: -13, y: -8, width: 26, height: 16, rx: 8 }),
      drawingElement("text", { "text-anchor": "middle", y: 3.6, "font-size": 10, "font-weight": 600 }, text));
    badge.setAttribute("aria-label", words.say("badge", generation));
    this.cards[place].append(badge);
    this.badges.set(place, badge);
  }

  /** Fades what is not directly related to a paper; `null` ends it. */
  point(place) {
    this.root.classList.toggle("has-pointed", place !== null);
    const near = new Set(place === null ? [] : [place]);
    for (const line of this.lines) {
      const isOwn = place !== null && (line.citing === place || line.cited === place);
      line.element.classList.toggle("near", isOwn);
      if (isOwn) near.add(line.citing).add(line.cited);
    }
    this.cards.forEach((card, other) => card?.classList.toggle("near", near.has(other)));
  }

  /** Rings the papers that a search found. */
  mark(places) {
    this.root.classList.toggle("has-marks", places.length > 0);
    const marked = new Set(places);
    this.cards.forEach((card, place) => card?.classList.toggle("marked", marked.has(place)));
  }

  // Focus

  /** Makes a paper the one that Tab leads to. */
  setCurrent(place) {
    this.cards[this.current]?.setAttribute("tabindex", "-1");
    this.current = place;
    this.cards[place]?.setAttribute("tabindex", "0");
  }

  focus(place) {
    this.setCurrent(place);
    this.cards[place]?.focus({ preventScroll: true });
  }

  /** The nearest shown paper in the direction of an arrow key, or null. */
  neighbor(place, key, shown) {
    const center = (other) => {
      const box = this.box(other);
      return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    };
    const from = center(place);
    let best = null;
    let least = Infinity;
    this.corpus.papers.forEach((_, other) => {
      if (other === place || !shown[other] || !this.cards[other]) return;
      const to = center(other);
      const [dx, dy] = [to.x - from.x, to.y - from.y];
      const along = { ArrowLeft: -dx, ArrowRight: dx, ArrowUp: -dy, ArrowDown: dy }[key];
      const across = key === "ArrowLeft" || key === "ArrowRight" ? Math.abs(dy) : Math.abs(dx);
      /* Straight ahead is nearer than the same distance aside. */
      const distance = along + 8 * across;
      if (along > 1 && distance < least) [best, least] = [other, distance];
    });
    return best;
  }
}

/* The months above and the topics at the left stay in the window when their place in the picture has left it. */
class PinnedLabels {
  constructor(picture, axis, lanes) {
    this.root = picture.root;
    this.axis = axis;
    this.lanes = lanes;
    const read = (prefix) =>
      [...picture.labels].filter(([id]) => id.startsWith(prefix)).map(([, label]) => {
        const { x, y, width, height } = picture.bounds(label);
        return { label, left: x, x: x + width / 2, y: y + height / 2 };
      });
    const pin = (entry, host, tone) => {
      const text = element("span", { class: tone });
      host.append(text);
      return { ...entry, text };
    };
    const [columns, rows] = [read("label-column-"), read("label-lane-")];
    this.columns = columns.map((entry) => pin(entry, axis, "pinned-month"));
    this.rows = rows.map((entry) => pin(entry, lanes, "pinned-lane"));
    this.height = picture.root.viewBox.baseVal.height;
  }

  translate() {
    const entries = [...this.columns, ...this.rows];
    for (const entry of entries) {
      const text = entry.label.querySelector("text");
      entry.isStrong = text?.getAttribute("font-weight") === "bold";
      /* The colour is the drawing's, on whichever ground. */
      entry.color = text ? getComputedStyle(text).fill : "";
    }
    for (const entry of entries) {
      entry.text.textContent = entry.label.textContent.trim();
      entry.text.classList.toggle("strong", entry.isStrong);
      entry.text.style.color = entry.color;
    }
    for (const entry of entries) entry.textWidth = entry.text.offsetWidth;
    this.laneWidth = Math.max(0, ...this.rows.map((row) => row.textWidth));
  }

  follow({ x, y, scale }) {
    const first = this.columns[0];
    const isAxisAway = first !== undefined && (first.y * scale + y < 12 || scale < 0.5);
    this.axis.classList.toggle("on", isAxisAway);
    this.root.classList.toggle("has-pinned-axis", isAxisAway);
    if (isAxisAway) {
      /* Beginnings of years come first; other months where there is room. */
      const taken = [];
      for (const column of [...this.columns].sort((a, b) => Number(b.isStrong) - Number(a.isStrong))) {
        const center = column.x * scale + x;
        const [left, right] = [center - column.textWidth / 2 - 6, center + column.textWidth / 2 + 6];
        const hasRoom = taken.every((other) => right <= other.left || left >= other.right);
        column.text.classList.toggle("out", !hasRoom);
        if (!hasRoom) continue;
        taken.push({ left, right });
        column.text.style.transform = `translateX(${center - column.textWidth / 2}px)`;
      }
    }
    const lane = this.rows[0];
    const isLaneAway = lane !== undefined && (lane.left * scale + x < 4 || scale < 0.6);
    this.lanes.classList.toggle("on", isLaneAway);
    this.root.classList.toggle("has-pinned-lanes", isLaneAway);
    if (!isLaneAway) return;
    let bottom = isAxisAway ? 28 : 0;
    this.rows.forEach((row, index) => {
      const top = row.y * scale + y - 12;
      const end = (this.rows[index + 1]?.y ?? this.height - 60) * scale + y - 14;
      const place = Math.max(top, bottom + 4);
      const fits = place + 22 <= end;
      row.text.classList.toggle("out", !fits);
      if (!fits) return;
      row.text.style.transform = `translateY(${place}px)`;
      bottom = place + 22;
    });
  }
}
