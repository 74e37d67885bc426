/// Text cut into the pieces that names are compared by: runs of letters, runs of digits, and single characters of
/// scripts that are written without blanks.
///
/// Case and width are folded, so that `ＬＬａＭＡ` and `llama` are one token. Positions are bytes of UTF-8.
enum TextTokens {
  /// What a byte, or the scalar that begins with it, is.
  enum Kind: UInt8 {
    /// A letter of an alphabet written with blanks between words.
    case letter
    case digit
    /// A character that is a token by itself, such as a Chinese one.
    case single
    /// Blanks, hyphens and dashes, which names may be written with or without.
    case joint
    /// Everything else.
    case other
  }

  /// One character of text, folded.
  struct Unit {
    let kind: Kind
    /// The folded scalar.
    let scalar: UInt32
    /// How many bytes it takes.
    let length: Int
  }

  /// The character at a position that lies in the text and begins a scalar.
  @inline(__always)
  static func unit(at position: Int, in bytes: Span<UInt8>) -> Unit {
    let byte = bytes[position]
    if byte < 0x80 { return ascii(byte, length: 1) }
    return wide(at: position, in: bytes)
  }

  @inline(__always)
  private static func ascii(_ byte: UInt8, length: Int) -> Unit {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"): Unit(kind: .letter, scalar: UInt32(byte), length: length)
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): Unit(kind: .letter, scalar: UInt32(byte | 0x20), length: length)
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Unit(kind: .digit, scalar: UInt32(byte), length: length)
    case UInt8(ascii: " "), UInt8(ascii: "-"): Unit(kind: .joint, scalar: UInt32(byte), length: length)
    default: Unit(kind: .other, scalar: UInt32(byte), length: length)
    }
  }

  private static func wide(at position: Int, in bytes: Span<UInt8>) -> Unit {
    let (value, length) = decoded(at: position, in: bytes)
    switch value {
    case 0xFF01...0xFF5E: return ascii(UInt8(value - 0xFEE0), length: length)
    case 0xA0, 0x2002...0x200A, 0x202F, 0x3000, 0x2010...0x2015, 0x2212:
      return Unit(kind: .joint, scalar: 0x20, length: length)
    case 0xC0...0xDE where value != 0xD7: return Unit(kind: .letter, scalar: value + 0x20, length: length)
    case 0x391...0x3A9: return Unit(kind: .letter, scalar: value + 0x20, length: length)
    case 0x410...0x42F: return Unit(kind: .letter, scalar: value + 0x20, length: length)
    case 0xDF...0x24F where value != 0xF7, 0x370...0x52F: return Unit(kind: .letter, scalar: value, length: length)
    case 0x3041...0x30FF, 0x3400...0x9FFF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0x20000...0x3FFFD:
      return Unit(kind: .single, scalar: value, length: length)
    default: return Unit(kind: .other, scalar: value, length: length)
    }
  }

  /// The scalar at a position of well-formed UTF-8 and its length; what is not well formed counts as one odd byte.
  private static func decoded(at position: Int, in bytes: Span<UInt8>) -> (UInt32, Int) {
    let first = bytes[position]
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1
    guard length > 1, position + length <= bytes.count else { return (0xFFFD, 1) }
    var value = UInt32(first) & (0x7F >> UInt32(length))
    for offset in 1..<length { value = value << 6 | UInt32(bytes[position + offset] & 0x3F) }
    return (value, length)
  }

  /// A token: where it begins and ends, what it is, and the hash of its folded scalars.
  struct Token {
    let start: Int
    let end: Int
    let kind: Kind
    let hash: UInt64
  }

  /// The token that begins at a position, or `nil` if none does. A full stop between digits belongs to a number.
  @inline(__always)
  static func token(at position: Int, in bytes: Span<UInt8>) -> Token? {
    guard position < bytes.count else { return nil }
    // Most words are ASCII letters: no decoding, one comparison a byte.
    var hash = seed
    var end = position
    while end < bytes.count, let letter = smallLetter(bytes[end]) {
      hash = mixed(hash, letter)
      end += 1
    }
    if end > position {
      if end == bytes.count || bytes[end] < 0x80 { return Token(start: position, end: end, kind: .letter, hash: hash) }
      return rest(of: .letter, from: position, at: end, hash: hash, in: bytes)
    }
    let first = unit(at: position, in: bytes)
    guard first.kind != .joint, first.kind != .other else { return nil }
    hash = mixed(hash, first.scalar)
    end = position + first.length
    guard first.kind != .single else { return Token(start: position, end: end, kind: .single, hash: hash) }
    return rest(of: first.kind, from: position, at: end, hash: hash, in: bytes)
  }

  /// An ASCII letter, in lower case.
  @inline(__always)
  private static func smallLetter(_ byte: UInt8) -> UInt32? {
    let small = byte | 0x20
    return small &- UInt8(ascii: "a") < 26 ? UInt32(small) : nil
  }

  /// The token of which a part is read.
  private static func rest(
    of kind: Kind, from start: Int, at position: Int, hash: UInt64, in bytes: Span<UInt8>
  ) -> Token {
    var hash = hash
    var end = position
    while end < bytes.count {
      let next = unit(at: end, in: bytes)
      if next.kind == kind {
        hash = mixed(hash, next.scalar)
        end += next.length
      } else if kind == .digit, next.scalar == 0x2E, end + 1 < bytes.count,
        unit(at: end + 1, in: bytes).kind == .digit
      {
        hash = mixed(hash, 0x2E)
        end += 1
      } else {
        break
      }
    }
    return Token(start: start, end: end, kind: kind, hash: hash)
  }

  private static let seed: UInt64 = 0xCBF2_9CE4_8422_2325

  @inline(__always)
  private static func mixed(_ hash: UInt64, _ scalar: UInt32) -> UInt64 {
    let product = (hash ^ UInt64(scalar)) &* 0x9E37_79B9_7F4A_7C15
    return product ^ (product >> 29)
  }
}
