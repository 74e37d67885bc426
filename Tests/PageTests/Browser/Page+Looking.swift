import Foundation

extension Page {
  /// What a window, or a part of the page, looks like, as PNG.
  func screenshot(of part: Rectangle? = nil, wholePage: Bool = false) async throws -> Data {
    var parameters: [String: JSONValue] = ["format": "png", "captureBeyondViewport": .bool(wholePage)]
    if let part {
      parameters["clip"] = [
        "x": .number(part.x), "y": .number(part.y), "width": .number(part.width), "height": .number(part.height),
        "scale": 1,
      ]
    }
    let answer = try await call("Page.captureScreenshot", .object(parameters))
    return Data(base64Encoded: answer["data"].string ?? "") ?? Data()
  }

  /// The colour on the screen at a place of the page: red, green and blue, 0 to 255.
  func color(at point: Point) async throws -> [Int] {
    let picture = try await screenshot(of: Rectangle(x: point.x, y: point.y, width: 1, height: 1))
    return try await Screen(picture, in: browser).color(x: 0, y: 0)
  }

  /// How long it took from the beginning of the navigation until something was painted, in milliseconds.
  ///
  /// - SeeAlso: *Paint Timing* (W3C).
  func firstPaint(seconds: Double = 30) async throws -> Double {
    let entry = "performance.getEntriesByName('first-contentful-paint')[0]"
    try await waitUntil(entry, seconds: seconds)
    return try await evaluate("\(entry).startTime").double ?? .infinity
  }

  /// How far the page jumped about while it loaded and since, without the reader's doing: 0 is not at all.
  ///
  /// - SeeAlso: *Layout Instability* (W3C).
  func layoutShift() async throws -> Double {
    try await evaluate(
      """
      new Promise(done => {
        let sum = 0;
        const add = entries => { for (const entry of entries) if (!entry.hadRecentInput) sum += entry.value; };
        const observer = new PerformanceObserver(list => add(list.getEntries()));
        observer.observe({type: "layout-shift", buffered: true});
        setTimeout(() => { add(observer.takeRecords()); observer.disconnect(); done(sum); }, 100);
      })
      """
    ).double ?? 0
  }

  /// What a screen reader is told about something on the page.
  struct AccessibleNode: Sendable, Equatable, CustomStringConvertible {
    var role: String
    var name: String
    var explanation: String
    var value: String
    /// Such as `focused`, `expanded` and `level`.
    var properties: [String: JSONValue]

    var description: String { "\(role) “\(name)”" }
  }

  /// What a screen reader is told, in the order of the document.
  func accessibilityTree() async throws -> [AccessibleNode] {
    let nodes = try await call("Accessibility.getFullAXTree")["nodes"].array
    let byID = Dictionary(nodes.map { ($0["nodeId"].string ?? "", $0) }) { first, _ in first }
    var tree: [AccessibleNode] = []
    var open = nodes.first.map { [$0] } ?? []
    while let node = open.popLast() {
      open += node["childIds"].strings.reversed().compactMap { byID[$0] }
      guard node["ignored"] != true else { continue }
      func text(_ name: String) -> String { node[name]["value"].string ?? "" }
      let properties = node["properties"].array.map { ($0["name"].string ?? "", $0["value"]["value"]) }
      tree.append(
        AccessibleNode(
          role: text("role"), name: text("name"), explanation: text("description"), value: text("value"),
          properties: Dictionary(properties) { first, _ in first }))
    }
    return tree
  }
}
