import Foundation

extension Page {
  /// A button of the mouse.
  enum Button: String, Sendable {
    case left, middle, right
  }

  // MARK: - Where things are

  /// The middle of an element, where nothing covers it. Waits until it is there, and scrolls where it is out of sight.
  ///
  /// - Throws: ``BrowserError/unreachable(selector:reason:)`` if a reader could not point at it either.
  func center(of selector: String, seconds: Double = 30) async throws -> Point {
    let end = ContinuousClock.now + .seconds(seconds)
    var reason = ""
    repeat {
      let found = try await evaluate(Self.finder, .string(selector))
      if let x = found["x"].double, let y = found["y"].double { return Point(x: x, y: y) }
      reason = found["fault"].string ?? "is nowhere"
      try await Task.sleep(for: .milliseconds(20))
    } while ContinuousClock.now < end
    throw BrowserError.unreachable(selector: selector, reason: reason)
  }

  private static let finder = """
    selector => {
      const element = document.querySelector(selector);
      if (!element) return {fault: "is not in the document"};
      const look = () => {
        const boxes = [element.getBoundingClientRect(), ...element.getClientRects()];
        if (!boxes.some(box => box.width > 0 && box.height > 0)) return {fault: "has no size"};
        let fault = "is outside of the window";
        for (const box of boxes) {
          const left = Math.max(box.left, 0), right = Math.min(box.right, innerWidth);
          const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight);
          if (left >= right || top >= bottom) continue;
          const x = (left + right) / 2, y = (top + bottom) / 2;
          const hit = document.elementFromPoint(x, y);
          if (!hit) continue;
          if (element.contains(hit) || hit.closest("label")?.control === element) return {x, y};
          fault = `is covered by <${hit.localName} id="${hit.id}" class="${hit.getAttribute("class") ?? ""}">`;
        }
        return {fault};
      };
      const first = look();
      if (!first.fault) return first;
      element.scrollIntoView({block: "center", inline: "center", behavior: "instant"});
      return look();
    }
    """

  // MARK: - Mouse

  /// Moves the mouse onto an element.
  func hover(_ selector: String) async throws { try await move(to: try await center(of: selector)) }

  /// Moves the mouse to a place.
  func move(to point: Point, modifiers: Modifiers = []) async throws {
    try await mouse("mouseMoved", point, modifiers)
  }

  /// Clicks on an element with the mouse.
  func click(
    _ selector: String, modifiers: Modifiers = [], button: Button = .left, count: Int = 1
  ) async throws {
    try await click(at: try await center(of: selector), modifiers: modifiers, button: button, count: count)
  }

  /// Clicks at a place with the mouse.
  func click(at point: Point, modifiers: Modifiers = [], button: Button = .left, count: Int = 1) async throws {
    try await move(to: point, modifiers: modifiers)
    for click in 1...count {
      try await mouse("mousePressed", point, modifiers, button, clicks: click)
      try await mouse("mouseReleased", point, modifiers, button, clicks: click)
    }
  }

  /// Presses the left button at a place, moves in steps to another, and lets it go there.
  func drag(from start: Point, to end: Point, steps: Int = 8, modifiers: Modifiers = []) async throws {
    try await move(to: start, modifiers: modifiers)
    try await mouse("mousePressed", start, modifiers, .left, clicks: 1)
    for point in Self.points(from: start, to: end, steps: steps) {
      try await mouse("mouseMoved", point, modifiers, .left, isHeld: true)
    }
    try await mouse("mouseReleased", end, modifiers, .left, clicks: 1)
  }

  /// Turns the wheel: positive is towards the reader, which scrolls down.
  func wheel(at point: Point, deltaX: Double = 0, deltaY: Double, modifiers: Modifiers = []) async throws {
    try await call(
      "Input.dispatchMouseEvent",
      [
        "type": "mouseWheel", "x": .number(point.x), "y": .number(point.y), "deltaX": .number(deltaX),
        "deltaY": .number(deltaY), "modifiers": .number(Double(modifiers.rawValue)),
      ])
  }

  private func mouse(
    _ type: String, _ point: Point, _ modifiers: Modifiers, _ button: Button? = nil, clicks: Int = 0,
    isHeld: Bool = false
  ) async throws {
    let buttons: Double =
      switch button {
      case .left where type == "mousePressed" || isHeld: 1
      case .right where type == "mousePressed" || isHeld: 2
      case .middle where type == "mousePressed" || isHeld: 4
      default: 0
      }
    try await call(
      "Input.dispatchMouseEvent",
      [
        "type": .string(type), "x": .number(point.x), "y": .number(point.y),
        "modifiers": .number(Double(modifiers.rawValue)), "button": .string(button?.rawValue ?? "none"),
        "buttons": .number(buttons), "clickCount": .number(Double(clicks)),
      ])
  }

  // MARK: - Fingers

  /// Taps on an element with a finger.
  func tap(_ selector: String) async throws { try await tap(at: try await center(of: selector)) }

  /// Taps at a place with a finger.
  func tap(at point: Point) async throws {
    try await touch("touchStart", [point])
    try await touch("touchEnd", [])
  }

  /// Draws a finger over the screen.
  func swipe(from start: Point, to end: Point, steps: Int = 8) async throws {
    try await touch("touchStart", [start])
    for point in Self.points(from: start, to: end, steps: steps) { try await touch("touchMove", [point]) }
    try await touch("touchEnd", [])
  }

  /// Moves two fingers apart, or together: their distance is in the end `scale` times what it was.
  func pinch(at middle: Point, scale: Double, from distance: Double = 80, steps: Int = 8) async throws {
    func fingers(_ distance: Double) -> [Point] {
      [Point(x: middle.x - distance / 2, y: middle.y), Point(x: middle.x + distance / 2, y: middle.y)]
    }
    try await touch("touchStart", fingers(distance))
    for step in 1...steps {
      let share = Double(step) / Double(steps)
      try await touch("touchMove", fingers(distance * (1 + (scale - 1) * share)))
    }
    try await touch("touchEnd", [])
  }

  private func touch(_ type: String, _ points: [Point]) async throws {
    let points = points.enumerated().map { number, point -> JSONValue in
      ["x": .number(point.x), "y": .number(point.y), "id": .number(Double(number))]
    }
    try await call("Input.dispatchTouchEvent", ["type": .string(type), "touchPoints": .array(points)])
  }

  private static func points(from start: Point, to end: Point, steps: Int) -> [Point] {
    (1...max(1, steps)).map { step in
      let share = Double(step) / Double(max(1, steps))
      return Point(x: start.x + (end.x - start.x) * share, y: start.y + (end.y - start.y) * share)
    }
  }

  // MARK: - Keys

  /// Presses a key and lets it go: `Enter`, `ArrowLeft`, `a`, `/`, `F5`.
  ///
  /// - Throws: ``BrowserError/unknownKey(_:)``.
  func press(_ name: String, modifiers: Modifiers = []) async throws {
    guard let key = Key(name) else { throw BrowserError.unknownKey(name) }
    let held = key.needsShift ? modifiers.union(.shift) : modifiers
    // With one of these a key is a command and writes nothing.
    let text = held.isDisjoint(with: [.control, .alt, .meta]) ? key.text : nil
    var event: [String: JSONValue] = [
      "type": text == nil ? "rawKeyDown" : "keyDown", "key": .string(key.name), "code": .string(key.code),
      "windowsVirtualKeyCode": .number(Double(key.number)), "modifiers": .number(Double(held.rawValue)),
    ]
    if let text {
      event["text"] = .string(text)
      event["unmodifiedText"] = .string(text)
    }
    try await call("Input.dispatchKeyEvent", .object(event))
    event["type"] = "keyUp"
    event["text"] = nil
    event["unmodifiedText"] = nil
    try await call("Input.dispatchKeyEvent", .object(event))
  }

  /// Types a text, key by key; what no American keyboard has arrives as from another means of input.
  func type(_ text: String) async throws {
    for character in text {
      if Key(String(character)) != nil {
        try await press(String(character))
      } else {
        try await call("Input.insertText", ["text": .string(String(character))])
      }
    }
  }

  /// Composes a text as Chinese is typed: what is on its way changes until it is taken.
  ///
  /// - Parameter stages: What is seen on the way, for example `["da", "大"]`; the last one is taken.
  func compose(_ stages: [String]) async throws {
    for stage in stages {
      let end = JSONValue.number(Double(stage.utf16.count))
      try await call(
        "Input.imeSetComposition", ["text": .string(stage), "selectionStart": end, "selectionEnd": end])
    }
    try await call("Input.insertText", ["text": .string(stages.last ?? "")])
  }
}
