public import PaperLineage

/// The text of a corpus file and the name to speak of it.
public struct CorpusFile: Sendable {
  /// The name for messages: the path as the user gave it.
  public var name: String
  /// The file's text.
  public var text: String

  /// Makes a file.
  public init(name: String, text: String) {
    self.name = name
    self.text = text
  }
}

/// What came out of reading a corpus.
public struct CorpusReading: Sendable {
  /// The corpus, unless there are errors.
  public var corpus: Corpus?
  /// What is wrong with the files, in the order to show it. With a corpus, what ``Corpus/check()`` finds in it is not
  /// among this; without one, its errors are, as far as they can be known.
  public var diagnostics: [Diagnostic]
  private let files: [CorpusFile]

  fileprivate init(corpus: Corpus?, diagnostics: [Diagnostic], files: [CorpusFile]) {
    self.corpus = corpus
    self.files = files
    self.diagnostics = []
    self.diagnostics = withExcerpts(diagnostics).sorted(by: Diagnostic.isInShownOrder)
  }

  /// Diagnostics with the lines they speak of, where these are in the files that were read.
  public func withExcerpts(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    guard !diagnostics.isEmpty else { return [] }
    let lines = Dictionary(
      files.map { ($0.name, $0.text.split(omittingEmptySubsequences: false) { $0.isNewline }) }
    ) { first, _ in first }
    return diagnostics.map { diagnostic in
      guard let place = diagnostic.place, let lines = lines[place.file], lines.indices.contains(place.line - 1) else {
        return diagnostic
      }
      var diagnostic = diagnostic
      diagnostic.excerpt = String(lines[place.line - 1])
      return diagnostic
    }
  }
}

/// Reads corpus files: YAML, or JSON of the same form.
///
/// Several files make up one corpus. Reading goes on after a fault, so that one run tells all of them.
public enum CorpusReader {
  /// Reads files into one corpus.
  ///
  /// - Parameter files: The files; their order decides only the order of papers.
  /// - Returns: The corpus if it is without errors, and what is wrong. Where a file could not be parsed, relations to
  ///   papers it may hold are not called dangling.
  /// - Complexity: O(*n*) for *n* bytes.
  public static func read(_ files: [CorpusFile]) -> CorpusReading {
    var assembly = CorpusAssembly()
    for file in files {
      CorpusFileReader(file).read(into: &assembly)
    }
    // What a file that could not be read may hold is not missing.
    assembly.diagnostics += assembly.parts.faults().filter {
      assembly.isComplete || ![.danglingRelation, .unknownTopic].contains($0.code)
    }
    if assembly.diagnostics.isEmpty, let corpus = try? Corpus(assembly.parts) {
      return CorpusReading(corpus: corpus, diagnostics: [], files: files)
    }
    // One run is to tell all faults, so what is sound is looked at as well.
    let rest = (try? Corpus(assembly.parts.withoutFaults()))?.faults() ?? []
    return CorpusReading(corpus: nil, diagnostics: assembly.diagnostics + rest, files: files)
  }
}

/// What the files of a corpus have given so far.
struct CorpusAssembly {
  var parts = CorpusParts()
  var diagnostics: [Diagnostic] = []
  /// Whether every file was parsed and every paper got an id, so that missing papers are really missing.
  var isComplete = true
  /// Where single values were set first, to report a second setting.
  var settings: [String: (value: String, place: SourcePlace)] = [:]
}
