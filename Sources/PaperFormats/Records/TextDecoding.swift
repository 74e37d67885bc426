import Foundation

/// Texts of any encoding: files of bibliographies are older than UTF-8.
enum TextDecoding {
  /// A text and what it was encoded in.
  struct Decoded {
    let text: String
    /// The name of the encoding, to be told where it had to be guessed.
    let encoding: String
    /// Whether nothing in the file said so.
    let isGuessed: Bool
  }

  /// Decodes bytes: by a byte order mark, by where zeros stand, as UTF-8, as the text itself declares (`% Encoding: …`,
  /// `encoding="…"`), as GB 18030 if the bytes come in pairs as Chinese ones do, and else as Windows-1252, in which every
  /// byte is a character.
  ///
  /// - Complexity: O(*n*) for *n* bytes.
  static func decode(_ bytes: Data) -> Decoded {
    for (mark, encoding, name) in marks where bytes.starts(with: mark) {
      return decoded(bytes.dropFirst(mark.count), encoding, name, isGuessed: false)
    }
    if let (encoding, name) = wideEncoding(bytes) { return decoded(bytes, encoding, name, isGuessed: true) }
    if let text = String(validating: bytes, as: UTF8.self) {
      return Decoded(text: text, encoding: "UTF-8", isGuessed: false)
    }
    if let name = declared(bytes), let encoding = named[name], let text = String(data: bytes, encoding: encoding) {
      return Decoded(text: text, encoding: name, isGuessed: false)
    }
    if isChinese(bytes), let text = String(data: bytes, encoding: gb18030) {
      return Decoded(text: text, encoding: "GB 18030", isGuessed: true)
    }
    return Decoded(text: windows1252(bytes), encoding: "Windows-1252", isGuessed: true)
  }

  private static let marks: [([UInt8], String.Encoding, String)] = [
    ([0xEF, 0xBB, 0xBF], .utf8, "UTF-8"), ([0xFF, 0xFE, 0, 0], .utf32LittleEndian, "UTF-32"),
    ([0, 0, 0xFE, 0xFF], .utf32BigEndian, "UTF-32"), ([0xFF, 0xFE], .utf16LittleEndian, "UTF-16"),
    ([0xFE, 0xFF], .utf16BigEndian, "UTF-16"),
  ]

  private static func decoded(_ bytes: Data, _ encoding: String.Encoding, _ name: String, isGuessed: Bool) -> Decoded {
    // What is broken in a text that says what it is gets a mark instead.
    let text =
      encoding == .utf8
      ? String(decoding: bytes, as: UTF8.self)
      : String(data: Data(bytes), encoding: encoding) ?? utf16(bytes, isBigEndian: encoding == .utf16BigEndian)
    return Decoded(text: text, encoding: name, isGuessed: isGuessed)
  }

  private static func utf16(_ bytes: Data, isBigEndian: Bool) -> String {
    let bytes = Array(bytes)
    let units = stride(from: 0, to: bytes.count - 1, by: 2).map { (place: Int) -> UInt16 in
      let (first, second) = (UInt16(bytes[place]), UInt16(bytes[place + 1]))
      return isBigEndian ? first << 8 | second : second << 8 | first
    }
    return String(decoding: units, as: UTF16.self)
  }

  /// UTF-16 without a mark: every other byte of Western text is zero.
  private static func wideEncoding(_ bytes: Data) -> (String.Encoding, String)? {
    let start = Array(bytes.prefix(2048))
    guard start.count >= 4, bytes.count.isMultiple(of: 2) else { return nil }
    let zeros = start.indices.filter { start[$0] == 0 }
    let odd = zeros.count { !$0.isMultiple(of: 2) }
    guard zeros.count * 3 > start.count else { return nil }
    if odd == zeros.count { return (.utf16LittleEndian, "UTF-16") }
    return odd == 0 ? (.utf16BigEndian, "UTF-16") : nil
  }

  /// What a text says of its encoding in its first lines, in lower case.
  private static func declared(_ bytes: Data) -> String? {
    let head = String(decoding: bytes.prefix(1024).map { $0 < 0x80 ? $0 : UInt8(ascii: "?") }, as: UTF8.self)
    if let match = head.firstMatch(of: #/(?i)%\s*encoding:\s*([-\w]+)/#) { return match.output.1.lowercased() }
    if let match = head.firstMatch(of: #/<\?xml[^>]*encoding=["']([-\w]+)["']/#) { return match.output.1.lowercased() }
    return nil
  }

  /// The number that Foundation has for GB 18030.
  private static let gb18030 = String.Encoding(rawValue: 0x8000_0632)

  private static let named: [String: String.Encoding] = [
    "utf-8": .utf8, "utf8": .utf8, "ascii": .ascii, "us-ascii": .ascii, "iso-8859-1": .isoLatin1, "latin1": .isoLatin1,
    "iso8859_1": .isoLatin1, "iso-8859-2": .isoLatin2, "iso8859_2": .isoLatin2, "cp1250": .windowsCP1250,
    "windows-1250": .windowsCP1250, "cp1251": .windowsCP1251, "windows-1251": .windowsCP1251, "cp1252": .windowsCP1252,
    "windows-1252": .windowsCP1252, "ansi": .windowsCP1252, "macroman": .macOSRoman, "shift_jis": .shiftJIS,
    "sjis": .shiftJIS, "euc-jp": .japaneseEUC, "euc_jp": .japaneseEUC, "gbk": gb18030, "gb2312": gb18030,
    "gb18030": gb18030, "big5": String.Encoding(rawValue: 0x8000_0A03),
    "euc-kr": String.Encoding(rawValue: 0x8000_0940),
    "koi8-r": String.Encoding(rawValue: 0x8000_0A02), "iso-8859-15": String.Encoding(rawValue: 0x8000_020F),
  ]

  /// Whether bytes beyond ASCII come in pairs as GB 2312 has them; those of Western text stand alone between letters.
  private static func isChinese(_ bytes: Data) -> Bool {
    var pairs = 0
    var others = 0
    var lead: UInt8?
    for byte in bytes {
      if let first = lead {
        if 0xA1...0xFE ~= first, 0xA1...0xFE ~= byte {
          pairs += 1
        } else if 0x81...0xFE ~= first, 0x40...0xFE ~= byte, byte != 0x7F, byte >= 0x80 {
          pairs += 1
        } else {
          others += 1
        }
        lead = nil
      } else if byte >= 0x80 {
        lead = byte
      }
    }
    return pairs > 0 && pairs > 9 * (others + (lead == nil ? 0 : 1))
  }

  /// Every byte is a character; the five that Windows left open are the controls of Latin-1.
  private static func windows1252(_ bytes: Data) -> String {
    let upper: [UInt32] = [
      0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,
      0x017D,
      0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,
      0x017E, 0x0178,
    ]
    var scalars = String.UnicodeScalarView()
    for byte in bytes {
      let value = 0x80..<0xA0 ~= byte ? upper[Int(byte) - 0x80] : UInt32(byte)
      if let scalar = Unicode.Scalar(value) { scalars.append(scalar) }
    }
    return String(scalars)
  }
}
