import CitationGraph
import LineageRendering
import PaperFormats
import PaperLineage

/// What the program's exit status says; the numbers from 64 on are those of `sysexits.h`.
public enum ExitStatus: Int32, Sendable {
  /// All went well.
  case success = 0
  /// A check found faults, or the answer is “none”.
  case none = 1
  /// The command line cannot be understood, or names a paper that is not there or not just one.
  case usage = 64
  /// The data cannot be used.
  case badData = 65
  /// An input is not there or cannot be read.
  case noInput = 66
  /// Our fault.
  case ourFault = 70
  /// An output cannot be written.
  case cannotWrite = 74
}

/// An error in the words in which it is shown, and the exit status it leads to.
struct Failure: Error, Sendable, Equatable {
  let status: ExitStatus
  let message: String
  let remedy: String?

  init(_ status: ExitStatus, _ message: String, remedy: String? = nil) {
    self.status = status
    self.message = message
    self.remedy = remedy
  }

  /// What is shown on standard error.
  var text: String {
    let lines = (remedy ?? "").split(separator: "\n").map(\.description.withoutControls)
    return "lineage: error: \(message.withoutControls)\n" + (lines.isEmpty ? "" : "  → ")
      + lines.map { $0 + "\n" }.joined()
  }
}

extension Failure {
  init(_ error: InputError) {
    switch error {
    case .notFound(let path):
      self.init(.noInput, "there is no file or folder “\(path)”", remedy: "check the path")
    case .unreadable(let path, let reason):
      self.init(.noInput, "cannot read “\(path)”: \(reason)")
    case .emptyFolder(let path):
      self.init(
        .noInput, "“\(path)” holds no file that can be read",
        remedy: "give a bibliography, a table, a graph, a reading list or a corpus file; hidden files and folders in "
          + "folders are not looked at")
    case .graphFile(let path):
      self.init(
        .usage, "“\(path)” is a graph file, which stands alone", remedy: "give it to a command as the only --corpus")
    case .partitionAlone(let path):
      self.init(
        .usage, "“\(path)” is a partition, and its network is not among the files",
        remedy: "give the network of the same name with it")
    case .gzip(let path, let error): self.init(NetworkError.gzip(path: path, error))
    case .notText(let path, let offset):
      self.init(
        .badData, "“\(path)” is not text in UTF-8: byte \(offset) does not belong",
        remedy: "convert it, for example with iconv -t UTF-8")
    case .unknownFormat(let path, let format):
      self.init(
        .badData, "“\(path)” looks like \(format.words), which cannot be read",
        remedy:
          "give a bibliography, a table of papers with a line of column names, a graph, a reading list or a corpus "
          + "file; “lineage help import” names the formats")
    }
  }

  init(_ error: NetworkError) {
    switch error {
    case .input(let error): self.init(error)
    case .graphFile(let error): self.init(error)
    case .edgeList(let path, let error): self.init(.badData, "“\(path)” is no citation network: \(error)")
    case .dateList(let path, let account):
      let first = account.faults.first.map { "; the first that cannot be read: \($0)" } ?? ""
      self.init(
        .badData,
        "“\(path)” dates no paper of the network: \(account.unknownIdentifierLineCount) lines name others, "
          + "\(account.malformedLineCount) cannot be read\(first)",
        remedy: "write an identifier, as the relations have it, and YYYY, YYYY-MM or YYYY-MM-DD a line")
    case .paperTable(let path, let firstLine):
      self.init(
        .badData, "“\(path)” is no table of papers: its first line names no column “id”, but “\(firstLine)”",
        remedy: "name the columns in the first line, between tabs, commas or semicolons: id, title, date")
    case .gzip(let path, .damaged(let offset, let reason)):
      self.init(
        .badData, "“\(path)” is damaged at byte \(offset): \(reason)", remedy: "test it with gzip -t, and get it again")
    case .gzip(let path, .truncated(let byteCount)):
      self.init(
        .badData, "“\(path)” ends after \(byteCount) bytes in the middle", remedy: "get the file again")
    case .gzip(let path, .tooLarge(let limit)):
      self.init(.badData, "“\(path)” unpacks to more than \(limit >> 30) GiB", remedy: "unpack it and read a part")
    }
  }

  init(_ error: GraphFileError) {
    let place = [error.section?.description, error.offset.map { "byte \($0)" }].compactMap { $0 }
    let where_ = place.isEmpty ? "" : " (" + place.joined(separator: ", ") + ")"
    let status: ExitStatus =
      switch error.reason {
      case .unreadable: .noInput
      case .unwritable: .cannotWrite
      default: .badData
      }
    self.init(
      status, "“\(error.path)”\(where_): found \(error.found), expected \(error.expected)", remedy: error.advice)
  }

  init(_ error: PaperLookupError) {
    func list(_ papers: [Paper]) -> String {
      papers.map { paper in
        let name = paper.title.hasPrefix(paper.name) ? paper.title : "\(paper.name): \(paper.title)"
        return "\n    \(paper.id)  \(name)".withoutLineFeedsInside
      }.joined()
    }
    switch error {
    case .unknown(let text, let suggestions):
      self.init(
        .usage, "no paper is called “\(text)”",
        remedy: suggestions.isEmpty
          ? "find one with “lineage search”"
          : "did you mean " + suggestions.map { "“\($0.name)”" }.joined(separator: ", ") + "?")
    case .ambiguous(let text, let candidates):
      let shown = candidates.prefix(20)
      let more = candidates.count > shown.count ? "\n    … and \(candidates.count - shown.count) more" : ""
      self.init(
        .usage, "“\(text)” may be any of \(candidates.count) papers",
        remedy: "name one of them by its id:" + list(Array(shown)) + more)
    }
  }

  init(_ error: GraphvizError) {
    switch error {
    case .unavailable(let reason):
      self.init(
        .ourFault, "Graphviz cannot be started: \(reason)", remedy: "check the installation of Graphviz with “dot -V”")
    case .layoutFailed(let messages):
      self.init(.ourFault, "Graphviz could not lay out the picture: \(messages.joined(separator: "; "))")
    case .drawingFailed(let format, let messages):
      self.init(
        .ourFault, "Graphviz could not draw \(format): \(messages.joined(separator: "; "))",
        remedy: "the plug-in for this format may be missing; “dot -v” lists what is there")
    case .malformedDrawing(let reason):
      self.init(.ourFault, "Graphviz drew something that is no SVG: \(reason)")
    case .tookTooLong(let seconds):
      self.init(
        .ourFault, "Graphviz was not done after \(seconds) seconds and was given up",
        remedy: "show less, or give it more time with --time-limit")
    }
  }

  /// Any error in words.
  init(describing error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case let error as InputError: self.init(error)
    case let error as PaperLookupError: self.init(error)
    case let error as GraphvizError: self.init(error)
    case let error as NetworkError: self.init(error)
    case let error as GraphFileError: self.init(error)
    default: self.init(.ourFault, "\(error)")
    }
  }
}

extension String {
  /// The text with its own line feeds, other than a leading one, turned into blanks.
  fileprivate var withoutLineFeedsInside: String {
    guard first == "\n" else { return replacing("\n", with: " ") }
    return "\n" + dropFirst().replacing("\n", with: " ")
  }
}
