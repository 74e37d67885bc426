/// What a reader of a relation list met: every line is in one of the counts.
///
/// ``lineCount`` is the sum of the relation, comment, blank and malformed lines, and one for ``header``.
public struct EdgeListAccount: Sendable, Equatable {
  /// How many lines there are; a last line needs no line end.
  public internal(set) var lineCount = 0
  /// Lines that name two papers, duplicates and self relations included.
  public internal(set) var relationLineCount = 0
  /// Lines that begin with `#` or `%`.
  public internal(set) var commentLineCount = 0
  /// Lines of nothing but blanks.
  public internal(set) var blankLineCount = 0
  /// Lines that could not be read; they were left out.
  public internal(set) var malformedLineCount = 0
  /// The first hundred malformed lines.
  public internal(set) var faults: [LineFault] = []
  /// Relation lines with something after the two identifiers, which was ignored.
  public internal(set) var furtherColumnLineCount = 0
  /// A first line that names columns: neither of its two words is a number, while all identifiers below are.
  public internal(set) var header: ListedText?
  /// The first identifier that is no plain number, which makes all identifiers of the list texts; `nil` if they are
  /// numbers.
  public internal(set) var firstTextIdentifier: ListedText?
  /// How many relation lines repeat an earlier one.
  public internal(set) var duplicateRelationCount = 0
  /// How many relation lines relate a paper to itself, repetitions included.
  public internal(set) var selfRelationCount = 0
  /// What was met in the list of dates, if one was read.
  public internal(set) var dates: DateListAccount?
}

/// What a reader of a list of dates met: every line is in one of the counts.
///
/// ``lineCount`` is the sum of the date, comment, blank and malformed lines; ``dateLineCount`` is the sum of
/// ``datedPaperCount``, ``repeatedLineCount``, ``conflictingLineCount`` and ``unknownIdentifierLineCount``.
public struct DateListAccount: Sendable, Equatable {
  /// How many lines there are; a last line needs no line end.
  public internal(set) var lineCount = 0
  /// Lines of an identifier and a readable date.
  public internal(set) var dateLineCount = 0
  /// Lines that begin with `#` or `%`.
  public internal(set) var commentLineCount = 0
  /// Lines of nothing but blanks.
  public internal(set) var blankLineCount = 0
  /// Lines that could not be read, such as a header; they were left out.
  public internal(set) var malformedLineCount = 0
  /// The first hundred malformed lines.
  public internal(set) var faults: [LineFault] = []
  /// Papers of the network with a date.
  public internal(set) var datedPaperCount = 0
  /// Papers of the network without one.
  public internal(set) var undatedPaperCount = 0
  /// Lines that date a paper again, alike.
  public internal(set) var repeatedLineCount = 0
  /// Lines that date a paper again, differently; the first date was kept.
  public internal(set) var conflictingLineCount = 0
  /// Lines that date something which no relation names; no paper was added for it.
  public internal(set) var unknownIdentifierLineCount = 0
}

/// Something in a list and where it stands.
public struct ListedText: Sendable, Equatable {
  /// The line, from 1.
  public let line: Int
  /// The column in Unicode scalars, from 1.
  public let column: Int
  /// The text, cut after 80 bytes.
  public let text: String

  /// Joins a text and its place.
  public init(line: Int, column: Int, text: String) {
    self.line = line
    self.column = column
    self.text = text
  }
}

/// A line that could not be read.
public struct LineFault: Error, Sendable, Equatable {
  /// What is wrong with a line.
  public enum Problem: Sendable, Equatable {
    /// One field, where two are needed.
    case missingField
    /// Nothing before or between delimiters.
    case emptyField
    /// A control character in one of the two fields.
    case controlCharacter
    /// A second field that is no date.
    case unreadableDate
  }

  /// What is wrong.
  public let problem: Problem
  /// The offending field, or the line where a field is missing, and its place.
  public let found: ListedText

  /// Joins a problem and what shows it.
  public init(_ problem: Problem, found: ListedText) {
    self.problem = problem
    self.found = found
  }
}

extension LineFault: CustomStringConvertible {
  /// Place, finding, expectation and what to do, as in `7:1: found “9306”, where two fields …`.
  public var description: String {
    let what =
      switch problem {
      case .missingField:
        "found one field, “\(found.text)”, where two are expected; separate them by a tab, blank, comma or semicolon"
      case .emptyField:
        "found nothing between delimiters in “\(found.text)”, where two fields are expected; fill in or remove the line"
      case .controlCharacter:
        "found a control character in “\(found.text)”, where text is expected; check that the file is uncompressed text"
      case .unreadableDate:
        "found “\(found.text)”, where a date is expected; write YYYY, YYYY-MM, YYYY-MM-DD or YYYYMMDD"
      }
    return "\(found.line):\(found.column): \(what)"
  }
}

/// Why a relation list makes no network.
public enum EdgeListError: Error, Sendable, Equatable {
  /// No line names two papers. What there was instead is in the account.
  case noUsableLine(EdgeListAccount)
  /// More papers or relation lines than 32 bits can number.
  case tooLarge(EdgeListAccount)
}

extension EdgeListError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noUsableLine(let account):
      "found no relation in \(account.lineCount) lines, of which \(account.commentLineCount) are comments, "
        + "\(account.blankLineCount) blank and \(account.malformedLineCount) malformed; expected lines of a citing and a "
        + "cited paper" + (account.faults.first.map { "; the first malformed line: \($0)" } ?? "")
    case .tooLarge(let account):
      "found \(account.relationLineCount) relation lines; expected fewer than 2^32 and as many papers; read a part of it"
    }
  }
}
