import Foundation

/// A PDF file as Cairo writes it, to be finished: the time of its making taken out, a title put in.
struct PDFDocument {
  private(set) var data: Data

  init(_ data: Data) {
    self.data = data
  }

  /// The file without the times of its making and changing, so that the same picture gives the same bytes. Blanks take
  /// their place, since the file counts its bytes.
  var withoutDates: PDFDocument {
    var pdf = data
    for key in ["/CreationDate", "/ModDate"] {
      guard let found = pdf.range(of: Data("\(key) (".utf8), options: .backwards),
        let end = pdf[found.upperBound...].firstIndex(of: UInt8(ascii: ")"))
      else { continue }
      let range = found.lowerBound...end
      pdf.replaceSubrange(range, with: Data(repeating: UInt8(ascii: " "), count: range.count))
    }
    return PDFDocument(pdf)
  }

  /// The file with a title, which viewers show in place of the file's name, and a language for readers that speak.
  ///
  /// Both are added as an incremental update (ISO 32000-1, 7.5.6): new versions of the document information and the
  /// catalogue behind the file, and a table of their places. A file that has no table of that form stays as it is.
  func titled(_ title: String, language: String) -> PDFDocument {
    guard let end = data.range(of: Data("startxref".utf8), options: .backwards),
      let previous = number(in: text(data[end.upperBound...]), after: ""),
      data.indices.contains(previous), data[previous...].starts(with: Data("xref".utf8)),
      let trailerRange = data.range(of: Data("trailer".utf8), options: .backwards)
    else { return self }
    let trailer = text(data[trailerRange.upperBound..<end.lowerBound])
    guard let size = number(in: trailer, after: "/Size"), let root = number(in: trailer, after: "/Root"),
      let info = number(in: trailer, after: "/Info"),
      let catalog = dictionary(ofObject: root), let information = dictionary(ofObject: info)
    else { return self }
    var update = "\n"
    var places: [(object: Int, offset: Int)] = []
    func add(_ object: Int, _ entries: String) {
      places.append((object, data.count + update.utf8.count))
      update += "\(object) 0 obj\n<<\(entries)>>\nendobj\n"
    }
    add(info, information + "\n   /Title \(Self.string(title))\n")
    add(
      root, catalog + "\n   /Lang \(Self.string(language))\n   /ViewerPreferences << /DisplayDocTitle true >>\n")
    let table = data.count + update.utf8.count
    update += "xref\n"
    for place in places.sorted(by: { $0.object < $1.object }) {
      let digits = String(place.offset)
      update += "\(place.object) 1\n\(String(repeating: "0", count: max(0, 10 - digits.count)))\(digits) 00000 n \n"
    }
    update += "trailer\n<< /Size \(size) /Root \(root) 0 R /Info \(info) 0 R /Prev \(previous) >>\n"
    update += "startxref\n\(table)\n%%EOF\n"
    return PDFDocument(data + Data(update.utf8))
  }

  /// The entries of an object that is a dictionary without a stream.
  private func dictionary(ofObject number: Int) -> String? {
    guard let head = data.range(of: Data("\n\(number) 0 obj\n".utf8), options: .backwards),
      let tail = data[head.upperBound...].range(of: Data("endobj".utf8))
    else { return nil }
    let body = text(data[head.upperBound..<tail.lowerBound]).trimmingCharacters(in: .whitespacesAndNewlines)
    guard body.hasPrefix("<<"), body.hasSuffix(">>") else { return nil }
    return String(body.dropFirst(2).dropLast(2))
  }

  private func text(_ bytes: Data) -> String { String(decoding: bytes, as: UTF8.self) }

  private func number(in text: String, after key: String) -> Int? {
    guard let place = key.isEmpty ? text.startIndex..<text.startIndex : text.range(of: key) else { return nil }
    return Int(text[place.upperBound...].drop(while: \.isWhitespace).prefix(while: \.isNumber))
  }

  /// A text string in UTF-16, in hexadecimal digits, in which nothing has a meaning.
  private static func string(_ text: String) -> String {
    let visible = text.unicodeScalars.filter { DOTWriter.isXMLCharacter($0) && !DOTWriter.forcesDirection($0) }
    let digits = String(String.UnicodeScalarView(visible)).utf16.map { unit in
      let digits = String(unit, radix: 16, uppercase: true)
      return String(repeating: "0", count: 4 - digits.count) + digits
    }
    return "<FEFF\(digits.joined())>"
  }
}
