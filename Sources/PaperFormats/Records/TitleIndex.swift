import PaperLineage

/// Titles, to find those that stand inside the text of a reference.
struct TitleIndex {
  /// A title inside a text.
  struct Finding {
    let length: Int
    /// The papers with this title.
    let papers: [Int]
  }

  /// Titles with the same beginning.
  private struct Group {
    var titles: Set<[UInt8]> = []
    /// Made when a text has the beginning.
    var index: BeginningIndex?
  }

  /// How many bytes a title has to have to be looked for, and how many at most: nothing longer is a title.
  private static let lengths = 20...1000

  private var papers: [[UInt8]: [Int]] = [:]
  private var groups: [Group] = []
  private var groupOfBeginning: [ArraySlice<UInt8>: Int] = [:]

  /// Adds a paper. O(*n*) for *n* characters of its title.
  mutating func add(_ paper: Int, title: String) {
    let title = Array(TitleKey.text(title).utf8)
    guard Self.lengths ~= title.count else { return }
    papers[title, default: []].append(paper)
    let beginning = title.prefix(Self.lengths.lowerBound)
    let group = groupOfBeginning[beginning] ?? groups.count
    if group == groups.count {
      groupOfBeginning[beginning] = group
      groups.append(Group())
    }
    groups[group].titles.insert(title)
    groups[group].index = nil
  }

  /// The titles that stand in a text and may be that of the work which is meant, each once, the longest first.
  ///
  /// - Complexity: O(*n* log *m*) for *n* characters and *m* titles with one beginning, and what it takes to sort these.
  mutating func titles(in text: String) -> (titles: [Finding], text: ReferenceText)? {
    struct Place: Hashable {
      let group: Int
      let title: Int
    }
    let key = Array(TitleKey.text(text).utf8)
    let least = Self.lengths.lowerBound
    guard key.count >= least else { return nil }
    // Most texts have no title in them.
    var words: ReferenceText?
    var isSeen: Set<Place> = []
    var found: Set<Place> = []
    for start in 0...(key.count - least) {
      guard let group = groupOfBeginning[key[start..<start + least]] else { continue }
      let index = groups[group].index ?? BeginningIndex(groups[group].titles)
      groups[group].index = index
      var next = index.longest(in: key, at: start)
      if next == nil { continue }
      let text = words ?? ReferenceText(text, key: key)
      words = text
      while let title = next {
        let place = Place(group: group, title: title)
        if !found.contains(place), text.mayBeTitle(start..<start + index.texts[title].count) { found.insert(place) }
        // The shorter ones were looked at together with it.
        next = isSeen.insert(place).inserted ? index.shorter[title] : nil
      }
    }
    guard let words, !found.isEmpty else { return nil }
    let titles = found.map { groups[$0.group].index?.texts[$0.title] ?? [] }
    let findings = titles.sorted { $0.count == $1.count ? $0.lexicographicallyPrecedes($1) : $0.count > $1.count }.map {
      Finding(length: $0.count, papers: papers[$0] ?? [])
    }
    return (findings, words)
  }
}
