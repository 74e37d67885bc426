public import ArgumentParser
import CitationGraph
public import PaperLineage

extension DateChoice: ExpressibleByArgument {
  public init?(argument: String) { self.init(rawValue: argument) }
  public static var allValueStrings: [String] { allCases.map(\.rawValue) }
  public var defaultValueDescription: String { rawValue }
}

extension Period.Length: ExpressibleByArgument {}

/// Which of a paper's dates counts.
struct DateOption: ParsableArguments {
  @Option(help: ArgumentHelp("Which date of a paper counts; without it, the one the corpus says.", valueName: "role"))
  var date: DateChoice?
}

extension DateChoice? {
  /// Throws if it is a date that the papers of a citation network do not have.
  func confirmIsOfNetworks() throws {
    switch self {
    case nil, .earliest, .role(.published): break
    case .role(let role):
      throw Failure(
        .usage, "the papers of a citation network have one date each, none that is “\(role.rawValue)”",
        remedy: "leave out --date")
    }
  }
}

/// One end of a range of time as it is typed: `2023`, `2023-05` or `2023-Q2`.
struct TimeBound: Sendable, Equatable {
  /// The first and last month.
  let first: Month
  let last: Month

  init(_ text: String) throws {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    if parts.count == 2, parts[1].uppercased().hasPrefix("Q"), let quarter = Int(parts[1].dropFirst()),
      1...4 ~= quarter, let year = PublicationDate(String(parts[0])),
      let first = Month(year: year.year, month: quarter * 3 - 2), let last = Month(year: year.year, month: quarter * 3)
    {
      (self.first, self.last) = (first, last)
    } else if let date = PublicationDate(text), date.day == nil,
      let first = Month(year: date.year, month: date.month ?? 1),
      let last = Month(year: date.year, month: date.month ?? 12)
    {
      (self.first, self.last) = (first, last)
    } else {
      throw ValidationError("“\(text)” is no time: write 2023, 2023-05 or 2023-Q2.")
    }
  }

  /// As the first date of a window: for a whole year the year, so that papers of which no more is known are within.
  var firstDate: PackedDate {
    isYear ? PackedDate(year: first.year) : PackedDate(year: first.year, month: first.month)
  }
  /// As the last date of a window.
  var lastDate: PackedDate { isYear ? PackedDate(year: last.year) : PackedDate(year: last.year, month: last.month) }

  private var isYear: Bool { last.ordinal - first.ordinal == 11 }

  func firstPeriod(_ length: Period.Length) -> Period? { Self.period(length, of: first) }
  func lastPeriod(_ length: Period.Length) -> Period? { Self.period(length, of: last) }

  private static func period(_ length: Period.Length, of month: Month) -> Period? {
    PublicationDate(year: month.year, month: month.month).flatMap { Period(length, containing: $0) }
  }
}
