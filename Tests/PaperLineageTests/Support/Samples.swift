import CitationGraph
public import PaperLineage
import TestSupport

extension PaperID: ExpressibleByStringLiteral {
  public init(stringLiteral text: String) { self.init(rawValue: text) }
}

extension Paper {
  /// A paper that is called by its id, with one date.
  static func sample(
    _ id: String, _ date: String? = nil, role: DateRole = .submitted, topic: String? = nil, isExternal: Bool = false
  ) -> Paper {
    let versions = date.flatMap { PublicationDate($0) }.map { [PaperVersion(role: role, date: $0)] } ?? []
    return Paper(id: PaperID(rawValue: id), title: id, versions: versions, topic: topic, isExternal: isExternal)
  }
}

extension Relation {
  /// Reads `b extends a`, citing paper first.
  init(_ sentence: String) {
    let words = sentence.split(separator: " ").map(String.init)
    self.init(
      citing: PaperID(rawValue: words[0]), cited: PaperID(rawValue: words[2]), kind: RelationKind(rawValue: words[1])!)
  }

  var sentence: String { "\(citing) \(kind.rawValue) \(cited)" }
}

extension Corpus {
  /// Papers named by single letters, a the oldest, one year apart. Pairs of letters run the way knowledge flows, as
  /// arrows do in pictures: in `ab`, b extends a.
  static func drawn(_ drawing: String) throws -> Corpus {
    let names = Set(drawing).subtracting(" ").sorted()
    let relations = drawing.split(separator: " ").filter { $0.count == 2 }.map {
      Relation("\($0.last!) extends \($0.first!)")
    }
    let papers = names.enumerated().map { Paper.sample(String($1), String(2000 + $0)) }
    return try Corpus(CorpusParts(papers: papers, relations: relations))
  }

  /// A corpus with dates of all precisions or none, relations of all kinds, cycles and external papers.
  static func random(using generator: inout SplitMix64) throws -> Corpus {
    let papers = (0..<Int.random(in: 1...9, using: &generator)).map { number in
      let versions = DateRole.allCases.filter { _ in Int.random(in: 0..<3, using: &generator) == 0 }.map {
        PaperVersion(role: $0, date: .random(years: 2021...2023, using: &generator))
      }
      return Paper(
        id: PaperID(rawValue: "p\(number)"), title: "Paper \(number)", versions: versions,
        isExternal: Int.random(in: 0..<5, using: &generator) == 0)
    }.shuffled(using: &generator)
    let relations = (0..<Int.random(in: 0...2 * papers.count, using: &generator)).compactMap { _ -> Relation? in
      let (citing, cited) = (papers.randomElement(using: &generator)!, papers.randomElement(using: &generator)!)
      guard citing.id != cited.id else { return nil }
      return Relation(
        citing: citing.id, cited: cited.id, kind: RelationKind.allCases.randomElement(using: &generator)!)
    }
    let choice = DateChoice.allCases.randomElement(using: &generator)!
    return try Corpus(CorpusParts(dateChoice: choice, papers: papers, relations: relations))
  }
}

extension PublicationDate {
  static func random(years: ClosedRange<Int>, using generator: inout SplitMix64) -> PublicationDate {
    let year = Int.random(in: years, using: &generator)
    let month = Int.random(in: 1...12, using: &generator)
    let day = Int.random(in: 1...28, using: &generator)
    return switch Precision.allCases.randomElement(using: &generator)! {
    case .year: PublicationDate(year: year)!
    case .month: PublicationDate(year: year, month: month)!
    case .day: PublicationDate(year: year, month: month, day: day)!
    }
  }
}

/// `count` random corpora that follow from `seed`.
func randomCorpora(_ count: Int, seed: UInt64) throws -> [Corpus] {
  var generator = SplitMix64(seed: seed)
  return try (0..<count).map { _ in try Corpus.random(using: &generator) }
}

extension LineageNetwork {
  /// Whether relations lead from one paper down to another, by one step or more.
  func stands(_ later: PaperID, on earlier: PaperID) -> Bool {
    var seen: Set<PaperIndex> = []
    var open = [index(of: later)]
    while let paper = open.popLast() {
      for cited in graph.references(of: paper) where seen.insert(cited).inserted { open.append(cited) }
    }
    return seen.contains(index(of: earlier))
  }
}

extension [PaperID] {
  /// The ids in a row, to compare with a word.
  var word: String { map(\.rawValue).joined() }
}
