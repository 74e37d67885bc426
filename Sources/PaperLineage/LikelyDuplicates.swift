/// Finds papers that are probably one work although nothing proves it.
///
/// Papers with one title are, if no first author and no place in print tells them apart and their years are near; so are
/// papers of one first author whose titles differ by slips of spelling or a subtitle, unless what differs is a number.
struct LikelyDuplicates {
  /// Papers that are probably one work.
  struct Group: Equatable {
    /// Where they stand in the list, in order.
    let positions: [Int]
    /// Whether they have one title, letter case and marks aside.
    let haveOneTitle: Bool
    /// Whether they have several DOIs, as versions of a work do.
    let haveDifferentDOIs: Bool
  }

  /// What papers are compared by.
  struct Profile {
    let key: String
    let title: String
    let author: String?
    let year: Int?
    let doi: String?
    let identifiers: Set<PaperIdentifier>
    let print: [String?]
    /// Whether a title says enough to be that of one work only.
    var isTelling: Bool { TitleWeight.isTelling(key) }

    init(_ paper: Paper) {
      key = NameKey(paper.title).text
      title = paper.title
      author = paper.authors.first.map { NameKey($0.family).text }
      year = paper.date(.earliest)?.year
      doi = paper.identifier(.doi)
      identifiers = Set(paper.identifiers)
      let publication = paper.publication
      print = [publication.venue, publication.volume, publication.issue, publication.pages].map { part in
        part.map { NameKey($0).text }
      }
    }

    func isNear(_ other: Profile) -> Bool {
      if let author, let another = other.author, author != another { return false }
      let knowsBoth = author != nil && other.author != nil
      if let year, let another = other.year {
        guard abs(year - another) <= (knowsBoth && isTelling ? 3 : 1) else { return false }
      }
      guard isTelling || (knowsBoth && year != nil && other.year != nil) else { return false }
      // What shares an identifier is said to do so.
      guard identifiers.isDisjoint(with: other.identifiers) else { return false }
      let isElsewhere = zip(print.dropFirst(), other.print.dropFirst()).contains { own, another in
        own != nil && another != nil && own != another
      }
      return !(print[0] != nil && print[0] == other.print[0] && isElsewhere)
    }

    /// Whether the titles are one but for slips or a subtitle; numbers in them are for the caller to compare.
    func isSpelledLike(_ other: Profile) -> Bool {
      let (short, long) = key.utf8.count <= other.key.utf8.count ? (self, other) : (other, self)
      guard short.key.utf8.count >= LikelyDuplicates.leastPrefix else { return false }
      if long.key.hasPrefix(short.key) {
        // `Title` and `Title: a subtitle`, but not `Title` and `Titles of other works`.
        let rest = long.title.dropFirst(short.title.count)
        return rest.first.map { !$0.isLetter && !$0.isNumber && $0 != " " } ?? true
      }
      let length = short.key.unicodeScalars.count
      return length >= LikelyDuplicates.leastMisspelled
        && Spelling.distance(short.key, long.key, limit: LikelyDuplicates.slips(inLength: length)) != nil
    }

    /// The words that tell parts of a work from each other: numbers, Roman or not, and single letters.
    static func numbers(in title: String) -> Set<String> {
      let words = title.lowercased().split { !$0.isLetter && !$0.isNumber }
      return Set(
        words.filter { word in
          (word.count == 1 && word != "a") || word.contains(where: \.isNumber)
            || word.allSatisfy { "ivxlc".contains($0) }
        }.map(String.init))
    }
  }

  /// The fewest bytes of a title that may begin another title of the same work.
  private static let leastPrefix = 16
  /// The fewest characters of a title that may have slips.
  private static let leastMisspelled = 20

  /// How many slips are taken for the same title.
  private static func slips(inLength length: Int) -> Int { min(4, length / 12) }

  /// The groups, in the order of their first papers.
  ///
  /// - Complexity: O(*n* log *n*) for *n* characters, and the square of the number of papers that have one first author
  ///   and titles of nearly one length, or one title, author and year; but little more than a comparison of numbers for
  ///   each two of them.
  static func groups(in papers: [Paper]) -> [Group] {
    let profiles = papers.map(Profile.init)
    var works = Works(count: papers.count)
    var byTitle: [String: [Int]] = [:]
    var byAuthor: [String: [Int]] = [:]
    for (position, profile) in profiles.enumerated() {
      if !profile.key.isEmpty { byTitle[profile.key, default: []].append(position) }
      if let author = profile.author, !author.isEmpty, profile.year != nil {
        byAuthor[author, default: []].append(position)
      }
    }
    for positions in byTitle.values where positions.count > 1 { joinTitles(of: positions, profiles, &works) }
    for positions in byAuthor.values where positions.count > 1 {
      let first = profiles[positions[0]].key
      guard positions.contains(where: { profiles[$0].key != first }) else { continue }
      let parts = Dictionary(grouping: positions) { Profile.numbers(in: profiles[$0].title) }
      for positions in parts.values where positions.count > 1 { joinSpellings(of: positions, profiles, &works) }
    }
    let groups = Dictionary(grouping: papers.indices) { works.leader(of: $0) }.filter { $0.value.count > 1 }
    return groups.sorted { $0.key < $1.key }.map { _, positions in
      Group(
        positions: positions, haveOneTitle: Set(positions.map { profiles[$0].key }).count == 1,
        haveDifferentDOIs: Set(positions.compactMap { profiles[$0].doi }).count > 1)
    }
  }

  /// Joins papers of one title.
  private static func joinTitles(of positions: [Int], _ profiles: [Profile], _ works: inout Works) {
    // Papers of different authors or of years far apart never meet: one title may be that of thousands.
    struct Slot: Hashable {
      let author: String?
      let year: Int?
    }
    // A title that says little counts only with author and year.
    let possible = positions.filter {
      profiles[$0].isTelling || (profiles[$0].author != nil && profiles[$0].year != nil)
    }
    guard possible.count > 1 else { return }
    var waiting = Dictionary(grouping: possible) { Slot(author: profiles[$0].author, year: profiles[$0].year) }
    func slots(near profile: Profile) -> [Slot] {
      if waiting.count > 16, let author = profile.author, let year = profile.year {
        let years = [nil] + (-3...3).map { year + $0 }
        return years.flatMap { [Slot(author: author, year: $0), Slot(author: nil, year: $0)] }
      }
      return waiting.keys.filter { slot in
        if let author = profile.author, let another = slot.author, author != another { return false }
        if let year = profile.year, let another = slot.year { return abs(year - another) <= 3 }
        return true
      }
    }
    var isFound: Set<Int> = []
    for start in possible where isFound.insert(start).inserted {
      var found = [start]
      while let position = found.popLast() {
        for slot in slots(near: profiles[position]) {
          guard let others = waiting[slot] else { continue }
          var left: [Int] = []
          for other in others where other != position {
            if profiles[position].isNear(profiles[other]) {
              works.join(position, other)
              isFound.insert(other)
              found.append(other)
            } else {
              left.append(other)
            }
          }
          waiting[slot] = left.isEmpty ? nil : left
        }
      }
    }
  }

  /// Joins papers of one author and different titles with the same numbers in them.
  private static func joinSpellings(of positions: [Int], _ profiles: [Profile], _ works: inout Works) {
    let byKey = Dictionary(grouping: positions) { profiles[$0].key }.filter { $0.key.utf8.count >= leastPrefix }
    guard byKey.count > 1 else { return }
    func compare(_ left: String, _ right: String) {
      for one in byKey[left] ?? [] {
        for another in byKey[right] ?? [] {
          guard let year = profiles[one].year, let other = profiles[another].year, abs(year - other) <= 1,
            works.leader(of: one) != works.leader(of: another)
          else { continue }
          let (early, late) = (year, one) < (other, another) ? (one, another) : (another, one)
          if profiles[early].isSpelledLike(profiles[late]), profiles[early].isNear(profiles[late]) {
            works.join(early, late)
          }
        }
      }
    }
    // What begins with a title follows it in the order of titles.
    let keys = byKey.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    for (number, key) in keys.enumerated() {
      for longer in keys[(number + 1)...] {
        guard longer.utf8.starts(with: key.utf8) else { break }
        compare(key, longer)
      }
    }
    let counts = keys.map(LetterCounts.init).sorted { ($0.length, $0.key) < ($1.length, $1.key) }
    let lengths = counts.map(\.length)
    for number in counts.indices {
      var next = number + 1
      while next < lengths.count, lengths[next] - lengths[number] <= 4 {
        let limit = slips(inLength: lengths[next])
        if lengths[next] >= leastMisspelled, lengths[next] - lengths[number] <= limit,
          counts[number].differ(from: counts[next], byAtMost: 2 * limit)
        {
          compare(counts[number].key, counts[next].key)
        }
        next += 1
      }
    }
  }
}

/// Papers that were joined to works.
private struct Works {
  private var leaders: [Int]

  init(count: Int) { leaders = Array(0..<count) }

  /// The first paper of a work.
  mutating func leader(of position: Int) -> Int {
    var position = position
    while leaders[position] != position {
      leaders[position] = leaders[leaders[position]]
      position = leaders[position]
    }
    return position
  }

  mutating func join(_ left: Int, _ right: Int) {
    let (left, right) = (leader(of: left), leader(of: right))
    leaders[max(left, right)] = min(left, right)
  }
}

/// How often the letters of a title occur: up to eight times each, and some letters counted as one.
///
/// A slip of spelling changes two of the counts by one at most, so titles whose counts differ by more than twice the
/// number of slips need not be compared letter by letter.
private struct LetterCounts {
  let key: String
  let length: Int
  /// Eight bits for each of 32 letters, as many of them set as there are letters.
  private var bits: (UInt64, UInt64, UInt64, UInt64)

  init(_ key: String) {
    self.key = key
    length = key.unicodeScalars.count
    var words: [UInt64] = [0, 0, 0, 0]
    for scalar in key.unicodeScalars {
      let letter = Int(scalar.value & 31)
      let shift = UInt64(letter & 7) * 8
      let count = words[letter >> 3] >> shift & 0xFF
      words[letter >> 3] |= ((count << 1 | 1) & 0xFF) << shift
    }
    bits = (words[0], words[1], words[2], words[3])
  }

  func differ(from other: LetterCounts, byAtMost limit: Int) -> Bool {
    var count = (bits.0 ^ other.bits.0).nonzeroBitCount + (bits.1 ^ other.bits.1).nonzeroBitCount
    guard count <= limit else { return false }
    count += (bits.2 ^ other.bits.2).nonzeroBitCount + (bits.3 ^ other.bits.3).nonzeroBitCount
    return count <= limit
  }
}
