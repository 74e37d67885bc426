"use strict";

/* Joins the parts: what the reader does changes the state, and the state is shown. */

class Page {
  constructor() {
    this.find = (id) => document.getElementById(id);
    /* The paper that is to be brought into the window when there is one. */
    this.owed = null;
    this.corpus = new Corpus(JSON.parse(this.find("page-data").textContent));
    this.state = new PageState(this.corpus);
    this.search = new PaperSearch(this.corpus);
    this.picture = new PictureView(this.find("picture"), this.find("stage"), this.corpus);
    this.viewport = new Viewport(this.find("stage"), this.find("picture"), (sparesLanes) => this.cover(sparesLanes));
    this.pinned = new PinnedLabels(this.picture, this.find("pinned-axis"), this.find("pinned-lanes"));
    this.panel = new Panel(this.find("panel"), this.corpus, {
      select: (place) => this.select(place, true),
      compare: (place) => this.compare(place),
      pickInPicture: () => this.startPicking(),
      close: () => this.close(),
      find: (text) => this.search.find(text),
      describe: (place) => this.describe(place),
    });
    this.list = new ListView(this.find("papers"), this.corpus, {
      pick: (place, isSecond) => this.choose(place, isSecond),
      hover: (place, isOver) => this.picture.cards[place]?.classList.toggle("pointed", isOver),
    });
    this.brush = new Brush(this.find("brush"), this.corpus, {
      choose: (from, to, history) => this.state.set({ from, to }, history),
    });
    this.filters = new Filters(this.find("filters"), this.find("filters-toggle"), this.corpus, {
      change: (change) => this.state.set(change),
    });
    this.picker = new PaperPicker(this.find("search"), this.find("search-results"), {
      find: (text) => this.search.find(text),
      pick: (place) => this.select(place, true),
      found: (places, text) => {
        this.picture.mark(places);
        if (text !== "") this.say(places.length > 0 ? this.words.say("results", places.length) : this.words.say("noResults", text));
      },
      describe: (place) => this.describe(place),
    });
    this.viewport.heading = this.picture.headingHeight;
    this.listen();
    this.translate();
    this.show(null);
    this.state.onChange((state, before, isFollowed) => {
      this.show(before, isFollowed);
      if (isFollowed && state.paper !== null && state.camera === null) this.reveal(state.paper);
      this.tellUnknown();
    });
    this.viewport.onChange((camera) => this.pinned.follow(camera));
    this.viewport.show(this.state.value.camera);
    /* An address that names a paper but no place shows the paper. */
    const { paper, camera } = this.state.value;
    if (paper !== null && camera === null) this.reveal(paper);
    this.tellUnknown();
    document.documentElement.classList.add("ready");
  }

  // What the reader does

  listen() {
    const stage = this.find("stage");
    stage.addEventListener("click", (event) => {
      /* Clicks of assistive technology and of the keyboard count no presses, and end no drag. */
      if (event.detail !== 0 && this.viewport.wasDragged) return;
      const place = this.picture.placeAt(event.target);
      if (place !== null) this.choose(place, event.shiftKey);
      else if (!this.isPicking && this.state.value.paper !== null) this.close();
    });
    stage.addEventListener("focusin", (event) => {
      const place = this.picture.placeAt(event.target);
      if (place === null) return;
      this.picture.setCurrent(place);
      if (event.target.matches(":focus-visible")) this.viewport.reveal(this.picture.box(place));
    });
    stage.addEventListener("pointerover", (event) => this.picture.addTooltip(event.target, (line) => this.lineText(line)));
    stage.addEventListener("pointerover", (event) => this.point(this.picture.placeAt(event.target)));
    stage.addEventListener("pointerleave", () => this.point(null));
    stage.addEventListener("keydown", (event) => this.stageKey(event));
    document.addEventListener("keydown", (event) => this.pageKey(event));
    this.find("zoom-in").addEventListener("click", () => this.viewport.zoomBy(ZOOM_STEP));
    this.find("zoom-out").addEventListener("click", () => this.viewport.zoomBy(1 / ZOOM_STEP));
    this.find("zoom-fit").addEventListener("click", () => this.viewport.showAll());
    this.find("view-toggle").addEventListener("click", () => this.toggleView());
    this.find("export").addEventListener("click", () => this.export());
    this.find("language").addEventListener("click", () => {
      this.state.set({ language: this.state.value.language === "en" ? "zh" : "en" }, "replace");
    });
    this.find("theme").addEventListener("click", () => {
      THEME.next();
      this.labelTheme();
      this.pinned.translate();
      this.say(this.words.say("theme")[THEME.value]);
    });
    this.viewport.onSettled((camera) =>
      this.state.set(
        { camera: camera && { x: Math.round(camera.x), y: Math.round(camera.y), scale: Math.round(camera.scale * 100) / 100 } },
        "replace"));
    THEME.media.addEventListener("change", () => {
      THEME.apply();
      this.pinned.translate();
    });
    this.narrowMedia = matchMedia("(max-width: 760px)");
    this.narrowMedia.addEventListener("change", () => this.showView());
  }

  stageKey(event) {
    const place = this.picture.placeAt(event.target);
    if (place !== null) {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        this.choose(place, event.shiftKey);
        return;
      }
      if (event.key.startsWith("Arrow") && !event.shiftKey) {
        event.preventDefault();
        event.stopPropagation();
        const next = this.picture.neighbor(place, event.key, this.shown);
        if (next !== null) {
          this.picture.focus(next);
          this.viewport.reveal(this.picture.box(next));
        }
        return;
      }
      const shownPlaces = this.shown.flatMap((isShown, other) => (isShown ? [other] : []));
      const end = { Home: shownPlaces[0], End: shownPlaces.at(-1) }[event.key];
      if (end !== undefined) {
        event.preventDefault();
        this.picture.focus(end);
        return;
      }
    }
    if (this.viewport.key(event)) {
      event.preventDefault();
      event.stopPropagation();
    }
  }

  pageKey(event) {
    /* Keys may belong to a method of writing Chinese. */
    if (event.defaultPrevented || event.isComposing) return;
    const isTyping = event.target instanceof Element && event.target.matches("input:not([type=checkbox], [type=radio]), textarea");
    if (event.key === "Escape") {
      if (this.isPicking) this.stopPicking();
      else if (this.state.value.other !== null) this.compare(null);
      else if (this.state.value.paper !== null) this.close();
      return;
    }
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/") {
      event.preventDefault();
      this.find("search").focus();
      return;
    }
    const isZoom = ["+", "=", "-", "_", "0"].includes(event.key);
    const isFree = event.target === document.body;
    if ((isZoom || isFree) && this.viewport.key(event)) event.preventDefault();
  }

  /* A click or Enter on a paper: the first choice, or the second one. */
  choose(place, isSecond) {
    const { paper } = this.state.value;
    if ((isSecond || this.isPicking) && paper !== null && place !== paper) {
      this.compare(place);
    } else if (this.isPicking) {
      this.stopPicking();
    } else if (place === paper) {
      this.find("panel").focus({ preventScroll: true });
    } else {
      this.select(place, false);
    }
  }

  select(place, movesFocus) {
    this.stopPicking();
    this.state.set({ paper: place, other: null });
    this.reveal(place);
    if (movesFocus) this.find("panel").focus({ preventScroll: true });
  }

  compare(place) {
    this.stopPicking();
    this.state.set({ other: place });
    if (place !== null) this.reveal(place);
    this.find("panel").scrollTop = 0;
    if (place !== null) this.find("panel").focus({ preventScroll: true });
  }

  close() {
    const { paper } = this.state.value;
    const hadFocus = this.find("panel").contains(document.activeElement);
    this.stopPicking();
    this.state.set({ paper: null, other: null });
    this.say(this.words.say("closed"));
    if (!hadFocus || paper === null) return;
    if (this.viewport.isHidden) this.list.items[paper].button.focus();
    else this.picture.focus(paper);
  }

  startPicking() {
    this.isPicking = true;
    this.find("picking").hidden = false;
    this.find("picking").textContent = this.words.say("picking");
    document.documentElement.classList.add("is-picking");
    this.say(this.words.say("picking"));
    if (this.narrowMedia.matches && this.state.value.view === "list") return;
    this.find("stage").focus({ preventScroll: true });
  }

  stopPicking() {
    this.isPicking = false;
    this.find("picking").hidden = true;
    document.documentElement.classList.remove("is-picking");
  }

  /* While nothing is selected, pointing at a paper shows what it is directly related to. */
  point(place) {
    if (this.pointed === place) return;
    this.pointed = place;
    this.picture.point(this.state.value.paper === null ? place : null);
  }

  toggleView() {
    const { view } = this.state.value;
    const isNarrow = this.narrowMedia.matches;
    this.state.set({ view: isNarrow ? (view === "list" ? null : "list") : view === "picture" ? null : "picture" });
  }

  export() {
    const name = this.corpus.title.en.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 60) || "lineage";
    saveFile(`${name}.svg`, "image/svg+xml", exportedPicture(this.find("picture"), this.viewport.visibleBox));
    this.say(this.words.say("exported", `${name}.svg`));
  }

  // Showing the state

  show(before, isFollowed = false) {
    const state = this.state.value;
    const { corpus } = this;
    if (before && before.camera !== state.camera && state.camera) this.followCamera(state.camera, isFollowed);
    /* A move of the picture changes nothing else. */
    if (before && Object.keys(state).every((key) => key === "camera" || Object.is(state[key], before[key]))) return;
    if (before && before.language !== state.language) this.translate();
    const { words } = this;
    this.shown = corpus.papers.map((paper) => corpus.isShown(paper, state));
    const count = this.shown.filter(Boolean).length;
    const found = this.relatives(state);
    const light = this.light(state, found);
    this.lit = light;
    this.picture.filter(state, this.shown);
    this.list.filter(this.shown);
    this.picture.lightUp(light, words);
    this.list.lightUp(light, words);
    this.panel.show(state, found, this.shown, words);
    this.filters.show(state);
    this.brush.show(state, count);
    this.find("list-count").textContent = words.say("shownOf", count, corpus.papers.length);
    this.find("list-empty").hidden = count > 0;
    this.showDirection(state);
    this.showView();
    document.documentElement.classList.toggle("has-panel", state.paper !== null);
    if (state.paper !== null && state.paper !== before?.paper) {
      this.picture.setCurrent(state.paper);
      this.list.reveal(state.paper);
      if (before) this.say(words.say("selected", corpus.papers[state.paper].name, found.ancestors.size, found.descendants.size));
    } else if (before && (before.from !== state.from || before.to !== state.to)) {
      this.say(words.say("brushStatus", this.brush.rangeText, count, corpus.papers.length));
    } else if (before && (before.hiddenTopics !== state.hiddenTopics || before.hiddenKinds !== state.hiddenKinds)) {
      this.say(words.say("shownStatus", count, corpus.papers.length));
    }
  }

  /* Going back brings back the place; what the viewport itself told is there already. */
  followCamera(camera, isFollowed) {
    const now = this.viewport.camera;
    const isThere =
      Math.abs(camera.x - now.x) < 2 && Math.abs(camera.y - now.y) < 2 && Math.abs(camera.scale - now.scale) < 0.01;
    if (!isThere && (isFollowed || !this.find("stage").classList.contains("moving"))) this.viewport.show(camera);
  }

  /* What the selection is related to, whatever filters hide of it. */
  relatives(state) {
    const none = { ancestors: new Map(), descendants: new Map(), chain: null, shared: [] };
    if (state.paper === null) return none;
    const { corpus } = this;
    const kinds = corpus.followedKinds(state);
    const found = {
      ...none,
      ancestors: corpus.generations(state.paper, "ancestors", kinds),
      descendants: corpus.generations(state.paper, "descendants", kinds),
    };
    if (state.other === null) return found;
    found.chain = corpus.chain(state.paper, state.other, kinds) ?? corpus.chain(state.other, state.paper, kinds);
    if (!found.chain) {
      const others = corpus.generations(state.other, "ancestors", kinds);
      found.shared = [...found.ancestors.keys()].filter((place) => others.has(place)).sort((a, b) => a - b);
    }
    return found;
  }

  light(state, found) {
    if (state.paper === null) return null;
    const { corpus } = this;
    const generation = new Map([[state.paper, 0]]);
    if (state.other !== null) {
      const chained = new Set(found.chain ?? []);
      generation.set(state.other, 0);
      for (const number of chained) {
        generation.set(corpus.relations[number].citing, 0).set(corpus.relations[number].cited, 0);
      }
      return { generation, lines: (line) => (line.relations.some((number) => chained.has(number)) ? 1 : null) };
    }
    const kinds = corpus.followedKinds(state);
    if (state.direction !== "descendants") for (const [place, number] of found.ancestors) generation.set(place, -number);
    /* In a cycle a paper is both; it counts as the nearer one. */
    if (state.direction !== "ancestors") {
      for (const [place, number] of found.descendants) {
        const other = generation.get(place);
        if (other === undefined || Math.abs(other) > number) generation.set(place, number);
      }
    }
    return {
      generation,
      lines: (line) => {
        const [citing, cited] = [generation.get(line.citing), generation.get(line.cited)];
        if (citing === undefined || cited === undefined) return null;
        if (!line.relations.some((number) => kinds.has(corpus.relations[number].kind))) return null;
        /* A line between an ancestor and a descendant leads past the selected paper. */
        if (citing * cited < 0) return null;
        return Math.max(1, Math.abs(citing), Math.abs(cited));
      },
    };
  }

  showDirection(state) {
    const host = this.find("direction");
    for (const button of host.children) {
      button.setAttribute("aria-pressed", String(button.dataset.direction === state.direction));
    }
  }

  showView() {
    const { view } = this.state.value;
    const isNarrow = this.narrowMedia.matches;
    const shows = isNarrow ? (view === "list" ? "list" : "picture") : view === "picture" ? "picture" : "both";
    const root = document.documentElement;
    const wasHidden = root.dataset.view === "list";
    root.dataset.view = shows;
    if (wasHidden && shows !== "list") this.resumePicture();
    if (this.state.value.paper !== null) this.list.reveal(this.state.value.paper);
    const button = this.find("view-toggle");
    const isList = shows === "list";
    labelButton(button, {
      iconName: isList ? "picture" : "list",
      text: this.words.say(isList ? "showPicture" : "showList"),
    });
    if (isNarrow) button.removeAttribute("aria-pressed");
    else button.setAttribute("aria-pressed", String(shows === "both"));
    button.title = this.words.say(isNarrow ? "switchView" : "toggleList");
  }

  /* Nothing can be measured of a picture that is not shown; what was owed is done when it comes back. */
  resumePicture() {
    this.pinned.translate();
    this.viewport.resize();
    if (this.owed !== null && this.owed === this.state.value.paper) this.reveal(this.owed);
    this.owed = null;
  }

  translate() {
    const { language } = this.state.value;
    this.words = new Words(language);
    const { words } = this;
    document.documentElement.lang = language;
    document.title = words.pick(this.corpus.title);
    this.find("title").textContent = document.title;
    for (const part of document.querySelectorAll("[data-word]")) part.textContent = words.say(part.dataset.word);
    for (const part of document.querySelectorAll("[data-label]")) part.setAttribute("aria-label", words.say(part.dataset.label));
    this.find("stage").setAttribute("aria-label", words.say("pictureLabel"));
    this.picker.translate(words, words.say("search"), words.say("searchLabel"));
    const buttons = {
      export: { iconName: "save", text: words.say("export"), label: words.say("exportLabel") },
      language: { text: words.say("otherLanguage") },
      "zoom-in": { iconName: "plus", label: words.say("zoomIn") },
      "zoom-out": { iconName: "minus", label: words.say("zoomOut") },
      "zoom-fit": { iconName: "fit", label: words.say("zoomFit") },
    };
    for (const [id, looks] of Object.entries(buttons)) labelButton(this.find(id), looks);
    this.find("language").lang = language === "en" ? "zh" : "en";
    this.find("direction").replaceChildren(
      ...DIRECTIONS.map((direction) =>
        element(
          "button", {
            type: "button", class: "segment", "data-direction": direction, "data-testid": `direction-${direction}`,
            onclick: () => this.state.set({ direction }),
          }, words.say(direction))));
    this.labelTheme();
    this.picture.translate(words);
    this.pinned.translate();
    this.pinned.follow(this.viewport.camera);
    this.list.translate(words);
    this.filters.translate(words);
    this.brush.translate(words);
    if (this.isPicking) this.find("picking").textContent = words.say("picking");
  }

  describe(place) {
    const paper = this.corpus.papers[place];
    const color = paper.topic === undefined ? "" : ` topic-color-${this.corpus.topics[paper.topic].color}`;
    return [
      element("span", { class: `dot${color}`, "aria-hidden": "true" }),
      element(
        "span", { class: "item-text" },
        element("span", { class: "item-name" }, paper.name),
        element(
          "span", { class: "item-more" },
          [paper.date ?? this.words.say("noDate"), paper.organizations[0], paper.title === paper.name ? null : paper.title]
            .filter(Boolean).join(" · "))),
    ];
  }

  /* What a line says when it is pointed at. */
  lineText(line) {
    const { corpus, words } = this;
    const [citing, cited] = [corpus.papers[line.citing].name, corpus.papers[line.cited].name];
    this.panel.words = words;
    return line.relations.map((number) => {
      const { kind } = corpus.relations[number];
      return [`${citing} ${words.say("verbs")[kind]} ${cited}`, ...this.panel.reasons(number).map((reason) => `  ${reason}`)].join("\n");
    }).join("\n");
  }

  /** How much of the window the panel covers, and the pinned names of lanes where there is room to keep clear of them. */
  cover(sparesLanes = false) {
    const stage = this.find("stage").getBoundingClientRect();
    const panel = this.find("panel");
    const cover = { left: 12, top: 12, right: 12, bottom: 12 };
    if (sparesLanes && stage.width > 900) cover.left = this.pinned.laneWidth + 12;
    if (panel.hidden) return cover;
    const box = panel.getBoundingClientRect();
    if (box.width >= stage.width * 0.9) cover.bottom = Math.max(12, stage.bottom - box.top + 8);
    else cover.right = Math.max(12, stage.right - box.left + 12);
    return cover;
  }

  /* Brings a paper into the window, with what is lit up around it if there is room. */
  reveal(place) {
    if (this.viewport.isHidden) {
      this.owed = place;
      return;
    }
    const lit = [...(this.lit?.generation.keys() ?? [])].filter((other) => other !== place && this.shown[other]);
    const boxes = [place, ...lit].filter((other) => this.picture.cards[other]).map((other) => this.picture.box(other));
    if (boxes.length > 0) this.viewport.revealAll(boxes);
  }

  say(text) {
    this.find("status").textContent = text;
  }

  tellUnknown() {
    const { unknown, senseless } = this.state;
    const remarks = [
      ...unknown.map((text) => this.words.say("unknownInAddress", text)),
      ...senseless.map((text) => this.words.say("senselessInAddress", text)),
    ];
    if (remarks.length > 0) this.say(remarks.join(". "));
    this.state.unknown = [];
    this.state.senseless = [];
  }

  // Colours

  labelTheme() {
    const names = { auto: "system", light: "sun", dark: "moon" };
    labelButton(this.find("theme"), { iconName: names[THEME.value], label: this.words.say("theme")[THEME.value] });
  }
}

new Page();
