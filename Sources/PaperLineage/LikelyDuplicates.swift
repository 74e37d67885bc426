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

  private struct Profile {
    let key: String
    let title: String
    let author: String?
    let year: Int?
    let doi: String?
    let identifiers: Set<PaperIdentifier>
    let print: [String?]
    /// Whether a title says enough to be that of one work only.
    var isTelling: Bool { key.unicodeScalars.count >= 16 || key.unicodeScalars.contains { $0.value > 0x2E7F } }

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

    /// Whether the titles are one but for slips or a subtitle.
    func isSpelledLike(_ other: Profile) -> Bool {
      let (short, long) = key.utf8.count <= other.key.utf8.count ? (self, other) : (other, self)
      guard short.key.utf8.count >= 16, !Self.differInNumber(title, other.title) else { return false }
      if long.key.hasPrefix(short.key) {
        // `Title` and `Title: a subtitle`, but not `Title` and `Titles of other works`.
        let rest = long.title.dropFirst(short.title.count)
        return rest.first.map { !$0.isLetter && !$0.isNumber && $0 != " " } ?? true
      }
      let length = short.key.unicodeScalars.count
      return length >= 20 && Spelling.distance(short.key, long.key, limit: min(4, length / 12)) != nil
    }

    /// Whether titles differ in a number, Roman or not, or in a single letter, as those of parts do.
    private static func differInNumber(_ left: String, _ right: String) -> Bool {
      func words(_ text: String) -> Set<Substring> {
        Set(text.lowercased().split { !$0.isLetter && !$0.isNumber }.map { $0 })
      }
      return words(left).symmetricDifference(words(right)).contains { word in
        (word.count == 1 && word != "a") || word.contains(where: \.isNumber) || word.allSatisfy { "ivxlc".contains($0) }
      }
    }
  }

  /// The groups, in the order of their first papers.
  ///
  /// - Complexity: O(*n* log *n*) for *n* characters, as long as few papers share a title or a first author.
  static func groups(in papers: [Paper]) -> [Group] {
    let profiles = papers.map(Profile.init)
    var leaders = Array(papers.indices)
    func leader(of position: Int) -> Int {
      var position = position
      while leaders[position] != position { position = leaders[position] }
      return position
    }
    func join(_ left: Int, _ right: Int) {
      let (left, right) = (leader(of: left), leader(of: right))
      leaders[max(left, right)] = min(left, right)
    }
    var byTitle: [String: [Int]] = [:]
    var byAuthor: [String: [Int]] = [:]
    for (position, profile) in profiles.enumerated() {
      if !profile.key.isEmpty { byTitle[profile.key, default: []].append(position) }
      if let author = profile.author, !author.isEmpty, profile.year != nil {
        byAuthor[author, default: []].append(position)
      }
    }
    for positions in byTitle.values where positions.count > 1 {
      for (number, left) in positions.enumerated() {
        for right in positions.dropFirst(number + 1) where profiles[left].isNear(profiles[right]) { join(left, right) }
      }
    }
    for positions in byAuthor.values where positions.count > 1 {
      let ordered = positions.sorted { (profiles[$0].year ?? 0, $0) < (profiles[$1].year ?? 0, $1) }
      for (number, left) in ordered.enumerated() {
        for right in ordered.dropFirst(number + 1) {
          guard (profiles[right].year ?? 0) - (profiles[left].year ?? 0) <= 1 else { break }
          if leader(of: left) != leader(of: right), profiles[left].isSpelledLike(profiles[right]),
            profiles[left].isNear(profiles[right])
          {
            join(left, right)
          }
        }
      }
    }
    let groups = Dictionary(grouping: papers.indices, by: leader).filter { $0.value.count > 1 }
    return groups.sorted { $0.key < $1.key }.map { _, positions in
      Group(
        positions: positions, haveOneTitle: Set(positions.map { profiles[$0].key }).count == 1,
        haveDifferentDOIs: Set(positions.compactMap { profiles[$0].doi }).count > 1)
    }
  }
}
