/// Tells which values of a list are there already. What has thousands of identifiers is no work, and must not take long.
struct SeenValues<Element: Hashable> {
  /// The values, once there are many.
  private var known: Set<Element> = []

  /// Whether a value is not in a list; if so it has to be added. O(1)
  ///
  /// - Parameter all: The same list each time, with what was added to it.
  mutating func isNew(_ element: Element, in all: [Element]) -> Bool {
    if all.count < 16 { return !all.contains(element) }
    if known.isEmpty { known = Set(all) }
    return known.insert(element).inserted
  }
}

/// Values, each once, in the order in which they were found.
struct DistinctList<Element: Hashable> {
  private(set) var all: [Element]
  private var seen = SeenValues<Element>()

  init(_ all: [Element] = []) { self.all = all }

  /// Adds a value, unless it is there already. O(1)
  mutating func add(_ element: Element?) {
    if let element, seen.isNew(element, in: all) { all.append(element) }
  }
}

extension String {
  /// The text, cut off behind some words: messages quote texts of any length, and there may be a message for each line.
  var shortened: String { utf8.count <= 400 ? self : prefix(100) + "…" }
}
