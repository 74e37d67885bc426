/// Keys that are held while another, or a button of the mouse, is pressed.
struct Modifiers: OptionSet, Sendable {
  let rawValue: Int
  static let alt = Modifiers(rawValue: 1)
  static let control = Modifiers(rawValue: 2)
  static let meta = Modifiers(rawValue: 4)
  static let shift = Modifiers(rawValue: 8)
}

/// A key of an American keyboard.
///
/// - SeeAlso: *UI Events KeyboardEvent key Values* and *code Values* (W3C).
struct Key: Sendable {
  /// What it means: `KeyboardEvent.key`.
  var name: String
  /// Where it is: `KeyboardEvent.code`.
  var code: String
  /// The old number of the key.
  var number: Int
  /// What it writes, if anything.
  var text: String?
  /// Whether it means this with Shift only.
  var needsShift = false

  /// A key by its meaning: `Enter`, `ArrowLeft`, `a`, `A`, `/`, `?`, `F5`, `Space`.
  init?(_ name: String) {
    if let (code, number, text) = Self.named[name] {
      self.init(name: name == "Space" ? " " : name, code: code, number: number, text: text)
      return
    }
    guard let scalar = name.unicodeScalars.first, name.unicodeScalars.count == 1, scalar.isASCII else { return nil }
    switch scalar {
    case "a"..."z", "A"..."Z":
      let upper = name.uppercased()
      self.init(
        name: name, code: "Key\(upper)", number: Int(upper.unicodeScalars.first?.value ?? 0), text: name,
        needsShift: name == upper)
    case "0"..."9":
      self.init(name: name, code: "Digit\(name)", number: Int(scalar.value), text: name)
    default:
      guard let (code, number, shifted) = Self.marks[name] else { return nil }
      self.init(name: name, code: code, number: number, text: name, needsShift: shifted)
    }
  }

  private init(name: String, code: String, number: Int, text: String?, needsShift: Bool = false) {
    (self.name, self.code, self.number, self.text, self.needsShift) = (name, code, number, text, needsShift)
  }

  private static let named: [String: (code: String, number: Int, text: String?)] = {
    var keys: [String: (code: String, number: Int, text: String?)] = [
      "Enter": ("Enter", 13, "\r"), "Tab": ("Tab", 9, nil), "Escape": ("Escape", 27, nil), " ": ("Space", 32, " "),
      "Space": ("Space", 32, " "), "Backspace": ("Backspace", 8, nil), "Delete": ("Delete", 46, nil),
      "Home": ("Home", 36, nil), "End": ("End", 35, nil), "PageUp": ("PageUp", 33, nil),
      "PageDown": ("PageDown", 34, nil), "ArrowLeft": ("ArrowLeft", 37, nil), "ArrowUp": ("ArrowUp", 38, nil),
      "ArrowRight": ("ArrowRight", 39, nil), "ArrowDown": ("ArrowDown", 40, nil),
      "ContextMenu": ("ContextMenu", 93, nil), "Shift": ("ShiftLeft", 16, nil), "Control": ("ControlLeft", 17, nil),
      "Alt": ("AltLeft", 18, nil),
    ]
    for number in 1...12 { keys["F\(number)"] = ("F\(number)", 111 + number, nil) }
    return keys
  }()

  private static let marks: [String: (code: String, number: Int, shifted: Bool)] = {
    let plain: [(mark: String, shifted: String, code: String, number: Int)] = [
      ("-", "_", "Minus", 189), ("=", "+", "Equal", 187), ("[", "{", "BracketLeft", 219),
      ("]", "}", "BracketRight", 221), ("\\", "|", "Backslash", 220), (";", ":", "Semicolon", 186),
      ("'", "\"", "Quote", 222), ("`", "~", "Backquote", 192), (",", "<", "Comma", 188), (".", ">", "Period", 190),
      ("/", "?", "Slash", 191),
    ]
    var keys: [String: (code: String, number: Int, shifted: Bool)] = [:]
    for key in plain {
      keys[key.mark] = (key.code, key.number, false)
      keys[key.shifted] = (key.code, key.number, true)
    }
    for (digit, mark) in ")!@#$%^&*(".enumerated() { keys[String(mark)] = ("Digit\(digit)", 48 + digit, true) }
    return keys
  }()
}
