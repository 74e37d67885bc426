public import PaperLineage

/// What texts say of how papers grew out of each other.
public struct Inference: Sendable {
  /// A relation to a later paper, which nobody can build on.
  public struct Anachronism: Sendable, Equatable, Codable {
    /// The earlier paper, whose text speaks of the later one.
    public var paper: PaperID
    /// The later paper.
    public var target: PaperID
    /// What the text says the earlier does with the later.
    public var kind: RelationKind
    /// The words and where they stand.
    public var evidence: Evidence
  }

  /// The corpus with the inferred relations, and with the works they lead to as external papers.
  public var corpus: Corpus
  /// The inferred relations, by citing paper in the order of the corpus, strongest kind first.
  public var relations: [Relation]
  /// What the texts say of later papers, left out of the relations.
  public var anachronisms: [Anachronism]
  /// All mentions of known works, a paper's own names among them, in the order of the texts.
  public var mentions: [Mention]
  /// What the works are called that the texts mention.
  public var names: [PaperID: String]
}

/// Finds lineage in titles and texts.
///
/// In turn: what works are called (``WorkNames``), where texts name them (``MentionFinder``), what the sentence says of it
/// (``KindClassifier``), which titles are next versions (``VersionLinks``), and whether time allows it.
public struct LineageInference: Sendable {
  private let known: [Corpus]

  /// Prepares inference with works that texts may mention beside those of their own list.
  public init(known: [Corpus]) {
    self.known = known
  }

  /// Infers the relations of a corpus from its texts; relations it has already are kept as they are.
  ///
  /// - Parameter minimumConfidence: Relations less sure than this are left out.
  /// - Complexity: O(*n* + *m* *r*) for *n* characters of text, *m* mentions and *r* rules.
  public func infer(_ corpus: Corpus, minimumConfidence: Double = 0) -> Inference {
    let works = self.works(of: corpus)
    let finder = MentionFinder(works)
    let papers = Dictionary(uniqueKeysWithValues: works.map { ($0.id, $0.paper) })
    var mentions: [Mention] = []
    var findings: [Finding] = []
    for (owner, work) in works.enumerated() where work.isInCorpus {
      for text in work.paper.texts {
        let found = finder.mentions(in: text, of: owner)
        mentions += found
        findings += found.filter { !$0.isSelf }.map { mention in
          finding(mention, in: text, others: found.map(\.range), papers: papers)
        }
      }
    }
    findings += versionFindings(works)
    return assembled(corpus, works: works, findings: findings, mentions: mentions, minimumConfidence: minimumConfidence)
  }

  /// One reason to believe in one relation.
  private struct Finding {
    let citing: PaperID
    let cited: PaperID
    let kind: RelationKind
    let evidence: Evidence
  }

  // MARK: - Works

  /// The papers of the corpus, each with the names it is known by, and the works known beside them.
  private func works(of corpus: Corpus) -> [KnownWork] {
    var works = corpus.papers.map { paper in
      KnownWork(id: paper.id, paper: paper, isInCorpus: true, names: WorkNames.names(of: paper))
    }
    var byIdentity: [WorkIdentity: Int] = [:]
    for (index, work) in works.enumerated() {
      for identity in WorkIdentity.all(of: work.paper) where byIdentity[identity] == nil {
        byIdentity[identity] = index
      }
    }
    var ids = Set(corpus.papers.map(\.id))
    for paper in known.flatMap(\.papers) {
      if let index = WorkIdentity.all(of: paper).compactMap({ byIdentity[$0] }).first {
        let names = WorkNames.names(of: paper)
        works[index].names += names.filter { name in !works[index].names.contains { $0.text == name.text } }
        if works[index].paper.name == works[index].paper.title { works[index].paper.name = paper.name }
        continue
      }
      var external = paper
      external.isExternal = true
      external.topic = nil
      external.texts = []
      while !ids.insert(external.id).inserted { external.id = PaperID(rawValue: external.id.rawValue + "-known") }
      for identity in WorkIdentity.all(of: paper) { byIdentity[identity] = works.count }
      works.append(KnownWork(id: external.id, paper: external, isInCorpus: false, names: WorkNames.names(of: external)))
    }
    addIntroducedNames(to: &works)
    return works
  }

  /// Gives each paper the names of what its texts say it introduces, where nothing else is called so.
  private func addIntroducedNames(to works: inout [KnownWork]) {
    let taken = Set(works.flatMap { $0.names.map { NameKey($0.text) } })
    var introduced: [NameKey: Set<Int>] = [:]
    var spellings: [NameKey: String] = [:]
    for (index, work) in works.enumerated() where work.isInCorpus {
      for text in work.paper.texts where text.field != .title {
        for (name, _) in WorkNames.introducedNames(in: text.text) {
          let key = NameKey(name)
          // “GPT” is what GPT-3 and GPT-4 are kinds of, and not the name of one work.
          guard !taken.contains(where: { $0.text.hasPrefix(key.text) }) else { continue }
          introduced[key, default: []].insert(index)
          spellings[key] = spellings[key] ?? name
        }
      }
    }
    for (key, owners) in introduced.sorted(by: { $0.key.text < $1.key.text }) {
      guard owners.count == 1, let owner = owners.first, let name = spellings[key] else { continue }
      works[owner].names.append(WorkName(text: name, spelling: WorkNames.spelling(for: name), confidence: 0.8))
    }
  }

  // MARK: - Findings

  private func finding(_ mention: Mention, in text: PaperText, others: [Range<Int>], papers: [PaperID: Paper])
    -> Finding
  {
    let scalars = Array(text.text.unicodeScalars)
    let nature = papers[mention.target].map { WorkNature(of: $0, mentionedAs: mention.words) } ?? .model
    let verdict = KindClassifier.verdict(on: mention.range, in: scalars, others: others, nature: nature)
    return Finding(
      citing: mention.paper, cited: mention.target, kind: verdict.kind,
      evidence: Evidence(
        source: .mention, confidence: mention.confidence * verdict.confidence, place: mention.place,
        words: mention.words, sentence: KindClassifier.text(scalars, verdict.sentence), rule: verdict.rule))
  }

  private func versionFindings(_ works: [KnownWork]) -> [Finding] {
    let links = VersionLinks.links(
      among: works.map { work in
        (
          names: [work.paper.name, WorkNames.nameInTitle(work.paper.title)].compactMap { $0 },
          date: work.paper.date(.earliest)
        )
      })
    return links.compactMap { link in
      let later = works[link.later]
      guard later.isInCorpus else { return nil }
      return Finding(
        citing: later.id, cited: works[link.earlier].id, kind: .updates,
        evidence: Evidence(
          source: .titleVersion, confidence: 0.85, place: later.paper.place, words: link.names.joined(separator: " ← "),
          rule: "next-version"))
    }
  }

  // MARK: - Relations

  private func assembled(
    _ corpus: Corpus, works: [KnownWork], findings: [Finding], mentions: [Mention], minimumConfidence: Double
  ) -> Inference {
    let byID = Dictionary(uniqueKeysWithValues: works.map { ($0.id, $0) })
    var anachronisms: [Inference.Anachronism] = []
    var byPair: [[PaperID]: [Finding]] = [:]
    var order: [[PaperID]] = []
    for finding in findings {
      if let citing = byID[finding.citing]?.paper.date(.earliest),
        let cited = byID[finding.cited]?.paper.date(.earliest),
        citing.isCertainlyBefore(cited)
      {
        anachronisms.append(
          Inference.Anachronism(
            paper: finding.citing, target: finding.cited, kind: finding.kind, evidence: finding.evidence))
        continue
      }
      let pair = [finding.citing, finding.cited]
      if byPair[pair] == nil { order.append(pair) }
      byPair[pair, default: []].append(finding)
    }

    var relations: [Relation] = []
    for pair in order {
      let found = byPair[pair] ?? []
      let kinds = Set(found.map(\.kind))
      // “Refers to” says nothing beside anything stronger.
      for kind in kinds.sorted() where kind != .cites || kinds.count == 1 {
        let evidence = found.filter { $0.kind == kind }.map(\.evidence).sorted { $0.confidence > $1.confidence }
        let doubt = evidence.reduce(1) { $0 * (1 - $1.confidence) }
        let relation = Relation(
          citing: pair[0], cited: pair[1], kind: kind, evidence: evidence, place: evidence.first?.place)
        if min(0.99, 1 - doubt) >= minimumConfidence { relations.append(relation) }
      }
    }
    let position = Dictionary(uniqueKeysWithValues: works.enumerated().map { ($1.id, $0) })
    relations = relations.enumerated().sorted {
      (position[$0.element.citing] ?? 0, $0.offset) < (position[$1.element.citing] ?? 0, $1.offset)
    }.map(\.element)

    let said = Set(corpus.relations.map { [$0.citing.rawValue, $0.kind.rawValue, $0.cited.rawValue] })
    let new = relations.filter { !said.contains([$0.citing.rawValue, $0.kind.rawValue, $0.cited.rawValue]) }
    var parts = corpus.parts
    for index in parts.papers.indices {
      if let name = byID[parts.papers[index].id]?.paper.name { parts.papers[index].name = name }
    }
    let reached = Set(new.map(\.cited))
    parts.papers += works.filter { !$0.isInCorpus && reached.contains($0.id) }.map(\.paper)
    parts.relations += new
    guard let inferred = try? Corpus(parts) else {
      preconditionFailure("inferred relations join papers that are there")
    }
    let named = Set(mentions.map(\.target)).union(inferred.papers.map(\.id))
    let names = Dictionary(
      uniqueKeysWithValues: works.filter { named.contains($0.id) }.map { ($0.id, $0.paper.name) })
    return Inference(
      corpus: inferred, relations: new, anachronisms: anachronisms, mentions: mentions, names: names)
  }
}

/// What two records of one work have in common: an identifier, or the title.
private enum WorkIdentity: Hashable {
  case identifier(PaperIdentifier)
  case title(NameKey)

  static func all(of paper: Paper) -> [WorkIdentity] {
    paper.identifiers.map(WorkIdentity.identifier)
      + ([paper.title] + paper.aliases.filter { $0.count > 30 }).map { .title(NameKey($0)) }
  }
}
