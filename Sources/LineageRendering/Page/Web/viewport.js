"use strict";

/* Zoom and pan: which part of the picture the window shows. Lengths of the picture are its own units. */

const MAXIMUM_SCALE = 4;
const ZOOM_STEP = 1.25;
const PAN_STEP = 80;

class Viewport {
  /**
   * @param stage the window.
   * @param picture the drawing in it.
   * @param cover tells how much of the window, in pixels, something covers at each side; asked with `true`, with names
   *   at the left that cards should not be moved under.
   */
  constructor(stage, picture, cover) {
    this.stage = stage;
    this.picture = picture;
    this.cover = cover;
    const box = picture.viewBox.baseVal;
    this.size = { width: box.width, height: box.height };
    /* The page has the heading already, so the window begins below that of the picture. */
    this.heading = 0;
    this.listeners = [];
    this.settledListeners = [];
    this.pointers = new Map();
    /* Until the reader moves the picture, it goes on fitting the window. */
    this.isUntouched = true;
    this.camera = { x: 0, y: 0, scale: 1 };
    this.dragDistance = 0;
    this.listen();
  }

  listen() {
    const { stage } = this;
    stage.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    stage.addEventListener("pointerdown", (event) => this.pointerDown(event));
    stage.addEventListener("pointermove", (event) => this.pointerMove(event));
    for (const name of ["pointerup", "pointercancel"]) stage.addEventListener(name, (event) => this.pointerUp(event));
    /* Browsers scroll what they find on the page, or what gets the focus, into view; here the picture moves instead. */
    stage.addEventListener("scroll", () => {
      const { scrollLeft, scrollTop } = stage;
      if (scrollLeft === 0 && scrollTop === 0) return;
      stage.scrollTo(0, 0);
      this.panBy(-scrollLeft, -scrollTop);
    });
    new ResizeObserver(() => this.resize()).observe(stage);
  }

  /** Whether there is no window, because something else is shown in its place. */
  get isHidden() {
    return this.stage.clientWidth === 0;
  }

  /** Fits the picture into a window of another size. */
  resize() {
    if (this.isHidden) return;
    if (this.isUntouched) this.apply(this.start());
    else this.apply(this.camera);
  }

  onChange(listener) {
    this.listeners.push(listener);
  }

  /** Calls when the reader has stopped moving the picture. */
  onSettled(listener) {
    this.settledListeners.push(listener);
  }

  /** The part of the window that nothing covers. */
  get free() {
    return this.room(this.cover());
  }

  room({ left, top, right, bottom }) {
    const { clientWidth, clientHeight } = this.stage;
    return {
      left, top, width: Math.max(40, clientWidth - left - right), height: Math.max(40, clientHeight - top - bottom),
    };
  }

  get fittingScale() {
    const { width, height } = this.free;
    return Math.min(width / this.size.width, height / (this.size.height - this.heading), 1.5);
  }

  get minimumScale() {
    return Math.min(this.fittingScale, 1) * 0.6;
  }

  /* In the middle of the window, or from the left and the top where there is more than it holds. */
  centered(scale) {
    const { left, top, width, height } = this.free;
    return {
      x: left + Math.max(0, (width - this.size.width * scale) / 2),
      y: top + Math.max(0, (height - (this.size.height - this.heading) * scale) / 2) - this.heading * scale,
      scale,
    };
  }

  /** The whole picture. */
  fit() {
    return this.centered(this.fittingScale);
  }

  /* At first as much as can be read: all of it if that is large enough, else its height, from the left. */
  start() {
    const readable = 0.72;
    const fit = this.fittingScale;
    if (fit >= readable) return this.fit();
    return this.centered(Math.max(Math.min(this.free.height / (this.size.height - this.heading), 1), readable));
  }

  /** Shows a camera that came from elsewhere, or the start if there is none. */
  show(camera) {
    cancelAnimationFrame(this.animation);
    this.isUntouched = camera === null;
    this.apply(camera ?? this.start());
  }

  apply(camera) {
    if (this.isHidden) {
      this.camera = camera;
      return;
    }
    const { clientWidth, clientHeight } = this.stage;
    const scale = Math.min(Math.max(camera.scale, this.minimumScale), MAXIMUM_SCALE);
    /* Some of the picture stays in the window, so that nobody gets lost. */
    const margin = 80;
    const clamp = (value, low, high) => Math.min(Math.max(value, low), high);
    this.camera = {
      x: clamp(camera.x, margin - this.size.width * scale, clientWidth - margin),
      y: clamp(camera.y, margin - this.size.height * scale, clientHeight - margin),
      scale,
    };
    this.picture.style.transform = `translate(${this.camera.x}px, ${this.camera.y}px) scale(${this.camera.scale})`;
    for (const listener of this.listeners) listener(this.camera);
  }

  /* A move that the reader made. */
  move(camera) {
    cancelAnimationFrame(this.animation);
    this.isUntouched = false;
    this.apply(camera);
    this.settle();
  }

  settle() {
    this.stage.classList.add("moving");
    clearTimeout(this.settling);
    this.settling = setTimeout(() => {
      this.stage.classList.remove("moving");
      for (const listener of this.settledListeners) listener(this.isUntouched ? null : this.camera);
    }, 200);
  }

  /* Glides there, unless the reader wants no motion. */
  glide(camera) {
    cancelAnimationFrame(this.animation);
    if (prefersReducedMotion() || document.hidden) {
      this.apply(camera);
      this.settle();
      return;
    }
    const from = this.camera;
    const begin = performance.now();
    const step = (now) => {
      const time = Math.min(1, (now - begin) / 260);
      const eased = 1 - (1 - time) ** 3;
      const between = (key) => from[key] + (camera[key] - from[key]) * eased;
      this.apply({ x: between("x"), y: between("y"), scale: between("scale") });
      this.settle();
      if (time < 1) this.animation = requestAnimationFrame(step);
    };
    this.animation = requestAnimationFrame(step);
    this.settle();
  }

  panBy(dx, dy) {
    this.move({ ...this.camera, x: this.camera.x + dx, y: this.camera.y + dy });
  }

  /** Zooms about a point of the window, which stays where it is. */
  zoomBy(factor, at = null) {
    const { left, top, width, height } = this.free;
    const point = at ?? { x: left + width / 2, y: top + height / 2 };
    const scale = Math.min(Math.max(this.camera.scale * factor, this.minimumScale), MAXIMUM_SCALE);
    const ratio = scale / this.camera.scale;
    this.move({
      x: point.x - (point.x - this.camera.x) * ratio, y: point.y - (point.y - this.camera.y) * ratio, scale,
    });
  }

  showAll() {
    this.isUntouched = true;
    this.glide(this.fit());
  }

  /** Moves as little as needed for a box of the picture to be in the free part of the window. */
  reveal(box) {
    const { left, top, width, height } = this.room(this.cover(true));
    const { scale } = this.camera;
    const margin = 24;
    const shift = (start, length, low, room) => {
      if (length > room - 2 * margin) return low + (room - length) / 2 - start;
      if (start < low + margin) return low + margin - start;
      return Math.min(0, low + room - margin - length - start);
    };
    const dx = shift(this.camera.x + box.x * scale, box.width * scale, left, width);
    const dy = shift(this.camera.y + box.y * scale, box.height * scale, top, height);
    if (dx === 0 && dy === 0) return;
    this.isUntouched = false;
    this.glide({ scale, x: this.camera.x + dx, y: this.camera.y + dy });
  }

  /**
   * Shows what all of some boxes hold, no smaller than can be read; of more than there is room for, the part around the
   * first box.
   */
  revealAll(boxes) {
    const left = Math.min(...boxes.map((box) => box.x));
    const top = Math.min(...boxes.map((box) => box.y));
    const union = {
      x: left, y: top, width: Math.max(...boxes.map((box) => box.x + box.width)) - left,
      height: Math.max(...boxes.map((box) => box.y + box.height)) - top,
    };
    const free = this.room(this.cover(true));
    const margin = 24;
    const readable = 0.6;
    const now = this.camera.scale;
    const fitting = Math.min((free.width - 2 * margin) / union.width, (free.height - 2 * margin) / union.height);
    if (boxes.length === 1 || fitting >= now) {
      this.reveal(union);
      return;
    }
    const scale = Math.max(fitting, Math.min(readable, now));
    /* In the middle, or with the first box as far along the window as it is along the whole. */
    const place = (start, length, low, room, first, firstLength) => {
      if (length * scale <= room) return low + (room - length * scale) / 2 - start * scale;
      const middle = first + firstLength / 2;
      const edge = margin + (firstLength * scale) / 2;
      return low + edge + ((middle - start) / length) * (room - 2 * edge) - middle * scale;
    };
    /* A picture that is lower than the window stays in its middle. */
    const isLow = (this.size.height - this.heading) * scale <= free.height;
    this.isUntouched = false;
    this.glide({
      scale, x: place(union.x, union.width, free.left, free.width, boxes[0].x, boxes[0].width),
      y: isLow
        ? this.centered(scale).y : place(union.y, union.height, free.top, free.height, boxes[0].y, boxes[0].height),
    });
  }

  /** The part of the picture that the window shows. */
  get visibleBox() {
    if (this.isHidden) return { x: 0, y: 0, ...this.size };
    const { x, y, scale } = this.camera;
    const left = Math.max(0, -x / scale);
    const above = Math.max(0, -y / scale);
    /* Where the window begins right below the heading, that belongs to it. */
    const top = above <= this.heading ? 0 : above;
    return {
      x: left, y: top,
      width: Math.min(this.size.width, (this.stage.clientWidth - x) / scale) - left,
      height: Math.min(this.size.height, (this.stage.clientHeight - y) / scale) - top,
    };
  }

  // Wheel, mouse, fingers

  point(event) {
    const box = this.stage.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  wheel(event) {
    event.preventDefault();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 24 : event.deltaMode === WheelEvent.DOM_DELTA_PAGE ? 400 : 1;
    const dx = event.deltaX * unit;
    const dy = event.deltaY * unit;
    /* A pinch on a touchpad comes as a wheel with the control key. Sideways scrolling and Shift move the picture. */
    if (!event.ctrlKey && (event.shiftKey || Math.abs(dx) > Math.abs(dy))) {
      this.panBy(event.shiftKey && dx === 0 ? -dy : -dx, event.shiftKey ? 0 : -dy);
      return;
    }
    this.zoomBy(Math.exp(-Math.max(-200, Math.min(200, dy)) * (event.ctrlKey ? 0.01 : 0.002)), this.point(event));
  }

  pointerDown(event) {
    if (event.pointerType === "mouse" && event.button !== 0) return;
    if (this.pointers.size === 0) this.dragDistance = 0;
    this.pointers.set(event.pointerId, this.point(event));
  }

  pointerMove(event) {
    const before = this.pointers.get(event.pointerId);
    if (!before) return;
    /* A button let go outside of the window. */
    if (event.pointerType === "mouse" && event.buttons === 0) {
      this.pointerUp(event);
      return;
    }
    const now = this.point(event);
    const others = [...this.pointers.entries()].filter(([id]) => id !== event.pointerId).map(([, point]) => point);
    this.dragDistance += Math.hypot(now.x - before.x, now.y - before.y);
    this.pointers.set(event.pointerId, now);
    /* A hand is never quite still; the card under it should still be taken as pressed. */
    if (this.dragDistance < 5) return;
    if (!this.stage.hasPointerCapture(event.pointerId)) this.stage.setPointerCapture(event.pointerId);
    this.stage.classList.add("dragging");
    if (others.length === 0) {
      this.panBy(now.x - before.x, now.y - before.y);
    } else {
      const other = others[0];
      const distance = (point) => Math.max(1, Math.hypot(point.x - other.x, point.y - other.y));
      const middle = (point) => ({ x: (point.x + other.x) / 2, y: (point.y + other.y) / 2 });
      const [from, to] = [middle(before), middle(now)];
      this.panBy(to.x - from.x, to.y - from.y);
      this.zoomBy(distance(now) / distance(before), to);
    }
  }

  pointerUp(event) {
    this.pointers.delete(event.pointerId);
    if (this.pointers.size === 0) this.stage.classList.remove("dragging");
  }

  /** Whether what looks like a click was the end of a drag. */
  get wasDragged() {
    return this.dragDistance >= 5;
  }

  /** What a key means for the picture; whether it meant anything. */
  key(event) {
    if (this.isHidden || event.ctrlKey || event.metaKey || event.altKey) return false;
    const step = event.shiftKey ? PAN_STEP * 4 : PAN_STEP;
    const actions = {
      "+": () => this.zoomBy(ZOOM_STEP),
      "=": () => this.zoomBy(ZOOM_STEP),
      "-": () => this.zoomBy(1 / ZOOM_STEP),
      "_": () => this.zoomBy(1 / ZOOM_STEP),
      0: () => this.showAll(),
      ArrowLeft: () => this.panBy(step, 0),
      ArrowRight: () => this.panBy(-step, 0),
      ArrowUp: () => this.panBy(0, step),
      ArrowDown: () => this.panBy(0, -step),
    };
    if (!Object.hasOwn(actions, event.key)) return false;
    actions[event.key]();
    return true;
  }
}
