import PaperLineage

/// Which records are of one work.
///
/// Records with a common identifier are of one work; an ISBN counts for books only, as all chapters of a book share it.
/// Records with one title are of one work if their years are at most one apart, their first authors are not different
/// persons, they do not stand at different places of one journal, and no identifier of one contradicts the other: two
/// records that have different journal DOIs are two works. A preprint's DOI contradicts nothing. A heading such as
/// “Editorial” takes one author, one year and one journal as well. What a record is called in its file says nothing
/// outside of it: in one bibliography `touvron2023llama` is LLaMA, in another Llama 2.
///
/// The answer does not depend on the order of the records.
struct RecordIdentity {
  /// A title that is told in several places by one title, year and author and may be of several works.
  struct Doubt {
    let record: Int
    /// The first works that it may be.
    let candidates: [Int]

    static let mostCandidates = 8
  }

  /// For each record, the first record of its work.
  private(set) var leaders: [Int]
  /// Records that may belong to several works, and stand alone for that.
  private(set) var doubts: [Doubt] = []
  /// With how many works that name one preprint a record is compared, but for those with its title.
  private static let mostWorks = 100

  /// How records were joined.
  private(set) var joinedByIdentifier = 0
  private(set) var joinedByTitle = 0

  /// - Parameter keepsVersions: Whether preprint and publication stay apart.
  /// - Complexity: O(*n* log *n*) for *n* records, as long as few works share a title.
  init(_ records: [BibliographicRecord], keepsVersions: Bool) {
    leaders = Array(records.indices)
    // A record that says the same word for word, under the same key, is the same record.
    struct Content: Hashable {
      let paper: Paper
      let keys: [String]
    }
    var copies: [Content: Int] = [:]
    for (index, record) in records.enumerated() {
      let content = Content(paper: Self.content(of: record.paper), keys: record.localKeys)
      if let first = copies[content] { _ = join(first, index) } else { copies[content] = index }
    }
    joinByIdentifier(records, keepsVersions: keepsVersions)
    joinByTitle(records, keepsVersions: keepsVersions)
    for index in leaders.indices { leaders[index] = leader(of: index) }
  }

  /// A paper without where and under which id it is told.
  private static func content(of paper: Paper) -> Paper {
    var content = paper
    content.id = PaperID(rawValue: "")
    content.place = nil
    content.source = nil
    for index in content.texts.indices { content.texts[index].runs = [] }
    return content
  }

  /// What a preprint is called by may only be mentioned by a record, as what it is about; such a record has another
  /// title, and another author or DOI.
  private mutating func joinByIdentifier(_ records: [BibliographicRecord], keepsVersions: Bool) {
    struct Name: Hashable {
      let identifier: PaperIdentifier
      /// Whether it is that of a preprint; always so where versions do not stay apart.
      let isPreprint: Bool
    }
    var bearers: [Name: [Int]] = [:]
    var order: [Name] = []
    for (index, record) in records.enumerated() {
      let isPreprint = !keepsVersions || Self.isPreprint(record.paper)
      for identifier in record.paper.identifiers where record.paper.isIdentified(by: identifier) {
        let name = Name(identifier: identifier, isPreprint: isPreprint)
        if bearers[name] == nil { order.append(name) }
        bearers[name, default: []].append(index)
      }
    }
    for name in order {
      guard let all = bearers[name], all.count > 1 else { continue }
      let isMentioned =
        name.identifier.scheme == .arxiv || name.identifier.scheme == .doi && name.identifier.isOfPreprint
      guard isMentioned else {
        for index in all.dropFirst() { joinedByIdentifier += join(all[0], index) ? 1 : 0 }
        continue
      }
      let sorted = all.map { (index: $0, profile: Profile(records[$0].paper)) }.sorted {
        $0.profile.order == $1.profile.order
          ? $0.index < $1.index : $0.profile.order.lexicographicallyPrecedes($1.profile.order)
      }
      var works: [(index: Int, profile: Profile)] = []
      var workOfTitle: [String: Int] = [:]
      for (index, profile) in sorted {
        func isSame(_ work: Int) -> Bool { !works[work].profile.isOtherWork(than: profile) }
        // What hundreds of works name is the preprint of none of them.
        let work =
          profile.titles.sorted().compactMap { workOfTitle[$0] }.first(where: isSame)
          ?? works.indices.prefix(Self.mostWorks).first(where: isSame)
        if let work {
          joinedByIdentifier += join(works[work].index, index) ? 1 : 0
          continue
        }
        if let first = works.first { doubts.append(Doubt(record: index, candidates: [first.index])) }
        for title in profile.titles where workOfTitle[title] == nil { workOfTitle[title] = works.count }
        works.append((index, profile))
      }
    }
  }

  private mutating func joinByTitle(_ records: [BibliographicRecord], keepsVersions: Bool) {
    var groups: [Int: Profile] = [:]
    for (index, record) in records.enumerated() {
      groups[leader(of: index), default: Profile()].add(record.paper)
    }
    var byTitle: [String: [Int]] = [:]
    for first in groups.keys.sorted() {
      for title in groups[first]?.titles.sorted() ?? [] { byTitle[title, default: []].append(first) }
    }
    for (title, firsts) in byTitle.sorted(by: { $0.key < $1.key }) where firsts.count > 1 {
      // What has identifiers that tell it apart is settled first; what has none then fits one of these, or several.
      var settled = SettledWorks()
      func compatible(_ left: Int, _ right: Int) -> Bool {
        guard let left = groups[left], let right = groups[right] else { return false }
        return left.isCompatible(with: right, title: title, keepsVersions: keepsVersions)
      }
      // The order is that of what is said and not of who says it first, so that the answer is the same in any order.
      let ordered = Set(firsts.map { leader(of: $0) }).map { (order: groups[$0]?.order ?? [], first: $0) }.sorted {
        $0.order == $1.order ? $0.first < $1.first : $0.order.lexicographicallyPrecedes($1.order)
      }
      for (_, first) in ordered {
        // Without them a title that does not tell much proves nothing.
        guard let profile = groups[first], TitleWeight.isTelling(title) || profile.hasAuthorAndYear else { continue }
        // Two are enough to know that it may be several, and some more to tell of them.
        var candidates: [Int] = []
        for number in settled.numbers(like: profile)
        where !candidates.contains(number) && compatible(settled.works[number], first) {
          candidates.append(number)
          if candidates.count == Doubt.mostCandidates { break }
        }
        switch candidates.count {
        case 0: settled.add(first, profile)
        case 1:
          let work = settled.works[candidates[0]]
          let (into, from) = (min(work, first), max(work, first))
          guard join(into, from) else { continue }
          joinedByTitle += 1
          if let profile = groups.removeValue(forKey: from) { groups[into]?.add(profile) }
          if let profile = groups[into] { settled.update(candidates[0], into, profile) }
        default: doubts.append(Doubt(record: first, candidates: candidates.map { settled.works[$0] }.sorted()))
        }
      }
    }
  }

  private mutating func leader(of index: Int) -> Int {
    var first = index
    while leaders[first] != first { first = leaders[first] }
    // The way is short for those that come later.
    var index = index
    while leaders[index] != first { (index, leaders[index]) = (leaders[index], first) }
    return first
  }

  private mutating func join(_ left: Int, _ right: Int) -> Bool {
    let (left, right) = (leader(of: left), leader(of: right))
    guard left != right else { return false }
    leaders[max(left, right)] = min(left, right)
    return true
  }

  /// Whether a record is of a preprint: by its type, or because nothing but arXiv is known of it.
  static func isPreprint(_ paper: Paper) -> Bool { paper.isPreprint }

  /// What is known of the records of one work so far.
  struct Profile {
    var titles: Set<String> = []
    /// Identifiers by which works are told apart, but for those of preprints.
    var registered: [PaperIdentifier.Scheme: Set<String>] = [:]
    /// Where the work stands in print: a venue, and volume, issue and first page as far as they are known.
    private struct Print: Hashable {
      let venue: String
      let parts: [String?]

      /// Whether both are of one venue and what both know of the place in it differs.
      func contradicts(_ other: Print) -> Bool {
        guard venue == other.venue else { return false }
        return zip(parts, other.parts).contains { own, other in
          if let own, let other { own != other } else { false }
        }
      }
    }

    private var prints: Set<Print> = []
    /// The venues in which a place is known.
    var venuesOfPlaces: Set<String> { Set(prints.map(\.venue)) }
    private var venues: Set<String> = []
    private(set) var years: ClosedRange<Int>?
    private(set) var authors: Set<String> = []
    private var isPreprint = false
    private var isPublication = false

    init() {}

    init(_ paper: Paper) { add(paper) }

    var hasAuthorAndYear: Bool { !authors.isEmpty && years != nil }

    /// What is known, most telling first, for an order that does not depend on that of the records.
    var order: [String] {
      let names = registered.sorted { $0.key.rawValue < $1.key.rawValue }.flatMap { scheme, values in
        values.sorted().map { scheme.rawValue + $0 }
      }
      let places = prints.map { ([$0.venue] + $0.parts.map { $0 ?? "" }).joined(separator: " ") }.sorted()
      let flags = [names.isEmpty, authors.isEmpty, years == nil].map { $0 ? "1" : "0" }
      let ages = years.map { [String(10_000 + $0.lowerBound), String(10_000 + $0.upperBound)] } ?? ["", ""]
      let kinds = [isPreprint, isPublication].map { $0 ? "1" : "0" }
      return flags + ages + authors.sorted() + [""] + names + [""] + places + [""] + titles.sorted() + [""]
        + venues.sorted() + kinds
    }

    /// Whether a record with the same preprint is of another work: it has another title, and another author or DOI.
    func isOtherWork(than other: Profile) -> Bool {
      guard !titles.isEmpty, !other.titles.isEmpty,
        !titles.contains(where: { own in other.titles.contains { own.hasPrefix($0) || $0.hasPrefix(own) } })
      else { return false }
      let (dois, others) = (registered[.doi] ?? [], other.registered[.doi] ?? [])
      if !dois.isEmpty, !others.isEmpty, dois.isDisjoint(with: others) { return true }
      return !authors.isEmpty && !other.authors.isEmpty && authors.isDisjoint(with: other.authors)
    }

    mutating func add(_ paper: Paper) {
      titles.insert(TitleKey.text(paper.title))
      titles.remove("")
      for identifier in paper.identifiers where !identifier.isOfPreprint && paper.isIdentified(by: identifier) {
        registered[identifier.scheme, default: []].insert(identifier.value)
      }
      for year in paper.versions.map(\.date.year) { add(year...year) }
      let publication = paper.publication
      if let venue = publication.venue {
        venues.insert(venue)
        let parts = [publication.volume, publication.issue, publication.firstPage].map { $0.map { NameKey($0).text } }
        if parts.contains(where: { $0 != nil }) { prints.insert(Print(venue: NameKey(venue).text, parts: parts)) }
      }
      if let author = paper.authors.first { authors.formUnion(AuthorKey.keys(of: author)) }
      if RecordIdentity.isPreprint(paper) { isPreprint = true } else { isPublication = true }
    }

    mutating func add(_ other: Profile) {
      titles.formUnion(other.titles)
      registered.merge(other.registered) { $0.union($1) }
      if let years = other.years { add(years) }
      authors.formUnion(other.authors)
      prints.formUnion(other.prints)
      venues.formUnion(other.venues)
      isPreprint = isPreprint || other.isPreprint
      isPublication = isPublication || other.isPublication
    }

    private mutating func add(_ years: ClosedRange<Int>) {
      self.years =
        self.years.map { min($0.lowerBound, years.lowerBound)...max($0.upperBound, years.upperBound) } ?? years
    }

    func isCompatible(with other: Profile, title: String, keepsVersions: Bool) -> Bool {
      if keepsVersions, isPreprint != other.isPreprint || isPublication != other.isPublication { return false }
      for (scheme, values) in registered {
        if let others = other.registered[scheme], values.isDisjoint(with: others) { return false }
      }
      if !prints.isEmpty, !other.prints.isEmpty,
        prints.allSatisfy({ own in other.prints.contains { own.contradicts($0) } })
      {
        return false
      }
      if let years, let others = other.years,
        years.lowerBound > others.upperBound + 1 || others.lowerBound > years.upperBound + 1
      {
        return false
      }
      if !authors.isEmpty, !other.authors.isEmpty, authors.isDisjoint(with: other.authors) { return false }
      if TitleWeight.isTelling(title) { return true }
      guard !authors.isDisjoint(with: other.authors), let years, let others = other.years else { return false }
      guard TitleWeight.isHeading(title) else { return true }
      let mayBeOneJournal =
        venues.isEmpty || other.venues.isEmpty
        || venues.contains { own in other.venues.contains { ReferenceMatcher.mayBeOneJournal(own, $0) } }
      return mayBeOneJournal && years.overlaps(others)
    }

    /// What the profile says of what tells works of one title apart, each by values that two profiles of one work have in
    /// common; nothing of what is not known.
    var clues: [SettledWorks.Clue: Set<String>] {
      var clues: [SettledWorks.Clue: Set<String>] = [:]
      if !authors.isEmpty { clues[.author] = authors }
      for (scheme, values) in registered { clues[.identifier(scheme)] = values }
      if let years, years.count <= 8 { clues[.year] = Set(years.map(String.init)) }
      for part in 0..<3 {
        let known = prints.map { print in print.parts[part].map { print.venue + "\n" + $0 } }
        let values = known.compactMap(\.self)
        if !values.isEmpty, values.count == known.count { clues[.place(part)] = Set(values) }
      }
      return clues
    }
  }
}

/// A title as it is compared: letters and digits, case and accents gone.
enum TitleKey {
  static func text(_ title: String) -> String {
    guard title.utf8.contains(UInt8(ascii: "#")) || title.contains("++") else { return NameKey(title).text }
    // C, C# and C++ are three languages.
    let words = title.replacing("++", with: " plus plus ").replacing(/(\p{L})#/) { "\($0.output.1) sharp " }
    return NameKey(words).text
  }
}
