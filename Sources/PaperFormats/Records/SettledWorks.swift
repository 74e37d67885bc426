import PaperLineage

/// Works of one title that are known to be several, by what tells them apart: one title may be that of thousands.
struct SettledWorks {
  /// What of two works tells that they are two.
  enum Clue: Hashable {
    case author
    case year
    case identifier(PaperIdentifier.Scheme)
    /// Volume, issue or page in a journal, by number.
    case place(Int)

    static let all = [author, year] + PaperIdentifier.Scheme.allCases.map(identifier) + (0..<3).map(place)
  }

  /// Works by one clue, and those of which it was not known when they came.
  private struct Index {
    var byValue: [String: [Int]] = [:]
    var unknown: [Int] = []
  }

  /// So many works are compared one by one.
  private static let fewWorks = 16

  /// The first record of each work.
  private(set) var works: [Int] = []
  private var profiles: [RecordIdentity.Profile] = []
  private var indexes: [Clue: Index] = [:]
  /// The venues in which works have places.
  private var venues: Set<String> = []

  /// Adds a work.
  mutating func add(_ work: Int, _ profile: RecordIdentity.Profile) {
    works.append(work)
    profiles.append(profile)
    guard works.count > Self.fewWorks else { return }
    for number in indexes.isEmpty ? 0..<works.count : works.count - 1..<works.count { index(number, before: nil) }
  }

  /// Notes that more is known of a work.
  mutating func update(_ number: Int, _ work: Int, _ profile: RecordIdentity.Profile) {
    let before = profiles[number]
    works[number] = work
    profiles[number] = profile
    if !indexes.isEmpty { index(number, before: before) }
  }

  /// - Parameter before: What was known of the work, if it is in the indexes.
  private mutating func index(_ number: Int, before: RecordIdentity.Profile?) {
    venues.formUnion(profiles[number].venuesOfPlaces)
    let (clues, known) = (profiles[number].clues, before?.clues)
    for clue in Clue.all {
      guard let values = clues[clue] else {
        if known == nil || known?[clue] != nil { indexes[clue, default: Index()].unknown.append(number) }
        continue
      }
      for value in values.subtracting(known?[clue] ?? []) {
        indexes[clue, default: Index()].byValue[value, default: []].append(number)
      }
    }
  }

  /// The numbers of works that may be one with another, some of them more than once; the others are certainly not.
  func numbers(like profile: RecordIdentity.Profile) -> FlattenSequence<[[Int]]> {
    var best = [Array(works.indices)]
    var least = works.count
    guard !indexes.isEmpty, works.count > Self.fewWorks else { return best.joined() }
    let clues = profile.clues
    for clue in Clue.all {
      guard let values = clues[clue] else { continue }
      // In other journals any place may be that of the work.
      if case .place = clue, profile.venuesOfPlaces != venues || venues.count != 1 { continue }
      guard let index = indexes[clue] else { continue }
      let near = clue == .year ? Self.years(near: values) : values
      let lists = [index.unknown] + near.sorted().compactMap { index.byValue[$0] }
      let count = lists.reduce(0) { $0 + $1.count }
      if count < least { (best, least) = (lists, count) }
    }
    return best.joined()
  }

  private static func years(near years: Set<String>) -> Set<String> {
    Set(years.compactMap { Int($0) }.flatMap { [$0 - 1, $0, $0 + 1] }.map(String.init))
  }
}
