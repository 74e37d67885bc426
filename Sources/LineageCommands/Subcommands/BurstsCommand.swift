import ArgumentParser
import CitationGraph
import LineageRendering
import PaperLineage

/// What bursts are sought in.
enum BurstSubject: String, ExpressibleByArgument, CaseIterable {
  case papers, terms, topics, organizations
  case referenceYears = "reference-years"
}

struct BurstsCommand: BibliometricCommand {
  static let configuration = CommandConfiguration(
    commandName: "bursts", abstract: "When a paper, a term, a topic or an organization was suddenly everywhere.",
    discussion: """
      A burst is a stretch of periods in which something was markedly more frequent than on the whole (Kleinberg's \
      automaton of two states). Papers burst by their citations; terms are the words of titles, in lower case, of at \
      least 3 letters, without the common words of English.

      “--of reference-years” counts references by the year of what they cite and shows the years that stand out from \
      the five around them (RPYS).

      All kinds of relations are followed unless --following says otherwise.
      """)

  @Option(help: "What to look at.")
  var of: BurstSubject = .papers

  @Option(
    help: ArgumentHelp(
      "The length of a period.",
      discussion: "Without it a month, or a year if the papers appeared over more than ten years or most dates tell no "
        + "month."))
  var by: Period.Length?

  @OptionGroup var dateOption: DateOption

  @Option(help: ArgumentHelp("How many times more frequent than usual a burst is; 2 unless told.", valueName: "s"))
  var scaling: Double?

  @Option(help: ArgumentHelp("How hard it is for a burst to begin; 1 unless told.", valueName: "γ"))
  var gamma: Double?

  @Option(
    help: ArgumentHelp(
      "Show only this many bursts or peaks, the heaviest.",
      discussion: "Without it, text and Markdown show 20, the other formats all.", valueName: "bursts"))
  var top: Int?

  @OptionGroup var following: FollowingOptions
  @OptionGroup var input: CorpusOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if let scaling, !scaling.isFinite || scaling <= 1 { throw ValidationError("--scaling is a number above 1.") }
    if let gamma, !gamma.isFinite || gamma < 0 { throw ValidationError("--gamma is a number, 0 or more.") }
    if let top, top < 1 { throw ValidationError("--top is at least 1.") }
    if of == .referenceYears, by != nil || scaling != nil || gamma != nil {
      throw ValidationError("--by, --scaling and --gamma say nothing of reference years.")
    }
  }

  func answer(_ corpus: Corpus) throws -> Answer { try answer(following.bibliography(ofAll: corpus)) }
  func answer(_ network: CitationNetwork) throws -> Answer { try answer(try following.bibliography(of: network)) }

  func answer(_ bibliography: Bibliography) throws -> Answer {
    let limit = top ?? (output.format == .json || output.format == .csv ? nil : 20)
    if of == .referenceYears { return try referenceYears(bibliography, limit: limit) }
    // Periods are compared with each other, so no other date is taken for one that is missing.
    let choice = try dateChoice(of: bibliography, otherwise: bibliography.lineage?.corpus.dateChoice)
    let network = bibliography.network(datedBy: choice)
    let length = by.map { DateBatches.Length($0) } ?? network.suitablePeriodLength
    let report = BurstsReport(
      try bibliography.burstSubject(of, language: output.languageOption.language), in: network, by: length,
      model: BatchedBurst(ratio: scaling ?? 2, difficulty: gamma ?? 1), dateChoice: choice, limit: limit)
    return Answer(report: report, status: report.isEmpty ? .none : .success)
  }

  private func referenceYears(_ bibliography: Bibliography, limit: Int?) throws -> Answer {
    // What is cited is mostly outside of a reading list and has no date there; a work's first date is its year.
    let choice = try dateChoice(of: bibliography, otherwise: .earliest)
    let network = bibliography.network(datedBy: choice)
    let report = ReferenceYearsReport(network.referenceYears(), of: network, dateChoice: choice, limit: limit)
    return Answer(report: report, status: report.isEmpty ? .none : .success)
  }

  private func dateChoice(of bibliography: Bibliography, otherwise choice: DateChoice?) throws -> DateChoice? {
    guard bibliography.lineage == nil else { return dateOption.date ?? choice }
    guard dateOption.date == nil else {
      throw Failure(
        .usage, "the papers of a citation network have one date each, and --date chooses none",
        remedy: "leave out --date")
    }
    return nil
  }
}

extension Bibliography {
  /// The network under one kind of dates and no other, if a kind is chosen.
  func network(datedBy choice: DateChoice?) -> CitationNetwork {
    guard let lineage, let choice else { return network }
    return lineage.citationNetwork(datedBy: choice)
  }

  /// What bursts are sought in.
  ///
  /// - Throws: ``Failure`` if a network does not know it.
  func burstSubject(_ subject: BurstSubject, language: Language) throws -> BurstsReport.Subject {
    let kind: PaperItems.Kind
    switch subject {
    case .papers, .referenceYears: return .papers(network)
    case .terms: kind = .terms
    case .topics: kind = .topics
    case .organizations: kind = .organizations
    }
    if let lineage {
      let topics = lineage.corpus.topics
      return .items(PaperItems(kind, of: lineage), kind) { item in
        kind == .topics ? topics.first { $0.id == item }?.label(in: language.code) ?? item : item
      }
    }
    guard kind == .terms else {
      throw Failure(
        .usage, "a citation network knows no \(kind.rawValue)",
        remedy: "ask for papers, terms or reference-years, or give a corpus")
    }
    guard let items = PaperItems(termsOf: network) else {
      throw Failure(
        .usage, "the network has no titles to take terms from",
        remedy: "import it with a table of papers: lineage import citations.txt --papers papers.csv --output …")
    }
    return .items(items, kind) { $0 }
  }
}

extension DateBatches.Length {
  init(_ length: Period.Length) {
    switch length {
    case .month: self = .month
    case .quarter: self = .quarter
    case .year: self = .year
    }
  }
}
