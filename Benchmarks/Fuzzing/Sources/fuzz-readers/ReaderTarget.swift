import Foundation
import PaperFormats
import PaperLineage

/// A reader that is given any bytes.
enum ReaderTarget: String, CaseIterable {
  case bibtex, ris, nbib, csl, openalex, crossref, arxiv, graphml, gexf, scopus, opencitations, table, pajek, gml, dot
  case jgf, vosviewer
  case webOfScience = "web-of-science"
  case webOfScienceTable = "web-of-science-table"
  case openAlexLines = "openalex-lines"
  case semanticScholar = "semantic-scholar"
  case pubmedXML = "pubmed-xml"
  case ecosystemGraphs = "ecosystem-graphs"
  /// A corpus file in YAML or JSON.
  case corpusFile = "corpus-file"
  /// Two bibliographies, before and behind the first NUL, joined to one corpus, which is written and read again.
  case merging
  /// A file of which nothing is known: decoded, told by its content, read, and joined with itself.
  case detection

  /// Reads bytes and looks whether what came out is sound.
  func run(_ bytes: UnsafeBufferPointer<UInt8>) {
    switch self {
    case .openAlexLines: Self.readLines(bytes)
    case .corpusFile: Self.readCorpus(bytes)
    case .merging: Self.merge(bytes)
    case .detection: Self.detect(bytes)
    default:
      let texts = bytes.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false).map {
        String(decoding: $0, as: UTF8.self)
      }
      let files = [CorpusFile(name: "a", text: texts[0])] + texts.dropFirst().map { CorpusFile(name: "b", text: $0) }
      let variant = Self.mixed(bytes)
      let reading = read(files, variant: variant)
      ReadingCheck(files).check(reading)
      // What one run leaves behind must not change the next.
      if variant % 16 == 0 { ReadingCheck.checkSame(reading, read(files, variant: variant)) }
      // Records as odd as these must bear being joined.
      if variant % 8 == 1 { MergingCheck.check([reading, reading]) }
    }
  }

  /// - Parameters:
  ///   - files: The file, and what stands behind the first NUL, if there is one.
  ///   - variant: A number that stays the same for the same bytes and chooses among the ways to read.
  private func read(_ files: [CorpusFile], variant: UInt64) -> RecordReading {
    let file = files[0]
    let direction: CitationDirection? = [nil, .citingFirst, .citedFirst][Int(variant / 16 % 3)]
    switch self {
    case .bibtex: return BibTeXReader.read(file)
    case .ris: return RISReader.read(file)
    case .nbib: return NbibReader.read(file)
    case .csl: return CSLReader.read(file)
    case .openalex: return OpenAlexReader.read(file)
    case .crossref: return CrossrefReader.read(file)
    case .arxiv: return ArXivReader.read(file)
    case .graphml: return GraphMLReader.read(file, direction: direction ?? .citingFirst)
    case .gexf: return GEXFReader.read(file, direction: direction ?? .citingFirst)
    case .scopus: return ScopusReader.read(file)
    case .opencitations: return OpenCitationsReader.read(file)
    case .table: return PaperListReader.read(file)
    case .pajek: return PajekReader.read(file, years: files.count > 1 ? files[1] : nil, direction: direction)
    case .gml: return GMLReader.read(file, direction: direction)
    case .dot: return DOTReader.read(file, direction: direction)
    case .jgf: return JSONGraphReader.read(file)
    case .vosviewer: return VOSviewerReader.read(file)
    case .webOfScience: return WebOfScienceReader.read(file)
    case .webOfScienceTable: return WebOfScienceReader.readTable(file)
    case .semanticScholar: return SemanticScholarReader.read(file, includesNested: variant / 16 % 2 == 1)
    case .pubmedXML: return PubMedXMLReader.read(file)
    case .ecosystemGraphs: return EcosystemGraphsReader.read(file)
    case .openAlexLines, .corpusFile, .merging, .detection: fatalError("no reader of records")
    }
  }

  /// FNV-1a: a number that bytes always give.
  private static func mixed(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    let sum = bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    return sum >> 16
  }

  // MARK: - Readers of files

  private static func readLines(_ bytes: UnsafeBufferPointer<UInt8>) {
    write(bytes)
    var handedOn = (records: 0, unread: 0)
    var lastLine = 0
    do {
      let account = try OpenAlexLines.readRecords(
        path, detail: mixed(bytes) % 2 == 0 ? .full : .essential, threadCount: 1,
        unread: { block in
          handedOn.unread += 1
          require(block.place.line > lastLine, "lines out of order")
          lastLine = block.place.line
        }
      ) { record in
        handedOn.records += 1
        let line = record.paper.place?.line ?? 0
        require(line > lastLine, "lines out of order")
        lastLine = line
        require(!record.paper.title.isEmpty, "a record without title")
      }
      require(account.recordCount == handedOn.records && account.unreadCount == handedOn.unread, "not handed on")
      require(account.lineCount == handedOn.records + handedOn.unread, "lines that are in no count, or in two")
      require(lastLine <= 1 + bytes.count { $0 == 0x0A } || bytes.starts(with: [0x1F, 0x8B]), "no such line")
      var works = 0
      let workAccount = try OpenAlexLines.readWorks(path, threadCount: 1) { _ in works += 1 }
      require(workAccount.lineCount == account.lineCount && workAccount.recordCount == works, "other lines")
    } catch let error as OpenAlexLines.ReadError {
      if case .gzip = error { return }
      fatalError("a file of some kilobytes can be read")
    } catch {
      fatalError("an error of another type")
    }
  }

  private static func readCorpus(_ bytes: UnsafeBufferPointer<UInt8>) {
    let file = CorpusFile(name: "a", text: String(decoding: bytes, as: UTF8.self))
    let reading = CorpusReader.read([file])
    guard let corpus = reading.corpus else {
      require(!reading.diagnostics.isEmpty, "no corpus, and nothing said of it")
      return
    }
    MergingCheck.checkWriting(corpus.parts)
  }

  private static func merge(_ bytes: UnsafeBufferPointer<UInt8>) {
    let halves = bytes.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
    let readings = halves.enumerated().map { number, half in
      let file = CorpusFile(name: "\(number)", text: String(decoding: half, as: UTF8.self))
      return half.first == UInt8(ascii: "T") ? RISReader.read(file) : BibTeXReader.read(file)
    }
    MergingCheck.check(readings)
  }

  private static func detect(_ bytes: UnsafeBufferPointer<UInt8>) {
    write(bytes)
    guard let reading = try? CorpusSource.read([path, path]) else { return }
    require(reading.corpus != nil || !reading.diagnostics.isEmpty, "no corpus, and nothing said of it")
  }

  /// In memory, so that a disk does not slow down the run.
  private static let path: String = {
    let folder = FileManager.default.fileExists(atPath: "/dev/shm") ? "/dev/shm" : NSTemporaryDirectory()
    atexit { unlink(ReaderTarget.path) }
    return "\(folder)/fuzz-readers-\(getpid())"
  }()

  private static func write(_ bytes: UnsafeBufferPointer<UInt8>) {
    // A new file each time: the one before may still be mapped.
    unlink(path)
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    require(descriptor >= 0, "no room for the file")
    defer { close(descriptor) }
    require(Foundation.write(descriptor, bytes.baseAddress, bytes.count) == bytes.count, "no room for the bytes")
  }
}
