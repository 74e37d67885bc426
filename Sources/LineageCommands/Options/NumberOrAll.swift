import ArgumentParser

/// A positive number as it is typed, or “all”.
enum NumberOrAll: ExpressibleByArgument, Equatable, Sendable {
  case number(Int)
  case all

  init?(argument: String) {
    if argument.lowercased() == "all" {
      self = .all
    } else if let number = Int(argument) {
      self = .number(number)
    } else {
      return nil
    }
  }

  var defaultValueDescription: String {
    switch self {
    case .number(let number): "\(number)"
    case .all: "all"
    }
  }

  /// The number, or `nil` for all.
  var limit: Int? { if case .number(let number) = self { number } else { nil } }

  /// Throws unless it is 1 or more, or all.
  func confirm(_ option: String, counts what: String) throws {
    if let limit, limit < 1 { throw ValidationError("\(option) counts \(what), from 1, or is “all”.") }
  }
}
