extension String {
  /// The words of the text with one blank between them.
  package var spacedByOne: String {
    var previous = UInt8(ascii: " ")
    let isSpacedAlready = utf8.allSatisfy { byte in
      defer { previous = byte }
      // Bytes from 0x80 on may be part of white space that is not ASCII.
      return byte < 0x7F && (byte > 0x20 || byte == 0x20 && previous != 0x20)
    }
    if isSpacedAlready, previous != 0x20 { return self }
    return split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
