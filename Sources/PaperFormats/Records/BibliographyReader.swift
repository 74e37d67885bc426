import PaperLineage

/// Reads bibliographies, graphs and tables of any format.
public enum BibliographyReader {
  /// Reads a file of a known format.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - format: What it is.
  ///   - direction: Which way the arcs of a graph run, if the file does not say who cites.
  ///   - years: A partition of years beside a network of Pajek's.
  /// - Complexity: O(*n*) for *n* characters.
  public static func read(
    _ file: CorpusFile, as format: BibliographyFormat, direction: CitationDirection? = nil, years: CorpusFile? = nil
  ) -> RecordReading {
    readAll(file, as: format, direction: direction, years: years).withoutFlood
  }

  private static func readAll(
    _ file: CorpusFile, as format: BibliographyFormat, direction: CitationDirection?, years: CorpusFile?
  ) -> RecordReading {
    switch format {
    case .bibtex: BibTeXReader.read(file)
    case .ris: RISReader.read(file)
    case .csl: CSLReader.read(file)
    case .openAlex: OpenAlexReader.read(file)
    case .semanticScholar: SemanticScholarReader.read(file)
    case .crossref: CrossrefReader.read(file)
    case .arxiv: ArXivReader.read(file)
    case .webOfScience:
      TableFormat.detect(headerLine: file.text.prefix(10_000)) == .webOfScience
        ? WebOfScienceReader.readTable(file) : WebOfScienceReader.read(file)
    case .scopus: ScopusReader.read(file)
    case .nbib: NbibReader.read(file)
    case .pubmedXML: PubMedXMLReader.read(file)
    case .table: PaperListReader.read(file)
    case .edgeList: CitationListReader.read(file, direction: direction)
    case .openCitations: told(OpenCitationsReader.read(file), direction)
    case .pajek: PajekReader.read(file, years: years, direction: direction)
    case .graphML: GraphMLReader.read(file, direction: direction)
    case .gexf: GEXFReader.read(file, direction: direction ?? .citingFirst)
    case .gml: GMLReader.read(file, direction: direction)
    case .jsonGraph: JSONGraphReader.read(file, direction: direction)
    case .dot: DOTReader.read(file, direction: direction)
    case .vosviewer: turned(VOSviewerReader.read(file), direction)
    case .ecosystemGraphs: EcosystemGraphsReader.read(file)
    case .corpus, .readingList: RecordReading(file: file.name, format: format)
    }
  }

  /// A reading in which whom a record cites cites it, if arcs run from the cited paper.
  private static func turned(_ reading: RecordReading, _ direction: CitationDirection?) -> RecordReading {
    guard direction == .citedFirst else { return reading }
    var reading = reading
    for index in reading.records.indices { reading.records[index].turn() }
    return reading
  }

  /// A reading of a table whose columns say who cites, with a word on a direction that was asked for.
  private static func told(_ reading: RecordReading, _ direction: CitationDirection?) -> RecordReading {
    guard direction == .citedFirst, reading.records.contains(where: { !$0.references.isEmpty }) else { return reading }
    var reading = reading
    let place = SourcePlace(file: reading.file, line: 1, column: 1)
    reading.diagnostics.append(CitationDirection.citingFirst.unused(place: place))
    return reading
  }
}

extension BibliographicRecord {
  /// Makes those that it cites cite it, and the other way round.
  mutating func turn() { swap(&references, &citers) }
}
