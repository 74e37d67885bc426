/// What a corpus is made of, before it is known to be consistent.
public struct CorpusParts: Sendable, Codable, Equatable {
  /// What the corpus is called.
  public var title: String?
  /// What it is called in other languages, by language code.
  public var titles: [String: String]
  /// Which of a paper's dates counts unless said otherwise.
  public var dateChoice: DateChoice
  /// The sections of the reading list, in order.
  public var topics: [Topic]
  /// The papers, in the order of the source.
  public var papers: [Paper]
  /// The relations, in the order of the source.
  public var relations: [Relation]

  /// Makes parts.
  public init(
    title: String? = nil, titles: [String: String] = [:], dateChoice: DateChoice = .earliest, topics: [Topic] = [],
    papers: [Paper] = [], relations: [Relation] = []
  ) {
    self.title = title
    self.titles = titles
    self.dateChoice = dateChoice
    self.topics = topics
    self.papers = papers
    self.relations = relations
  }
}

/// Papers, the relations between them, and where each came from.
///
/// A corpus is consistent: ids are unique, and relations and topics point to what is there. It never changes.
public struct Corpus: Sendable, Equatable {
  /// What the corpus is called.
  public var title: String? { parts.title }
  /// Which of a paper's dates counts unless said otherwise.
  public var dateChoice: DateChoice { parts.dateChoice }
  /// The sections of the reading list, in order.
  public var topics: [Topic] { parts.topics }
  /// The papers, in the order of the source.
  public var papers: [Paper] { parts.papers }
  /// The relations, in the order of the source.
  public var relations: [Relation] { parts.relations }

  /// All of it as plain values.
  public let parts: CorpusParts
  private let positions: [PaperID: Int]

  /// Makes a corpus of parts that fit together.
  ///
  /// - Throws: ``InvalidCorpus`` with every duplicate id, dangling relation, self relation and unknown topic.
  /// - Complexity: O(*p* + *r*) for *p* papers and *r* relations.
  public init(_ parts: CorpusParts) throws(InvalidCorpus) {
    let faults = parts.faults()
    guard faults.isEmpty else { throw InvalidCorpus(faults) }
    self.parts = parts
    positions = Dictionary(uniqueKeysWithValues: parts.papers.enumerated().map { ($1.id, $0) })
  }

  /// Makes a corpus of parts known to fit together, whose ids may be of any form: those of a citation network.
  init(consistent parts: CorpusParts) {
    self.parts = parts
    positions = Dictionary(parts.papers.enumerated().map { ($1.id, $0) }) { first, _ in first }
  }

  /// The papers on the reading list, without those that are only related to it.
  public var members: [Paper] { papers.filter { !$0.isExternal } }

  /// The paper with an id, or `nil`. O(1).
  public subscript(id: PaperID) -> Paper? {
    positions[id].map { parts.papers[$0] }
  }

  /// The topic with an id, or `nil`.
  public func topic(_ id: String?) -> Topic? {
    topics.first { $0.id == id }
  }

  /// What the corpus is called in a language, given as a code such as `zh`.
  public func title(in language: String) -> String? {
    parts.titles[language] ?? title
  }

  func position(of id: PaperID) -> Int? { positions[id] }
}

extension Corpus: Codable {
  public init(from decoder: any Decoder) throws {
    try self.init(CorpusParts(from: decoder))
  }

  public func encode(to encoder: any Encoder) throws {
    try parts.encode(to: encoder)
  }
}

extension CorpusParts {
  /// What keeps the parts from fitting together, all of it: ids that are none or taken, topics declared twice or
  /// not at all, relations that dangle or join a paper to itself. Empty if they make a ``Corpus``.
  public func faults() -> [Diagnostic] {
    var faults: [Diagnostic] = []
    var first: [PaperID: Paper] = [:]
    for paper in papers {
      if let earlier = first[paper.id] {
        let where_ = earlier.place.map { ", first at \($0)" } ?? ""
        faults.append(
          Diagnostic(
            .error, .duplicateID, "two papers have the id “\(paper.id)”\(where_)",
            remedy: "give one of them another id, or merge the two records", place: paper.place))
      } else {
        first[paper.id] = paper
      }
    }
    // Looking for what was meant compares with every name, so a file that is wrong throughout gets it only at first.
    var suggestionsLeft = 100
    func suggestion(for text: String, among words: [String], otherwise advice: String) -> String {
      suggestionsLeft -= 1
      return suggestionsLeft < 0 ? advice : Spelling.suggestion(for: text, among: words, otherwise: advice)
    }
    let topicIDs = topics.map(\.id)
    for topic in Set(topicIDs).sorted() where topicIDs.count(where: { $0 == topic }) > 1 {
      faults.append(
        Diagnostic(
          .error, .conflict, "the topic “\(topic)” is declared more than once", remedy: "declare it once"))
    }
    for paper in papers where !paper.id.isWellFormed {
      faults.append(
        Diagnostic(
          .error, .badID, "“\(paper.id)” is no id",
          remedy: "use lower-case letters, digits and single hyphens: “\(PaperID.wellFormed(paper.id.rawValue))”",
          place: paper.place))
    }
    for paper in papers {
      guard let topic = paper.topic, !topicIDs.contains(topic) else { continue }
      faults.append(
        Diagnostic(
          .error, .unknownTopic, "the topic “\(topic)” of “\(paper.id)” is not declared",
          remedy: suggestion(for: topic, among: topicIDs, otherwise: "declare it under “topics”"),
          place: paper.place))
    }
    let ids = papers.map(\.id.rawValue)
    // A relation may name a paper by what people call it, or in other letters than its id has.
    var idsByName: [NameKey: Set<String>]?
    func twins(of id: PaperID) -> Set<String> {
      let known =
        idsByName
        ?? papers.reduce(into: [:]) { names, paper in
          for name in paper.allNames { names[NameKey(name), default: []].insert(paper.id.rawValue) }
        }
      idsByName = known
      return known[NameKey(id.rawValue)] ?? []
    }
    for relation in relations {
      if relation.citing == relation.cited {
        faults.append(
          Diagnostic(
            .error, .selfRelation, "“\(relation.citing)” \(relation.kind.rawValue) itself",
            remedy: "remove the relation, or name the paper that is meant", place: relation.place))
        continue
      }
      for id in [relation.citing, relation.cited] where first[id] == nil {
        let meant = twins(of: id)
        let start =
          "the relation “\(relation.citing) \(relation.kind.rawValue) \(relation.cited)” names “\(id)”, which is "
        faults.append(
          Diagnostic(
            .error, .danglingRelation,
            meant.isEmpty
              ? start + "no paper of this corpus"
              : start + "no id; a name that differs by case, width or marks at most is that of "
                + meant.sorted().map { "“\($0)”" }.joined(separator: " and "),
            remedy: meant.count == 1
              ? "write “\(meant.first ?? "")”"
              : suggestion(
                for: id.rawValue, among: ids,
                otherwise: "add the paper (with “external: true” if it is not on the list)"),
            place: relation.place))
      }
    }
    return faults
  }

  /// The parts with everything left out that ``faults()`` tells of: later papers with an id taken already, topics that
  /// are not declared, relations that dangle or join a paper to itself.
  public func withoutFaults() -> CorpusParts {
    var sound = self
    var ids: Set<PaperID> = []
    var topicIDs: Set<String> = []
    sound.topics = topics.filter { topicIDs.insert($0.id).inserted }
    sound.papers = papers.filter { $0.id.isWellFormed && ids.insert($0.id).inserted }
    for index in sound.papers.indices where !(sound.papers[index].topic.map(topicIDs.contains) ?? true) {
      sound.papers[index].topic = nil
    }
    sound.relations = relations.filter { $0.citing != $0.cited && ids.contains($0.citing) && ids.contains($0.cited) }
    return sound
  }
}
