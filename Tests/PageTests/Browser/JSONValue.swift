import Foundation

/// Any JSON value: what the browser is told and what a script in a page answers.
enum JSONValue: Sendable, Hashable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  /// The text of a string.
  var string: String? { if case .string(let text) = self { text } else { nil } }
  /// The value of a number.
  var double: Double? { if case .number(let number) = self { number } else { nil } }
  /// The value of a number without a fraction.
  var int: Int? { double.flatMap { Int(exactly: $0) } }
  /// The value of a boolean.
  var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
  /// The elements of an array; none for anything else.
  var array: [JSONValue] { if case .array(let values) = self { values } else { [] } }
  /// The members of an object; none for anything else.
  var object: [String: JSONValue] { if case .object(let members) = self { members } else { [:] } }
  /// The strings of an array; other elements are left out.
  var strings: [String] { array.compactMap(\.string) }

  /// A member of an object; `null` where there is none.
  subscript(name: String) -> JSONValue { object[name] ?? .null }
  /// An element of an array; `null` where there is none.
  subscript(place: Int) -> JSONValue { array.indices.contains(place) ? array[place] : .null }
}

extension JSONValue: Codable {
  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let text = try? container.decode(String.self) {
      self = .string(text)
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let members = try? container.decode([String: JSONValue].self) {
      self = .object(members)
    } else {
      self = .array(try container.decode([JSONValue].self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .bool(let value): try container.encode(value)
    case .number(let number):
      if let whole = Int(exactly: number) { try container.encode(whole) } else { try container.encode(number) }
    case .string(let text): try container.encode(text)
    case .array(let values): try container.encode(values)
    case .object(let members): try container.encode(members)
    }
  }

  /// The value as JSON, which is also an expression of JavaScript.
  var text: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Only a number that is not finite cannot be written, and no JSON has one.
    return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "null"
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
  init(stringLiteral text: String) { self = .string(text) }
  init(integerLiteral number: Int) { self = .number(Double(number)) }
  init(floatLiteral number: Double) { self = .number(number) }
  init(booleanLiteral value: Bool) { self = .bool(value) }
  init(arrayLiteral values: JSONValue...) { self = .array(values) }
  init(dictionaryLiteral members: (String, JSONValue)...) {
    self = .object(Dictionary(members) { _, last in last })
  }
  init(nilLiteral: ()) { self = .null }
}

extension JSONValue: CustomStringConvertible {
  var description: String { text }
}
